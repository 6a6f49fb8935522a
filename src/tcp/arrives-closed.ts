/** SEGMENT ARRIVES in CLOSED, RFC 9293 §3.10.7.1: there is no TCB. */

import type {Effect} from './state/effect.js';
import {applied} from './state/report.js';
import type {Segment} from './state/segment.js';
import type {Seq} from './state/seq.js';
import {resetAgainst, resetWithAck} from './transmit.js';

/**
 * A segment for nobody: a RST answers, unless it is one itself.
 *
 * @see RFC 9293 §3.10.7.1; §3.5.2 group 1
 */
export function arriveNobody(seg: Segment, out: Effect[]): void {
	if (seg.rst) {
		applied('closed-rst-ignored', out);
		return;
	}

	applied('closed-answers-rst', out);
	if (seg.ack === null) resetWithAck(seg, 'closed-answers-rst', out);
	else resetAgainst(seg as Segment & {ack: Seq}, 'closed-answers-rst', out);
}
