import {fitLine, type Line, type Meaning, type Style, span, truncate} from '../present/index.js';

type Signs = {readonly left: string; readonly across: string; readonly right: string};

/** Only the upper edge tells where the keys act: going to another pane costs two edges, not two boxes. */
const TOP: Signs = {left: '┌', across: '─', right: '┐'};
const TOP_FOCUSED: Signs = {left: '┍', across: '━', right: '┑'};
const BOTTOM: Signs = {left: '└', across: '─', right: '┘'};
const ASCII: Signs = {left: '+', across: '-', right: '+'};
const ASCII_FOCUSED: Signs = {left: '+', across: '=', right: '+'};

export type Border = {
	readonly title: string;
	/** In the lower edge. */
	readonly foot?: string;
	readonly meaning?: Meaning;
	/** The keys act here: the upper edge is heavy, and the title stands out. */
	readonly focused: boolean;
	readonly width: number;
	readonly height: number;
	readonly style: Style;
};

/** Room for text inside a border of this size. */
export const inside = ({width, height}: {readonly width: number; readonly height: number}) => ({
	width: Math.max(0, width - 2),
	height: Math.max(0, height - 2),
});

/** Lines in a border with a title: exactly `height` lines of exactly `width` cells. Lines must be as wide as the room. */
export function bordered(lines: readonly Line[], border: Border): Line[] {
	const {focused, style, height} = border;
	const top = style.ascii ? (focused ? ASCII_FOCUSED : ASCII) : focused ? TOP_FOCUSED : TOP;
	const side = span(style.ascii ? '|' : '│', 'quiet');
	const room = inside(border);
	const rows: Line[] = lines.slice(0, room.height).map(line => [side, ...line, side]);
	const blank: Line = [side, span(' '.repeat(room.width)), side];
	while (rows.length < room.height) rows.push(blank);
	return [
		edge(top, border.title, focused ? 'selected' : (border.meaning ?? 'title'), focused ? 'strong' : 'quiet', border),
		...rows,
		edge(style.ascii ? ASCII : BOTTOM, border.foot ?? '', 'quiet', 'quiet', border),
	].slice(0, height);
}

function edge(signs: Signs, text: string, meaning: Meaning, line: Meaning, {width, style}: Border): Line {
	const room = Math.max(0, width - 2);
	const left = span(signs.left, line);
	const right = span(signs.right, line);
	if (text === '') return [left, span(signs.across.repeat(room), line), right];
	const cells = style.measure(text);
	// A title that just fits does without the blank behind it.
	const cut = cells === room - 1 ? ` ${text}` : ` ${truncate(text, Math.max(0, room - 2), style)} `;
	return [left, span(cut, meaning), span(signs.across.repeat(Math.max(0, room - style.measure(cut))), line), right];
}

/** Lines cut and filled to the room inside a border. */
export const fitted = (lines: readonly Line[], width: number, style: Style): Line[] =>
	lines.map(line => fitLine(line, width, style));
