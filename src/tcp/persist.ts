/**
 * Zero-window probes, RFC 9293 §3.8.6.1.
 *
 * SND.NXT does not move for a probe: both ends may have shut windows, and an ACK numbered past a refused octet would
 * be refused itself, and answered, and so for ever (§A.2). SND.MAX remembers that the octet may yet be acknowledged.
 */

import {seconds} from './loss/rto.js';
import {abortTcb} from './state/delete.js';
import type {Effect} from './state/effect.js';
import {applied, clearTimer, setTimer} from './state/report.js';
import type {Micros} from './state/segment.js';
import {distance, later, plus} from './state/seq.js';
import {somethingWaits, type Tcb} from './state/tcb.js';
import {transmit} from './transmit.js';

/** Starts the persist timer when a shut window is all that holds us back; stops it when it is not. */
export function watchWindow(tcb: Tcb, now: Micros, out: Effect[]): void {
	const {snd, timers} = tcb;
	const {switches} = tcb.config;
	const blocked = snd.wnd === 0 && tcb.retransmissions.length === 0 && somethingWaits(tcb);
	if (!blocked || switches['no-persist-timer']) {
		if (timers.persist !== null) clearTimer(tcb, 'persist', now, out);
		if (snd.wnd > 0) tcb.persist.probes = 0;
		return;
	}

	if (timers.persist === null) setTimer(tcb, 'persist', now + interval(tcb), out);
}

/** PERSIST timer: one octet into the shut window, and twice as long until the next (SHLD-29, SHLD-30). */
export function probe(tcb: Tcb, now: Micros, out: Effect[]): void {
	const {persist, config} = tcb;
	if (persist.unanswered >= config.r2) {
		applied('r2-reached', out, {times: persist.unanswered});
		abortTcb(tcb, 'connection aborted due to user timeout', now, out);
		return;
	}

	persist.probes++;
	persist.unanswered++;
	const next = interval(tcb);
	applied('probe-zero-window', out, {times: persist.probes, next: seconds(next)});
	const front = tcb.retransmissions[0];
	if (front === undefined) {
		probeWithNew(tcb, now, out);
		setTimer(tcb, 'persist', now + next, out);
		return;
	}

	// The window shrank onto what is out: its first octet is the probe, as any retransmission is.
	const text = front.text.subarray(0, 1);
	transmit(tcb, {seq: front.seq, text, fin: front.fin && text.length === 0}, 'probe-zero-window', true, now, out);
	tcb.rto.timing = null;
	setTimer(tcb, 'retransmission', now + next, out);
}

function probeWithNew(tcb: Tcb, now: Micros, out: Effect[]): void {
	const {snd} = tcb;
	const first = tcb.unsent.chunks[0];
	const text = first?.subarray(tcb.unsent.taken, tcb.unsent.taken + 1);
	const again = distance(snd.nxt, snd.max) > 0;
	snd.max = later(snd.max, plus(snd.nxt, 1));
	if (text !== undefined) transmit(tcb, {seq: snd.nxt, text}, 'probe-zero-window', again, now, out);
	else transmit(tcb, {seq: snd.nxt, fin: true}, 'probe-zero-window', again, now, out);
	tcb.lastSentAt = now;
}

const interval = (tcb: Tcb): Micros => Math.min(tcb.config.rtoMax, tcb.rto.rto * 2 ** Math.min(tcb.persist.probes, 20));
