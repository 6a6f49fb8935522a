/**
 * The whole connection along a time axis that is not linear: what happens at once stands close, a wait takes more rows
 * the longer it is, but only as its logarithm grows, so that 20 ms and 4 minutes can both be read.
 *
 *      0.000┬ SYN-SENT      c1  ──SYN 0──────┐
 *      0.020┼                   └────────────────▶  SYN-RECEIVED
 *           ┊                      1 s later
 *      1.020┼               s1 ↻ ◀──SYN,ACK 0 ack 1──
 *
 * What each end does stands at its side: states, and where there is room calls and timers.
 */

import type {HostName} from '../host/index.js';
import type {Fact, World} from '../lab/index.js';
import type {Micros} from '../tcp/index.js';
import {callText} from './facts.js';
import {fitLine, truncate} from './fit.js';
import {glyphsFor} from './glyphs.js';
import {drawAll, emptyLadder, firstRow, type LadderView, name, time} from './ladder.js';
import type {Page} from './ladder-arrows.js';
import {blankRow, joined} from './ladder-canvas.js';
import {type Layout, layOut, type Note, type Row} from './ladder-rows.js';
import type {Line, Meaning, Span, Style} from './line.js';
import type {Past} from './past.js';
import {lastRungs} from './rungs.js';
import {instantBare} from './time.js';
import {type Words, wordsFor} from './words/words.js';

/** Below this it is no picture. */
export const TIMELINE_CELLS = 60;

/** Exactly `height` lines of `width` cells, at least `TIMELINE_CELLS`. Looks only at as many facts as it needs. */
export function timeline(view: LadderView): Line[] {
	const {world, width, height, selected, style} = view;
	const glyphs = glyphsFor(style);
	const words = wordsFor(style.lang);
	const scroll = Math.max(0, Math.floor(view.scroll));
	const roomy = width >= ROOMY;
	const {layout, sayings} = laidOut(
		view.past,
		world,
		height + scroll + 1,
		scroll === 0 ? selected : null,
		roomy,
		width,
		words,
	);
	if (layout.rows.length === 0) return emptyLadder(view);

	const top = firstRow(layout.rows, height, scroll, selected);
	const shown = layout.rows.slice(top, top + height);
	const said = placed(layout.rows, sayings);
	const times = instantBare(world.now).length + 1;
	const ids = layout.rows.reduce((most, row) => Math.max(most, 'rung' in row ? row.rung.flight.id.length : 0), 2);
	const side = roomy ? Math.min(28, Math.floor(width * 0.21)) : STATE;
	const lane = width - times - 2 - 2 * (side + 1) - ids - 2;
	const page: Page = {
		canvas: {lane, rows: shown.map(() => blankRow(lane)), crossing: glyphs},
		glyphs,
		style,
		words,
		world,
		tellsArrivals: true,
	};
	drawAll(page, layout, top, height);

	return Array.from({length: Math.max(0, height)}, (_, i): Line => {
		const row = shown[i];
		const cells = page.canvas.rows[i];
		if (row === undefined || cells === undefined) return [{text: ' '.repeat(width), meaning: 'plain'}];
		const left: Span[] = [
			{text: time(row, instantAbove(shown, i), times), meaning: 'quiet'},
			{text: `${axisSign(row, shown, i, glyphs)} `, meaning: 'quiet'},
			...saying(said.get(top + i)?.client, side, 'client', style),
			...name(row, layout, ids, selected, glyphs),
		];
		return [...joined(left, cells), ...saying(said.get(top + i)?.server, side, 'server', style)];
	});
}

/** How many rows all of it takes. */
export function timelineHeight(past: Past, world: World, width: number, style: Style): number {
	const words = wordsFor(style.lang);
	return laidOut(past, world, Number.POSITIVE_INFINITY, null, width >= ROOMY, width, words).layout.rows.length;
}

/** From here on calls and timers stand beside the states. */
const ROOMY = 110;
/** Cells of the longest state. */
const STATE = 12;

/** A row for a tenth of a second, and one more for each time that it is about ten times as long. */
function rowsFor(gap: Micros): number {
	if (gap < 100_000) return 0;
	if (gap < 1_000_000) return 1;
	return gap < 10_000_000 ? 2 : gap < 100_000_000 ? 3 : 4;
}

/** What an end does, in a word or two. */
type Saying = Note & {readonly host: HostName; readonly text: string; readonly meaning: Meaning};

function laidOut(
	past: Past,
	world: World,
	count: number,
	until: string | null,
	roomy: boolean,
	width: number,
	words: Words,
): {layout: Layout; sayings: readonly Saying[]} {
	const sayings: Saying[] = [];
	const rungs = lastRungs(past, world, count, until, (fact, order) => {
		const told = sayingOf(fact, order, roomy, words);
		if (told !== null) sayings.unshift(told);
	});
	const instants = new Set([
		...rungs.map(({at}) => at),
		...rungs.flatMap(({end}) => (end?.kind === 'delivered' ? [end.at] : [])),
	]);
	const notes: Note[] = [];
	for (const each of sayings) {
		if (!instants.has(each.at) && notes.at(-1)?.at !== each.at) notes.push({at: each.at, order: each.order});
	}
	const rails = Math.max(1, Math.floor(width / 16));
	return {layout: layOut(rungs, rails, {rows: rowsFor, notes}), sayings};
}

function sayingOf(fact: Fact, order: number, roomy: boolean, words: Words): Saying | null {
	if (fact.kind === 'state') {
		return {at: fact.at, order, host: fact.host, text: fact.to, meaning: 'state'};
	}
	if (fact.kind === 'crashed')
		return {at: fact.at, order, host: fact.host, text: words.log.crashed, meaning: 'warning'};
	if (!roomy) return null;
	if (fact.kind === 'called') return {at: fact.at, order, host: fact.host, text: callText(fact.call), meaning: 'key'};
	if (fact.kind === 'timer' && fact.act === 'fired') {
		return {at: fact.at, order, host: fact.host, text: words.timers[fact.timer], meaning: 'urgent-timer'};
	}
	return null;
}

type Said = Partial<Record<HostName, readonly Saying[]>>;

/** In which row each saying stands: the last of its instant that is not later, else the instant's first. */
function placed(rows: readonly Row[], sayings: readonly Saying[]): ReadonlyMap<number, Said> {
	const byInstant = new Map<Micros, number[]>();
	for (const [i, row] of rows.entries()) {
		if (row.at === null) continue;
		const there = byInstant.get(row.at);
		if (there === undefined) byInstant.set(row.at, [i]);
		else there.push(i);
	}
	const all = new Map<number, Said>();
	for (const each of sayings) {
		const there = byInstant.get(each.at) ?? [];
		const [first] = there;
		if (first === undefined) continue;
		const place = there.findLast(i => orderOf(rows[i]) <= each.order) ?? first;
		const said = all.get(place) ?? {};
		all.set(place, {...said, [each.host]: [...(said[each.host] ?? []), each]});
	}
	return all;
}

function orderOf(row: Row | undefined): number {
	if (row === undefined || row.kind === 'later') return Number.POSITIVE_INFINITY;
	if (row.kind === 'note') return row.order;
	return row.kind === 'sent' ? row.rung.sentOrder : (row.rung.endOrder ?? row.rung.sentOrder);
}

/** As many of an end's sayings as fit, the last state at least. */
function saying(all: readonly Saying[] | undefined, cells: number, host: HostName, style: Style): Span[] {
	if (all === undefined || all.length === 0) return [{text: ' '.repeat(cells + 1), meaning: 'plain'}];
	const state = all.findLast(({meaning}) => meaning === 'state');
	const beside = all.filter(({meaning}) => meaning !== 'state');
	const room = cells - (state === undefined ? 0 : style.measure(state.text) + 1);
	const others = beside.map(({text}) => text).join(' ');
	const [first] = beside;
	const spans: Span[] = [];
	if (first !== undefined && room >= 4) spans.push({text: truncate(others, room, style), meaning: first.meaning});
	if (state !== undefined && spans.length > 0) spans.push({text: ' ', meaning: 'plain'});
	if (state !== undefined) spans.push({text: state.text, meaning: 'state'});
	const gap = {text: ' ', meaning: 'plain'} as const;
	const fitted = fitLine(spans, cells, style);
	return host === 'client' ? [...fitted, gap] : [gap, ...fitted];
}

/** The row above that has an instant: it is not told twice. */
function instantAbove(rows: readonly Row[], i: number): Row | undefined {
	for (let above = i - 1; above >= 0; above--) {
		const row = rows[above];
		if (row !== undefined && row.at !== null) return row;
	}
	return undefined;
}

function axisSign(row: Row, rows: readonly Row[], i: number, glyphs: ReturnType<typeof glyphsFor>): string {
	if (row.kind === 'later') return glyphs.broken;
	return row.at === instantAbove(rows, i)?.at ? glyphs.vertical : glyphs.tickLeft;
}
