/** What is taken to be in the network, and so counts against cwnd. */

import {distance, le, lt, plus, type Seq} from './seq.js';
import type {Sent, Tcb} from './tcb.js';

/**
 * Octets in flight: FlightSize of RFC 5681 §2, `pipe` of RFC 6675 §4 while SACK repairs a loss; with RACK each segment
 * that is neither reported nor lost, or is out again, takes a whole MSS (Linux's packets_in_flight).
 */
export function flightOf(tcb: Tcb): number {
	if (tcb.config.behaviours.rack) return segmentsInFlight(tcb) * tcb.snd.mss;
	if (tcb.agreed.sack && tcb.cc.phase === 'recovery') return pipe(tcb);
	return distance(tcb.snd.una, tcb.snd.nxt);
}

export const segmentsInFlight = ({retransmissions, board}: Tcb): number =>
	retransmissions.length - board.sacked - board.lost + board.again;

/** Whole segments that cwnd has room for, one at least. */
export const windowInSegments = ({cc, snd}: Tcb): number => Math.max(1, Math.floor(cc.cwnd / snd.mss));

/** RFC 6675 §4 SetPipe(): what is neither reported nor lost, and what was sent again. */
function pipe(tcb: Tcb): number {
	const {highRxt} = tcb.sackRecovery;
	let octets = 0;
	for (const sent of tcb.retransmissions) {
		if (sent.sacked) continue;
		const size = sizeOf(sent);
		if (!sent.lost) octets += size;
		if (le(plus(sent.seq, size), highRxt)) octets += size;
	}

	return octets;
}

/** Sequence numbers that a queued segment takes. */
export const sizeOf = (sent: Sent): number => sent.text.length + (sent.syn ? 1 : 0) + (sent.fin ? 1 : 0);

/** One past the last number that a queued segment takes. */
export const endOf = (sent: Sent): Seq => plus(sent.seq, sizeOf(sent));

/** The queue's first segment that begins at or after `seq`; its length when none does. */
export function indexAt(queue: readonly Sent[], seq: Seq): number {
	let from = 0;
	let to = queue.length;
	while (from < to) {
		const middle = (from + to) >> 1;
		if (lt((queue[middle] as Sent).seq, seq)) from = middle + 1;
		else to = middle;
	}

	return from;
}
