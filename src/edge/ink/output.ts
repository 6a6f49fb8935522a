import {Bounded} from '../bounded.js';
import {parseLine, type Row} from '../cells.js';
import {type Style, transition} from '../style.js';

/** What Ink asks to be cut away; an undefined side is open. */
type Clip = {x1: number | undefined; x2: number | undefined; y1: number | undefined; y2: number | undefined};

type Transformer = (line: string, index: number) => string;

/**
 * Stands in for Ink's own `build/output.js` in the bundle: the canvas that a frame is composed on.
 *
 * Ink tokenises each string of the screen anew on each frame; here a line that was seen is remembered.
 * Differs on purpose: a line is coloured before it is clipped, and what reaches over the right edge is cut.
 */
export class Output {
	readonly #width: number;
	readonly #rows: Row[];
	readonly #clips: Clip[] = [];

	constructor({width, height}: {width: number; height: number}) {
		this.#width = width;
		this.#rows = Array.from({length: height}, () => ({
			glyphs: new Array<string>(width).fill(' '),
			styles: new Array<Style>(width).fill(''),
		}));
	}

	write(x: number, y: number, text: string, {transformers}: {transformers: Transformer[]}): void {
		if (text === '') return;
		const clip = this.#clips.at(-1);
		const top = Math.max(0, clip?.y1 ?? 0);
		const bottom = Math.min(this.#rows.length, clip?.y2 ?? this.#rows.length);
		const left = Math.max(0, clip?.x1 ?? 0);
		const right = Math.min(this.#width, clip?.x2 ?? this.#width);
		text.split('\n').forEach((line, index) => {
			const row = this.#rows[y + index];
			if (row === undefined || y + index < top || y + index >= bottom) return;
			let styled = line;
			for (const transform of transformers) styled = transform(styled, index);
			place(parsed(styled), row, x, left, right);
		});
	}

	clip(clip: Clip): void {
		this.#clips.push(clip);
	}

	unclip(): void {
		this.#clips.pop();
	}

	get(): {output: string; height: number} {
		return {output: this.#rows.map(line).join('\n'), height: this.#rows.length};
	}
}

const lines = new Bounded<Row>(2048);

function parsed(line: string): Row {
	let row = lines.get(line);
	if (row === undefined) {
		row = parseLine(line);
		lines.set(line, row);
	}
	return row;
}

/** Copies cells onto a row from column `x` on, within `left` and `right`; a glyph cut in half becomes a space. */
function place(cells: Row, row: Row, x: number, left: number, right: number): void {
	const from = Math.max(left, x);
	const to = Math.min(right, x + cells.glyphs.length);
	if (from >= to) return;
	if (row.glyphs[from] === '') row.glyphs[from - 1] = ' ';
	if (row.glyphs[to] === '') row.glyphs[to] = ' ';
	for (let column = from; column < to; column++) {
		row.glyphs[column] = cells.glyphs[column - x] ?? ' ';
		row.styles[column] = cells.styles[column - x] ?? '';
	}
	if (row.glyphs[from] === '') row.glyphs[from] = ' ';
	if (cells.glyphs[to - x] === '') row.glyphs[to - 1] = ' ';
}

function line(row: Row): string {
	let end = row.glyphs.length;
	while (end > 0 && row.glyphs[end - 1] === ' ' && row.styles[end - 1] === '') end--;
	let text = '';
	let style: Style = '';
	for (let column = 0; column < end; column++) {
		const next = row.styles[column] ?? '';
		if (next !== style) {
			text += transition(style, next);
			style = next;
		}
		text += row.glyphs[column] ?? ' ';
	}
	return text + transition(style, '');
}
