/** The sender's scoreboard: what SACK reports of the retransmission queue (RFC 2018 §5, RFC 2883 §5). */

import type {Effect} from '../state/effect.js';
import {endOf, indexAt} from '../state/flight.js';
import type {News} from '../state/news.js';
import {applied} from '../state/report.js';
import type {Micros} from '../state/segment.js';
import {marked} from '../state/sent.js';
import {distance, eq, later, le, lt, type Seq} from '../state/seq.js';
import type {Sent, Tcb} from '../state/tcb.js';
import {advanceRack, noteOvertaken} from './rack.js';

type Block = readonly [Seq, Seq];

/** Marks what the blocks cover. Blocks that lie outside what is out are nothing (a forger's, or an old ACK's). */
export function takeSack(tcb: Tcb, blocks: readonly Block[], news: News, now: Micros, out: Effect[]): void {
	const {board} = tcb;
	const first = blocks[0];
	const dsack = first !== undefined && isDsack(tcb, first, blocks[1], news.ack) ? first : null;
	if (dsack !== null) takeDsack(tcb, dsack, news, out);
	for (const block of dsack === null ? blocks : blocks.slice(1)) {
		const [left, right] = block;
		if (!lt(left, right) || lt(left, tcb.snd.una) || lt(tcb.snd.nxt, right)) continue;
		markNew(tcb, block, news, now);
	}

	board.blocks = blocks;
	if (news.sacked > 0) applied('sack-reported', out, {count: news.sacked});
}

/** RFC 2883 §4: the first block lies below the ACK, or inside the second block. */
function isDsack(tcb: Tcb, [left, right]: Block, second: Block | undefined, ack: Seq): boolean {
	if (!lt(left, right) || distance(left, tcb.snd.nxt) > 2 ** 30) return false;
	if (lt(left, ack)) return true;
	return second !== undefined && le(second[0], left) && le(right, second[1]);
}

/** What was sent twice has arrived twice: that retransmission was needless. */
function takeDsack(tcb: Tcb, [left, right]: Block, news: News, out: Effect[]): void {
	const {undo, tlp, rack, board, retransmissions: queue} = tcb;
	news.dsack = true;
	news.dsackOfProbe = tlp.end !== null && tlp.resent && eq(right, tlp.end);
	applied('dsack-reported', out, {octets: distance(left, right)});
	// More reports than retransmissions: it was the network that doubled something.
	const segments = Math.max(1, Math.ceil(distance(left, right) / tcb.snd.mss));
	if (board.dsacked + segments > board.resends) return;
	board.dsacked += segments;
	if (!news.dsackOfProbe) rack.dsackSeen = true;
	if (undo.marker === null || undo.again <= 0) return;
	if (le(right, news.una)) {
		// What it reports is forgotten already: counted by its size.
		if (lt(undo.marker, right)) undo.again = Math.max(0, undo.again - segments);
		return;
	}

	for (let index = indexAt(queue, left); index < queue.length; index++) {
		const sent = queue[index] as Sent;
		if (lt(right, endOf(sent))) return;
		if (sent.timesSent === 1 || undo.again === 0) continue;
		undo.again--;
		if (!sent.resent) continue;
		board.again--;
		queue[index] = marked(sent, {sacked: sent.sacked, lost: sent.lost, resent: false});
	}
}

/** Marks a block without what the last ACK's blocks covered: they grow at one edge, and what stands is marked already. */
function markNew(tcb: Tcb, [left, right]: Block, news: News, now: Micros): void {
	let from = left;
	let to = right;
	for (const [knownLeft, knownRight] of tcb.board.blocks) {
		if (eq(from, knownLeft) && le(knownRight, to)) from = knownRight;
		else if (eq(to, knownRight) && le(from, knownLeft)) to = knownLeft;
	}

	const queue = tcb.retransmissions;
	let index = indexAt(queue, from);
	// An edge of what was known may lie within a segment, which was not covered then and is now.
	const before = queue[index - 1];
	if (before !== undefined && lt(from, endOf(before)) && le(left, before.seq)) index--;
	for (; index < queue.length; index++) {
		const sent = queue[index] as Sent;
		const end = endOf(sent);
		if (lt(right, end)) return;
		if (!sent.sacked) markSacked(tcb, index, sent, news, now);
		if (le(to, end)) return;
	}
}

function markSacked(tcb: Tcb, index: number, sent: Sent, news: News, now: Micros): void {
	const {board, cc} = tcb;
	const end = endOf(sent);
	advanceRack(tcb, sent, now);
	if (sent.timesSent === 1) {
		if (lt(sent.seq, news.highest)) noteOvertaken(news, sent.seq);
		if (le(end, cc.recover)) news.originalArrived = true;
		news.sackedSentAt ??= sent.sentAt;
	}

	if (sent.lost) board.lost--;
	if (sent.resent) board.again--;
	tcb.retransmissions[index] = marked(sent, {sacked: true, lost: false, resent: false});
	board.highest = board.sacked === 0 ? end : later(board.highest, end);
	board.sacked++;
	board.delivered++;
	news.sacked++;
	news.delivered++;
}

/** Takes one segment as lost; a retransmission of it that was out is lost too. @returns whether that is new */
export function markLost(tcb: Tcb, index: number): boolean {
	const {board, retransmissions: queue} = tcb;
	const sent = queue[index] as Sent;
	if (sent.sacked || (sent.lost && !sent.resent)) return false;
	if (!sent.lost) board.lost++;
	if (sent.resent) board.again--;
	board.losses++;
	queue[index] = marked(sent, {sacked: false, lost: true, resent: false});
	return true;
}

/** Nothing counts as lost any more. */
export function unmarkLost(tcb: Tcb): void {
	const {board, retransmissions: queue} = tcb;
	board.lost = 0;
	for (let index = 0; index < queue.length; index++) {
		const sent = queue[index] as Sent;
		if (sent.lost) queue[index] = marked(sent, {sacked: sent.sacked, lost: false, resent: sent.resent});
	}
}

/** Everything is as if sent once, and nothing known of it: a timeout in octets begins anew. */
export function forgetScore(tcb: Tcb): void {
	const {board, retransmissions: queue} = tcb;
	if (tcb.agreed.sack) forgetReports(tcb);
	board.lost = 0;
	board.again = 0;
	for (let index = 0; index < queue.length; index++) {
		const sent = queue[index] as Sent;
		if (sent.lost || sent.resent) queue[index] = marked(sent, {sacked: sent.sacked, lost: false, resent: false});
	}
}

/** RFC 2018 §8: the peer may have dropped what it reported, so a timeout trusts no report any more. */
export function forgetReports(tcb: Tcb): void {
	const {board, retransmissions: queue} = tcb;
	board.sacked = 0;
	board.blocks = [];
	for (let index = 0; index < queue.length; index++) {
		const sent = queue[index] as Sent;
		if (sent.sacked) queue[index] = marked(sent, {sacked: false, lost: sent.lost, resent: sent.resent});
	}
}

/** A segment leaves the queue, acknowledged for good. */
export function leave(tcb: Tcb, sent: Sent, news: News, now: Micros): void {
	const {board, cc} = tcb;
	const end = endOf(sent);
	news.acked++;
	if (sent.sacked) {
		if (tcb.agreed.sack) board.sacked--;
	} else {
		news.delivered++;
		board.delivered++;
		if (tcb.agreed.sack) advanceRack(tcb, sent, now);
	}

	if (sent.lost) board.lost--;
	if (sent.resent) board.again--;
	if (sent.timesSent > 1) {
		news.resentAcked = true;
		return;
	}

	if (sent.sacked) return;
	news.firstSentAt ??= sent.sentAt;
	news.lastSentAt = sent.sentAt;
	if (lt(sent.seq, news.highest)) noteOvertaken(news, sent.seq);
	if (le(end, cc.recover)) news.originalArrived = true;
}
