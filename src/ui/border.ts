import {fitLine, type Line, type Meaning, type Span, type Style, span, truncate} from '../present/index.js';

const LIGHT = {topLeft: '┌', topRight: '┐', bottomLeft: '└', bottomRight: '┘', across: '─', down: '│'};
const HEAVY = {topLeft: '┏', topRight: '┓', bottomLeft: '┗', bottomRight: '┛', across: '━', down: '┃'};
const ASCII = {topLeft: '+', topRight: '+', bottomLeft: '+', bottomRight: '+', across: '-', down: '|'};
const ASCII_HEAVY = {...ASCII, across: '=', down: '#'};

export type Border = {
	readonly title: string;
	/** In the lower edge. */
	readonly foot?: string;
	readonly meaning?: Meaning;
	/** The keys act here: the border is heavy. */
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
	const signs = style.ascii ? (focused ? ASCII_HEAVY : ASCII) : focused ? HEAVY : LIGHT;
	const edge: Meaning = focused ? 'strong' : 'quiet';
	const side = span(signs.down, edge);
	const room = inside(border);
	const rows: Line[] = lines.slice(0, room.height).map(line => [side, ...line, side]);
	const blank: Line = [side, span(' '.repeat(room.width)), side];
	while (rows.length < room.height) rows.push(blank);
	const title = edgeText(border.title, border.meaning ?? 'title', signs.across, room.width, edge, style);
	const foot = edgeText(border.foot ?? '', 'quiet', signs.across, room.width, edge, style);
	return [
		[span(signs.topLeft, edge), ...title, span(signs.topRight, edge)],
		...rows,
		[span(signs.bottomLeft, edge), ...foot, span(signs.bottomRight, edge)],
	].slice(0, height) as Line[];
}

function edgeText(text: string, meaning: Meaning, across: string, width: number, edge: Meaning, style: Style): Span[] {
	if (text === '') return [span(across.repeat(width), edge)];
	const cells = style.measure(text);
	// A title that just fits does without the blank behind it.
	const cut = cells === width - 1 ? ` ${text}` : ` ${truncate(text, Math.max(0, width - 2), style)} `;
	return [span(cut, meaning), span(across.repeat(Math.max(0, width - style.measure(cut))), edge)];
}

/** Lines cut and filled to the room inside a border. */
export const fitted = (lines: readonly Line[], width: number, style: Style): Line[] =>
	lines.map(line => fitLine(line, width, style));
