/** What one ACK tells, gathered while it is taken in, for those who judge it: round trips, losses, cwnd. */

import {flightOf} from './flight.js';
import type {Micros, Segment} from './segment.js';
import {distance, lt, type Seq} from './seq.js';
import type {Tcb} from './tcb.js';
import {windowOf} from './window-scale.js';

export type News = {
	readonly ack: Seq;
	/** SND.UNA before. */
	readonly una: Seq;
	/** SND.UNA moves. */
	readonly advances: boolean;
	/** It carries text or a FIN, or a window other than the one we have: no duplicate ACK. */
	readonly carriesMore: boolean;
	/** What was out before, octets: FlightSize, with RACK what `flightOf` says. Nobody asks while SACK repairs a loss. */
	readonly flight: number;
	/** One past the highest octet reported before. */
	readonly highest: Seq;
	/** ECE, where marks were agreed on. */
	readonly ece: boolean;
	/** Segments that SND.UNA went over; and those of them, or newly reported, that the peer was not known to have. */
	acked: number;
	delivered: number;
	/** Segments newly reported by SACK. */
	sacked: number;
	/** The peer got something twice (RFC 2883); and that was our tail loss probe. */
	dsack: boolean;
	dsackOfProbe: boolean;
	/** Something that was sent again is acknowledged. */
	resentAcked: boolean;
	/** Something never sent again, and out before the timeout, has arrived: the timeout was early (RFC 5682). */
	originalArrived: boolean;
	/** The lowest number that arrived after higher ones did, without having been sent again: the network overtakes. */
	overtaken: Seq | null;
	/** When the first and the last of the acknowledged segments, none of them ever sent again, were sent. */
	firstSentAt: Micros | null;
	lastSentAt: Micros | null;
	/** The same for what SACK reports. */
	sackedSentAt: Micros | null;
	/** The timer starts anew. */
	restartsTimer: boolean;
};

export function newsOf(tcb: Tcb, seg: Segment, ack: Seq): News {
	const {snd, board} = tcb;
	return {
		ack,
		una: snd.una,
		advances: lt(snd.una, ack),
		carriesMore: seg.text.length > 0 || seg.fin || windowOf(tcb, seg) !== snd.wnd,
		// Not RFC 6675's `pipe`, for which every ACK would walk the queue.
		flight: tcb.config.behaviours.rack ? flightOf(tcb) : distance(snd.una, snd.nxt),
		highest: board.sacked > 0 ? board.highest : snd.una,
		ece: seg.ece && tcb.agreed.ecn,
		acked: 0,
		delivered: 0,
		sacked: 0,
		dsack: false,
		dsackOfProbe: false,
		resentAcked: false,
		originalArrived: false,
		overtaken: null,
		firstSentAt: null,
		lastSentAt: null,
		sackedSentAt: null,
		restartsTimer: false,
	};
}
