/** RECEIVE call, RFC 9293 §3.10.3. */

import type {Effect} from './effect.js';
import {take} from './octets.js';
import {consumed} from './receive-text.js';
import {applied} from './report.js';
import {type CallResult, fails} from './result.js';
import {distance, later} from './seq.js';
import {finTaken, type Tcb} from './tcb.js';

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
	const at = consumed(tcb);
	// An urgent pointer left behind would look ahead again after 2^31 octets.
	tcb.rcv.up = later(tcb.rcv.up, at);
	applied('receive-delivers', out, {octets: text.length});
	return {kind: 'text', text, ended: tcb.unread.length === 0 && finTaken(tcb), urgent: distance(at, tcb.rcv.up)};
}
