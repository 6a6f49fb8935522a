/** Cells to draw arrows on: each knows its sign, its meaning, and what may cover it. */

import type {Glyphs} from './glyphs.js';
import type {Line, Meaning, Span, Style} from './line.js';

export type Cells = {readonly glyphs: string[]; readonly meanings: Meaning[]; readonly ranks: number[]};

/** A lane between the hosts, `lane` cells wide. */
export type Canvas = {readonly lane: number; readonly rows: readonly Cells[]; readonly crossing: Glyphs};

/** What lies over what: a label over a head, a head over lines, lines over dots. */
export const RANK = {dot: 1, line: 2, corner: 3, head: 4, label: 5} as const;

export const blankRow = (lane: number): Cells => ({
	glyphs: new Array<string>(lane).fill(' '),
	meanings: new Array<Meaning>(lane).fill('plain'),
	ranks: new Array<number>(lane).fill(0),
});

/** One sign. Cells count from the sender's side; outside of the canvas nothing is drawn. */
export function put(
	{lane, rows, crossing}: Canvas,
	toServer: boolean,
	y: number,
	x: number,
	glyph: string,
	meaning: Meaning,
	rank: number,
): void {
	const cells = rows[y];
	const at = toServer ? x : lane - 1 - x;
	if (cells === undefined || at < 0 || at >= lane) return;
	const there = cells.ranks[at] ?? 0;
	if (there > rank) return;
	if (there === RANK.line && rank === RANK.line) {
		const before = cells.glyphs[at];
		if (before === crossing.crossing) return;
		cells.glyphs[at] = (before === crossing.vertical) === (glyph === crossing.vertical) ? glyph : crossing.crossing;
	} else cells.glyphs[at] = glyph;
	cells.meanings[at] = meaning;
	cells.ranks[at] = rank;
}

/** A text that starts `x` cells from the sender's side, or, against the reading direction, ends there. */
export function write(
	canvas: Canvas,
	toServer: boolean,
	y: number,
	x: number,
	text: string,
	meaning: Meaning,
	rank: number,
	{measure}: Pick<Style, 'measure'>,
): void {
	let at = toServer ? x : canvas.lane - x - measure(text);
	for (const character of text) {
		const cells = measure(character);
		put(canvas, true, y, at, character, meaning, rank);
		for (let i = 1; i < cells; i++) put(canvas, true, y, at + i, '', meaning, rank);
		at += cells;
	}
}

/** The row as a line behind `left`: neighbouring cells of one meaning become one span. */
export function joined(left: readonly Span[], {glyphs, meanings}: Cells): Line {
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
