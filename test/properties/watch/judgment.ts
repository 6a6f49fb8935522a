/** RFC 9293's own tests of an arriving segment, written here once more, so that the engine's are held against them. */

import {
	distance,
	end,
	eq,
	inWindow,
	isSynchronized,
	le,
	length,
	lt,
	plus,
	type Segment,
	type Seq,
	type Tcb,
} from '../../../src/tcp/index.js';

/** Table 6. */
export function isAcceptable({rcv}: Tcb, seg: Segment): boolean {
	const {nxt, wnd} = rcv;
	const size = length(seg);
	if (size === 0) return wnd === 0 ? eq(seg.seq, nxt) : inWindow(seg.seq, nxt, wnd);
	return wnd > 0 && (inWindow(seg.seq, nxt, wnd) || inWindow(plus(seg.seq, size - 1), nxt, wnd));
}

/**
 * What lies outside the window by Table 6 and is looked at all the same (§3.10.7.4 first, A.2): ACKs into a shut window,
 * an ACK one below where both ends probed, a FIN repeated in TIME-WAIT, the other half of a simultaneous open.
 */
export function isAllowedFor(tcb: Tcb, seg: Segment): boolean {
	const {rcv, state} = tcb;
	if (seg.syn) {
		const opening = tcb.retransmissions[0]?.syn === true && tcb.openedBy === 'active';
		return opening && seg.ack !== null && eq(seg.seq, tcb.irs);
	}

	if (rcv.wnd === 0 && eq(seg.seq, rcv.nxt)) return true;
	// Linux's tcp_sequence: who has filled the window stands at its edge.
	const atEdge = length(seg) === 0 && !seg.rst && eq(seg.seq, plus(rcv.nxt, rcv.wnd));
	if (atEdge && tcb.config.behaviours['looks-at-edge']) return true;
	if (length(seg) === 0 && eq(plus(seg.seq, 1), rcv.nxt)) return seg.ack !== null && lt(tcb.snd.una, seg.ack);
	return state === 'TIME-WAIT' && seg.fin && eq(end(seg), rcv.nxt);
}

/** Outside the window, in a state in which that is the end of it. */
export const isOutside = (tcb: Tcb, seg: Segment): boolean =>
	isSynchronized(tcb) && !isAcceptable(tcb, seg) && !isAllowedFor(tcb, seg);

/** RFC 5961 §5: an ACK of what was never sent, or of so long ago that no honest peer says it. */
export function isBadAck({snd}: Tcb, ack: Seq): boolean {
	return lt(snd.max, ack) || distance(ack, snd.una) > snd.maxWnd;
}

/** RFC 5681 §2: text is out, the segment has none, nor SYN nor FIN, its ACK is SND.UNA, its window what we have. */
export const isDuplicateAck = ({snd, retransmissions}: Tcb, seg: Segment, wnd: number): boolean =>
	retransmissions.length > 0 &&
	seg.text.length === 0 &&
	!seg.syn &&
	!seg.fin &&
	seg.ack !== null &&
	eq(seg.ack, snd.una) &&
	wnd === snd.wnd;

/** What of the segment's text is new and lies in the window: where it starts, and how much there is. */
export function newText({rcv}: Tcb, seg: Segment): {readonly seq: Seq; readonly length: number} {
	const start = seg.syn ? plus(seg.seq, 1) : seg.seq;
	const from = lt(start, rcv.nxt) ? rcv.nxt : start;
	const edge = plus(rcv.nxt, rcv.wnd);
	const stop = plus(start, seg.text.length);
	const to = lt(edge, stop) ? edge : stop;
	return {seq: from, length: le(to, from) ? 0 : distance(from, to)};
}

/** What a segment may not touch when it is not taken, by name; what is different, if anything is. */
export function difference(before: Tcb, after: Tcb): string | null {
	for (const name of ['una', 'wnd', 'wl1', 'wl2'] as const) {
		if (before.snd[name] !== after.snd[name]) return `snd.${name}`;
	}

	// What waited to go in a larger burst may go with any event.
	const sends = before.config.behaviours.bursts && lt(before.snd.nxt, after.snd.nxt);
	if (!sends && before.snd.nxt !== after.snd.nxt) return 'snd.nxt';

	if (before.state !== after.state) return `state, ${after.state}`;
	if (before.rcv.nxt !== after.rcv.nxt) return 'rcv.nxt';
	// Linux chooses its window anew with each segment that it sends; the right edge is property 8's.
	if (before.rcv.wnd !== after.rcv.wnd && !before.config.behaviours['moderated-window']) return 'rcv.wnd';
	if (before.cc.cwnd !== after.cc.cwnd) return 'cwnd';
	if (before.cc.ssthresh !== after.cc.ssthresh) return 'ssthresh';
	if (before.rto.rto !== after.rto.rto) return 'RTO';
	if (before.rto.srtt !== after.rto.srtt) return 'SRTT';
	if (before.unread.length !== after.unread.length) return 'the text that waits for the program';
	if (!sends && before.unsent.length !== after.unsent.length) return 'the text that waits to be sent';
	if (!sends && before.retransmissions.length !== after.retransmissions.length) return 'the retransmission queue';
	return before.outOfOrder.length === after.outOfOrder.length ? null : 'the text that waits for a gap';
}
