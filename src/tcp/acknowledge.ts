/**
 * What an acknowledgment does at the sender: RFC 9293 §3.10.7.4 fifth, "ESTABLISHED STATE", with the round trip of
 * RFC 6298, and the congestion window of RFC 5681.
 */

import {ackedInLoss, ackedInOpen, ackedInRecovery, keepsTimer} from './congestion.js';
import type {Effect} from './effect.js';
import {take} from './octets.js';
import {applied, clearTimer, setTimer, signal} from './report.js';
import {endOf, finSent} from './retransmission.js';
import {sample} from './rto.js';
import type {Micros} from './segment.js';
import {distance, le, lt, plus, type Seq, unsigned} from './seq.js';
import {type Sent, synIsOut, type Tcb} from './tcb.js';

/**
 * Moves SND.UNA to `ack`, forgets what is thereby acknowledged, and lets more go.
 *
 * @param ack - SND.UNA < ack =< SND.NXT, or one more when a zero-window probe was taken
 */
export function acknowledge(tcb: Tcb, ack: Seq, now: Micros, out: Effect[]): void {
	const {snd, cc} = tcb;
	const flight = distance(snd.una, snd.nxt);
	const acked = distance(snd.una, ack);
	const synAcked = synIsOut(tcb);
	takeProbe(tcb, ack, out);
	snd.una = ack;
	tcb.rto.timeouts = 0;
	// Nothing urgent lies behind us; left there, SND.UP would look ahead again after 2^31 octets.
	if (lt(snd.up, snd.una)) snd.up = snd.una;
	applied('ack-advances', out, {ack: unsigned(distance(tcb.iss, ack) as unknown as Seq)});

	const sentOnce = removeAcked(tcb, ack);
	measure(tcb, ack, sentOnce, now, out);
	restartTimers(tcb, now, out);
	tcb.persist.probes = 0;
	if (synAcked) return;
	if (cc.phase === 'recovery') ackedInRecovery(tcb, acked, now, out);
	else if (cc.phase === 'loss') ackedInLoss(tcb, acked, out);
	else ackedInOpen(tcb, acked, flight, out);
	signal('send buffer has room', out);
}

/** Drops wholly acknowledged segments from the queue, cuts a partly acknowledged one. True: none of them was sent twice. */
function removeAcked(tcb: Tcb, ack: Seq): boolean {
	const queue = tcb.retransmissions;
	let sentOnce = true;
	while (queue.length > 0) {
		const sent = queue[0] as Sent;
		if (le(endOf(sent), ack)) {
			queue.shift();
			if (sent.timesSent > 1) sentOnce = false;
			continue;
		}

		const cut = distance(sent.seq, ack);
		if (cut > 0) queue[0] = {...sent, seq: ack, syn: false, text: sent.text.subarray(sent.syn ? cut - 1 : cut)};
		break;
	}

	return sentOnce;
}

function measure(tcb: Tcb, ack: Seq, sentOnce: boolean, now: Micros, out: Effect[]): void {
	const {rto} = tcb;
	if (rto.timing !== null && le(rto.timing, ack)) {
		rto.timing = null;
		sample(tcb, Math.max(1, now - rto.timedAt), out);
	} else if (!sentOnce) applied('karn-no-sample', out);
}

/** RFC 6298 §5.2 and §5.3, and the user timeout, which counts from the last progress. */
function restartTimers(tcb: Tcb, now: Micros, out: Effect[]): void {
	const {userTimeout} = tcb.config;
	if (tcb.retransmissions.length === 0) {
		clearTimer(tcb, 'retransmission', now, out);
		clearTimer(tcb, 'user', now, out);
		return;
	}

	if (!keepsTimer(tcb)) setTimer(tcb, 'retransmission', now + tcb.rto.rto, out);
	if (userTimeout !== null) setTimer(tcb, 'user', now + userTimeout, out);
}

/** A zero-window probe's octet, or FIN, was taken after all: now it counts as sent (SND.NXT did not move for it). */
function takeProbe(tcb: Tcb, ack: Seq, out: Effect[]): void {
	const {snd} = tcb;
	if (le(ack, snd.nxt)) return;
	if (tcb.unsent.length > 0) take(tcb.unsent, 1);
	else finSent(tcb, snd.nxt, out);
	snd.nxt = plus(snd.nxt, 1);
}
