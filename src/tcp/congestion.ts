/**
 * Loss recovery in octets: fast retransmit and fast recovery (RFC 5681), with NewReno's answer to partial ACKs (RFC 6582),
 * and slow start after a timeout. How cwnd grows meanwhile is congestion control's.
 */

import {afterTimeout, grow, ssthreshAfterLoss, startCongestionControl} from './congestion/congestion-control.js';
import {forgetScore} from './loss/scoreboard.js';
import {resendFront} from './retransmission.js';
import type {Effect} from './state/effect.js';
import {flightOf} from './state/flight.js';
import {applied} from './state/report.js';
import type {Micros, Segment} from './state/segment.js';
import {distance, le, lt, plus} from './state/seq.js';
import type {Tcb} from './state/tcb.js';
import {windowOf} from './state/window-scale.js';

/** Largest cwnd: the largest window that scaling can offer (RFC 7323 §2.3). */
const MAX_CWND = 2 ** 30;

/** The initial window of RFC 5681 §3.1, octets. */
export function initialWindow(tcb: Tcb): number {
	const {mss} = tcb.snd;
	const segments = tcb.config.initialWindow ?? (mss > 2190 ? 2 : mss > 1095 ? 3 : 4);
	return segments * mss;
}

/** At the end of the handshake; a SYN that was lost has already told of congestion: one segment (RFC 5681 §3.1). */
export function startWindow(tcb: Tcb, synLost: boolean, now: Micros): void {
	tcb.cc.cwnd = synLost ? tcb.snd.mss : initialWindow(tcb);
	tcb.cc.recover = tcb.iss;
	startCongestionControl(tcb, now);
}

/** A new ACK with nothing lost. `flight` is what was out before it. */
export function ackedInOpen(tcb: Tcb, acked: number, flight: number, now: Micros, out: Effect[]): void {
	const {cc, snd} = tcb;
	cc.dupAcks = 0;
	// Any number below SND.UNA says the same; one left far behind would look ahead again after 2^31 octets.
	if (lt(cc.recover, snd.una)) cc.recover = plus(snd.una, -1);
	grow(tcb, acked, flight, now, out);
}

/**
 * RFC 5681 §2, the five conditions of a duplicate ACK: text is out, the segment has no text, neither SYN nor FIN, its
 * ACK is SND.UNA, and its window is the one we have.
 */
export function isDuplicateAck(tcb: Tcb, seg: Segment): boolean {
	return (
		tcb.retransmissions.length > 0 &&
		seg.text.length === 0 &&
		!seg.syn &&
		!seg.fin &&
		seg.ack !== null &&
		distance(tcb.snd.una, seg.ack) === 0 &&
		windowOf(tcb, seg) === tcb.snd.wnd
	);
}

/** RFC 5681 §3.2 steps 2 to 4, with RFC 6582's guard against a second cut for one loss. */
export function duplicateAck(tcb: Tcb, now: Micros, out: Effect[]): void {
	const {cc, snd, config} = tcb;
	if (cc.phase === 'recovery') {
		// No more segments can have left the network than were out when the loss was seen: further ACKs are forged, or
		// told twice by the network (RFC 5681 §3.2 step 4 and §5).
		const most = Math.max(cc.cwnd, cc.ssthresh + distance(snd.una, cc.recover));
		cc.cwnd = Math.min(MAX_CWND, most, cc.cwnd + snd.mss);
		applied('recovery-inflates', out, {cwnd: cc.cwnd});
		return;
	}

	cc.dupAcks++;
	applied('dup-ack', out, {times: cc.dupAcks});
	if (cc.dupAcks !== config.dupThresh) return;
	if (cc.phase === 'loss' || le(snd.una, cc.recover)) {
		applied('recovery-avoided', out);
		return;
	}

	cc.ssthresh = ssthreshAfterLoss(tcb, flightOf(tcb), now);
	cc.recover = snd.nxt;
	cc.phase = 'recovery';
	applied('fast-retransmit', out, {ssthresh: cc.ssthresh});
	resendFront(tcb, 'fast-retransmit', now, out);
	cc.cwnd = cc.ssthresh + config.dupThresh * snd.mss;
}

/**
 * RFC 6582 §3.2: a full ACK ends recovery, a partial one names the next hole.
 *
 * `recover` stays: until more than that is acknowledged, duplicate ACKs may come of what recovery itself sent twice.
 */
export function ackedInRecovery(tcb: Tcb, acked: number, now: Micros, out: Effect[]): void {
	const {cc, snd} = tcb;
	if (le(cc.recover, snd.una)) {
		const flight = distance(snd.una, snd.nxt);
		cc.cwnd = Math.min(cc.ssthresh, Math.max(flight, snd.mss) + snd.mss);
		cc.phase = 'open';
		cc.dupAcks = 0;
		applied('recovery-ends', out, {cwnd: cc.cwnd});
		return;
	}

	applied('partial-ack', out);
	resendFront(tcb, 'partial-ack', now, out);
	cc.cwnd = Math.max(snd.mss, cc.cwnd - acked + (acked >= snd.mss ? snd.mss : 0));
	cc.dupAcks = 0;
}

/**
 * RFC 6582 §3.2 step 3, "reset the retransmit timer" (the impatient variant of §4): only the first partial ACK of a
 * recovery starts it anew, so that a recovery of many holes ends in a timeout and not in one hole a round trip.
 */
export const keepsTimer = ({cc, snd}: Tcb): boolean =>
	cc.phase === 'recovery' && cc.dupAcks === 0 && lt(snd.una, cc.recover);

/** Slow start over what the timeout gave up as lost; `output` sends it again as cwnd opens. */
export function ackedInLoss(tcb: Tcb, acked: number, now: Micros, out: Effect[]): void {
	const {cc, snd} = tcb;
	cc.dupAcks = 0;
	if (lt(cc.resent, snd.una)) cc.resent = snd.una;
	if (le(cc.recover, snd.una)) cc.phase = 'open';
	grow(tcb, acked, cc.cwnd, now, out);
}

/** RFC 5681 §3.1: the loss window; ssthresh is cut once for what is lost, however often it times out. */
export function lossByTimeout(tcb: Tcb, now: Micros, out: Effect[]): void {
	const {cc, snd} = tcb;
	// FlightSize, also where SACK's `pipe` has been smaller: equation (4) says so.
	if (cc.phase !== 'loss') cc.ssthresh = ssthreshAfterLoss(tcb, distance(snd.una, snd.nxt), now);
	afterTimeout(tcb, now);
	cc.cwnd = snd.mss;
	cc.acked = 0;
	cc.dupAcks = 0;
	cc.phase = 'loss';
	cc.recover = snd.nxt;
	cc.resent = snd.una;
	forgetScore(tcb);
	applied('cc-timeout', out, {ssthresh: cc.ssthresh});
}

/** RFC 5681 §4.1: after an idle time of more than RTO nothing is known of the network any more. */
export function restartAfterIdle(tcb: Tcb, now: Micros, out: Effect[]): void {
	const {cc, snd} = tcb;
	if (distance(snd.una, snd.nxt) !== 0 || now - tcb.lastSentAt <= tcb.rto.rto) return;
	const restart = Math.min(initialWindow(tcb), cc.cwnd);
	if (restart === cc.cwnd) return;
	cc.cwnd = restart;
	applied('restart-window', out, {cwnd: restart});
}
