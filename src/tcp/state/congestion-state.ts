/** What the modules of congestion control remember of a connection besides cwnd and ssthresh: plain data in the TCB. */

import type {Micros} from './segment.js';
import {type Seq, seq} from './seq.js';

/** RFC 9438 §4.1.2. Windows in segments, whole ones where 'counts-segments' holds. */
export type Cubic = {
	/** W_max; 0: no loss has told it. */
	wMax: number;
	/** cwnd_prior. */
	prior: number;
	/** t_epoch: when this stage of congestion avoidance began; null: it has not. */
	epochAt: Micros | null;
	/** K, seconds. */
	k: number;
	/** Where the curve is flat: W_max, or where this stage began if that is more. */
	origin: number;
	/** W_est: the window that Reno would have. */
	wEst: number;
	/** Below a whole octet of cwnd, or, for Linux, segments acknowledged that W_est has not counted. */
	rest: number;
	/** Linux alone: segments acknowledged for one more of cwnd, when and for which cwnd that was computed. */
	perAck: number;
	at: Micros;
	window: number;
};

/** HyStart's present round: one window of data. */
export type HyStart = {
	/** It has ended slow start; a timeout lets it look again. */
	found: boolean;
	/** The round ends when this is acknowledged. */
	until: Seq;
	roundAt: Micros;
	/** The last ACK of the train. */
	trainAt: Micros;
	samples: number;
	/** Least of this round; null before the first sample. */
	leastRtt: Micros | null;
	/** Least of all rounds; null before the first sample. */
	minRtt: Micros | null;
};

/** How much of cwnd is in use (RFC 2861, RFC 7661), in segments. */
export type Usage = {
	/** In this round cwnd was what held us back. */
	limited: boolean;
	/** Most that was out in this round. */
	most: number;
	/** The round ends when this is acknowledged. */
	until: Seq;
	/** Most that was out since cwnd was last full, and when cwnd was last full or an ACK let it grow. */
	used: number;
	validAt: Micros;
};

export const freshCubic = (): Cubic => ({
	wMax: 0,
	prior: 0,
	epochAt: null,
	k: 0,
	origin: 0,
	wEst: 0,
	rest: 0,
	perAck: 0,
	at: 0,
	window: 0,
});

export const freshHyStart = (): HyStart => ({
	found: false,
	until: seq(0),
	roundAt: 0,
	trainAt: 0,
	samples: 0,
	leastRtt: null,
	minRtt: null,
});

export const freshUsage = (): Usage => ({limited: false, most: 0, until: seq(0), used: 0, validAt: 0});
