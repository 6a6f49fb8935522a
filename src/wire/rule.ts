/** Scenario rules: which segments they mean. The kernel harness judges the same way. */

import {type Micros, type Segment, unsigned} from '../tcp/index.js';
import {type Chance, uniform} from './chance.js';
import {type Refusal, refuse} from './event.js';
import {parseFlags} from './fields.js';
import {other, type Side} from './flight.js';
import {isnKey, type Wire, type WireRule} from './wire.js';

/** Adds a rule; it counts segments from now on. */
export function addRule(wire: Wire, rule: WireRule): Refusal | null {
	const bad = badRule(rule);
	if (bad !== null) return refuse('bad-value', {field: bad, value: String(rule[bad])});
	wire.rules = [...wire.rules, rule];
	wire.seen.push(0);
	return null;
}

/** The first field of a rule whose value cannot be: letters that are no control bits, a time or a share out of its range. */
export function badRule(rule: WireRule): keyof WireRule | null {
	for (const name of ['flags', 'has'] as const) {
		const letters = rule[name];
		if (letters !== undefined && parseFlags(letters) === null) return name;
	}

	for (const name of ['after', 'before', 'by'] as const) {
		if (!(microsOf(rule[name] ?? 0) >= 0 && Number.isSafeInteger(microsOf(rule[name] ?? 0)))) return name;
	}

	const {chance = 1} = rule;
	return chance >= 0 && chance <= 1 ? null : 'chance';
}

/**
 * What the relative numbers of a segment from `side` between these ports count from: as the header shows them, 0 when
 * the wire has seen no SYN.
 */
export const isnsOf = (wire: Wire, side: Side, source: number, destination: number): {seq: number; ack: number} => ({
	seq: wire.isns[isnKey(side, source, destination)] ?? 0,
	ack: wire.isns[isnKey(other(side), destination, source)] ?? 0,
});

/** The last rule that hits this segment, which counts; every rule whose pattern fits has seen it. */
export function ruleFor(wire: Wire, segment: Segment, from: Side, now: Micros, chance: Chance): WireRule | null {
	let last: WireRule | null = null;
	for (let i = 0; i < wire.rules.length; i++) {
		const rule = wire.rules[i] as WireRule;
		if (!fits(wire, rule, segment, from, now)) continue;
		const times = (wire.seen[i] ?? 0) + 1;
		wire.seen[i] = times;
		const {nth = 1} = rule;
		const hit = nth === 'all' || nth === times || (typeof nth === 'object' && nth.includes(times));
		if (hit && (rule.chance === undefined || uniform(chance) < rule.chance)) last = rule;
	}

	return last;
}

function fits(wire: Wire, rule: WireRule, segment: Segment, from: Side, now: Micros): boolean {
	if (rule.from !== from) return false;
	if (rule.length !== undefined && rule.length !== segment.text.length) return false;
	if (rule.minLength !== undefined && rule.minLength > segment.text.length) return false;
	if (rule.after !== undefined && now < microsOf(rule.after)) return false;
	if (rule.before !== undefined && now > microsOf(rule.before)) return false;
	if (rule.flags !== undefined && !bitsFit(segment, rule.flags, true)) return false;
	if (rule.has !== undefined && !bitsFit(segment, rule.has, false)) return false;
	if (rule.seq === undefined && rule.ack === undefined) return true;

	const isns = isnsOf(wire, from, segment.source.port, segment.destination.port);
	if (rule.seq !== undefined && rule.seq !== (unsigned(segment.seq) - isns.seq) >>> 0) return false;
	if (rule.ack === undefined) return true;
	return segment.ack !== null && rule.ack === (unsigned(segment.ack) - isns.ack) >>> 0;
}

/** A rule's seconds. 8.2 × 10^6 is less than 8,200,000, and the instant itself belongs to the rule. */
export const microsOf = (seconds: number): Micros => Math.round(seconds * 1e6);

const BITS = ['syn', 'fin', 'rst', 'psh', 'urg', 'ece', 'cwr'] as const;

function bitsFit(segment: Segment, letters: string, exactly: boolean): boolean {
	const wanted = parseFlags(letters);
	if (wanted === null) return false;
	if (wanted.ack !== (segment.ack !== null) && (exactly || wanted.ack)) return false;
	return BITS.every(bit => wanted[bit] === segment[bit] || (!exactly && !wanted[bit]));
}
