/**
 * What can be seen of a run, and from where: the interface of either host, or the wire between them.
 *
 * The wire sees each segment as it comes, whatever becomes of it. A host sees what it sends, and what arrives, with the
 * damage that it took: what was lost on the way is not seen there.
 */

import type {Fact} from '../lab/index.js';
import {citations, gap} from '../present/facts.js';
import {duration, fill, ruleSentence, type Style, type Words, wordsFor} from '../present/index.js';
import type {Micros, RuleId, Values} from '../tcp/index.js';
import {encode, type Flight, type FlightId} from '../wire/index.js';

export const VANTAGES = ['client', 'server', 'wire'] as const;

/** A place to look from. */
export type Vantage = (typeof VANTAGES)[number];

export type Sighting = {
	readonly at: Micros;
	readonly vantage: Vantage;
	/** As a host sees it; null: on the wire. */
	readonly direction: 'in' | 'out' | null;
	readonly id: FlightId;
	/** From the first of the IPv4 header on. */
	readonly octets: Uint8Array;
	/** What it is and what became of it; then each decision that made it, or that it led to. */
	readonly comments: readonly string[];
};

/** All that is seen from anywhere, in order. @param facts - of a run, or of a session as far as it has come */
export function sightingsOf(facts: readonly Fact[], style: Pick<Style, 'lang'>): Sighting[] {
	const words = wordsFor(style.lang);
	const known = lookThrough(facts);
	const flights = new Map<FlightId, Flight>();
	const decided = new Map<string, RuleFact>();
	const seen: Sighting[] = [];
	for (const fact of facts) {
		switch (fact.kind) {
			case 'rule':
				decided.set(`${fact.host} ${fact.connection} ${fact.rule}`, fact);
				break;
			case 'sent': {
				const {at, flight} = fact;
				const {id, from} = flight;
				flights.set(id, flight);
				const octets = octetsOf(flight);
				const name = nameOf(fact, words);
				const rule = decided.get(`${from} ${fact.connection} ${fact.why}`);
				const why = fact.why === null ? [] : [whyText(fact.why, rule?.at === at ? rule.values : null, style)];
				// A copy that the wire made, and what an outsider forges, leave no host.
				if (from !== 'outsider' && flight.cause.kind !== 'act') {
					seen.push({at, vantage: from, direction: 'out', id, octets, comments: [name, ...why]});
				}

				const fate = `${name}: ${fateText(flight, known, words)}`;
				seen.push({at, vantage: 'wire', direction: null, id, octets, comments: [fate, ...why]});
				break;
			}
			case 'changed':
				flights.set(fact.flight.id, fact.flight);
				break;
			case 'delivered':
			case 'dropped': {
				const flight = flights.get(fact.id);
				if (flight === undefined || (fact.kind === 'dropped' && fact.by !== 'checksum')) break;
				const {at, id} = fact;
				const name = fact.kind === 'dropped' ? `${id}: ${words.drops.checksum}` : id;
				const decisions = (known.decisions.get(id) ?? []).map(({rule, values}) => whyText(rule, values, style));
				const comments = [name, ...decisions];
				seen.push({at, vantage: flight.to, direction: 'in', id, octets: octetsOf(flight), comments});
				break;
			}
		}
	}

	return seen;
}

type RuleFact = Extract<Fact, {kind: 'rule'}>;
type End = Extract<Fact, {kind: 'delivered' | 'dropped'}>;

type Known = {
	readonly ends: ReadonlyMap<FlightId, End>;
	readonly changes: ReadonlyMap<FlightId, readonly Extract<Fact, {kind: 'changed'}>[]>;
	/** What its receiver made of each segment. */
	readonly decisions: ReadonlyMap<FlightId, readonly RuleFact[]>;
};

/** What is told only later of a segment. */
function lookThrough(facts: readonly Fact[]): Known {
	const ends = new Map<FlightId, End>();
	const changes = new Map<FlightId, Extract<Fact, {kind: 'changed'}>[]>();
	const decisions = new Map<FlightId, RuleFact[]>();
	const add = <T>(map: Map<FlightId, T[]>, id: FlightId, one: T): void =>
		void map.set(id, [...(map.get(id) ?? []), one]);
	for (const fact of facts) {
		if (fact.kind === 'delivered' || fact.kind === 'dropped') ends.set(fact.id, fact);
		else if (fact.kind === 'changed') add(changes, fact.flight.id, fact);
		else if (fact.kind === 'rule' && fact.segment !== null) add(decisions, fact.segment, fact);
	}

	return {ends, changes, decisions};
}

/** As it is on the wire now, its flipped bits flipped. */
function octetsOf({segment, flipped}: Flight): Uint8Array {
	const octets = encode(segment);
	for (const bit of flipped) octets[bit >> 3] = (octets[bit >> 3] ?? 0) ^ (0x80 >> (bit & 7));
	return octets;
}

/** `c3`, `c3 (again)`, `c3' (copy)`. */
function nameOf({flight, again}: Extract<Fact, {kind: 'sent'}>, {wire}: Words): string {
	const act = flight.cause.kind === 'act' ? flight.cause.act : null;
	const marks = [
		again ? wire.again : '',
		act === 'fault' || act === 'duplicate' ? wire.copy : '',
		act === 'replay' ? wire.replayed : '',
		act === 'forge' ? wire.forged : '',
	].filter(mark => mark !== '');
	return marks.length === 0 ? flight.id : `${flight.id} (${marks.join(', ')})`;
}

/** `is delayed; has a bit flipped (bit 325); lost 20 ms later: wrong checksum`. */
function fateText({id, sentAt}: Flight, {ends, changes}: Known, words: Words): string {
	const {fates} = words.capture;
	const told = (changes.get(id) ?? []).map(({how, flight}) =>
		how === 'flipped'
			? `${words.changes.flipped} (${fill(fates.bit, {bit: flight.flipped.at(-1) ?? 0})})`
			: words.changes[how],
	);
	const end = ends.get(id);
	if (end === undefined) return [...told, words.wire.inFlight].join('; ');
	const time = duration(end.at - sentAt);
	const last =
		end.kind === 'delivered'
			? fill(fates.delivered, {time})
			: fill(end.at === sentAt ? fates.dropped : fates.droppedLater, {time, how: words.drops[end.by]});
	return [...told, last].join('; ');
}

/** `fast-retransmit: Third duplicate ACK: send the missing segment now, ssthresh 2920. (RFC 5681 §3.2)`. */
function whyText(rule: RuleId, values: Values | null, style: Pick<Style, 'lang'>): string {
	const says = fill(ruleSentence(rule, style.lang), values);
	const cited = `(${citations(rule, style)[0]})`;
	// An answer that was owed knows its rule, no longer the rule's values.
	return /\{\w+\}/.test(says) ? `${rule} ${cited}` : `${rule}: ${says}${gap(style)}${cited}`;
}
