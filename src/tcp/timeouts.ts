/** Timeouts, RFC 9293 §3.10.8, and the timers of §3.8 that stand beside them. */

import {probeStall} from './empty-probes.js';
import {keepaliveTimeout} from './keepalive.js';
import {lossProbeTimeout} from './loss-probe-timeout.js';
import {delayedAckTimeout, output, overrideTimeout} from './output.js';
import {probe} from './persist.js';
import {reorderingTimeout} from './recovery.js';
import {retransmissionTimeout} from './retransmission-timeout.js';
import {abortTcb, closeTcb} from './state/delete.js';
import type {Effect} from './state/effect.js';
import {applied, fireTimer} from './state/report.js';
import type {Micros} from './state/segment.js';
import {type Tcb, TIMERS, type TimerName} from './state/tcb.js';

/** The earliest deadline; null when no timer runs. Microseconds. */
export function nextDeadline(tcb: Tcb): Micros | null {
	const {timers} = tcb;
	// By name, not by a key that changes from turn to turn: this is asked for between any two events.
	let next = sooner(timers.retransmission, timers['loss-probe']);
	next = sooner(next, timers.reordering);
	next = sooner(next, timers.persist);
	next = sooner(next, timers['delayed-ack']);
	next = sooner(next, timers.override);
	next = sooner(next, timers.keepalive);
	next = sooner(next, timers.user);
	return sooner(next, timers['time-wait']);
}

const sooner = (a: Micros | null, b: Micros | null): Micros | null => (a === null || (b !== null && b < a) ? b : a);

/** Runs every timer that is due, in the order of `TIMERS` where several are due at one instant. */
export function expire(tcb: Tcb, now: Micros, out: Effect[]): void {
	const first = nextDeadline(tcb);
	if (first === null || first > now) return;
	for (const timer of TIMERS) {
		const at = tcb.timers[timer];
		if (at === null || at > now) continue;
		fireTimer(tcb, timer, now, out);
		run(tcb, timer, now, out);
		output(tcb, now, out, true);
	}
}

function run(tcb: Tcb, timer: TimerName, now: Micros, out: Effect[]): void {
	switch (timer) {
		case 'retransmission':
			retransmissionTimeout(tcb, now, out);
			return;
		case 'loss-probe':
			lossProbeTimeout(tcb, now, out);
			return;
		case 'reordering':
			reorderingTimeout(tcb, now, out);
			return;
		case 'persist':
			if (tcb.config.behaviours['empty-probes']) probeStall(tcb, now, out);
			else probe(tcb, now, out);
			return;
		case 'delayed-ack':
			delayedAckTimeout(tcb);
			return;
		case 'override':
			overrideTimeout(tcb, now, out);
			return;
		case 'keepalive':
			keepaliveTimeout(tcb, now, out);
			return;
		case 'user':
			applied('user-timeout', out);
			abortTcb(tcb, 'connection aborted due to user timeout', now, out);
			return;
		case 'time-wait':
			applied('time-wait-timeout', out);
			closeTcb(tcb, now, out);
			return;
		default:
			timer satisfies never;
	}
}
