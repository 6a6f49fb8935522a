/** 20 MB from one engine to the other, back to back: without host, wire or screen, and if asked as octets. */

import {
	arrive,
	briefEffects,
	type Call,
	type Config,
	call,
	createTcb,
	type Effect,
	expire,
	type Micros,
	RFC9293,
	type Segment,
	sendRoom,
	seq,
	type Tcb,
} from '../../../src/tcp/index.js';

export const LATENCY = 10_000;
export const CLIENT = {address: '192.0.2.1', port: 49_152} as const;
export const SERVER = {address: '192.0.2.2', port: 80} as const;
export const READ: Call = {call: 'receive', count: 1_000_000};
export const CLOSE: Call = {call: 'close', reading: 'continues'};

/** What becomes of a segment on its way: null, it is lost. */
export type Carry = (segment: Segment) => Segment | null;
export const asItIs: Carry = segment => segment;

/** Makes the list that effects go to. */
export type Telling = () => Effect[];

/** One end: its connection, what is on its way to it, what it has just sent, how many octets it has read. */
export type End = {tcb: Tcb; arriving: Segment[]; sent: Segment[]; out: Effect[]; read: number};
export type Pair = {client: End; server: End; now: number; segments: number};

/** Two ends, one of which has called. */
export function createPair(config: Config = RFC9293, tell: Telling = briefEffects): Pair {
	const end = (tcb: Tcb): End => ({tcb, arriving: [], sent: [], out: tell(), read: 0});
	const pair: Pair = {
		client: end(createTcb(config, CLIENT, SERVER)),
		server: end(createTcb(config, SERVER)),
		now: 0,
		segments: 0,
	};
	call(pair.server.tcb, {call: 'open', how: 'passive', iss: seq(300)}, 0, pair.server.out);
	call(pair.client.tcb, {call: 'open', how: 'active', iss: seq(100)}, 0, pair.client.out);
	collect(pair);
	return pair;
}

/** Each end takes what the other has sent, and reads it; the clock moves by the latency. */
export function turn(pair: Pair, carry: Carry): void {
	const {client, server} = pair;
	pair.now += LATENCY;
	[client.arriving, server.sent] = [server.sent, client.arriving];
	[server.arriving, client.sent] = [client.sent, server.arriving];
	take(server, carry, pair.now);
	take(client, carry, pair.now);
	expire(client.tcb, pair.now, client.out);
	expire(server.tcb, pair.now, server.out);
}

function take(end: End, carry: Carry, now: Micros): void {
	const {tcb, arriving, out} = end;
	for (const segment of arriving) {
		const carried = carry(segment);
		if (carried === null) continue;
		arrive(tcb, carried, now, out);
		if (tcb.unread.length === 0) continue;
		const result = call(tcb, READ, now, out);
		if (result.kind === 'text') end.read += result.text.length;
	}

	arriving.length = 0;
}

/** Takes the segments out of the effects, and leaves the lists empty for the next turn. */
export function collect(pair: Pair): void {
	for (const end of [pair.client, pair.server]) {
		for (const effect of end.out) if (effect.kind === 'send') end.sent.push(effect.segment);
		// One by one the list keeps its memory.
		while (end.out.length > 0) end.out.pop();
		pair.segments += end.sent.length;
	}
}

/**
 * One transfer, from OPEN to both ends closed, in virtual time.
 *
 * @returns segments sent, both ways
 */
export function transfer(octets: number, carry: Carry, config: Config = RFC9293, tell: Telling = briefEffects): number {
	const pair = createPair(config, tell);
	write(pair, octets, carry);
	return pair.segments;
}

/** Writes so many octets as the send buffer has room, until the reader has closed too. */
export function write(pair: Pair, octets: number, carry: Carry): void {
	const {client, server} = pair;
	const chunk = new Uint8Array(client.tcb.config.sendBuffer).fill(120);
	let left = octets;
	while (client.tcb.state !== 'TIME-WAIT') {
		turn(pair, carry);
		const room = Math.min(left, sendRoom(client.tcb));
		if (client.tcb.state === 'ESTABLISHED' && room > 0) {
			const text = chunk.subarray(0, room);
			call(client.tcb, {call: 'send', text, push: true, urgent: false}, pair.now, client.out);
			left -= text.length;
		} else if (left === 0 && !client.tcb.closeCalled) call(client.tcb, CLOSE, pair.now, client.out);
		if (server.tcb.state === 'CLOSE-WAIT' && !server.tcb.closeCalled) call(server.tcb, CLOSE, pair.now, server.out);
		collect(pair);
	}
}

/** Every so manieth segment with text is lost. */
export function losing(every: number): Carry {
	let texts = 0;
	return segment => (segment.text.length > 0 && ++texts % every === 0 ? null : segment);
}
