/**
 * What an acknowledgment does at the sender: RFC 9293 §3.10.7.4 fifth, "ESTABLISHED STATE". First it is read, with
 * its SACK blocks; then the queue forgets what it covers, its round trip is taken, and losses are judged.
 */

import {ackedInLoss, ackedInOpen, ackedInRecovery, duplicateAck, isDuplicateAck, keepsTimer} from './congestion.js';
import {hearEce} from './ecn-echo.js';
import {stopClocks} from './loss/retransmission-timer.js';
import {measure, measureEvery} from './loss/round-trip.js';
import {leave, takeSack} from './loss/scoreboard.js';
import {userTimeoutOf} from './options/user-timeout-option.js';
import {recover} from './recovery.js';
import {finSent} from './retransmission.js';
import {sackRecover} from './sack-recovery.js';
import type {Effect} from './state/effect.js';
import {endOf} from './state/flight.js';
import {type News, newsOf} from './state/news.js';
import {take} from './state/octets.js';
import {applied, clearTimer, setTimer, signal} from './state/report.js';
import type {Micros, Segment} from './state/segment.js';
import {distance, le, lt, plus, type Seq, unsigned} from './state/seq.js';
import {type Sent, synIsOut, type Tcb} from './state/tcb.js';

/**
 * Takes an ACK that is neither too old nor of what was never sent.
 *
 * @param ack - SEG.ACK, at most SND.MAX
 */
export function hearAck(tcb: Tcb, seg: Segment, ack: Seq, now: Micros, out: Effect[]): void {
	const {snd, config, agreed} = tcb;
	const blocks = agreed.sack ? seg.options.sack : null;
	const old = lt(ack, snd.una);
	if (old) applied('ack-duplicate', out);
	if (old && blocks === null) return;
	const news = newsOf(tcb, seg, ack);
	if (blocks !== null) takeSack(tcb, blocks, news, now, out);
	if (news.advances) advance(tcb, seg, news, now, out);
	else if (blocks !== null && config.behaviours.rack) measureEvery(tcb, seg, news, false, now, out);
	if (agreed.ecn && !config.behaviours.rack) hearEce(tcb, news, now, out);
	if (config.behaviours.rack) {
		if (tcb.retransmissions.length > 0 || news.advances || news.dsack) recover(tcb, seg, news, now, out);
	} else if (agreed.sack) sackRecover(tcb, news, now, out);
	else if (news.advances) judgeByOctets(tcb, news, now, out);
	else if (isDuplicateAck(tcb, seg)) duplicateAck(tcb, now, out);
	if (news.advances) signal('send buffer has room', out);
}

/** The ACK of our SYN: it opens the connection and says nothing of cwnd. */
export function hearAckOfSyn(tcb: Tcb, seg: Segment, ack: Seq, now: Micros, out: Effect[]): void {
	advance(tcb, seg, newsOf(tcb, seg, ack), now, out);
	// What follows is tried from the beginning, however often the SYN went.
	tcb.undo.resentAt = null;
}

/** Moves SND.UNA to SEG.ACK and forgets what is thereby acknowledged. */
function advance(tcb: Tcb, seg: Segment, news: News, now: Micros, out: Effect[]): void {
	const {snd} = tcb;
	const {ack} = news;
	takeProbe(tcb, ack, out);
	snd.una = ack;
	tcb.rto.timeouts = 0;
	// Nothing urgent lies behind us; left there, SND.UP would look ahead again after 2^31 octets.
	if (lt(snd.up, snd.una)) snd.up = snd.una;
	applied('ack-advances', out, {ack: unsigned(distance(tcb.iss, ack) as unknown as Seq)});

	const opens = synIsOut(tcb);
	removeAcked(tcb, news, now);
	if (opens && tcb.byCookie) tcb.rto.timing = null;
	else if (tcb.config.behaviours.rack) measureEvery(tcb, seg, news, opens, now, out);
	else measure(tcb, seg, news, now, out);
	restartTimers(tcb, news, now, out);
	tcb.persist.probes = 0;
}

/** Drops wholly acknowledged segments from the queue, cuts a partly acknowledged one. */
function removeAcked(tcb: Tcb, news: News, now: Micros): void {
	const {ack} = news;
	const queue = tcb.retransmissions;
	while (queue.length > 0) {
		const sent = queue[0] as Sent;
		if (le(endOf(sent), ack)) {
			queue.shift();
			leave(tcb, sent, news, now);
			continue;
		}

		const cut = distance(sent.seq, ack);
		if (cut > 0) queue[0] = {...sent, seq: ack, syn: false, text: sent.text.subarray(sent.syn ? cut - 1 : cut)};
		break;
	}

	news.restartsTimer = news.acked > 0;
}

/** RFC 6298 §5.2 and §5.3, and the user timeout, which counts from the last progress. */
function restartTimers(tcb: Tcb, news: News, now: Micros, out: Effect[]): void {
	const {behaviours} = tcb.config;
	const userTimeout = userTimeoutOf(tcb);
	if (tcb.retransmissions.length === 0) {
		stopClocks(tcb, now, out);
		if (tcb.timers.user !== null) clearTimer(tcb, 'user', now, out);
		return;
	}

	// With RACK the judgement of losses says which clock runs.
	const later = behaviours.rack && !synIsOut(tcb);
	if (!later && !keepsTimer(tcb)) setTimer(tcb, 'retransmission', now + tcb.rto.rto, out);
	if (userTimeout !== null && news.advances) setTimer(tcb, 'user', now + userTimeout, out);
}

/** A zero-window probe's octet, or FIN, was taken after all: now it counts as sent (SND.NXT did not move for it). */
function takeProbe(tcb: Tcb, ack: Seq, out: Effect[]): void {
	const {snd} = tcb;
	if (le(ack, snd.nxt)) return;
	if (tcb.unsent.length > 0) take(tcb.unsent, 1);
	else finSent(tcb, snd.nxt, out);
	snd.nxt = plus(snd.nxt, 1);
}

/** RFC 5681 and RFC 6582: without SACK and without RACK. */
function judgeByOctets(tcb: Tcb, news: News, now: Micros, out: Effect[]): void {
	const {cc} = tcb;
	const acked = distance(news.una, news.ack);
	if (cc.phase === 'recovery') ackedInRecovery(tcb, acked, now, out);
	else if (cc.phase === 'loss') ackedInLoss(tcb, acked, now, out);
	else ackedInOpen(tcb, news.ece ? 0 : acked, news.flight, now, out);
}
