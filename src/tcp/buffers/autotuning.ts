/**
 * The receive buffer follows the program's reading (tcp_moderate_rcvbuf): what it read in the last round trip is what
 * the sender may want to have on the way in the next, twice, and more while it grows.
 */

import {echoedRoundTrip, ecrBefore} from '../options/timestamps.js';
import type {Effect} from '../state/effect.js';
import {applied} from '../state/report.js';
import {length, type Micros, type Segment} from '../state/segment.js';
import {distance, eq, lt, plus} from '../state/seq.js';
import type {Tcb} from '../state/tcb.js';
import {fullSpace, memoryFor} from './receive-memory.js';

/** A round trip is no longer than what a whole window takes to arrive: of these the shortest counts. */
export function measureRound(tcb: Tcb, now: Micros): void {
	const {moderation, rcv} = tcb;
	if (moderation.roundSince !== null) {
		if (lt(rcv.nxt, moderation.roundEnd)) return;
		const round = Math.max(1, now - moderation.roundSince);
		if (moderation.roundTrip === 0 || round < moderation.roundTrip) moderation.roundTrip = round;
	}

	moderation.roundEnd = plus(rcv.nxt, moderation.offered);
	moderation.roundSince = now;
}

/**
 * With timestamps a full segment tells a round trip: what passed since the ACK that it answers (tcp_rcv_rtt_measure_ts).
 * Longer ones are smoothed in, while the program keeps up.
 *
 * Call it before the segment's text is taken.
 */
export function measureEcho(tcb: Tcb, seg: Segment, now: Micros): void {
	const {moderation, rhythm} = tcb;
	const echo = seg.options.timestamps?.ecr ?? 0;
	if (!tcb.agreed.timestamps || echo === moderation.echo || isForeseen(tcb, seg)) return;
	moderation.echo = echo;
	// Within one tick nothing is told.
	if (length(seg) < rhythm.fullSize || !ecrBefore(tcb, seg, now)) return;
	const roundTrip = echoedRoundTrip(tcb, seg, now);
	if (roundTrip === null) return;
	if (moderation.roundTrip === 0 || roundTrip < moderation.roundTrip) moderation.roundTrip = roundTrip;
	else if (tcb.unread.length === 0) moderation.roundTrip += Math.floor((roundTrip - moderation.roundTrip) / 8);
}

/** An ACK that tells no more than that: Linux is done with it before it comes to measuring (header prediction). */
const isForeseen = (tcb: Tcb, seg: Segment): boolean =>
	length(seg) === 0 &&
	tcb.outOfOrder.length === 0 &&
	eq(seg.seq, tcb.rcv.nxt) &&
	seg.options.sack === null &&
	seg.wnd === tcb.snd.wnd >> tcb.snd.wscale;

/**
 * The program has read; once in a round trip the buffer is fitted to it.
 *
 * @param unread - octets still unread when the first record was
 */
export function fitBuffer(tcb: Tcb, unread: number, out: Effect[]): void {
	const {moderation, rcv} = tcb;
	const {roundTrip, clock} = moderation;
	if (roundTrip === 0 || clock - moderation.readSince < roundTrip) return;
	const readTo = plus(rcv.nxt, -unread);
	const read = distance(moderation.readFrom, readTo) - unread;
	if (read > moderation.space) grow(tcb, read, 'buffer-grows', out);
	moderation.readFrom = readTo;
	moderation.readSince = clock;
}

/** Text waits behind a gap: until that is filled the sender needs room for as much again. For a program that reads. */
export function growForHeld(tcb: Tcb, out: Effect[]): void {
	if (!tcb.readerGone) grow(tcb, tcb.moderation.space, 'buffer-grows-for-held', out);
}

function grow(tcb: Tcb, read: number, why: 'buffer-grows' | 'buffer-grows-for-held', out: Effect[]): void {
	const {moderation, memory} = tcb;
	const {moderated, fixed, most} = tcb.config.receiveMemory;
	const before = moderation.space;
	moderation.space = read;
	if (!moderated || fixed) return;
	let window = 2 * read;
	// In slow start the sender doubles its rate while we look.
	window += 2 * Math.floor((window * (read - before)) / before);
	const last = tcb.outOfOrder.at(-1);
	if (last !== undefined) window += distance(tcb.rcv.nxt, plus(last.seq, last.text.length));
	const size = Math.min(memoryFor(tcb, window), most);
	if (size <= memory.size) return;
	memory.size = size;
	moderation.clamp = fullSpace(tcb);
	applied(why, out, {octets: read, size});
}
