/** TIME-WAIT, RFC 9293 §3.6.1: how it is entered, started anew, and left for a new connection. */

import {ticks} from './options/timestamps.js';
import {closeTcb} from './state/delete.js';
import type {Effect} from './state/effect.js';
import {applied, clearTimers, enter, setTimer} from './state/report.js';
import type {Micros, Segment} from './state/segment.js';
import {le} from './state/seq.js';
import type {Tcb} from './state/tcb.js';
import {sendAck} from './transmit.js';

/** Starts the 2 MSL timer and turns the others off (MUST-13). */
export function enterTimeWait(tcb: Tcb, now: Micros, out: Effect[]): void {
	if (tcb.config.switches['no-time-wait']) {
		if (tcb.ack.owed !== 'no') sendAck(tcb, tcb.ack.why, now, out);
		applied('no-time-wait', out);
		closeTcb(tcb, now, out);
		return;
	}

	clearTimers(tcb, now, out);
	enter(tcb, 'TIME-WAIT', out);
	setTimer(tcb, 'time-wait', now + 2 * tcb.config.msl, out);
}

export function restartTimeWait(tcb: Tcb, now: Micros, out: Effect[]): void {
	applied('fin-restarts-time-wait', out);
	setTimer(tcb, 'time-wait', now + 2 * tcb.config.msl, out);
}

/**
 * Whether this SYN may open a new connection straight from TIME-WAIT (MAY-2): its timestamp is newer than any of the old
 * one's, or, where timestamps do not tell, its number lies above all that the old one used; so it is no old duplicate.
 * The host then deletes this TCB and hands the SYN to its listener.
 *
 * Left out: going back to TIME-WAIT should the SYN prove old after all (MAY-2 b).
 *
 * @see RFC 6191 §2. Departs from it: where it drops the SYN in silence, an ACK answers, as RFC 9293 §3.10.7.4 has it.
 */
export function reopens(tcb: Tcb, seg: Segment): boolean {
	if (tcb.state !== 'TIME-WAIT' || !seg.syn || seg.rst || seg.ack !== null) return false;
	const isAbove = le(tcb.rcv.nxt, seg.seq);
	const newer = ticksSinceRecent(tcb, seg);
	return newer === null || newer === 0 ? isAbove : newer > 0;
}

/**
 * How far the SYN's timestamp is ahead of TS.Recent; null where the new connection would have no timestamps.
 *
 * An old connection without them had none that could be older: its segments will be dropped for the lack of them.
 */
function ticksSinceRecent({agreed, config, ts}: Tcb, {options: {timestamps}}: Segment): number | null {
	if (!config.timestamps || timestamps === null) return null;
	return agreed.timestamps ? ticks(ts.recent, timestamps.val) : 1;
}
