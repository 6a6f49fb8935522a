/**
 * Waiting for a larger burst, as Linux does with segmentation offload (tcp_tso_should_defer): where one segment may go
 * and the next ACK is about to let more go, they go together. Nothing on the wire needs it; but it decides how much is
 * out when a loss shows.
 */

import type {Micros} from '../state/segment.js';
import type {Tcb} from '../state/tcb.js';
import {firstRecord} from './send-records.js';

/** tcp_tso_win_divisor: a third of the window is a burst in any case. */
const DIVISOR = 3;
/** What goes together is what goes in so long: 2^-10 s (sk_pacing_shift). */
const PACING: Micros = 1_000_000 / 1_024;
/** What offload takes at once, with headers (gso_max_size). */
const MOST_OCTETS = 65_215;
/** Each so many microseconds of the shortest round trip halve what may go together because the peer is near (tcp_tso_rtt_log). */
const NEAR: Micros = 512;
/** Nothing is left of it by then: the bits of a number. */
const MOST_HALVINGS = 32;
/** What was sent longer ago than this has no burst to join. */
const RECENT: Micros = 1_000;

/** @param room - octets that cwnd and the window let go now */
export function waitsForBurst(tcb: Tcb, room: number, now: Micros): boolean {
	const {cc, snd, rto, retransmissions, unsent, config} = tcb;
	const queued = firstRecord(tcb);
	if (!config.behaviours.bursts || cc.phase === 'recovery' || cc.phase === 'loss') return false;
	if (queued <= snd.mss || now - tcb.lastSentAt >= RECENT) return false;
	// A whole record with others behind it gets no more text.
	if (queued < unsent.length && queued <= room) return false;
	if (room >= burstSize(tcb) || room >= Math.min(snd.wnd, cc.cwnd) / DIVISOR) return false;
	const front = retransmissions[0];
	// The next ACK may be half a round trip away: too late to wait for.
	if (front === undefined || now - front.sentAt < (rto.srtt ?? 0) / 2) return false;
	// All of it may go, and it gets no more text.
	return room <= queued || !(tcb.closeCalled || tcb.sendMemory.records[0]?.ends === true);
}

/**
 * What goes in a millisecond at the rate that cwnd means, more on a short path, and two segments at least
 * (tcp_tso_autosize).
 */
export function burstSize({cc, snd, rto, rack, retransmissions, config}: Tcb): number {
	const window = Math.max(cc.cwnd, retransmissions.length * snd.mss);
	const rate = rto.srtt === null ? 0 : (window * (cc.cwnd < cc.ssthresh / 2 ? 2 : 1.2)) / rto.srtt;
	const halvings = rack.minRtt === null ? MOST_HALVINGS : rack.minRtt / NEAR;
	const near = halvings < MOST_HALVINGS ? MOST_OCTETS >> halvings : 0;
	return Math.max(config.leastBurst, Math.floor(Math.min(rate * PACING + near, MOST_OCTETS) / snd.mss)) * snd.mss;
}
