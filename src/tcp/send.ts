/** SEND call, RFC 9293 §3.10.2. */

import type {Effect} from './effect.js';
import {append} from './octets.js';
import {applied} from './report.js';
import {type CallResult, fails, OK} from './result.js';
import type {Micros} from './segment.js';
import {layRecords, roomInRecords} from './send-memory.js';
import {distance, plus} from './seq.js';
import type {Tcb} from './tcb.js';
import {restartAsLinux} from './window-validation.js';

/** Octets that SEND can take now. */
export function sendRoom(tcb: Tcb): number {
	const {config, snd, unsent} = tcb;
	if (config.behaviours['send-records']) return roomInRecords(tcb);
	return Math.max(0, config.sendBuffer - unsent.length - Math.max(0, distance(snd.una, snd.nxt)));
}

/**
 * Queues text; `output` sends what may go.
 *
 * @param push - the last octet is to leave without waiting for more (MAY-15)
 * @param urgent - the urgent pointer goes just behind this text (MUST-62)
 */
export function send(
	tcb: Tcb,
	text: Uint8Array,
	push: boolean,
	urgent: boolean,
	now: Micros,
	out: Effect[],
): CallResult {
	switch (tcb.state) {
		case 'CLOSED':
			return fails('connection does not exist');
		case 'LISTEN':
			// The remote socket of a LISTEN here is known only when its SYN has come.
			return fails('remote socket unspecified');
		case 'SYN-SENT':
		case 'SYN-RECEIVED':
		case 'ESTABLISHED':
		case 'CLOSE-WAIT':
			break;
		default:
			return fails('connection closing');
	}

	if (tcb.closeCalled) return fails('connection closing');
	if (text.length > sendRoom(tcb)) return fails('insufficient resources');
	if (tcb.config.behaviours['counts-segments'] && tcb.unsent.length === 0) restartAsLinux(tcb, now, out);
	if (tcb.config.behaviours['send-records']) layRecords(tcb, text.length);
	append(tcb.unsent, text);
	tcb.pushed = push;
	applied('send-queues', out, {octets: text.length});
	if (urgent) {
		tcb.snd.up = plus(tcb.snd.nxt, tcb.unsent.length);
		applied('urgent-sent', out);
	}

	return OK;
}
