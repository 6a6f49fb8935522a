/** What can be asked about: segments, state changes and timers, present and past. */

import type {HostName} from '../../host/index.js';
import type {TimerName} from '../../tcp/index.js';
import type {FlightId} from '../../wire/index.js';
import type {Past} from '../past.js';
import type {Place} from './causes.js';

/** `step`: all that the last step did. `fact`: a state change, or a timer that was set, fired or stopped. */
export type Subject =
	| {readonly kind: 'segment'; readonly id: FlightId}
	| {readonly kind: 'fact'; readonly place: Place}
	| {readonly kind: 'step'};

/** The step that stands at the cursor, as what is to be explained. */
export const STEP: Subject = {kind: 'step'};

/** Every segment that was ever put on the wire, in that order. */
export function segmentsOf({entries, cursor}: Past): Subject[] {
	const all: Subject[] = [];
	for (const {facts} of entries.slice(0, cursor)) {
		for (const fact of facts) {
			if (fact.kind === 'sent') all.push({kind: 'segment', id: fact.flight.id});
		}
	}
	return all;
}

/** A host's state changes, timers that fired or were stopped, and timers that run, in the order in which they came about. */
export function changesOn({entries, cursor}: Past, host: HostName): Subject[] {
	const places: Place[] = [];
	const running = new Map<string, Place>();
	for (const [entry, {facts}] of entries.slice(0, cursor).entries()) {
		for (const [index, fact] of facts.entries()) {
			if (fact.kind !== 'state' && fact.kind !== 'timer') continue;
			if (fact.host !== host) continue;
			if (fact.kind === 'timer') {
				const name: `${number} ${TimerName}` = `${fact.connection} ${fact.timer}`;
				const ran = running.delete(name);
				if (fact.act === 'set') running.set(name, {entry, index});
				// Nobody asks why a timer was stopped that did not run.
				if (fact.act === 'set' || (fact.act === 'off' && !ran)) continue;
			}
			places.push({entry, index});
		}
	}
	places.push(...running.values());
	return places.sort((a, b) => a.entry - b.entry || a.index - b.index).map((place): Subject => ({kind: 'fact', place}));
}

/** Where a subject stands among others; -1: it is not among them. */
export const subjectIn = (all: readonly Subject[], one: Subject): number => all.findIndex(each => isSame(each, one));

function isSame(a: Subject, b: Subject): boolean {
	if (a.kind === 'segment') return b.kind === 'segment' && a.id === b.id;
	if (a.kind === 'step') return b.kind === 'step';
	return b.kind === 'fact' && a.place.entry === b.place.entry && a.place.index === b.place.index;
}
