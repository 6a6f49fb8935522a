/**
 * ICMP errors about segments of ours, RFC 9293 §3.9.2.2, with the checks of RFC 5927: anybody can send one.
 * Left out: what is learnt of a path is not kept for the next connection.
 */

import {abortTcb} from './delete.js';
import type {Effect} from './effect.js';
import {MIN_SEND_MSS} from './mss.js';
import {output} from './output.js';
import {applied, signal} from './report.js';
import {resendFront} from './retransmission.js';
import type {Micros} from './segment.js';
import {le, lt, plus, type Seq} from './seq.js';
import {isSynchronized, type Sent, synIsOut, type Tcb} from './tcb.js';
import {TIMESTAMPS_SIZE} from './timestamps.js';

export type IcmpError = {
	/** 3: destination unreachable. 4: source quench. 11: time exceeded. 12: parameter problem. */
	readonly type: 3 | 4 | 11 | 12;
	readonly code: number;
	/** Octets that the next hop takes, of "fragmentation needed" (type 3, code 4); 0: an old router, which does not say. */
	readonly mtu: number;
};

/** What to try when a router does not say: the smallest that every host takes (RFC 1191 §3, RFC 791). */
const LEAST_MTU = 576;

/** Octets of both headers. */
const HEADERS = 40;

/**
 * An ICMP error that quotes a segment of this connection.
 *
 * @param quoted - SEG.SEQ of the segment that it is about
 * @see RFC 9293 §3.9.2.2; RFC 5927 §4.1: who does not know what is out cannot forge one
 */
export function icmpArrives(tcb: Tcb, error: IcmpError, quoted: Seq, now: Micros, out: Effect[]): void {
	const {type, code} = error;
	if (type === 4) applied('source-quench-ignored', out);
	else if (tcb.retransmissions.length === 0 || lt(quoted, tcb.snd.una) || le(tcb.snd.max, quoted))
		applied('icmp-not-of-ours', out);
	else if (type === 3 && code === 4) narrow(tcb, error.mtu, now, out);
	else if (isHard(tcb, error)) {
		applied('icmp-aborts', out, {type, code});
		abortTcb(tcb, isSynchronized(tcb) ? 'connection reset' : 'connection refused', now, out);
	} else {
		applied('icmp-told', out, {type, code});
		signal('delivery problem', out);
	}

	output(tcb, now, out);
}

/**
 * SHLD-26: nobody is there who speaks TCP, or on that port. A passive open has a LISTEN to go back to, and its SYN,ACK's
 * timer will do that.
 */
function isHard(tcb: Tcb, {type, code}: IcmpError): boolean {
	if (type !== 3 || (code !== 2 && code !== 3)) return false;
	if (isSynchronized(tcb)) return !tcb.config.behaviours['soft-when-synchronized'];
	return tcb.openedBy === 'active';
}

/** Path MTU discovery (RFC 9293 §3.7.2, RFC 1191): what is out is cut, and its front, which was dropped, goes again. */
function narrow(tcb: Tcb, mtu: number, now: Micros, out: Effect[]): void {
	const room = Math.max(MIN_SEND_MSS, (mtu === 0 ? LEAST_MTU : mtu) - HEADERS);
	const mss = tcb.agreed.timestamps ? room - TIMESTAMPS_SIZE : room;
	if (mss >= tcb.snd.mss || synIsOut(tcb)) {
		applied('icmp-told', out, {type: 3, code: 4});
		return;
	}

	tcb.snd.mss = mss;
	applied('path-mtu', out, {mss});
	tcb.retransmissions = tcb.retransmissions.flatMap(sent => cut(tcb, sent));
	// Not a sign of congestion: cwnd stays.
	resendFront(tcb, 'path-mtu', now, out);
}

function cut(tcb: Tcb, sent: Sent): Sent[] {
	const {board, snd} = tcb;
	if (sent.text.length <= snd.mss || sent.sacked) return [sent];
	const pieces: Sent[] = [];
	for (let from = 0; from < sent.text.length; from += snd.mss) {
		const text = sent.text.subarray(from, from + snd.mss);
		const last = from + text.length === sent.text.length;
		pieces.push({...sent, seq: plus(sent.seq, from), text, fin: sent.fin && last, psh: sent.psh && last});
	}

	if (sent.lost) board.lost += pieces.length - 1;
	if (sent.resent) board.again += pieces.length - 1;
	return pieces;
}
