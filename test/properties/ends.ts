/** Two ends under test: every input is done, everything that happened is held against the properties, at once. */

import {HOST_NAMES, type HostName} from '../../src/host/index.js';
import {createWorld, type Fact, type Input, type Setup, step, type World} from '../../src/lab/index.js';
import {
	checkTcb,
	distance,
	end,
	flags,
	isSynchronized,
	length,
	plus,
	type Seq,
	type State,
	type Tcb,
	unsigned,
} from '../../src/tcp/index.js';
import {type Flight, other} from '../../src/wire/index.js';

type Side = {
	/** The program's socket; null until it has one. */
	socket: string | null;
	written: number;
	read: number;
	/** recv has given 0, or an error that no later recv can heal. */
	ended: 'no' | 'eof' | 'error';
	shut: boolean;
	/** The farthest right edge that the peer's segments have offered it, by the peer's word. */
	offered: Seq | null;
	fin: Seq | null;
};

export type Ends = {
	readonly world: World;
	readonly inputs: Input[];
	readonly sides: Record<HostName, Side>;
	/** Why octets may be missing at the end; null: for no reason. */
	excuse: string | null;
	/** Sent, copied, delivered, dropped. */
	readonly count: {entered: number; left: number; rst: number};
	/** SND.UNA, RCV.NXT as last seen, by host and connection. */
	readonly seen: Map<string, {readonly iss: Seq; readonly una: Seq; readonly nxt: Seq; readonly state: State}>;
	readonly flights: Map<string, Flight>;
	/** Rules that were applied at all. */
	readonly rules: Set<string>;
	lastAt: number;
};

export function createEnds(setup: Setup): Ends {
	const side = (): Side => ({
		socket: null,
		written: 0,
		read: 0,
		ended: 'no',
		shut: false,
		offered: null,
		fin: null,
	});
	return {
		world: createWorld(setup),
		inputs: [],
		sides: {client: side(), server: side()},
		excuse: null,
		count: {entered: 0, left: 0, rst: 0},
		seen: new Map(),
		flights: new Map(),
		rules: new Set(),
		lastAt: 0,
	};
}

/** Octet `n` of what an end writes: a stream whose places can be told apart. */
const octet = (n: number): number => 33 + ((n * 7 + Math.floor(n / 90) * 13) % 90);

const textFrom = (n: number, count: number): string =>
	new TextDecoder().decode(Uint8Array.from({length: count}, (_, i) => octet(n + i)));

/** A program writes `count` more octets of its stream, as many as the socket takes. Urgent ones stay in the stream. */
export function write(ends: Ends, host: HostName, count: number, urgent = false): void {
	const {socket, written} = ends.sides[host];
	if (socket === null || count === 0) return;
	perform(ends, {do: 'call', host, call: {call: 'send', socket, text: textFrom(written, count), urgent}});
}

/** Does one input and checks all that must hold after it. @throws Error naming the property and the inputs so far */
export function perform(ends: Ends, input: Input): readonly Fact[] {
	ends.inputs.push(input);
	const facts = step(ends.world, input);
	for (const fact of facts) {
		expect(ends, fact.at >= ends.lastAt, '32: no event is in the past');
		ends.lastAt = fact.at;
		observe(ends, fact);
	}

	checkWorld(ends);
	return facts;
}

function observe(ends: Ends, fact: Fact): void {
	switch (fact.kind) {
		case 'sent':
			ends.count.entered++;
			ends.flights.set(fact.flight.id, fact.flight);
			observeSegment(ends, fact);
			break;
		case 'changed':
			ends.flights.set(fact.flight.id, fact.flight);
			break;
		case 'delivered':
			ends.count.left++;
			observeOffer(ends, ends.flights.get(fact.id));
			break;
		case 'dropped':
			ends.count.left++;
			break;
		case 'accepted':
			ends.sides[fact.host].socket ??= fact.socket;
			break;
		case 'returned':
			observeReturn(ends, fact);
			break;
		case 'rule':
			ends.rules.add(fact.rule);
			if (EXCUSES.has(fact.rule)) ends.excuse ??= `${fact.host} ${fact.rule}`;
			break;
		case 'signal':
			if (LOSSES.has(fact.signal)) {
				expect(ends, ends.excuse !== null, `no ${fact.signal} without a reason`);
			}

			break;
		case 'state':
			expect(ends, MOVES[fact.from].includes(fact.to), `21: ${fact.from} never goes to ${fact.to}`);
			break;
	}
}

/** After these octets may be lost, and the peer may be reset: the RFC wants it so. */
const EXCUSES: ReadonlySet<string> = new Set([
	'r2-reached',
	'user-timeout',
	'close-unread',
	'close-syn-sent',
	'text-nobody-reads',
	'syn-sent-refused',
	'rst-refused',
	'abort-resets',
	'abort-silent',
]);

const LOSSES: ReadonlySet<string> = new Set([
	'connection reset',
	'connection refused',
	'connection aborted due to user timeout',
]);

/** Figure 5, with RST, abort, and MAY-2. */
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

function observeSegment(ends: Ends, fact: Fact & {readonly kind: 'sent'}): void {
	const {flight, why, again} = fact;
	const seg = flight.segment;
	if (flight.copyOf !== null || flight.from === 'outsider' || why === null) return;
	const side = ends.sides[flight.from];
	const name = `${flight.id} ${flags(seg)}`;
	if (seg.rst) {
		ends.count.rst++;
		const cause = flight.cause.kind === 'arrival' ? ends.flights.get(flight.cause.of) : undefined;
		expect(ends, cause?.segment.rst !== true, `16: no RST answers a RST (${name})`);
	}

	// A SYN begins a new incarnation: what the old one offered and ended counts no more.
	if (seg.syn) {
		side.offered = null;
		side.fin = null;
	}

	expect(ends, seg.syn || seg.options.mss === null, `12: MSS only on a SYN (${name})`);
	expect(ends, seg.text.length + 40 <= ends.world.wire.mtu, `12: ${name} fits the MTU`);
	if (seg.syn || seg.rst || side.offered === null) return;

	if (seg.text.length > 0 && !again && why !== 'probe-zero-window') {
		const last = plus(seg.seq, seg.text.length);
		expect(ends, distance(last, side.offered) >= 0, `11: ${name} lies inside the window (${unsigned(last)})`);
	}

	if (seg.fin) {
		const number = plus(seg.seq, length(seg) - 1);
		expect(ends, side.fin === null || distance(side.fin, number) === 0, `24: one FIN in sequence space (${name})`);
		side.fin = number;
	} else if (side.fin !== null) {
		// A keep-alive or an ACK after the FIN is empty and sits just behind it.
		expect(ends, distance(end(seg), plus(side.fin, 1)) >= 0, `24: nothing new after the FIN (${name})`);
	}
}

/** What a delivered segment lets its receiver send. */
function observeOffer(ends: Ends, flight: Flight | undefined): void {
	if (flight === undefined || flight.segment.ack === null || flight.segment.rst) return;
	const side = ends.sides[flight.to];
	const edge = plus(flight.segment.ack, flight.segment.wnd);
	if (side.offered === null || distance(side.offered, edge) > 0) side.offered = edge;
}

function observeReturn(ends: Ends, fact: Fact & {readonly kind: 'returned'}): void {
	const side = ends.sides[fact.host];
	if (fact.socket !== side.socket) return;
	const {call, result} = fact;
	// An error is told once, by whatever call comes first; after it recv gives 0, as Linux does.
	if ('errno' in result) {
		if (result.errno !== 'EAGAIN' && side.ended === 'no') side.ended = 'error';
		return;
	}

	if (call.call === 'send') side.written += result.ret;
	if (call.call !== 'recv' || side.ended === 'error') return;
	const peer = ends.sides[other(fact.host)];
	if (result.ret === 0) {
		expect(ends, side.read === peer.written, `2: ${fact.host} reads the end only after all ${peer.written} octets`);
		side.ended = 'eof';
		return;
	}

	const text = result.text ?? new Uint8Array(0);
	expect(ends, text.length === result.ret, `recv gives as many octets as it says`);
	expect(ends, side.read + text.length <= peer.written, `1: ${fact.host} reads no more than was written`);
	const start = side.read;
	const wrong = text.findIndex((value, i) => value !== octet(start + i));
	expect(ends, wrong === -1, `1: ${fact.host} reads octet ${start + wrong} as it was written`);
	side.read += text.length;
}

function checkWorld(ends: Ends): void {
	const {world} = ends;
	expect(
		ends,
		ends.count.entered === ends.count.left + world.wire.flights.length,
		'45: what entered the wire was delivered, dropped, or is in flight',
	);
	for (const host of HOST_NAMES) {
		for (const {id, tcb} of world.hosts[host].connections) {
			const [wrong] = checkTcb(tcb);
			expect(ends, wrong === undefined, `${host}: ${wrong}`);
			checkProgress(ends, `${host} ${id}`, tcb);
			const delayed = tcb.timers['delayed-ack'];
			expect(ends, delayed === null || delayed - world.now < 500_000, `30: ${host} delays an ACK less than 0.5 s`);
			for (const at of Object.values(tcb.timers)) {
				expect(ends, at === null || at >= world.now, `32: no timer of ${host} is overdue`);
			}
		}
	}

	checkTogether(ends);
}

/** 6: SND.UNA and RCV.NXT never move back. */
function checkProgress(ends: Ends, key: string, tcb: Tcb): void {
	const before = ends.seen.get(key);
	if (before !== undefined && isSynchronized(tcb) && distance(before.iss, tcb.iss) === 0) {
		expect(ends, distance(before.una, tcb.snd.una) >= 0, `6: SND.UNA never moves back (${key})`);
		if (before.state !== 'SYN-SENT' && before.state !== 'LISTEN') {
			expect(ends, distance(before.nxt, tcb.rcv.nxt) >= 0, `6: RCV.NXT never moves back (${key})`);
		}
	}

	ends.seen.set(key, {iss: tcb.iss, una: tcb.snd.una, nxt: tcb.rcv.nxt, state: tcb.state});
}

function checkTogether(ends: Ends): void {
	const {client, server} = ends.world.hosts;
	for (const {tcb: a} of client.connections) {
		const b = server.connections.find(
			c => c.tcb.remote?.port === a.local.port && c.tcb.local.port === a.remote?.port,
		)?.tcb;
		if (b === undefined) continue;
		if (a.state === 'ESTABLISHED' && b.state === 'ESTABLISHED') {
			const agreed = distance(a.irs, b.iss) === 0 && distance(b.irs, a.iss) === 0;
			expect(ends, agreed, '23: both ESTABLISHED means that they agree on both ISNs');
		}

		checkPair(ends, 'client', a, b);
		checkPair(ends, 'server', b, a);
	}
}

function checkPair(ends: Ends, host: HostName, from: Tcb, to: Tcb): void {
	if (!isSynchronized(from) || !isSynchronized(to) || distance(to.irs, from.iss) !== 0) return;
	expect(ends, distance(to.rcv.nxt, from.snd.max) >= 0, `7: nobody receives what ${host} has not sent`);
	expect(ends, distance(from.snd.una, to.rcv.nxt) >= 0, `3: ${host} takes nothing for received that is not`);
}

/** @throws Error with the property and the inputs that led there, ready to be played */
export function expect(ends: Ends, holds: boolean, property: string): void {
	if (!holds) throw new Error(`${property}\nat ${ends.world.now} µs, after\n${story(ends)}`);
}

export const story = (ends: Ends): string => ends.inputs.map(input => JSON.stringify(short(input))).join('\n');

/** Long text as so many octets, which makes no difference to the segments. */
function short(input: Input): Input {
	if (input.do !== 'call' || input.call.call !== 'send' || (input.call.text?.length ?? 0) <= 20) return input;
	const {text, ...call} = input.call;
	return {...input, call: {...call, bytes: text?.length ?? 0}};
}
