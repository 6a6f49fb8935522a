/**
 * The retransmission queue, RFC 9293 §3.8.1. SYN and FIN stand in it like text, because like text they take sequence
 * numbers; what starts its timer is RFC 6298 §5.1.
 */

import {burstSize} from './buffers/burst.js';
import {isReducing} from './congestion/prr.js';
import {startRetransmissionTimer} from './loss/retransmission-timer.js';
import {sackSize} from './options/sack-blocks.js';
import {userTimeoutOf} from './options/user-timeout-option.js';
import type {Effect} from './state/effect.js';
import {segmentsInFlight, windowInSegments} from './state/flight.js';
import {applied, enter, setTimer} from './state/report.js';
import type {RuleId} from './state/rules.js';
import {type Micros, NO_TEXT} from './state/segment.js';
import {marked, sentAgain} from './state/sent.js';
import {distance, later, lt, plus, type Seq} from './state/seq.js';
import type {Sent, Tcb} from './state/tcb.js';
import {transmit} from './transmit.js';

/** `<SEQ=ISS><CTL=SYN>`, or with ACK where a SYN has come. Sets SND.UNA and SND.NXT. */
export function sendSyn(tcb: Tcb, why: RuleId, now: Micros, out: Effect[], text: Uint8Array = NO_TEXT): void {
	tcb.snd.una = tcb.iss;
	tcb.snd.nxt = tcb.iss;
	tcb.snd.up = tcb.iss;
	tcb.snd.short = tcb.iss;
	tcb.sendMemory.pushed = plus(tcb.iss, 1);
	enqueue(tcb, {syn: true, fin: false, psh: false, text}, why, now, out);
}

/**
 * The same SYN once more, with an ACK. It gives no round-trip sample then (Karn).
 *
 * @param again - false in a simultaneous open, where it is the first SYN,ACK; true for a peer who lost that
 */
export function resendSyn(tcb: Tcb, why: RuleId, again: boolean, now: Micros, out: Effect[]): void {
	tcb.rto.timing = null;
	const syn = tcb.retransmissions[0];
	if (again && syn?.syn) tcb.retransmissions[0] = {...syn, timesSent: syn.timesSent + 1};
	transmit(tcb, {seq: tcb.iss, syn: true}, why, again, now, out);
}

/** Sends something new that takes sequence numbers, and remembers it until it is acknowledged. */
export function enqueue(
	tcb: Tcb,
	what: {
		syn: boolean;
		fin: boolean;
		psh: boolean;
		endsBurst?: boolean;
		burst?: number;
		ends?: boolean;
		text: Uint8Array;
	},
	why: RuleId,
	now: Micros,
	out: Effect[],
): void {
	const {snd, rto} = tcb;
	const {syn, fin, psh, text} = what;
	const seq = snd.nxt;
	// A zero-window probe has carried its first octet already: its ACK may be of either (Karn).
	const probed = lt(snd.nxt, snd.max) && !syn;
	const sent: Sent = {
		seq,
		syn,
		fin,
		psh,
		text,
		sentAt: now,
		firstSentAt: now,
		timesSent: probed ? 2 : 1,
		order: ++tcb.board.sent,
		sacked: false,
		lost: false,
		resent: false,
		burst: what.burst ?? tcb.board.sent,
		ends: what.ends ?? false,
	};
	tcb.retransmissions.push(sent);
	snd.nxt = plus(seq, text.length + (syn ? 1 : 0) + (fin ? 1 : 0));
	snd.max = later(snd.max, snd.nxt);
	if (syn) snd.max = snd.nxt;
	if (isReducing(tcb)) tcb.prr.out++;
	// What ends a burst says so once: sent again alone, it ends none.
	transmit(tcb, {seq, syn, fin, psh: psh || what.endsBurst === true, text}, why, false, now, out);
	tcb.lastSentAt = now;
	if (rto.timing === null && !probed) {
		rto.timing = snd.nxt;
		rto.timedAt = now;
	}

	// A queue that was empty had no clock; else one runs, and RACK's may be another than this.
	if (tcb.retransmissions.length === 1) startRetransmissionTimer(tcb, now, out);
	const userTimeout = userTimeoutOf(tcb);
	if (userTimeout !== null && tcb.timers.user === null) setTimer(tcb, 'user', now + userTimeout, out);
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

/**
 * Sends the queue's `index`-th segment again. It gives no round-trip sample then (Karn).
 *
 * @param burst - what it goes together with, and whether it is the last of that
 */
export function resendAt(tcb: Tcb, index: number, why: RuleId, now: Micros, out: Effect[], burst: Burst = ALONE): void {
	const {undo, board} = tcb;
	if (tcb.config.behaviours.rack) {
		split(tcb, index);
		gather(tcb, index);
	}

	const sent = tcb.retransmissions[index] as Sent;
	if (!sent.resent) board.again++;
	board.resends++;
	undo.again = Math.max(0, undo.again) + 1;
	undo.resentAt ??= now;
	tcb.retransmissions[index] = marked(sent, {sacked: sent.sacked, lost: sent.lost, resent: true});
	sendOnceMore(tcb, index, why, now, out, burst);
}

/** `number`: of the first that goes in it; null: of this one. */
type Burst = {readonly number: number | null; readonly ends: boolean};
const ALONE: Burst = {number: null, ends: false};

/** Sends the newest segment again, which nothing says is lost: a tail loss probe, which no undoing asks for. */
export function resendAsProbe(tcb: Tcb, now: Micros, out: Effect[]): void {
	tcb.board.resends++;
	sendOnceMore(tcb, tcb.retransmissions.length - 1, 'tail-loss-probe', now, out, ALONE);
}

function sendOnceMore(tcb: Tcb, index: number, why: RuleId, now: Micros, out: Effect[], burst: Burst): void {
	const sent = tcb.retransmissions[index] as Sent;
	const order = ++tcb.board.sent;
	tcb.retransmissions[index] = sentAgain(sent, now, order, burst.number ?? order);
	const {seq, syn, fin, text} = sent;
	transmit(tcb, {seq, syn, fin, psh: sent.psh || burst.ends, text}, why, true, now, out);
	tcb.lastSentAt = now;
	// The switch shows why Karn: the sample then runs from the last sending, whichever one is acknowledged.
	if (tcb.config.switches['no-karn']) tcb.rto.timedAt = now;
	else tcb.rto.timing = null;
}

/** Cuts what has become too long for one segment: SACK blocks need room, or the path has become narrower. */
function split(tcb: Tcb, index: number): void {
	const {retransmissions: queue, board} = tcb;
	const sent = queue[index] as Sent;
	const most = tcb.snd.mss - sackSize(tcb);
	if (sent.text.length <= most || sent.sacked) return;
	const rest = {...sent, seq: plus(sent.seq, most), text: sent.text.subarray(most)};
	queue.splice(index, 1, {...sent, text: sent.text.subarray(0, most), fin: false, psh: false, ends: false}, rest);
	if (sent.lost) board.lost++;
	if (sent.resent) board.again++;
}

/**
 * Linux fills a short segment that goes again with those behind it, as far as they fit (tcp_retrans_collapse): the peer
 * gets them with one header.
 */
function gather(tcb: Tcb, index: number): void {
	const {retransmissions: queue, snd, board} = tcb;
	const most = snd.mss - sackSize(tcb);
	let first = queue[index] as Sent;
	if (first.syn || first.fin || first.sacked || first.text.length >= most || isOfBurst(queue, index)) return;
	for (let next = queue[index + 1]; next !== undefined; next = queue[index + 1]) {
		if (next.sacked || first.fin || first.ends || isOfBurst(queue, index + 1)) return;
		if (first.text.length + next.text.length > most) return;
		if (distance(snd.una, next.seq) + next.text.length > snd.wnd) return;
		const text = new Uint8Array(first.text.length + next.text.length);
		text.set(first.text);
		text.set(next.text, first.text.length);
		if (next.lost) board.lost--;
		if (next.resent) board.again--;
		// Without SACK nothing tells which segments the duplicate ACKs were for: one fewer is there to be counted.
		if (!tcb.agreed.sack && board.sacked > 0) board.sacked--;
		first = {
			...first,
			text,
			fin: next.fin,
			psh: first.psh || next.psh,
			ends: next.ends,
			timesSent: Math.max(first.timesSent, next.timesSent),
		};
		queue.splice(index, 2, first);
	}
}

/** It went together with a neighbour that is still there: Linux has both in one record. */
const isOfBurst = (queue: readonly Sent[], index: number): boolean => {
	const burst = queue[index]?.burst;
	return queue[index - 1]?.burst === burst || queue[index + 1]?.burst === burst;
};

/** RACK: what was taken as lost is sent again, as cwnd lets it; what went together goes together again. */
export function resendMarked(tcb: Tcb, why: RuleId, now: Micros, out: Effect[]): void {
	const {board, snd, retransmissions: queue} = tcb;
	if (board.lost === 0) return;
	const most = burstSize(tcb) / snd.mss;
	let together = 0;
	let number: number | null = null;
	for (let index = 0; index < queue.length; index++) {
		if (segmentsInFlight(tcb) >= windowInSegments(tcb)) return;
		const sent = queue[index] as Sent;
		if (!sent.lost || sent.resent || sent.sacked) continue;
		// A window that shrank: only the oldest goes, as a probe.
		if (index > 0 && distance(snd.una, sent.seq) >= snd.wnd) return;
		together++;
		const goesOn = together < most && segmentsInFlight(tcb) + 1 < windowInSegments(tcb) && goesWith(tcb, index);
		resendAt(tcb, index, why, now, out, {number, ends: !goesOn && together > 1});
		number = goesOn ? (queue[index] as Sent).burst : null;
		if (!goesOn) together = 0;
		if (isReducing(tcb)) tcb.prr.out++;
		if (index === 0 && tcb.timers.reordering === null) startRetransmissionTimer(tcb, now, out);
	}
}

/** The next one went together with the `index`-th, and is to be sent again as well. */
function goesWith({retransmissions: queue, snd}: Tcb, index: number): boolean {
	const sent = queue[index] as Sent;
	const next = queue[index + 1];
	if (next === undefined || next.burst !== sent.burst || !next.lost || next.resent || next.sacked) return false;
	return distance(snd.una, next.seq) + next.text.length <= snd.wnd;
}
