/** F-RTO, RFC 5682 §3.1 in its SACK-enhanced form: was the timeout spurious, and the ACKs only late? */

import type {Effect} from '../state/effect.js';
import type {News} from '../state/news.js';
import {applied} from '../state/report.js';
import type {Segment} from '../state/segment.js';
import {distance, le, lt} from '../state/seq.js';
import type {Tcb} from '../state/tcb.js';
import {mayUndo, undoReduction} from './undo.js';

/**
 * Judges an ACK that comes after a timeout.
 *
 * @returns `undone`: the timeout was spurious; `new text`: what is new goes next, to see whether it is acknowledged
 *   too; `real`: go on repairing
 */
export function frto(
	tcb: Tcb,
	seg: Segment,
	news: News,
	duplicate: boolean,
	out: Effect[],
): 'undone' | 'new text' | 'real' {
	const {cc, snd} = tcb;
	const recovered = le(cc.recover, snd.una);
	if (news.advances && mayUndo(tcb, seg)) return undone(tcb, out);
	if (tcb.frto !== 'off') {
		// Step 3 b: what was never sent again has arrived, so not all was lost.
		if (news.originalArrived && !news.resentAcked) return undone(tcb, out);
		if (lt(cc.recover, snd.nxt)) {
			// Step 3 a: a report of something missing.
			if (news.sacked > 0 || duplicate) tcb.frto = 'off';
		} else if (news.advances && !recovered) {
			// Step 2 b.
			cc.recover = snd.nxt;
			const mayGo = snd.wnd - distance(snd.una, snd.nxt) > 0;
			if (tcb.unsent.length > 0 && mayGo) {
				applied('frto-sends-new', out);
				tcb.frto = 'sending';
				return 'new text';
			}

			tcb.frto = 'off';
		}
	}

	return 'real';
}

function undone(tcb: Tcb, out: Effect[]): 'undone' {
	undoReduction(tcb, 'forgotten', out);
	tcb.frto = 'off';
	tcb.rto.timeouts = 0;
	applied('frto-spurious', out);
	tcb.cc.phase = 'open';
	return 'undone';
}
