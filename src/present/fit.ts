/** Text and lines made to fit cells: by `style.measure`, never by length, and never half of a wide character. */

import {ORDINALS} from '../tcp/index.js';
import {glyphsFor} from './glyphs.js';
import type {Line, Meaning, Span, Style} from './line.js';
import {safe} from './safe.js';

/** A piece of a line. */
export const span = (text: string, meaning: Meaning = 'plain'): Span => ({text, meaning});

/** The text cut to at most `width` cells; what is cut ends in an ellipsis. */
export function truncate(text: string, width: number, style: Style): string {
	if (text.length * 2 <= width || style.measure(text) <= width) return text;
	if (width <= 0) return '';
	let cut = '';
	let used = 1;
	for (const character of text) {
		used += style.measure(character);
		if (used > width) break;
		cut += character;
	}
	return cut + glyphsFor(style).ellipsis;
}

/** The text and blanks up to `width` cells; longer text stays as it is. */
export function pad(text: string, width: number, style: Style, side: 'left' | 'right' = 'right'): string {
	const room = width - style.measure(text);
	if (room <= 0) return text;
	return side === 'right' ? text + ' '.repeat(room) : ' '.repeat(room) + text;
}

/** Exactly `width` cells: cut or filled with blanks. */
export const fit = (text: string, width: number, style: Style): string =>
	pad(truncate(text, width, style), width, style);

/** Cells that a line takes. */
export const lineWidth = (line: Line, style: Style): number =>
	line.reduce((sum, {text}) => sum + style.measure(text), 0);

/** The line cut or filled to exactly `width` cells, and made harmless: whatever reaches a screen passes here. */
export function fitLine(line: Line, width: number, style: Style): Line {
	const result: Span[] = [];
	let used = 0;
	for (const given of line) {
		const tame = safe(given.text, style);
		const piece = tame === given.text ? given : {text: tame, meaning: given.meaning};
		const cells = style.measure(tame);
		if (used + cells <= width) {
			if (cells > 0) result.push(piece);
			used += cells;
			continue;
		}
		const text = truncate(piece.text, width - used, style);
		if (text === '') {
			shorten(result, style);
		} else {
			result.push({text, meaning: piece.meaning});
			used += style.measure(text);
		}
		break;
	}
	if (used < width) result.push(span(' '.repeat(width - used)));
	return result;
}

/** Puts the ellipsis over the last cell of a full line. */
function shorten(line: Span[], style: Style): void {
	const last = line.pop();
	if (last === undefined) return;
	const width = style.measure(last.text);
	line.push({text: pad(truncate(`${last.text}  `, width, style), width, style), meaning: last.meaning});
}

/** A text as lines of at most `width` cells, broken at spaces, or between wide characters; `indent` starts all but the first. */
export function wrap(text: string, width: number, style: Style, indent = ''): string[] {
	const lines: string[][] = [];
	let line: string[] = [];
	let used = 0;
	for (const word of words(text, width, style)) {
		const cells = style.measure(word);
		const bare = word.trimEnd();
		if (used > 0 && used + style.measure(bare) > width) {
			lines.push(line);
			line = [];
			used = style.measure(indent);
		}
		line.push(word);
		used += cells;
	}
	if (line.join('').trim() !== '' || lines.length === 0) lines.push(line);
	keepCompany(lines, width / 2, style);
	return lines.map((pieces, row) => (row === 0 ? '' : indent) + pieces.join('').trimEnd());
}

/** A single Chinese character does not stand on the last line alone. */
function keepCompany(lines: readonly string[][], most: number, style: Style): void {
	const [before, last] = lines.slice(-2);
	if (before === undefined || last === undefined || before.length < 3) return;
	if (last.length > 1 || !/^\p{Script=Han}\P{L}*$/u.test(last[0] ?? '')) return;
	if (style.measure(before.at(-1) ?? '') < most) last.unshift(before.pop() ?? '');
}

/** Pieces between which a line may break. Punctuation stays with what it opens or closes. */
function words(text: string, width: number, style: Style): string[] {
	const pieces: string[] = [];
	for (const piece of text.match(WORDS) ?? []) {
		const last = pieces.at(-1) ?? '';
		if (OPENS.test(last) || (CLOSES.test(piece) && /\S$/.test(last))) pieces.splice(-1, 1, last + piece);
		else pieces.push(piece);
	}
	return pieces.flatMap(piece => {
		if (style.measure(piece) <= width) return [piece];
		return [...piece];
	});
}

const OPENS = /[（「『《“‘([]$/;
const CLOSES = /^[、。，；：？！）」』》”’,.;:?!)\]]/;

/** A character of a word whose ends are blanks. */
const NARROW = '[^\\s\\u2e80-\\u9fff\\uff00-\\uff60]';

const WORDS = new RegExp(
	[
		// Where a rule is written stays whole, `RFC 9293 §3.10.7.4 fifth`, and a number with its unit, `2 s`.
		`${NARROW}*RFC \\d+ (?:§|sec\\. )${NARROW}+(?: (?:(?:${ORDINALS.join('|')})\\S*|第.步\\)?))?\\s*`,
		`\\d+(?:\\.\\d+)? m?s(?![a-z])${NARROW}*\\s*`,
		'[\\u2e80-\\u9fff\\uff00-\\uff60]\\s*',
		`${NARROW}+\\s*`,
		'\\s+',
	].join('|'),
	'gu',
);
