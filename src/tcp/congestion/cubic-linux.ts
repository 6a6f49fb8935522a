/**
 * CUBIC as Linux has it ('counts-segments'): RFC 9438's curve in whole segments and clock ticks, as so many segments to
 * be acknowledged for one more of cwnd.
 */

import {freshCubic} from '../state/congestion-state.js';
import type {Effect} from '../state/effect.js';
import type {Micros} from '../state/segment.js';
import type {Tcb} from '../state/tcb.js';
import {growOncePer} from './reno.js';

/** Linux's clock tick at HZ 250: all of CUBIC's times are whole ticks. */
const TICK: Micros = 4_000;

/** Times of the curve are in 1/1024 s. */
const SCALE = 1024;

/** β, 717/1024, and C, 410/1024: 0.7 and 0.4. */
const BETA = 717;
const C = 410;

/** Segments acknowledged, eight times over, for one of W_est, per segment of cwnd: 8 (1 + β) / 3 (1 - β). */
const RENO = Math.floor(Math.floor((8 * (SCALE + BETA)) / 3) / (SCALE - BETA));

/** While no loss has told of the network, cwnd grows by a twentieth of what is acknowledged at least. */
const FIRST_STAGE = 20;

/** Slower than half of slow start (RFC 9438 §4.2: target at most 1.5 cwnd). */
const FASTEST = 2;

/** Congestion avoidance. @param acked - octets: segments acknowledged, each as a whole MSS */
export function cubicAvoidanceInSegments(tcb: Tcb, acked: number, now: Micros, out: Effect[]): void {
	const {mss} = tcb.snd;
	update(tcb, tcb.cc.cwnd / mss, acked / mss, now);
	growOncePer(tcb, tcb.cubic.perAck, acked, 'cubic-grows', out);
}

/** Computes `perAck` anew: at most once a tick, and not within a thirty-second of a second while cwnd is the same. */
function update(tcb: Tcb, cwnd: number, acked: number, now: Micros): void {
	const {cubic} = tcb;
	cubic.rest += acked;
	const since = ticks(now) - ticks(cubic.at);
	if (cubic.window === cwnd && since <= RECOMPUTE) return;
	if (cubic.epochAt === null || since !== 0) {
		cubic.window = cwnd;
		cubic.at = now;
		if (cubic.epochAt === null) begin(tcb, cwnd, acked, now);
		cubic.perAck = byCurve(tcb, cwnd, now);
	}

	cubic.perAck = Math.max(FASTEST, Math.min(cubic.perAck, byReno(tcb, cwnd)));
}

/** A thirty-second of a second, in whole ticks. */
const RECOMPUTE = Math.floor(1_000_000 / TICK / 32);

const ticks = (time: Micros): number => Math.floor(time / TICK);

function begin(tcb: Tcb, cwnd: number, acked: number, now: Micros): void {
	const {cubic} = tcb;
	const before = cubic.wMax > cwnd;
	cubic.epochAt = now;
	cubic.rest = acked;
	cubic.wEst = cwnd;
	cubic.k = before ? cubeRoot(Math.floor(2 ** 40 / C) * (cubic.wMax - cwnd)) / SCALE : 0;
	cubic.origin = before ? cubic.wMax : cwnd;
}

function byCurve(tcb: Tcb, cwnd: number, now: Micros): number {
	const {cubic, hystart} = tcb;
	const elapsed = ticks(now) - ticks(cubic.epochAt ?? now) + Math.ceil((hystart.minRtt ?? 0) / TICK);
	const t = Math.floor((elapsed * TICK * SCALE) / 1_000_000);
	const away = t - cubic.k * SCALE;
	const delta = Math.floor((C * Math.abs(away) ** 3) / 2 ** 40);
	const target = cubic.origin + (away < 0 ? -delta : delta);
	const perAck = target > cwnd ? Math.floor(cwnd / (target - cwnd)) : 100 * cwnd;
	return cubic.wMax === 0 ? Math.min(perAck, FIRST_STAGE) : perAck;
}

/** W_est, and how fast cwnd must grow to have it within a round trip; without need: for ever. */
function byReno({cubic}: Tcb, cwnd: number): number {
	const each = Math.floor((cwnd * RENO) / 8);
	if (cubic.rest > each) {
		const times = Math.ceil(cubic.rest / each) - 1;
		cubic.rest -= times * each;
		cubic.wEst += times;
	}

	return cubic.wEst > cwnd ? Math.floor(cwnd / (cubic.wEst - cwnd)) : Number.POSITIVE_INFINITY;
}

/**
 * The cube root as one step of Newton's from a near beginning finds it: Linux's K is some tenths of a percent off, and
 * so must ours be, or cwnd grows an ACK earlier.
 *
 * @param a - 0 … 2^53
 */
function cubeRoot(a: number): number {
	const bits = a < 1 ? 0 : Math.floor(Math.log2(a)) + 1;
	if (bits < 7) return Math.floor(Math.cbrt(a) + 0.5);
	// The leading three to six bits stand for the rest.
	const third = Math.floor((bits * 84) / 256) - 1;
	const start = Math.floor(((Math.floor(64 * Math.cbrt(Math.floor(a / 2 ** (third * 3)))) + 9) * 2 ** third) / 64);
	const next = 2 * start + Math.floor(a / (start * (start - 1)));
	return Math.floor((next * 341) / 1024);
}

/** As `cubicThreshold`, of cwnd instead of what is out. @returns ssthresh, octets */
export function cubicThresholdInSegments(tcb: Tcb): number {
	const {cubic, cc, snd} = tcb;
	const cwnd = cc.cwnd / snd.mss;
	cubic.epochAt = null;
	cubic.wMax = cwnd < cubic.wMax ? Math.floor((cwnd * (SCALE + BETA)) / (2 * SCALE)) : cwnd;
	return Math.max(Math.floor((cwnd * BETA) / SCALE), 2) * snd.mss;
}

/** All is forgotten. */
export function cubicReset(tcb: Tcb): void {
	tcb.cubic = freshCubic();
}
