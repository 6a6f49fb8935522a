/**
 * Waiting for a larger burst, as Linux does with segmentation offload (tcp_tso_should_defer): where one segment may go
 * and the next ACK is about to let more go, they go together. Nothing on the wire needs it; but it decides how much is
 * out when a loss shows.
 */

import type {Micros} from './segment.js';
import {leftOfRecord} from './send-memory.js';
import type {Tcb} from './tcb.js';

/** tcp_tso_win_divisor: a third of the window is a burst in any case. */
const DIVISOR = 3;
/** What goes together is what goes in so long: 2^-10 s (sk_pacing_shift). */
const PACING: Micros = 1_000_000 / 1_024;
/** What offload takes at once, with headers (gso_max_size). */
const MOST_OCTETS = 65_215;
/** What was sent longer ago than this has no burst to join. */
const RECENT: Micros = 1_000;

/** @param room - octets that cwnd and the window let go now */
export function waitsForBurst(tcb: Tcb, room: number, now: Micros): boolean {
	const {cc, snd, rto, retransmissions, unsent, config} = tcb;
	if (!config.behaviours.bursts || cc.phase === 'recovery' || cc.phase === 'loss') return false;
	if (unsent.length <= snd.mss || now - tcb.lastSentAt >= RECENT) return false;
	// What is left of a record is not kept back (and the record's end in the queue's end is no news).
	if (config.behaviours['send-records'] && leftOfRecord(tcb) <= Math.min(room, unsent.length - 1)) return false;
	if (room >= burstSize(tcb) || room >= Math.min(snd.wnd, cc.cwnd) / DIVISOR) return false;
	const front = retransmissions[0];
	// The next ACK may be half a round trip away: too late to wait for.
	return front !== undefined && now - front.sentAt >= (rto.srtt ?? 0) / 2;
}

/** What goes in a millisecond at the rate that cwnd means, and two segments at least (tcp_tso_autosize). */
export function burstSize({cc, snd, rto, retransmissions, config}: Tcb): number {
	const window = Math.max(cc.cwnd, retransmissions.length * snd.mss);
	const rate = rto.srtt === null ? 0 : (window * (cc.cwnd < cc.ssthresh / 2 ? 2 : 1.2)) / rto.srtt;
	return Math.max(config.leastBurst, Math.floor(Math.min(rate * PACING, MOST_OCTETS) / snd.mss)) * snd.mss;
}
