/**
 * The transmission control block (RFC 9293 §3.3.1) and what it may look like.
 *
 *          1         2          3          4
 *     ----------|----------|----------|----------
 *            SND.UNA    SND.NXT    SND.UNA
 *                                 +SND.WND
 *
 *              1          2          3
 *          ----------|----------|----------
 *                 RCV.NXT    RCV.NXT
 *                           +RCV.WND
 */

import type {Config} from './config.js';
import {type Cubic, freshCubic, freshHyStart, freshUsage, type HyStart, type Usage} from './congestion-state.js';
import {copyOctets, noOctets, type Octets} from './octets.js';
import {copyOptionState, noOptionState, type OptionState} from './option-state.js';
import {copyReceiverState, noReceiverState, type ReceiverState} from './receiver-state.js';
import {copyRecoveryState, noRecoveryState, type RecoveryState} from './recovery-state.js';
import type {RuleId} from './rules.js';
import type {Endpoint, Micros} from './segment.js';
import {type Seq, seq} from './seq.js';

/** The eleven states of RFC 9293 §3.3.2, as a connection goes through them. */
export const STATES = [
	'CLOSED',
	'LISTEN',
	'SYN-SENT',
	'SYN-RECEIVED',
	'ESTABLISHED',
	'FIN-WAIT-1',
	'FIN-WAIT-2',
	'CLOSE-WAIT',
	'CLOSING',
	'LAST-ACK',
	'TIME-WAIT',
] as const;

/** Spelled as the RFC spells them; shown as they are. */
export type State = (typeof STATES)[number];

/** The timers of a connection; `loss-probe` and `reordering` are RFC 8985's. */
export const TIMERS = [
	'retransmission',
	'loss-probe',
	'reordering',
	'persist',
	'delayed-ack',
	'override',
	'keepalive',
	'user',
	'time-wait',
] as const;
export type TimerName = (typeof TIMERS)[number];

/** A segment sent and not yet wholly acknowledged. */
export type Sent = {
	readonly seq: Seq;
	readonly syn: boolean;
	readonly fin: boolean;
	readonly psh: boolean;
	readonly text: Uint8Array;
	/** When it was last sent. */
	readonly sentAt: Micros;
	readonly firstSentAt: Micros;
	/** 1 for a segment never retransmitted. */
	readonly timesSent: number;
	/** Counts what the connection has sent of the queue: of two sendings in one instant the later has more. */
	readonly order: number;
	/** The peer has reported it (RFC 2018). It stays queued: the peer may change its mind. */
	readonly sacked: boolean;
	/** Taken as lost since it was last sent; in loss recovery by RFC 6675 and RFC 8985. */
	readonly lost: boolean;
	/** Its retransmission is in flight. */
	readonly resent: boolean;
	/** What went together has the same number. */
	readonly burst: number;
	/** The program ended a record with it: it is not filled with what is behind it. */
	readonly ends: boolean;
};

/** A part of Linux's send queue: see send-records.ts. `psh`: its last octet carries PSH; `ends`: by MSG_EOR. */
export type SendRecord = {readonly octets: number; readonly psh: boolean; readonly ends: boolean};

/** Text, or a FIN, that arrived ahead of RCV.NXT (SHLD-31). */
export type Held = {readonly seq: Seq; readonly text: Uint8Array; readonly psh: boolean; readonly fin: boolean};

export type Tcb = ReceiverState &
	RecoveryState &
	OptionState & {
		state: State;
		/** MUST-11: how SYN-RECEIVED was reached. Null in CLOSED and before any OPEN. */
		openedBy: 'active' | 'passive' | null;
		local: Endpoint;
		/** Null in a LISTEN that takes anyone. */
		remote: Endpoint | null;
		config: Config;
		/** What both SYNs offered, and so both ends do. */
		agreed: {scaling: boolean; sack: boolean; timestamps: boolean; ecn: boolean};
		iss: Seq;
		irs: Seq;
		/** Table 2, the send variables. Windows in octets. */
		snd: {
			una: Seq;
			nxt: Seq;
			wnd: number;
			up: Seq;
			wl1: Seq;
			wl2: Seq;
			/** MAX.SND.WND of RFC 5961 §5. */
			maxWnd: number;
			/** The effective send MSS of §3.7.1, octets of text. */
			mss: number;
			/** Our FIN's sequence number; null until it is sent. */
			fin: Seq | null;
			/** One past the highest number ever sent: SND.NXT, or one more while a zero-window probe is out. */
			max: Seq;
			/** One past the last short segment sent (Minshall's SND.SML). */
			short: Seq;
			/** Snd.Wind.Shift of RFC 7323 §2.2: SEG.WND counts units of 2^this octets. */
			wscale: number;
		};
		/** Table 3, the receive variables. */
		rcv: {
			nxt: Seq;
			wnd: number;
			up: Seq;
			/** The right edge last told to the peer: RCV.NXT + RCV.WND of our last segment. */
			told: Seq;
			/** Rcv.Wind.Shift of RFC 7323 §2.2. */
			wscale: number;
		};
		/** RFC 6298. `srtt` is null before the first sample. */
		rto: {
			srtt: Micros | null;
			rttvar: Micros;
			rto: Micros;
			/** Doublings since the last round-trip sample. */
			backoff: number;
			/** Linux's smoothed and greatest deviation of this round trip, four times as large; and where it ends. */
			mdev: Micros;
			mdevMax: Micros;
			round: Seq;
			/** Timeouts in a row, without anything acknowledged between them: what R1 and R2 are held against (§3.8.3). */
			timeouts: number;
			/** End of the segment that is being timed, and when it was sent; null: none is. */
			timing: Seq | null;
			timedAt: Micros;
		};
		/** RFC 5681 and RFC 6582. Octets. */
		cc: {
			cwnd: number;
			ssthresh: number;
			dupAcks: number;
			/** `disorder`: something is missing, nothing is taken as lost; `cwr`: cwnd comes down without a loss. Both RFC 8985 only. */
			phase: 'open' | 'disorder' | 'cwr' | 'recovery' | 'loss';
			/** RFC 6582's `recover`, RFC 6675's RecoveryPoint: SND.NXT when the loss was seen. */
			recover: Seq;
			/** After a timeout: up to here the queue has been sent again. */
			resent: Seq;
			/** Octets acknowledged since cwnd last grew in congestion avoidance. */
			acked: number;
		};
		cubic: Cubic;
		hystart: HyStart;
		usage: Usage;
		ack: {
			owed: 'no' | 'delayed' | 'now';
			/** The rule that wants it. */
			why: RuleId;
			/** Octets received since the last ACK was sent. */
			octets: number;
			/** RCV.NXT as last told to the peer. */
			sent: Seq;
			/** When an invalid segment was last answered; null: never. */
			challengedAt: Micros | null;
		};
		/** RFC 7323: TS.Recent and when it was recorded; `offset` is what our timestamps are ahead of our clock, milliseconds. */
		ts: {recent: number; recentAt: Micros; offset: number};
		/** Held text as it is told to the peer, the latest first (RFC 2018 §4); and what came twice and is not told yet (RFC 2883). */
		sack: {blocks: readonly (readonly [Seq, Seq])[]; twice: readonly [Seq, Seq] | null};
		/** RFC 3168, the receiver: a mark came and CWR has not; a segment that could be marked came. */
		ecn: {
			echo: boolean;
			seen: boolean;
			/** The sender: cwnd was reduced, and CWR is not said yet. */
			reduced: boolean;
			/** ECE cut cwnd: what it tells up to here is told of the same window; null: not in this window. */
			cutAt: Seq | null;
			/** A SYN without the question was sent. */
			gaveUp: boolean;
		};
		/** Zero-window probes since the window closed, and since the peer was last heard. */
		persist: {probes: number; unanswered: number; since: Micros | null};
		/**
		 * Linux's send buffer: what it has grown to, octets, whether a SEND was cut short since, its records, and one past
		 * the last octet that was marked with PSH.
		 */
		sendMemory: {grown: number; short: boolean; records: SendRecord[]; pushed: Seq};
		keepalive: {probes: number; heardAt: Micros};
		lastSentAt: Micros;
		/** The user has called CLOSE: no more SENDs. */
		closeCalled: boolean;
		/** The user will read no more (MAY-1): once it has closed, text that arrives is answered by a RST (SHLD-3). */
		readerGone: boolean;
		/** The last octet of the send queue was written with PUSH. */
		pushed: boolean;
		/** When each timer fires; null when it is off. */
		timers: Record<TimerName, Micros | null>;
		retransmissions: Sent[];
		outOfOrder: Held[];
		unsent: Octets;
		unread: Octets;
	};

/** A new TCB in CLOSED. Every field is there from birth. */
export function createTcb(config: Config, local: Endpoint, remote: Endpoint | null = null): Tcb {
	const zero = seq(0);
	return {
		state: 'CLOSED',
		openedBy: null,
		local,
		remote,
		config,
		agreed: {scaling: false, sack: false, timestamps: false, ecn: false},
		iss: zero,
		irs: zero,
		snd: {
			una: zero,
			nxt: zero,
			wnd: 0,
			up: zero,
			wl1: zero,
			wl2: zero,
			maxWnd: 0,
			mss: 536,
			fin: null,
			max: zero,
			short: zero,
			wscale: 0,
		},
		rcv: {nxt: zero, wnd: Math.min(config.receiveBuffer, 65_535), up: zero, told: zero, wscale: 0},
		rto: {
			srtt: null,
			rttvar: 0,
			rto: config.rtoInitial,
			backoff: 0,
			mdev: 0,
			mdevMax: 0,
			round: zero,
			timeouts: 0,
			timing: null,
			timedAt: 0,
		},
		cc: {cwnd: 0, ssthresh: 2 ** 30, dupAcks: 0, phase: 'open', recover: zero, resent: zero, acked: 0},
		cubic: freshCubic(),
		hystart: freshHyStart(),
		usage: freshUsage(),
		...noRecoveryState(config.dupThresh),
		ack: {owed: 'no', why: 'sends-ack-now', octets: 0, sent: zero, challengedAt: null},
		ts: {recent: 0, recentAt: 0, offset: 0},
		sack: {blocks: [], twice: null},
		ecn: {echo: false, seen: false, reduced: false, cutAt: null, gaveUp: false},
		...noReceiverState(config.receiveMemory.first),
		...noOptionState(),
		persist: {probes: 0, unanswered: 0, since: null},
		sendMemory: {grown: 0, short: false, records: [], pushed: zero},
		keepalive: {probes: 0, heardAt: 0},
		lastSentAt: 0,
		closeCalled: false,
		readerGone: false,
		pushed: false,
		timers: {
			retransmission: null,
			'loss-probe': null,
			reordering: null,
			persist: null,
			'delayed-ack': null,
			override: null,
			keepalive: null,
			user: null,
			'time-wait': null,
		},
		retransmissions: [],
		outOfOrder: [],
		unsent: noOctets(),
		unread: noOctets(),
	};
}

/** A copy that shares only what is never written to: octets, queue records, endpoints, the config. */
export const copyTcb = (t: Tcb): Tcb => ({
	...t,
	agreed: {...t.agreed},
	snd: {...t.snd},
	rcv: {...t.rcv},
	rto: {...t.rto},
	cc: {...t.cc},
	cubic: {...t.cubic},
	hystart: {...t.hystart},
	usage: {...t.usage},
	...copyRecoveryState(t),
	ack: {...t.ack},
	ts: {...t.ts},
	sack: {...t.sack},
	ecn: {...t.ecn},
	...copyReceiverState(t),
	...copyOptionState(t),
	persist: {...t.persist},
	sendMemory: {...t.sendMemory, records: t.sendMemory.records.slice()},
	keepalive: {...t.keepalive},
	timers: {...t.timers},
	retransmissions: t.retransmissions.slice(),
	outOfOrder: t.outOfOrder.slice(),
	unsent: copyOctets(t.unsent),
	unread: copyOctets(t.unread),
});

/** The peer's FIN has been taken: RCV.NXT is one past it. */
export const finTaken = (t: Tcb): boolean =>
	t.state === 'CLOSE-WAIT' || t.state === 'CLOSING' || t.state === 'LAST-ACK' || t.state === 'TIME-WAIT';

/** Our SYN is not acknowledged yet: in SYN-SENT, in SYN-RECEIVED, and in FIN-WAIT-1 after an early CLOSE. */
export const synIsOut = (t: Tcb): boolean => t.retransmissions[0]?.syn === true;

/** Both ends have agreed on sequence numbers (RFC 9293 §3.5.2, group 3). */
export const isSynchronized = (t: Tcb): boolean =>
	t.state !== 'CLOSED' && t.state !== 'LISTEN' && t.state !== 'SYN-SENT' && t.state !== 'SYN-RECEIVED';

/** CLOSE was called and our FIN not yet sent. */
export const finWaits = (t: Tcb): boolean => t.closeCalled && t.snd.fin === null;

/** Something waits to be sent: text, or our FIN. */
export const somethingWaits = (t: Tcb): boolean => t.unsent.length > 0 || finWaits(t);
