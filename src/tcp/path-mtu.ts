/**
 * The path has become narrower than our segments: they are cut, and what was too long goes again. It says nothing of
 * congestion, so cwnd stays (RFC 1191 §6.5 wants slow start where many go at once; cwnd paces them here).
 */

import {markLost} from './loss/scoreboard.js';
import type {Effect} from './state/effect.js';
import {applied} from './state/report.js';
import {plus} from './state/seq.js';
import type {Sent, Tcb} from './state/tcb.js';

/**
 * Sets the effective send MSS. `output` then sends again what was cut.
 *
 * @param mss - octets of text, below SND.MSS
 * @param why - who tells so: a router, or its silence
 */
export function narrowPath(tcb: Tcb, mss: number, why: 'path-mtu' | 'black-hole', out: Effect[]): void {
	const {snd, cc} = tcb;
	const {behaviours} = tcb.config;
	const segments = Math.max(1, Math.floor(cc.cwnd / snd.mss));
	const wasLong = tcb.retransmissions.map(sent => sent.text.length > mss);
	snd.mss = mss;
	// Linux counts segments, and keeps their number.
	if (behaviours['counts-segments']) cc.cwnd = segments * mss;
	applied(why, out, {mss});
	const queue = tcb.retransmissions;
	tcb.retransmissions = [];
	queue.forEach((sent, index) => {
		const pieces = wasLong[index] ? cut(tcb, sent) : [sent];
		for (const piece of pieces) {
			tcb.retransmissions.push(piece);
			if (wasLong[index] && behaviours.rack) markLost(tcb, tcb.retransmissions.length - 1);
		}
	});
	if (behaviours.rack || tcb.retransmissions.length === 0) return;
	// All of it goes again, in order, as after a timeout; but nothing was cut for it.
	cc.phase = 'loss';
	cc.recover = snd.nxt;
	cc.resent = snd.una;
}

function cut(tcb: Tcb, sent: Sent): Sent[] {
	const {board, snd} = tcb;
	if (sent.sacked) return [sent];
	const pieces: Sent[] = [];
	for (let from = 0; from < sent.text.length; from += snd.mss) {
		const text = sent.text.subarray(from, from + snd.mss);
		const last = from + text.length === sent.text.length;
		pieces.push({...sent, seq: plus(sent.seq, from), text, fin: sent.fin && last, psh: sent.psh && last});
	}

	if (sent.lost) board.lost += pieces.length - 1;
	if (sent.resent) board.again += pieces.length - 1;
	return pieces;
}
