/** Proportional rate reduction, RFC 6937: cwnd comes down to ssthresh over one round trip, as segments leave the network. */

import {segmentsInFlight, windowInSegments} from '../state/flight.js';
import type {Tcb} from '../state/tcb.js';

/** Starts a reduction to ssthresh, which is set already. */
export function startReduction(tcb: Tcb): void {
	tcb.prr = {delivered: 0, out: 0, before: windowInSegments(tcb)};
	tcb.tlp.end = null;
}

/** @returns whether cwnd is under PRR's hand */
export const isReducing = ({cc}: Tcb): boolean => cc.phase === 'cwr' || cc.phase === 'recovery';

/**
 * RFC 6937 §3.1 for one ACK, with the slow-start bound (SSRB) only while the ACKs make progress without new losses,
 * as Linux has it.
 *
 * @param delivered - segments that have left the network for good
 * @param progress - SND.UNA has moved, and nothing new was taken as lost
 */
export function reduce(tcb: Tcb, delivered: number, progress: boolean): void {
	const {prr, cc, snd} = tcb;
	if (delivered <= 0 || prr.before === 0) return;
	prr.delivered += delivered;
	const target = Math.max(1, Math.floor(cc.ssthresh / snd.mss));
	const flight = segmentsInFlight(tcb);
	const room = target - flight;
	let count: number;
	if (room < 0) count = Math.ceil((target * prr.delivered) / prr.before) - prr.out;
	else {
		count = Math.max(prr.delivered - prr.out, delivered);
		if (progress) count++;
		count = Math.min(room, count);
	}

	// The fast retransmission itself always goes.
	cc.cwnd = (flight + Math.max(count, prr.out === 0 ? 1 : 0)) * snd.mss;
}

/** At the end cwnd is ssthresh, however much was sent meanwhile. */
export function endReduction({cc, undo}: Tcb): void {
	if (cc.phase === 'cwr' || undo.marker !== null) cc.cwnd = cc.ssthresh;
}
