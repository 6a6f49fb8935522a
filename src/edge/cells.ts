import {applySgr, type ColourLevel, reduceColours, type Style, showsOnBlank} from './style.js';
import {plainWidth, textWidth} from './width.js';

/**
 * One line of the screen, cell by cell.
 *
 * A glyph of two columns is followed by `''` in the same style. A space whose style cannot be seen has style `''`.
 */
export type Row = {glyphs: string[]; styles: Style[]};

/** The cells of a line with escape sequences. Colours are kept; every sequence but SGR is dropped. */
export function parseLine(line: string, colours: ColourLevel = 3): Row {
	const row: Row = {glyphs: [], styles: []};
	let style: Style = '';
	let shown: Style = '';
	let blank: Style = '';
	const show = (next: Style): void => {
		style = next;
		shown = reduceColours(style, colours);
		blank = showsOnBlank(shown) ? shown : '';
	};
	const push = (glyph: string, width: number): void => {
		row.glyphs.push(glyph);
		row.styles.push(glyph === ' ' ? blank : shown);
		if (width === 2) {
			row.glyphs.push('');
			row.styles.push(shown);
		}
	};

	let index = 0;
	while (index < line.length) {
		const code = line.charCodeAt(index);
		const width = plainWidth(code);
		if (width > 0 && standsAlone(line, index + 1)) {
			push(line[index] ?? ' ', width);
			index++;
		} else if (code === 0x1b) {
			const end = sequenceEnd(line, index);
			if (line[index + 1] === '[' && line[end - 1] === 'm') show(applySgr(style, line.slice(index + 2, end - 1)));
			index = end;
		} else {
			const end = strangeEnd(line, index);
			for (const {segment} of segmenter.segment(line.slice(index, end))) pushGrapheme(segment, push);
			index = end;
		}
	}
	return row;
}

/** A row of exactly so many columns: cut at the right, or filled with blanks. */
export function fitRow(row: Row, columns: number): Row {
	const {glyphs, styles} = row;
	if (glyphs.length > columns) {
		const cutsWide = glyphs[columns] === '';
		glyphs.length = columns;
		styles.length = columns;
		if (cutsWide && columns > 0) {
			glyphs[columns - 1] = ' ';
			styles[columns - 1] = '';
		}
	}
	while (glyphs.length < columns) {
		glyphs.push(' ');
		styles.push('');
	}
	return row;
}

/** A row of blanks. */
export function blankRow(columns: number): Row {
	return {glyphs: new Array<string>(columns).fill(' '), styles: new Array<Style>(columns).fill('')};
}

const segmenter = new Intl.Segmenter();

/** Whether a grapheme may end before this index: nothing follows that could join what stands before. */
function standsAlone(line: string, next: number): boolean {
	if (next >= line.length) return true;
	const code = line.charCodeAt(next);
	return code === 0x1b || plainWidth(code) > 0;
}

/** End of the stretch that needs the segmenter. It starts at `from` and stops before the next plain pair or escape. */
function strangeEnd(line: string, from: number): number {
	let end = from + 1;
	while (end < line.length) {
		const code = line.charCodeAt(end);
		if (code === 0x1b || (plainWidth(code) > 0 && standsAlone(line, end + 1))) break;
		end++;
	}
	return end;
}

function pushGrapheme(grapheme: string, push: (glyph: string, width: number) => void): void {
	const width = grapheme === '\t' ? 1 : textWidth(grapheme);
	// Controls and lone marks have no column; a glyph wider than two does not exist on a terminal.
	if (width === 0) return;
	if (grapheme === '\t') push(' ', 1);
	else if (!isControl(grapheme.charCodeAt(0))) push(grapheme, Math.min(width, 2));
}

function isControl(code: number): boolean {
	return code < 0x20 || (code >= 0x7f && code < 0xa0);
}

/** Index after the escape sequence that starts at `from`: CSI, OSC and the other strings, or two characters. */
function sequenceEnd(line: string, from: number): number {
	const kind = line[from + 1];
	if (kind === '[') {
		let end = from + 2;
		while (end < line.length && !isFinal(line.charCodeAt(end))) end++;
		return Math.min(end + 1, line.length);
	}
	if (kind !== undefined && ']PX^_'.includes(kind)) {
		for (let end = from + 2; end < line.length; end++) {
			if (line[end] === '\u0007') return end + 1;
			if (line[end] === '\u001b' && line[end + 1] === '\\') return end + 2;
		}
		return line.length;
	}
	return Math.min(from + 2, line.length);
}

function isFinal(code: number): boolean {
	return code >= 0x40 && code <= 0x7e;
}
