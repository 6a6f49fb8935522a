/**
 * A reduction that was none is undone: every retransmission proves needless by DSACK (RFC 3708), or the ACK's timestamp
 * is older than the first of them (Eifel detection, RFC 3522; the response as in RFC 4015).
 */

import {windowBeforeLoss} from '../congestion/congestion-control.js';
import {withdrawCwr} from '../congestion/ecn.js';
import {ecrBefore} from '../options/timestamps.js';
import type {Effect} from '../state/effect.js';
import {applied} from '../state/report.js';
import type {Segment} from '../state/segment.js';
import type {Tcb} from '../state/tcb.js';
import {unmarkLost} from './scoreboard.js';

/** Remembers where a recovery begins, and what cwnd and ssthresh were. */
export function startUndo(tcb: Tcb): void {
	const {undo, board, tlp} = tcb;
	undo.marker = tcb.snd.una;
	const out = board.again + (tlp.end !== null && tlp.resent ? 1 : 0);
	undo.again = out === 0 ? -1 : out;
}

/** The first retransmission of this recovery, or what is acknowledged now, was not needed. */
export const mayUndo = (tcb: Tcb, seg: Segment): boolean =>
	tcb.undo.marker !== null && (tcb.undo.again === 0 || originalCame(tcb, seg));

/** Eifel: what is acknowledged was sent before the first retransmission; or there was none yet. */
export function originalCame(tcb: Tcb, seg: Segment): boolean {
	const {resentAt} = tcb.undo;
	return resentAt === null || (tcb.agreed.timestamps && ecrBefore(tcb, seg, resentAt));
}

/** @param losses - false: what was taken as lost may be lost all the same */
export function undoReduction(tcb: Tcb, losses: 'forgotten' | 'kept', out: Effect[]): void {
	const {cc, undo, rack} = tcb;
	if (losses === 'forgotten') unmarkLost(tcb);
	if (undo.ssthresh > 0) {
		cc.cwnd = Math.max(windowBeforeLoss(tcb), undo.cwnd);
		if (undo.ssthresh > cc.ssthresh) withdrawCwr(tcb);
		cc.ssthresh = Math.max(cc.ssthresh, undo.ssthresh);
	}

	undo.marker = null;
	// Losses are looked for once more under the wider view.
	rack.advanced = true;
	applied('reduction-undone', out, {cwnd: cc.cwnd, ssthresh: cc.ssthresh});
}
