/**
 * The records of Linux's send queue (tcp_sendmsg): what a program writes is kept in records as large as offload takes at
 * once, each filled before the next is begun. PSH stands at the end of a record: of the one that a SEND ended in, and of
 * one more than half of the peer's largest window behind the last PSH. What goes together is of one record; a small one
 * takes in of the next first, unless the program has ended it.
 */

import {append, take} from '../state/octets.js';
import {distance, plus} from '../state/seq.js';
import type {SendRecord, Tcb} from '../state/tcb.js';

/** How a SEND lays its text into records. */
export type Writing = {
	/** Octets of a full record. */
	readonly size: number;
	/** The last octet is to leave without waiting for more: no MSG_MORE. */
	readonly push: boolean;
	/** Nothing more is put into the last record (MSG_EOR). */
	readonly ends: boolean;
};

/**
 * Queues text in records.
 *
 * @param full - what to do when a record at the queue's front is full, or, `forced`, when one anywhere says PSH
 */
export function writeRecords(tcb: Tcb, text: Uint8Array, writing: Writing, full: (forced: boolean) => void): void {
	const {size, push, ends} = writing;
	const {records} = tcb.sendMemory;
	for (let written = 0; written < text.length; ) {
		const tail = records.at(-1);
		const goesOn = tail !== undefined && tail.octets < size && !tail.ends;
		const before = goesOn ? tail.octets : 0;
		const some = Math.min(text.length - written, size - before);
		append(tcb.unsent, text.subarray(written, written + some));
		// A SEND that goes on with a record takes back the PSH of the one before.
		const record = {octets: before + some, psh: goesOn && written > 0 && tail.psh, ends: false};
		records.splice(goesOn ? -1 : records.length, 1, record);
		written += some;
		if (written === text.length) break;
		const forced = isForced(tcb);
		if (forced) markPushed(tcb);
		if (forced || records.length === 1) full(forced);
	}

	if (push || isForced(tcb)) markPushed(tcb);
	const tail = records.at(-1);
	if (ends && tail !== undefined) records[records.length - 1] = {...tail, ends};
}

/** The last PSH is more than half of a window behind (forced_push). */
const isForced = ({snd, sendMemory, unsent}: Tcb): boolean =>
	distance(sendMemory.pushed, snd.nxt) + unsent.length > snd.maxWnd >> 1;

function markPushed({sendMemory, snd, unsent}: Tcb): void {
	const {records} = sendMemory;
	const tail = records.at(-1);
	if (tail !== undefined) records[records.length - 1] = {...tail, psh: true};
	sendMemory.pushed = plus(snd.nxt, unsent.length);
}

/** Octets of the record at the front of the send queue; without records, of the queue. */
export const firstRecord = ({sendMemory, unsent}: Tcb): number => sendMemory.records[0]?.octets ?? unsent.length;

/** A record at the front that is shorter than `wanted` takes in of the next, as far as that goes (tcp_grow_skb). */
export function growFirst({sendMemory: {records}}: Tcb, wanted: number): void {
	const [first, next] = records;
	if (first === undefined || next === undefined || first.ends || first.octets >= wanted) return;
	const some = Math.min(wanted - first.octets, next.octets);
	const octets = first.octets + some;
	if (some === next.octets) records.splice(0, 2, {octets, psh: first.psh || next.psh, ends: next.ends});
	else records.splice(0, 2, {...first, octets}, {...next, octets: next.octets - some});
}

/** Text off the send queue, and what the end of a record says of its last octet. */
export type Taken = {readonly text: Uint8Array; readonly psh: boolean; readonly ends: boolean};

/** Takes the first `octets` off the send queue. */
export function takeUnsent(tcb: Tcb, octets: number): Taken {
	const {records} = tcb.sendMemory;
	const text = take(tcb.unsent, octets);
	if (!tcb.config.behaviours['send-records']) return {text, psh: tcb.pushed && tcb.unsent.length === 0, ends: false};
	let psh = false;
	let ends = false;
	for (let left = text.length; left > 0; ) {
		const first = records[0] as SendRecord;
		const rest = first.octets - left;
		psh = rest === 0 && first.psh;
		ends = rest === 0 && first.ends;
		if (rest > 0) records[0] = {octets: rest, psh: first.psh, ends: first.ends};
		else records.shift();
		left = Math.max(0, -rest);
	}

	return {text, psh, ends};
}
