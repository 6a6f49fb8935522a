/**
 * Text in order, RFC 9293 §3.10.7.4 seventh, and what waits until it is (SHLD-31).
 *
 * `outOfOrder` is sorted and without overlaps; where two segments claim the same octets, the first received win.
 */

import {end, type Segment} from '../state/segment.js';
import {distance, eq, later, le, plus, type Seq} from '../state/seq.js';
import type {Held, Tcb} from '../state/tcb.js';

/** A segment's text and FIN cut to the receive window (first check: "only the new parts"). The segment itself if it fits. */
export function newPart(tcb: Tcb, seg: Segment): Held {
	const {nxt, wnd} = tcb.rcv;
	if (!seg.syn && le(nxt, seg.seq) && distance(nxt, end(seg)) <= wnd) return seg;
	const start = seg.syn ? plus(seg.seq, 1) : seg.seq;
	const old = Math.max(0, distance(start, nxt));
	const room = distance(start, nxt) + wnd;
	const fin = seg.fin && inside(plus(start, seg.text.length), nxt, wnd);
	return {seq: old === 0 ? start : nxt, text: seg.text.subarray(old, Math.max(old, room)), psh: seg.psh, fin};
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
	let index = placeOf(part.seq, queue);
	const before = queue[index - 1];
	let rest = before === undefined ? part : after(part, before);
	while (rest !== null) {
		const next = queue[index];
		if (next === undefined || le(finished(rest), next.seq)) {
			place(queue, index, rest);
			return;
		}

		const gap = distance(rest.seq, next.seq);
		if (gap > 0) {
			queue.splice(index, 0, {seq: rest.seq, text: rest.text.subarray(0, gap), psh: rest.psh, fin: false});
			index++;
		}

		rest = after(rest, next);
		index++;
	}
}

/**
 * Parts that lie side by side are gathered while they are this short together, octets: else a window of single octets in
 * reverse would make as many places, each moved by all that come later (CVE-2018-5390).
 */
const SHORT = 64;

function place(queue: Held[], index: number, {seq, text, psh, fin}: Held): void {
	const before = queue[index - 1];
	const next = queue[index];
	if (before !== undefined && !before.fin && isShort(before, text) && eq(endOf(before), seq))
		queue[index - 1] = {seq: before.seq, text: joined(before.text, text), psh: before.psh || psh, fin};
	else if (next !== undefined && !fin && isShort(next, text) && eq(plus(seq, text.length), next.seq))
		queue[index] = {seq, text: joined(text, next.text), psh: psh || next.psh, fin: next.fin};
	else if (next === undefined) queue.push({seq, text, psh, fin});
	else queue.splice(index, 0, {seq, text, psh, fin});
}

const isShort = (held: Held, text: Uint8Array): boolean => held.text.length + text.length <= SHORT;

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
	const both = new Uint8Array(first.length + second.length);
	both.set(first);
	both.set(second, first.length);
	return both;
}

/** How many parts start at or before `seq`. Most belong at the end: one segment is lost, and the rest comes in order. */
function placeOf(seq: Seq, queue: readonly Held[]): number {
	let from = 0;
	let to = queue.length;
	if (to > 0 && le((queue[to - 1] as Held).seq, seq)) return to;
	while (from < to) {
		const middle = (from + to) >> 1;
		if (le((queue[middle] as Held).seq, seq)) from = middle + 1;
		else to = middle;
	}

	return from;
}

/** The first stretch between two numbers that is held already, its FIN too; null: none is. */
export function heldAlready(queue: readonly Held[], from: Seq, to: Seq): readonly [Seq, Seq] | null {
	let found: readonly [Seq, Seq] | null = null;
	for (let index = Math.max(0, placeOf(from, queue) - 1); index < queue.length; index++) {
		const held = queue[index] as Held;
		if (le(to, held.seq)) break;
		const left = later(held.seq, from);
		const right = le(finished(held), to) ? finished(held) : to;
		if (le(right, left)) continue;
		if (found === null) found = [left, right];
		else if (eq(found[1], left)) found = [found[0], right];
		else break;
	}

	return found;
}

/** One past a part's last octet; a FIN is one more. */
const endOf = (part: Held): Seq => plus(part.seq, part.text.length);
export const finished = (part: Held): Seq => plus(part.seq, part.text.length + (part.fin ? 1 : 0));

/** What of `part` lies behind `first`; null when nothing does. Behind a FIN there is nothing. */
function after(part: Held, first: Held): Held | null {
	const cut = distance(part.seq, endOf(first));
	if (cut <= 0 && !first.fin) return part;
	if (first.fin || cut > part.text.length || (cut === part.text.length && !part.fin)) return null;
	return {seq: plus(part.seq, cut), text: part.text.subarray(cut), psh: part.psh, fin: part.fin};
}

/** Takes the parts that follow on RCV.NXT without a gap. */
export function takeInOrder(tcb: Tcb): readonly Held[] {
	const queue = tcb.outOfOrder;
	let next = tcb.rcv.nxt;
	let count = 0;
	for (; count < queue.length; count++) {
		const held = queue[count] as Held;
		if (!eq(held.seq, next)) break;
		next = endOf(held);
	}

	return count === 0 ? NOTHING : queue.splice(0, count);
}

const NOTHING: readonly Held[] = [];
