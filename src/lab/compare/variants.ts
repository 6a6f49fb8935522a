/** The same history with one thing otherwise: what the picture of a comparison is made of. */

import type {ProfileName} from '../../host/index.js';
import type {Micros, Switch} from '../../tcp/index.js';
import type {FlightId} from '../../wire/index.js';
import type {Entry, History} from '../history.js';
import type {Input} from '../input.js';
import {createHistory, record, worldOf} from '../record.js';
import type {Setup} from '../setup.js';
import {nextHappening} from '../time.js';
import type {World} from '../world.js';

/** A line of entries from its beginning. */
export type PastLine = {readonly start: World; readonly entries: readonly Entry[]};

/** What is otherwise. */
export type Variant =
	/** Another branch, with all that was done on it. */
	| {readonly kind: 'branch'; readonly name: string}
	/** This segment is lost, whatever became of it here. */
	| {readonly kind: 'lost'; readonly segment: FlightId}
	/** Nothing is lost: no drop, no rule, no fault of the wire. */
	| {readonly kind: 'no-loss'}
	/** A mechanism is taken away at both hosts; where it is away, it is given back. */
	| {readonly kind: 'switch'; readonly name: Switch}
	| {readonly kind: 'congestion'; readonly name: 'reno' | 'cubic'}
	| {readonly kind: 'profile'; readonly name: ProfileName};

/** The two lines of a comparison, both played on to the same instant where only one thing is otherwise. */
export type Compared = {readonly a: PastLine; readonly b: PastLine};

/** @returns null for a branch or a segment that is not there; the history is not touched */
export function comparedWith(history: History, variant: Variant): Compared | null {
	const applied = history.entries.slice(0, history.cursor);
	const ours: PastLine = {start: history.start, entries: applied};
	if (variant.kind === 'branch') {
		const other = history.branches.find(({name}) => name === variant.name);
		return other === undefined ? null : {a: ours, b: {start: history.start, entries: other.entries}};
	}
	const other = createHistory(setupFor(history.setup, variant));
	if (variant.kind === 'lost') {
		if (!replayWithout(other, applied, variant.segment)) return null;
	} else {
		for (const {input, off} of applied) {
			if (!off && !(variant.kind === 'no-loss' && input.do === 'drop')) record(other, input);
		}
	}
	const end = Math.max(worldOf(other).now, applied.at(-1)?.world.now ?? 0);
	runOn(other, end);
	return {a: playedOn(ours, end), b: {start: other.start, entries: other.entries}};
}

function setupFor(setup: Setup, variant: Variant): Setup {
	switch (variant.kind) {
		case 'branch':
		case 'lost':
			return setup;
		case 'no-loss': {
			const {rules: _rules, faults: _faults, ...wire} = setup.wire;
			return {...setup, wire, acts: (setup.acts ?? []).filter(({input}) => input.do !== 'drop')};
		}
		case 'switch': {
			const {name} = variant;
			const on = setup.switches.includes(name);
			return {...setup, switches: on ? setup.switches.filter(each => each !== name) : [...setup.switches, name]};
		}
		case 'congestion': {
			const {client, server} = setup.hosts;
			const sysctl = {tcp_congestion_control: variant.name};
			return {
				...setup,
				hosts: {
					client: {...client, sysctl: {...client.sysctl, ...sysctl}},
					server: {...server, sysctl: {...server.sysctl, ...sysctl}},
				},
			};
		}
		case 'profile': {
			const {profile: _client, ...client} = setup.hosts.client;
			const {profile: _server, ...server} = setup.hosts.server;
			return {...setup, profile: variant.name, hosts: {client, server}};
		}
	}
}

/**
 * Plays the inputs, and drops the segment as soon as it is on the wire.
 *
 * A wait in which it was sent becomes its events one by one, so that it can be caught before it arrives.
 *
 * @returns false when it never was on the wire
 */
function replayWithout(other: History, applied: readonly Entry[], id: FlightId): boolean {
	let dropped = false;
	const dropIfThere = (): void => {
		if (dropped || !worldOf(other).wire.flights.some(flight => flight.id === id)) return;
		record(other, {do: 'drop', segment: id});
		dropped = true;
	};
	for (const {input, off, facts, world} of applied) {
		if (off) continue;
		const isIn = !dropped && facts.some(fact => fact.kind === 'sent' && fact.flight.id === id);
		if (isIn && input.do === 'wait') {
			while (!dropped && (nextHappening(worldOf(other))?.at ?? Number.POSITIVE_INFINITY) <= world.now) {
				record(other, {do: 'wait', for: 'event'});
				dropIfThere();
			}
			runOn(other, world.now);
		} else {
			if (!(dropped && isAbout(input, id))) record(other, input);
			dropIfThere();
		}
	}
	return dropped;
}

/** An act on what is lost would do nothing. */
const isAbout = (input: Input, id: FlightId): boolean =>
	'segment' in input && input.segment === id && input.do !== 'replay' && input.do !== 'icmp';

function runOn(history: History, until: Micros): void {
	const by = until - worldOf(history).now;
	if (by > 0) record(history, {do: 'wait', by});
}

function playedOn(line: PastLine, until: Micros): PastLine {
	const last = line.entries.at(-1)?.world ?? line.start;
	if (until <= last.now) return line;
	const on = historyFrom(last);
	record(on, {do: 'wait', by: until - last.now});
	return {start: line.start, entries: [...line.entries, ...on.entries]};
}

/** A history that begins in the middle of another one; only what comes after is in it. */
const historyFrom = (world: World): History => ({
	setup: {profile: 'rfc9293', seed: 0, switches: [], hosts: {client: {}, server: {}}, wire: {}, calls: []},
	start: world,
	entries: [],
	cursor: 0,
	branches: [],
	branch: 'main',
});
