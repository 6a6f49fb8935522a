import type {Row} from './cells.js';
import {type Style, showsOnBlank, transition} from './style.js';

/** Where the terminal's cursor stands (null: not known) and in which style it writes. */
export type Pen = {x: number | null; y: number; style: Style};

/**
 * The escape sequences that turn one screen into another: only cells that differ, by the shortest ways found.
 *
 * Rows must be equally many and equally long. Rows that are the same object are not looked at.
 * Needs a terminal whose cursor does not wrap at the right edge (DECAWM off).
 *
 * @param pen - moved along; its cursor is taken as unknown at the start, so each frame stands by itself
 */
export function diffScreens(before: readonly Row[], after: readonly Row[], pen: Pen): string {
	pen.x = null;
	let text = '';
	for (let y = 0; y < after.length; y++) {
		const old = before[y];
		const row = after[y];
		if (old !== undefined && row !== undefined && old !== row) text += diffRow(old, row, y, pen);
	}
	return text;
}

function diffRow(old: Row, row: Row, y: number, pen: Pen): string {
	const columns = row.glyphs.length;
	let last = columns - 1;
	while (last >= 0 && same(old, row, last)) last--;
	if (last < 0) return '';
	let text = '';
	let x = 0;
	while (x <= last) {
		if (same(old, row, x)) {
			x++;
			continue;
		}
		// A second half changes with its first, unless only the style of what stood there did.
		if (row.glyphs[x] === '') x--;
		const blanks = blankLength(row, x);
		const stale = blanks === 0 ? 0 : staleLength(old, row, x, x + blanks);
		const reachesEdge = x + blanks === columns;
		if (stale > (reachesEdge ? 3 : 9)) {
			text += moveTo(pen, x, y, row) + transition(pen.style, '');
			text += reachesEdge ? '\u001b[K' : `\u001b[${stale}X`;
			pen.style = '';
			x += stale;
			continue;
		}
		text += moveTo(pen, x, y, row);
		text += writeCell(row, x, pen);
		x += row.glyphs[x + 1] === '' ? 2 : 1;
	}
	return text;
}

function same(old: Row, row: Row, x: number): boolean {
	return old.glyphs[x] === row.glyphs[x] && old.styles[x] === row.styles[x];
}

/** How many plain blanks stand from here on. */
function blankLength(row: Row, from: number): number {
	let x = from;
	while (x < row.glyphs.length && row.glyphs[x] === ' ' && row.styles[x] === '') x++;
	return x - from;
}

/** How far the cells that must be blanked reach, counted from `from`, within `end`. */
function staleLength(old: Row, row: Row, from: number, end: number): number {
	let x = end;
	while (x > from && same(old, row, x - 1)) x--;
	return x - from;
}

/** Writes the glyph at `x` and moves the pen past it. */
function writeCell(row: Row, x: number, pen: Pen): string {
	const glyph = row.glyphs[x] ?? ' ';
	const style = row.styles[x] ?? '';
	const text = restyle(pen, glyph, style) + glyph;
	const next = x + (row.glyphs[x + 1] === '' ? 2 : 1);
	// At the right edge cursors differ; after a glyph of several code points terminals may differ about its width.
	pen.x = next >= row.glyphs.length || glyph.length > 1 ? null : next;
	return text;
}

function restyle(pen: Pen, glyph: string, style: Style): string {
	const text = transition(pen.style, style);
	// A plain blank may be written in any style that does not show on it.
	if (text === '' || (glyph === ' ' && style === '' && !showsOnBlank(pen.style))) return '';
	pen.style = style;
	return text;
}

/** Leads the cursor to a cell: over unchanged cells by writing them again, by a step to the right, or by address. */
function moveTo(pen: Pen, x: number, y: number, row: Row): string {
	if (pen.x === x && pen.y === y) return '';
	let text = `\u001b[${y + 1 === 1 ? '' : y + 1}${x === 0 ? '' : `;${x + 1}`}H`;
	if (pen.x !== null && pen.y === y && x > pen.x) {
		const step = `\u001b[${x - pen.x === 1 ? '' : x - pen.x}C`;
		if (step.length < text.length) text = step;
		const again = rewrite(pen, x, row, text.length);
		if (again !== null) text = again;
	}
	pen.x = x;
	pen.y = y;
	return text;
}

/** The cells between the pen and `x` in the style they have, if that takes at most `budget` octets; else null. */
function rewrite(pen: Pen, x: number, row: Row, budget: number): string | null {
	const from = pen.x ?? x;
	if (x - from > budget) return null;
	const trial: Pen = {...pen};
	let text = '';
	for (let column = from; column < x; column++) {
		const glyph = row.glyphs[column] ?? ' ';
		if (glyph.length > 1) return null;
		text += restyle(trial, glyph, row.styles[column] ?? '') + glyph;
		if (octets(text) > budget) return null;
	}
	pen.style = trial.style;
	return text;
}

function octets(text: string): number {
	let count = 0;
	for (let index = 0; index < text.length; index++) {
		const code = text.charCodeAt(index);
		count += code < 0x80 ? 1 : code < 0x800 ? 2 : 3;
	}
	return count;
}
