/** Segments that are edited or forged: what a person says, put into a header. */

import {NO_TEXT, type Options, type Segment, seq} from '../tcp/index.js';
import {readOptions} from './options.js';

/** Header fields as a person gives them; absent: as it is (edit) or zero (forge). */
export type SegmentFields = {
	/** `seq` and `ack` count from the ISNs that the wire has seen of these ports; absent: they are the header's own. 0 … 2^32 - 1. */
	readonly relative?: true;
	readonly sourcePort?: number;
	readonly destinationPort?: number;
	readonly seq?: number;
	/** Null takes the ACK bit away. */
	readonly ack?: number | null;
	/** Letters of `SFRPUEW` and `.`; `.` needs `ack`. */
	readonly flags?: string;
	/** The header's field, unscaled: 0 … 65535. */
	readonly wnd?: number;
	/** The urgent pointer: 0 … 65535. */
	readonly up?: number;
	/** In UTF-8 at most `MAX_TEXT` octets. */
	readonly text?: string;
	/** So many octets of a pattern, unless there is `text`: 0 … `MAX_TEXT`. */
	readonly bytes?: number;
	/** The MSS option, 0 … 65535; null takes it away. */
	readonly mss?: number | null;
	/** TSval, 0 … 2^32 - 1; null takes the timestamps away. */
	readonly tsval?: number | null;
	/** TSecr, 0 … 2^32 - 1. */
	readonly tsecr?: number;
	/** All options, as octets of the header in hexadecimal: in place of those there are, and of the three above. */
	readonly options?: string;
	/** The IP header's ECN field. */
	readonly ecn?: 0 | 1 | 2 | 3;
};

/** The control bits; `ack` without its value. */
export type ControlBits = Pick<Segment, 'syn' | 'fin' | 'rst' | 'psh' | 'urg' | 'ece' | 'cwr'> & {
	readonly ack: boolean;
};

/** What is left of IPv4's 65,535 octets when both headers are as long as they can be. */
export const MAX_TEXT = 65_535 - 20 - 60;

/**
 * Reads packetdrill's letters, in any order.
 *
 * @returns null if a letter is none of `SFRP.UEW`, or comes twice
 */
export function parseFlags(letters: string): ControlBits | null {
	for (const [index, letter] of [...letters].entries()) {
		if (!'SFRP.UEW'.includes(letter) || letters.indexOf(letter) !== index) return null;
	}

	return {
		syn: letters.includes('S'),
		fin: letters.includes('F'),
		rst: letters.includes('R'),
		psh: letters.includes('P'),
		ack: letters.includes('.'),
		urg: letters.includes('U'),
		ece: letters.includes('E'),
		cwr: letters.includes('W'),
	};
}

/**
 * The segment with these fields instead of its own.
 *
 * `ack` alone sets or takes the ACK bit; beside `flags` the two must agree, and `.` alone keeps the number there is.
 *
 * @param isns - what relative numbers count from: each 0 … 2^32 - 1
 * @returns the segment, or the name of the first field whose value cannot stand in a header
 */
export function applyFields(
	segment: Segment,
	fields: SegmentFields,
	isns: {readonly seq: number; readonly ack: number} = {seq: 0, ack: 0},
): Segment | {readonly bad: keyof SegmentFields} {
	const base = fields.relative ? isns : {seq: 0, ack: 0};
	for (const [name, most] of RANGES) {
		const value = fields[name];
		if (value !== undefined && value !== null && !isInteger(value, most)) return {bad: name};
	}

	const bits = fields.flags === undefined ? null : parseFlags(fields.flags);
	if (fields.flags !== undefined && bits === null) return {bad: 'flags'};
	const number = fields.ack === undefined ? segment.ack : fields.ack === null ? null : seq(base.ack + fields.ack);
	if (bits?.ack && number === null) return {bad: 'ack'};
	if (bits?.ack === false && fields.ack !== undefined && fields.ack !== null) return {bad: 'ack'};

	const options = fields.options === undefined ? optionsWith(segment.options, fields) : optionsFrom(fields.options);
	if (options === null) return {bad: 'options'};
	const text = textOf(fields) ?? segment.text;
	if (text.length > MAX_TEXT) return {bad: 'text'};
	return {
		...segment,
		...bits,
		source: {...segment.source, port: fields.sourcePort ?? segment.source.port},
		destination: {...segment.destination, port: fields.destinationPort ?? segment.destination.port},
		seq: fields.seq === undefined ? segment.seq : seq(base.seq + fields.seq),
		ack: bits?.ack === false ? null : number,
		wnd: fields.wnd ?? segment.wnd,
		up: fields.up ?? segment.up,
		options,
		ecn: fields.ecn ?? segment.ecn,
		text,
	};
}

/** Null: no hexadecimal octets, or a length among them that cannot be. */
function optionsFrom(digits: string): Options | null {
	if (!/^(?:[0-9a-f]{8}){0,10}$/i.test(digits)) return null;
	const octets = Uint8Array.from(digits.match(/../g) ?? [], pair => Number.parseInt(pair, 16));
	const read = readOptions(new DataView(octets.buffer), 0, octets.length);
	return typeof read === 'number' ? null : read;
}

function optionsWith(options: Options, {mss, tsval, tsecr}: SegmentFields): Options {
	const stamped = tsval !== undefined || tsecr !== undefined;
	if (mss === undefined && !stamped) return options;
	const {val, ecr} = options.timestamps ?? {val: 0, ecr: 0};
	const timestamps = tsval === null ? null : {val: tsval ?? val, ecr: tsecr ?? ecr};
	return {
		...options,
		mss: mss === undefined ? options.mss : mss,
		timestamps: stamped ? timestamps : options.timestamps,
	};
}

const RANGES = [
	['sourcePort', 0xffff],
	['destinationPort', 0xffff],
	['seq', 0xffff_ffff],
	['ack', 0xffff_ffff],
	['wnd', 0xffff],
	['up', 0xffff],
	['bytes', MAX_TEXT],
	['mss', 0xffff],
	['tsval', 0xffff_ffff],
	['tsecr', 0xffff_ffff],
	['ecn', 3],
] as const satisfies readonly (readonly [keyof SegmentFields, number])[];

const isInteger = (value: number, most: number): boolean => Number.isInteger(value) && value >= 0 && value <= most;

function textOf(fields: SegmentFields): Uint8Array | null {
	if (fields.text !== undefined) return new TextEncoder().encode(fields.text);
	if (fields.bytes === undefined) return null;
	return fields.bytes === 0 ? NO_TEXT : Uint8Array.from({length: fields.bytes}, (_, i) => 0x61 + (i % 26));
}
