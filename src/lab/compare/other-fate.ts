/** A history once more, with one segment that fares otherwise. */

import {type Micros, unsigned} from '../../tcp/index.js';
import {type Flight, type FlightId, isnsOf} from '../../wire/index.js';
import type {Entry, History} from '../history.js';
import type {Input} from '../input.js';
import {record, worldOf} from '../record.js';
import {nextHappening} from '../time.js';
import type {World} from '../world.js';

/**
 * Plays the inputs, and drops the segment as soon as it is on the wire.
 *
 * A wait in which it was sent becomes its events one by one, so that it can be caught before it arrives.
 *
 * @returns false when it never was on the wire
 */
export function replayWithout(other: History, applied: readonly Entry[], id: FlightId): boolean {
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

/**
 * Plays the inputs, and lets a segment arrive that was lost: by a hand, by a rule or by the path.
 *
 * @returns false when it was not lost, or was lost to its damage
 */
export function replayWith(other: History, applied: readonly Entry[], id: FlightId): boolean {
	const lost = applied.flatMap(entry => entry.facts).find(fact => fact.kind === 'dropped' && fact.id === id);
	if (lost?.kind !== 'dropped' || lost.by === 'checksum') return false;
	const exempt = lost.by === 'rule' ? exemptionOf(applied, id) : null;
	if (exempt !== null) record(other, exempt);
	let gone = false;
	for (const {input, off, facts: its, world} of applied) {
		if (off) continue;
		if (input.do === 'drop' && input.segment === id) {
			// In flow it arrives by itself; what is held needs a hand.
			const flight = worldOf(other).wire.flights.find(each => each.id === id);
			if (flight?.held === true) record(other, {do: 'deliver', segment: id});
			continue;
		}
		const falls = exempt === null && !gone && its.includes(lost);
		if (falls && input.do === 'wait') {
			while (!gone && (nextHappening(worldOf(other))?.at ?? Number.POSITIVE_INFINITY) <= world.now) {
				const step = record(other, {do: 'wait', for: 'event'});
				gone = step.facts.some(fact => fact.kind === 'dropped' && fact.id === id);
			}
			if (gone) record(other, {do: 'replay', segment: id});
			runOn(other, world.now);
			continue;
		}
		record(other, input);
		if (falls && lost.by !== 'act') {
			gone = true;
			record(other, {do: 'replay', segment: id});
		}
		if (exempt !== null && input.do === 'rule') record(other, exempt);
	}
	return true;
}

function exemptionOf(applied: readonly Entry[], id: FlightId): Input | null {
	for (const {facts, world} of applied) {
		for (const fact of facts) if (fact.kind === 'sent' && fact.flight.id === id) return exemption(fact.flight, world);
	}
	return null;
}

/** The last rule that hits counts: this one does nothing, to just that segment. */
function exemption({from, segment, sentAt}: Flight, {wire}: World): Input | null {
	if (from === 'outsider') return null;
	const {source, destination, text} = segment;
	const seq = (unsigned(segment.seq) - isnsOf(wire, from, source.port, destination.port).seq) >>> 0;
	const at = sentAt / 1e6;
	return {do: 'rule', rule: {from, seq, length: text.length, after: at, before: at, nth: 'all', do: 'delay'}};
}

/** An act on what is lost would do nothing. */
const isAbout = (input: Input, id: FlightId): boolean =>
	'segment' in input && input.segment === id && input.do !== 'replay' && input.do !== 'icmp';

/** Plays a history on to an instant; one that is past is left alone. */
export function runOn(history: History, until: Micros): void {
	const by = until - worldOf(history).now;
	if (by > 0) record(history, {do: 'wait', by});
}
