/** TCP options as octets (RFC 9293 §3.2, RFC 7323, RFC 2018), laid out on words of four as Linux does. */

import {NO_OPTIONS, type Options, type Seq, seq, type UnknownOption, unsigned} from '../tcp/index.js';
import {readRare, sizeOfRare, writeRare} from './rare-options.js';

const EOL = 0;
const NOP = 1;
const MSS = 2;
const WSCALE = 3;
const SACK_PERMITTED = 4;
const SACK = 5;
const TIMESTAMPS = 8;

/** The data offset counts to 15 words, five of which are the header without options. */
const MOST = 40;

/** Octets that the options take in the header: a multiple of four, at most 40. */
export function sizeOfOptions(options: Options): number {
	if (options === NO_OPTIONS) return 0;
	let size = sizeOfFixed(options);
	const blocks = blocksThatFit(options, size);
	if (blocks > 0) size += 4 + blocks * 8;
	for (const option of options.unknown) if (unknownFits(option, size)) size += 2 + option.octets.length;
	return (size + 3) & ~3;
}

/** Writes the options at `start`. The octets there must be zero: what is left of the last word ends the list (MUST-69). */
export function writeOptions(view: DataView, start: number, options: Options): void {
	const {mss, wscale, sackPermitted, sack, timestamps} = options;
	let at = start;
	if (mss !== null) {
		view.setUint32(at, word(MSS, 4, mss >> 8, mss));
		at += 4;
	}

	// SACK-permitted takes the place of two NOPs before timestamps.
	if (sackPermitted) {
		if (timestamps === null) at = put16(view, at, NOP, NOP);
		at = put16(view, at, SACK_PERMITTED, 2);
	} else if (timestamps !== null) at = put16(view, at, NOP, NOP);
	if (timestamps !== null) {
		at = put16(view, at, TIMESTAMPS, 10);
		view.setUint32(at, timestamps.val);
		view.setUint32(at + 4, timestamps.ecr);
		at += 8;
	}

	if (wscale !== null) {
		view.setUint32(at, word(NOP, WSCALE, 3, wscale));
		at += 4;
	}

	if (options.fastOpen !== null || options.userTimeout !== null) at = writeRare(view, at, options);
	const blocks = blocksThatFit(options, at - start);
	if (sack !== null && blocks > 0) {
		view.setUint32(at, word(NOP, NOP, SACK, 2 + blocks * 8));
		at += 4;
		for (let index = 0; index < blocks; index++) {
			const [left, right] = sack[index] as readonly [Seq, Seq];
			view.setUint32(at, unsigned(left));
			view.setUint32(at + 4, unsigned(right));
			at += 8;
		}
	}

	for (const option of options.unknown) {
		if (!unknownFits(option, at - start)) continue;
		at = put16(view, at, option.kind, 2 + option.octets.length);
		for (const octet of option.octets) view.setUint8(at++, octet);
	}
}

const word = (first: number, second: number, third: number, fourth: number): number =>
	((first << 24) | (second << 16) | ((third & 0xff) << 8) | (fourth & 0xff)) >>> 0;

function put16(view: DataView, at: number, first: number, second: number): number {
	view.setUint16(at, (first << 8) | second);
	return at + 2;
}

/**
 * Reads the options from `start` until `end`. Of one that comes twice the last counts; one that we know, but not with
 * that length, is kept as unknown (MUST-6).
 *
 * @returns or the offset of a length that cannot be (MUST-7)
 */
export function readOptions(view: DataView, start: number, end: number): Options | number {
	let {mss, wscale, sackPermitted, sack, timestamps} = NO_OPTIONS;
	let rare: NonNullable<ReturnType<typeof readRare>> = {};
	const unknown: UnknownOption[] = [];
	let at = start;
	while (at < end) {
		const kind = view.getUint8(at);
		if (kind === EOL) break;
		if (kind === NOP) {
			at++;
			continue;
		}

		if (at + 1 >= end) return at;
		const length = view.getUint8(at + 1);
		if (length < 2 || at + length > end) return at + 1;
		if (kind === MSS && length === 4) mss = view.getUint16(at + 2);
		else if (kind === WSCALE && length === 3) wscale = view.getUint8(at + 2);
		else if (kind === SACK_PERMITTED && length === 2) sackPermitted = true;
		else if (kind === SACK && length > 2 && length % 8 === 2) sack = readBlocks(view, at + 2, at + length);
		else if (kind === TIMESTAMPS && length === 10)
			timestamps = {val: view.getUint32(at + 2), ecr: view.getUint32(at + 6)};
		else {
			const read = readRare(view, kind, at, length);
			if (read === null) unknown.push({kind, octets: octetsAt(view, at + 2, length - 2)});
			else rare = {...rare, ...read};
		}

		at += length;
	}

	const {fastOpen, userTimeout} = NO_OPTIONS;
	return {mss, wscale, sackPermitted, sack, timestamps, fastOpen, userTimeout, ...rare, unknown};
}

const octetsAt = (view: DataView, start: number, length: number): Uint8Array =>
	Uint8Array.from({length}, (_, i) => view.getUint8(start + i));

function readBlocks(view: DataView, start: number, end: number): (readonly [Seq, Seq])[] {
	const blocks: (readonly [Seq, Seq])[] = [];
	for (let at = start; at < end; at += 8) blocks.push([seq(view.getInt32(at)), seq(view.getInt32(at + 4))]);
	return blocks;
}

/** SACK-permitted takes the place of the two NOPs before timestamps. */
function sizeOfFixed(options: Options): number {
	const {mss, wscale, sackPermitted, timestamps, fastOpen, userTimeout} = options;
	const rare = fastOpen === null && userTimeout === null ? 0 : sizeOfRare(options);
	return (mss === null ? 0 : 4) + (timestamps !== null ? 12 : sackPermitted ? 4 : 0) + (wscale === null ? 0 : 4) + rare;
}

const blocksThatFit = ({sack}: Options, used: number): number =>
	sack === null ? 0 : Math.min(sack.length, Math.floor((MOST - used - 4) / 8));

const unknownFits = ({kind, octets}: UnknownOption, used: number): boolean =>
	kind > NOP && used + 2 + octets.length <= MOST;
