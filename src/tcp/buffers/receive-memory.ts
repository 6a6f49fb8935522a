/**
 * What received text takes of the receive buffer as Linux counts it: each segment lies in a record of its own, whose
 * memory comes in a few sizes; a short one goes into what the record before it has left over.
 *
 * The sizes are those of a driver that hands over one linear buffer a segment, as TUN does.
 */

import type {Effect} from '../state/effect.js';
import type {MemoryRecord} from '../state/receiver-state.js';
import {applied} from '../state/report.js';
import type {Tcb} from '../state/tcb.js';

/** Octets before a segment's text: what the driver reserves, and the IPv4 and TCP headers. */
const BEFORE_TEXT = 64 + 20 + 20;
/** Octets behind it: where further pages would be listed. */
const BEHIND_TEXT = 320;
/** The record itself, octets. */
const RECORD = 256;
/** The smallest piece of memory for a segment; larger ones are powers of two. Octets. */
const SMALLEST = 576;
/** Octets. */
const PAGE = 4_096;
/** Text that fits on one page, when short segments are gathered. Octets. */
const PAGE_OF_TEXT = PAGE - BEHIND_TEXT;

/** Octets that timestamps take in each header. */
const TIMESTAMPS = 12;

const aligned = (octets: number): number => Math.ceil(octets / 64) * 64;

function piece(octets: number): number {
	if (octets <= SMALLEST) return SMALLEST;
	let size = 1024;
	while (size < octets) size *= 2;
	return size;
}

const before = (tcb: Tcb): number => BEFORE_TEXT + (tcb.agreed.timestamps ? TIMESTAMPS : 0);

/** The largest text that a segment of the peer's can carry to us, octets. */
export const advertisedMss = (tcb: Tcb): number => tcb.config.mss - (tcb.agreed.timestamps ? TIMESTAMPS : 0);

/** What a segment with so much text takes, octets of memory: 2304 for 1460. */
export const memoryOf = (tcb: Tcb, octets: number): number =>
	piece(aligned(before(tcb) + octets) + BEHIND_TEXT) + RECORD;

/** How much text so much memory may hold, by the segments that came; octets. */
export const textIn = (tcb: Tcb, memory: number): number => Math.floor((memory * tcb.memory.ratio) / 256);

/** The memory that so much text needs; octets. */
export const memoryFor = (tcb: Tcb, text: number): number => Math.floor((text * 256) / tcb.memory.ratio);

/** Text that the whole buffer may hold, and what of that is free; octets. */
export const fullSpace = (tcb: Tcb): number => textIn(tcb, tcb.memory.size);
export const freeSpace = (tcb: Tcb): number => textIn(tcb, tcb.memory.size - tcb.memory.used - tcb.memory.held);

/** Text in order takes a record, or goes into what the last one has left over. */
export function store(tcb: Tcb, octets: number): void {
	const {memory} = tcb;
	const last = memory.records.at(-1);
	if (last !== undefined && last.spare >= octets) {
		last.octets += octets;
		last.spare -= octets;
		return;
	}

	const taken = memoryOf(tcb, octets);
	memory.used += taken;
	memory.records.push({octets, memory: taken, spare: taken - RECORD - BEHIND_TEXT - before(tcb) - octets});
}

/** A record's memory is free when all of its text was read. */
export function release(tcb: Tcb, octets: number): void {
	const {memory} = tcb;
	let left = octets;
	while (left > 0) {
		const first = memory.records[0];
		if (first === undefined) return;
		const some = Math.min(left, first.octets);
		first.octets -= some;
		left -= some;
		if (first.octets > 0) return;
		memory.used -= first.memory;
		memory.records.shift();
	}
}

/** Text ahead of RCV.NXT takes memory too. */
export function storeHeld(tcb: Tcb, octets: number): void {
	tcb.memory.held += memoryOf(tcb, octets);
}

/** Held text is in order now, and stored anew. */
export function releaseHeld(tcb: Tcb, octets: number): void {
	const {memory} = tcb;
	memory.held = tcb.outOfOrder.length === 0 ? 0 : Math.max(0, memory.held - memoryOf(tcb, octets));
}

/**
 * Whether text that comes finds memory. Where the buffer is over its size it grows, unless the program has set it;
 * else short segments are gathered on whole pages, and if that is not enough what is held ahead is given up.
 */
export function hasMemory(tcb: Tcb, octets: number, out: Effect[]): boolean {
	if (fits(tcb) || fitsPage(tcb, octets)) return true;
	growToFit(tcb);
	if (fits(tcb)) return true;
	gather(tcb, out);
	if (fits(tcb)) return true;
	if (tcb.outOfOrder.length > 0) {
		tcb.outOfOrder = [];
		tcb.memory.held = 0;
		// What is given up is reported no more (tcp_prune_ofo_queue resets its SACK state).
		tcb.sack.blocks = [];
		tcb.sack.twice = null;
		applied('held-text-given-up', out);
	}

	return fits(tcb);
}

/** Memory is accounted for by pages: while the last one has room, and text comes in order, nobody looks. */
const fitsPage = (tcb: Tcb, octets: number): boolean =>
	tcb.outOfOrder.length === 0 && memoryOf(tcb, octets) <= (PAGE - (tcb.memory.used % PAGE)) % PAGE;

const fits = ({memory}: Tcb): boolean => memory.used + memory.held <= memory.size;

function growToFit(tcb: Tcb): void {
	const {memory, moderation, rhythm} = tcb;
	const {fixed, most} = tcb.config.receiveMemory;
	rhythm.quick = 0;
	if (!fixed && memory.size < most) memory.size = Math.min(memory.used + memory.held, most);
	if (!fits(tcb)) moderation.limit = Math.min(moderation.clamp, 2 * advertisedMss(tcb));
}

/** Unread text on as few pages as it needs, from the first record on that wastes its memory. */
function gather(tcb: Tcb, out: Effect[]): void {
	const {memory} = tcb;
	const wasteful = memory.records.findIndex(record => textIn(tcb, record.memory) > record.octets);
	if (wasteful === -1) return;
	const records: MemoryRecord[] = memory.records.slice(0, wasteful);
	let octets = 0;
	let used = 0;
	for (const record of memory.records.slice(wasteful)) octets += record.octets;
	for (const record of records) used += record.memory;
	for (let left = octets; left > 0; left -= PAGE_OF_TEXT) {
		const some = Math.min(left, PAGE_OF_TEXT);
		const taken = piece(aligned(some) + BEHIND_TEXT) + RECORD;
		records.push({octets: some, memory: taken, spare: taken - RECORD - BEHIND_TEXT - some});
		used += taken;
	}

	if (used >= memory.used) return;
	applied('buffer-gathered', out, {from: memory.used, to: used});
	memory.records = records;
	memory.used = used;
}
