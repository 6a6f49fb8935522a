/** SEGMENT ARRIVES (RFC 9293 §3.10.7): which subsection has the say, and what may be sent when it has spoken. */

import {arriveNobody} from './arrives-closed.js';
import {arrivesListen} from './arrives-listen.js';
import {arrivesOther} from './arrives-other.js';
import {arrivesSynSent} from './arrives-syn-sent.js';
import {output} from './output.js';
import type {Effect} from './state/effect.js';
import type {Micros, Segment} from './state/segment.js';
import type {Tcb} from './state/tcb.js';

/**
 * Takes one segment that was demultiplexed to this connection, and sends what it allows or demands.
 *
 * @param now - instant of arrival, microseconds, not before any instant given earlier
 * @param out - receives the effects, in order
 * @see RFC 9293 §3.10.7
 */
export function arrive(tcb: Tcb, seg: Segment, now: Micros, out: Effect[]): void {
	tcb.keepalive.heardAt = now;
	tcb.keepalive.probes = 0;
	switch (tcb.state) {
		case 'CLOSED':
			arriveNobody(seg, out);
			return;
		case 'LISTEN':
			arrivesListen(tcb, seg, now, out);
			break;
		case 'SYN-SENT':
			arrivesSynSent(tcb, seg, now, out);
			break;
		default:
			arrivesOther(tcb, seg, now, out);
	}

	output(tcb, now, out);
}
