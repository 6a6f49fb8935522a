/** SEND call, RFC 9293 §3.10.2. */

import {recordSize, roomInRecords} from './buffers/send-memory.js';
import {writeRecords} from './buffers/send-records.js';
import {pushText} from './output.js';
import type {Effect} from './state/effect.js';
import {append} from './state/octets.js';
import {applied} from './state/report.js';
import {type CallResult, fails, OK} from './state/result.js';
import type {Micros} from './state/segment.js';
import {distance, plus} from './state/seq.js';
import type {Tcb} from './state/tcb.js';
import {restartAsLinux} from './window-validation.js';

/** Octets that SEND can take now. */
export function sendRoom(tcb: Tcb): number {
	const {config, snd, unsent} = tcb;
	if (config.behaviours['send-records']) return roomInRecords(tcb);
	return Math.max(0, config.sendBuffer - unsent.length - Math.max(0, distance(snd.una, snd.nxt)));
}

/** What SEND is given. */
export type Sending = {
	/** At most `sendRoom(tcb)` octets, or 'insufficient resources'. */
	readonly text: Uint8Array;
	/** The last octet is to leave without waiting for more (MAY-15). */
	readonly push: boolean;
	/** The urgent pointer goes just behind this text (MUST-62). */
	readonly urgent: boolean;
	/** Linux: nothing that is sent later goes in one segment with it (MSG_EOR). */
	readonly ends?: boolean;
};

/**
 * Queues text; `output` sends what may go.
 *
 */
export function send(tcb: Tcb, what: Sending, now: Micros, out: Effect[]): CallResult {
	const {text, urgent} = what;
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
	if (tcb.config.behaviours['send-records']) write(tcb, what, now, out);
	else append(tcb.unsent, text);
	tcb.pushed = what.push;
	applied('send-queues', out, {octets: text.length});
	if (urgent) {
		tcb.snd.up = plus(tcb.snd.nxt, tcb.unsent.length);
		applied('urgent-sent', out);
	}

	return OK;
}

/** Urgent text stands in records of a segment, and does not go before all of it is there. */
function write(tcb: Tcb, {text, push, urgent, ends = false}: Sending, now: Micros, out: Effect[]): void {
	const size = urgent ? tcb.snd.mss : recordSize(tcb);
	writeRecords(tcb, text, {size, push, ends}, forced => {
		if (!urgent) pushText(tcb, forced ? Number.POSITIVE_INFINITY : 1, now, out);
	});
}
