/** Segments that hosts send, and segments that arrive: what happens without a person's hand. */

import {type Micros, type Segment, unsigned} from '../tcp/index.js';
import {below, type Chance} from './chance.js';
import {type Refusal, refuse, type WireEvent} from './event.js';
import {type Cause, type Flight, type FlightId, other, type Side} from './flight.js';
import {bury, copyId, flipBit, indexOf, insert, isMarkable, marked, missing, nextId, takeOff} from './line.js';
import {badFault, dueAfter, isCorrupt, isDuplicated, isLost, isMarked, isPlain} from './netem.js';
import {decode, encode, octetLength} from './octets.js';
import {microsOf, ruleFor} from './rule.js';
import {type Faults, isnKey, type Path, type Wire, type WireRule} from './wire.js';

/**
 * A host puts a segment on the wire: the scenario's rules first, then, in flow, the path's faults.
 *
 * @param events - told in order what happened, beginning with `sent`; null: nobody asks
 * @returns the flight as it entered the wire, whatever became of it
 */
export function send(
	wire: Wire,
	segment: Segment,
	from: Side,
	cause: Cause,
	now: Micros,
	chance: Chance,
	events: WireEvent[] | null,
): Flight {
	const path = wire.paths[from];
	if (segment.syn) remember(wire, segment, from);
	const rule = wire.rules.length === 0 ? null : ruleFor(wire, segment, from, now, chance);
	const flight: Flight = {
		id: nextId(wire, from),
		from,
		to: other(from),
		segment,
		cause,
		sentAt: now,
		bornAt: now,
		dueAt: now + path.faults.delay,
		held: path.mode === 'hold',
		flipped: WHOLE,
		copyOf: null,
	};

	const faultless = flight.held || (isPlain(path.faults) && wire.flights.length < path.faults.limit);
	if (rule !== null || !faultless) return enter({wire, path, chance, events}, flight, rule);
	insert(wire, flight);
	if (events !== null) events.push({kind: 'sent', flight});
	return flight;
}

const WHOLE: readonly number[] = [];

/** Relative numbers count from the host's last SYN. */
function remember(wire: Wire, {source, destination, seq}: Segment, from: Side): void {
	const key = isnKey(from, source.port, destination.port);
	const isn = unsigned(seq);
	if (wire.isns[key] !== isn) wire.isns = {...wire.isns, [key]: isn};
}

/** What each step of a segment's way in needs. */
type Way = {
	readonly wire: Wire;
	readonly path: Path;
	readonly chance: Chance;
	readonly events: WireEvent[] | null;
};

/** A rule, then the path's narrowest link, then netem's order: duplicate, loss or mark, and for each copy damage, the queue's limit, delay. */
function enter(way: Way, flight: Flight, rule: WireRule | null): Flight {
	const {wire, path, chance} = way;
	if (rule?.do === 'drop') return lose(way, flight, 'rule');

	const faulty = !flight.held;
	if (faulty && isTooLong(path, flight.segment)) return lose(way, flight, 'too-long');
	const twice = faulty && isDuplicated(path, chance);
	const lost = faulty && isLost(path, chance);
	if (lost && !twice) return lose(way, flight, 'loss');
	const congested = faulty && isMarked(path, chance);
	if (congested && !isMarkable(flight)) return lose(way, flight, 'loss');

	const entered = pass(way, flight, rule, (congested || rule?.do === 'mark') && isMarkable(flight));
	if (entered === null) return flight;
	if (twice && !lost && !isLost(path, chance)) pass(way, copyOf(wire, entered, flight.dueAt), null, false);
	if (rule?.do === 'duplicate') join(way, copyOf(wire, entered, entered.dueAt + laterBy(rule)), entered.flipped);
	return entered;
}

const copyOf = (wire: Wire, flight: Flight, dueAt: Micros): Flight => ({
	...flight,
	id: copyId(wire, flight.id),
	cause: {kind: 'act', act: 'fault'},
	dueAt,
	flipped: WHOLE,
	copyOf: flight.id,
});

/** @returns null if the queue is full */
function pass(way: Way, flight: Flight, rule: WireRule | null, mark: boolean): Flight | null {
	const {wire, path, chance} = way;
	const bits = octetLength(flight.segment) * 8;
	const flipped: number[] = [];
	let {dueAt} = flight;
	if (!flight.held) {
		if (isCorrupt(path, chance)) flipped.push(below(chance, bits));
		if (isFull(wire, path, flight.to)) {
			lose(way, flight, 'limit');
			return null;
		}

		dueAt = dueAfter(path, bits / 8, flight.sentAt, chance);
	}

	const late = rule?.do === 'delay' ? laterBy(rule) : 0;
	if (rule?.do === 'corrupt') flipped.push(below(chance, bits));
	return join(way, dueAt === flight.dueAt ? flight : {...flight, dueAt}, flipped, late, mark);
}

/** Puts it on the line and tells so: as it was sent, then what became of it. */
function join({wire, events}: Way, flight: Flight, flipped: readonly number[], late = 0, mark = false): Flight {
	let now = flight;
	events?.push({kind: 'sent', flight: now});
	if (late > 0) {
		now = {...now, dueAt: now.dueAt + late};
		events?.push({kind: 'changed', how: 'delayed', flight: now});
	}

	if (mark) {
		now = marked(now);
		events?.push({kind: 'changed', how: 'marked', flight: now});
	}

	for (const bit of flipped) {
		now = flipBit(now, bit);
		events?.push({kind: 'changed', how: 'flipped', flight: now});
	}

	insert(wire, now);
	return now;
}

/** It was sent, and is no more. */
function lose({wire, events}: Way, flight: Flight, by: 'rule' | 'loss' | 'limit' | 'too-long'): Flight {
	events?.push({kind: 'sent', flight}, {kind: 'dropped', id: flight.id, by});
	bury(wire, flight, 'dropped', flight.sentAt);
	return flight;
}

function isFull({flights}: Wire, {faults}: Path, to: Side): boolean {
	if (flights.length < faults.limit) return false;
	let count = 0;
	for (const flight of flights) if (flight.to === to) count++;
	return count >= faults.limit;
}

const isTooLong = ({faults: {pathMtu}}: Path, segment: Segment): boolean =>
	pathMtu !== null && octetLength(segment) > pathMtu.octets;

const laterBy = ({by = 0}: WireRule): Micros => microsOf(by);

/**
 * Lets a segment arrive, whether it is due or not. A damaged one is encoded, its bits are flipped, and the receiver decodes it.
 *
 * @param events - told `delivered`, or `dropped` by the checksum
 * @returns the flight, its segment as the receiver reads it; null when the receiver's checksum fails
 */
export function deliver(wire: Wire, id: FlightId, now: Micros, events: WireEvent[] | null): Flight | null | Refusal {
	const index = indexOf(wire, id);
	if (index < 0) return missing(wire, id);
	const flight = wire.flights[index] as Flight;
	takeOff(wire, index);
	const segment = flight.flipped.length === 0 ? flight.segment : received(flight);
	if (segment === null) {
		bury(wire, flight, 'dropped', now);
		if (events !== null) events.push({kind: 'dropped', id, by: 'checksum'});
		return null;
	}

	bury(wire, flight, 'delivered', now);
	if (events !== null) events.push({kind: 'delivered', id});
	return segment === flight.segment ? flight : {...flight, segment};
}

/** A damaged segment as the receiver decodes it; flips that offset each other get past the checksum. */
function received(flight: Flight): Segment | null {
	const octets = encode(flight.segment);
	for (const bit of flight.flipped) octets[bit >> 3] = (octets[bit >> 3] ?? 0) ^ (0x80 >> (bit & 7));
	const decoded = decode(octets);
	return decoded.kind === 'segment' ? decoded.segment : null;
}

/** What arrives next when time runs: the first that is not held; null if there is none. It may be overdue. */
export function nextArrival(wire: Wire): Flight | null {
	const {flights} = wire;
	for (let i = 0; i < flights.length; i++) {
		const flight = flights[i] as Flight;
		if (!flight.held) return flight;
	}

	return null;
}

/**
 * Changes one direction: `from` names its sender.
 *
 * Flow lets what is held go: it arrives at its `dueAt`, or now. Hold stops what is in flight. Faults touch what is sent from now on.
 */
export function setPath(
	wire: Wire,
	from: Side,
	change: {readonly mode?: Path['mode']; readonly faults?: Partial<Faults>},
	now: Micros,
): Refusal | null {
	const path = wire.paths[from];
	const bad = badFault(change.faults ?? {});
	if (bad !== null) return refuse('bad-value', {field: bad, value: String(change.faults?.[bad])});
	if (change.faults !== undefined) path.faults = {...path.faults, ...change.faults};
	if (change.mode !== undefined && change.mode !== path.mode) {
		path.mode = change.mode;
		const held = change.mode === 'hold';
		const turn = (flight: Flight): Flight => ({
			...flight,
			held,
			dueAt: held ? flight.dueAt : Math.max(flight.dueAt, now),
		});
		wire.flights = wire.flights.map(flight => (flight.to === from ? flight : turn(flight)));
		wire.flights.sort((a, b) => a.dueAt - b.dueAt);
	}

	return null;
}
