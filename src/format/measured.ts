/** The figures of a connection that an expectation or a goal may ask for, in a file's units. */

import {distance, type Tcb} from '../tcp/index.js';
import {flightOf} from '../tcp/state/flight.js';

/** Seconds for times, octets for windows and queues, counts for the rest. Null: there is no such figure now. */
const FIGURES = {
	cwnd: tcb => tcb.cc.cwnd,
	ssthresh: tcb => tcb.cc.ssthresh,
	flight: tcb => flightOf(tcb),
	'duplicate-acks': tcb => tcb.cc.dupAcks,
	'snd.una': tcb => distance(tcb.iss, tcb.snd.una),
	'snd.nxt': tcb => distance(tcb.iss, tcb.snd.nxt),
	'snd.wnd': tcb => tcb.snd.wnd,
	'snd.mss': tcb => tcb.snd.mss,
	'rcv.nxt': tcb => distance(tcb.irs, tcb.rcv.nxt),
	'rcv.wnd': tcb => tcb.rcv.wnd,
	rto: tcb => tcb.rto.rto / 1e6,
	srtt: tcb => (tcb.rto.srtt === null ? null : tcb.rto.srtt / 1e6),
	backoff: tcb => tcb.rto.backoff,
	unsent: tcb => tcb.unsent.length,
	unread: tcb => tcb.unread.length,
	'out-of-order': tcb => tcb.outOfOrder.length,
} as const satisfies Readonly<Record<string, (tcb: Tcb) => number | null>>;

export type Figure = keyof typeof FIGURES;

export const FIGURE_NAMES = Object.keys(FIGURES) as readonly Figure[];

export const figureOf = (tcb: Tcb, name: Figure): number | null => FIGURES[name](tcb);
