/** Which round trips are samples for RFC 6298: one a window by Karn's rule, or every ACK's where the sender knows better. */

import {roundTripSampled} from '../congestion/congestion-control.js';
import {echoedRoundTrip} from '../options/timestamps.js';
import type {Effect} from '../state/effect.js';
import type {News} from '../state/news.js';
import {applied} from '../state/report.js';
import type {Micros, Segment} from '../state/segment.js';
import {le} from '../state/seq.js';
import type {Tcb} from '../state/tcb.js';
import {noteRoundTrip} from './rack.js';
import {sample} from './rto.js';

/** One segment is timed at a time, and none that was sent twice (RFC 6298 §3); a timestamp tells in any case (RFC 7323 §4.1). */
export function measure(tcb: Tcb, seg: Segment, news: News, now: Micros, out: Effect[]): void {
	const {rto} = tcb;
	const echoed = echoedRoundTrip(tcb, seg, now);
	const timed = rto.timing !== null && le(rto.timing, news.ack) ? Math.max(1, now - rto.timedAt) : null;
	if (timed !== null) rto.timing = null;
	// Timed to the microsecond where it can be, for the peer's echo counts milliseconds.
	const roundTrip = timed ?? (news.resentAcked ? echoed : null);
	if (roundTrip !== null) sample(tcb, roundTrip, out);
	else if (news.resentAcked) applied('karn-no-sample', out);
}

/**
 * Each ACK of something never sent again is a sample; then what SACK reports; then the timestamp.
 *
 * @param opens - it is our SYN that is acknowledged: congestion control does not count that
 */
export function measureEvery(tcb: Tcb, seg: Segment, news: News, opens: boolean, now: Micros, out: Effect[]): void {
	const front = tcb.retransmissions[0];
	const acked = news.resentAcked || news.firstSentAt === null ? null : now - news.firstSentAt;
	const reported = news.sackedSentAt === null ? null : now - news.sackedSentAt;
	const echoed = acked === null && reported === null && news.acked > 0 ? echoedRoundTrip(tcb, seg, now) : null;
	const newest = news.resentAcked || news.lastSentAt === null ? (reported ?? echoed) : now - news.lastSentAt;
	if (newest !== null) {
		noteRoundTrip(tcb, newest, now);
		if (!opens) roundTripSampled(tcb, Math.max(1, newest), now, out);
	}

	// Not where the report is of what was sent before the oldest was sent again: the timeout would never come.
	if (news.acked === 0 && reported !== null && front !== undefined && reported > now - front.sentAt)
		news.restartsTimer = true;
	const roundTrip = acked ?? reported ?? echoed;
	if (roundTrip !== null) sample(tcb, Math.max(1, roundTrip), out);
	else if (news.resentAcked) applied('karn-no-sample', out);
}
