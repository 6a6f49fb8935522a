/** What a finished handshake settles before text flows: RFC 5681 §3.1 (initial window) and RFC 6298 §5.7 (RTO). */

import {SECOND} from './config.js';
import {startWindow} from './congestion.js';
import type {Effect} from './effect.js';
import {settleWindow} from './moderated-window.js';
import {startRhythm} from './quick-ack.js';
import {applied, signal} from './report.js';
import type {Micros} from './segment.js';
import type {Tcb} from './tcb.js';
import {adoptFromSyn} from './user-timeout-option.js';

/** RFC 6298 §5.7: RTO after a SYN that had to be sent again. */
const RTO_AFTER_LOST_SYN = 3 * SECOND;

/** Call it while our SYN still stands in the retransmission queue: how often it was sent decides. */
export function established(tcb: Tcb, now: Micros, out: Effect[]): void {
	const synLost = (tcb.retransmissions[0]?.timesSent ?? 1) > 1;
	startWindow(tcb, synLost, now);
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
