/**
 * Text in order, RFC 9293 §3.10.7.4 seventh, and what waits until it is (SHLD-31).
 *
 * `outOfOrder` is sorted and without overlaps; where two segments claim the same octets, the first received win.
 */

import type {Segment} from './segment.js';
import {distance, le, lt, plus, type Seq} from './seq.js';
import type {Held, Tcb} from './tcb.js';

/** A segment's text and FIN cut to the receive window (first check: "only the new parts"). */
export function newPart(tcb: Tcb, seg: Segment): Held {
	const start = seg.syn ? plus(seg.seq, 1) : seg.seq;
	const {nxt, wnd} = tcb.rcv;
	const old = Math.max(0, distance(start, nxt));
	const room = distance(start, nxt) + wnd;
	const text = old === 0 && seg.text.length <= room ? seg.text : seg.text.subarray(old, Math.max(old, room));
	const finInside = seg.fin && inside(plus(start, seg.text.length), nxt, wnd);
	return {seq: old === 0 ? start : nxt, text, psh: seg.psh, fin: finInside};
}

const inside = (point: Seq, nxt: Seq, wnd: number): boolean => {
	const ahead = distance(nxt, point);
	return ahead >= 0 && ahead < wnd;
};

/** Keeps a segment's text and FIN until what is before them has come. Without either, nothing is kept. */
export function hold(tcb: Tcb, seg: Segment): void {
	const part = newPart(tcb, seg);
	if (part.text.length > 0 || part.fin) insert(tcb.outOfOrder, part);
}

/** Puts a part into its place, without the octets that are there already. */
export function insert(queue: Held[], part: Held): void {
	// Most parts belong at the end: what is lost is one segment, and the rest comes in order.
	let index = queue.length;
	while (index > 0 && lt(part.seq, (queue[index - 1] as Held).seq)) index--;
	const before = queue[index - 1];
	let rest = before === undefined ? part : after(part, endOf(before));
	while (rest !== null) {
		const next = queue[index];
		if (next === undefined || le(finished(rest), next.seq)) {
			queue.splice(index, 0, rest);
			return;
		}

		const gap = distance(rest.seq, next.seq);
		if (gap > 0) {
			queue.splice(index, 0, {...rest, text: rest.text.subarray(0, gap), fin: false});
			index++;
		}

		rest = after(rest, endOf(next));
		index++;
	}
}

/** One past a part's last octet; a FIN is one more. */
const endOf = (part: Held): Seq => plus(part.seq, part.text.length);
const finished = (part: Held): Seq => plus(part.seq, part.text.length + (part.fin ? 1 : 0));

/** What of `part` lies at or after `from`; null when nothing does. */
function after(part: Held, from: Seq): Held | null {
	const cut = distance(part.seq, from);
	if (cut <= 0) return part;
	if (cut < part.text.length) return {...part, seq: from, text: part.text.subarray(cut)};
	return part.fin && cut === part.text.length ? {...part, seq: from, text: part.text.subarray(cut)} : null;
}

/** Takes the first held part if it starts at RCV.NXT. */
export function nextInOrder(tcb: Tcb): Held | null {
	const first = tcb.outOfOrder[0];
	if (first === undefined || distance(tcb.rcv.nxt, first.seq) > 0) return null;
	tcb.outOfOrder.shift();
	return after(first, tcb.rcv.nxt) ?? nextInOrder(tcb);
}
