/**
 * Zero-window probes as Linux sends them: an empty segment one below SND.UNA, which any TCP must answer. Nothing of the
 * stream is risked for a question. Stands in for persist.ts where 'empty-probes' is on.
 *
 * What the window is too small for, a whole segment, waits for the same timer: then a part of it goes.
 */

import {firstRecord, takeUnsent} from './buffers/send-records.js';
import {seconds} from './loss/rto.js';
import {userTimeoutOf} from './options/user-timeout-option.js';
import {enqueue} from './retransmission.js';
import {abortTcb} from './state/delete.js';
import type {Effect} from './state/effect.js';
import {applied, clearTimer, setTimer} from './state/report.js';
import type {Micros} from './state/segment.js';
import {distance, plus} from './state/seq.js';
import {somethingWaits, type Tcb} from './state/tcb.js';
import {onWheel, TICK} from './state/timer-wheel.js';
import {transmit} from './transmit.js';

/** TCP_RTO_MIN: probes come no faster. */
const LEAST_INTERVAL: Micros = 200_000;
/** From 200 ms to 120 s in doublings; more do not count. */
const MOST_DOUBLINGS = 10;
/** What is left of a user timeout is waited for in steps of this at least. */
const LEAST_REST: Micros = TICK;

/** Starts the persist timer when nothing is in flight and something waits: only the window can be why. */
export function watchStall(tcb: Tcb, now: Micros, out: Effect[]): void {
	const {persist, timers} = tcb;
	const stalled = tcb.retransmissions.length === 0 && somethingWaits(tcb);
	if (!stalled || tcb.config.switches['no-persist-timer']) {
		clearTimer(tcb, 'persist', now, out);
		persist.probes = 0;
		persist.since = null;
		return;
	}

	if (timers.persist === null) setTimer(tcb, 'persist', now + onWheel(firstInterval(tcb)), out);
}

/** The peer has answered, or spoken of its own accord, and the window is still too small: the wait begins anew. */
export function heardWhileStalled(tcb: Tcb, now: Micros, out: Effect[]): void {
	if (tcb.timers.persist !== null) setTimer(tcb, 'persist', now + onWheel(interval(tcb, now)), out);
}

/** PERSIST timer. */
export function probeStall(tcb: Tcb, now: Micros, out: Effect[]): void {
	const {persist, config, snd} = tcb;
	if (isGivenUp(tcb, now, out)) return;
	persist.since ??= now;
	const usable = snd.wnd - distance(snd.una, snd.nxt);
	if (usable > 0 && tcb.unsent.length > 0) {
		sendPart(tcb, usable, now, out);
		return;
	}

	persist.unanswered++;
	if (persist.probes < config.r2) persist.probes++;
	const next = interval(tcb, now);
	applied('probe-empty', out, {times: persist.probes, next: seconds(next)});
	transmit(tcb, {seq: plus(snd.una, -1)}, 'probe-empty', persist.probes > 1, now, out);
	setTimer(tcb, 'persist', now + onWheel(next), out);
}

/** Answers keep the connection for ever (MUST-37), unless the user has set a limit. */
function isGivenUp(tcb: Tcb, now: Micros, out: Effect[]): boolean {
	const {persist, config} = tcb;
	const userTimeout = userTimeoutOf(tcb);
	if (persist.since !== null && userTimeout !== null && now - persist.since >= userTimeout) {
		applied('user-timeout', out);
	} else if (persist.unanswered >= config.r2) applied('r2-reached', out, {times: persist.unanswered});
	else return false;
	abortTcb(tcb, 'connection aborted due to user timeout', now, out);
	return true;
}

/** What the window lets go, though it is less than a segment and less than what waits. */
function sendPart(tcb: Tcb, usable: number, now: Micros, out: Effect[]): void {
	const {text} = takeUnsent(tcb, Math.min(usable, tcb.snd.mss, firstRecord(tcb)));
	enqueue(tcb, {syn: false, fin: false, psh: true, text}, 'probe-part', now, out);
	tcb.persist.unanswered = 0;
}

const firstInterval = ({rto}: Tcb): Micros => Math.max(rto.rto, LEAST_INTERVAL);

function interval(tcb: Tcb, now: Micros): Micros {
	const {persist, config} = tcb;
	const doublings = Math.min(persist.probes, MOST_DOUBLINGS);
	const backedOff = Math.min(firstInterval(tcb) * 2 ** doublings, config.rtoMax);
	const userTimeout = userTimeoutOf(tcb);
	if (persist.since === null || userTimeout === null) return backedOff;
	return Math.min(backedOff, Math.max(LEAST_REST, persist.since + userTimeout - now));
}

/** The window was shut onto what is in flight: no answer for so long that the peer is taken as dead. */
export const isSilent = (tcb: Tcb, now: Micros): boolean => now - tcb.keepalive.heardAt > 2 * tcb.config.rtoMax;
