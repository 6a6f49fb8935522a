import stringWidth from 'string-width';
import {Bounded} from './bounded.js';

/**
 * Columns that a text takes, escape sequences not counted: what string-width says, without its cost.
 *
 * Latin, arrows, lines, blocks and CJK are told by their code alone; everything else asks string-width once.
 */
export function textWidth(text: string): number {
	let width = 0;
	for (let index = 0; index < text.length; index++) {
		const code = text.charCodeAt(index);
		if (code === 0x1b) {
			index = styleEnd(text, index);
			if (index === 0) return remembered(text);
			continue;
		}
		const columns = plainWidth(code);
		if (columns === 0) return remembered(text);
		width += columns;
	}
	return width;
}

/**
 * Columns of a UTF-16 code unit that is a whole grapheme whatever stands beside it, else 0.
 *
 * 0 also stands for "look closer": combining marks, emoji, surrogates, controls, escape sequences.
 */
export function plainWidth(code: number): 0 | 1 | 2 {
	if (code < 0x7f) return code >= 0x20 ? 1 : 0;
	// Emoji among the signs (©, ®, ↔ …) change their width before a variation selector; that selector itself
	// has width 0 here, so any text that holds one is measured by string-width as a whole.
	if (code <= 0xff) return code >= 0xa1 && code !== 0xad ? 1 : 0;
	if (code >= 0x2010 && code <= 0x2027) return 1;
	if (code >= 0x2190 && code <= 0x22ff) return 1;
	if (code >= 0x2500 && code <= 0x25ff) return code === 0x25fd || code === 0x25fe ? 0 : 1;
	if (code >= 0x4e00 && code <= 0x9fff) return 2;
	if (code >= 0x3001 && code <= 0x3020) return 2;
	if (code >= 0xff01 && code <= 0xff5e) return 2;
	if (code >= 0x2713 && code <= 0x2718) return 1;
	return code >= 0x2800 && code <= 0x28ff ? 1 : 0;
}

/** Index of the `m` that ends the style sequence which starts here; 0 when it is another sequence. */
function styleEnd(text: string, from: number): number {
	if (text[from + 1] !== '[') return 0;
	let end = from + 2;
	while (isParameter(text.charCodeAt(end))) end++;
	return text[end] === 'm' ? end : 0;
}

/** A digit, `:` or `;`. */
function isParameter(code: number): boolean {
	return code >= 0x30 && code <= 0x3b;
}

const seen = new Bounded<number>(4096);

function remembered(text: string): number {
	let width = seen.get(text);
	if (width === undefined) {
		width = stringWidth(text);
		seen.set(text, width);
	}
	return width;
}
