/** What a finished handshake settles before text flows: RFC 5681 §3.1 (initial window) and RFC 6298 §5.7 (RTO). */

import {settleWindow} from './buffers/moderated-window.js';
import {startWindow} from './congestion.js';
import {timestampAt} from './options/timestamps.js';
import {adoptFromSyn} from './options/user-timeout-option.js';
import {startRhythm} from './quick-ack.js';
import {SECOND} from './state/config.js';
import type {Effect} from './state/effect.js';
import {applied, signal} from './state/report.js';
import type {Micros, Segment} from './state/segment.js';
import type {Tcb} from './state/tcb.js';

/** RFC 6298 §5.7: RTO after a SYN that had to be sent again. */
const RTO_AFTER_LOST_SYN = 3 * SECOND;

/**
 * Call it while our SYN still stands in the retransmission queue: how often it was sent decides.
 *
 * @param answer - the segment that acknowledges our SYN; null where nobody waits for one
 */
export function established(tcb: Tcb, answer: Segment | null, now: Micros, out: Effect[]): void {
	const synLost = (tcb.retransmissions[0]?.timesSent ?? 1) > 1;
	startWindow(tcb, synLost && !isForgiven(tcb, answer), now);
	if (synLost && tcb.config.rtoInitial < RTO_AFTER_LOST_SYN && tcb.rto.srtt === null) {
		tcb.rto.rto = Math.max(tcb.config.rtoMin, RTO_AFTER_LOST_SYN);
		tcb.rto.backoff = 0;
		applied('rto-three-seconds', out);
	}

	if (tcb.config.behaviours['moderated-window']) settleWindow(tcb);
	startRhythm(tcb);
	adoptFromSyn(tcb, out);
	signal('connection established', out);
}

/**
 * RFC 5681 §3.1 takes any SYN that went again for a sign of congestion. Since RTO begins at one second and not at three
 * (RFC 6298), Linux wants two timeouts, and no timestamp that says that the first SYN did arrive (tcp_init_transfer).
 */
function isForgiven(tcb: Tcb, answer: Segment | null): boolean {
	if (!tcb.config.behaviours['forgives-lost-syn']) return false;
	const [syn] = tcb.retransmissions;
	if (syn === undefined || tcb.rto.timeouts < 2) return true;
	return tcb.agreed.timestamps && answer?.options.timestamps?.ecr === timestampAt(tcb, syn.firstSentAt);
}
