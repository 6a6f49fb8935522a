import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {diffScreens, type Pen} from '../../src/edge/celldiff.js';
import {blankRow, fitRow, parseLine, type Row} from '../../src/edge/cells.js';
import {type Display, openDisplay} from '../support/display.js';

describe('from one screen to the next', () => {
	it('nothing is written when nothing changed', () => {
		expect(diff(['abc'], ['abc'])).toBe('');
	});

	it('one changed cell costs a move and its glyph', () => {
		expect(diff(['abc', 'def'], ['abc', 'dXf'])).toBe('\u001b[2;2HX');
		expect(diff(['abc'], ['Xbc'])).toBe('\u001b[HX');
	});

	it('a short gap is written again, a long one is stepped over', () => {
		expect(diff(['a.b.'], ['X.Y.'])).toBe('\u001b[HX.Y');
		expect(diff(['a.........b.'], ['X.........Y.'])).toBe('\u001b[HX\u001b[9CY');
	});

	it('a line that ends earlier is erased to its edge, and a hole inside by a count', () => {
		expect(diff(['abcdefghij'], ['ab'])).toBe('\u001b[;3H\u001b[K');
		expect(diff([`│${'x'.repeat(30)}│`], [`│${' '.repeat(30)}│`])).toBe('\u001b[;2H\u001b[30X');
	});

	it('a space is written in whatever style does not show on it', () => {
		expect(diff([''], ['\u001b[31mred and red\u001b[39m'])).toBe('\u001b[H\u001b[31mred and red');
	});

	it('a wide glyph replaces two cells, and two cells replace it', () => {
		expect(diff(['ab'], ['中'])).toBe('\u001b[H中');
		expect(diff(['中'], ['ab'])).toBe('\u001b[Hab');
	});

	it('looks the same as painting the whole, for any frames, styles, CJK and marks', async () => {
		await fc.assert(
			fc.asyncProperty(fc.array(frame, {minLength: 1, maxLength: 6}), async frames => {
				const display = openDisplay(columns, rows);
				await display.write('\u001b[?7l');
				let shown = blank();
				const pen: Pen = {x: null, y: 0, style: ''};
				for (const lines of frames) {
					const next = screen(lines);
					await display.write(diffScreens(shown, next, pen));
					shown = next;
					const whole = await painted(lines);
					expect(display.cells()).toEqual(whole.cells());
					whole.dispose();
				}
				display.dispose();
			}),
			{numRuns: 100},
		);
	});
});

const columns = 20;
const rows = 4;

const piece = fc.oneof(
	{weight: 4, arbitrary: fc.constantFrom('a', 'SYN', ' ', '   ', '           ', '─', '▶', '│')},
	{weight: 3, arbitrary: fc.constantFrom('中', '客户端', 'ＡＢ', '。')},
	{weight: 1, arbitrary: fc.constantFrom('e\u0301', 'é', '…')},
	{weight: 3, arbitrary: fc.constantFrom(1, 2, 4, 7, 22, 24, 27, 31, 39, 44, 49, 0).map(code => `\u001b[${code}m`)},
	{weight: 1, arbitrary: fc.constantFrom('\u001b[38;5;200m', '\u001b[48;2;10;20;30m', '\u001b]8;;http://a\u0007')},
);
const line = fc.array(piece, {maxLength: 14}).map(pieces => pieces.join(''));
const frame = fc.array(line, {minLength: rows, maxLength: rows});

function diff(before: string[], after: string[]): string {
	const width = Math.max(...[...before, ...after].map(text => parseLine(text).glyphs.length)) + 2;
	const fit = (text: string): Row => fitRow(parseLine(text), width);
	return diffScreens(before.map(fit), after.map(fit), {x: null, y: 0, style: ''});
}

function screen(lines: readonly string[]): Row[] {
	return lines.map(text => fitRow(parseLine(text), columns));
}

function blank(): Row[] {
	return Array.from({length: rows}, () => blankRow(columns));
}

/** The frame as a terminal shows it that gets each line whole, cut where the screen ends. */
async function painted(lines: readonly string[]): Promise<Display> {
	const display = openDisplay(columns, rows);
	await display.write('\u001b[?7l');
	let text = '';
	screen(lines).forEach((row, y) => {
		row.glyphs.forEach((glyph, x) => {
			if (glyph !== '') text += `\u001b[${y + 1};${x + 1}H\u001b[0;${row.styles[x]}m${glyph}`;
		});
	});
	await display.write(text);
	return display;
}
