/**
 * Whether a segment may be looked at: the acceptability test of RFC 9293 §3.10.7.4 first, Table 6, and the segments that
 * the RFC's figures and later checks want to see although the table refuses them (Appendix A.2).
 */

import {end, length, type Segment} from './segment.js';
import {distance, eq, inWindow, le, lt, plus} from './seq.js';
import {isSynchronized, synIsOut, type Tcb} from './tcb.js';

/** Table 6: the four cases of the acceptability test; Linux's windows have room for an ACK at their right edge (tcp_sequence). */
export function acceptable(tcb: Tcb, seg: Segment): boolean {
	const {nxt, wnd} = tcb.rcv;
	const len = length(seg);
	if (len === 0 && wnd === 0) return eq(seg.seq, nxt);
	if (len === 0) return inWindow(seg.seq, nxt, wnd) || isLookedAtAtEdge(tcb, seg);
	if (wnd === 0) return false;
	return inWindow(seg.seq, nxt, wnd) || inWindow(plus(seg.seq, len - 1), nxt, wnd);
}

const isLookedAtAtEdge = ({rcv, config}: Tcb, seg: Segment): boolean =>
	config.behaviours['looks-at-edge'] && !seg.rst && eq(seg.seq, plus(rcv.nxt, rcv.wnd));

/** Part of it lies outside the window. */
export const straddles = ({rcv}: Tcb, seg: Segment): boolean =>
	lt(seg.seq, rcv.nxt) || distance(rcv.nxt, end(seg)) > rcv.wnd;

/**
 * The SYN,ACK of a simultaneous open: its SYN we have, its ACK is news.
 * Figure 7 takes it; Table 6 would refuse it, its SEQ being one below RCV.NXT (§A.2). We follow the figure.
 */
export const isOtherHalfOfOpen = (tcb: Tcb, seg: Segment): boolean =>
	synIsOut(tcb) &&
	tcb.openedBy === 'active' &&
	seg.syn &&
	seg.ack !== null &&
	!seg.rst &&
	eq(seg.seq, tcb.irs) &&
	!tcb.config.switches['letter-simultaneous-open'];

/**
 * A FIN that ends exactly at RCV.NXT, in TIME-WAIT: what the fifth and eighth check are written for there, and what
 * Table 6 would refuse. We follow the checks.
 */
export const isRepeatedFin = (tcb: Tcb, seg: Segment): boolean =>
	tcb.state === 'TIME-WAIT' &&
	seg.fin &&
	!seg.rst &&
	!seg.syn &&
	eq(end(seg), tcb.rcv.nxt) &&
	!tcb.config.switches['letter-time-wait-fin'];

/**
 * Both ends probed a shut window, both probes were taken, and neither knows it yet: each ACK then starts one below the
 * other's RCV.NXT, and if none were read, each would be answered for ever. §A.2 leaves the cure open; ours is to read
 * the ACK field where it is news.
 */
export const isNewsOneBelow = (tcb: Tcb, seg: Segment): boolean =>
	seg.ack !== null &&
	!seg.rst &&
	length(seg) === 0 &&
	eq(plus(seg.seq, 1), tcb.rcv.nxt) &&
	lt(tcb.snd.una, seg.ack) &&
	le(seg.ack, tcb.snd.max) &&
	isSynchronized(tcb);

/** "Special allowance should be made to accept valid ACKs, URGs, and RSTs" when RCV.WND is zero. */
export const isAllowedIntoZeroWindow = (tcb: Tcb, seg: Segment): boolean =>
	tcb.rcv.wnd === 0 &&
	!seg.syn &&
	eq(seg.seq, tcb.rcv.nxt) &&
	isSynchronized(tcb) &&
	!tcb.config.switches['letter-zero-window'];

/** The SYN that brought us here, again: our SYN,ACK was lost. The letter is a bare ACK, which is dropped there. */
export const isRepeatedSyn = (tcb: Tcb, seg: Segment): boolean =>
	tcb.state === 'SYN-RECEIVED' &&
	seg.syn &&
	seg.ack === null &&
	eq(seg.seq, tcb.irs) &&
	(tcb.config.switches['answer-lost-syn-ack'] ||
		(tcb.config.behaviours['syn-ack-again'] && tcb.openedBy === 'passive'));
