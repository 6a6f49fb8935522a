/** Tail loss probes, RFC 8985 §7: when ACKs stop coming, one segment asks for one before the timeout takes all as lost. */

import {ssthreshAfterLoss} from '../congestion/congestion-control.js';
import {startReduction} from '../congestion/prr.js';
import type {Effect} from '../state/effect.js';
import {flightOf} from '../state/flight.js';
import type {News} from '../state/news.js';
import {applied} from '../state/report.js';
import type {Micros} from '../state/segment.js';
import {lt} from '../state/seq.js';
import type {Tcb} from '../state/tcb.js';

/** An ACK that covers the probe: was something lost that the probe repaired? (§7.4.2) */
export function probeAcknowledged(tcb: Tcb, news: News, now: Micros, out: Effect[]): void {
	const {tlp, cc} = tcb;
	if (tlp.end === null || lt(news.ack, tlp.end)) return;
	if (!tlp.resent || news.dsackOfProbe) {
		tlp.end = null;
		return;
	}

	if (lt(tlp.end, news.ack)) {
		// More than the probe is acknowledged, and no DSACK told of it: the tail was lost, so cwnd is cut as for any loss.
		const flight = flightOf(tcb);
		cc.ssthresh = ssthreshAfterLoss(tcb, flight, now);
		cc.recover = tcb.snd.nxt;
		startReduction(tcb);
		cc.cwnd = cc.ssthresh;
		applied('probe-found-loss', out, {ssthresh: cc.ssthresh});
		return;
	}

	// An ACK that tells nothing else: both the original and the probe have arrived.
	if (!news.advances && !news.carriesMore && news.sacked === 0) tlp.end = null;
}
