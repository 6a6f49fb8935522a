/** States: properties 21, 23, 24 and 25. */

import {HOST_NAMES} from '../../../src/host/index.js';
import type {Fact} from '../../../src/lab/index.js';
import {distance, end, eq, length, plus, type State} from '../../../src/tcp/index.js';
import {type Ends, type Happening, holds, type SentFact, type Watch} from '../ends.js';
import type {Track} from '../track.js';
import {sendings} from './memory.js';
import {peerOf} from './pairs.js';

/** Figure 5, with RST, ABORT, early CLOSE and MAY-2. */
const MOVES: Readonly<Record<State, readonly State[]>> = {
	CLOSED: ['LISTEN', 'SYN-SENT', 'SYN-RECEIVED'],
	LISTEN: ['SYN-RECEIVED', 'SYN-SENT', 'CLOSED'],
	'SYN-SENT': ['SYN-RECEIVED', 'ESTABLISHED', 'CLOSED'],
	'SYN-RECEIVED': ['ESTABLISHED', 'FIN-WAIT-1', 'LISTEN', 'CLOSED'],
	ESTABLISHED: ['FIN-WAIT-1', 'CLOSE-WAIT', 'CLOSED'],
	'FIN-WAIT-1': ['FIN-WAIT-2', 'CLOSING', 'TIME-WAIT', 'CLOSED'],
	'FIN-WAIT-2': ['TIME-WAIT', 'CLOSED'],
	'CLOSE-WAIT': ['LAST-ACK', 'CLOSED'],
	CLOSING: ['TIME-WAIT', 'CLOSED'],
	'LAST-ACK': ['CLOSED'],
	'TIME-WAIT': ['CLOSED', 'SYN-RECEIVED'],
};

export const watchStates: Watch = (ends, happening) => {
	for (const [i, fact] of happening.facts.entries()) {
		if (fact.kind === 'state') moves(ends, fact, happening.facts.slice(0, i));
	}

	agreement(ends);
	for (const [fact, track] of sendings(ends, happening.facts)) if (track !== null) oneFin(ends, fact, track);
	timeWait(ends, happening);
};

type StateFact = Extract<Fact, {kind: 'state'}>;

function moves(ends: Ends, fact: StateFact, before: readonly Fact[]): void {
	const {from, to, host, connection} = fact;
	holds(ends, 21, MOVES[from].includes(to), `${host}: ${from} never goes to ${to}`);
	const reason = before.some(
		other =>
			(other.kind === 'rule' && other.host === host && other.connection === connection) ||
			(other.kind === 'called' && other.host === host),
	);
	holds(ends, 21, reason, `${host}: no rule is named for ${from} to ${to}`);
}

/** 23. */
function agreement(ends: Ends): void {
	for (const {tcb} of ends.world.hosts.client.connections) {
		const peer = peerOf(ends, 'client', tcb);
		if (peer === null || tcb.state !== 'ESTABLISHED' || peer.state !== 'ESTABLISHED') continue;
		const agreed = distance(tcb.irs, peer.iss) === 0 && distance(peer.irs, tcb.iss) === 0;
		holds(ends, 23, agreed, 'both are ESTABLISHED, with ISNs that are not each other’s');
	}
}

/** 24. A keep-alive or an ACK behind the FIN is empty and sits just behind it. */
function oneFin(ends: Ends, {flight}: SentFact, track: Track): void {
	const {segment, id} = flight;
	if (segment.rst || segment.syn) return;
	if (segment.fin) {
		const number = plus(segment.seq, length(segment) - 1);
		holds(ends, 24, track.fin === null || eq(track.fin, number), `${id}: a second FIN, at another number`);
		track.fin = number;
	} else if (track.fin !== null) {
		holds(ends, 24, distance(end(segment), plus(track.fin, 1)) >= 0, `${id}: something new behind the FIN`);
	}
}

/** 25, and who may be there: Figure 5 has no way for one that closed second. */
function timeWait(ends: Ends, {facts, tcbs, arrival}: Happening): void {
	const track = arrival?.key == null ? undefined : ends.tracks.get(arrival.key);
	if (arrival !== null && track !== undefined && arrival.before?.state === 'TIME-WAIT') {
		const {before, after, seg} = arrival;
		const from = before.timers['time-wait'];
		const to = after?.timers['time-wait'] ?? null;
		if (seg.fin && !seg.rst && to !== null && to !== from) track.timeWaitAt = ends.world.now;
		else if (to !== null) holds(ends, 25, to === from, `${arrival.flight.id} moves the end of TIME-WAIT`);
	}

	for (const fact of facts) {
		if (fact.kind !== 'state') continue;
		const key = `${fact.host} ${fact.connection}`;
		const own = ends.tracks.get(key);
		if (own === undefined) continue;
		if (fact.to === 'TIME-WAIT') own.timeWaitAt = fact.at;
		const timedOut = facts.some(other => other.kind === 'rule' && other.rule === 'time-wait-timeout');
		if (fact.from !== 'TIME-WAIT' || fact.to !== 'CLOSED' || !timedOut) continue;
		const lasted = fact.at - (own.timeWaitAt ?? 0);
		const {msl} = tcbs.get(key)?.before.config ?? {msl: 0};
		holds(ends, 25, lasted === 2 * msl, () => `${key}: TIME-WAIT lasts ${lasted} µs`);
	}
}

/** Whether any connection of either host is in one of these. */
export const isAny = (ends: Ends, ...states: readonly State[]): boolean =>
	HOST_NAMES.some(host => ends.world.hosts[host].connections.some(({tcb}) => states.includes(tcb.state)));
