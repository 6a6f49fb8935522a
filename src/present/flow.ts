/** Names and values in as few lines as the width allows. */

import {span} from './fit.js';
import type {Glyphs} from './glyphs.js';
import type {Line, Span, Style} from './line.js';

/** From here on there is room for what is looked at seldom. */
export const ROOMY = 30;

/** A name and its value; an empty name: the text says it all. */
export type Field = {readonly name: string; readonly text: string; readonly changed: boolean};

/**
 * Fields one after another in as few lines as the width allows, under one prefix.
 *
 * The cell after a value is the mark's, so that nothing moves when a value is marked.
 */
export function flow(
	prefix: string,
	fields: readonly Field[],
	{width, style, glyphs}: {readonly width: number; readonly style: Style; readonly glyphs: Glyphs},
): Line[] {
	const lines: Span[][] = [];
	const indent = prefix === '' ? 0 : prefix.length + 1;
	const column = width >= ROOMY ? Math.floor((width - indent) / Math.floor((width - indent) / COLUMN)) : 1;
	let line: Span[] = [];
	let used = width;
	for (const {name, text, changed} of fields) {
		const label = name === '' ? '' : `${name} `;
		const cells = label.length + style.measure(text) + 1;
		const taken = Math.ceil(cells / column) * column;
		if (used + cells > width + (used > indent ? 0 : 1)) {
			line = prefix === '' ? [] : [span(lines.length === 0 ? `${prefix} ` : ' '.repeat(indent), 'quiet')];
			used = indent;
			lines.push(line);
		}
		if (label !== '') line.push(span(label, 'quiet'));
		line.push(span(text, changed ? 'changed' : 'plain'));
		line.push(span(changed ? glyphs.changed : ' ', changed ? 'changed' : 'plain'));
		const room = Math.min(taken, width - used) - cells;
		if (room > 0) line.push(span(' '.repeat(room)));
		used += taken;
	}
	return lines;
}

/** Cells of a column in a roomy pane. */
const COLUMN = 12;
