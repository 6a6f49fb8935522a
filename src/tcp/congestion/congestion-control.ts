/**
 * Congestion control as an exchangeable module: when cwnd grows, how far a loss cuts it, and what else the module wants
 * to hear. RFC 5681 and RFC 9438, each as its RFC has it in octets and as Linux has it in segments.
 *
 * Windows and amounts are octets; where 'counts-segments' holds, whole segments of SND.MSS octets each.
 */

import {freshCubic, freshHyStart} from '../state/congestion-state.js';
import type {Effect} from '../state/effect.js';
import type {Micros} from '../state/segment.js';
import type {Tcb} from '../state/tcb.js';
import {cubicAfterTimeout, cubicAvoidance, cubicThreshold} from './cubic.js';
import {cubicAvoidanceInSegments, cubicReset, cubicThresholdInSegments} from './cubic-linux.js';
import {oweCwr} from './ecn.js';
import {hearRoundTrip, startRound} from './hystart.js';
import {renoAvoidance, renoThreshold, slowStart} from './reno.js';

const isCubic = ({config}: Tcb): boolean => config.congestionControl === 'cubic';
const countsSegments = ({config}: Tcb): boolean => config.behaviours['counts-segments'];

/** The connection opens. Call it when the initial window is set; what the SYN measured does not count. */
export function startCongestionControl(tcb: Tcb, now: Micros): void {
	tcb.cubic = freshCubic();
	tcb.hystart = freshHyStart();
	tcb.usage.validAt = now;
	startRound(tcb, now);
}

/**
 * An ACK brought news and nothing is lost: cwnd grows, if it is what holds us back.
 *
 * @param acked - newly acknowledged
 * @param flight - what was out before the ACK
 */
export function grow(tcb: Tcb, acked: number, flight: number, now: Micros, out: Effect[]): void {
	const {cc} = tcb;
	tcb.usage.validAt = now;
	if (acked <= 0 || !isLimited(tcb, flight)) return;
	const left = cc.cwnd < cc.ssthresh ? slowStart(tcb, acked, out) : acked;
	if (left === 0) return;
	if (!isCubic(tcb)) renoAvoidance(tcb, left, out);
	else if (countsSegments(tcb)) cubicAvoidanceInSegments(tcb, left, now, out);
	else cubicAvoidance(tcb, left, now, out);
}

/** A window that was not used says nothing about the network. In slow start half of it is enough (Linux, RFC 7661 §4.1). */
function isLimited(tcb: Tcb, flight: number): boolean {
	const {cc, snd, usage} = tcb;
	const inSlowStart = cc.cwnd < cc.ssthresh;
	if (countsSegments(tcb)) return usage.limited || (inSlowStart && cc.cwnd < 2 * usage.most * snd.mss);
	return inSlowStart ? flight * 2 >= cc.cwnd : flight + snd.mss > cc.cwnd;
}

/**
 * ssthresh after a loss or a congestion mark. Call it before cwnd is touched, once for each reduction.
 *
 * @param flight - what is out
 */
export function ssthreshAfterLoss(tcb: Tcb, flight: number, _now: Micros): number {
	oweCwr(tcb);
	if (!isCubic(tcb)) return renoThreshold(tcb, flight);
	return countsSegments(tcb) ? cubicThresholdInSegments(tcb) : cubicThreshold(tcb, flight);
}

/** A timeout, after `ssthreshAfterLoss`: what the module knew of the network is void. */
export function afterTimeout(tcb: Tcb, now: Micros): void {
	oweCwr(tcb);
	if (!isCubic(tcb)) return;
	if (!countsSegments(tcb)) {
		cubicAfterTimeout(tcb);
		return;
	}

	cubicReset(tcb);
	tcb.hystart.found = false;
	tcb.hystart.minRtt = null;
	startRound(tcb, now);
}

/**
 * An ACK measured a round trip: from the last sending of the newest segment that it acknowledged or reported, none of
 * them sent twice. Call it with SND.UNA moved and before `grow`; not for the SYN's.
 *
 * @param rtt - microseconds, > 0
 */
export function roundTripSampled(tcb: Tcb, rtt: Micros, now: Micros, out: Effect[]): void {
	if (isCubic(tcb) && countsSegments(tcb)) hearRoundTrip(tcb, rtt, now, out);
}

/** Text goes out with nothing in flight, `lastSentAt` not yet moved: idle time is no time on CUBIC's curve (RFC 9438 §4.2). */
export function sentAfterIdle(tcb: Tcb, now: Micros): void {
	const {cubic} = tcb;
	if (cubic.epochAt !== null) cubic.epochAt = Math.min(now, cubic.epochAt + Math.max(0, now - tcb.lastSentAt));
}

/** What cwnd goes back to when the loss was none: both modules restore what was, and what has grown since stays. */
export const windowBeforeLoss = ({cc, undo}: Tcb): number => Math.max(cc.cwnd, undo.cwnd);
