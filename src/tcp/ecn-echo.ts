/** RFC 3168 §6.1.2 and §6.1.3: what the receiver of a mark tells, and what the sender does when it is told. */

import {ssthreshAfterLoss} from './congestion/congestion-control.js';
import type {Effect} from './state/effect.js';
import type {News} from './state/news.js';
import {applied} from './state/report.js';
import type {Micros, Segment} from './state/segment.js';
import {le, lt} from './state/seq.js';
import type {Tcb} from './state/tcb.js';
import {oweAck} from './transmit.js';

/**
 * The receiver: new text has come. CE: ECE goes on every ACK from now on, until CWR comes.
 *
 * Linux answers at once where the sender's window may be very small: the first mark, CWR, and what is not ECT after what
 * was, for that is a retransmission.
 */
export function hearMark(tcb: Tcb, seg: Segment, out: Effect[]): void {
	const {agreed, ecn, config} = tcb;
	if (!agreed.ecn) return;
	const atOnce = config.behaviours['quick-acks'];
	if (seg.cwr) {
		if (ecn.echo) applied('ecn-cwr-heard', out);
		ecn.echo = false;
		if (atOnce) oweAck(tcb, 'ecn-cwr-heard');
	}

	if (seg.ecn === 3 && !ecn.echo) {
		ecn.echo = true;
		applied('ecn-marked', out);
		if (atOnce) oweAck(tcb, 'ecn-marked');
	}

	if (seg.ecn !== 0) ecn.seen = true;
	else if (ecn.seen && atOnce) oweAck(tcb, 'ecn-resent');
}

/**
 * The sender, in octets: ECE cuts cwnd as a loss does, but nothing is sent again, and once for a window of data.
 *
 * Call it for every ACK, with SND.UNA moved. RFC 8985's recovery has a state for this ('cwr') instead.
 */
export function hearEce(tcb: Tcb, news: News, now: Micros, out: Effect[]): void {
	const {ecn, cc, snd} = tcb;
	// Left there it would look ahead again after 2^31 octets.
	if (ecn.cutAt !== null && lt(ecn.cutAt, snd.una)) ecn.cutAt = null;
	if (!news.ece) return;
	if (ecn.cutAt !== null || le(snd.una, cc.recover) || cc.phase !== 'open') {
		applied('ecn-same-window', out);
		return;
	}

	cc.ssthresh = ssthreshAfterLoss(tcb, news.flight, now);
	cc.cwnd = Math.min(cc.cwnd, cc.ssthresh);
	cc.acked = 0;
	ecn.cutAt = snd.nxt;
	applied('ecn-cut', out, {cwnd: cc.cwnd});
}
