/**
 * A segment as octets: IPv4 (RFC 791) and TCP (RFC 9293 §3.1), both checksums real, and back.
 *
 * Left out: IPv4 options are skipped, fragments refused; of a segment with the ACK bit off the acknowledgment field is not kept.
 */

import {InvariantError, NO_OPTIONS, NO_TEXT, type Segment, seq, unsigned} from '../tcp/index.js';
import {checksum, sumOf} from './checksum.js';
import {readOptions, sizeOfOptions, writeOptions} from './options.js';

/** What makes octets no segment. */
export type DecodeError =
	/** Fewer octets than the header needs. */
	| 'too-short'
	| 'not-ipv4'
	/** Below 20, or past the end. */
	| 'ip-header-length'
	/** Below the header's, or past the end. */
	| 'ip-total-length'
	| 'fragment'
	| 'not-tcp'
	/** The sum over the header, or over pseudo-header, header and text, is not right: `at` tells which (MUST-3). */
	| 'checksum'
	/** Below 5, or past the end. */
	| 'data-offset'
	/** 0, 1, or past the header's end (MUST-7). */
	| 'option-length';

/** A segment, or the first thing that is wrong. */
export type Decoded =
	| {readonly kind: 'segment'; readonly segment: Segment}
	/** `at`: offset of the field that is wrong. */
	| {readonly kind: 'error'; readonly error: DecodeError; readonly at: number};

/** The length of both headers and the text, in octets. */
export const octetLength = (segment: Segment): number => textOffset(segment) + segment.text.length;

/** Where the text begins, counted from the first octet of the IPv4 header. */
export const textOffset = (segment: Segment): number => 40 + sizeOfOptions(segment.options);

/** Is it dotted decimal: four numbers up to 255, without leading zeros, which are octal to some? */
export const isAddress = (text: string): boolean => readAddress(text) !== null;

/**
 * A segment as it is on the wire, not to be fragmented, both checksums right.
 *
 * Options that do not fit in 40 octets are left out: the last SACK blocks first, then unknown ones.
 *
 * @param id - the IPv4 identification, 0 … 65535; a segment that nobody may fragment needs none (RFC 6864)
 * @throws InvariantError if an address is not one by `isAddress`, or the whole is longer than 65,535 octets
 */
export function encode(segment: Segment, id = 0): Uint8Array {
	const {text} = segment;
	const offset = textOffset(segment);
	const total = offset + text.length;
	if (total > MOST) throw new InvariantError(`${total} octets are too many for IPv4`);

	const octets = BENCH;
	octets.fill(0, 0, offset);
	octets[0] = 0x45;
	octets[1] = (segment.dscp << 2) | segment.ecn;
	put16(octets, 2, total);
	put16(octets, 4, id);
	put16(octets, 6, DONT_FRAGMENT);
	octets[8] = segment.ttl;
	octets[9] = TCP;
	putAddress(octets, 12, segment.source.address);
	putAddress(octets, 16, segment.destination.address);

	put16(octets, 20, segment.source.port);
	put16(octets, 22, segment.destination.port);
	put32(octets, 24, unsigned(segment.seq));
	if (segment.ack !== null) put32(octets, 28, unsigned(segment.ack));
	octets[32] = (offset - 20) << 2;
	octets[33] = bitsOf(segment);
	put16(octets, 34, segment.wnd);
	put16(octets, 38, segment.up);
	if (offset > 40) writeOptions(octets, 40, segment.options);
	if (text.length > 0) octets.set(text, offset);

	put16(octets, 10, checksum(sumOf(VIEW, 0, 20)));
	put16(octets, 36, checksum(sumOf(VIEW, 20, total) + pseudo(VIEW, total - 20)));
	return octets.slice(0, total);
}

/**
 * The segment that these octets are, an IPv4 header first; or what is wrong with them, whatever they are.
 *
 * What lies behind the IPv4 total length is padding of the link. The text is a view of `octets`: nobody may write to them later.
 */
export function decode(octets: Uint8Array): Decoded {
	if (octets.length < 20) return error('too-short', 0);
	BENCH.set(octets.length > MOST ? octets.subarray(0, MOST) : octets);
	const view = VIEW;
	const first = view.getUint8(0);
	if (first >> 4 !== 4) return error('not-ipv4', 0);
	const start = (first & 15) * 4;
	if (start < 20 || start > octets.length) return error('ip-header-length', 0);
	if (checksum(sumOf(view, 0, start)) !== 0) return error('checksum', 10);
	const total = view.getUint16(2);
	if (total < start || total > octets.length) return error('ip-total-length', 2);
	if ((view.getUint16(6) & ~(DONT_FRAGMENT | EVIL_BIT)) !== 0) return error('fragment', 6);
	if (view.getUint8(9) !== TCP) return error('not-tcp', 9);

	if (total - start < 20) return error('too-short', start);
	if (checksum(sumOf(view, start, total) + pseudo(view, total - start)) !== 0) return error('checksum', start + 16);
	const text = start + (view.getUint8(start + 12) >> 4) * 4;
	if (text < start + 20 || text > total) return error('data-offset', start + 12);
	const options = text === start + 20 ? NO_OPTIONS : readOptions(view, start + 20, text);
	if (typeof options === 'number') return error('option-length', options);

	const bits = view.getUint8(start + 13);
	return {
		kind: 'segment',
		segment: {
			source: {address: addressAt(view, 12), port: view.getUint16(start)},
			destination: {address: addressAt(view, 16), port: view.getUint16(start + 2)},
			seq: seq(view.getInt32(start + 4)),
			ack: bits & ACK ? seq(view.getInt32(start + 8)) : null,
			syn: (bits & SYN) !== 0,
			fin: (bits & FIN) !== 0,
			rst: (bits & RST) !== 0,
			psh: (bits & PSH) !== 0,
			urg: (bits & URG) !== 0,
			ece: (bits & ECE) !== 0,
			cwr: (bits & CWR) !== 0,
			wnd: view.getUint16(start + 14),
			up: view.getUint16(start + 18),
			options,
			ecn: (view.getUint8(1) & 3) as Segment['ecn'],
			ttl: view.getUint8(8),
			dscp: view.getUint8(1) >> 2,
			text: text === total ? NO_TEXT : octets.subarray(text, total),
		},
	};
}

/** IPv4's total length ends here. */
const MOST = 0xffff;

/** Octets are laid out and read here, and nothing stays: a view made for each segment costs more than its checksum. */
const BENCH = new Uint8Array(MOST);
const VIEW = new DataView(BENCH.buffer);

const TCP = 6;
const DONT_FRAGMENT = 0x4000;
/** RFC 3514; reserved otherwise. */
const EVIL_BIT = 0x8000;

const FIN = 1;
const SYN = 2;
const RST = 4;
const PSH = 8;
const ACK = 16;
const URG = 32;
const ECE = 64;
const CWR = 128;

const bitsOf = (segment: Segment): number =>
	(segment.fin ? FIN : 0) |
	(segment.syn ? SYN : 0) |
	(segment.rst ? RST : 0) |
	(segment.psh ? PSH : 0) |
	(segment.ack === null ? 0 : ACK) |
	(segment.urg ? URG : 0) |
	(segment.ece ? ECE : 0) |
	(segment.cwr ? CWR : 0);

const error = (code: DecodeError, at: number): Decoded => ({kind: 'error', error: code, at});

/** The sum of the pseudo-header (§3.1): both addresses, the protocol, the TCP length. */
const pseudo = (view: DataView, length: number): number => sumOf(view, 12, 20) + TCP + length;

function put16(octets: Uint8Array, at: number, value: number): void {
	octets[at] = value >> 8;
	octets[at + 1] = value;
}

function put32(octets: Uint8Array, at: number, value: number): void {
	octets[at] = value >>> 24;
	octets[at + 1] = value >>> 16;
	octets[at + 2] = value >>> 8;
	octets[at + 3] = value;
}

function putAddress(octets: Uint8Array, at: number, address: string): void {
	const number = readAddress(address);
	if (number === null) throw new InvariantError(`not an IPv4 address: ${address}`);
	put32(octets, at, number);
}

/** The 32 bits of a dotted decimal, unsigned; null if it is none. */
function readAddress(address: string): number | null {
	let number = 0;
	let dots = 0;
	let value = 0;
	let digits = 0;
	for (let i = 0; i < address.length; i++) {
		const digit = address.charCodeAt(i) - ZERO;
		if (digit >= 0 && digit <= 9) {
			if (++digits > 3 || (digits === 2 && value === 0)) return null;
			value = value * 10 + digit;
		} else {
			if (digit !== DOT || digits === 0 || value > 255 || ++dots > 3) return null;
			number = number * 256 + value;
			value = 0;
			digits = 0;
		}
	}

	return dots === 3 && digits > 0 && value <= 255 ? number * 256 + value : null;
}

const ZERO = 0x30;
const DOT = 0x2e - ZERO;

const addressAt = (view: DataView, at: number): string =>
	`${view.getUint8(at)}.${view.getUint8(at + 1)}.${view.getUint8(at + 2)}.${view.getUint8(at + 3)}`;
