/**
 * CUBIC as RFC 9438 has it: after a loss the window follows W_cubic(t) = C (t - K)^3 + W_max, so that it returns quickly,
 * stays long near where the loss was, and then probes. It grows by time, not by round trips; where Reno would be larger,
 * it is Reno.
 * Left out: undo of its own variables after a false loss (§4.9), a MAY; HyStart++ (RFC 9406) for its slow start.
 */

import type {Effect} from '../state/effect.js';
import {applied} from '../state/report.js';
import type {Micros} from '../state/segment.js';
import type {Tcb} from '../state/tcb.js';
import {setWindow} from './reno.js';

/** C, segments a second^3; β_cubic; α_cubic of §4.3. */
const C = 0.4;
const BETA = 0.7;
const ALPHA = (3 * (1 - BETA)) / (1 + BETA);

/** Congestion avoidance, RFC 9438 §4.2–4.5. @param acked - octets newly acknowledged */
export function cubicAvoidance(tcb: Tcb, acked: number, now: Micros, out: Effect[]): void {
	const {cubic, cc, snd} = tcb;
	const cwnd = cc.cwnd / snd.mss;
	const t = (now - (cubic.epochAt ?? begin(tcb, cwnd, now))) / 1e6;
	const rtt = (tcb.rto.srtt ?? 0) / 1e6;
	// Once Reno's window is where the loss was, it grows as Reno does.
	const alpha = cubic.wEst >= cubic.prior ? 1 : ALPHA;
	cubic.wEst += (alpha * acked) / snd.mss / cwnd;

	const target = Math.min(Math.max(curve(tcb, t + rtt), cwnd), 1.5 * cwnd);
	const isReno = curve(tcb, t) < cubic.wEst;
	const exact = snd.mss * (isReno ? Math.max(cubic.wEst, cwnd) : cwnd + (target - cwnd) / cwnd) + cubic.rest;
	const from = cc.cwnd;
	setWindow(tcb, Math.floor(exact));
	cubic.rest = exact % 1;
	if (cc.cwnd > from) applied(isReno ? 'cubic-as-reno' : 'cubic-grows', out, {cwnd: cc.cwnd});
}

/** A stage of congestion avoidance begins: §4.2; without a loss to remember (§4.8, §4.10) the curve begins flat. */
function begin(tcb: Tcb, cwnd: number, now: Micros): Micros {
	const {cubic} = tcb;
	const before = cubic.wMax > cwnd;
	cubic.k = before ? Math.cbrt((cubic.wMax - cwnd) / C) : 0;
	cubic.origin = before ? cubic.wMax : cwnd;
	cubic.wEst = cwnd;
	cubic.rest = 0;
	if (cubic.prior === 0) cubic.prior = cwnd;
	cubic.epochAt = now;
	return now;
}

/** W_cubic(t), segments. @param t - seconds since the stage began */
const curve = ({cubic}: Tcb, t: number): number => C * (t - cubic.k) ** 3 + cubic.origin;

/** §4.6 and §4.7, fast convergence: what is left over of W_max goes to who is new. @returns ssthresh, octets */
export function cubicThreshold(tcb: Tcb, flight: number): number {
	const {cubic, cc, snd} = tcb;
	const cwnd = cc.cwnd / snd.mss;
	cubic.epochAt = null;
	cubic.prior = cwnd;
	cubic.wMax = cwnd < cubic.wMax ? (cwnd * (1 + BETA)) / 2 : cwnd;
	return Math.max(Math.floor(flight * BETA), 2 * snd.mss);
}

/** §4.8: nothing of before the timeout shapes the curve that follows it. */
export function cubicAfterTimeout({cubic}: Tcb): void {
	cubic.wMax = 0;
	cubic.epochAt = null;
}
