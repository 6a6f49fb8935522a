/**
 * A TCP segment out of an IP packet that others captured: of either version, perhaps cut short, its checksum perhaps
 * left to a network card that had not yet computed it.
 */

import {NO_OPTIONS, NO_TEXT, type Segment, seq} from '../tcp/index.js';
import {checksum, sumOf} from '../wire/checksum.js';
import {readOptions} from '../wire/options.js';

export type CapturedSegment = {
	readonly segment: Segment;
	/** Null: not all of it was kept. */
	readonly checksumHolds: boolean | null;
	/** Octets of its text that were not kept; they stand as zeros. */
	readonly missing: number;
};

/** The segment; null: no TCP, a fragment, or headers that were not kept or cannot be. @param packet - from its IP header on */
export function segmentOf(packet: Uint8Array): CapturedSegment | null {
	const view = new DataView(packet.buffer, packet.byteOffset, packet.length);
	const ip = readIp(view);
	if (ip === null || ip.start + 20 > packet.length) return null;
	const {start, end} = ip;
	const offset = (view.getUint8(start + 12) >> 4) * 4;
	const text = start + offset;
	if (offset < 20 || text > end) return null;
	// Options that were not kept, or cannot be read, are as good as none: the numbers still say what happens.
	const options = offset === 20 || text > packet.length ? NO_OPTIONS : readOptions(view, start + 20, text);
	const bits = view.getUint8(start + 13);
	const missing = Math.max(0, end - packet.length);
	return {
		segment: {
			source: {address: ip.source, port: view.getUint16(start)},
			destination: {address: ip.destination, port: view.getUint16(start + 2)},
			seq: seq(view.getInt32(start + 4)),
			ack: bits & 16 ? seq(view.getInt32(start + 8)) : null,
			syn: (bits & 2) !== 0,
			fin: (bits & 1) !== 0,
			rst: (bits & 4) !== 0,
			psh: (bits & 8) !== 0,
			urg: (bits & 32) !== 0,
			ece: (bits & 64) !== 0,
			cwr: (bits & 128) !== 0,
			wnd: view.getUint16(start + 14),
			up: view.getUint16(start + 18),
			ecn: ip.ecn,
			ttl: ip.ttl,
			dscp: ip.dscp,
			options: typeof options === 'number' ? NO_OPTIONS : options,
			text: missing > 0 ? zeros(end - text) : end === text ? NO_TEXT : packet.subarray(text, end),
		},
		checksumHolds:
			missing > 0 ? null : ip.headHolds && checksum(sumOf(view, start, end) + ip.pseudo(end - start)) === 0,
		missing,
	};
}

type Ip = {
	readonly source: string;
	readonly destination: string;
	/** Where TCP begins, and where the packet ends, as it says itself. */
	readonly start: number;
	readonly end: number;
	/** RFC 3168's two bits. */
	readonly ecn: Segment['ecn'];
	readonly ttl: number;
	readonly dscp: number;
	readonly headHolds: boolean;
	/** The sum of the pseudo-header for so many octets of TCP. */
	readonly pseudo: (length: number) => number;
};

const TCP = 6;

function readIp(view: DataView): Ip | null {
	if (view.byteLength < 20) return null;
	return view.getUint8(0) >> 4 === 6 ? readIpv6(view) : readIpv4(view);
}

function readIpv4(view: DataView): Ip | null {
	const start = (view.getUint8(0) & 15) * 4;
	if (start < 20 || start > view.byteLength) return null;
	const FRAGMENT = 0x3fff;
	if ((view.getUint16(6) & FRAGMENT) !== 0 || view.getUint8(9) !== TCP) return null;
	// A card that cuts up long segments itself is handed them without a length.
	const end = view.getUint16(2) || view.byteLength;
	if (end < start + 20) return null;
	return {
		source: ipv4At(view, 12),
		destination: ipv4At(view, 16),
		start,
		end,
		ecn: (view.getUint8(1) & 3) as Segment['ecn'],
		ttl: view.getUint8(8),
		dscp: view.getUint8(1) >> 2,
		headHolds: checksum(sumOf(view, 0, start)) === 0,
		pseudo: length => sumOf(view, 12, 20) + TCP + length,
	};
}

/** Headers that may stand between IPv6's and TCP's: hop-by-hop, routing, destination. */
const EXTENSIONS: readonly number[] = [0, 43, 60];

function readIpv6(view: DataView): Ip | null {
	const HEAD = 40;
	if (view.byteLength < HEAD) return null;
	const length = view.getUint16(4);
	const end = length === 0 ? view.byteLength : HEAD + length;
	let start = HEAD;
	let next = view.getUint8(6);
	while (EXTENSIONS.includes(next)) {
		if (start + 2 > view.byteLength) return null;
		next = view.getUint8(start);
		start += (view.getUint8(start + 1) + 1) * 8;
	}

	if (next !== TCP || end < start + 20) return null;
	return {
		source: ipv6At(view, 8),
		destination: ipv6At(view, 24),
		start,
		end,
		ecn: ((view.getUint8(1) >> 4) & 3) as Segment['ecn'],
		ttl: view.getUint8(7),
		dscp: (view.getUint16(0) >> 6) & 63,
		headHolds: true,
		pseudo: octets => sumOf(view, 8, HEAD) + TCP + octets,
	};
}

const ipv4At = (view: DataView, at: number): string => [0, 1, 2, 3].map(i => view.getUint8(at + i)).join('.');

/** RFC 5952: lower case, the longest run of zeros left out. */
function ipv6At(view: DataView, at: number): string {
	const groups = Array.from({length: 8}, (_, i) => view.getUint16(at + 2 * i));
	let from = 0;
	let longest = 0;
	for (let i = 0; i < groups.length; i++) {
		let end = i;
		while (end < groups.length && groups[end] === 0) end++;
		if (end - i > longest) [from, longest] = [i, end - i];
	}

	const hex = (some: readonly number[]): string => some.map(group => group.toString(16)).join(':');
	if (longest < 2) return hex(groups);
	return `${hex(groups.slice(0, from))}::${hex(groups.slice(from + longest))}`;
}

/** What was not kept is known by its length only, and costs no memory. */
const ZEROS = new Uint8Array(0x1_0000);
const zeros = (length: number): Uint8Array => ZEROS.subarray(0, length);
