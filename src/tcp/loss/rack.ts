/**
 * Losses found by time: RACK, RFC 8985 §6. A segment is lost when one sent later has arrived and a little more than a
 * round trip has passed since; the little more is what the network is seen to need for reordering.
 *
 * As Linux does it: SRTT bounds the reordering window, DSACKs widen it, three reports stand in for it.
 */

import type {Effect} from '../state/effect.js';
import type {News} from '../state/news.js';
import {applied} from '../state/report.js';
import type {Micros} from '../state/segment.js';
import {distance, lt, type Seq} from '../state/seq.js';
import type {Sent, Tcb} from '../state/tcb.js';

/** Recoveries for which a widened window stays (RFC 8985 §6.2 step 4). */
const KEEP_WIDE = 16;
const MOST_STEPS = 255;
const MOST_REORDERING = 300;
/** Linux's tcp_min_rtt_wlen. */
const MIN_RTT_AGE: Micros = 300_000_000;

/** RFC 8985 §6.2 steps 1 and 2: a segment was delivered. */
export function advanceRack(tcb: Tcb, sent: Sent, now: Micros): void {
	const {rack} = tcb;
	const rtt = now - sent.sentAt;
	// The ACK may be of an earlier sending: a round trip shorter than any is no round trip.
	if (sent.timesSent > 1 && rack.minRtt !== null && rtt < rack.minRtt) return;
	rack.advanced = true;
	rack.rtt = rtt;
	rack.order = Math.max(rack.order, sent.order);
}

/** The least round trip of the last minutes (RACK.min_RTT). */
export function noteRoundTrip(tcb: Tcb, roundTrip: Micros, now: Micros): void {
	const {rack} = tcb;
	if (rack.minRtt !== null && roundTrip > rack.minRtt && now - rack.minRttAt < MIN_RTT_AGE) return;
	rack.minRtt = roundTrip;
	rack.minRttAt = now;
}

/** RFC 8985 §6.2 step 3: an original has arrived below one that arrived before. */
export function noteOvertaken(news: News, seq: Seq): void {
	if (news.overtaken === null || lt(seq, news.overtaken)) news.overtaken = seq;
}

/** The distance by which something was overtaken is what is waited for from now on. */
export function noteReordering(tcb: Tcb, low: Seq, out: Effect[]): void {
	const {rack, board, snd} = tcb;
	const high = board.sacked > 0 ? board.highest : snd.una;
	if (!lt(low, high)) return;
	const segments = Math.ceil(distance(low, high) / snd.mss);
	if (segments > rack.reordering) rack.reordering = Math.min(MOST_REORDERING, segments);
	if (rack.reordered === 0) applied('rack-reordering', out, {count: segments});
	rack.reordered++;
}

/** RFC 8985 §6.2 step 4: a DSACK says that a recovery was needless, so the window widens; it narrows by itself. */
export function adaptWindow(tcb: Tcb, deliveredBefore: number): void {
	const {rack, board} = tcb;
	if (deliveredBefore < rack.widenedAt) rack.dsackSeen = false;
	if (rack.dsackSeen) {
		rack.multiplier = Math.min(MOST_STEPS, rack.multiplier + 1);
		rack.dsackSeen = false;
		rack.widenedAt = board.delivered;
		rack.persist = KEEP_WIDE;
	} else if (rack.persist === 0) rack.multiplier = 1;
}

/** RACK_update_reo_wnd(): how much longer than a round trip is waited. */
function reorderingWindow(tcb: Tcb): Micros {
	const {rack, rto, board, cc} = tcb;
	if (rack.reordered === 0) {
		if (cc.phase === 'recovery' || cc.phase === 'loss') return 0;
		if (board.sacked >= rack.reordering) return 0;
	}

	return Math.min(((rack.minRtt ?? 0) >> 2) * rack.multiplier, rto.srtt ?? 0);
}

/**
 * RFC 8985 §6.2 step 5, RACK_detect_loss().
 *
 * @param mark - takes the queue's `index`-th segment as lost
 * @returns how long to wait until the next may be lost; 0: for nothing
 */
export function detectLoss(tcb: Tcb, mark: (index: number) => void, now: Micros): Micros {
	const {rack, retransmissions: queue} = tcb;
	const window = reorderingWindow(tcb);
	let wait = 0;
	for (let index = 0; index < queue.length; index++) {
		const sent = queue[index] as Sent;
		if (sent.sacked || (sent.lost && !sent.resent)) continue;
		// Never sent again: what lies behind was sent no earlier.
		if (sent.order >= rack.order) {
			if (sent.timesSent === 1) break;
			continue;
		}

		const remaining = timeLeft(tcb, sent, window, now);
		if (remaining <= 0) mark(index);
		else wait = Math.max(wait, remaining);
	}

	return wait;
}

/** How long a segment may still be on its way. */
export const timeLeft = ({rack}: Tcb, sent: Sent, window: Micros, now: Micros): Micros =>
	rack.rtt + window - (now - sent.sentAt);
