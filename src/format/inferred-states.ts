/**
 * The states of both ends, as far as a bystander can tell them from the segments that pass.
 *
 * What an end sends is evidence of its state. That a segment which passes also arrives is taken for granted, until the
 * receiver shows that it did not: it sends again what was acknowledged, or asks again for what was sent.
 */

import {distance, eq, length, plus, type Segment, type Seq, type State} from '../tcp/index.js';
import type {Side} from '../wire/index.js';

/** One end as it looks from outside. Null: not known (yet). */
type End = {
	state: State | null;
	/** The number of its SYN. */
	iss: Seq | null;
	/** The number after its FIN. */
	fin: Seq | null;
	/** The highest number that it has acknowledged. */
	acked: Seq | null;
	/** Its SYN has been acknowledged, if that has arrived. */
	synAcked: boolean;
	/** It has sent something that only an open connection sends: its SYN is known to be acknowledged. */
	open: boolean;
};

export type Ends = Record<Side, End>;

export type StateChange = {readonly side: Side; readonly from: State | null; readonly to: State};

/** Two ends of which nothing was seen. */
export const unseenEnds = (): Ends => ({client: unseen(), server: unseen()});

const unseen = (): End => ({state: null, iss: null, fin: null, acked: null, synAcked: false, open: false});

/** Looks at one more segment that passes. Writes to `ends`. @returns what changed, in order */
export function seePass(ends: Ends, from: Side, seg: Segment): StateChange[] {
	const sides = [from, from === 'client' ? 'server' : 'client'] as const;
	const changes: StateChange[] = [];
	const [sender, receiver] = [ends[sides[0]], ends[sides[1]]];
	const moves = (index: 0 | 1, to: State): void => {
		const end = ends[sides[index]];
		if (end.state === to) return;
		changes.push({side: sides[index], from: end.state, to});
		end.state = to;
	};

	if (seg.rst) {
		resets(sender, receiver, seg, moves);
		return changes;
	}

	joinsLate(ends, seg);
	if (seg.syn) sendsSyn(sender, seg, moves);
	else sender.open = true;
	if (seg.ack !== null) {
		if (sender.acked === null || distance(sender.acked, seg.ack) > 0) sender.acked = seg.ack;
		sendsAck(sender, receiver, seg.ack, seg.syn, moves);
		getsAck(sender, receiver, seg, seg.ack, to => moves(1, to));
	}

	if (seg.fin) sendsFin(sender, plus(seg.seq, length(seg)), to => moves(0, to));
	return changes;
}

type Moves = (index: 0 | 1, to: State) => void;

/** A connection that is in the middle of its life when the capture begins. */
function joinsLate(ends: Ends, seg: Segment): void {
	if (seg.syn || ends.client.state !== null || ends.server.state !== null) return;
	ends.client.state = 'ESTABLISHED';
	ends.server.state = 'ESTABLISHED';
}

/**
 * Who sends a RST has no connection, unless it asks with it whether an answer to its SYN is old. The other end heeds one
 * that stands where it expects the next octet, or that answers its SYN.
 */
function resets(sender: End, receiver: End, seg: Segment, moves: Moves): void {
	if (sender.state !== 'SYN-SENT') moves(0, 'CLOSED');
	if (receiver.state === 'SYN-SENT') {
		if (seg.ack !== null && receiver.iss !== null && eq(seg.ack, plus(receiver.iss, 1))) moves(1, 'CLOSED');
	} else if (receiver.acked === null || eq(seg.seq, receiver.acked)) moves(1, 'CLOSED');
}

function sendsSyn(sender: End, seg: Segment, moves: Moves): void {
	if (sender.iss === null || !eq(sender.iss, seg.seq)) {
		// Another incarnation.
		sender.iss = seg.seq;
		sender.fin = null;
		sender.acked = null;
		sender.synAcked = false;
		sender.open = false;
	}

	if (seg.ack === null) moves(0, 'SYN-SENT');
	else if (!sender.open) {
		const wasSynSent = sender.state === 'SYN-SENT';
		// Its SYN,ACK again: the ACK that seemed to open it was lost. One that has sent since repeats it for the peer's sake.
		moves(0, 'SYN-RECEIVED');
		// Both open at once, and the other half came first.
		if (wasSynSent && sender.synAcked) moves(0, 'ESTABLISHED');
	}
}

/** What it acknowledges tells what it has taken. */
function sendsAck(sender: End, receiver: End, ack: Seq, syn: boolean, moves: Moves): void {
	const opens = !syn && receiver.iss !== null && distance(receiver.iss, ack) > 0;
	if (sender.state === 'SYN-SENT' && opens) moves(0, 'ESTABLISHED');
	if (receiver.fin === null || distance(receiver.fin, ack) < 0) return;
	const to = TAKES_FIN[sender.state ?? 'CLOSED'];
	if (to !== undefined) moves(0, to);
}

const TAKES_FIN: Partial<Record<State, State>> = {
	'SYN-RECEIVED': 'CLOSE-WAIT',
	ESTABLISHED: 'CLOSE-WAIT',
	'FIN-WAIT-1': 'CLOSING',
	'FIN-WAIT-2': 'TIME-WAIT',
};

/** What reaches it: that its SYN, or its FIN, has arrived. */
function getsAck(sender: End, receiver: End, seg: Segment, ack: Seq, moves: (to: State) => void): void {
	const {state, iss, fin} = receiver;
	receiver.synAcked ||= iss !== null && distance(iss, ack) > 0;
	if (state === 'SYN-RECEIVED' && iss !== null && distance(iss, ack) > 0) moves('ESTABLISHED');
	if (seg.syn || fin === null || distance(fin, ack) < 0) return;
	if (state === 'FIN-WAIT-1' && hasComeBefore(sender, receiver, seg)) moves('CLOSING');
	const to = FIN_ARRIVED[receiver.state ?? 'CLOSED'];
	if (to !== undefined) moves(to);
}

/** The sender's FIN, with nothing missing before it: both ends have closed at once. */
const hasComeBefore = ({fin}: End, {acked}: End, seg: Segment): boolean =>
	fin !== null && acked !== null && distance(fin, seg.seq) >= 0 && eq(plus(acked, 1), fin);

const FIN_ARRIVED: Partial<Record<State, State>> = {
	'FIN-WAIT-1': 'FIN-WAIT-2',
	CLOSING: 'TIME-WAIT',
	'LAST-ACK': 'CLOSED',
};

function sendsFin(sender: End, end: Seq, moves: (to: State) => void): void {
	const isAgain = sender.fin !== null && eq(sender.fin, end);
	sender.fin = end;
	const to = (isAgain ? FIN_AGAIN : FIN_FIRST)[sender.state ?? 'CLOSED'];
	if (to !== undefined) moves(to);
}

const FIN_FIRST: Partial<Record<State, State>> = {
	'SYN-RECEIVED': 'FIN-WAIT-1',
	ESTABLISHED: 'FIN-WAIT-1',
	'CLOSE-WAIT': 'LAST-ACK',
};

/** The ACK that seemed to have reached it did not. */
const FIN_AGAIN: Partial<Record<State, State>> = {
	'FIN-WAIT-2': 'FIN-WAIT-1',
	'TIME-WAIT': 'CLOSING',
	CLOSED: 'LAST-ACK',
};
