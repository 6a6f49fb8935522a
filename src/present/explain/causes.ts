/** The chain of causes of a fact, back to the key, the call or the timer that began it. */

import type {Entry, Fact} from '../../lab/index.js';
import type {RuleId, TimerName} from '../../tcp/index.js';
import type {FlightId} from '../../wire/index.js';
import {hostOf} from '../facts.js';
import type {Past} from '../past.js';
import {sending, telling, weight} from '../telling.js';

/** Where a fact stands: in which entry of the past, and where in it. Both from 0. */
export type Place = {readonly entry: number; readonly index: number};

export type RuleFact = Extract<Fact, {kind: 'rule'}>;

/** What set something off. `place`: the fact that tells of it; null: no fact does. */
export type Trigger =
	| {readonly kind: 'arrival' | 'icmp'; readonly place: Place; readonly segment: FlightId}
	/** `timer`: by its name; `host`: one of the host's own clocks, of no connection. */
	| {readonly kind: 'timer'; readonly place: Place | null; readonly timer: string}
	| {readonly kind: 'call'; readonly place: Place | null; readonly call: string}
	/** A hand, or a scenario in its place: a segment put on the wire, a crash, a setting. */
	| {readonly kind: 'act'; readonly place: Place}
	/** The network made a copy. */
	| {readonly kind: 'fault'; readonly place: Place; readonly segment: FlightId};

/** One step of the chain. */
export type Link = {
	/** What came about. */
	readonly effect: Place;
	readonly trigger: Trigger;
	/** What decided it; null: an act or a fault, which no TCP decides. */
	readonly deciding: RuleFact | null;
	/** What else was decided at once on that host, in order. */
	readonly others: readonly RuleFact[];
};

export const factAt = (past: Past, {entry, index}: Place): Fact | null => past.entries[entry]?.facts[index] ?? null;

/** From the fact back to where it began: the last link's trigger is a call, a timer or an act. */
export function chainOf(past: Past, from: Place): Link[] {
	const chain: Link[] = [];
	for (let place: Place | null = from; place !== null; ) {
		const trigger = triggerOf(past, place);
		const {deciding, others} = decided(past, place, trigger);
		chain.push({effect: place, trigger, deciding, others});
		const next: Place | null = 'segment' in trigger ? sentAt(past, trigger.segment, place) : null;
		place = next !== null && isBefore(next, place) ? next : null;
	}
	return chain;
}

const isBefore = (a: Place, b: Place): boolean => a.entry < b.entry || (a.entry === b.entry && a.index < b.index);

/** The last fact up to `from` that fits, with its place. */
export function lastBefore<F extends Fact>(
	{entries}: Past,
	from: Place,
	fits: (fact: Fact) => fact is F,
): {readonly place: Place; readonly fact: F} | null {
	for (let entry = from.entry; entry >= 0; entry--) {
		const facts = entries[entry]?.facts ?? [];
		for (let index = entry === from.entry ? from.index : facts.length - 1; index >= 0; index--) {
			const fact = facts[index];
			if (fact !== undefined && fits(fact)) return {place: {entry, index}, fact};
		}
	}
	return null;
}

type Sent = Extract<Fact, {kind: 'sent'}>;

const isSent =
	(id: FlightId) =>
	(fact: Fact): fact is Sent =>
		fact.kind === 'sent' && fact.flight.id === id;

/** Where a segment was put on the wire; null: not up to `from`. */
export const sentAt = (past: Past, id: FlightId, from: Place): Place | null =>
	lastBefore(past, from, isSent(id))?.place ?? null;

/** The end of what has happened. */
export function endOf({entries, cursor}: Past): Place {
	const entry = cursor - 1;
	return {entry, index: (entries[entry]?.facts.length ?? 0) - 1};
}

function triggerOf(past: Past, place: Place): Trigger {
	const fact = factAt(past, place);
	if (fact?.kind !== 'sent') return walkedBack(past, place);
	const {cause, from, copyOf} = fact.flight;
	switch (cause.kind) {
		case 'arrival': {
			const found = lastBefore(
				past,
				place,
				(each): each is Extract<Fact, {kind: 'delivered'}> => each.kind === 'delivered' && each.id === cause.of,
			);
			return found === null ? walkedBack(past, place) : {kind: 'arrival', place: found.place, segment: cause.of};
		}
		case 'timer': {
			const {timer} = cause;
			const fired = lastBefore(
				past,
				place,
				(each): each is Fact & {kind: 'timer'} =>
					each.kind === 'timer' &&
					each.act === 'fired' &&
					each.timer === timer &&
					each.host === from &&
					each.at === fact.at,
			);
			// What a program reads later in the instant of an arrival, it reads because of that arrival.
			return fired === null ? walkedBack(past, place) : {kind: 'timer', place: fired.place, timer};
		}
		case 'call': {
			const called = lastBefore(
				past,
				place,
				(each): each is Fact & {kind: 'called'} => each.kind === 'called' && each.host === from && each.at === fact.at,
			);
			return called === null ? walkedBack(past, place) : {kind: 'call', place: called.place, call: cause.call};
		}
		case 'act':
			return cause.act === 'fault' && copyOf !== null ? {kind: 'fault', place, segment: copyOf} : {kind: 'act', place};
	}
}

/** What set off the group of facts that this one is in. */
function walkedBack(past: Past, place: Place): Trigger {
	const facts = past.entries[place.entry]?.facts ?? [];
	const start = startOf(past, place);
	const first = facts[start];
	const at = {entry: place.entry, index: start};
	switch (first?.kind) {
		case 'delivered':
			return {kind: 'arrival', place: at, segment: first.id};
		case 'icmp':
			return {kind: 'icmp', place: at, segment: first.segment};
		case 'called':
			return {kind: 'call', place: at, call: first.call.call};
		case 'timer':
			return first.act === 'fired'
				? {kind: 'timer', place: at, timer: first.timer}
				: {kind: 'timer', place: null, timer: 'host'};
		case 'sent':
		case 'crashed':
		case 'set':
		case 'changed':
		case 'dropped':
		case 'void':
			return {kind: 'act', place: at};
		default:
			return {kind: 'timer', place: null, timer: 'host'};
	}
}

/** Where the group begins: at what set it off, or after the end of another instant or host. */
function startOf(past: Past, {entry, index}: Place): number {
	const facts = past.entries[entry]?.facts ?? [];
	const fact = facts[index];
	if (fact === undefined) return index;
	const host = hostOf(fact);
	for (let place = index; place >= 0; place--) {
		const each = facts[place];
		if (each === undefined || each.at !== fact.at) return place + 1;
		if (setsOff(past.entries[entry], each, host)) return place;
		const its = hostOf(each);
		if (its !== null && host !== null && its !== host && place < index) return place + 1;
	}
	return 0;
}

/** Of what happens by itself or by a call, on that host. */
function setsOff(entry: Entry | undefined, fact: Fact, host: 'client' | 'server' | null): boolean {
	switch (fact.kind) {
		case 'delivered': {
			const {flights = [], ghosts = []} = entry?.world.wire ?? {};
			const flight = ghosts.findLast(({id}) => id === fact.id) ?? flights.find(({id}) => id === fact.id);
			return host === null || flight === undefined || flight.to === host;
		}
		case 'called':
		case 'icmp':
		case 'crashed':
			return fact.host === host;
		case 'timer':
			return fact.act === 'fired' && fact.host === host;
		case 'set':
			return true;
		default:
			return false;
	}
}

function decided(past: Past, place: Place, trigger: Trigger): Pick<Link, 'deciding' | 'others'> {
	const fact = factAt(past, place);
	const entry = past.entries[place.entry];
	if (
		fact === null ||
		entry === undefined ||
		trigger.kind === 'fault' ||
		(trigger.kind === 'act' && fact.kind === 'sent')
	) {
		return {deciding: null, others: []};
	}
	const host = hostOf(fact);
	const group = groupAround(past, place).filter(each => hostOf(each) === host);
	const rules = group.filter(each => each.kind === 'rule');
	const told = telling(group);
	let deciding: RuleFact | null = told;
	if (fact.kind === 'timer' && fact.act !== 'off') deciding = rulerOf(fact.timer, rules) ?? told;
	else if (fact.kind === 'timer') deciding = stopperOf(fact.timer, rules) ?? ruleBefore(fact, group) ?? told;
	else if (fact.kind !== 'sent') deciding = ruleBefore(fact, group) ?? told;
	if (fact.kind === 'sent' && fact.why !== null) {
		const {why} = fact;
		const made = rules.findLast(({rule}) => rule === why) ?? sending(fact, group);
		// That an ACK was due says nothing; what it answers does.
		if (made !== null && (weight(why) > 1 || told === null)) deciding = made;
		// Nothing was late: a router said that it was too long.
		if (trigger.kind === 'icmp') deciding = rules.find(({rule}) => rule === 'path-mtu') ?? deciding;
	}
	const seen = new Set<RuleId>(deciding === null ? [] : [deciding.rule]);
	const others = rules.filter(({rule}) => !seen.has(rule) && seen.add(rule));
	return {deciding, others};
}

/** The rule that moves a connection to another state, or stops a timer, stands right before that. */
const ruleBefore = (fact: Fact, group: readonly Fact[]): RuleFact | null =>
	group
		.slice(0, group.indexOf(fact))
		.filter(each => each.kind === 'rule')
		.findLast(rule => hostOf(rule) === hostOf(fact)) ?? null;

/** What ends the wait of a timer, wherever it was decided; null: it is told right before. */
function stopperOf(timer: TimerName, rules: readonly RuleFact[]): RuleFact | null {
	if (timer === 'delayed-ack') return null;
	const wanted: RuleId = timer === 'persist' || timer === 'override' ? 'window-updated' : 'ack-advances';
	return rules.find(({rule}) => rule === wanted) ?? null;
}

/** The rule by which a timer does what it is for; others may have been decided by the way. */
const rulerOf = (timer: TimerName, rules: readonly RuleFact[]): RuleFact | null =>
	rules.find(({rule}) => RULERS[timer].includes(rule)) ?? null;

const RULERS: Readonly<Record<TimerName, readonly RuleId[]>> = {
	retransmission: ['retransmission-timeout'],
	'loss-probe': ['tail-loss-probe'],
	reordering: ['rack-resends'],
	persist: ['probe-zero-window', 'probe-empty', 'probe-part'],
	'delayed-ack': ['delayed-ack-timeout'],
	override: ['sws-override'],
	keepalive: ['keepalive-probe', 'keepalive-dead'],
	user: ['user-timeout'],
	'time-wait': ['time-wait-timeout', 'fin-to-time-wait', 'fin-restarts-time-wait'],
};

/** All that was set off together with the fact. */
export function groupAround(past: Past, place: Place): readonly Fact[] {
	const entry = past.entries[place.entry];
	const facts = entry?.facts ?? [];
	const fact = facts[place.index];
	if (fact === undefined) return [];
	const host = hostOf(fact);
	const start = startOf(past, place);
	let end = place.index + 1;
	while (end < facts.length) {
		const each = facts[end];
		if (each === undefined || each.at !== fact.at || setsOff(entry, each, host)) break;
		end += 1;
	}
	return facts.slice(start, end);
}
