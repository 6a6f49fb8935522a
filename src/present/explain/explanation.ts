/** Why: the chain of causes in words, link by link, with rules, variables, sections and what it is all for. */

import type {Fact, World} from '../../lab/index.js';
import {type Moment, momentsOf} from '../../lab/index.js';
import type {FlightId} from '../../wire/index.js';
import {citations, factText, gap, hostOf, ruleText} from '../facts.js';
import {span, wrap} from '../fit.js';
import {glyphsFor} from '../glyphs.js';
import {segmentLabel} from '../label.js';
import type {Line, Meaning, Style} from '../line.js';
import type {Past} from '../past.js';
import {safe} from '../safe.js';
import {telling} from '../telling.js';
import {duration, instant, remaining} from '../time.js';
import type {TermId} from '../words/glossary.js';
import {meaningOf} from '../words/meanings.js';
import {MECHANISMS, type Mechanism, mechanismOf} from '../words/mechanisms.js';
import {termWords} from '../words/terms.js';
import {fill, type Words, wordsFor} from '../words/words.js';
import {
	chainOf,
	endOf,
	factAt,
	groupAround,
	type Link,
	lastBefore,
	type Place,
	type RuleFact,
	sentAt,
} from './causes.js';
import {whyStopped} from './stopped.js';
import type {Subject} from './subjects.js';
import {stateTerm, timerTerm} from './terms-of.js';
import {triggerText} from './trigger-text.js';
import {changesOf} from './variables.js';

export type WhyView = {
	readonly past: Past;
	/** Before the first input. */
	readonly start: World;
	readonly world: World;
	readonly width: number;
	readonly style: Style;
};

/** A subject explained: lines of at most `width` cells, and the terms that are in it. */
export type Explanation = {
	readonly lines: readonly Line[];
	readonly terms: readonly TermId[];
	/** From the subject back to its beginning. */
	readonly chain: readonly Link[];
};

type Told = Exclude<Subject, {kind: 'step'}>;

/** What a subject is called, in a line; null: it is not in the past. */
export function subjectTitle(view: WhyView, subject: Told): string | null {
	const place = placeOf(view, subject);
	const fact = place === null ? null : factAt(view.past, place);
	return fact === null ? null : effectText(view, fact, wordsFor(view.style.lang));
}

const placeOf = ({past}: WhyView, subject: Told): Place | null =>
	subject.kind === 'fact' ? subject.place : sentAt(past, subject.id, endOf(past));

/** @returns null for a subject that is not in the past */
export function explanation(view: WhyView, subject: Told): Explanation | null {
	const {past, style} = view;
	const place = placeOf(view, subject);
	const fact = place === null ? null : factAt(past, place);
	if (place === null || fact === null) return null;
	const chain = chainOf(past, place);
	const moments = momentsIn(view, chain);
	const page: Page = {view, words: wordsFor(style.lang), lines: [], known: new Set(), terms: new Set(), moments};
	whatItIs(page, fact);
	for (const [i, link] of chain.entries()) told(page, link, i + 1, chain.length);
	if (subject.kind === 'segment') fateOf(page, subject.id);
	return {lines: page.lines, terms: [...page.terms], chain};
}

type Page = {
	readonly view: WhyView;
	readonly words: Words;
	readonly lines: Line[];
	/** What has been explained on this page is not explained again. */
	readonly known: Set<Mechanism>;
	readonly terms: Set<TermId>;
	/** The worlds on either side of each link's effect. */
	readonly moments: ReadonlyMap<Link, Moment>;
};

function put({lines, view: {width, style}}: Page, text: string, meaning: Meaning, indent = '', label = ''): void {
	for (const [i, line] of wrap(safe(indent + label + text, style), width, style, indent).entries()) {
		const head = i === 0 && label !== '' ? safe(indent + label, style) : '';
		const rest = line.slice(head.length);
		lines.push(head === '' ? [span(line, meaning)] : [span(head, 'title'), span(rest, meaning)]);
	}
}

/** A state, or a timer, has a word of the glossary of its own. */
function whatItIs(page: Page, fact: Fact): void {
	const term = fact.kind === 'state' ? stateTerm(fact.to) : fact.kind === 'timer' ? timerTerm(fact.timer) : null;
	if (term === null) return;
	const {name, says} = termWords(term, page.view.style.lang);
	page.terms.add(term);
	put(page, fill(page.words.explain.whatIs, {name, says}), 'plain');
	page.lines.push([]);
}

/** The world as it was after a step, for numbers and labels. */
const worldAfter = ({past, world}: WhyView, {entry}: Place): World => past.entries[entry]?.world ?? world;

/** Each input of the past is played again once, however many links of the chain came about in it. */
function momentsIn({past, start}: WhyView, chain: readonly Link[]): Map<Link, Moment> {
	const moments = new Map<Link, Moment>();
	for (const at of new Set(chain.map(({effect}) => effect.entry))) {
		const entry = past.entries[at];
		if (entry === undefined) continue;
		const links = chain.filter(({effect}) => effect.entry === at);
		const before = past.entries[at - 1]?.world ?? start;
		const found = momentsOf(
			before,
			entry.input,
			links.map(({effect}) => effect.index),
		);
		for (const [i, moment] of found.entries()) {
			const link = links[i];
			if (link !== undefined) moments.set(link, moment);
		}
	}
	return moments;
}

/** What came about, in a line. */
function effectText({style, world}: WhyView, fact: Fact, words: Words): string {
	const {explain, sides, timers} = words;
	switch (fact.kind) {
		case 'sent': {
			const {id, from, cause} = fact.flight;
			const label = segmentLabel(fact.flight, style, world.wire.isns);
			if (cause.kind === 'act') return fill(explain.appears, {id, label});
			return fill(fact.again ? explain.sendsAgain : explain.sends, {host: sides[from], id, label});
		}
		case 'state':
			return fill(explain.turns, {host: sides[fact.host], from: fact.from, arrow: glyphsFor(style).to, to: fact.to});
		case 'timer': {
			const said = {set: explain.timerSet, fired: explain.timerFires, off: explain.timerOff}[fact.act];
			const time = duration(Math.max(0, fact.deadline - fact.at));
			return fill(said, {host: sides[fact.host], timer: timers[fact.timer], time});
		}
		default:
			return factText(fact, world, world.wire.isns, style, words)[0];
	}
}

/** The number, and what came about. */
function heading(page: Page, {effect}: Link, number: number): void {
	const {view, words, lines} = page;
	const fact = factAt(view.past, effect);
	if (fact === null) return;
	const text = `${instant(fact.at)}  ${effectText({...view, world: worldAfter(view, effect)}, fact, words)}`;
	const meaning = hostOf(fact) ?? 'strong';
	for (const [i, line] of wrap(safe(INDENT + text, view.style), view.width, view.style, INDENT).entries()) {
		const head = i === 0 ? String(number).padEnd(INDENT.length) : INDENT;
		lines.push([span(head, 'key'), span(line.slice(INDENT.length), meaning)]);
	}
}

const INDENT = '   ';

function because(page: Page, link: Link, began: boolean): string {
	const {view, words} = page;
	const text = triggerText(view, link, words) + inState(page, link);
	const said = `${began ? words.explain.began : words.explain.because} ${text}`;
	if (view.style.lang === 'en') return said;
	// In Chinese a blank parts words from Latin letters and numbers, and nothing else.
	return said
		.replaceAll(/(?<=[：，。]) /g, '')
		.replaceAll(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '')
		.replaceAll(/(?<=\p{Script=Han})(?=[A-Za-z0-9])/gu, ' ');
}

/** The state that an arrival finds, where it does not change it: the same segment means something else in another. */
function inState({moments, words, view}: Page, link: Link): string {
	const {trigger, effect, deciding} = link;
	const moment = moments.get(link);
	const fact = factAt(view.past, effect);
	const host = fact === null ? null : hostOf(fact);
	if ((trigger.kind !== 'arrival' && trigger.kind !== 'icmp') || moment === undefined || host === null) return '';
	const stateIn = (world: World): string =>
		world.hosts[host].connections.find(({id}) => id === deciding?.connection)?.tcb.state ?? 'CLOSED';
	const state = stateIn(moment.before);
	// In ESTABLISHED most segments mean what they say; a SYN does not.
	const made = trigger.kind === 'arrival' ? sentAt(view.past, trigger.segment, effect) : null;
	const arrived = made === null ? null : factAt(view.past, made);
	if (state === 'ESTABLISHED' && !(arrived?.kind === 'sent' && arrived.flight.segment.syn)) return '';
	return state === stateIn(moment.after) ? fill(words.explain.inState, {host: words.sides[host], state}) : '';
}

function told(page: Page, link: Link, number: number, count: number): void {
	const {view, words} = page;
	const {explain} = words;
	heading(page, link, number);
	put(page, because(page, link, number === count), number === count ? 'key' : 'strong', INDENT);
	stop(page, link);
	const world = worldAfter(view, link.effect);
	if (link.deciding !== null) {
		put(page, ruleWithPlace(link.deciding, world, view.style), 'plain', INDENT);
		meaning(page, link.deciding);
	} else if (link.trigger.kind === 'timer') put(page, explain.idle, 'plain', INDENT);
	variables(page, link);
	const [first, ...more] = link.others;
	if (first !== undefined) put(page, ruleWithPlace(first, world, view.style), 'quiet', INDENT, explain.also);
	for (const each of more) put(page, ruleWithPlace(each, world, view.style), 'quiet', `${INDENT}  `);
}

const ruleWithPlace = (fact: RuleFact, world: World, style: Style): string =>
	`${ruleText(fact, world, style)}${gap(style)}(${citations(fact.rule, style)[0]})`;

/** What the rule is for, once a page; and where Linux does otherwise. */
function meaning(page: Page, {rule}: RuleFact): void {
	const mechanism = mechanismOf(rule);
	if (mechanism === null) return;
	for (const term of MECHANISMS[mechanism].terms) page.terms.add(term);
	if (page.known.has(mechanism)) return;
	page.known.add(mechanism);
	const {why, differs} = meaningOf(mechanism, page.view.style.lang);
	put(page, why, 'plain', INDENT, page.words.explain.for);
	if (differs !== undefined) put(page, differs, 'plain', INDENT, page.words.explain.linux);
}

/** Why a timer was stopped, for one that was. */
function stop(page: Page, link: Link): void {
	const {view, words, moments} = page;
	const {effect} = link;
	const fact = factAt(view.past, effect);
	if (fact?.kind !== 'timer' || fact.act !== 'off') return;
	const after = moments.get(link)?.after;
	const tcb = after?.hosts[fact.host].connections.find(({id}) => id === fact.connection)?.tcb ?? null;
	put(page, whyStopped(fact, groupAround(view.past, effect), tcb, words), 'plain', INDENT);
}

/** The variables before and after, of the connection that it was about. */
function variables(page: Page, link: Link): void {
	const {effect, trigger, deciding} = link;
	const {past, style} = page.view;
	const fact = factAt(past, effect);
	const moment = page.moments.get(link);
	const host = fact === null ? null : hostOf(fact);
	const own = fact !== null && 'connection' in fact ? fact.connection : 0;
	const id = own === 0 ? (deciding?.connection ?? 0) : own;
	if (fact === null || moment === undefined || host === null || id === 0 || trigger.kind === 'fault') return;
	const {to} = glyphsFor(style);
	const said = changesOf(moment.before, moment.after, host, id, style).map(
		({name, was, is}) => `${name} ${was} ${to} ${is}`,
	);
	if (said.length === 0) return;
	put(page, said.join(' · '), 'changed', INDENT, page.words.explain.changes);
}

/** What became of a segment, and what its arrival decided. */
function fateOf(page: Page, id: FlightId): void {
	const {view, words} = page;
	const {past, world, style} = view;
	const {explain, sides, drops} = words;
	page.lines.push([], [span(fill(explain.fate, {id}), 'title')]);
	const flight = world.wire.flights.find(each => each.id === id);
	if (flight !== undefined) {
		const time = `${remaining(flight.dueAt - world.now)} s`;
		put(page, flight.held ? explain.waiting : fill(explain.flying, {time}), 'plain', INDENT);
		return;
	}
	const end = lastBefore(
		past,
		endOf(past),
		(fact): fact is Fact & {kind: 'delivered' | 'dropped'} =>
			(fact.kind === 'delivered' || fact.kind === 'dropped') && fact.id === id,
	);
	if (end === null) return;
	const time = instant(end.fact.at);
	if (end.fact.kind === 'dropped') {
		put(page, fill(explain.lost, {time, how: drops[end.fact.by]}), 'lost', INDENT);
		return;
	}
	const sent = sentAt(past, id, end.place);
	const made = sent === null ? null : factAt(past, sent);
	const to = made?.kind === 'sent' ? made.flight.to : 'server';
	put(page, fill(explain.delivered, {time, host: sides[to]}), 'arrived', INDENT);
	const decided = groupAround(past, end.place).filter(fact => hostOf(fact) === to);
	const told = telling(decided);
	if (told === null) put(page, explain.deaf, 'quiet', INDENT);
	else {
		put(page, ruleWithPlace(told, worldAfter(view, end.place), style), 'plain', INDENT);
		meaning(page, told);
	}
}
