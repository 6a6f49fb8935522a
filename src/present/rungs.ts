/** Segments and what became of them, gathered from the end of a history. */

import type {Fact, World} from '../lab/index.js';
import type {Micros, RuleId} from '../tcp/index.js';
import type {Flight, FlightId} from '../wire/index.js';
import type {Isns} from './label.js';
import type {Past} from './past.js';

type Dropped = Extract<Fact, {kind: 'dropped'}>;
type Delivered = Extract<Fact, {kind: 'delivered'}>;

/** One segment of the picture. */
export type Rung = {
	/** As it is now, or was at its end. */
	readonly flight: Flight;
	/** When it came onto the wire: a copy's `sentAt` is the original's. */
	readonly at: Micros;
	readonly again: boolean;
	readonly why: RuleId | null;
	/** What its relative numbers count from: the ISNs when it was sent, since a later incarnation has others. */
	readonly isns: Isns;
	readonly end: Delivered | Dropped | null;
	/** Place of its sending and of its end among all facts looked at: a smaller one is earlier. */
	readonly sentOrder: number;
	readonly endOrder: number | null;
};

/**
 * The last `count` segments sent, oldest first; where `until` is older, up to a thousand more.
 *
 * Looks only at as many facts from the end as it needs.
 *
 * @param beside - hears of the facts that tell of no segment, newest first
 */
export function lastRungs(
	past: Past,
	world: World,
	count: number,
	until: FlightId | null,
	beside?: (fact: Fact, order: number) => void,
): Rung[] {
	const ends = new Map<FlightId, {fact: Delivered | Dropped; order: number}>();
	const now = new Map<FlightId, Flight>();
	for (const flight of world.wire.flights) now.set(flight.id, flight);

	const rungs: Rung[] = [];
	let wanted = until !== null;
	let order = 0;
	for (let i = past.cursor - 1; i >= 0; i--) {
		const entry = past.entries[i];
		if (entry === undefined) continue;
		for (let j = entry.facts.length - 1; j >= 0; j--) {
			const fact = entry.facts[j] as Fact;
			order -= 1;
			if (fact.kind === 'sent') {
				const {id} = fact.flight;
				const end = ends.get(id) ?? null;
				rungs.push({
					flight: now.get(id) ?? fact.flight,
					at: fact.at,
					again: fact.again,
					why: fact.why,
					isns: entry.world.wire.isns,
					end: end?.fact ?? null,
					sentOrder: order,
					endOrder: end?.order ?? null,
				});
				if (id === until) wanted = false;
			} else if (fact.kind === 'delivered' || fact.kind === 'dropped') {
				// What the checksum refused was delivered first: the later fact is its fate.
				if (!ends.has(fact.id)) ends.set(fact.id, {fact, order});
			} else if (fact.kind === 'changed' && !now.has(fact.flight.id)) {
				now.set(fact.flight.id, fact.flight);
			} else beside?.(fact, order);
		}
		if (rungs.length >= count && (!wanted || rungs.length >= count + FAR)) break;
	}
	return rungs.reverse();
}

/** A chosen segment older than so many others is not looked for: a frame must stay quick whatever lies behind it. */
const FAR = 1000;

/** How far across a segment was, 0 … 1, at an instant. Without latency it is half-way. */
export function share({sentAt, dueAt}: Pick<Flight, 'sentAt' | 'dueAt'>, at: Micros): number {
	if (dueAt <= sentAt) return 0.5;
	return Math.min(1, Math.max(0, (at - sentAt) / (dueAt - sentAt)));
}
