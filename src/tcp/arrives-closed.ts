/** SEGMENT ARRIVES in CLOSED, RFC 9293 §3.10.7.1: there is no TCB. */

import type {Effect} from './effect.js';
import {applied, resetAgainst} from './emit.js';
import {end, NO_OPTIONS, NO_TEXT, type Segment} from './segment.js';
import {type Seq, seq} from './seq.js';

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
	if (seg.ack === null) resetWithAck(seg, out);
	else resetAgainst(seg as Segment & {ack: Seq}, 'closed-answers-rst', out);
}

/** `<SEQ=0><ACK=SEG.SEQ+SEG.LEN><CTL=RST,ACK>` */
function resetWithAck(seg: Segment, out: Effect[]): void {
	out.push({
		kind: 'send',
		segment: {
			source: seg.destination,
			destination: seg.source,
			seq: seq(0),
			ack: end(seg),
			syn: false,
			fin: false,
			rst: true,
			psh: false,
			urg: false,
			ece: false,
			cwr: false,
			wnd: 0,
			up: 0,
			options: NO_OPTIONS,
			text: NO_TEXT,
		},
		why: 'closed-answers-rst',
		again: false,
	});
}
