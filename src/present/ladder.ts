/**
 * The wire as a ladder in time: the client's side on the left, time runs down.
 *
 *     low:   c1  ──SYN 0──────────────────▶      tall:  0.000  c1  ──SYN 0──────┐
 *            s1  ✗──────────SYN,ACK 0 ack 1──           0.020                   └───────────▶
 *           ▸c2 ↻━━SYN 0━━▶· · · · · · · · ·            0.020  s1             ✗──SYN,ACK 0──
 *
 * A low picture has a row a segment, in the order of sending. A tall one has a row an event, so that what has arrived
 * leans, and what was overtaken is crossed.
 */

import type {World} from '../lab/index.js';
import type {Micros} from '../tcp/index.js';
import type {FlightId} from '../wire/index.js';
import {fit, truncate} from './fit.js';
import {type Glyphs, glyphsFor} from './glyphs.js';
import {segmentLabels} from './label.js';
import type {Line, Meaning, Span, Style} from './line.js';
import type {Past} from './past.js';
import {lastRungs, type Rung, share} from './rungs.js';
import {duration, instantBare} from './time.js';
import {fill, type Words, wordsFor} from './words/words.js';

export type LadderView = {
	readonly past: Past;
	readonly world: World;
	/** Cells and rows inside the pane's border. */
	readonly width: number;
	readonly height: number;
	/** Kept in sight while `scroll` is 0. */
	readonly selected: FlightId | null;
	/** Rows up from the newest; clamped to what is there. */
	readonly scroll: number;
	readonly style: Style;
};

/** The picture: exactly `height` lines of exactly `width` cells. */
export function ladder(view: LadderView): Line[] {
	const {world, width, height, selected, style} = view;
	if (height <= 0) return [];
	const words = wordsFor(style.lang);
	const tall = height >= TALL_ROWS && width >= TALL_CELLS;
	const scroll = Math.max(0, Math.floor(view.scroll));
	const rungs = lastRungs(view.past, world, height + scroll + 1, scroll === 0 ? selected : null);
	if (rungs.length === 0) return empty(view, words);

	const {rows, ends} = layOut(rungs, tall);
	const top = firstRow(rows, height, scroll, selected);
	const shown = rows.slice(top, top + height);
	const times = width >= TIME_CELLS ? instantBare(world.now).length + 1 : 0;
	const ids = shown.reduce((most, row) => Math.max(most, row.kind === 'sent' ? row.rung.flight.id.length : 0), 2);
	const gutter = times + 1 + ids + 1;
	const lane = width - gutter;
	if (lane < 8) return shown.map(() => [{text: ' '.repeat(Math.max(0, width)), meaning: 'plain'}]);

	const canvas: Canvas = {lane, rows: shown.map(() => blankRow(lane)), glyphs: glyphsFor(style), style, words, world};
	for (const [i, row] of rows.entries()) {
		if (row.kind === 'later' && i >= top && i < top + height) later(canvas, i - top, row.gap);
		if (row.kind !== 'sent' || i >= top + height) continue;
		const last = ends.get(row.rung) ?? i;
		if (last >= top) draw(canvas, row.rung, i - top, last - top);
	}

	const lines: Line[] = [];
	for (let i = 0; i < height; i++) {
		const row = shown[i];
		const cells = canvas.rows[i];
		if (row === undefined || cells === undefined) {
			lines.push([{text: ' '.repeat(width), meaning: 'plain'}]);
			continue;
		}
		const left: Span[] = [];
		if (times > 0) left.push({text: time(row, shown[i - 1], times), meaning: 'quiet'});
		left.push(...name(row, ids, selected, canvas.glyphs));
		lines.push(joined(left, cells));
	}
	return lines;
}

/** From here on a picture has a row an event. */
const TALL_ROWS = 24;
const TALL_CELLS = 44;
/** From here on there are times in the gutter. */
const TIME_CELLS = 44;
/** A wait worth a row of its own. */
const GAP: Micros = 500_000;

type Row =
	| {readonly kind: 'sent'; readonly at: Micros; readonly rung: Rung}
	| {readonly kind: 'arrival'; readonly at: Micros; readonly rung: Rung}
	| {readonly kind: 'later'; readonly at: null; readonly gap: Micros};

/** Rows in time, and in which row each leaning arrow ends. */
function layOut(rungs: readonly Rung[], tall: boolean): {rows: Row[]; ends: Map<Rung, number>} {
	const events: {order: number; row: Row}[] = [];
	for (const rung of rungs) {
		events.push({order: rung.sentOrder, row: {kind: 'sent', at: rung.flight.sentAt, rung}});
		if (tall && rung.end?.kind === 'delivered' && rung.endOrder !== null) {
			events.push({order: rung.endOrder, row: {kind: 'arrival', at: rung.end.at, rung}});
		}
	}
	if (tall) events.sort((a, b) => a.order - b.order);

	const rows: Row[] = [];
	const ends = new Map<Rung, number>();
	let before: Micros | null = null;
	for (const {row} of events) {
		const at = row.at ?? 0;
		if (before !== null && at - before >= GAP) rows.push({kind: 'later', at: null, gap: at - before});
		before = at;
		if (row.kind === 'arrival') ends.set(row.rung, rows.length);
		rows.push(row);
	}
	return {rows, ends};
}

/** The newest at the bottom, or what the reader scrolled to, or the chosen segment in sight. */
function firstRow(rows: readonly Row[], height: number, scroll: number, selected: FlightId | null): number {
	const lowest = Math.max(0, rows.length - height);
	if (scroll > 0 || selected === null) return Math.max(0, lowest - scroll);
	const chosen = rows.findIndex(row => row.kind === 'sent' && row.rung.flight.id === selected);
	return chosen < 0 || chosen >= lowest ? lowest : Math.max(0, chosen - 1);
}

function empty({width, height, style}: LadderView, words: Words): Line[] {
	const middle = Math.floor((height - 1) / 2);
	return Array.from({length: height}, (_, i): Line => {
		if (i !== middle) return [{text: ' '.repeat(width), meaning: 'plain'}];
		const room = Math.max(0, Math.floor((width - style.measure(words.wire.empty)) / 2));
		return [{text: fit(' '.repeat(room) + words.wire.empty, width, style), meaning: 'quiet'}];
	});
}

/** The instant, unless the row above has the same. */
function time(row: Row, above: Row | undefined, cells: number): string {
	if (row.at === null || row.at === above?.at) return ' '.repeat(cells);
	return `${instantBare(row.at)} `.padStart(cells);
}

/** Pointer, id and what kind of sending it was. */
function name(row: Row, ids: number, selected: FlightId | null, glyphs: Glyphs): Span[] {
	if (row.kind !== 'sent') return [{text: ' '.repeat(ids + 2), meaning: 'plain'}];
	const {flight} = row.rung;
	const chosen = flight.id === selected;
	const [sign, meaning] = mark(row.rung, glyphs);
	const pad = ' '.repeat(Math.max(0, ids - flight.id.length));
	return [
		{text: (chosen ? glyphs.pointer : ' ') + flight.id, meaning: chosen ? 'selected' : flight.from},
		{text: pad + sign, meaning},
	];
}

/** The one sign that a segment gets beside its name, and the colour of its arrow where no fate has a stronger one. */
function mark({flight, again}: Rung, glyphs: Glyphs): [string, Meaning] {
	if (flight.flipped.length > 0) return [glyphs.damaged, 'damaged'];
	if (flight.from === 'outsider' || (flight.cause.kind === 'act' && flight.cause.act === 'forge')) {
		return [glyphs.forged, 'outsider'];
	}
	if (flight.copyOf !== null) return [glyphs.copy, 'again'];
	return again ? [glyphs.again, 'again'] : [' ', 'plain'];
}

type Cells = {readonly glyphs: string[]; readonly meanings: Meaning[]; readonly ranks: number[]};

type Canvas = {
	readonly lane: number;
	readonly rows: readonly Cells[];
	readonly glyphs: Glyphs;
	readonly style: Style;
	readonly words: Words;
	readonly world: World;
};

const blankRow = (lane: number): Cells => ({
	glyphs: new Array<string>(lane).fill(' '),
	meanings: new Array<Meaning>(lane).fill('plain'),
	ranks: new Array<number>(lane).fill(0),
});

/** What lies over what: a label over a head, a head over lines, lines over dots. */
const RANK = {dot: 1, line: 2, head: 3, label: 4} as const;

/** Cells counted from the sender's side. */
function put(
	canvas: Canvas,
	toServer: boolean,
	y: number,
	x: number,
	glyph: string,
	meaning: Meaning,
	rank: number,
): void {
	const cells = canvas.rows[y];
	const at = toServer ? x : canvas.lane - 1 - x;
	if (cells === undefined || at < 0 || at >= canvas.lane) return;
	const there = cells.ranks[at] ?? 0;
	if (there > rank) return;
	const crosses = there === RANK.line && rank === RANK.line;
	cells.glyphs[at] = crosses ? canvas.glyphs.crossing : glyph;
	cells.meanings[at] = meaning;
	cells.ranks[at] = rank;
}

/** A text that starts `x` cells from the sender's side, or, against the reading direction, ends there. */
function write(
	canvas: Canvas,
	toServer: boolean,
	y: number,
	x: number,
	text: string,
	meaning: Meaning,
	rank: number,
): void {
	const {style, lane} = canvas;
	let at = toServer ? x : lane - x - style.measure(text);
	for (const character of text) {
		const cells = style.measure(character);
		put(canvas, true, y, at, character, meaning, rank);
		for (let i = 1; i < cells; i++) put(canvas, true, y, at + i, '', meaning, rank);
		at += cells;
	}
}

/** One arrow, from row `first` to row `last` of the canvas; either may lie outside. */
function draw(canvas: Canvas, rung: Rung, first: number, last: number): void {
	const {flight, end} = rung;
	const toServer = flight.to === 'server';
	if (end?.kind === 'delivered') {
		if (last > first) lean(canvas, rung, toServer, first, last);
		else straight(canvas, rung, toServer, first, canvas.lane - 1);
		return;
	}
	const {lane} = canvas;
	if (end === null) {
		const across = share(flight, canvas.world.now);
		straight(canvas, rung, toServer, first, null, across);
		return;
	}
	if (end.by === 'checksum') straight(canvas, rung, toServer, first, lane - 1);
	else straight(canvas, rung, toServer, first, null, lostAt(rung));
}

/** Where the cross stands: where the segment was, or half-way for what the wire lost at once. */
function lostAt({flight, end}: Rung): number {
	if (end?.kind !== 'dropped') return 1;
	if (end.by === 'limit') return 0;
	return end.by === 'act' ? share(flight, end.at) : 0.5;
}

/** So long that an arrow is still seen to move beside it; all details only where there is much room. */
function labelFor({lane, style}: Canvas, {flight, isns}: Rung): string {
	const labels = segmentLabels(flight, style, isns);
	const room = Math.floor(lane * 0.66);
	const wanted = labels.length > 1 && lane < DETAILED ? labels.slice(1) : labels;
	return wanted.find(label => style.measure(label) <= room) ?? truncate(wanted.at(-1) ?? '', lane - LEAD - 4, style);
}

/** Cells of a lane from which labels give every detail. */
const DETAILED = 60;

/** Line cells before the label. */
const LEAD = 2;

/** An arrow in one row. `head`: where it ends; null: partly across, by `across`. */
function straight(canvas: Canvas, rung: Rung, toServer: boolean, y: number, head: number | null, across = 1): void {
	const {lane, glyphs, style, words} = canvas;
	const {end} = rung;
	const flying = end === null;
	const place = flying ? placeInLine(canvas, rung) : '';
	const beyond = flying ? 2 : 1;
	const label = labelFor(canvas, rung);
	const shortest = LEAD + style.measure(label) + 1;
	const at = head ?? Math.round(shortest + across * Math.max(0, lane - beyond - shortest));
	const meaning = colour(rung, glyphs);
	const line = flying ? glyphs.heavy : glyphs.line;

	for (let x = 0; x < at; x++) put(canvas, toServer, y, x, line, meaning, RANK.line);
	const point = end?.kind === 'dropped' ? glyphs.cross : toServer ? glyphs.right : glyphs.left;
	put(canvas, toServer, y, at, point, meaning, RANK.head);
	write(canvas, toServer, y, LEAD, label, flying ? 'strong' : end?.kind === 'dropped' ? 'lost' : 'plain', RANK.label);
	if (flying) {
		for (let x = at + 1; x < lane; x++) {
			if ((lane - x) % 2 === 0) put(canvas, toServer, y, x, glyphs.dot, 'quiet', RANK.dot);
		}
		if (place !== '') put(canvas, toServer, y, lane - 1, place, 'key', RANK.head);
	} else if (end.kind === 'dropped') {
		const reason = words.drops[end.by];
		if (lane - at - 2 >= style.measure(reason)) write(canvas, toServer, y, at + 2, reason, 'quiet', RANK.dot);
	}
}

/** As which of its direction it would arrive, where it is not the only one: `1` first. */
function placeInLine({world}: Canvas, {flight}: Rung): string {
	let place = 0;
	let count = 0;
	for (const each of world.wire.flights) {
		if (each.to !== flight.to) continue;
		count += 1;
		if (each.id === flight.id) place = count;
	}
	return count < 2 || place === 0 ? '' : place > 9 ? '+' : String(place);
}

/** An arrow over several rows: a stair whose first step holds the label. */
function lean(canvas: Canvas, rung: Rung, toServer: boolean, first: number, last: number): void {
	const {lane, glyphs, style} = canvas;
	const meaning = colour(rung, glyphs);
	const steps = last - first;
	const label = labelFor(canvas, rung);
	const step = Math.max(LEAD + style.measure(label) + 2, Math.floor(lane / (steps + 1)));
	const corner = (i: number): number => Math.round(step + ((lane - 1 - step) * i) / steps);
	const [out, into] = toServer
		? [glyphs.cornerDownRight, glyphs.cornerUpRight]
		: [glyphs.cornerDownLeft, glyphs.cornerUpLeft];

	for (let i = Math.max(0, -first); i <= steps && first + i < canvas.rows.length; i++) {
		const y = first + i;
		const from = i === 0 ? 0 : corner(i - 1);
		const to = i === steps ? lane - 1 : corner(i);
		for (let x = from + 1; x < to; x++) put(canvas, toServer, y, x, glyphs.line, meaning, RANK.line);
		if (i === 0) put(canvas, toServer, y, 0, glyphs.line, meaning, RANK.line);
		else if (from === to) put(canvas, toServer, y, from, glyphs.vertical, meaning, RANK.line);
		else put(canvas, toServer, y, from, into, meaning, RANK.line);
		if (i === steps) put(canvas, toServer, y, to, toServer ? glyphs.right : glyphs.left, meaning, RANK.head);
		else if (from !== to) put(canvas, toServer, y, to, out, meaning, RANK.line);
	}
	write(canvas, toServer, first, LEAD, label, 'plain', RANK.label);
}

function colour(rung: Rung, glyphs: Glyphs): Meaning {
	if (rung.end?.kind === 'dropped') return 'lost';
	const [, meaning] = mark(rung, glyphs);
	if (meaning !== 'plain') return meaning;
	return rung.end === null ? 'flying' : 'arrived';
}

/** Time that passed without a segment, in a row of its own. */
function later(canvas: Canvas, y: number, gap: Micros): void {
	const {glyphs, style, words, lane} = canvas;
	const text = ` ${fill(words.wire.later, {time: duration(gap)})} `;
	const start = Math.max(0, Math.floor((lane - style.measure(text)) / 2));
	const dots = Math.min(start, 6);
	const end = start + style.measure(text);
	for (let i = 1; i <= dots; i += 2) {
		put(canvas, true, y, start - i, glyphs.dot, 'quiet', RANK.dot);
		put(canvas, true, y, end + i - 1, glyphs.dot, 'quiet', RANK.dot);
	}
	write(canvas, true, y, start, text, 'quiet', RANK.dot);
}

/** Neighbouring cells of one meaning become one span. */
function joined(left: readonly Span[], {glyphs, meanings}: Cells): Line {
	const line: Span[] = [...left];
	let text = '';
	let meaning: Meaning = meanings[0] ?? 'plain';
	for (let i = 0; i < glyphs.length; i++) {
		const next = meanings[i] ?? 'plain';
		if (next !== meaning) {
			if (text !== '') line.push({text, meaning});
			text = '';
			meaning = next;
		}
		text += glyphs[i] ?? '';
	}
	if (text !== '') line.push({text, meaning});
	return line;
}
