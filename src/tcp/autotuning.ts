/**
 * The receive buffer follows the program's reading (tcp_moderate_rcvbuf): what it read in the last round trip is what
 * the sender may want to have on the way in the next, twice, and more while it grows.
 */

import type {Effect} from './effect.js';
import {fullSpace, memoryFor} from './receive-memory.js';
import {applied} from './report.js';
import type {Micros} from './segment.js';
import {distance, lt, plus} from './seq.js';
import type {Tcb} from './tcb.js';

/** Without timestamps a round trip is what a whole window takes to arrive, at most: the shortest counts. */
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

/** With timestamps: what passed since the ACK that this text answers, smoothed while the program keeps up. */
export function measureEcho(tcb: Tcb, roundTrip: Micros): void {
	const {moderation} = tcb;
	if (moderation.roundTrip === 0 || roundTrip < moderation.roundTrip) moderation.roundTrip = roundTrip;
	else if (tcb.unread.length === 0) moderation.roundTrip += Math.floor((roundTrip - moderation.roundTrip) / 8);
}

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
	if (read > moderation.space) grow(tcb, read, out);
	moderation.readFrom = readTo;
	moderation.readSince = clock;
}

function grow(tcb: Tcb, read: number, out: Effect[]): void {
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
	applied('buffer-grows', out, {octets: read, size});
}
