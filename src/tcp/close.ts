/** CLOSE and ABORT calls, RFC 9293 §3.10.4 and §3.10.5. `output` sends the FIN when all text before it has gone. */

import {enqueue} from './retransmission.js';
import {abortTcb, closeTcb} from './state/delete.js';
import type {Effect} from './state/effect.js';
import {applied, enter} from './state/report.js';
import {type CallResult, fails, OK} from './state/result.js';
import {type Micros, NO_TEXT} from './state/segment.js';
import type {Tcb} from './state/tcb.js';
import {sendReset} from './transmit.js';

/** @param reading - 'ends': the program has gone altogether, what it did not read is lost (MAY-1, SHLD-3) */
export function close(tcb: Tcb, reading: 'continues' | 'ends', now: Micros, out: Effect[]): CallResult {
	switch (tcb.state) {
		case 'CLOSED':
			return fails('connection does not exist');
		case 'LISTEN':
			applied('close-listen', out);
			closeTcb(tcb, now, out);
			return OK;
		case 'SYN-SENT':
			applied('close-syn-sent', out);
			closeTcb(tcb, now, out);
			return OK;
		default:
	}

	if (reading === 'ends') {
		if (tcb.unread.length > 0) {
			applied('close-unread', out);
			sendReset(tcb, 'close-unread', now, out);
			closeTcb(tcb, now, out);
			return OK;
		}

		tcb.readerGone = true;
	}

	// The second CLOSE of a program that had only shut its sending side is no error.
	if (tcb.closeCalled) return reading === 'ends' ? OK : fails('connection closing');
	tcb.closeCalled = true;
	applied('close-queued', out);
	if (tcb.state === 'ESTABLISHED') enter(tcb, 'FIN-WAIT-1', out);
	else if (tcb.state === 'SYN-RECEIVED' && tcb.unsent.length === 0) closeInSynReceived(tcb, now, out);
	return OK;
}

/** No SENDs were issued: the FIN goes at once, behind a SYN that is not yet acknowledged. */
function closeInSynReceived(tcb: Tcb, now: Micros, out: Effect[]): void {
	enter(tcb, 'FIN-WAIT-1', out);
	enqueue(tcb, {syn: false, fin: true, psh: false, text: NO_TEXT}, 'sends-fin', now, out);
}

export function abort(tcb: Tcb, now: Micros, out: Effect[]): CallResult {
	switch (tcb.state) {
		case 'CLOSED':
			return fails('connection does not exist');
		case 'SYN-RECEIVED':
		case 'ESTABLISHED':
		case 'FIN-WAIT-1':
		case 'FIN-WAIT-2':
		case 'CLOSE-WAIT':
			applied('abort-resets', out);
			sendReset(tcb, 'abort-resets', now, out);
			abortTcb(tcb, 'connection reset', now, out);
			return OK;
		case 'LISTEN':
		case 'SYN-SENT':
			applied('abort-silent', out, {state: tcb.state});
			abortTcb(tcb, 'connection reset', now, out);
			return OK;
		default:
			applied('abort-silent', out, {state: tcb.state});
			closeTcb(tcb, now, out);
			return OK;
	}
}
