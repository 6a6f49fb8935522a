/** Keep-alives, RFC 9293 §3.8.4: off unless the program asks (MUST-24, MUST-25). */

import {idleOf} from './options/user-timeout-option.js';
import {abortTcb} from './state/delete.js';
import type {Effect} from './state/effect.js';
import {applied, clearTimer, setTimer} from './state/report.js';
import type {Micros} from './state/segment.js';
import {plus} from './state/seq.js';
import {isSynchronized, type Tcb} from './state/tcb.js';
import {sendReset, transmit} from './transmit.js';

/** Starts or stops the timer as the option and the state want it. */
export function watchKeepalive(tcb: Tcb, now: Micros, out: Effect[]): void {
	const wanted = tcb.config.keepalive.on && isSynchronized(tcb) && tcb.state !== 'TIME-WAIT';
	const runs = tcb.timers.keepalive !== null;
	if (runs && !wanted) clearTimer(tcb, 'keepalive', now, out);
	else if (wanted && !runs) setTimer(tcb, 'keepalive', now + idleOf(tcb), out);
}

/** KEEPALIVE timer: `<SEQ=SND.NXT-1><ACK=RCV.NXT><CTL=ACK>` without text (SHLD-12); the peer must answer it. */
export function keepaliveTimeout(tcb: Tcb, now: Micros, out: Effect[]): void {
	const {interval, probes} = tcb.config.keepalive;
	const idle = idleOf(tcb);
	const quietFor = now - tcb.keepalive.heardAt;
	// Only an idle connection is probed, with nothing outstanding (MUST-26).
	if (tcb.retransmissions.length > 0 || (tcb.keepalive.probes === 0 && quietFor < idle)) {
		setTimer(tcb, 'keepalive', now + Math.max(1, idle - quietFor > 0 ? idle - quietFor : idle), out);
		return;
	}

	if (tcb.keepalive.probes >= probes) {
		applied('keepalive-dead', out, {times: probes});
		if (tcb.config.behaviours['acknowledging-resets']) sendReset(tcb, 'keepalive-dead', now, out);
		abortTcb(tcb, 'connection aborted due to user timeout', now, out);
		return;
	}

	tcb.keepalive.probes++;
	applied('keepalive-probe', out, {times: tcb.keepalive.probes});
	transmit(tcb, {seq: plus(tcb.snd.nxt, -1)}, 'keepalive-probe', tcb.keepalive.probes > 1, now, out);
	setTimer(tcb, 'keepalive', now + interval, out);
}
