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

	const at = room(total);
	// By names of its own: what the module may exchange at any time is looked up at every use.
	const words = view;
	const octets = piece;
	words.setUint8(at, 0x45);
	words.setUint8(at + 1, (segment.dscp << 2) | segment.ecn);
	words.setUint16(at + 2, total);
	words.setUint16(at + 4, id);
	words.setUint16(at + 6, DONT_FRAGMENT);
	words.setUint8(at + 8, segment.ttl);
	words.setUint8(at + 9, TCP);
	words.setUint32(at + 12, numberOf(segment.source.address));
	words.setUint32(at + 16, numberOf(segment.destination.address));

	const tcp = at + 20;
	words.setUint16(tcp, segment.source.port);
	words.setUint16(tcp + 2, segment.destination.port);
	words.setUint32(tcp + 4, unsigned(segment.seq));
	if (segment.ack !== null) words.setUint32(tcp + 8, unsigned(segment.ack));
	words.setUint8(tcp + 12, (offset - 20) << 2);
	words.setUint8(tcp + 13, bitsOf(segment));
	words.setUint16(tcp + 14, segment.wnd);
	words.setUint16(tcp + 18, segment.up);
	if (offset > 40) writeOptions(words, tcp + 20, segment.options);
	if (text.length > 0) octets.set(text, at + offset);

	words.setUint16(at + 10, checksum(sumOf(words, at, tcp)));
	words.setUint16(tcp + 16, checksum(sumOf(words, tcp, at + total) + pseudo(words, at, total - 20)));
	return octets.subarray(at, at + total);
}

/**
 * The segment that these octets are, an IPv4 header first; or what is wrong with them, whatever they are.
 *
 * What lies behind the IPv4 total length is padding of the link. The text is a view of `octets`: nobody may write to them later.
 */
export function decode(octets: Uint8Array): Decoded {
	if (octets.length < 20) return error('too-short', 0);
	const view = viewOf(octets.buffer);
	const from = octets.byteOffset;
	const first = view.getUint8(from);
	if (first >> 4 !== 4) return error('not-ipv4', 0);
	const start = (first & 15) * 4;
	if (start < 20 || start > octets.length) return error('ip-header-length', 0);
	if (checksum(sumOf(view, from, from + start)) !== 0) return error('checksum', 10);
	const total = view.getUint16(from + 2);
	if (total < start || total > octets.length) return error('ip-total-length', 2);
	if ((view.getUint16(from + 6) & ~(DONT_FRAGMENT | EVIL_BIT)) !== 0) return error('fragment', 6);
	if (view.getUint8(from + 9) !== TCP) return error('not-tcp', 9);

	if (total - start < 20) return error('too-short', start);
	const tcp = from + start;
	const sum = sumOf(view, tcp, from + total) + pseudo(view, from, total - start);
	if (checksum(sum) !== 0) return error('checksum', start + 16);
	const text = start + (view.getUint8(tcp + 12) >> 4) * 4;
	if (text < start + 20 || text > total) return error('data-offset', start + 12);
	const options = text === start + 20 ? NO_OPTIONS : readOptions(view, tcp + 20, from + text);
	if (typeof options === 'number') return error('option-length', options - from);

	const bits = view.getUint8(tcp + 13);
	return {
		kind: 'segment',
		segment: {
			source: {address: addressAt(view, from + 12), port: view.getUint16(tcp)},
			destination: {address: addressAt(view, from + 16), port: view.getUint16(tcp + 2)},
			seq: seq(view.getInt32(tcp + 4)),
			ack: bits & ACK ? seq(view.getInt32(tcp + 8)) : null,
			syn: (bits & SYN) !== 0,
			fin: (bits & FIN) !== 0,
			rst: (bits & RST) !== 0,
			psh: (bits & PSH) !== 0,
			urg: (bits & URG) !== 0,
			ece: (bits & ECE) !== 0,
			cwr: (bits & CWR) !== 0,
			wnd: view.getUint16(tcp + 14),
			up: view.getUint16(tcp + 18),
			options,
			ecn: (view.getUint8(from + 1) & 3) as Segment['ecn'],
			ttl: view.getUint8(from + 8),
			dscp: view.getUint8(from + 1) >> 2,
			text: text === total ? NO_TEXT : octets.subarray(text, total),
		},
	};
}

/** IPv4's total length ends here. */
const MOST = 0xffff;

/** Segments are laid out one behind the other in memory that is got piece by piece, octets: a piece for each costs more than its checksum. */
const PIECE = 65_536;
let piece = new Uint8Array(PIECE);
let view = new DataView(piece.buffer);
let used = 0;

/** Where in the piece so many octets have room. They are zero. */
function room(octets: number): number {
	if (used + octets > piece.length) {
		piece = new Uint8Array(Math.max(PIECE, octets));
		view = new DataView(piece.buffer);
		used = 0;
	}

	used += octets;
	return used - octets;
}

/** The memory that was read last, and what reads it in words: it counts from the memory's beginning. */
let memory: ArrayBufferLike = piece.buffer;
let reader: DataView<ArrayBufferLike> = view;

function viewOf(buffer: ArrayBufferLike): DataView<ArrayBufferLike> {
	if (buffer === memory) return reader;
	memory = buffer;
	reader = new DataView(buffer);
	return reader;
}

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
const pseudo = (view: DataView, at: number, length: number): number => sumOf(view, at + 12, at + 20) + TCP + length;

/** Addresses as text and as number, those last met first: a connection has two of them. */
const met: {text: string; number: number}[] = [];
const MOST_MET = 4;

function meet(text: string, number: number): void {
	met.unshift({text, number});
	if (met.length > MOST_MET) met.pop();
}

/** @throws InvariantError if it is not one */
function numberOf(address: string): number {
	for (const {text, number} of met) if (text === address) return number;
	const number = readAddress(address);
	if (number === null) throw new InvariantError(`not an IPv4 address: ${address}`);
	meet(address, number);
	return number;
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

function addressAt(view: DataView, at: number): string {
	const number = view.getUint32(at);
	for (const known of met) if (known.number === number) return known.text;
	const text = `${view.getUint8(at)}.${view.getUint8(at + 1)}.${view.getUint8(at + 2)}.${view.getUint8(at + 3)}`;
	meet(text, number);
	return text;
}
