/**
 * The clock of the retransmission queue. With RACK one of three runs: the tail loss probe's while all is well
 * (RFC 8985 §7.2), the reordering timer's while a segment may yet arrive (§6.3), or RFC 6298's.
 */

import type {Effect} from '../state/effect.js';
import {clearTimer, setTimer} from '../state/report.js';
import type {Micros} from '../state/segment.js';
import {type Sent, synIsOut, type Tcb} from '../state/tcb.js';
import {ticksAfter} from '../state/timer-wheel.js';

/** What a probe waits for beyond two round trips, and RACK's timer beyond its own: Linux's TCP_TIMEOUT_MIN_US. */
const LEAST_WAIT: Micros = 2_000;

/** RFC 6298 §5.1–5.3, from now. */
export function startRetransmissionTimer(tcb: Tcb, now: Micros, out: Effect[], wait: Micros = tcb.rto.rto): void {
	alone(tcb, 'retransmission', now + wait, now, out);
}

/**
 * Back from one of the other two: RTO counts from when the oldest segment was last sent.
 *
 * @param fired - one of them has just gone off, so it runs no more
 */
export function rearm(tcb: Tcb, now: Micros, out: Effect[], fired = false): void {
	const front = tcb.retransmissions[0];
	if (front === undefined) {
		stopClocks(tcb, now, out);
		return;
	}

	const waited = fired || tcb.timers.reordering !== null || tcb.timers['loss-probe'] !== null;
	const at = waited ? Math.max(now + 1, front.sentAt + tcb.rto.rto) : now + tcb.rto.rto;
	alone(tcb, 'retransmission', at, now, out);
}

/** Something was sent, or something acknowledged: the probe's timer where a probe may help, else RTO. */
export function restartClock(tcb: Tcb, why: 'sent' | 'acknowledged', now: Micros, out: Effect[]): void {
	const front = tcb.retransmissions[0];
	if (front === undefined) {
		stopClocks(tcb, now, out);
		return;
	}

	if (mayProbe(tcb)) {
		alone(tcb, 'loss-probe', now + probeTimeout(tcb, front, why, now), now, out);
		return;
	}

	if (why === 'acknowledged' || !runs(tcb) || tcb.timers['loss-probe'] !== null) rearm(tcb, now, out);
}

const runs = ({timers}: Tcb): boolean =>
	timers.retransmission !== null || timers['loss-probe'] !== null || timers.reordering !== null;

export function stopClocks(tcb: Tcb, now: Micros, out: Effect[]): void {
	if (tcb.timers.retransmission !== null) clearTimer(tcb, 'retransmission', now, out);
	if (tcb.timers['loss-probe'] !== null) clearTimer(tcb, 'loss-probe', now, out);
	if (tcb.timers.reordering !== null) clearTimer(tcb, 'reordering', now, out);
}

/** RFC 8985 §6.3. */
export function awaitReordering(tcb: Tcb, wait: Micros, now: Micros, out: Effect[]): void {
	alone(tcb, 'reordering', now + ticksAfter(wait + LEAST_WAIT), now, out);
}

function alone(
	tcb: Tcb,
	timer: 'retransmission' | 'loss-probe' | 'reordering',
	at: Micros,
	now: Micros,
	out: Effect[],
): void {
	if (timer !== 'retransmission' && tcb.timers.retransmission !== null) clearTimer(tcb, 'retransmission', now, out);
	if (timer !== 'loss-probe' && tcb.timers['loss-probe'] !== null) clearTimer(tcb, 'loss-probe', now, out);
	if (timer !== 'reordering' && tcb.timers.reordering !== null) clearTimer(tcb, 'reordering', now, out);
	setTimer(tcb, timer, at, out);
}

/** RFC 8985 §7.2: SACK is there to read the answer, and nothing is known to be lost. */
const mayProbe = (tcb: Tcb): boolean =>
	tcb.config.tailLossProbe && tcb.agreed.sack && !synIsOut(tcb) && (tcb.cc.phase === 'open' || tcb.cc.phase === 'cwr');

/** TLP_calc_PTO(): two round trips, with room for a delayed ACK where one segment alone is out; RTO at the latest. */
function probeTimeout(
	{rto, retransmissions, config}: Tcb,
	front: Sent,
	why: 'sent' | 'acknowledged',
	now: Micros,
): Micros {
	const timeout =
		rto.srtt === null
			? config.rtoInitial
			: ticksAfter(2 * rto.srtt + (retransmissions.length === 1 ? config.rtoMin : LEAST_WAIT));
	const untilRto = why === 'acknowledged' ? rto.rto : front.sentAt + rto.rto - now;
	return untilRto > 0 ? Math.min(timeout, untilRto) : timeout;
}
