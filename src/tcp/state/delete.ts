/** The end of a TCB: RFC 9293's "delete TCB, enter the CLOSED state", and the way back to LISTEN. */

import type {Effect, Signal} from './effect.js';
import {noOctets} from './octets.js';
import {clearTimers, enter, signal} from './report.js';
import type {Micros} from './segment.js';
import {seq} from './seq.js';
import {createTcb, type Tcb} from './tcb.js';

/**
 * Flushes the segment queues, stops the timers and enters CLOSED.
 *
 * What was received in order stays readable: the user took responsibility for it when it was acknowledged.
 */
export function closeTcb(tcb: Tcb, now: Micros, out: Effect[]): void {
	clearTimers(tcb, now, out);
	tcb.retransmissions = [];
	tcb.outOfOrder = [];
	tcb.sack = {blocks: [], twice: null};
	tcb.unsent = noOctets();
	tcb.sendMemory.records = [];
	tcb.ack.owed = 'no';
	if (tcb.state !== 'CLOSED') enter(tcb, 'CLOSED', out);
}

/** An end that the user did not ask for. */
export function abortTcb(tcb: Tcb, why: Signal, now: Micros, out: Effect[]): void {
	signal(why, out);
	closeTcb(tcb, now, out);
}

/** From SYN-RECEIVED back to LISTEN, as if the SYN had never come (MUST-11). */
export function listenAgain(tcb: Tcb, now: Micros, out: Effect[]): void {
	clearTimers(tcb, now, out);
	const fresh = createTcb(tcb.config, tcb.local);
	enter(tcb, 'LISTEN', out);
	const ts = {...fresh.ts, offset: tcb.ts.offset};
	Object.assign(tcb, {...fresh, state: 'LISTEN', openedBy: 'passive', iss: tcb.iss, irs: seq(0), ts});
}
