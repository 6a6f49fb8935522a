import type {World} from '../lab/index.js';
import type {FlightId} from '../wire/index.js';
import {flightsInOrder, type Look} from './state.js';

/**
 * Which segment is selected after a step: the same while it is in flight, else the next one of those that were in
 * flight with it, else the oldest.
 */
export function selectionAfter(before: Look, after: Look, selected: FlightId | null): FlightId | null {
	const now = flightsInOrder(after);
	const isThere = (id: FlightId | undefined): id is FlightId => id !== undefined && now.some(each => each.id === id);
	if (selected !== null && isThere(selected)) return selected;
	const were = flightsInOrder(before);
	const place = were.findIndex(({id}) => id === selected);
	const next = place === -1 ? undefined : were.slice(place + 1).find(({id}) => isThere(id));
	return next?.id ?? now[0]?.id ?? null;
}

/** The one `by` places further on, or the last in that direction. */
export function selectionMoved(look: Look, selected: FlightId | null, by: number): FlightId | null {
	const flights = flightsInOrder(look);
	const place = flights.findIndex(({id}) => id === selected);
	const to = Math.max(0, Math.min(flights.length - 1, place + by));
	return flights[to]?.id ?? null;
}

/** The nearest segment of the same direction that arrives after (1) or before (-1) this one. */
export function neighbour(world: World, id: FlightId, by: 1 | -1): FlightId | null {
	const flight = world.wire.flights.find(each => each.id === id);
	if (flight === undefined) return null;
	const line = world.wire.flights.filter(({to}) => to === flight.to);
	return line[line.indexOf(flight) + by]?.id ?? null;
}
