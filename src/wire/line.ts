/** The line of flights, kept in order of arrival, and the ghosts of those that left it. */

import type {Micros} from '../tcp/index.js';
import {type Refusal, refuse} from './event.js';
import {type Flight, type FlightId, type Ghost, other, type Sender, type Side} from './flight.js';
import type {Path, Wire} from './wire.js';

/** The path that leads to `to`; an outsider's segments take it too. */
export const pathTo = (wire: Wire, to: Side): Path => wire.paths[other(to)];

/** Puts a flight where its `dueAt` belongs: at the end, unless it overtakes. */
export function insert(wire: Wire, flight: Flight): void {
	const {flights} = wire;
	let place = flights.length;
	while (place > 0 && (flights[place - 1] as Flight).dueAt > flight.dueAt) place--;
	if (place === flights.length) flights.push(flight);
	else flights.splice(place, 0, flight);
}

/** Takes the flight at `index` off the line. */
export function takeOff(wire: Wire, index: number): void {
	if (index === 0) wire.flights.shift();
	else wire.flights.splice(index, 1);
}

/** Its place on the line; -1: it is not there. */
export function indexOf(wire: Wire, id: FlightId): number {
	const {flights} = wire;
	for (let i = 0; i < flights.length; i++) if ((flights[i] as Flight).id === id) return i;
	return -1;
}

/** Makes a ghost of a flight that has left the line. */
export function bury(wire: Wire, flight: Flight, fate: Ghost['fate'], now: Micros): void {
	if (wire.maxGhosts === 0) return;
	const {ghosts} = wire;
	let first = Math.max(0, ghosts.length + 1 - wire.maxGhosts);
	while (first < ghosts.length && now - (ghosts[first] as Ghost).bornAt > wire.msl) first++;
	const count = ghosts.length - first;
	const kept = new Array<Ghost>(count + 1);
	for (let i = 0; i < count; i++) kept[i] = ghosts[first + i] as Ghost;
	kept[count] = ghostOf(flight, fate, now);
	wire.ghosts = kept;
}

/** Field by field: a spread that adds fields costs fifty times as much. */
const ghostOf = (flight: Flight, fate: Ghost['fate'], endedAt: Micros): Ghost => ({
	id: flight.id,
	from: flight.from,
	to: flight.to,
	segment: flight.segment,
	cause: flight.cause,
	sentAt: flight.sentAt,
	bornAt: flight.bornAt,
	dueAt: flight.dueAt,
	held: flight.held,
	flipped: flight.flipped,
	copyOf: flight.copyOf,
	fate,
	endedAt,
});

/** The next free name for a copy: one prime more than any copy of the same original has. */
export function copyId(wire: Wire, of: FlightId): FlightId {
	const root = of.replace(/'+$/, '');
	let primes = of.length - root.length;
	for (const list of [wire.flights, wire.ghosts]) {
		for (const {id} of list) {
			if (id.length - root.length > primes && id.startsWith(root) && id[root.length] === "'")
				primes = id.length - root.length;
		}
	}

	return `${root}${"'".repeat(primes + 1)}`;
}

/** The id of the next segment that `from` puts on the wire; it is counted. */
export function nextId(wire: Wire, from: Sender): FlightId {
	wire.sent[from]++;
	return LETTERS[from] + wire.sent[from];
}

const LETTERS = {client: 'c', server: 's', outsider: 'x'} as const;

/** The flight with one more bit flipped, or flipped back. */
export function flipBit(flight: Flight, bit: number): Flight {
	const {flipped} = flight;
	return {...flight, flipped: flipped.includes(bit) ? flipped.filter(old => old !== bit) : [...flipped, bit]};
}

/** The sender's TCP understands marks (RFC 3168 §5: ECT), or it is marked already. */
export const isMarkable = ({segment}: Flight): boolean => segment.ecn !== 0;

/** As it leaves a congested router: CE instead of ECT. */
export const marked = (flight: Flight): Flight => ({...flight, segment: {...flight.segment, ecn: 3}});

/** Why there is no such flight. */
export const missing = (wire: Wire, id: FlightId): Refusal =>
	refuse(hasBeen(wire, id) ? 'not-in-flight' : 'no-such-segment', {segment: id});

/** Was there ever such a segment, or such an original of a copy? */
export function hasBeen(wire: Wire, id: FlightId): boolean {
	const [, letter, count] = /^([csx])([1-9]\d*)'*$/.exec(id) ?? [];
	if (letter === undefined) return false;
	const sender = letter === 'c' ? 'client' : letter === 's' ? 'server' : 'outsider';
	return Number(count) <= wire.sent[sender];
}
