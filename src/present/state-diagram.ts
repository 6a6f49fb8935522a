/** The eleven states as a diagram, with each end's place in it and the way it came. */

import {HOST_NAMES, type HostName} from '../host/index.js';
import type {World} from '../lab/index.js';
import type {Micros, State} from '../tcp/index.js';
import {shownConnection} from './chosen.js';
import {span} from './fit.js';
import {glyphsFor} from './glyphs.js';
import type {Line, Meaning, Span, Style} from './line.js';
import type {Past} from './past.js';
import {safe} from './safe.js';
import {ink, inkBefore, type Sheet, sheetLines, sheetOf} from './sheet.js';
import {DIAGRAM, EDGES, type Edge, PLACES, type PlaceName, type Point} from './state-places.js';
import {instantBare} from './time.js';
import {fill, type Words, wordsFor} from './words/words.js';

export type StatesView = {
	readonly past: Past;
	readonly world: World;
	/** The connections to tell of; null: the one `shownConnection` chooses. */
	readonly shown?: Readonly<Record<HostName, number | null>>;
	readonly width: number;
	readonly height: number;
	readonly style: Style;
};

/** A state that an end entered, and when. The first is where it began. */
export type Step = {readonly at: Micros | null; readonly state: State};

/** The way of a host's connection, oldest first; empty: it has none. */
export function wayOf({past, world, shown}: Pick<StatesView, 'past' | 'world' | 'shown'>, host: HostName): Step[] {
	const wanted = shown?.[host] ?? null;
	const connection = shownConnection(world, host, wanted);
	// A connection that is gone has come further than a listener that waits for the next one.
	const isOver = wanted === null && (connection === null || connection.tcb.state === 'LISTEN');
	const steps = past.entries
		.slice(0, past.cursor)
		.flatMap(({facts}) => facts)
		.filter(fact => fact.kind === 'state')
		.filter(fact => fact.host === host);
	const id = isOver ? (steps.at(-1)?.connection ?? connection?.id) : connection?.id;
	const way: Step[] = [];
	for (const fact of steps) {
		if (fact.connection !== id) continue;
		if (way.length === 0) way.push({at: null, state: fact.from});
		way.push({at: fact.at, state: fact.to});
	}
	if (way.length > 0 || connection === null) return way;
	return [{at: null, state: connection.tcb.state}];
}

/** Exactly `height` lines of `width` cells: the diagram, and below it both ways in words. */
export function stateDiagram(view: StatesView): Line[] {
	const {width, height, style} = view;
	const words = wordsFor(style.lang);
	const sheet = sheetOf(width, height, style);
	const ways = {client: wayOf(view, 'client'), server: wayOf(view, 'server')};
	const told = HOST_NAMES.map(host => wayLines(ways[host], host, width, style, words));
	const least = told.reduce((sum, lines) => sum + Math.min(lines.length, 1), 0);
	if (width >= DIAGRAM.width && height >= DIAGRAM.height + least) {
		const below = told.reduce((sum, lines) => sum + lines.length, 0);
		const scale = scaleFor(width, height - Math.min(below, height - DIAGRAM.height));
		drawDiagram(sheet, scale, ways, words);
		const rows = scale.rows;
		const left = height - rows;
		// Where not all of a way has room, its end is what counts.
		const shown =
			below <= left ? told.flat() : told.map((lines, i) => lastOf(lines, HOST_NAMES[i] ?? 'client', sheet, words));
		const legend = safe(fill(words.pictures.states.legend, {pointer: sheet.glyphs.pointer}), style);
		if (shown.length + 1 < left) inkLine(sheet, height - shown.length - 1, [span(` ${legend}`, 'quiet')]);
		for (const [i, line] of shown.entries()) inkLine(sheet, height - shown.length + i, line);
	} else {
		for (const [i, line] of told.flat().slice(-height).entries()) inkLine(sheet, i, line);
	}
	return sheetLines(sheet);
}

/** The end of a way, under its host's name. */
function lastOf(lines: readonly Line[], host: HostName, {glyphs}: Sheet, words: Words): Line {
	const [first = []] = lines;
	const last = lines.at(-1) ?? [];
	return lines.length < 2 ? first : [span(` ${words.sides[host]} ${glyphs.ellipsis}`, host), ...last.slice(1)];
}

function inkLine(sheet: Sheet, y: number, line: Line): void {
	let x = 0;
	for (const {text, meaning} of line) {
		ink(sheet, x, y, text, meaning);
		x += sheet.style.measure(text);
	}
}

type Scale = {
	readonly x: number;
	readonly y: number;
	readonly boxed: boolean;
	readonly left: number;
	readonly rows: number;
};

function scaleFor(width: number, height: number): Scale {
	const x = Math.min(width / DIAGRAM.width, 1.7);
	const y = Math.max(1, Math.min(3, Math.floor((2 * (height - 1)) / (DIAGRAM.height - 1)) / 2));
	const boxed = y >= 3;
	const rows = Math.round((DIAGRAM.height - 1) * y) + 1 + (boxed ? 2 : 0);
	return {x, y, boxed, left: Math.floor((width - DIAGRAM.width * x) / 2), rows};
}

type Ways = Readonly<Record<HostName, readonly Step[]>>;

/** Cells at either side of a name for an end's marks. */
const SLOT = 4;

function drawDiagram(sheet: Sheet, scale: Scale, ways: Ways, words: Words): void {
	const lines = new Map<string, {bits: number; taken: boolean}>();
	const heads: {x: number; y: number; sign: string; taken: boolean}[] = [];
	// Lines that were taken lie over the others.
	for (const edge of [...EDGES].sort((a, b) => Number(isTaken(a, ways)) - Number(isTaken(b, ways)))) {
		const taken = isTaken(edge, ways);
		trace(edge, scale, taken, sheet, lines, heads);
	}
	for (const [key, {bits, taken}] of lines) {
		const [x = 0, y = 0] = key.split(' ').map(Number);
		ink(sheet, x, y, lineSign(bits, taken, sheet.style.ascii), taken ? 'strong' : 'quiet');
	}
	for (const {x, y, sign, taken} of heads) ink(sheet, x, y, sign, taken ? 'strong' : 'quiet');
	for (const edge of EDGES) {
		const {label} = edge;
		if (label === null) continue;
		const text = words.pictures.states[label.word];
		const meaning: Meaning = isTaken(edge, ways) ? 'plain' : 'quiet';
		const x = scale.left + Math.round(label.x * scale.x);
		const y = rowAt(label.y, scale);
		if (label.end === true) inkBefore(sheet, x + 1, y, text, meaning);
		else ink(sheet, x, y, text, meaning);
	}
	for (const name of Object.keys(PLACES) as PlaceName[]) drawPlace(sheet, scale, name, ways);
}

/** The upper row of a diagram's row where names stand alone, its middle one where they stand in boxes. */
const rowAt = (y: number, {y: by, boxed}: Scale): number => Math.round(y * by) + (boxed ? 1 : 0);

function drawPlace(sheet: Sheet, scale: Scale, name: PlaceName, ways: Ways): void {
	const {glyphs, style} = sheet;
	const {state} = PLACES[name];
	const {x, y} = middle(name, scale);
	const start = x - Math.floor(state.length / 2);
	const here = HOST_NAMES.filter(host => isAt(name, ways[host]));
	const was = HOST_NAMES.some(host => stepOf(name, ways[host]) !== null);
	if (scale.boxed) {
		const inner = state.length + 2 * SLOT;
		const edge = style.ascii ? '-' : '─';
		const [upper, lower] = style.ascii ? (['+', '+', '+', '+'].join('').match(/../g) ?? []) : ['┌┐', '└┘'];
		const meaning: Meaning = was ? 'plain' : 'quiet';
		for (const [row, corners] of [
			[y - 1, upper ?? '++'],
			[y + 1, lower ?? '++'],
		] as const) {
			ink(sheet, start - SLOT - 1, row, `${corners[0]}${edge.repeat(inner)}${corners[1]}`, meaning);
		}
		ink(sheet, start - SLOT - 1, y, `${glyphs.vertical}${' '.repeat(inner)}${glyphs.vertical}`, meaning);
	} else ink(sheet, start - SLOT, y, ' '.repeat(state.length + 2 * SLOT));
	ink(sheet, start, y, state, here.length > 0 ? 'selected' : was ? 'state' : 'plain');
	const client = stepOf(name, ways.client);
	const server = stepOf(name, ways.server);
	if (client !== null)
		inkBefore(sheet, start - 1, y, `${isAt(name, ways.client) ? glyphs.pointer : ''}${client}`, 'client');
	if (server !== null)
		ink(sheet, start + state.length + 1, y, `${server}${isAt(name, ways.server) ? glyphs.pointerBack : ''}`, 'server');
}

/** Which step of the way led there last, from 1; null: none. CLOSED is the first place before, the last one after. */
function stepOf(name: PlaceName, way: readonly Step[]): number | null {
	const at = way.findLastIndex(({state}, i) => state === PLACES[name].state && isPlaceFor(name, i));
	return at < 0 ? null : at + 1;
}

const isPlaceFor = (name: PlaceName, step: number): boolean =>
	name === 'CLOSED' ? step === 0 : name === 'END' ? step > 0 : true;

const isAt = (name: PlaceName, way: readonly Step[]): boolean => way.length > 0 && stepOf(name, way) === way.length;

const isTaken = ({from, to}: Edge, ways: Ways): boolean =>
	HOST_NAMES.some(host =>
		ways[host].some(
			({state}, i) =>
				i > 0 &&
				state === PLACES[to].state &&
				isPlaceFor(to, i) &&
				ways[host][i - 1]?.state === PLACES[from].state &&
				isPlaceFor(from, i - 1),
		),
	);

const middle = (name: PlaceName, scale: Scale): {x: number; y: number} => ({
	x: scale.left + Math.round(PLACES[name].x * scale.x),
	y: rowAt(PLACES[name].y, scale),
});

const UP = 1;
const DOWN = 2;
const LEFT = 4;
const RIGHT = 8;

function placeOf(point: Point, scale: Scale): {x: number; y: number; out: number} {
	if (!('of' in point) && !('level' in point)) {
		return {x: scale.left + Math.round(point[0] * scale.x), y: rowAt(point[1], scale), out: 0};
	}
	if ('level' in point) {
		const by = PLACES[point.above].x + (point.by ?? 0);
		return {x: scale.left + Math.round(by * scale.x), y: middle(point.level, scale).y, out: 0};
	}
	const {x, y} = middle(point.of, scale);
	const {state} = PLACES[point.of];
	const start = x - Math.floor(state.length / 2);
	const gap = SLOT + (scale.boxed ? 2 : 1);
	const away = scale.boxed ? 2 : 1;
	switch (point.side) {
		case 'left':
			return {x: start - gap, y, out: RIGHT};
		case 'right':
			return {x: start + state.length - 1 + gap, y, out: LEFT};
		case 'top':
		case 'bottom': {
			const across = scale.left + Math.round((PLACES[point.of].x + (point.by ?? 0)) * scale.x);
			return point.side === 'top' ? {x: across, y: y - away, out: DOWN} : {x: across, y: y + away, out: UP};
		}
	}
}

function trace(
	edge: Edge,
	scale: Scale,
	taken: boolean,
	{glyphs}: Sheet,
	lines: Map<string, {bits: number; taken: boolean}>,
	heads: {x: number; y: number; sign: string; taken: boolean}[],
): void {
	const add = (x: number, y: number, bits: number): void => {
		const key = `${x} ${y}`;
		lines.set(key, {bits: bits | (lines.get(key)?.bits ?? 0), taken});
	};
	const points = edge.points.map(point => placeOf(point, scale));
	const [first] = points;
	if (first !== undefined) add(first.x, first.y, first.out);
	for (const [i, to] of points.entries()) {
		const from = points[i - 1];
		if (from === undefined) continue;
		let {x, y} = from;
		while (x !== to.x || y !== to.y) {
			const dx = Math.sign(to.x - x);
			const dy = dx === 0 ? Math.sign(to.y - y) : 0;
			const [ahead, behind] = dx > 0 ? [RIGHT, LEFT] : dx < 0 ? [LEFT, RIGHT] : dy > 0 ? [DOWN, UP] : [UP, DOWN];
			add(x, y, ahead);
			x += dx;
			y += dy;
			add(x, y, behind);
		}
	}
	const last = points.at(-1);
	if (last === undefined) return;
	const sign =
		last.out === DOWN
			? glyphs.downwards
			: last.out === UP
				? glyphs.upwards
				: last.out === RIGHT
					? glyphs.right
					: glyphs.left;
	heads.push({x: last.x, y: last.y, sign, taken});
}

/** By bits: up 1, down 2, left 4, right 8. */
const THIN = ' │││─┘┐┤─└┌├─┴┬┼';
const HEAVY = ' ┃┃┃━┛┓┫━┗┏┣━┻┳╋';

function lineSign(bits: number, taken: boolean, ascii: boolean): string {
	if (!ascii) return (taken ? HEAVY : THIN)[bits] ?? ' ';
	if ((bits & (UP | DOWN)) === 0) return taken ? '=' : '-';
	return (bits & (LEFT | RIGHT)) === 0 ? (taken ? '#' : '|') : taken ? '#' : '+';
}

/** `client  1 CLOSED → 2 SYN-SENT 0.000 → 3 ESTABLISHED 0.040`, in as many lines as it takes. */
function wayLines(way: readonly Step[], host: HostName, width: number, style: Style, words: Words): Line[] {
	const {to} = glyphsFor(style);
	const name = ` ${words.sides[host]} `;
	const indent = style.measure(name);
	if (way.length === 0) return [[span(name, host), span(words.pictures.states.none, 'quiet')]];
	const lines: Span[][] = [[span(name, host)]];
	let used = indent;
	for (const [i, {at, state}] of way.entries()) {
		const arrow = i === 0 ? '' : `${to} `;
		const time = at === null ? '' : ` ${instantBare(at)}`;
		const cells = arrow.length + state.length + time.length + 1;
		let line = lines.at(-1) ?? [];
		if (used > indent && used + cells >= width) {
			line = [span(' '.repeat(indent))];
			lines.push(line);
			used = indent;
		}
		line.push(span(arrow, 'quiet'), span(state, i === way.length - 1 ? 'state' : 'plain'), span(`${time} `, 'quiet'));
		used += cells;
	}
	return lines;
}
