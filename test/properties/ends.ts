/**
 * Two ends under test. One input is one happening: nothing flows by itself, so before and after each arrival, call and
 * timer both TCBs can be looked at, and what was done can be written down as acts at their instants.
 */

import {HOST_NAMES, type HostName, hostDeadline} from '../../src/host/index.js';
import {createWorld, type Fact, type Input, type Setup, step, type World} from '../../src/lab/index.js';
import {copyTcb, type Micros, type RuleId, type Segment, type Tcb} from '../../src/tcp/index.js';
import {type Chance, createChance, decode, encode, type Flight, other} from '../../src/wire/index.js';
import {type Coverage, createCoverage} from './coverage.js';
import {titleOf} from './properties.js';
import type {Track} from './track.js';

export type Side = {
	/** The program's socket; null until it has one, and when it has closed it. */
	socket: string | null;
	written: number;
	read: number;
	/** recv has given 0, or an error that no later recv can heal. */
	ended: 'no' | 'eof' | 'error';
	shut: boolean;
};

export type SentFact = Extract<Fact, {kind: 'sent'}>;

/** A segment that reached a host: whose it was, and the TCB before and after; null: nobody's. */
export type Arrival = {
	readonly host: HostName;
	readonly flight: Flight;
	readonly seg: Segment;
	readonly key: string | null;
	readonly before: Tcb | null;
	readonly after: Tcb | null;
	/** What the host sent in answer. */
	readonly replies: readonly SentFact[];
	readonly rules: ReadonlySet<RuleId>;
};

export type Happening = {
	readonly input: Input;
	readonly facts: readonly Fact[];
	/** TCBs as they were, and the live ones, by host and connection. */
	readonly tcbs: ReadonlyMap<string, {readonly before: Tcb; readonly live: Tcb}>;
	readonly arrival: Arrival | null;
};

/** Holds one happening against some properties. @throws Violation */
export type Watch = (ends: Ends, happening: Happening) => void;

export type Ends = {
	readonly setup: Setup;
	readonly world: World;
	/** All that was done, each at its instant: what a scenario file needs to do it again. */
	readonly acts: {readonly at: Micros; readonly input: Input}[];
	readonly watches: readonly Watch[];
	readonly coverage: Coverage;
	/** The adversary's dice. */
	readonly chance: Chance;
	readonly sides: Record<HostName, Side>;
	/** By sender: does what it sends arrive by itself when it is due? */
	readonly flowing: Record<HostName, boolean>;
	/** Told of each segment that a host puts on the wire, when the happening is over. */
	weather: ((ends: Ends, flight: Flight) => void) | null;
	/** Why octets may be missing at the end; null: for no reason. */
	excuse: string | null;
	readonly count: {entered: number; left: number};
	readonly tracks: Map<string, Track>;
	readonly flights: Map<string, Flight>;
	/** Segments that somebody has written into on their way. */
	readonly edited: Set<string>;
	/** Segments that say what no peer has said. */
	readonly forged: Set<string>;
	lastAt: Micros;
	happenings: number;
};

/** No trial has so much to do. */
const MOST_HAPPENINGS = 100_000;

export function createEnds(setup: Setup, watches: readonly Watch[], coverage: Coverage = createCoverage()): Ends {
	const side = (): Side => ({socket: null, written: 0, read: 0, ended: 'no', shut: false});
	return {
		setup,
		world: createWorld(setup),
		acts: [],
		watches,
		coverage,
		chance: createChance(setup.seed),
		sides: {client: side(), server: side()},
		flowing: {client: false, server: false},
		weather: null,
		excuse: null,
		count: {entered: 0, left: 0},
		tracks: new Map(),
		flights: new Map(),
		edited: new Set(),
		forged: new Set(),
		lastAt: 0,
		happenings: 0,
	};
}

/** A property that does not hold, and how the two ends came there. Property 0 is `checkTcb`. */
export class Violation extends Error {
	/** Not a field: test runners print those, and a world is long. */
	readonly endsThere: () => Ends;

	constructor(
		readonly property: number,
		readonly what: string,
		ends: Ends,
		/** Expectations, as a scenario writes them, that fail for the same reason. */
		readonly expect: readonly object[] = [],
	) {
		super(
			`${property === 0 ? 'checkTcb' : titleOf(property)}\n${what}\nat ${ends.world.now} µs, after\n${story(ends)}`,
		);
		this.endsThere = () => ends;
	}
}

/**
 * Counts that property `n` was looked at, its premise being met.
 *
 * @param expect - expectations of a scenario that fail for the same reason
 * @throws Violation if it does not hold
 */
export function holds(
	ends: Ends,
	n: number,
	ok: boolean,
	what: string | (() => string),
	expect: readonly object[] = [],
): void {
	ends.coverage[n] = (ends.coverage[n] ?? 0) + 1;
	if (!ok) throw new Violation(n, typeof what === 'string' ? what : what(), ends, expect);
}

const story = (ends: Ends): string =>
	ends.acts.map(({at, input}) => `${at} ${JSON.stringify(short(input))}`).join('\n');

/** Long text as so many octets, which makes no difference to the segments. */
function short(input: Input): Input {
	if (input.do !== 'call' || input.call.call !== 'send' || (input.call.text?.length ?? 0) <= 20) return input;
	const {text, ...call} = input.call;
	return {...input, call: {...call, bytes: text?.length ?? 0}};
}

/** Does one input, now, and holds what happened against all properties. A `wait` must not go past the next timer. */
export function perform(ends: Ends, input: Input): readonly Fact[] {
	const {world} = ends;
	if (++ends.happenings > MOST_HAPPENINGS)
		throw new Violation(18, `${MOST_HAPPENINGS} things happen, and no end`, ends);
	if (input.do !== 'wait') ends.acts.push({at: world.now, input});
	note(ends, input);
	const tcbs = snapshot(world);
	const flight = input.do === 'deliver' ? world.wire.flights.find(f => f.id === input.segment) : undefined;
	const facts = step(world, input);
	const happening = {input, facts, tcbs, arrival: flight === undefined ? null : arrivalOf(ends, flight, facts, tcbs)};
	for (const watch of ends.watches) watch(ends, happening);
	const {weather} = ends;
	if (weather !== null) {
		for (const fact of facts) if (fact.kind === 'sent' && fact.why !== null) weather(ends, fact.flight);
	}

	fireDue(ends);
	return facts;
}

/** What an input tells of the programs, and of who else writes. */
function note(ends: Ends, input: Input): void {
	if (input.do === 'edit') ends.edited.add(input.segment);
	if (input.do !== 'call') return;
	const {call, host} = input;
	const side = ends.sides[host];
	if (call.call === 'connect') side.socket = call.socket;
	if (call.call !== 'close' || call.socket !== side.socket) return;
	// Whoever closes before he has read the end may never get the rest, and the peer a RST for it.
	if (side.ended === 'no') {
		ends.excuse ??= `${host} closes before the end`;
		side.ended = 'error';
	}

	side.socket = null;
	side.shut = true;
}

/** A timer that was set for this instant fires before the next act, as it will when the acts are played again. */
function fireDue(ends: Ends): void {
	const due = HOST_NAMES.some(host => (hostDeadline(ends.world.hosts[host]) ?? Infinity) <= ends.world.now);
	if (due) perform(ends, {do: 'wait', by: 0});
}

function snapshot(world: World): Map<string, {before: Tcb; live: Tcb}> {
	const tcbs = new Map<string, {before: Tcb; live: Tcb}>();
	for (const host of HOST_NAMES) {
		for (const {id, tcb} of world.hosts[host].connections) {
			tcbs.set(`${host} ${id}`, {before: copyTcb(tcb), live: tcb});
		}
	}

	return tcbs;
}

function arrivalOf(
	ends: Ends,
	flight: Flight,
	facts: readonly Fact[],
	tcbs: ReadonlyMap<string, {before: Tcb; live: Tcb}>,
): Arrival | null {
	if (!facts.some(fact => fact.kind === 'delivered' && fact.id === flight.id)) return null;
	const host = flight.to;
	const seg = flight.flipped.length === 0 ? flight.segment : damaged(flight);
	const {key, before, after} = takerOf(ends, host, seg, tcbs);
	const replies = facts.filter((f): f is SentFact => f.kind === 'sent' && f.why !== null && f.flight.from === host);
	const rules = new Set(facts.flatMap(fact => (fact.kind === 'rule' && fact.host === host ? [fact.rule] : [])));
	return {host, flight, seg, key, before, after, replies, rules};
}

/** What got past the checksum. */
function damaged(flight: Flight): Segment {
	const octets = encode(flight.segment);
	for (const bit of flight.flipped) octets[bit >> 3] = (octets[bit >> 3] ?? 0) ^ (0x80 >> (bit & 7));
	const decoded = decode(octets);
	return decoded.kind === 'segment' ? decoded.segment : flight.segment;
}

type Taker = {readonly key: string | null; readonly before: Tcb | null; readonly after: Tcb | null};

/** The connection between the segment's ends: one that was there, or one that its SYN made. */
function takerOf(ends: Ends, host: HostName, seg: Segment, tcbs: Happening['tcbs']): Taker {
	for (const [key, {before, live}] of tcbs) {
		if (key.startsWith(host) && before.state !== 'CLOSED' && isBetween(before, seg)) {
			// A SYN may end a TIME-WAIT and open another connection (MAY-2): then it is that one's.
			if (before.state === 'TIME-WAIT' && live.state === 'CLOSED' && seg.syn) break;
			return {key, before, after: live};
		}
	}

	const born = ends.world.hosts[host].connections.findLast(c => !tcbs.has(`${host} ${c.id}`) && isBetween(c.tcb, seg));
	if (born === undefined) return {key: null, before: null, after: null};
	return {key: `${host} ${born.id}`, before: null, after: born.tcb};
}

const isBetween = ({local, remote}: Tcb, seg: Segment): boolean =>
	remote !== null && local.port === seg.destination.port && remote.port === seg.source.port;

/** When the flowing flight, or the timer, that comes next comes; null: nothing will. */
function nextThing(ends: Ends): {readonly at: Micros; readonly flight: Flight | null} | null {
	const {world, flowing} = ends;
	let at: Micros | null = null;
	for (const host of HOST_NAMES) {
		const deadline = hostDeadline(world.hosts[host]);
		if (deadline !== null && (at === null || deadline < at)) at = deadline;
	}

	const flight = world.wire.flights.find(({to}) => flowing[other(to)]);
	if (flight !== undefined && (at === null || Math.max(flight.dueAt, world.now) < at)) {
		return {at: Math.max(flight.dueAt, world.now), flight};
	}

	return at === null ? null : {at: Math.max(at, world.now), flight: null};
}

/** Nothing flies, and no timer runs. */
export const isOver = (ends: Ends): boolean => ends.world.wire.flights.length === 0 && nextThing(ends) === null;

/** On to the next timer or arrival, and lets it be. @returns false when nothing will ever happen again */
export function goOn(ends: Ends): boolean {
	const next = nextThing(ends);
	if (next === null) return false;
	perform(ends, {do: 'wait', by: next.at - ends.world.now});
	if (next.flight !== null && isFlying(ends, next.flight)) {
		perform(ends, {do: 'deliver', segment: next.flight.id});
	}

	return true;
}

/** Lets time run to `until`, and all happen that falls on the way. */
export function runTo(ends: Ends, until: Micros): void {
	for (let next = nextThing(ends); next !== null && next.at <= until; next = nextThing(ends)) goOn(ends);
	if (ends.world.now < until) perform(ends, {do: 'wait', by: until - ends.world.now});
}

/** Lets a segment arrive when its latency is over, whatever further delay somebody gave it. */
export function deliver(ends: Ends, flight: Flight): void {
	const path = ends.world.wire.paths[other(flight.to)];
	runTo(ends, Math.min(flight.dueAt, flight.sentAt + path.faults.delay));
	if (isFlying(ends, flight)) perform(ends, {do: 'deliver', segment: flight.id});
}

const isFlying = (ends: Ends, {id}: Flight): boolean => ends.world.wire.flights.some(flight => flight.id === id);
