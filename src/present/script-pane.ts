/** A script beside the ladder: its lines, with a pointer at the one that was done last. */

import {fitLine, span} from './fit.js';
import {glyphsFor} from './glyphs.js';
import type {Line, Meaning, Style} from './line.js';
import {safe} from './safe.js';

/** What is shown of a script: `at`, the line that was done last, from 1; 0: none was. */
export type ScriptView = {
	readonly lines: readonly string[];
	readonly at: number;
	readonly width: number;
	readonly height: number;
	readonly style: Style;
};

/** As many lines as fit, so that the one done last stands in the upper half; each `width` cells. */
export function scriptPane({lines, at, width, height, style}: ScriptView): Line[] {
	const top = Math.max(0, Math.min(at - 1 - Math.floor(height / 3), lines.length - height));
	const digits = String(lines.length).length;
	const {pointer} = glyphsFor(style);
	return Array.from({length: height}, (_, row) => {
		const number = top + row + 1;
		const text = lines[number - 1];
		if (text === undefined) return fitLine([span('')], width, style);
		const here = number === at;
		const meaning: Meaning = here ? 'selected' : number < at ? 'plain' : 'quiet';
		const shown = safe(text.trim().replaceAll(/\s+/g, ' '), style);
		return fitLine(
			[span(here ? pointer : ' ', meaning), span(`${number}`.padStart(digits), 'quiet'), span(` ${shown}`, meaning)],
			width,
			style,
		);
	});
}
