/**
 * The window that Linux offers: smaller than the buffer at first, larger with every segment that uses its memory well,
 * in steps of the scale, and never taken back. Stands in for receive-window.ts where 'moderated-window' is on.
 *
 *     offered = min(free memory as text, limit, clamp)      limit grows by two segments for each that came
 *
 * Left out: tcp_shrink_window, memory pressure, TCP_WINDOW_CLAMP.
 */

import type {Effect} from '../state/effect.js';
import {applied} from '../state/report.js';
import {distance} from '../state/seq.js';
import type {Tcb} from '../state/tcb.js';
import {largestWindow} from '../state/window-scale.js';
import {advertisedMss, freeSpace, fullSpace, memoryOf, textIn} from './receive-memory.js';

/** Segments of the largest first window that the buffer's measuring starts from (RFC 6928's ten). */
const FIRST_SEGMENTS = 10;
/** A shorter segment says nothing about how well memory is used. Octets. */
const LEAST_TO_GROW = 128;
/** Half of the smallest receive buffer: no clamp is smaller. Octets. */
const LEAST_CLAMP = 1_152;

/** The window of our SYN: whole segments of what the empty buffer may hold. */
export function firstWindow(tcb: Tcb): void {
	const {moderation, memory, config} = tcb;
	const mss = advertisedMss(tcb);
	memory.size = config.receiveMemory.first;
	const space = fullSpace(tcb);
	const window = space > mss ? Math.floor(space / mss) * mss : space;
	moderation.clamp = config.receiveMemory.fixed ? space : 65_535 * 2 ** 14;
	moderation.offered = window;
	moderation.limit = window;
	// A SYN's window is not scaled: more cannot be told yet.
	tcb.rcv.wnd = Math.min(window, 65_535);
}

/** The handshake is over: of the buffer one segment is kept back. */
export function settleWindow(tcb: Tcb): void {
	const {moderation, rcv} = tcb;
	const mss = advertisedMss(tcb);
	const most = fullSpace(tcb);
	moderation.clamp = Math.min(moderation.clamp, largestWindow(tcb), most);
	if (moderation.clamp > 2 * mss && moderation.clamp + mss > most) {
		moderation.clamp = Math.max(2 * mss, most - mss);
	}

	moderation.limit = Math.min(moderation.limit, moderation.clamp);
	moderation.space = Math.min(moderation.limit, moderation.offered, FIRST_SEGMENTS * mss);
	// What was offered in the SYN counts from here, though whoever opened has acknowledged nothing yet.
	tcb.ack.sent = rcv.nxt;
	moderation.readFrom = rcv.nxt;
	moderation.readSince = moderation.clock;
}

/** A segment longer than any before: it tells how much of the buffer's memory becomes text. */
export function learnRatio(tcb: Tcb, octets: number): void {
	const {memory, moderation} = tcb;
	const ratio = Math.max(1, Math.floor((octets * 256) / memoryOf(tcb, octets)));
	if (ratio === memory.ratio) return;
	memory.ratio = ratio;
	setClamp(tcb, fullSpace(tcb));
	moderation.space = Math.min(moderation.space, moderation.clamp);
}

/** A larger clamp lets the limit follow to what was told; a smaller one takes it down. */
export function setClamp(tcb: Tcb, octets: number): void {
	const {moderation} = tcb;
	const clamp = Math.max(LEAST_CLAMP, octets);
	if (clamp < moderation.clamp) moderation.limit = Math.min(moderation.limit, clamp);
	else if (clamp > moderation.clamp) {
		moderation.limit = Math.max(moderation.limit, Math.min(moderation.offered, clamp));
	}

	moderation.clamp = clamp;
}

/** A segment has come whose like would fit the buffer well: two more may be offered. */
export function growLimit(tcb: Tcb, octets: number, out: Effect[]): void {
	const {moderation, rhythm} = tcb;
	if (octets < LEAST_TO_GROW) return;
	const room = Math.min(moderation.clamp, freeSpace(tcb)) - moderation.limit;
	if (room <= 0) return;
	const step = growthFor(tcb, octets);
	if (step === 0) return;
	moderation.limit += Math.min(room, Math.max(step, 2 * octets));
	// While the window grows the sender is told at once.
	rhythm.quick |= 1;
	applied('window-may-grow', out, {octets: moderation.limit});
}

/** The fuller its memory, the larger the window up to which such a segment lets it grow. */
function growthFor(tcb: Tcb, octets: number): number {
	let asText = textIn(tcb, memoryOf(tcb, octets));
	if (asText <= octets) return 2 * advertisedMss(tcb);
	asText >>= 1;
	let upTo = textIn(tcb, tcb.config.receiveMemory.most) >> 1;
	while (tcb.moderation.limit <= upTo) {
		if (asText <= octets) return 2 * tcb.rhythm.fullSize;
		asText >>= 1;
		upTo >>= 1;
	}

	return 0;
}

/** What could be offered now, whatever was told before; 0 where the room is too small for a segment. Octets. */
export function offer(tcb: Tcb): number {
	const {moderation, rhythm, rcv} = tcb;
	const all = fullSpace(tcb);
	const full = Math.min(moderation.clamp, all);
	const segment = Math.min(rhythm.fullSize, full);
	if (segment <= 0) return 0;
	const unit = 1 << rcv.wscale;
	let free = freeSpace(tcb);
	if (free < full >> 1) {
		rhythm.quick = 0;
		free = Math.floor(free / unit) * unit;
		if (free < all >> 4 || free < segment) return 0;
	}

	free = Math.min(free, moderation.limit);
	if (unit > 1) return Math.ceil(free / unit) * unit;
	const {offered: last} = moderation;
	if (last <= free - segment || last > free) return Math.floor(free / segment) * segment;
	return segment === full && free > last + (full >> 1) ? free : last;
}

/** Sets RCV.WND for a segment that goes now (SHLD-14: never to the left, but where text found no memory). */
export function chooseWindow(tcb: Tcb, out: Effect[]): void {
	const {moderation, memory, rcv} = tcb;
	const before = leftOfOffer(tcb);
	const now = offer(tcb);
	const unit = 1 << rcv.wscale;
	const chosen = memory.refused ? 0 : now < before ? Math.ceil(before / unit) * unit : now;
	if (chosen === 0 && moderation.offered > 0) applied('window-shuts', out);
	memory.refused = false;
	moderation.offered = chosen;
	rcv.wnd = Math.min(chosen, largestWindow(tcb));
}

/** The program's reading has opened the window to twice of what the peer knows, at least: worth an ACK of its own. */
export function worthTelling(tcb: Tcb): boolean {
	const left = leftOfOffer(tcb);
	if (2 * left > tcb.moderation.clamp) return false;
	const now = offer(tcb);
	return now > 0 && now >= 2 * left;
}

/** What is left of the last offer; without scaling that may be more than the header's field could tell. */
const leftOfOffer = (tcb: Tcb): number => Math.max(0, tcb.moderation.offered - unacknowledged(tcb));

/** SO_RCVBUF was set on an open connection: the clamp follows, and from then on nothing else moves it. */
export function resizeBuffer(tcb: Tcb): void {
	const {first, fixed} = tcb.config.receiveMemory;
	if (!fixed || first === tcb.memory.size) return;
	tcb.memory.size = first;
	setClamp(tcb, fullSpace(tcb));
}

/** Octets that came since the last ACK. */
export const unacknowledged = (tcb: Tcb): number => distance(tcb.ack.sent, tcb.rcv.nxt);
