/**
 * The send buffer as Linux counts it (tcp_sendmsg): text is kept in records as large as offload takes at once, and a new
 * record is begun as long as all of them, with what they take themselves, are below the buffer's size. So a SEND may
 * take much more than the size says. The size grows with cwnd, once a SEND was cut short (tcp_sndbuf_expand).
 */

import {flightOf, segmentsInFlight, windowInSegments} from '../state/flight.js';
import {distance} from '../state/seq.js';
import type {Tcb} from '../state/tcb.js';
import {wholeSegment} from './whole-segments.js';

/** Octets that SEND can take now: until a full record stands where no new one may be begun. */
export function roomInRecords(tcb: Tcb): number {
	const {snd, unsent, config, sendMemory} = tcb;
	const most = Math.max(config.sendBuffer, sendMemory.grown);
	const record = recordSize(tcb);
	const goes = goesAtOnce(tcb);
	const out = distance(snd.una, snd.nxt);
	const gone = recordsOut(tcb);
	// The last record is filled up in any case, and again when a part of it has gone.
	let records = Math.ceil(unsent.length / record);
	while (records === 0 ? memory(out, gone) < most : mayBegin(records)) records++;

	return records === 0 ? 0 : Math.max(0, goes + records * record - unsent.length);

	function mayBegin(behind: number): boolean {
		return behind * record < config.notSentLowat && memory(out + goes + behind * record, gone + behind) < most;
	}
}

/** The program is told that it may write: a third of the buffer is free, and little waits (sk_stream_is_writeable). */
export function isWritable(tcb: Tcb): boolean {
	const {snd, unsent, config, sendMemory} = tcb;
	if (!config.behaviours['send-records']) return unsent.length + distance(snd.una, snd.nxt) < config.sendBuffer;
	const most = Math.max(config.sendBuffer, sendMemory.grown);
	const used = memory(distance(snd.una, snd.nxt) + unsent.length, recordsOut(tcb) + sendMemory.records.length);
	return most - used >= used >> 1 && 2 * unsent.length < config.notSentLowat;
}

/** Lets the buffer grow where a SEND was cut short, and cwnd is not used up. */
export function growSendBuffer(tcb: Tcb): void {
	const {sendMemory, config, snd} = tcb;
	if (!sendMemory.short || segmentsInFlight(tcb) >= windowInSegments(tcb)) return;
	const wanted = sendBufferFor(snd.mss, windowInSegments(tcb));
	sendMemory.grown = Math.max(sendMemory.grown, Math.min(wanted, config.sendBufferMost));
	sendMemory.short = false;
}

/** Room for two windows of segments with all that they take (tcp_sndbuf_expand). @param cwnd - segments */
export const sendBufferFor = (mss: number, cwnd: number): number =>
	2 * Math.max(INITIAL_WINDOW, cwnd) * (2 ** Math.ceil(Math.log2(mss + HEADERS)) + RECORD_HEAD);

const INITIAL_WINDOW = 10;
/** MAX_TCP_HEADER and skb_shared_info, and struct sk_buff: octets. */
const HEADERS = 576;
const RECORD_HEAD = 256;
/** What a record without text takes: octets. */
const EMPTY_RECORD = 896;

const memory = (text: number, records: number): number => text + records * EMPTY_RECORD;

/** What has gone together lies in one record. */
function recordsOut({retransmissions: queue}: Tcb): number {
	let records = 0;
	for (let index = 0; index < queue.length; index++) if (queue[index]?.burst !== queue[index - 1]?.burst) records++;
	return records;
}

/** What goes as soon as it is written. */
function goesAtOnce(tcb: Tcb): number {
	const {snd, cc, retransmissions} = tcb;
	const byCwnd = Math.floor((cc.cwnd - flightOf(tcb)) / snd.mss);
	const byWindow = Math.floor((snd.wnd - distance(snd.una, snd.nxt)) / snd.mss);
	const segments = Math.min(Math.max(retransmissions.length === 0 ? 1 : 0, byCwnd), byWindow);
	return Math.max(0, segments) * snd.mss;
}

/** Whole segments: no more than half of the peer's largest window, nor than offload takes (tcp_xmit_size_goal). */
export function recordSize(tcb: Tcb): number {
	const {maxWnd} = tcb.snd;
	const half = maxWnd > SMALL_WINDOW ? maxWnd / 2 : maxWnd;
	const whole = wholeSegment(tcb);
	return Math.max(1, Math.floor(Math.min(half, MOST_OFFLOADED) / whole)) * whole;
}

const SMALL_WINDOW = 536;
const MOST_OFFLOADED = 65_215;
