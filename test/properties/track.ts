/** What an observer on the wire remembers of one connection, by itself: never asked of the engine. */

import type {HostName} from '../../src/host/index.js';
import type {Micros, Options, Seq, Tcb} from '../../src/tcp/index.js';
import {distance} from '../../src/tcp/index.js';

/** A run of sequence numbers that was sent, and how often. */
export type Sending = {
	readonly seq: Seq;
	readonly end: Seq;
	readonly firstAt: Micros;
	lastAt: Micros;
	times: number;
};

export type Track = {
	readonly key: string;
	readonly host: HostName;
	readonly iss: Seq;
	/** SND.UNA, SND.NXT, RCV.NXT as last seen. */
	una: Seq;
	nxt: Seq;
	rcvNxt: Seq;
	synchronized: boolean;
	/** The farthest right edge that the peer's segments have offered, by the peer's word. */
	offered: Seq | null;
	/** The farthest right edge that it has told. */
	told: Seq | null;
	/** The same, since it last shut the window for want of memory: here it must not fall behind. */
	standing: Seq | null;
	/** RCV.NXT + RCV.WND as last seen. */
	edge: Seq | null;
	/** The number of its FIN, once sent. */
	fin: Seq | null;
	/** The options of its own SYN, and of the peer's SYN that it took. */
	own: Options | null;
	peer: Options | null;
	/** When it last answered an invalid segment that carried neither text nor FIN. */
	challengedAt: Micros | null;
	/** What is not yet acknowledged, in order. */
	sendings: Sending[];
	/** Round trips that it measured: least and greatest. */
	samples: {least: number; most: number} | null;
	/** Duplicate ACKs in a row, by the five conditions of RFC 5681. */
	dupAcks: number;
	/** SND.NXT at its last cut that was not a timeout's. */
	cutAt: Seq | null;
	/** Flight before the last cut, while it has not drained. */
	flightBeforeCut: number;
	/** Most that was in flight, in this round trip and the one before; `until`: where this one ends. */
	peak: {until: Seq | null; now: number; last: number};
	/** What the peer said it has, since the last timeout. */
	sacked: (readonly [Seq, Seq])[];
	/** The segments that this made known as arrived, each as it stood in the queue. */
	reported: (readonly [Seq, Seq])[];
	/** The blocks that it told last. */
	blocks: readonly (readonly [Seq, Seq])[];
	/** When TIME-WAIT was entered, or its clock set anew. */
	timeWaitAt: Micros | null;
	/** TS.Recent by the rule of RFC 7323 §4.3, what was acknowledged last, and the last TSval sent. */
	tsRecent: number | null;
	lastAckSent: Seq | null;
	tsval: number | null;
	/** Octets taken in order since the last ACK. */
	unacked: number;
	/** Timeouts since the last progress, and the RTO before the first of them. */
	timeouts: {count: number; first: Micros};
};

export const createTrack = (key: string, host: HostName, tcb: Tcb): Track => ({
	key,
	host,
	iss: tcb.iss,
	una: tcb.snd.una,
	nxt: tcb.snd.nxt,
	rcvNxt: tcb.rcv.nxt,
	synchronized: false,
	offered: null,
	told: null,
	standing: null,
	edge: null,
	fin: null,
	own: null,
	peer: null,
	challengedAt: null,
	sendings: [],
	samples: null,
	dupAcks: 0,
	cutAt: null,
	flightBeforeCut: 0,
	peak: {until: null, now: 0, last: 0},
	sacked: [],
	reported: [],
	blocks: [],
	timeWaitAt: null,
	tsRecent: null,
	lastAckSent: null,
	tsval: null,
	unacked: 0,
	timeouts: {count: 0, first: 0},
});

/** Both SYNs offered it. */
export const agreedTimestamps = ({own, peer}: Track): boolean =>
	own !== null && own.timestamps !== null && peer !== null && peer.timestamps !== null;

export const agreedSack = ({own, peer}: Track): boolean => own?.sackPermitted === true && peer?.sackPermitted === true;

/** The shift of the windows that `whose` writes; 0 where the two have not agreed (RFC 7323 §2.2). */
export function shiftOf(track: Track, whose: 'own' | 'peer'): number {
	const {own, peer} = track;
	if (own === null || peer === null || own.wscale === null || peer.wscale === null) return 0;
	return Math.min(14, (whose === 'own' ? own.wscale : peer.wscale) ?? 0);
}

/** The later of the two, where there are two. */
export const farther = (a: Seq | null, b: Seq): Seq => (a === null || distance(a, b) > 0 ? b : a);
