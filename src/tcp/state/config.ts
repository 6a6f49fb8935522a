/**
 * What one connection is told by its host and its program: the constants that RFC 9293 and its companions leave open,
 * and the switches that take one mechanism away to show what it was for.
 */

import {type Behaviours, NO_BEHAVIOURS} from './behaviours.js';
import type {Micros} from './segment.js';

/**
 * A mechanism taken away, or a letter of RFC 9293 followed where its figures say otherwise.
 *
 * The `letter-…` switches are the places where the text of §3.10.7 contradicts the figures or its own later steps.
 */
export const SWITCHES = [
	'two-way-handshake',
	'no-time-wait',
	'constant-isn',
	'no-karn',
	'no-persist-timer',
	'no-nagle',
	'no-delayed-ack',
	'no-silly-window-avoidance',
	'no-challenge-ack',
	'rfc1337',
	'letter-simultaneous-open',
	'letter-time-wait-fin',
	'letter-zero-window',
	'answer-lost-syn-ack',
] as const;

export type Switch = (typeof SWITCHES)[number];
export type Switches = Readonly<Record<Switch, boolean>>;

export const NO_SWITCHES: Switches = Object.fromEntries(SWITCHES.map(name => [name, false])) as Record<Switch, boolean>;

/** Shared by reference between copies of a TCB: never written to. A change makes a new one. */
export type Config = {
	/** RFC 9293 §3.4.2: 2 minutes. */
	readonly msl: Micros;
	/** RFC 6298 §2.1: 1 s. */
	readonly rtoInitial: Micros;
	/** RFC 6298 §2.4: 1 s. */
	readonly rtoMin: Micros;
	/** RFC 6298 §2.5: at least 60 s. */
	readonly rtoMax: Micros;
	/** Retransmissions after which the user is told of trouble (§3.8.3; SHLD-10: at least 3). */
	readonly r1: number;
	/** Retransmissions of data after which the connection is given up (§3.8.3; SHLD-11: 100 s at least). */
	readonly r2: number;
	/** The same for a SYN (MUST-23: 3 minutes at least). */
	readonly r2Syn: number;
	/** The same for a SYN,ACK. */
	readonly r2SynAck: number;
	/** USER TIMEOUT of §3.10.8; null: only R2 decides. */
	readonly userTimeout: Micros | null;
	/** RFC 5482: ADV_UTO, L_LIMIT, U_LIMIT, and whether the peer's advice changes USER TIMEOUT; null: not enabled. */
	readonly userTimeoutOption: {
		readonly advertised: Micros;
		readonly least: Micros;
		readonly most: Micros;
		readonly changeable: boolean;
	} | null;
	/** Longest wait of an owed ACK (§3.8.6.3; MUST-40: below 0.5 s). */
	readonly delayedAck: Micros;
	/** A FIN's ACK waits like that of text, so that the program's own FIN can carry it: three segments close. */
	readonly delayedFinAck: boolean;
	/** False: the program has switched it off (MUST-17). */
	readonly nagle: boolean;
	/** More text is to come at once, so what is less than a segment waits for it (Linux's TCP_CORK, MSG_MORE). */
	readonly cork: boolean;
	/** Override timeout of sender's silly-window avoidance (§3.8.6.2.1: 0.1 to 1 s). */
	readonly swsOverride: Micros;
	readonly keepalive: {readonly on: boolean; readonly idle: Micros; readonly interval: Micros; readonly probes: number};
	/** Largest segment text that we can receive: MTU less 40 (MUST-67), octets. */
	readonly mss: number;
	/** Largest segment text that our link can send, octets (EMTU_S less 40, MUST-16). */
	readonly mtuMss: number;
	/** Octets the receive buffer holds. */
	readonly receiveBuffer: number;
	/** Linux's receive buffer, records and all, octets: at first and at most. `fixed`: the program has set it. */
	readonly receiveMemory: {
		readonly first: number;
		readonly most: number;
		readonly fixed: boolean;
		/** It follows the program's reading (tcp_moderate_rcvbuf). */
		readonly moderated: boolean;
	};
	/** Octets the send buffer holds, sent and unacknowledged ones counted. */
	readonly sendBuffer: number;
	/** What Linux lets it grow to; as `sendBuffer` where the program has set that. */
	readonly sendBufferMost: number;
	/** Octets that wait to be sent, from which on no more are taken (Linux's tcp_notsent_lowat). */
	readonly notSentLowat: number;
	/** Segments that go together at least (Linux's tcp_min_tso_segs). */
	readonly leastBurst: number;
	/** Segments of the initial window; null: the table of RFC 5681 §3.1. */
	readonly initialWindow: number | null;
	/** Duplicate ACKs that mean a loss (RFC 5681 §3.2: 3). */
	readonly dupThresh: number;
	/** Least time between two ACKs that answer invalid segments (RFC 5961 §7; Linux's tcp_invalid_ratelimit). */
	readonly challengeInterval: Micros;
	/** Offers and takes window scaling (RFC 7323 §2). */
	readonly windowScaling: boolean;
	/** The shift count that we offer, 0 … 14. */
	readonly wscale: number;
	/** Offers and takes timestamps (RFC 7323 §3). */
	readonly timestamps: boolean;
	/** Offers and takes selective acknowledgments (RFC 2018). */
	readonly sack: boolean;
	/** Tells of text that came twice (RFC 2883). */
	readonly dsack: boolean;
	/** Explicit congestion notification (RFC 3168): accept it of a peer that asks, or ask too. */
	readonly ecn: 'off' | 'accept' | 'ask';
	/** A SYN sent again does not ask for ECN (RFC 3168 §6.1.1.1). */
	readonly ecnFallback: boolean;
	/** How cwnd grows in congestion avoidance, and how far a loss cuts it. */
	readonly congestionControl: 'reno' | 'cubic';
	/** A window that was not used decays, one that was idle restarts (RFC 2861, RFC 5681 §4.1). */
	readonly slowStartAfterIdle: boolean;
	/** A tail loss probe before a timeout (RFC 8985 §7). */
	readonly tailLossProbe: boolean;
	/** Is a timeout spurious? Then what it did is undone (RFC 5682). */
	readonly frto: boolean;
	/** New text goes for the first two duplicate ACKs (RFC 3042). */
	readonly limitedTransmit: boolean;
	/** After R1 timeouts segments are made shorter: the path may swallow long ones (tcp_mtu_probing). */
	readonly mtuProbing: boolean;
	/** SYN retransmissions before the timeout begins to double. */
	readonly synLinearTimeouts: number;
	readonly behaviours: Behaviours;
	readonly switches: Switches;
};

export const MILLISECOND: Micros = 1_000;
export const SECOND: Micros = 1_000_000;

/** The letter of the standards. */
export const RFC9293: Config = {
	msl: 120 * SECOND,
	rtoInitial: 1 * SECOND,
	rtoMin: 1 * SECOND,
	rtoMax: 60 * SECOND,
	r1: 3,
	r2: 6,
	r2Syn: 7,
	r2SynAck: 7,
	userTimeout: null,
	userTimeoutOption: null,
	delayedAck: 200 * MILLISECOND,
	delayedFinAck: false,
	nagle: true,
	cork: false,
	swsOverride: 200 * MILLISECOND,
	keepalive: {on: false, idle: 7200 * SECOND, interval: 75 * SECOND, probes: 9},
	mss: 1460,
	mtuMss: 1460,
	receiveBuffer: 65_535,
	receiveMemory: {first: 65_535, most: 6_291_456, fixed: false, moderated: true},
	sendBuffer: 65_536,
	sendBufferMost: 65_536,
	notSentLowat: 2 ** 32 - 1,
	leastBurst: 2,
	initialWindow: null,
	dupThresh: 3,
	challengeInterval: 500 * MILLISECOND,
	windowScaling: false,
	wscale: 0,
	timestamps: false,
	sack: false,
	dsack: true,
	ecn: 'off',
	ecnFallback: true,
	congestionControl: 'reno',
	slowStartAfterIdle: true,
	tailLossProbe: false,
	frto: false,
	limitedTransmit: false,
	mtuProbing: false,
	synLinearTimeouts: 0,
	behaviours: NO_BEHAVIOURS,
	switches: NO_SWITCHES,
};
