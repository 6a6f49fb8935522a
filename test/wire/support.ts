import fc from 'fast-check';
import {type Options, type Segment, segment, seq} from '../../src/tcp/index.js';
import {
	applyFields,
	type Cause,
	type Chance,
	createChance,
	createWire,
	type Faults,
	type Flight,
	isRefusal,
	type Refusal,
	type SegmentFields,
	type Side,
	send,
	type Wire,
	type WireEvent,
	type WireOptions,
} from '../../src/wire/index.js';

export const CALL: Cause = {kind: 'call', socket: 'c', call: 'send'};

const CLIENT = {address: '10.0.0.1', port: 40_000};
const SERVER = {address: '10.0.0.2', port: 80};

/** A segment of one side, in a person's words. */
export function from(side: Side, fields: SegmentFields): Segment {
	const ends = side === 'client' ? {source: CLIENT, destination: SERVER} : {source: SERVER, destination: CLIENT};
	const made = applyFields(segment(ends), fields);
	if ('bad' in made) throw new Error(`bad ${made.bad}`);
	return made;
}

/** A wire, dice, a clock that stands still until it is set, and everything the wire told. */
export class Bench {
	now = 0;
	readonly wire: Wire;
	readonly chance: Chance;
	readonly told: WireEvent[] = [];

	constructor(options: WireOptions = {}, seed = 1) {
		this.wire = createWire(options);
		this.chance = createChance(seed);
	}

	/** So many text segments of the client, each with as many octets. */
	send(count = 1, bytes = 100, side: Side = 'client'): this {
		for (let i = 0; i < count; i++) this.put(side, {flags: 'P.', seq: 1 + i * bytes, ack: 1, bytes});
		return this;
	}

	put(side: Side, fields: SegmentFields, ecn: Segment['ecn'] = 0): Flight {
		return send(this.wire, {...from(side, fields), ecn}, side, CALL, this.now, this.chance, this.told);
	}

	/** `c1@20000 s1@20000`: who is in flight, and when each is due. */
	get line(): string {
		return this.wire.flights.map(flight => `${flight.id}@${flight.dueAt}`).join(' ');
	}

	/** Who is in flight, in order of arrival. */
	get order(): string {
		return this.wire.flights.map(flight => flight.id).join(' ');
	}
}

/** One path or both with these faults, in flow. */
export const flow = (client: Partial<Faults>, server: Partial<Faults> = client): WireOptions => ({
	mode: 'flow',
	faults: {client, server},
});

/** Each event in a few words; a refusal with its values. */
export function words(result: readonly WireEvent[] | Refusal | object | null): string[] {
	if (isRefusal(result)) return [`refused ${result.refused} ${JSON.stringify(result.values)}`];
	if (!Array.isArray(result)) throw new Error('neither events nor a refusal');
	return (result as WireEvent[]).map(inWords);
}

function inWords(event: WireEvent): string {
	switch (event.kind) {
		case 'sent':
			return `sent ${event.flight.id}@${event.flight.dueAt}`;
		case 'delivered':
			return `delivered ${event.id}`;
		case 'dropped':
			return `dropped ${event.id} by ${event.by}`;
		case 'changed':
			return `${event.how} ${event.flight.id}@${event.flight.dueAt}`;
	}
}

const port = fc.integer({min: 0, max: 0xffff});
const field = fc.integer({min: 0, max: 0xffff});
const number = fc.integer({min: 0, max: 0xffff_ffff});
const point = number.map(seq);
const address = fc
	.tuple(...Array.from({length: 4}, () => fc.integer({min: 0, max: 255})))
	.map(parts => parts.join('.'));
const end = fc.record({address, port});

/** Kinds that are nobody's, and known kinds with lengths that are not theirs. */
const unknown = fc.record({
	kind: fc.constantFrom(6, 7, 9, 14, 19, 30, 253, 254, 255),
	octets: fc.uint8Array({maxLength: 6}),
});

/** Such as fit in 40 octets together. */
const options: fc.Arbitrary<Options> = fc
	.record({
		mss: fc.option(field),
		wscale: fc.option(fc.integer({min: 0, max: 255})),
		sackPermitted: fc.boolean(),
		sack: fc.option(fc.array(fc.tuple(point, point), {minLength: 1, maxLength: 4})),
		timestamps: fc.option(fc.record({val: number, ecr: number})),
		fastOpen: fc.option(
			fc.integer({min: 1, max: 8}).chain(half => {
				const octets = half === 1 ? 0 : 2 * half;
				return fc.uint8Array({minLength: octets, maxLength: octets});
			}),
			{freq: 1},
		),
		userTimeout: fc.option(
			fc.oneof(
				fc.integer({min: 0, max: 0x7fff}),
				fc.integer({min: 547, max: 0x7fff}).map(minutes => minutes * 60),
			),
		),
		unknown: fc.array(unknown, {maxLength: 3}),
	})
	.map(all => {
		const long = all.timestamps !== null && (all.fastOpen?.length ?? 0) > 8;
		const made = long ? {...all, fastOpen: null} : all;
		const rare = (made.userTimeout === null ? 0 : 4) + (made.fastOpen ? (made.fastOpen.length + 5) & ~3 : 0);
		const fixed = rare + (made.mss === null ? 0 : 4) + (made.timestamps ? 12 : made.sackPermitted ? 4 : 0);
		let left = 40 - fixed - (made.wscale === null ? 0 : 4);
		const blocks = Math.min(made.sack?.length ?? 0, Math.floor((left - 4) / 8));
		if (blocks > 0) left -= 4 + blocks * 8;
		const kept = made.unknown.filter(option => {
			const fits = left >= 2 + option.octets.length;
			if (fits) left -= 2 + option.octets.length;
			return fits;
		});
		return {...made, sack: blocks > 0 && made.sack ? made.sack.slice(0, blocks) : null, unknown: kept};
	});

/** Any segment that the header can say, sensible or not. */
export const anySegment: fc.Arbitrary<Segment> = fc.record({
	source: end,
	destination: end,
	seq: point,
	ack: fc.option(point),
	ecn: fc.constantFrom(0, 1, 2, 3),
	ttl: fc.integer({min: 0, max: 255}),
	dscp: fc.integer({min: 0, max: 63}),
	syn: fc.boolean(),
	fin: fc.boolean(),
	rst: fc.boolean(),
	psh: fc.boolean(),
	urg: fc.boolean(),
	ece: fc.boolean(),
	cwr: fc.boolean(),
	wnd: field,
	up: field,
	options,
	text: fc.uint8Array({maxLength: 64}),
});
