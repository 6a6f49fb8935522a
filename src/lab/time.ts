/**
 * The clock: what happens by itself, in order.
 *
 * At one instant: the programs' scheduled calls, then arrivals in the wire's order, then timers, then scheduled acts;
 * the client before the server. Calls come first because a real wire is never faster than its latency. After each of them the list is looked at anew, so an answer that needs no time
 * arrives before the timers of its instant.
 */

import {HOST_NAMES, type HostEffect, type HostName, hostDeadline, hostExpire} from '../host/index.js';
import {InvariantError, type Micros} from '../tcp/index.js';
import {type Flight, nextArrival} from '../wire/index.js';
import {act} from './act.js';
import {letArrive} from './arrival.js';
import type {Fact} from './fact.js';
import {tell} from './tell.js';
import type {World} from './world.js';

/** Something that happens without anybody's hand, and when: microseconds. */
export type Happening =
	| {readonly at: Micros; readonly kind: 'arrival'; readonly flight: Flight}
	| {readonly at: Micros; readonly kind: 'timer' | 'call'; readonly host: HostName}
	| {readonly at: Micros; readonly kind: 'act'};

/** Told the world before each thing that happens in a step, and how many facts there are by then. Never writes to it. */
export type Watch = (world: World, facts: number) => void;

/** No honest pair of hosts has so much to do without any time passing. */
const MOST_AT_ONE_INSTANT = 100_000;

/** The next thing that happens by itself, at `world.now` at the earliest; null: nothing ever will. */
export function nextHappening(world: World): Happening | null {
	let next: Happening | null = null;
	for (const host of HOST_NAMES) {
		// A program is one thread: while a call of its waits, it makes no other.
		const call = world.hosts[host].waiting.length === 0 ? world.schedule[host][0] : undefined;
		if (call !== undefined && isSooner(world, call.at, next)) next = {at: call.at, kind: 'call', host};
	}

	const arrival = nextArrival(world.wire);
	if (arrival !== null && isSooner(world, arrival.dueAt, next))
		next = {at: arrival.dueAt, kind: 'arrival', flight: arrival};
	for (const host of HOST_NAMES) {
		const at = hostDeadline(world.hosts[host]);
		if (at !== null && isSooner(world, at, next)) next = {at, kind: 'timer', host};
	}

	const scheduled = world.acts[0];
	if (scheduled !== undefined && isSooner(world, scheduled.at, next)) next = {at: scheduled.at, kind: 'act'};
	return next === null || next.at >= world.now ? next : {...next, at: world.now};
}

/** What is overdue (a call that was held back, a flight that was let go) happens now, in the order of an instant. */
const isSooner = (world: World, at: Micros, than: Happening | null): boolean =>
	than === null || Math.max(at, world.now) < Math.max(than.at, world.now);

/** Lets time run to `until`, and all happen that falls on the way and at its end. */
export function runTo(world: World, until: Micros, out: Fact[], watch?: Watch): void {
	run(world, out, watch, next => next.at <= until);
	world.now = Math.max(world.now, until);
}

/** Lets all happen that falls before `until`, and puts the clock there. */
export function runUpTo(world: World, until: Micros, out: Fact[], watch?: Watch): void {
	run(world, out, watch, next => next.at < until);
	world.now = Math.max(world.now, until);
}

/** Goes to the first instant at which a timer fires, or at which none runs any more, and lets all happen there. */
export function runToTimer(world: World, out: Fact[], watch?: Watch): void {
	let stopAt: Micros | null = null;
	run(world, out, watch, next => {
		if (stopAt !== null) return next.at <= stopAt;
		if (next.kind === 'timer') stopAt = next.at;
		else if (!timerRuns(world)) stopAt = world.now;
		return stopAt === null || next.at <= stopAt;
	});
}

/** Does any timer run? */
export const timerRuns = (world: World): boolean => HOST_NAMES.some(host => hostDeadline(world.hosts[host]) !== null);

/** @param goesOn - asked before each happening */
function run(world: World, out: Fact[], watch: Watch | undefined, goesOn: (next: Happening) => boolean): void {
	let atOneInstant = 0;
	for (let next = nextHappening(world); next !== null && goesOn(next); next = nextHappening(world)) {
		atOneInstant = next.at > world.now ? 0 : atOneInstant + 1;
		if (atOneInstant > MOST_AT_ONE_INSTANT) {
			throw new InvariantError(
				`the clock stands at ${world.now} µs: ${MOST_AT_ONE_INSTANT} things have happened there, the last one ${story(next)}`,
			);
		}

		watch?.(world, out.length);
		world.now = next.at;
		happen(world, next, out);
	}
}

const story = (next: Happening): string =>
	next.kind === 'arrival' ? `the arrival of ${next.flight.id}` : `of kind ${next.kind}`;

function happen(world: World, next: Happening, out: Fact[]): void {
	switch (next.kind) {
		case 'arrival':
			letArrive(world, next.flight.id, out);
			break;
		case 'timer': {
			const effects: HostEffect[] = [];
			hostExpire(world.hosts[next.host], world.now, effects);
			tell(world, next.host, effects, {kind: 'timer', timer: 'host'}, out);
			break;
		}
		case 'call': {
			const [scheduled, ...rest] = world.schedule[next.host];
			world.schedule[next.host] = rest;
			if (scheduled !== undefined) act(world, {do: 'call', host: next.host, call: scheduled.call}, out);
			break;
		}
		case 'act': {
			const [scheduled, ...rest] = world.acts;
			world.acts = rest;
			if (scheduled !== undefined) act(world, scheduled.input, out);
			break;
		}
	}
}
