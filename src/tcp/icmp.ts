/**
 * ICMP errors about segments of ours, RFC 9293 §3.9.2.2, with the checks of RFC 5927: anybody can send one.
 * Left out: what is learnt of a path is not kept for the next connection.
 */

import {MIN_SEND_MSS} from './options/mss.js';
import {TIMESTAMPS_SIZE} from './options/timestamps.js';
import {output} from './output.js';
import {narrowPath} from './path-mtu.js';
import {abortTcb} from './state/delete.js';
import type {Effect} from './state/effect.js';
import {applied, signal} from './state/report.js';
import type {Micros} from './state/segment.js';
import {le, lt, type Seq} from './state/seq.js';
import {isSynchronized, synIsOut, type Tcb} from './state/tcb.js';

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
	else if (type === 3 && code === 4) tooBig(tcb, error.mtu, out);
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

/** "Fragmentation needed": Path MTU discovery, RFC 9293 §3.7.2 and RFC 1191. A wider path is no news that anybody sends. */
function tooBig(tcb: Tcb, mtu: number, out: Effect[]): void {
	const room = Math.max(MIN_SEND_MSS, (mtu === 0 ? LEAST_MTU : mtu) - HEADERS);
	const mss = tcb.agreed.timestamps ? room - TIMESTAMPS_SIZE : room;
	if (mss >= tcb.snd.mss || synIsOut(tcb)) applied('icmp-told', out, {type: 3, code: 4});
	else narrowPath(tcb, mss, 'path-mtu', out);
}
