/** The tail loss probe itself, RFC 8985 §7.3: something new where there is any, else the last segment again. */

import {rearm, startRetransmissionTimer} from './loss/retransmission-timer.js';
import {sendProbe} from './output.js';
import {resendAsProbe} from './retransmission.js';
import type {Effect} from './state/effect.js';
import {applied} from './state/report.js';
import type {Micros} from './state/segment.js';
import type {Tcb} from './state/tcb.js';

/** LOSS-PROBE timer. One probe is out at a time; RTO follows, counted from the probe. */
export function lossProbeTimeout(tcb: Tcb, now: Micros, out: Effect[]): void {
	const {tlp, retransmissions: queue} = tcb;
	if (queue.length === 0) return;
	if (tlp.end !== null) {
		rearm(tcb, now, out, true);
		return;
	}

	applied('tail-loss-probe', out);
	tlp.resent = !sendProbe(tcb, now, out);
	if (tlp.resent) resendAsProbe(tcb, now, out);
	tlp.end = tcb.snd.nxt;
	startRetransmissionTimer(tcb, now, out);
}
