/** TCP options as octets (RFC 9293 §3.2, RFC 7323, RFC 2018), laid out on words of four as Linux does. */

import {NO_OPTIONS, type Options, type Seq, seq, type UnknownOption, unsigned} from '../tcp/index.js';

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
export function writeOptions(octets: Uint8Array, start: number, options: Options): void {
	let at = start;
	const put = (...values: readonly number[]): void => {
		for (const value of values) octets[at++] = value;
	};
	const put32 = (value: number): void => put(value >>> 24, value >>> 16, value >>> 8, value);

	const {mss, wscale, sackPermitted, timestamps} = options;
	if (mss !== null) put(MSS, 4, mss >> 8, mss);
	if (sackPermitted) {
		if (timestamps === null) put(NOP, NOP);
		put(SACK_PERMITTED, 2);
	}

	if (timestamps !== null) {
		if (!sackPermitted) put(NOP, NOP);
		put(TIMESTAMPS, 10);
		put32(timestamps.val);
		put32(timestamps.ecr);
	}

	if (wscale !== null) put(NOP, WSCALE, 3, wscale);
	const blocks = blocksThatFit(options, at - start);
	if (options.sack !== null && blocks > 0) {
		put(NOP, NOP, SACK, 2 + blocks * 8);
		for (const [left, right] of options.sack.slice(0, blocks)) {
			put32(unsigned(left));
			put32(unsigned(right));
		}
	}

	for (const option of options.unknown) {
		if (unknownFits(option, at - start)) put(option.kind, 2 + option.octets.length, ...option.octets);
	}
}

/**
 * Reads the options from `start` until `end`. Of one that comes twice the last counts; one that we know, but not with
 * that length, is kept as unknown (MUST-6).
 *
 * @returns or the offset of a length that cannot be (MUST-7)
 */
export function readOptions(view: DataView, start: number, end: number): Options | number {
	let {mss, wscale, sackPermitted, sack, timestamps} = NO_OPTIONS;
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
		else unknown.push({kind, octets: octetsAt(view, at + 2, length - 2)});
		at += length;
	}

	return {mss, wscale, sackPermitted, sack, timestamps, unknown};
}

const octetsAt = (view: DataView, start: number, length: number): Uint8Array =>
	Uint8Array.from({length}, (_, i) => view.getUint8(start + i));

function readBlocks(view: DataView, start: number, end: number): (readonly [Seq, Seq])[] {
	const blocks: (readonly [Seq, Seq])[] = [];
	for (let at = start; at < end; at += 8) blocks.push([seq(view.getInt32(at)), seq(view.getInt32(at + 4))]);
	return blocks;
}

/** SACK-permitted takes the place of the two NOPs before timestamps. */
const sizeOfFixed = ({mss, wscale, sackPermitted, timestamps}: Options): number =>
	(mss === null ? 0 : 4) + (timestamps !== null ? 12 : sackPermitted ? 4 : 0) + (wscale === null ? 0 : 4);

const blocksThatFit = ({sack}: Options, used: number): number =>
	sack === null ? 0 : Math.min(sack.length, Math.floor((MOST - used - 4) / 8));

const unknownFits = ({kind, octets}: UnknownOption, used: number): boolean =>
	kind > NOP && used + 2 + octets.length <= MOST;
