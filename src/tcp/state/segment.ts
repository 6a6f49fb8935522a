/** One TCP segment as both engines see it: the header's fields and the text (RFC 9293 §3.1). */

import {plus, type Seq} from './seq.js';

/** Integer microseconds: an instant of virtual time (a name ending in `At`) or a duration (any other). */
export type Micros = number;

/** What RFC 9293 calls a socket: an internet address and a port. */
export type Endpoint = {readonly address: string; readonly port: number};

/** An option that no rule of ours reads: its kind and its octets without kind and length. */
export type UnknownOption = {readonly kind: number; readonly octets: Uint8Array};

/** The options of RFC 9293 §3.2, RFC 7323, RFC 2018, RFC 7413 and RFC 5482. Null: not there. */
export type Options = {
	/** Maximum segment size, octets, 0 … 65535. Only on SYN segments (MUST-65). */
	readonly mss: number | null;
	/** RFC 7323 §2: shift count. */
	readonly wscale: number | null;
	/** RFC 2018 §2. */
	readonly sackPermitted: boolean;
	/** RFC 2018 §3: left and right edges. */
	readonly sack: readonly (readonly [Seq, Seq])[] | null;
	/** RFC 7323 §3: TSval and TSecr, 0 … 2^32 - 1. */
	readonly timestamps: {readonly val: number; readonly ecr: number} | null;
	/** RFC 7413 §4.1.1: a cookie of 4 to 16 octets; empty: a cookie is asked for. Only on SYN segments. */
	readonly fastOpen: Uint8Array | null;
	/** RFC 5482 §3.3: whole seconds, 0 … 32,767, or whole minutes as seconds. 0 is reserved. */
	readonly userTimeout: number | null;
	readonly unknown: readonly UnknownOption[];
};

export type Segment = {
	readonly source: Endpoint;
	readonly destination: Endpoint;
	readonly seq: Seq;
	/** The ACK bit and its value in one: null when the bit is off. */
	readonly ack: Seq | null;
	readonly syn: boolean;
	readonly fin: boolean;
	readonly rst: boolean;
	readonly psh: boolean;
	readonly urg: boolean;
	readonly ece: boolean;
	readonly cwr: boolean;
	/** The header's field, 0 … 65535: unscaled. */
	readonly wnd: number;
	/** The urgent pointer's field, 0 … 65535: an offset from SEG.SEQ to the octet after the urgent text (MUST-62). */
	readonly up: number;
	readonly options: Options;
	/** The IP header's ECN field (RFC 3168 §5): 0 Not-ECT, 1 ECT(1), 2 ECT(0), 3 CE. */
	readonly ecn: 0 | 1 | 2 | 3;
	/** The IP header's time to live, 0 … 255, which the host sets (MUST-49). */
	readonly ttl: number;
	/** The IP header's Diffserv field, 0 … 63, which the program sets (MUST-48). */
	readonly dscp: number;
	/** The octets carried. Never written to after creation: copies share them. */
	readonly text: Uint8Array;
};

export const NO_TEXT = new Uint8Array(0);

export const NO_OPTIONS: Options = {
	mss: null,
	wscale: null,
	sackPermitted: false,
	sack: null,
	timestamps: null,
	fastOpen: null,
	userTimeout: null,
	unknown: [],
};

/** SEG.LEN: the sequence space a segment takes; SYN and FIN count one each (RFC 9293 §3.3.1). */
export const length = (seg: Segment): number => seg.text.length + (seg.syn ? 1 : 0) + (seg.fin ? 1 : 0);

/** The number just after the segment's last. */
export const end = (seg: Segment): Seq => plus(seg.seq, length(seg));

/** Control bits in packetdrill's letters and order: `S F R P . U E W`. */
export function flags(seg: Segment): string {
	return (
		(seg.syn ? 'S' : '') +
		(seg.fin ? 'F' : '') +
		(seg.rst ? 'R' : '') +
		(seg.psh ? 'P' : '') +
		(seg.ack === null ? '' : '.') +
		(seg.urg ? 'U' : '') +
		(seg.ece ? 'E' : '') +
		(seg.cwr ? 'W' : '')
	);
}

/** Hops a segment may take when the host says nothing else: what IANA advises, and Linux has. */
export const DEFAULT_TTL = 64;

const TEMPLATE: Segment = {
	source: {address: '0.0.0.0', port: 0},
	destination: {address: '0.0.0.0', port: 0},
	seq: plus(0 as unknown as Seq, 0),
	ack: null,
	syn: false,
	fin: false,
	rst: false,
	psh: false,
	urg: false,
	ece: false,
	cwr: false,
	wnd: 0,
	up: 0,
	options: NO_OPTIONS,
	ecn: 0,
	ttl: DEFAULT_TTL,
	dscp: 0,
	text: NO_TEXT,
};

/** A segment from the few fields that matter; the rest as in a bare header. */
export const segment = (fields: Partial<Segment>): Segment => ({...TEMPLATE, ...fields});
