import {Bounded} from './bounded.js';

/**
 * How a cell looks, as the SGR parameters that make it from the default: `''`, `'1'`, `'1;31'`, `'7;38;5;240'`.
 *
 * Canonical: two styles look alike exactly when the strings are equal.
 */
export type Style = string;

/** What a terminal can show: no colour, 16, 256, or 24 bits. */
export type ColourLevel = 0 | 1 | 2 | 3;

/** The style after an SGR sequence with these parameters (`'1;31'`, without `ESC [` and `m`). */
export function applySgr(style: Style, parameters: string): Style {
	const key = `${style}m${parameters}`;
	let result = applied.get(key);
	if (result === undefined) {
		result = written(changed(read(style), parameters));
		applied.set(key, result);
	}
	return result;
}

/** The shortest escape sequence that leads from one style to another; empty when they are the same. */
export function transition(from: Style, to: Style): string {
	if (from === to) return '';
	const key = `${from}m${to}`;
	let result = transitions.get(key);
	if (result === undefined) {
		result = `\u001b[${shortest(from, to)}m`;
		transitions.set(key, result);
	}
	return result;
}

/** The nearest style that a terminal of this level can show. Bold, underline and inverse always stay. */
export function reduceColours(style: Style, level: ColourLevel): Style {
	if (level === 3 || style === '') return style;
	const key = `${level}m${style}`;
	let result = reduced.get(key);
	if (result === undefined) {
		const look = read(style);
		result = written({...look, fg: reduceColour(look.fg, level), bg: reduceColour(look.bg, level)});
		reduced.set(key, result);
	}
	return result;
}

/** Whether a space in this style differs from a space in none. */
export function showsOnBlank(style: Style): boolean {
	if (style === '') return false;
	let result = onBlank.get(style);
	if (result === undefined) {
		const look = read(style);
		result = look.bg !== '' || [4, 7, 9].some(code => look.on.includes(code));
		onBlank.set(style, result);
	}
	return result;
}

const applied = new Bounded<Style>(1024);
const transitions = new Bounded<string>(1024);
const reduced = new Bounded<Style>(1024);
const onBlank = new Bounded<boolean>(1024);

/** `on`: the SGR codes 1 to 9 that are set, ascending; `fg` and `bg`: their parameters, `''` the default. */
type Look = {on: readonly number[]; fg: string; bg: string};

/** SGR code that is set → the code that takes it away. 22 takes away bold and dim at once. */
const off: Readonly<Record<number, number>> = {1: 22, 2: 22, 3: 23, 4: 24, 5: 25, 7: 27, 8: 28, 9: 29};

function read(style: Style): Look {
	return style === '' ? plain : changed(plain, style);
}

const plain: Look = {on: [], fg: '', bg: ''};

function written(look: Look): Style {
	return [...look.on.map(String), look.fg, look.bg].filter(part => part !== '').join(';');
}

function changed(before: Look, parameters: string): Look {
	const codes = numbers(parameters);
	let {on, fg, bg} = before;
	for (let index = 0; index < codes.length; index++) {
		const code = codes[index] ?? 0;
		if (code === 0) {
			on = [];
			fg = '';
			bg = '';
		} else if (off[code] !== undefined) {
			if (!on.includes(code)) on = [...on, code].sort((a, b) => a - b);
		} else if (code >= 22 && code <= 29) {
			on = on.filter(set => off[set] !== code);
		} else if (code === 38 || code === 48) {
			const length = codes[index + 1] === 5 ? 3 : codes[index + 1] === 2 ? 5 : 1;
			const colour = length > 1 ? codes.slice(index, index + length).join(';') : '';
			if (code === 38) fg = colour;
			else bg = colour;
			index += length - 1;
		} else if (code === 39) fg = '';
		else if (code === 49) bg = '';
		else if (isPaletteColour(code - 30)) fg = String(code);
		else if (isPaletteColour(code - 40)) bg = String(code);
	}
	return {on, fg, bg};
}

/** 0–7 and 60–67: the sixteen colours, counted from 30 or 40. */
function isPaletteColour(code: number): boolean {
	return (code >= 0 && code <= 7) || (code >= 60 && code <= 67);
}

/** Parameters as numbers. Colons (`38:2::1:2:3`, `4:3`) are read as the semicolon forms that they stand for. */
function numbers(parameters: string): number[] {
	const codes: number[] = [];
	for (const part of parameters.split(';')) {
		const [first = 0, ...rest] = part.split(':').map(Number);
		if (rest.length === 0) codes.push(first);
		else if (first === 4 && rest[0] === 0) codes.push(24);
		else if (first === 38 || first === 48)
			codes.push(first, rest[0] ?? 0, ...(rest[0] === 2 ? rest.slice(-3) : rest.slice(1)));
		else codes.push(first);
	}
	return codes;
}

function shortest(from: Style, to: Style): string {
	if (to === '') return '';
	const afresh = `0;${to}`;
	const before = read(from);
	const after = read(to);
	const gone = before.on.filter(code => !after.on.includes(code));
	const offs = new Set(gone.map(code => off[code] ?? 0));
	// 22 takes bold and dim together: whichever stays has to be set again.
	const on = after.on.filter(code => !before.on.includes(code) || offs.has(off[code] ?? 0));
	const steps: string[] = [...offs, ...on].map(String);
	if (before.fg !== after.fg) steps.push(after.fg === '' ? '39' : after.fg);
	if (before.bg !== after.bg) steps.push(after.bg === '' ? '49' : after.bg);
	const stepwise = steps.join(';');
	return stepwise.length <= afresh.length ? stepwise : afresh;
}

function reduceColour(colour: string, level: ColourLevel): string {
	if (colour === '') return '';
	if (level === 0) return '';
	const [ground = 0, kind = 0, first = 0, green = 0, blue = 0] = colour.split(';').map(Number);
	if (ground !== 38 && ground !== 48) return colour;
	if (level === 2) return kind === 2 ? `${ground};5;${cubeIndex(first, green, blue)}` : colour;
	return String(ground - 8 + (kind === 2 ? sixteenOf([first, green, blue]) : sixteenOf(rgbOfIndex(first))));
}

/** The six levels of a channel in the 6×6×6 cube of the 256 colours. */
const levels = [0, 95, 135, 175, 215, 255] as const;

function cubeIndex(red: number, green: number, blue: number): number {
	// The 24 greys are finer than the cube's six.
	if (Math.max(red, green, blue) - Math.min(red, green, blue) < 10 && red > 4 && red < 243) {
		return 232 + Math.min(23, Math.max(0, Math.round((red - 8) / 10)));
	}
	const nearest = (value: number): number =>
		levels.reduce<number>(
			(best, level, index) => (Math.abs(level - value) < Math.abs((levels[best] ?? 0) - value) ? index : best),
			0,
		);
	return 16 + 36 * nearest(red) + 6 * nearest(green) + nearest(blue);
}

type Rgb = readonly [number, number, number];

function rgbOfIndex(index: number): Rgb {
	if (index < 16) return sixteen[index] ?? [0, 0, 0];
	if (index >= 232) return [8 + 10 * (index - 232), 8 + 10 * (index - 232), 8 + 10 * (index - 232)];
	const cube = index - 16;
	return [levels[Math.floor(cube / 36)] ?? 0, levels[Math.floor(cube / 6) % 6] ?? 0, levels[cube % 6] ?? 0];
}

/** xterm's own values for the sixteen colours; every terminal has its own, so nearness is only a guess. */
const sixteen: readonly Rgb[] = [
	[0, 0, 0],
	[205, 0, 0],
	[0, 205, 0],
	[205, 205, 0],
	[0, 0, 238],
	[205, 0, 205],
	[0, 205, 205],
	[229, 229, 229],
	[127, 127, 127],
	[255, 0, 0],
	[0, 255, 0],
	[255, 255, 0],
	[92, 92, 255],
	[255, 0, 255],
	[0, 255, 255],
	[255, 255, 255],
];

/** The nearest of the sixteen colours, counted as SGR counts from 30: 0–7, then 60–67. */
function sixteenOf([red, green, blue]: Rgb): number {
	let best = 0;
	let least = Number.POSITIVE_INFINITY;
	sixteen.forEach(([r, g, b], index) => {
		const distance = (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2;
		if (distance < least) {
			least = distance;
			best = index;
		}
	});
	return best < 8 ? best : best + 52;
}
