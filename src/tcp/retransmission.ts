/**
 * The retransmission queue and its timer: RFC 9293 §3.8.1, §3.10.8; RFC 6298 §5. SYN and FIN stand in the queue like
 * text, because like text they take sequence numbers.
 */

import {lossByTimeout} from './congestion.js';
import {abortTcb} from './delete.js';
import type {Effect} from './effect.js';
import {applied, enter, setTimer, signal, transmit} from './emit.js';
import {probe} from './persist.js';
import {backOff, seconds} from './rto.js';
import type {RuleId} from './rules.js';
import {type Micros, NO_TEXT} from './segment.js';
import {distance, later, plus, type Seq} from './seq.js';
import type {Sent, Tcb} from './tcb.js';

/** `<SEQ=ISS><CTL=SYN>`, or with ACK where a SYN has come. Sets SND.UNA and SND.NXT. */
export function sendSyn(tcb: Tcb, why: RuleId, now: Micros, out: Effect[]): void {
	tcb.snd.una = tcb.iss;
	tcb.snd.nxt = tcb.iss;
	tcb.snd.up = tcb.iss;
	enqueue(tcb, {syn: true, fin: false, psh: false, text: NO_TEXT}, why, now, out);
}

/**
 * The same SYN once more, with an ACK. It gives no round-trip sample then (Karn).
 *
 * @param again - false in a simultaneous open, where it is the first SYN,ACK; true for a peer who lost that
 */
export function resendSyn(tcb: Tcb, why: RuleId, again: boolean, now: Micros, out: Effect[]): void {
	tcb.rto.timing = null;
	transmit(tcb, {seq: tcb.iss, syn: true}, why, again, now, out);
}

/** Sends something new that takes sequence numbers, and remembers it until it is acknowledged. */
export function enqueue(
	tcb: Tcb,
	what: {syn: boolean; fin: boolean; psh: boolean; text: Uint8Array},
	why: RuleId,
	now: Micros,
	out: Effect[],
): void {
	const {snd, rto, config} = tcb;
	const {syn, fin, psh, text} = what;
	const seq = snd.nxt;
	const sent = {seq, syn, fin, psh, text, sentAt: now, firstSentAt: now, timesSent: 1};
	tcb.retransmissions.push(sent);
	snd.nxt = plus(seq, text.length + (syn ? 1 : 0) + (fin ? 1 : 0));
	snd.max = later(snd.max, snd.nxt);
	if (syn) snd.max = snd.nxt;
	transmit(tcb, sent, why, false, now, out);
	tcb.lastSentAt = now;
	if (rto.timing === null) {
		rto.timing = snd.nxt;
		rto.timedAt = now;
	}

	if (tcb.timers.retransmission === null) setTimer(tcb, 'retransmission', now + rto.rto, out);
	if (config.userTimeout !== null && tcb.timers.user === null) setTimer(tcb, 'user', now + config.userTimeout, out);
	if (fin) finSent(tcb, plus(snd.nxt, -1), out);
}

/** "Queue until all preceding SENDs have been segmentized; then send a FIN segment, enter LAST-ACK" (§3.10.4). */
export function finSent(tcb: Tcb, at: Seq, out: Effect[]): void {
	tcb.snd.fin = at;
	applied('sends-fin', out);
	if (tcb.state === 'CLOSE-WAIT') enter(tcb, 'LAST-ACK', out);
}

/** Sends the oldest unacknowledged segment again. */
export function resendFront(tcb: Tcb, why: RuleId, now: Micros, out: Effect[]): void {
	resendAt(tcb, 0, why, now, out);
}

/** Sends the queue's `index`-th segment again. It gives no round-trip sample then (Karn). */
export function resendAt(tcb: Tcb, index: number, why: RuleId, now: Micros, out: Effect[]): void {
	const sent = tcb.retransmissions[index] as Sent;
	tcb.retransmissions[index] = {...sent, sentAt: now, timesSent: sent.timesSent + 1};
	transmit(tcb, sent, why, true, now, out);
	tcb.lastSentAt = now;
	// The switch shows why Karn: the sample then runs from the last sending, whichever one is acknowledged.
	if (tcb.config.switches['no-karn']) tcb.rto.timedAt = now;
	else tcb.rto.timing = null;
}

/** RETRANSMISSION TIMEOUT, RFC 9293 §3.10.8; RFC 6298 §5.4–5.6; R1 and R2 of §3.8.3. */
export function retransmissionTimeout(tcb: Tcb, now: Micros, out: Effect[]): void {
	const front = tcb.retransmissions[0];
	if (front === undefined) return;
	const {rto, config} = tcb;
	// A peer that shut its window is not dead for not taking what lies beyond it (SHLD-17): that is a probe then.
	const shut = tcb.snd.wnd === 0 && !front.syn;
	if (shut) {
		probe(tcb, now, out);
		return;
	}

	if (rto.timeouts >= limit(tcb, front)) {
		applied('r2-reached', out, {times: rto.timeouts});
		abortTcb(tcb, 'connection aborted due to user timeout', now, out);
		return;
	}

	const from = seconds(rto.rto);
	rto.timeouts++;
	backOff(tcb);
	applied('retransmission-timeout', out, {from, to: seconds(rto.rto)});
	if (!front.syn) lossByTimeout(tcb, out);
	resendFront(tcb, 'retransmission-timeout', now, out);
	tcb.cc.resent = plus(front.seq, front.text.length + (front.syn ? 1 : 0) + (front.fin ? 1 : 0));
	setTimer(tcb, 'retransmission', now + rto.rto, out);
	if (rto.timeouts === config.r1) {
		applied('r1-reached', out, {times: rto.timeouts});
		signal('delivery problem', out);
	}
}

function limit(tcb: Tcb, front: Sent): number {
	if (!front.syn) return tcb.config.r2;
	return tcb.state === 'SYN-SENT' ? tcb.config.r2Syn : tcb.config.r2SynAck;
}

/** After a timeout: what it gave up as lost is sent again as far as cwnd and the window let it. */
export function resendLost(tcb: Tcb, now: Micros, out: Effect[]): void {
	const {cc, snd} = tcb;
	if (cc.phase !== 'loss') return;
	const usable = Math.min(cc.cwnd, snd.wnd);
	for (let index = 0; index < tcb.retransmissions.length; index++) {
		const sent = tcb.retransmissions[index] as Sent;
		if (distance(cc.resent, sent.seq) < 0) continue;
		if (distance(sent.seq, cc.recover) <= 0) return;
		const end = plus(sent.seq, sent.text.length + (sent.fin ? 1 : 0));
		if (distance(snd.una, end) > usable) return;
		cc.resent = end;
		resendAt(tcb, index, 'sends-lost-again', now, out);
	}
}
