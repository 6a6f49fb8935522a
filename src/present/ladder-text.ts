/** The ladder for a pipe: what `tcp-lab run --format text` prints. */

import type {Entry, Fact} from '../lab/index.js';
import type {RuleId} from '../tcp/index.js';
import type {Flight} from '../wire/index.js';
import {citations, errorText, factText, failed, gap, hostOf, ruleText} from './facts.js';
import {fit, wrap} from './fit.js';
import {glyphsFor} from './glyphs.js';
import {type Isns, segmentLabel} from './label.js';
import type {Style} from './line.js';
import {safe} from './safe.js';
import {instantBare} from './time.js';
import {fill, type Words, wordsFor} from './words/words.js';

/**
 * Each segment a line with time, arrow, label and fate; indented below it the rule that made it, and what its arrival
 * decided, with citation.
 *
 * Calls and timers that decided something have lines of their own, in the order of time. What an arrival decided
 * stands with its segment, so a slow one's decisions come before those of the segments that overtook it.
 *
 * @param width - cells of a line, at least 60; rule sentences are wrapped to it
 */
export function ladderText(entries: readonly Entry[], width: number, style: Style): string[] {
	const story = gather(entries);
	const last = entries.at(-1)?.world;
	if (last === undefined) return [];
	const words = wordsFor(style.lang);
	const page: Page = {
		width: Math.max(60, width),
		times: Math.max(5, instantBare(last.now).length),
		style,
		words,
		lines: [],
	};
	for (const item of story.items) {
		if (item.kind === 'segment') segment(page, item, story.ends.get(item.fact.flight.id) ?? null);
		else page.lines.push(`${time(page, item.fact.at)}  ${safe(said(item, page), style)}`);
		for (const {fact, world} of item.below) below(page, fact, world);
	}
	return page.lines;
}

type Sent = Extract<Fact, {kind: 'sent'}>;
type End = Extract<Fact, {kind: 'delivered' | 'dropped'}>;
type World = Entry['world'];
type Below = {readonly fact: Fact; readonly world: World};
type Item =
	| {readonly kind: 'segment'; readonly fact: Sent; readonly isns: Isns; readonly below: Below[]}
	| {readonly kind: 'other'; readonly fact: Fact; readonly world: World; readonly below: Below[]};

type Page = TextPage & {readonly words: Words; readonly lines: string[]};

/** What is told, in order, and how each segment ended. */
function gather(entries: readonly Entry[]): {items: Item[]; ends: Map<string, End>} {
	const items: Item[] = [];
	const ends = new Map<string, End>();
	const segments = new Map<string, Item>();
	let current: Item | null = null;
	for (const {facts, world} of entries) {
		for (const fact of facts) {
			switch (fact.kind) {
				case 'sent': {
					const item: Item = {kind: 'segment', fact, isns: world.wire.isns, below: []};
					items.push(item);
					segments.set(fact.flight.id, item);
					break;
				}
				case 'delivered':
					ends.set(fact.id, fact);
					current = segments.get(fact.id) ?? null;
					break;
				case 'dropped':
					ends.set(fact.id, fact);
					break;
				case 'called':
				case 'icmp':
				case 'crashed':
				case 'set':
				case 'void':
				case 'changed':
					current = {kind: 'other', fact, world, below: []};
					items.push(current);
					break;
				case 'timer':
					if (fact.act !== 'fired') break;
					current = {kind: 'other', fact, world, below: []};
					items.push(current);
					break;
				case 'returned':
					if (failed(fact.result)) current?.below.push({fact, world});
					break;
				case 'accepted':
					break;
				case 'signal':
					// That text came, or left, is told by the rules beside it.
					if (fact.signal === 'text arrived' || fact.signal === 'send buffer has room') break;
					current?.below.push({fact, world});
					break;
				case 'rule':
				case 'state':
					current?.below.push({fact, world});
					break;
			}
		}
	}
	return {items, ends};
}

const time = (page: Page, at: number): string => instantBare(at).padStart(page.times);

function segment(page: Page, {fact, isns}: Extract<Item, {kind: 'segment'}>, end: End | null): void {
	const {words} = page;
	const {flight} = fact;
	const marks = [
		fact.again ? words.wire.again : '',
		flight.copyOf === null ? '' : words.wire.copy,
		flight.cause.kind === 'act' && flight.cause.act === 'forge' ? words.wire.forged : '',
	].filter(mark => mark !== '');
	const rung = {time: instantBare(fact.at), flight, isns, marks, ends: end?.kind !== 'dropped', fate: fate(page, end)};
	page.lines.push(arrowLine(rung, page));
	if (fact.why !== null) page.lines.push(...madeBy(fact.why, page));
}

/** The rule that made a segment, by name. */
function madeBy(rule: RuleId, {words, style, width, times}: Page): string[] {
	const indent = ' '.repeat(times + 4);
	const text = fill(words.wire.madeBy, {rule, where: citations(rule, style)[1]});
	return wrap(safe(indent + text, style), width, style, `${indent}  `);
}

/** A segment as a line. */
export type TextArrow = {
	/** When it was sent, in words. */
	readonly time: string;
	/** `id` is what it is called there. */
	readonly flight: Pick<Flight, 'id' | 'segment' | 'to'>;
	readonly isns: Isns;
	/** What is said of it in brackets. */
	readonly marks: readonly string[];
	/** It gets there; otherwise it ends in a cross. */
	readonly ends: boolean;
	/** What became of it, behind the arrow. */
	readonly fate: string;
};

/** Where the lines are put: all of them as wide as the widest may be. */
export type TextPage = {
	readonly width: number;
	/** Cells of the column of instants. */
	readonly times: number;
	readonly style: Style;
};

/** Cells for a host's name on either side of the arrow. */
const NAME = 6;
/** Cells of the arrow at most. */
const ARROW = 52;

/** `0.120  client ── c2 data 1:101 (100) (again) ─────▶ server 0.140`. */
export function arrowLine({time, flight, isns, marks, ends, fate}: TextArrow, {width, times, style}: TextPage): string {
	const words = wordsFor(style.lang);
	const glyphs = glyphsFor(style);
	const toServer = flight.to === 'server';
	const cells = Math.min(ARROW, width - times - 2 * NAME - 5 - FATE);
	const note = marks.length === 0 ? '' : ` (${marks.join(', ')})`;
	const label = ` ${flight.id} ${segmentLabel(flight, style, isns, cells - 8 - style.measure(flight.id + note))}${note} `;
	const room = Math.max(0, cells - 3 - style.measure(label));
	const head = !ends ? glyphs.cross : toServer ? glyphs.right : glyphs.left;
	const lead = glyphs.line.repeat(2);
	const tail = glyphs.line.repeat(room);
	const arrow = toServer ? lead + label + tail + head : head + tail + label + lead;
	const left = fit(words.sides.client, NAME, style);
	const right = fit(words.sides.server, NAME, style);
	return `${time.padStart(times)}  ${left} ${arrow} ${right} ${fate}`.trimEnd();
}

/** Cells kept for what became of a segment. */
const FATE = 16;

function fate({words, times}: Page, end: End | null): string {
	if (end === null) return words.wire.inFlight;
	if (end.kind === 'delivered') return instantBare(end.at).padStart(times);
	return words.drops[end.by];
}

function said(item: Extract<Item, {kind: 'other'}>, {style, words}: Page): string {
	const {fact, world} = item;
	const host = hostOf(fact);
	const [text] = factText(fact, world, world.wire.isns, style, words);
	return host === null ? text : `${words.sides[host]} ${text}`;
}

function below(page: Page, fact: Fact, world: World): void {
	const {style, words, width, times} = page;
	const indent = ' '.repeat(times + 4);
	const text =
		fact.kind === 'rule'
			? `${ruleText(fact, world, style)}${gap(style)}(${citations(fact.rule, style)[1]})`
			: fact.kind === 'returned'
				? fill(words.log.failed, {call: fact.call.call, errno: errorText(fact.result, words)})
				: factText(fact, world, world.wire.isns, style, words)[0];
	page.lines.push(...wrap(safe(indent + text, style), width, style, `${indent}  `));
}
