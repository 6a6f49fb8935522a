/** A sheet of cells to draw on: signs and texts with meanings, at places. */

import {type Glyphs, glyphsFor} from './glyphs.js';
import {blankRow, type Cells, joined} from './ladder-canvas.js';
import type {Line, Meaning, Style} from './line.js';

/** `x` counts cells from the left, `y` rows from the top. What lies outside is not drawn. */
export type Sheet = {
	readonly width: number;
	readonly height: number;
	readonly rows: readonly Cells[];
	readonly style: Style;
	readonly glyphs: Glyphs;
};

/** A blank sheet. */
export const sheetOf = (width: number, height: number, style: Style): Sheet => ({
	width: Math.max(0, width),
	height: Math.max(0, height),
	rows: Array.from({length: Math.max(0, height)}, () => blankRow(Math.max(0, width))),
	style,
	glyphs: glyphsFor(style),
});

/** A text from `x` on; over whatever is there. A wide character that has no room for its second half is left out. */
export function ink({rows, width, style}: Sheet, x: number, y: number, text: string, meaning: Meaning = 'plain'): void {
	const row = rows[y];
	if (row === undefined) return;
	let at = x;
	for (const character of text) {
		const cells = style.measure(character);
		if (at >= 0 && at + cells <= width && cells > 0) {
			row.glyphs[at] = character;
			row.meanings[at] = meaning;
			for (let i = 1; i < cells; i++) {
				row.glyphs[at + i] = '';
				row.meanings[at + i] = meaning;
			}
		}
		at += cells;
	}
}

/** A text that ends before `x`. */
export const inkBefore = (sheet: Sheet, x: number, y: number, text: string, meaning: Meaning = 'plain'): void =>
	ink(sheet, x - sheet.style.measure(text), y, text, meaning);

/** Nothing is drawn in these cells yet. */
export function isBlank({rows}: Sheet, x: number, y: number, cells: number): boolean {
	const row = rows[y];
	if (row === undefined) return false;
	for (let i = x; i < x + cells; i++) if (row.glyphs[i] !== ' ') return false;
	return true;
}

/** The sheet as lines of exactly its width. */
export const sheetLines = ({rows}: Sheet): Line[] => rows.map(row => joined([], row));

/**
 * Words side by side, such as a legend's, in as many rows as they need.
 *
 * @returns how many rows
 */
export function inkWords(sheet: Sheet, top: number, words: readonly (readonly [string, Meaning])[]): number {
	const {style, width} = sheet;
	let x = 1;
	let y = top;
	for (const [text, meaning] of words) {
		const cells = style.measure(text);
		if (x > 1 && x + cells > width) {
			x = 1;
			y += 1;
		}
		ink(sheet, x, y, text, meaning);
		x += cells + 2;
	}
	return y - top + 1;
}
