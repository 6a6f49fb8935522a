/** What became of each segment: the wire's rule at its entrance, a person's act, or arrival. */

import type {Fact} from '../lab/index.js';
import type {FlightId} from '../wire/index.js';

export const FATES = ['delivered', 'dropped', 'in flight'] as const;

export type Fate = (typeof FATES)[number];

/** The last that is told of each. */
export function fatesOf(facts: readonly Fact[]): ReadonlyMap<FlightId, Fate> {
	const fates = new Map<FlightId, Fate>();
	for (const fact of facts) {
		if (fact.kind === 'sent') fates.set(fact.flight.id, 'in flight');
		else if (fact.kind === 'delivered') fates.set(fact.id, 'delivered');
		else if (fact.kind === 'dropped') fates.set(fact.id, 'dropped');
	}

	return fates;
}

/** The segments that facts of these kinds tell of. */
export const idsOf = (facts: readonly Fact[], ...kinds: readonly ('sent' | 'delivered' | 'dropped')[]): FlightId[] =>
	facts.flatMap(fact => {
		if (fact.kind !== 'sent' && fact.kind !== 'delivered' && fact.kind !== 'dropped') return [];
		if (!kinds.includes(fact.kind)) return [];
		return [fact.kind === 'sent' ? fact.flight.id : fact.id];
	});
