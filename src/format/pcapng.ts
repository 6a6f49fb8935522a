/**
 * A run as a capture that Wireshark reads: pcapng (draft-ietf-opsawg-pcapng), IPv4 without a link layer, nanoseconds.
 *
 * An interface stands for each place to look from. Analysers take a segment that two interfaces saw for two: a person
 * wants all in one file, a judge a file for each place. Time 0 of the run is 1970.
 */

import {BLOCK, BYTE_ORDER, DIRECTION, LINK, NAME_RECORD, OPTION, padded} from './pcapng-layout.js';
import type {Sighting, Vantage} from './sightings.js';

export type CaptureHead = {
	/** The program that writes it, with its version. */
	readonly application: string;
	/** What the capture is of, in a sentence. */
	readonly comment: string;
	/** In the order of their numbers in the file. */
	readonly interfaces: readonly {readonly name: Vantage; readonly description: string}[];
	/** Addresses, dotted decimal, by the names that they are to have. */
	readonly names: Readonly<Record<string, string>>;
};

/** The file. Sightings of other interfaces than the head's are left out. */
export function pcapng(sightings: readonly Sighting[], head: CaptureHead): Uint8Array {
	const numbers = new Map(head.interfaces.map(({name}, number) => [name, number]));
	return joined([
		sectionHead(head),
		...head.interfaces.map(interfaceBlock),
		namesBlock(head.names),
		...sightings.flatMap(sighting => {
			const number = numbers.get(sighting.vantage);
			return number === undefined ? [] : [packetBlock(sighting, number)];
		}),
	]);
}

const UNKNOWN_LENGTH = 0xffff_ffff;

const sectionHead = ({application, comment}: CaptureHead): Uint8Array =>
	block(
		BLOCK.section,
		words(BYTE_ORDER),
		// Version 1.0, and a section as long as it happens to be.
		halves(1, 0),
		words(UNKNOWN_LENGTH, UNKNOWN_LENGTH),
		options([OPTION.comment, utf8(comment)], [OPTION.application, utf8(application)]),
	);

/** Ten to the minus ninth. */
const NANOSECONDS = 9;

const interfaceBlock = ({name, description}: CaptureHead['interfaces'][number]): Uint8Array =>
	block(
		BLOCK.interface,
		// The link type, a half that is reserved, and no limit to the length of a packet.
		halves(LINK.ipv4, 0),
		words(0),
		options(
			[OPTION.name, utf8(name)],
			[OPTION.description, utf8(description)],
			[OPTION.resolution, Uint8Array.of(NANOSECONDS)],
		),
	);

const namesBlock = (names: CaptureHead['names']): Uint8Array =>
	block(
		BLOCK.names,
		...Object.entries(names).map(([name, address]) =>
			option(NAME_RECORD.ipv4, joined([Uint8Array.from(address.split('.'), Number), utf8(`${name}\0`)])),
		),
		halves(NAME_RECORD.end, 0),
	);

function packetBlock({at, octets, direction, comments}: Sighting, number: number): Uint8Array {
	const time = BigInt(at) * 1000n;
	return block(
		BLOCK.enhanced,
		words(number, Number(time >> 32n), Number(time & 0xffff_ffffn), octets.length, octets.length),
		filled(octets),
		options(
			...comments.map(comment => [OPTION.comment, utf8(comment)] as const),
			...(direction === null ? [] : [[OPTION.flags, words(DIRECTION[direction])] as const]),
		),
	);
}

/** Its length stands before and behind, so that a reader can go backwards too. */
function block(type: number, ...parts: readonly Uint8Array[]): Uint8Array {
	const length = parts.reduce((sum, part) => sum + part.length, 12);
	return joined([words(type, length), ...parts, words(length)]);
}

const options = (...all: readonly (readonly [code: number, value: Uint8Array])[]): Uint8Array =>
	joined([...all.map(([code, value]) => option(code, value)), halves(OPTION.end, 0)]);

/** An option or a record: code, length without filling, value. */
const option = (code: number, value: Uint8Array): Uint8Array => joined([halves(code, value.length), filled(value)]);

function filled(octets: Uint8Array): Uint8Array {
	if (octets.length % 4 === 0) return octets;
	const whole = new Uint8Array(padded(octets.length));
	whole.set(octets);
	return whole;
}

const ENCODER = new TextEncoder();
const MOST = 0xffff;

/** An option's length is a half word: longer text is cut between characters. */
function utf8(text: string): Uint8Array {
	const octets = ENCODER.encode(text);
	if (octets.length <= MOST) return octets;
	let end = MOST;
	while (((octets[end] ?? 0) & 0xc0) === 0x80) end--;
	return octets.subarray(0, end);
}

/** 32 bits each, least significant octet first. */
const words = (...values: readonly number[]): Uint8Array =>
	Uint8Array.from(values.flatMap(value => [value, value >>> 8, value >>> 16, value >>> 24]));

/** 16 bits each. */
const halves = (...values: readonly number[]): Uint8Array =>
	Uint8Array.from(values.flatMap(value => [value, value >>> 8]));

function joined(parts: readonly Uint8Array[]): Uint8Array {
	const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
	let at = 0;
	for (const part of parts) {
		whole.set(part, at);
		at += part.length;
	}

	return whole;
}
