/** Why it happened: the rule that made the last decision, and all rules of the last step. */

import type {Fact, World} from '../lab/index.js';
import {
	callText,
	citations,
	errorText,
	factText,
	failed,
	type Group,
	gap,
	groups,
	hostOf,
	ruleText,
	voidText,
} from './facts.js';
import {fitLine, span, truncate, wrap} from './fit.js';
import {glyphsFor} from './glyphs.js';
import type {Line, Meaning, Span, Style} from './line.js';
import {lastEntry, lastFacts, type Past} from './past.js';
import {safe} from './safe.js';
import {telling} from './telling.js';
import {instant} from './time.js';
import {fill, type Words, wordsFor} from './words/words.js';

export type WhyView = {readonly past: Past; readonly world: World; readonly width: number; readonly style: Style};

type RuleFact = Extract<Fact, {kind: 'rule'}>;

/** The most telling decision of the last step in one line of exactly `width` cells. */
export function whyLine(view: WhyView): Line {
	const {style, width} = view;
	const words = wordsFor(style.lang);
	const start: Span[] = [span(` ${words.why.why}  `, 'title')];
	return fitLine([...start, ...reason(view, words, width - style.measure(words.why.why) - 3)], width, style);
}

/**
 * The same over several rows, for a screen that has them: the whole sentence with its whole citation where they fit.
 *
 * @returns exactly `rows` lines of exactly `width` cells
 */
export function whyLines(view: WhyView, rows: number): Line[] {
	const {style, width} = view;
	if (rows <= 1) return [whyLine(view)];
	const words = wordsFor(style.lang);
	const title = ` ${words.why.why}  `;
	const indent = ' '.repeat(style.measure(title));
	const room = (width - indent.length) * rows;
	let lines: Line[] = [];
	// What is not broken leaves room unused; how much is known when it is laid out.
	for (let spare = 0; spare < room; spare += 8) {
		lines = laidOut(reason(view, words, room - spare), title, indent, width, style);
		if (lines.length <= rows) break;
	}
	while (lines.length < rows) lines.push([]);
	return lines.slice(0, rows).map(each => fitLine(each, width, style));
}

/** Spans over as many rows as they take, broken between words. */
function laidOut(spans: readonly Span[], title: string, indent: string, width: number, style: Style): Line[] {
	const lines: Span[][] = [];
	let line: Span[] = [span(title, 'title')];
	let used = indent.length;
	for (const {text, meaning} of spans) {
		const pieces = wrap(`${' '.repeat(used)}${text}`, width, style, indent);
		for (const [i, piece] of pieces.entries()) {
			if (i > 0) {
				lines.push(line);
				line = [span(indent)];
				used = indent.length;
			}
			const own = i === 0 ? piece.slice(used) : piece.slice(indent.length);
			line.push(span(own, meaning));
			used += style.measure(own);
		}
		const tail = text.length - text.trimEnd().length;
		if (tail > 0 && used + tail <= width) {
			line.push(span(' '.repeat(tail)));
			used += tail;
		}
	}
	lines.push(line);
	return lines;
}

function reason(view: WhyView, words: Words, room: number): Span[] {
	const {past, world, style} = view;
	if (past.cursor === 0) return [span(words.why.nothingYet, 'quiet')];
	if (past.entries[past.cursor - 1]?.off === true) return [span(words.why.undone, 'quiet')];

	const all = groups(lastFacts(past));
	for (let i = all.length - 1; i >= 0; i--) {
		const told = telling(all[i] as Group);
		if (told !== null) return decision(told, all[i] as Group, view, words, room);
	}

	for (let i = all.length - 1; i >= 0; i--) {
		for (const fact of all[i] as Group) {
			const said = event(fact, words, style, lastEntry(past)?.world ?? world);
			if (said !== null) return [span(said[0], said[1])];
		}
	}
	const input = lastEntry(past)?.input;
	return [
		span(input?.do === 'wait' ? fill(words.why.time, {time: instant(world.now)}) : words.why.noDecision, 'quiet'),
	];
}

/** Who, about which segment: the sentence (where it is written). */
function decision(fact: RuleFact, group: Group, view: WhyView, words: Words, room: number): Span[] {
	const {world, style} = view;
	const {to} = glyphsFor(style);
	const host = words.sides[fact.host];
	const made = group.find(each => each.kind === 'sent' && each.why === fact.rule);
	const own = made?.kind === 'sent' ? made.flight.id : null;
	const who =
		(fact.segment !== null ? `${fact.segment} ${to} ${host}` : own !== null ? `${host} ${to} ${own}` : host) +
		words.why.colon;
	const sentence = safe(ruleText(fact, world, style), style);
	const left = room - style.measure(who) - style.measure(sentence) - 3;
	const cites = citations(fact.rule, style).map(each => safe(each, style));
	const cite = cites.find(each => style.measure(each) <= left) ?? cites[2] ?? '';
	const cut = truncate(sentence, room - style.measure(who) - style.measure(cite) - 3, style);
	return [span(who, fact.host), span(cut, 'plain'), span(`${gap(style)}(${cite})`, 'rule')];
}

/** What the input itself did, where no rule was asked. */
function event(fact: Fact, words: Words, style: Style, world: World): [string, Meaning] | null {
	const {why} = words;
	switch (fact.kind) {
		case 'void':
			return [fill(why.nothingDone, {reason: voidText(fact, words)}), 'warning'];
		case 'returned':
			if (!failed(fact.result))
				return [
					`${words.sides[fact.host]}${why.colon}${factText(fact, world, world.wire.isns, style, words)[0]}`,
					'quiet',
				];
			return [fill(why.callFails, {call: callText(fact.call), errno: errorText(fact.result, words)}), 'error'];
		case 'dropped':
			return [fill(why.dropped, {id: fact.id, how: words.drops[fact.by]}), 'lost'];
		case 'changed':
			return [fill(why.changed, {id: fact.flight.id, how: words.changes[fact.how]}), 'damaged'];
		case 'delivered': {
			const to = world.wire.ghosts.findLast(({id}) => id === fact.id)?.to;
			if (to !== undefined) return [fill(why.delivered, {id: fact.id, to: words.sides[to]}), 'quiet'];
			return [factText(fact, world, world.wire.isns, style, words)[0], 'quiet'];
		}
		case 'sent':
		case 'icmp':
		case 'crashed':
		case 'set': {
			const [text, meaning] = factText(fact, world, world.wire.isns, style, words);
			const host = fact.kind === 'sent' ? fact.flight.from : hostOf(fact);
			return [host === null ? text : words.sides[host] + words.why.colon + text, meaning];
		}
		default:
			return null;
	}
}

/** All that the last step did and decided, in order, with citations; wrapped to `width`, as many lines as it takes. */
export function explain(view: WhyView): Line[] {
	const {past, world, width, style} = view;
	const words = wordsFor(style.lang);
	const facts = lastFacts(past);
	if (facts.length === 0) return [fitLine(reason(view, words, width), width, style)];

	const isns = world.wire.isns;
	const lines: Line[] = [];
	let at: number | null = null;
	for (const group of groups(facts)) {
		for (const [i, fact] of group.entries()) {
			if (fact.kind === 'timer' && fact.act === 'off') continue;
			if (fact.at !== at) {
				lines.push([span(instant(fact.at), 'quiet')]);
				at = fact.at;
			}
			const indent = i === 0 ? ' ' : '   ';
			const [text, meaning] = explained(fact, world, isns, style, words);
			const host = hostOf(fact);
			const who = host === null ? '' : words.sides[host] + words.why.colon;
			const wrapped = wrap(safe(indent + who + text, style), width, style, `${indent}  `);
			for (const line of wrapped) lines.push([span(line, meaning)]);
		}
	}
	return lines;
}

function explained(
	fact: Fact,
	world: World,
	isns: World['wire']['isns'],
	style: Style,
	words: Words,
): [string, Meaning] {
	if (fact.kind !== 'rule') return factText(fact, world, isns, style, words);
	return [`${ruleText(fact, world, style)}${gap(style)}(${citations(fact.rule, style)[0]})`, 'plain'];
}
