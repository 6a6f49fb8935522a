/** Taking responsibility for what is in order: text (seventh) and FIN (eighth) of RFC 9293 §3.10.7.4. */

import {growForHeld, measureRound} from './buffers/autotuning.js';
import {growLimit} from './buffers/moderated-window.js';
import {releaseHeld, store, storeHeld} from './buffers/receive-memory.js';
import {finished, insert, takeInOrder} from './options/reassembly.js';
import {dropBlocks, heldTwice, holdBlock, keepLastBlock} from './options/sack-blocks.js';
import {hearFin, hearHeld, hearText} from './quick-ack.js';
import type {Effect} from './state/effect.js';
import {append} from './state/octets.js';
import {applied, enter, signal} from './state/report.js';
import type {Micros} from './state/segment.js';
import {distance, lt, plus, type Seq, unsigned} from './state/seq.js';
import {finTaken, type Held, type Tcb} from './state/tcb.js';
import {enterTimeWait} from './time-wait.js';
import {oweAck} from './transmit.js';

/** Takes text that starts at RCV.NXT, and what was held behind it; then an ACK is owed, now or soon. */
export function takeText(tcb: Tcb, part: Held, now: Micros, out: Effect[]): void {
	const gapWasOpen = tcb.outOfOrder.length > 0;
	const before = tcb.rcv.nxt;
	// Where octets are held already those win over a later segment's (known trouble: overlaps that differ).
	if (gapWasOpen) {
		heldTwice(tcb, part.seq, plus(part.seq, part.text.length), out);
		const {seq, text, psh} = part;
		keep(tcb, {seq, text, psh, fin: false});
	} else deliver(tcb, part.text);
	takeHeld(tcb, before, gapWasOpen, now, out, part);
}

/** Text ahead of RCV.NXT: an ACK says what is missing, at once (RFC 5681 §4.2), or when Linux's receiver has thought about it. */
export function holdText(tcb: Tcb, part: Held, out: Effect[]): void {
	const {behaviours} = tcb.config;
	applied('text-held', out);
	if (behaviours['quick-acks']) hearHeld(tcb, part);
	else oweAck(tcb, 'text-held');
	// Without SACK the window stands still: it is what makes an ACK a duplicate.
	if (behaviours['moderated-window'] && tcb.agreed.sack) growLimit(tcb, part.text.length, out);
	holdApart(tcb, part, out);
	if (behaviours['moderated-window']) growForHeld(tcb, out);
	if (tcb.ack.owed === 'no') tcb.ack.owed = 'delayed';
}

/** Text or a FIN waits apart, and is told of. */
export function holdApart(tcb: Tcb, part: Held, out: Effect[]): void {
	const {seq} = part;
	const next = finished(part);
	heldTwice(tcb, seq, next, out);
	keep(tcb, part);
	holdBlock(tcb, seq, next);
}

function keep(tcb: Tcb, part: Held): void {
	insert(tcb.outOfOrder, part);
	if (tcb.config.behaviours['moderated-window']) storeHeld(tcb, part.text.length);
}

/** The buffer's memory is used up by short segments: the window is taken back, for nothing of it could be kept. */
export function overflow(tcb: Tcb, part: Held, out: Effect[]): 'stop' {
	applied('buffer-overflows', out, {used: tcb.memory.used, size: tcb.memory.size});
	if (lt(tcb.rcv.nxt, part.seq)) return 'stop';
	tcb.memory.refused = true;
	oweAck(tcb, 'buffer-overflows');
	return 'stop';
}

/** What came with the SYN. */
export function takeHeldText(tcb: Tcb, now: Micros, out: Effect[]): void {
	if (tcb.outOfOrder.length > 0) takeHeld(tcb, tcb.rcv.nxt, false, now, out);
}

/** Delivers what is in order now, tells what was taken since `before`, and goes over a FIN that stands next. */
function takeHeld(
	tcb: Tcb,
	before: Seq,
	gapWasOpen: boolean,
	now: Micros,
	out: Effect[],
	part: Held | null = null,
): void {
	let finReached = false;
	for (const held of takeInOrder(tcb)) {
		if (tcb.config.behaviours['moderated-window']) releaseHeld(tcb, held.text.length);
		deliver(tcb, held.text);
		finReached = held.fin;
	}

	if (finReached) keepLastBlock(tcb);
	dropBlocks(tcb);

	const octets = distance(before, tcb.rcv.nxt);
	if (octets > 0) {
		applied('text-accepted', out, {octets, nxt: unsigned(plus(tcb.rcv.nxt, -unsigned(tcb.irs)))});
		signal('text arrived', out);
		if (part !== null) hear(tcb, part, now, out);
		oweForText(tcb, gapWasOpen, octets, out);
	}

	if (finReached) takeFin(tcb, now, out);
}

/** What Linux learns from a segment's text: the peer's segments, its rhythm, the round trip, how its window may grow. */
function hear(tcb: Tcb, part: Held, now: Micros, out: Effect[]): void {
	const {behaviours} = tcb.config;
	tcb.moderation.clock = now;
	if (behaviours['quick-acks']) hearText(tcb, part, now);
	if (!behaviours['moderated-window']) return;
	measureRound(tcb, now);
	growLimit(tcb, part.text.length, out);
}

/**
 * §3.8.6.3: at once for a gap filled (RFC 5681 §4.2) and for 2 * RMSS octets, else soon. The peer may not reach our
 * RMSS; what we can send tells of the same path, so the smaller of the two is what counts as full.
 */
function oweForText(tcb: Tcb, gapWasOpen: boolean, octets: number, out: Effect[]): void {
	const {ack} = tcb;
	ack.octets += octets;
	if (tcb.config.behaviours['quick-acks']) {
		// When it goes is thought about when it is known whether text of ours takes it along.
		if (gapWasOpen && tcb.outOfOrder.length === 0) oweAck(tcb, 'text-fills-gap');
		else if (ack.owed === 'no') ack.owed = 'delayed';
	} else if (gapWasOpen) {
		applied('text-fills-gap', out);
		oweAck(tcb, 'text-fills-gap');
	} else if (ack.octets >= 2 * Math.min(tcb.config.mss, tcb.snd.mss)) {
		applied('ack-every-second', out);
		oweAck(tcb, 'ack-every-second');
	} else if (ack.owed === 'no') ack.owed = 'delayed';
}

function deliver(tcb: Tcb, text: Uint8Array): void {
	append(tcb.unread, text);
	if (tcb.config.behaviours['moderated-window'] && text.length > 0) store(tcb, text.length);
	tcb.rcv.nxt = plus(tcb.rcv.nxt, text.length);
	// The right edge stands still; the user's reading moves it (§3.8.6.2.2).
	tcb.rcv.wnd -= text.length;
}

/** The number of the octet that the user will read next. */
export const consumed = (tcb: Tcb): Seq => plus(tcb.rcv.nxt, -tcb.unread.length - (finTaken(tcb) ? 1 : 0));

/** Goes over the peer's FIN, which must stand at RCV.NXT, acknowledges it, and moves on by state. */
export function takeFin(tcb: Tcb, now: Micros, out: Effect[]): void {
	tcb.rcv.nxt = plus(tcb.rcv.nxt, 1);
	// It lay in the window, so this stays at zero or above, and the right edge where it was.
	tcb.rcv.wnd--;
	tcb.outOfOrder = [];
	dropBlocks(tcb);
	applied('fin-taken', out);
	signal('connection closing', out);
	const {state} = tcb;
	// Only where our own FIN may still come: later nothing can carry the ACK.
	if (finAckMayWait(tcb) && state === 'ESTABLISHED' && tcb.ack.owed !== 'now') {
		tcb.ack.owed = 'delayed';
		hearFin(tcb);
	} else oweAck(tcb, 'fin-taken');
	switch (state) {
		case 'ESTABLISHED':
			applied('fin-to-close-wait', out, {state});
			enter(tcb, 'CLOSE-WAIT', out);
			return;
		case 'FIN-WAIT-1':
			// Had our FIN been acknowledged in this segment, the fifth check would have entered FIN-WAIT-2.
			applied('fin-to-closing', out);
			enter(tcb, 'CLOSING', out);
			return;
		case 'FIN-WAIT-2':
			applied('fin-to-time-wait', out, {state});
			enterTimeWait(tcb, now, out);
			return;
		default:
	}
}

const finAckMayWait = ({config}: Tcb): boolean => config.delayedFinAck || config.behaviours['delayed-fin-ack'];
