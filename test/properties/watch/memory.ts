/** Keeps the observer's memory of each connection: `learn` before the properties are looked at, `remember` behind them. */

import {HOST_NAMES, type HostName} from '../../../src/host/index.js';
import {distance, end, isSynchronized, le, length, lt, plus, type Tcb} from '../../../src/tcp/index.js';
import type {Ends, SentFact, Watch} from '../ends.js';
import {createTrack, farther, shiftOf, type Track} from '../track.js';

/** Each live connection with its track. */
export function* tracked(ends: Ends): Generator<{track: Track; tcb: Tcb; host: HostName}> {
	for (const host of HOST_NAMES) {
		for (const {id, tcb} of ends.world.hosts[host].connections) {
			if (tcb.remote === null) continue;
			const track = ends.tracks.get(`${host} ${id}`);
			if (track !== undefined) yield {track, tcb, host};
		}
	}
}

/** What hosts put on the wire, with the track of the connection that did; replies on nobody's behalf have none. */
export function* sendings(ends: Ends, facts: readonly {readonly kind: string}[]): Generator<[SentFact, Track | null]> {
	for (const fact of facts) {
		const sent = fact as SentFact;
		if (sent.kind !== 'sent' || sent.why === null) continue;
		yield [sent, ends.tracks.get(`${sent.flight.from} ${sent.connection}`) ?? null];
	}
}

/** New connections, what SYNs said, and what windows the peer offers. */
export const learn: Watch = (ends, {facts, arrival}) => {
	for (const host of HOST_NAMES) {
		for (const {id, tcb} of ends.world.hosts[host].connections) {
			const key = `${host} ${id}`;
			const old = ends.tracks.get(key);
			if (old === undefined || distance(old.iss, tcb.iss) !== 0) ends.tracks.set(key, createTrack(key, host, tcb));
		}
	}

	for (const fact of facts) {
		if (fact.kind === 'sent' || fact.kind === 'changed') ends.flights.set(fact.flight.id, fact.flight);
	}

	for (const [{flight}, track] of sendings(ends, facts)) {
		if (flight.segment.syn && track !== null) track.own = flight.segment.options;
	}

	const track = arrival?.key == null ? undefined : ends.tracks.get(arrival.key);
	if (arrival === null || track === undefined) return;
	const {seg, before, after} = arrival;
	const opening = before === null || before.state === 'SYN-SENT' || before.state === 'LISTEN';
	if (seg.syn && opening && after !== null && distance(after.irs, seg.seq) === 0) {
		track.peer = seg.options;
		track.offered = farther(track.offered, plus(track.iss, 1 + seg.wnd));
	}

	// Who acknowledges what was never sent offers nothing.
	const known = seg.ack !== null && after !== null && le(seg.ack, after.snd.max);
	if (seg.ack !== null && known && !seg.rst) {
		const window = seg.wnd * 2 ** (seg.syn ? 0 : shiftOf(track, 'peer'));
		track.offered = farther(track.offered, plus(seg.ack, window));
	}
};

/** What was sent, what is acknowledged, where the edges stand now. */
export const remember: Watch = (ends, {facts}) => {
	for (const [{flight, at}, track] of sendings(ends, facts)) {
		const {segment} = flight;
		if (track === null || segment.rst) continue;
		if (length(segment) > 0) noteSending(track, segment.seq, end(segment), at);
	}

	for (const {track, tcb} of tracked(ends)) {
		track.una = tcb.snd.una;
		track.nxt = tcb.snd.nxt;
		track.rcvNxt = tcb.rcv.nxt;
		track.synchronized = isSynchronized(tcb);
		const [oldest] = track.sendings;
		if (oldest !== undefined && le(oldest.end, tcb.snd.una)) {
			track.sendings = track.sendings.filter(sending => lt(tcb.snd.una, sending.end));
			track.sacked = track.sacked.filter(([, right]) => lt(tcb.snd.una, right));
			track.reported = track.reported.filter(([, right]) => lt(tcb.snd.una, right));
		}
	}
};

/** Cuts what overlaps into pieces, so that each octet's count is its own. */
function noteSending(track: Track, from: Track['iss'], to: Track['iss'], at: number): void {
	const last = track.sendings.at(-1);
	if (last === undefined || le(last.end, from)) {
		track.sendings.push({seq: from, end: to, firstAt: at, lastAt: at, times: 1});
		return;
	}

	const pieces: Track['sendings'] = [];
	let next = from;
	for (const old of track.sendings) {
		if (le(old.end, from) || le(to, old.seq)) {
			pieces.push(old);
			continue;
		}

		if (lt(old.seq, from)) pieces.push({...old, end: from});
		const seq = lt(old.seq, from) ? from : old.seq;
		const end = lt(to, old.end) ? to : old.end;
		if (lt(next, seq)) pieces.push({seq: next, end: seq, firstAt: at, lastAt: at, times: 1});
		pieces.push({...old, seq, end, lastAt: at, times: old.times + 1});
		if (lt(end, old.end)) pieces.push({...old, seq: end});
		next = end;
	}

	if (lt(next, to)) pieces.push({seq: next, end: to, firstAt: at, lastAt: at, times: 1});
	track.sendings = pieces.sort((a, b) => distance(b.seq, a.seq));
}
