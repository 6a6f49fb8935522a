/** A script beside the ladder: its lines, with a pointer at the one that was done last. */

import {fitLine, span, wrap} from './fit.js';
import {glyphsFor} from './glyphs.js';
import type {Line, Meaning, Style} from './line.js';
import {safe} from './safe.js';

/** What is shown of a script: `at`, the line that was done last, from 1; 0: none was. */
export type ScriptView = {
	readonly lines: readonly string[];
	readonly at: number;
	/** The line that did not hold, and what is said below it once it is reached; null: all did. */
	readonly failed?: {readonly line: number; readonly says: readonly string[]} | null;
	readonly width: number;
	readonly height: number;
	readonly style: Style;
};

/**
 * As many lines as fit, so that the one done last stands in the upper half; each `width` cells. That one is whole, over
 * several rows where it has to be; so are all, where there is room for it.
 */
export function scriptPane(view: ScriptView): Line[] {
	const {lines, at, width, height, style} = view;
	const whole = lines.map((_, index) => rowsOf(view, index + 1, true));
	const failure = view.failed == null ? [] : rowsOf({...view, at: view.failed.line}, view.failed.line, true);
	const fits = whole.reduce((sum, rows) => sum + rows.length, failure.length) <= height;
	const shown = whole.map((rows, index) => (fits || index + 1 === at ? rows : rowsOf(view, index + 1, false)));
	const above = shown.slice(0, Math.max(0, at - 1)).reduce((sum, rows) => sum + rows.length, 0);
	const all = shown.flat();
	const top = Math.max(0, Math.min(above - Math.floor(height / 3), all.length - height));
	return Array.from({length: height}, (_, row) => fitLine(all[top + row] ?? [span('')], width, style));
}

/** One line of the script; below the one that failed, once it is reached, why. */
function rowsOf({lines, at, failed, width, style}: ScriptView, number: number, whole: boolean): Line[] {
	const {pointer, cross} = glyphsFor(style);
	const digits = String(lines.length).length;
	const room = Math.max(1, width - digits - 2);
	const fails = failed?.line === number;
	const here = number === at;
	const meaning: Meaning = fails ? 'error' : here ? 'selected' : number < at ? 'plain' : 'quiet';
	const text = safe((lines[number - 1] ?? '').trim().replaceAll(/\s+/g, ' '), style);
	const parts = whole ? wrap(text, room, style, '  ') : [text];
	const said = fails && here ? (failed?.says ?? []).flatMap(one => wrap(safe(one, style), room, style, '  ')) : [];
	const sign = here ? pointer : fails ? cross : ' ';
	return [...parts, ...said].map((part, row) => [
		span(row === 0 ? sign : ' ', meaning),
		span(row === 0 ? `${number}`.padStart(digits) : ' '.repeat(digits), 'quiet'),
		span(` ${part}`, meaning),
	]);
}
