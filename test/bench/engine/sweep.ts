/** Many transfers of 100 kB over 10 Mbit/s, 20 ms each way, that lose segments by a seed. */

import {
	arrive,
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
const TEXT = new Uint8Array(OCTETS).fill(120);

/** One direction of the line: first in, first out. */
type Way = {segments: Segment[]; arrivals: Micros[]; next: number; freeAt: Micros; sent: number};
export type Outcome = {segments: number; micros: Micros};

/** One transfer, from OPEN until the server has closed. */
export function transferLosing(loss: number, seed: number, config: Config): Outcome {
	const client = createTcb(config, CLIENT, SERVER);
	const server = createTcb(config, SERVER);
	const toServer = createWay();
	const toClient = createWay();
	const chance = createChance(seed);
	const out: Effect[] = [];
	let left = OCTETS;
	let received = 0;

	call(server, {call: 'open', how: 'passive', iss: seq(300)}, 0, out);
	out.length = 0;
	call(client, {call: 'open', how: 'active', iss: seq(100)}, 0, out);
	put(out, toServer, 0, loss, chance);
	let now = 0;
	while (server.state !== 'CLOSED' && client.state !== 'CLOSED') {
		const atServer = firstArrival(toServer);
		const atClient = firstArrival(toClient);
		const clientDue = nextDeadline(client) ?? Number.POSITIVE_INFINITY;
		const serverDue = nextDeadline(server) ?? Number.POSITIVE_INFINITY;
		now = Math.min(atServer, atClient, clientDue, serverDue);

		if (now === atServer) {
			arrive(server, take(toServer), now, out);
			received += read(server, now, out);
			put(out, toClient, now, loss, chance);
		} else if (now === atClient) {
			arrive(client, take(toClient), now, out);
			left -= write(client, left, now, out);
			put(out, toServer, now, loss, chance);
		} else if (now === clientDue) {
			expire(client, now, out);
			put(out, toServer, now, loss, chance);
		} else {
			expire(server, now, out);
			put(out, toClient, now, loss, chance);
		}
	}

	if (received !== OCTETS) throw new Error(`${received} octets of ${OCTETS} arrived (seed ${seed})`);
	return {segments: toServer.sent + toClient.sent, micros: now};
}

const createWay = (): Way => ({segments: [], arrivals: [], next: 0, freeAt: 0, sent: 0});
const firstArrival = (way: Way): Micros => way.arrivals[way.next] ?? Number.POSITIVE_INFINITY;
const take = (way: Way): Segment => way.segments[way.next++] as Segment;

/** Each segment waits for those before it, then for its own octets; dice decide whether it arrives. */
function put(out: Effect[], way: Way, now: Micros, loss: number, chance: Chance): void {
	for (const effect of out) {
		if (effect.kind !== 'send') continue;
		const {segment} = effect;
		const time = Math.ceil((HEADERS + segment.text.length) / OCTETS_A_MICRO);
		way.freeAt = Math.max(now, way.freeAt) + time;
		way.sent++;
		if (uniform(chance) < loss) continue;
		way.segments.push(segment);
		way.arrivals.push(way.freeAt + LATENCY);
	}

	out.length = 0;
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
