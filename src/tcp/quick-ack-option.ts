/** What a program may say of its ACKs: Linux's TCP_QUICKACK. It holds until the connection's rhythm changes it again. */

import type {Effect} from './state/effect.js';
import type {Micros} from './state/segment.js';
import type {Tcb} from './state/tcb.js';
import {sendAck} from './transmit.js';

/**
 * On: the ACKs of text go at once, and one that waits goes now. Off: they wait, as in a dialogue.
 *
 * Only where 'quick-acks' is on; RFC 9293 leaves nothing to say here.
 */
export function setQuickAck(tcb: Tcb, on: boolean, now: Micros, out: Effect[]): void {
	if (!tcb.config.behaviours['quick-acks']) return;
	tcb.rhythm.replies = on ? 0 : DIALOGUE;
	if (on && tcb.timers['delayed-ack'] !== null) sendAck(tcb, 'sends-ack-now', now, out);
	if (on) tcb.rhythm.quick = Math.max(tcb.rhythm.quick, 1);
}

/** tcp_pingpong_thresh: one answer in time makes one. */
const DIALOGUE = 1;
