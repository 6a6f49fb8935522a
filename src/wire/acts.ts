/** Acts of a person on segments in flight. Each changes the wire it is given, or refuses and changes nothing. */

import type {Micros, Segment} from '../tcp/index.js';
import {below, type Chance} from './chance.js';
import {type Refusal, refuse, type WireEvent} from './event.js';
import {applyFields, type SegmentFields} from './fields.js';
import {type Flight, type FlightId, type Ghost, other, type Sender, type Side} from './flight.js';
import {
	bury,
	copyId,
	flipBit,
	hasBeen,
	indexOf,
	insert,
	isMarkable,
	marked,
	missing,
	nextId,
	pathTo,
	takeOff,
} from './line.js';
import {octetLength, textOffset} from './octets.js';
import {isnsOf} from './rule.js';
import type {Wire} from './wire.js';

/** Takes it off the wire for good. */
export function drop(wire: Wire, id: FlightId, now: Micros): WireEvent[] | Refusal {
	const found = find(wire, id);
	if ('refused' in found) return found;
	takeOff(wire, found.index);
	bury(wire, found.flight, 'dropped', now);
	return [{kind: 'dropped', id, by: 'act'}];
}

/** Lets it arrive later: than it would have, or than now when it is held beyond that. @param by - 0 or more */
export function delay(wire: Wire, id: FlightId, by: Micros, now: Micros): WireEvent[] | Refusal {
	const found = find(wire, id);
	if ('refused' in found) return found;
	if (!isDuration(by)) return refuse('bad-value', {field: 'by', value: by});
	const flight = {...found.flight, dueAt: Math.max(found.flight.dueAt, now) + by};
	takeOff(wire, found.index);
	insert(wire, flight);
	return [{kind: 'changed', how: 'delayed', flight}];
}

/** Puts a copy on the wire that arrives `by` later than the original. @param by - 0 or more */
export function duplicate(wire: Wire, id: FlightId, by: Micros): WireEvent[] | Refusal {
	const found = find(wire, id);
	if ('refused' in found) return found;
	if (!isDuration(by)) return refuse('bad-value', {field: 'by', value: by});
	const {flight} = found;
	const copy: Flight = {
		...flight,
		id: copyId(wire, id),
		cause: {kind: 'act', act: 'duplicate'},
		dueAt: flight.dueAt + by,
		copyOf: id,
	};
	insert(wire, copy);
	return [{kind: 'sent', flight: copy}];
}

/**
 * Lets it arrive just before, or just after, another one of its direction.
 *
 * The due times stay and change hands, but none arrives before its latency is over: what was overtaken waits for it.
 */
export function move(wire: Wire, id: FlightId, where: 'before' | 'after', than: FlightId): WireEvent[] | Refusal {
	const found = find(wire, id);
	if ('refused' in found) return found;
	const mark = find(wire, than);
	if ('refused' in mark) return mark;
	const {to} = found.flight;
	if (mark.flight.to !== to) return refuse('other-direction', {segment: id, other: than});
	if (id === than) return refuse('bad-value', {field: 'other', value: than});

	const old = wire.flights.filter(flight => flight.to === to);
	const order = old.filter(flight => flight !== found.flight);
	order.splice(order.indexOf(mark.flight) + (where === 'after' ? 1 : 0), 0, found.flight);

	const {delay: latency} = pathTo(wire, to).faults;
	const changed = new Map<Flight, Flight>();
	let last = 0;
	for (const [i, flight] of order.entries()) {
		const slot = (old[i] as Flight).dueAt;
		const dueAt = Math.max(slot, last, Math.min(flight.dueAt, flight.sentAt + latency));
		last = dueAt;
		changed.set(flight, dueAt === flight.dueAt ? flight : {...flight, dueAt});
	}

	const moved = changed.get(found.flight) ?? found.flight;
	const others = wire.flights.filter(flight => flight.to !== to);
	wire.flights = [...order.map(flight => changed.get(flight) ?? flight), ...others].sort((a, b) => a.dueAt - b.dueAt);
	return [{kind: 'changed', how: 'moved', flight: moved}];
}

/**
 * Flips one bit; flipped twice it is whole again.
 *
 * @param bit - 0 is the first of the IPv4 header; null: any of the text, or of the TCP header when there is no text
 */
export function flip(wire: Wire, id: FlightId, bit: number | null, chance: Chance): WireEvent[] | Refusal {
	const found = find(wire, id);
	if ('refused' in found) return found;
	const {segment} = found.flight;
	const bits = octetLength(segment) * 8;
	if (bit !== null && !(Number.isInteger(bit) && bit >= 0 && bit < bits)) return refuse('bit-outside', {bit, bits});
	const from = (segment.text.length === 0 ? 20 : textOffset(segment)) * 8;
	const flight = flipBit(found.flight, bit ?? from + below(chance, bits - from));
	wire.flights[found.index] = flight;
	return [{kind: 'changed', how: 'flipped', flight}];
}

/** Marks it as a congested router does, CE, where its sender allows that (RFC 3168 §5). */
export function mark(wire: Wire, id: FlightId): WireEvent[] | Refusal {
	const found = find(wire, id);
	if ('refused' in found) return found;
	if (!isMarkable(found.flight)) return refuse('not-markable', {segment: id});
	const flight = marked(found.flight);
	wire.flights[found.index] = flight;
	return [{kind: 'changed', how: 'marked', flight}];
}

/** Writes other values into its header or its text, and its checksum right: damage is gone too. */
export function edit(wire: Wire, id: FlightId, fields: SegmentFields): WireEvent[] | Refusal {
	const found = find(wire, id);
	if ('refused' in found) return found;
	const segment = filled(wire, found.flight.segment, fields, found.flight.to);
	if ('refused' in segment) return segment;
	const flight: Flight = {...found.flight, segment, flipped: []};
	wire.flights[found.index] = flight;
	return [{kind: 'changed', how: 'edited', flight}];
}

/**
 * Puts a segment on the wire that no TCP made. Neither rules nor faults touch it.
 *
 * @param from - whose name its id bears; an outsider's takes the path of the host that it pretends to be
 * @param base - what the fields are written into: the addresses, and the ports if `fields` names none
 */
export function forge(
	wire: Wire,
	from: Sender,
	to: Side,
	base: Segment,
	fields: SegmentFields,
	now: Micros,
): WireEvent[] | Refusal {
	if (from === to) return refuse('bad-value', {field: 'to', value: to});
	const segment = filled(wire, base, fields, to);
	if ('refused' in segment) return segment;
	const path = pathTo(wire, to);
	const flight: Flight = {
		id: nextId(wire, from),
		from,
		to,
		segment,
		cause: {kind: 'act', act: 'forge'},
		sentAt: now,
		bornAt: now,
		dueAt: now + path.faults.delay,
		held: path.mode === 'hold',
		flipped: [],
		copyOf: null,
	};
	insert(wire, flight);
	return [{kind: 'sent', flight}];
}

/** Puts a copy of one that has ended on the wire again, as an old duplicate, while the MSL of the original lasts. */
export function replay(wire: Wire, id: FlightId, now: Micros): WireEvent[] | Refusal {
	if (indexOf(wire, id) >= 0) return refuse('still-in-flight', {segment: id});
	const ghost = wire.ghosts.findLast(old => old.id === id);
	if (ghost === undefined) return refuse(hasBeen(wire, id) ? 'ghost-expired' : 'no-such-segment', {segment: id});
	if (now - ghost.bornAt > wire.msl) return refuse('ghost-expired', {segment: id});
	const flight = again(wire, ghost, now);
	insert(wire, flight);
	return [{kind: 'sent', flight}];
}

function again(wire: Wire, ghost: Ghost, now: Micros): Flight {
	const path = pathTo(wire, ghost.to);
	return {
		id: copyId(wire, ghost.id),
		from: ghost.from,
		to: ghost.to,
		segment: ghost.segment,
		cause: {kind: 'act', act: 'replay'},
		sentAt: now,
		bornAt: ghost.bornAt,
		dueAt: now + path.faults.delay,
		held: path.mode === 'hold',
		flipped: ghost.flipped,
		copyOf: ghost.id,
	};
}

/** The flight of that id and its place. */
function find(wire: Wire, id: FlightId): {readonly flight: Flight; readonly index: number} | Refusal {
	const index = indexOf(wire, id);
	const flight = wire.flights[index];
	if (flight !== undefined) return {flight, index};
	return missing(wire, id);
}

/** An outsider writes as the host that it pretends to be, so numbers count from that host's ISN. */
function filled(wire: Wire, base: Segment, fields: SegmentFields, to: Side): Segment | Refusal {
	const source = fields.sourcePort ?? base.source.port;
	const destination = fields.destinationPort ?? base.destination.port;
	const segment = applyFields(base, fields, isnsOf(wire, other(to), source, destination));
	return 'bad' in segment
		? refuse('bad-value', {field: segment.bad, value: String(fields[segment.bad] ?? '')})
		: segment;
}

const isDuration = (by: Micros): boolean => Number.isSafeInteger(by) && by >= 0;
