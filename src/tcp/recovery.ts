/**
 * Loss recovery with RACK (RFC 8985), proportional rate reduction (RFC 6937), F-RTO (RFC 5682) and undo, as Linux runs
 * them: open → disorder → recovery → open, cwr beside them, loss behind a timeout.
 */

import {afterTimeout, grow, ssthreshAfterLoss} from './congestion/congestion-control.js';
import {endReduction, isReducing, reduce, startReduction} from './congestion/prr.js';
import {frto} from './loss/frto.js';
import {adaptWindow, detectLoss, noteReordering, timeLeft} from './loss/rack.js';
import {reneges} from './loss/reneging.js';
import {awaitReordering, rearm, restartClock} from './loss/retransmission-timer.js';
import {forgetReports, markLost} from './loss/scoreboard.js';
import {probeAcknowledged} from './loss/tail-loss-probe.js';
import {mayUndo, originalCame, startUndo, undoReduction} from './loss/undo.js';
import type {Effect} from './state/effect.js';
import {flightOf, segmentsInFlight} from './state/flight.js';
import type {News} from './state/news.js';
import {applied} from './state/report.js';
import type {Micros, Segment} from './state/segment.js';
import {eq, le, lt} from './state/seq.js';
import type {Sent, Tcb} from './state/tcb.js';
import {rememberedThreshold} from './window-validation.js';

/** Judges one ACK, when the queue has been cleaned of what it covers. What is to be sent again is marked, not sent. */
export function recover(tcb: Tcb, seg: Segment, news: News, now: Micros, out: Effect[]): void {
	const {cc, board} = tcb;
	const deliveredBefore = board.delivered - news.delivered;
	const lossesBefore = board.losses;
	if (!tcb.agreed.sack && news.acked > 0) reportsAcknowledged(tcb, news);
	if (news.overtaken !== null && (cc.phase !== 'loss' || tcb.undo.marker !== null))
		noteReordering(tcb, news.overtaken, out);
	if (news.delivered > 0) adaptWindow(tcb, deliveredBefore);
	probeAcknowledged(tcb, news, now, out);
	const countedSoFar = board.delivered;
	if (isDubious(tcb, news)) judge(tcb, seg, news, now, out);
	// Without SACK the duplicate ACK itself says that something was delivered.
	news.delivered += board.delivered - countedSoFar;
	if (news.restartsTimer) restartClock(tcb, 'acknowledged', now, out);
	if (isReducing(tcb)) reduce(tcb, news.delivered, news.advances && board.losses === lossesBefore);
	else if (news.acked > 0 || (tcb.rack.reordering > tcb.config.dupThresh && news.delivered > 0))
		grow(tcb, news.delivered * tcb.snd.mss, news.flight, now, out);
}

/** Anything but a plain ACK of what is in order, while all is well. */
function isDubious({cc}: Tcb, news: News): boolean {
	const plain = news.advances || news.carriesMore;
	return !plain || news.sacked > 0 || news.dsack || news.ece || cc.phase !== 'open';
}

const isDuplicate = (news: News): boolean => !news.advances && !news.carriesMore && !news.dsack;

function judge(tcb: Tcb, seg: Segment, news: News, now: Micros, out: Effect[]): void {
	const {cc, undo, board} = tcb;
	if (news.ece) undo.ssthresh = 0;
	if (reneges(tcb, news, now, out)) return;
	if (cc.phase === 'open') undo.resentAt = null;
	else if (le(cc.recover, tcb.snd.una) && reached(tcb, seg, out) === 'done') return;

	const duplicate = isDuplicate(news);
	switch (cc.phase) {
		case 'recovery':
			if (!news.advances) reportByDuplicate(tcb, duplicate, out);
			else if (undoPartly(tcb, seg, news, out)) return;
			if (undoByDsack(tcb, out)) keepOpen(tcb);
			findLosses(tcb, news, now, out);
			break;
		case 'loss': {
			const verdict = frto(tcb, seg, news, duplicate, out);
			if (verdict === 'real' && le(cc.recover, tcb.snd.una)) endRecovery(tcb, seg, out);
			else if (verdict === 'real' && !tcb.agreed.sack) {
				if (duplicate && lt(cc.recover, tcb.snd.nxt)) reportByDuplicate(tcb, true, out);
				else if (news.advances) board.sacked = 0;
			}

			const wasAgain = board.again;
			findLosses(tcb, news, now, out);
			if (cc.phase === 'loss' && board.again >= wasAgain) return;
			break;
		}

		default:
			if (!tcb.agreed.sack) {
				if (news.advances) board.sacked = 0;
				reportByDuplicate(tcb, duplicate, out);
			}

			if (cc.phase !== 'cwr') undoByDsack(tcb, out);
			findLosses(tcb, news, now, out);
	}

	if (cc.phase === 'recovery') return;
	if (board.lost > 0) enterRecovery(tcb, news.ece, now, out);
	else tryOpen(tcb, news.ece, now, out);
}

/** SND.UNA has come to where the trouble began: it is over, or was never there. */
function reached(tcb: Tcb, seg: Segment, out: Effect[]): 'done' | 'go on' {
	const {cc, board} = tcb;
	switch (cc.phase) {
		case 'cwr':
			// Held until more is acknowledged, so that the CWR flag reaches the peer.
			if (eq(tcb.snd.una, cc.recover)) return 'go on';
			endReduction(tcb);
			cc.phase = 'open';
			applied('recovery-ends', out, {cwnd: cc.cwnd});
			return 'go on';
		case 'recovery':
			if (!tcb.agreed.sack) board.sacked = 0;
			if (endRecovery(tcb, seg, out) === 'held') return 'done';
			return 'go on';
		default:
			return 'go on';
	}
}

/** The end of recovery or loss, with cwnd as before when nothing had been lost. */
function endRecovery(tcb: Tcb, seg: Segment, out: Effect[]): 'over' | 'held' {
	const {cc, rack} = tcb;
	const wasRecovery = cc.phase === 'recovery';
	if (mayUndo(tcb, seg)) undoReduction(tcb, 'kept', out);
	else if (rack.persist > 0) rack.persist--;
	// Without SACK more duplicate ACKs of this same loss may come: nothing new begins until more is acknowledged.
	if (!tcb.agreed.sack && eq(tcb.snd.una, cc.recover)) return 'held';
	if (wasRecovery) endReduction(tcb);
	cc.phase = 'open';
	applied('recovery-ends', out, {cwnd: cc.cwnd});
	return 'over';
}

/** RFC 8985 §6.2 step 5, or without SACK three duplicate ACKs, and each partial ACK after them (RFC 6582). */
function findLosses(tcb: Tcb, news: News, now: Micros, out: Effect[]): void {
	const {board, cc, rack} = tcb;
	const before = board.lost;
	if (tcb.agreed.sack) {
		if (!rack.advanced) return;
		rack.advanced = false;
		const wait = detectLoss(tcb, index => markLost(tcb, index), now);
		if (board.lost > before) applied('rack-lost', out, {count: board.lost - before});
		if (wait === 0) return;
		applied('rack-waits', out, {ms: Math.ceil(wait / 1000)});
		awaitReordering(tcb, wait, now, out);
		news.restartsTimer = false;
		return;
	}

	const enough = cc.phase !== 'recovery' && cc.phase !== 'loss' && board.sacked >= rack.reordering;
	if ((enough || (cc.phase === 'recovery' && news.advances)) && tcb.retransmissions.length > 0) markLost(tcb, 0);
}

/** The REORDERING timer: what is missing still is lost now. */
export function reorderingTimeout(tcb: Tcb, now: Micros, out: Effect[]): void {
	const before = segmentsInFlight(tcb);
	const lost = tcb.board.lost;
	detectLoss(tcb, index => markLost(tcb, index), now);
	if (segmentsInFlight(tcb) !== before) {
		applied('rack-lost', out, {count: tcb.board.lost - lost});
		if (tcb.cc.phase !== 'recovery') {
			enterRecovery(tcb, false, now, out);
			reduce(tcb, 1, false);
		}
	}

	rearm(tcb, now, out, true);
}

/** RFC 5681 §3.2 step 2, with the cut spread over the round trip by PRR. */
function enterRecovery(tcb: Tcb, ece: boolean, now: Micros, out: Effect[]): void {
	const {cc, undo} = tcb;
	const reducing = isReducing(tcb);
	undo.ssthresh = 0;
	startUndo(tcb);
	if (!reducing) {
		if (!ece) undo.ssthresh = rememberedThreshold(tcb);
		beginReduction(tcb, now);
	}

	cc.phase = 'recovery';
	applied('rack-recovery', out, {ssthresh: cc.ssthresh});
}

/** Congestion was told of without a loss (RFC 3168 §6.1.2). */
function enterCwr(tcb: Tcb, now: Micros, out: Effect[]): void {
	const {cc, undo} = tcb;
	undo.ssthresh = 0;
	if (cc.phase !== 'open' && cc.phase !== 'disorder') return;
	undo.marker = null;
	beginReduction(tcb, now);
	cc.phase = 'cwr';
	applied('cwr-enters', out, {ssthresh: cc.ssthresh});
}

function beginReduction(tcb: Tcb, now: Micros): void {
	const {cc, undo} = tcb;
	undo.cwnd = cc.cwnd;
	cc.ssthresh = ssthreshAfterLoss(tcb, flightOf(tcb), now);
	cc.recover = tcb.snd.nxt;
	startReduction(tcb);
}

function tryOpen(tcb: Tcb, ece: boolean, now: Micros, out: Effect[]): void {
	if (!anythingResent(tcb)) tcb.undo.resentAt = null;
	if (ece) enterCwr(tcb, now, out);
	if (tcb.cc.phase !== 'cwr') keepOpen(tcb);
}

/** Disorder while anything is missing, or was sent again. */
function keepOpen(tcb: Tcb): void {
	const {cc, board} = tcb;
	const phase = board.sacked + board.lost > 0 || anythingResent(tcb) ? 'disorder' : 'open';
	if (cc.phase === phase) return;
	cc.phase = phase;
	cc.recover = tcb.snd.nxt;
}

const anythingResent = ({retransmissions, board}: Tcb): boolean =>
	board.again > 0 || (retransmissions[0]?.timesSent ?? 0) > 1;

/** A hole was filled by what was only late. @returns whether to wait for the retransmissions that are still out */
function undoPartly(tcb: Tcb, seg: Segment, news: News, out: Effect[]): boolean {
	const {undo, board} = tcb;
	if (undo.marker === null || !originalCame(tcb, seg)) return false;
	noteReordering(tcb, news.una, out);
	if (board.again > 0) return true;
	if (!anythingResent(tcb)) undo.resentAt = null;
	undoReduction(tcb, 'forgotten', out);
	keepOpen(tcb);
	return false;
}

function undoByDsack(tcb: Tcb, out: Effect[]): boolean {
	const {undo, rack} = tcb;
	if (undo.marker === null || undo.again !== 0) return false;
	rack.persist = Math.min(16, rack.persist + 1);
	undoReduction(tcb, 'kept', out);
	return true;
}

/** Without SACK each duplicate ACK is a segment that has left the network. */
function reportByDuplicate(tcb: Tcb, duplicate: boolean, out: Effect[]): void {
	const {board, cc, retransmissions} = tcb;
	if (tcb.agreed.sack || !duplicate) return;
	cc.dupAcks++;
	applied('dup-ack', out, {times: cc.dupAcks});
	if (board.sacked >= retransmissions.length - holes(tcb)) return;
	board.sacked++;
	board.delivered++;
}

/** Without SACK an ACK that moves says that the segments counted by duplicate ACKs are among what it covers. */
function reportsAcknowledged(tcb: Tcb, news: News): void {
	const {board} = tcb;
	tcb.cc.dupAcks = 0;
	const counted = Math.min(board.sacked, Math.max(0, news.acked - 1));
	news.delivered = Math.max(1, news.acked - board.sacked);
	board.sacked -= counted;
	board.sacked = Math.max(0, Math.min(board.sacked, tcb.retransmissions.length - holes(tcb)));
}

/** What cannot have left the network: the oldest, at least, or there were no duplicate ACKs (tcp_limit_reno_sacked). */
const holes = ({board}: Tcb): number => Math.max(1, board.lost);

/** A timeout with RACK: what was out for longer than a round trip is lost, the rest has its chance (Linux). */
export function loseByTimeout(tcb: Tcb, now: Micros, out: Effect[]): void {
	const {cc, undo, board, rto, retransmissions: queue} = tcb;
	const wasCalm = cc.phase !== 'recovery' && cc.phase !== 'loss';
	// The oldest was reported and is still not acknowledged: the peer has changed its mind (RFC 2018 §8).
	const reneged = queue[0]?.sacked === true;
	const overtaken = board.sacked >= tcb.rack.reordering;
	if (reneged) forgetReports(tcb);
	else if (!tcb.agreed.sack) board.sacked = 0;
	for (let index = 0; index < queue.length; index++) {
		const sent = queue[index] as Sent;
		if (index === 0 || reneged || timeLeft(tcb, sent, 0, now) <= 0) markLost(tcb, index);
	}

	const again = cc.phase === 'loss' && rto.timeouts > 1;
	if (
		cc.phase === 'open' ||
		cc.phase === 'disorder' ||
		le(cc.recover, tcb.snd.una) ||
		(cc.phase === 'loss' && !again)
	) {
		undo.ssthresh = rememberedThreshold(tcb);
		undo.cwnd = cc.cwnd;
		cc.ssthresh = ssthreshAfterLoss(tcb, flightOf(tcb), now);
		afterTimeout(tcb, now);
		startUndo(tcb);
	}

	cc.cwnd = (segmentsInFlight(tcb) + 1) * tcb.snd.mss;
	cc.acked = 0;
	cc.dupAcks = 0;
	if (wasCalm && overtaken) tcb.rack.reordering = Math.min(tcb.rack.reordering, tcb.config.dupThresh);
	cc.phase = 'loss';
	cc.recover = tcb.snd.nxt;
	tcb.tlp.end = null;
	tcb.frto = tcb.config.frto && (wasCalm || rto.timeouts > 1) ? 'asked' : 'off';
	applied('cc-timeout', out, {ssthresh: cc.ssthresh});
}
