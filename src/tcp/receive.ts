/** RECEIVE call, RFC 9293 §3.10.3. */

import {fitBuffer} from './buffers/autotuning.js';
import {release} from './buffers/receive-memory.js';
import {considerAckAfterRead} from './quick-ack.js';
import {consumed} from './receive-text.js';
import type {Effect} from './state/effect.js';
import {take} from './state/octets.js';
import {applied} from './state/report.js';
import {type CallResult, fails} from './state/result.js';
import {distance, later} from './state/seq.js';
import {finTaken, type Tcb} from './state/tcb.js';
import {oweAck} from './transmit.js';

/** @param count - octets wanted at most, > 0 */
export function receive(tcb: Tcb, count: number, out: Effect[]): CallResult {
	if (tcb.unread.length > 0) return deliver(tcb, count, out);
	switch (tcb.state) {
		case 'CLOSED':
			return fails('connection does not exist');
		case 'CLOSE-WAIT':
		case 'CLOSING':
		case 'LAST-ACK':
		case 'TIME-WAIT':
			return fails('connection closing');
		default:
			return {kind: 'wait'};
	}
}

/**
 * Departs from RFC 9293 §3.10.3: text on hand is delivered in every state, CLOSING to CLOSED too, because it was
 * acknowledged: to refuse it would lose octets that the peer was told had arrived.
 */
function deliver(tcb: Tcb, count: number, out: Effect[]): CallResult {
	const text = take(tcb.unread, count);
	if (tcb.config.behaviours['moderated-window']) {
		const firstRecord = tcb.memory.records[0]?.octets ?? 0;
		// The kernel looks when it has copied the first record.
		fitBuffer(tcb, tcb.unread.length + Math.max(0, text.length - firstRecord), out);
		release(tcb, text.length);
	}

	if (tcb.config.behaviours['quick-acks']) {
		const why = considerAckAfterRead(tcb, !finTaken(tcb) && tcb.state !== 'CLOSED');
		if (why !== null) oweAck(tcb, why);
	}

	const at = consumed(tcb);
	// An urgent pointer left behind would look ahead again after 2^31 octets.
	tcb.rcv.up = later(tcb.rcv.up, at);
	applied('receive-delivers', out, {octets: text.length});
	return {kind: 'text', text, ended: tcb.unread.length === 0 && finTaken(tcb), urgent: distance(at, tcb.rcv.up)};
}
