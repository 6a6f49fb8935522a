/** Text of programs and people, made harmless before it reaches a screen. */

import type {Style} from './line.js';

/**
 * The text without anything that a terminal would obey: control characters, escape sequences, direction marks.
 *
 * Each becomes one middle dot. With `ascii` the catalogue's typographic signs become their plain twins.
 */
export function safe(text: string, style: Pick<Style, 'ascii'>): string {
	if (!STRANGE.test(text)) return text;
	const tame = text.replace(OBEYED, style.ascii ? '.' : '·');
	return style.ascii ? tame.replace(TYPOGRAPHIC, sign => TWINS[sign] ?? '?') : tame;
}

const STRANGE = /[^ -~]/;
/** Controls, format characters (direction marks among them), lone surrogates, line separators, variation selectors. */
const OBEYED = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|\p{Variation_Selector}/gu;

const TWINS: Readonly<Record<string, string>> = {
	'§': 'sec. ',
	'’': "'",
	'‘': "'",
	'“': '"',
	'”': '"',
	'–': '-',
	'—': '-',
	'→': '->',
	'…': '...',
	'×': 'x',
	µ: 'u',
	'∞': 'inf',
	'·': '.',
	'│': '|',
};
const TYPOGRAPHIC = /[§’‘“”–—→…×µ∞·│]/g;

/** Octets as text: printable ASCII as it is, everything else a dot; at most `most` characters, then an ellipsis. */
export function octetsAsText(octets: Uint8Array, most: number): string {
	let text = '';
	for (let i = 0; i < octets.length && i < most; i++) {
		const octet = octets[i] as number;
		text += octet >= 0x20 && octet < 0x7f ? String.fromCharCode(octet) : '.';
	}
	return octets.length > most ? `${text}…` : text;
}
