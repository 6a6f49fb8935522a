/** A peer that takes back what it has reported (RFC 2018 §8): Linux does not wait for a whole RTO then (tcp_check_sack_reneging). */

import type {Effect} from '../state/effect.js';
import type {News} from '../state/news.js';
import {applied} from '../state/report.js';
import type {Micros} from '../state/segment.js';
import type {Tcb} from '../state/tcb.js';
import {TICK} from '../state/timer-wheel.js';
import {startRetransmissionTimer} from './retransmission-timer.js';

/** Half a round trip, for an ACK that may be on its way still; and this at least. */
const LEAST_PATIENCE: Micros = 10_000;

/**
 * SND.UNA has come to a segment that the peer has reported: why is that not acknowledged, too? Perhaps an ACK tells it
 * yet; if not, the timeout that is set here believes no report any more.
 *
 * @returns whether it is so: the ACK then says nothing else of losses
 */
export function reneges(tcb: Tcb, news: News, now: Micros, out: Effect[]): boolean {
	if (!tcb.agreed.sack || !news.advances || tcb.retransmissions[0]?.sacked !== true) return false;
	const patience = Math.max((tcb.rto.srtt ?? 0) / 2, LEAST_PATIENCE);
	const wait = Math.ceil(patience / TICK) * TICK;
	applied('sack-taken-back', out, {ms: wait / 1000});
	startRetransmissionTimer(tcb, now, out, wait);
	news.restartsTimer = false;
	return true;
}
