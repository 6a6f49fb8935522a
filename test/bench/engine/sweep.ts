/** Many transfers of 100 kB over 10 Mbit/s, 20 ms each way, that lose segments by a seed. */

import {
	arrive,
	briefEffects,
	type Config,
	call,
	createTcb,
	type Effect,
	expire,
	type Micros,
	nextDeadline,
	type Segment,
	sendRoom,
	seq,
	type Tcb,
} from '../../../src/tcp/index.js';
import {type Chance, createChance, uniform} from '../../../src/wire/index.js';
import {CLIENT, CLOSE, READ, SERVER} from './bulk.js';

export const OCTETS = 100_000;
const LATENCY: Micros = 20_000;
const OCTETS_A_MICRO = 10 / 8;
const HEADERS = 40;
const NEVER = Number.POSITIVE_INFINITY;
const TEXT = new Uint8Array(OCTETS).fill(120);

/** One end: its connection, when its next timer runs down, and what is on its way to it, first in, first out. */
type End = {tcb: Tcb; due: Micros; segments: Segment[]; arrivals: Micros[]; next: number; freeAt: Micros; sent: number};
export type Outcome = {segments: number; micros: Micros};

/** One transfer, from OPEN until either end has closed. */
export function transferLosing(loss: number, seed: number, config: Config): Outcome {
	const client = createEnd(createTcb(config, CLIENT, SERVER));
	const server = createEnd(createTcb(config, SERVER));
	const chance = createChance(seed);
	const out = briefEffects();
	let left = OCTETS;
	let received = 0;
	let now = 0;

	call(server.tcb, {call: 'open', how: 'passive', iss: seq(300)}, 0, out);
	call(client.tcb, {call: 'open', how: 'active', iss: seq(100)}, 0, out);
	put(out, client, server, 0, loss, chance);
	while (server.tcb.state !== 'CLOSED' && client.tcb.state !== 'CLOSED') {
		const atServer = firstArrival(server);
		const atClient = firstArrival(client);
		now = Math.min(atServer, atClient, client.due, server.due);
		if (now === atServer) {
			arrive(server.tcb, take(server), now, out);
			received += read(server.tcb, now, out);
			put(out, server, client, now, loss, chance);
		} else if (now === atClient) {
			arrive(client.tcb, take(client), now, out);
			left -= write(client.tcb, left, now, out);
			put(out, client, server, now, loss, chance);
		} else if (now === client.due) {
			expire(client.tcb, now, out);
			put(out, client, server, now, loss, chance);
		} else {
			expire(server.tcb, now, out);
			put(out, server, client, now, loss, chance);
		}
	}

	if (received !== OCTETS) throw new Error(`${received} octets of ${OCTETS} arrived (seed ${seed})`);
	return {segments: client.sent + server.sent, micros: now};
}

const createEnd = (tcb: Tcb): End => ({tcb, due: NEVER, segments: [], arrivals: [], next: 0, freeAt: 0, sent: 0});
const firstArrival = (end: End): Micros =>
	end.next < end.arrivals.length ? (end.arrivals[end.next] as Micros) : NEVER;
const take = (end: End): Segment => end.segments[end.next++] as Segment;

/** Each segment waits for those before it, then for its own octets; dice decide whether it arrives. */
function put(out: Effect[], from: End, to: End, now: Micros, loss: number, chance: Chance): void {
	for (const effect of out) {
		if (effect.kind !== 'send') continue;
		const {segment} = effect;
		const time = Math.ceil((HEADERS + segment.text.length) / OCTETS_A_MICRO);
		from.sent++;
		to.freeAt = Math.max(now, to.freeAt) + time;
		if (uniform(chance) < loss) continue;
		to.segments.push(segment);
		to.arrivals.push(to.freeAt + LATENCY);
	}

	// One by one the list keeps its memory.
	while (out.length > 0) out.pop();
	from.due = nextDeadline(from.tcb) ?? NEVER;
}

/** The server's program reads all there is, and closes when there is no more to come. */
function read(tcb: Tcb, now: Micros, out: Effect[]): number {
	let octets = 0;
	if (tcb.unread.length > 0) {
		const result = call(tcb, READ, now, out);
		if (result.kind === 'text') octets = result.text.length;
	}

	if (tcb.state === 'CLOSE-WAIT') call(tcb, CLOSE, now, out);
	return octets;
}

/** The client's program writes as the send buffer has room, then closes. Octets written. */
function write(tcb: Tcb, left: number, now: Micros, out: Effect[]): number {
	if (tcb.closeCalled || tcb.state !== 'ESTABLISHED') return 0;
	if (left === 0) {
		call(tcb, CLOSE, now, out);
		return 0;
	}

	const room = Math.min(left, sendRoom(tcb));
	if (room === 0) return 0;
	const from = OCTETS - left;
	call(tcb, {call: 'send', text: TEXT.subarray(from, from + room), push: true, urgent: false}, now, out);
	return room;
}
