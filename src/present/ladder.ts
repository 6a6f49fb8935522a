/**
 * The wire as a ladder in time: the client's side on the left, time runs down.
 *
 *     low:   c1  ──SYN 0─────✗                   tall:  0.000  c1  ──SYN 0──────┐
 *            c2 ↻──SYN 0──────────────────▶             0.020                   └───────────▶
 *           ▸s1  · · · · · ◀━SYN,ACK 0 ack 1━━          0.020 ▸s1  · · · · ◀━━SYN,ACK 0 ack 1━━
 *
 * A low picture has a row a segment, in the order of sending. A tall one has a row an event, so that what has arrived
 * leans, and what was overtaken is crossed.
 */

import type {World} from '../lab/index.js';
import type {Micros} from '../tcp/index.js';
import type {FlightId} from '../wire/index.js';
import {fit} from './fit.js';
import {type Glyphs, glyphsFor} from './glyphs.js';
import {arrow, later, mark, type Page} from './ladder-arrows.js';
import {blankRow, joined} from './ladder-canvas.js';
import {type Layout, layOut, type Row} from './ladder-rows.js';
import type {Line, Span, Style} from './line.js';
import type {Past} from './past.js';
import {lastRungs} from './rungs.js';
import {instantBare} from './time.js';
import {wordsFor} from './words/words.js';

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

/** The picture: exactly `height` lines of exactly `width` cells. Looks only at as many facts from the end as it needs. */
export function ladder(view: LadderView): Line[] {
	const {world, width, height, selected, style} = view;
	const scroll = Math.max(0, Math.floor(view.scroll));
	const rungs = lastRungs(view.past, world, height + scroll + 1, scroll === 0 ? selected : null);
	if (rungs.length === 0) return emptyLadder(view);

	const tall = height >= TALL_ROWS && width >= TALL_CELLS;
	const layout = layOut(rungs, tall ? Math.floor(width / CELLS_A_RAIL) : null);
	const top = firstRow(layout.rows, height, scroll, selected);
	const shown = layout.rows.slice(top, top + height);
	const times = width >= TIME_CELLS ? instantBare(world.now).length + 1 : 0;
	const ids = shown.reduce((most, row) => Math.max(most, 'rung' in row ? row.rung.flight.id.length : 0), 2);
	const lane = width - times - ids - 2;
	if (lane < LEAST_LANE) return Array.from({length: Math.max(0, height)}, () => blank(width));

	const page: Page = {
		canvas: {lane, rows: shown.map(() => blankRow(lane)), crossing: glyphsFor(style)},
		glyphs: glyphsFor(style),
		style,
		words: wordsFor(style.lang),
		world,
	};
	drawAll(page, layout, top, height);

	const lines: Line[] = [];
	for (let i = 0; i < height; i++) {
		const row = shown[i];
		const cells = page.canvas.rows[i];
		if (row === undefined || cells === undefined) {
			lines.push(blank(width));
			continue;
		}
		const left: Span[] = [];
		if (times > 0) left.push({text: time(row, shown[i - 1], times), meaning: 'quiet'});
		left.push(...name(row, layout, ids, selected, page.glyphs));
		lines.push(joined(left, cells));
	}
	return lines;
}

/** From here on a picture has a row an event. */
const TALL_ROWS = 24;
const TALL_CELLS = 44;
/** From here on there are times in the gutter. */
const TIME_CELLS = 44;
/** Below this an arrow cannot be told from a label. */
const LEAST_LANE = 8;
/** Of so many cells of the pane's width one may be a rail. */
const CELLS_A_RAIL = 8;

export function drawAll(page: Page, {rows, arrows, depths}: Layout, top: number, height: number): void {
	for (const each of arrows) {
		if (each.first >= top + height || each.last < top) continue;
		const depth = (each.rung.flight.to === 'server' ? depths.client : depths.server)[each.first] ?? 0;
		arrow(page, each, each.first - top, each.last - top, depth);
	}
	for (const [i, row] of rows.slice(top, top + height).entries()) {
		if (row.kind === 'later' && row.gap !== null) later(page, i, row.gap);
	}
}

/** The newest at the bottom, or what the reader scrolled to, or the chosen segment in sight. */
export function firstRow(rows: readonly Row[], height: number, scroll: number, selected: FlightId | null): number {
	const lowest = Math.max(0, rows.length - height);
	if (scroll > 0 || selected === null) return Math.max(0, lowest - scroll);
	const chosen = rows.findIndex(row => row.kind === 'sent' && row.rung.flight.id === selected);
	return chosen < 0 || chosen >= lowest ? lowest : Math.max(0, chosen - 1);
}

const blank = (width: number): Line => [{text: ' '.repeat(Math.max(0, width)), meaning: 'plain'}];

export function emptyLadder({width, height, style}: LadderView): Line[] {
	const words = wordsFor(style.lang).wire;
	const middle = Math.floor((height - 1) / 2);
	return Array.from({length: Math.max(0, height)}, (_, i): Line => {
		if (i !== middle) return blank(width);
		const room = Math.max(0, Math.floor((width - style.measure(words.empty)) / 2));
		return [{text: fit(' '.repeat(room) + words.empty, width, style), meaning: 'quiet'}];
	});
}

/** The instant, unless the row above has the same. */
export function time(row: Row, above: Row | undefined, cells: number): string {
	const at: Micros | null = row.at;
	if (at === null || at === above?.at) return ' '.repeat(cells);
	return `${instantBare(at)} `.padStart(cells);
}

/** Pointer, id and what kind of sending it was; for an arrival that stands apart from its sending, the id again. */
export function name(row: Row, {far}: Layout, ids: number, selected: FlightId | null, glyphs: Glyphs): Span[] {
	if (!('rung' in row)) return [{text: ' '.repeat(ids + 2), meaning: 'plain'}];
	const {flight} = row.rung;
	const pad = ' '.repeat(Math.max(0, ids - flight.id.length));
	if (row.kind === 'arrival') {
		const text = far.has(row.rung) ? ` ${flight.id}${pad} ` : ' '.repeat(ids + 2);
		return [{text, meaning: 'quiet'}];
	}
	const chosen = flight.id === selected;
	const [sign, meaning] = mark(row.rung, glyphs);
	return [
		{text: (chosen ? glyphs.pointer : ' ') + flight.id, meaning: chosen ? 'selected' : flight.from},
		{text: pad + sign, meaning},
	];
}
