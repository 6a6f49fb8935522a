import {transition} from '../../../src/edge/style.js';

/**
 * The fewest octets that lead from one screen to another: the changed cells' glyphs, their styles, and a move to each
 * stretch of them. Cells as `Display.cells` tells them.
 */
export function leastOctets(before: readonly string[][], after: readonly string[][]): number {
	let count = 0;
	let style: string | null = null;
	after.forEach((row, y) => {
		let reached: number | null = null;
		row.forEach((cell, x) => {
			const glyph = glyphOf(cell);
			if (cell === before[y]?.[x] || glyph === '') return;
			if (reached !== x) count += moveOctets(reached, x, y);
			const wanted = styleOf(cell);
			if (style !== null || wanted !== '') {
				// A space takes any style that does not show on it.
				if (!(glyph === ' ' && wanted === '' && !showsOnSpace(style ?? ''))) {
					count += transition(style ?? '', wanted).length;
					style = wanted;
				}
			}
			count += Buffer.byteLength(glyph);
			reached = x + (row[x + 1] === '' ? 2 : 1);
		});
	});
	return count;
}

/** A step to the right in the same row, or an address; the shorter. */
function moveOctets(from: number | null, x: number, y: number): number {
	const address = 4 + String(y + 1).length + String(x + 1).length - (x === 0 ? 1 + String(x + 1).length : 0);
	if (from === null) return address;
	return Math.min(address, x - from === 1 ? 1 : 3 + String(x - from).length);
}

function glyphOf(cell: string): string {
	return cell.startsWith(' ') ? ' ' : (cell.split(' ')[0] ?? '');
}

function showsOnSpace(style: string): boolean {
	return /(^|;)(4|7|9|4\d|10\d)(;|$)/.test(style);
}

const codes: Readonly<Record<string, string>> = {
	bold: '1',
	dim: '2',
	italic: '3',
	underline: '4',
	inverse: '7',
	strikethrough: '9',
};

function styleOf(cell: string): string {
	return cell
		.slice(glyphOf(cell).length)
		.trim()
		.split(' ')
		.filter(look => look !== '')
		.map(look => codes[look] ?? colourOf(look))
		.join(';');
}

/** `fg:16777216/2` → `32`: the emulator's colour modes are 16 colours, 256, and 24 bits. */
function colourOf(look: string): string {
	const [, ground = '', mode = '', colour = ''] = /^(fg|bg):(\d+)\/(\d+)$/.exec(look) ?? [];
	const base = ground === 'fg' ? 30 : 40;
	const value = Number(colour);
	if (mode === '16777216') return String(value < 8 ? base + value : base + 52 + value);
	if (mode === '33554432') return `${base + 8};5;${value}`;
	return `${base + 8};2;${value >> 16};${(value >> 8) & 255};${value & 255}`;
}
