/** One input, and all that follows from it. */

import type {Micros} from '../tcp/index.js';
import type {Flight} from '../wire/index.js';
import {act, isVoid} from './act.js';
import {letArrive} from './arrival.js';
import type {Fact} from './fact.js';
import type {Input} from './input.js';
import {nextHappening, runTo, runToTimer, runUpTo, timerRuns, type Watch} from './time.js';
import type {World} from './world.js';

/**
 * Does an input to a world. Writes to the world that it is handed and to nothing else.
 *
 * `deliver` runs the clock to the end of the segment's latency if that lies ahead; what falls before happens first.
 * `wait` for an event goes to the next instant at which anything happens, and all of that instant happens;
 * for a timer, to the first instant at which one fires, or at which none runs any more; by a time, so long.
 *
 * @param watch - for those who want to know what was between
 * @returns what happened, in order; an input that does not apply gives one `void` fact with its reason
 * @throws InvariantError when a hundred thousand things happen without time passing, or an engine breaks its own rules
 */
export function step(world: World, input: Input, watch?: Watch): Fact[] {
	const out: Fact[] = [];
	switch (input.do) {
		case 'deliver':
			deliverInTime(world, input.segment, out, watch);
			break;
		case 'deliver-all':
			deliverAll(world, out, watch);
			break;
		case 'wait':
			if ('by' in input) waitBy(world, input.by, out, watch);
			else if (input.for === 'timer') waitForTimer(world, out, watch);
			else waitForEvent(world, out, watch);
			break;
		default:
			act(world, input, out);
	}

	return out;
}

function deliverInTime(world: World, id: string, out: Fact[], watch?: Watch): void {
	const flight = world.wire.flights.find(f => f.id === id);
	if (flight !== undefined) {
		runUpTo(world, arrivalOf(world, flight), out, watch);
		// It may have been on its way without us, and have arrived.
		if (!world.wire.flights.some(f => f.id === id)) return;
	}

	watch?.(world, out.length);
	letArrive(world, id, out);
}

/** When its latency is over; delay beyond that was somebody's wish, and is waived. */
function arrivalOf(world: World, flight: Flight): Micros {
	const path = world.wire.paths[flight.to === 'client' ? 'server' : 'client'];
	return Math.min(flight.dueAt, flight.sentAt + path.faults.delay);
}

function deliverAll(world: World, out: Fact[], watch?: Watch): void {
	const ids = world.wire.flights.map(flight => flight.id);
	if (ids.length === 0) isVoid(world, 'nothing-in-flight', null, out);
	for (const id of ids) {
		if (world.wire.flights.some(f => f.id === id)) deliverInTime(world, id, out, watch);
	}
}

function waitForEvent(world: World, out: Fact[], watch?: Watch): void {
	const next = nextHappening(world);
	if (next === null) isVoid(world, 'nothing-to-wait-for', null, out);
	else runTo(world, next.at, out, watch);
}

function waitForTimer(world: World, out: Fact[], watch?: Watch): void {
	if (timerRuns(world)) runToTimer(world, out, watch);
	else isVoid(world, 'no-timer-runs', null, out);
}

function waitBy(world: World, by: Micros, out: Fact[], watch?: Watch): void {
	const until = world.now + by;
	if (by >= 0 && Number.isSafeInteger(until)) runTo(world, until, out, watch);
	else isVoid(world, 'bad-value', {field: 'by', value: by}, out);
}
