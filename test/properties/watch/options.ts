/** SACK and timestamps: properties 38 to 40. */

import {distance, end, eq, isSynchronized, le, lt, plus, type Seq, type Tcb, unsigned} from '../../../src/tcp/index.js';
import {type Arrival, type Ends, type Happening, holds, type SentFact, type Watch} from '../ends.js';
import {agreedSack, agreedTimestamps, type Track} from '../track.js';
import {difference, isAcceptable, isAllowedFor, isBadAck, isOutside, newText} from './judgment.js';
import {sendings} from './memory.js';

export const watchOptions: Watch = (ends, happening) => {
	const {arrival, facts} = happening;
	const track = arrival?.key == null ? undefined : ends.tracks.get(arrival.key);
	if (arrival !== null && track !== undefined) hears(ends, track, arrival);
	for (const fact of facts) {
		if (fact.kind === 'rule' && fact.rule === 'retransmission-timeout') {
			const own = ends.tracks.get(`${fact.host} ${fact.connection}`);
			if (own !== undefined) own.sacked = own.reported = [];
		}
	}

	for (const [fact, own] of sendings(ends, facts)) {
		if (own === null || fact.flight.segment.rst) continue;
		blocks(ends, own, fact, happening);
		notAgain(ends, own, fact);
		echo(ends, own, fact);
	}
};

type Block = readonly [Seq, Seq];

/** 38. */
function blocks(ends: Ends, track: Track, {flight}: SentFact, {arrival}: Happening): void {
	const {segment, id} = flight;
	const {sack, timestamps} = segment.options;
	if (sack === null || segment.ack === null) return;
	const {ack} = segment;
	holds(ends, 38, agreedSack(track), `${id} carries SACK blocks, and both must have offered that`);
	holds(ends, 38, sack.length <= (timestamps === null ? 4 : 3), `${id} carries ${sack.length} SACK blocks`);
	const [first, ...rest] = sack;
	const reports =
		first !== undefined &&
		(le(first[1], ack) || rest.some(([l, r]) => le(l, first[0]) && le(first[1], r)) || hasWaited(arrival, first));
	const news = reports ? rest : sack;
	const edge = track.told ?? plus(ack, segment.wnd);
	for (const [i, [left, right]] of news.entries()) {
		const inside = lt(ack, left) && lt(left, right) && distance(right, edge) >= 0;
		holds(ends, 38, inside, `${id}: block ${unsigned(left)} to ${unsigned(right)} lies outside the window`);
		const apart = news.slice(i + 1).every(([l, r]) => lt(right, l) || lt(r, left));
		holds(ends, 38, apart, `${id}: two SACK blocks meet`);
	}

	if (arrival?.before == null || arrival.key !== track.key || arrival.after?.state === 'CLOSED') return;
	const text = newText(arrival.before, arrival.seg);
	// All of it: a part that came twice is reported by D-SACK, and there may be room for no more.
	const gained = arrival.after === null ? 0 : octetsHeld(arrival.after) - octetsHeld(arrival.before);
	const isNews = gained === text.length;
	const isHeld = text.length > 0 && isNews && arrival.after !== null && lt(arrival.after.rcv.nxt, text.seq);
	const [newest] = news;
	if (!isHeld || newest === undefined || isOutside(arrival.before, arrival.seg)) return;
	const holding = le(newest[0], text.seq) && le(plus(text.seq, text.length), newest[1]);
	holds(ends, 38, holding, `${id}: the first SACK block is not that of the segment that came last`);
}

/**
 * A D-SACK whose ACK was gathered, or found no room, goes with a later one. What holds it may not be the second block
 * then: to the peer it is a block of held text like any other.
 */
function hasWaited(arrival: Arrival | null, [left, right]: Block): boolean {
	const twice = arrival?.before?.sack.twice ?? null;
	return twice !== null && eq(twice[0], left) && eq(twice[1], right);
}

const octetsHeld = ({outOfOrder}: Tcb): number => outOfOrder.reduce((sum, part) => sum + part.text.length, 0);

/** 39. */
function notAgain(ends: Ends, track: Track, {flight, again, why}: SentFact): void {
	const {segment, id} = flight;
	// A probe is the last segment (RFC 8985 §7.3): where a report of it came too soon to tell of this sending, it goes still.
	if (why === 'tail-loss-probe' || !again || segment.text.length === 0 || track.reported.length === 0) return;
	// With its FIN: a peer that has the text alone is still in need of that.
	const stop = end(segment);
	const has = track.reported.some(([left, right]) => le(left, segment.seq) && le(stop, right));
	holds(ends, 39, !has, `${id} sends again what the peer has`);
}

/** 40, for what is sent. */
function echo(ends: Ends, track: Track, {flight}: SentFact): void {
	const {segment, id} = flight;
	const {timestamps} = segment.options;
	if (segment.ack !== null) track.lastAckSent = segment.ack;
	if (timestamps === null) {
		if (!segment.syn && agreedTimestamps(track)) holds(ends, 40, false, `${id} has no timestamps`);
		return;
	}

	const {val, ecr} = timestamps;
	holds(ends, 40, track.tsval === null || !isBefore(val, track.tsval), `${id}: TSval falls to ${val}`);
	track.tsval = val;
	if (segment.ack === null || track.tsRecent === null) return;
	holds(ends, 40, ecr === track.tsRecent, `${id}: TSecr is ${ecr}, TS.Recent ${track.tsRecent}`);
}

/** TSvals are compared as sequence numbers are. */
const isBefore = (a: number, b: number): boolean => ((a - b) | 0) < 0;

/** What arrives: the peer's blocks, and its timestamps. */
function hears(ends: Ends, track: Track, arrival: Arrival): void {
	const {seg, before, after, flight} = arrival;
	const opening = before === null || before.state === 'SYN-SENT' || before.state === 'LISTEN';
	const taken = after !== null && distance(after.irs, seg.seq) === 0;
	if (seg.syn && opening && taken && seg.options.timestamps !== null) {
		track.tsRecent = seg.options.timestamps.val;
		return;
	}

	if (before === null || after === null || seg.rst) return;
	// Linux takes them: a middlebox may have eaten the option.
	const strict = ends.setup.profile === 'rfc9293';
	if (strict && agreedTimestamps(track) && seg.options.timestamps === null && isSynchronized(before)) {
		const changed = difference(before, after);
		holds(ends, 40, changed === null, () => `${flight.id} has no timestamps, and changes ${changed}`);
		return;
	}

	if (isOutside(before, seg) || (seg.ack !== null && isBadAck(before, seg.ack))) return;
	if (before.state === 'SYN-RECEIVED' && !isAcceptable(before, seg) && !isAllowedFor(before, seg)) return;
	const {timestamps} = seg.options;
	if (timestamps !== null && track.tsRecent !== null && isBefore(timestamps.val, track.tsRecent)) return;
	heardTimestamps(track, arrival);
	if (agreedSack(track) && seg.options.sack !== null) heardBlocks(track, before, seg.options.sack);
}

/** RFC 7323 §4.3 (2). */
function heardTimestamps(track: Track, {seg}: Arrival): void {
	const {timestamps} = seg.options;
	if (timestamps === null || track.tsRecent === null || track.lastAckSent === null) return;
	if (isBefore(timestamps.val, track.tsRecent) || lt(track.lastAckSent, seg.seq)) return;
	track.tsRecent = timestamps.val;
}

/**
 * RFC 2018 §5: a segment of the queue counts as reported when one block covers all of it. What the ACK before had said
 * is not looked at again, as Linux's recv_sack_cache has it, though a segment may have been cut there since.
 */
function heardBlocks(track: Track, {snd, retransmissions}: Tcb, heard: readonly Block[]): void {
	for (const block of heard) {
		const [left, right] = block;
		if (!lt(left, right) || lt(left, snd.una) || lt(snd.max, right)) continue;
		track.sacked = joined(track.sacked, block);
		for (const {seq, syn, text, fin} of retransmissions) {
			const all: Block = [seq, plus(seq, text.length + (syn ? 1 : 0) + (fin ? 1 : 0))];
			if (covers(block, all) && !track.blocks.some(known => covers(known, all)))
				track.reported = joined(track.reported, all);
		}
	}

	track.blocks = heard;
}

const covers = ([left, right]: Block, [from, to]: Block): boolean => le(left, from) && le(to, right);

function joined(known: readonly Block[], [left, right]: Block): Block[] {
	let from = left;
	let to = right;
	const apart = known.filter(([l, r]) => {
		if (lt(r, from) || lt(to, l)) return true;
		if (lt(l, from)) from = l;
		if (lt(to, r)) to = r;
		return false;
	});
	return [...apart, [from, to]];
}
