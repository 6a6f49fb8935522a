/** A key by its name, or by the grapheme that it types. `character` is empty for named keys. */
export type Key = {
	name: KeyName;
	character: string;
	ctrl: boolean;
	shift: boolean;
};

export type KeyName =
	| 'character'
	| 'enter'
	| 'tab'
	| 'backspace'
	| 'escape'
	| 'delete'
	| 'insert'
	| 'up'
	| 'down'
	| 'left'
	| 'right'
	| 'home'
	| 'end'
	| 'pageup'
	| 'pagedown'
	| `f${number}`;

/** What a terminal sends: a key, a paste as one text, or an answer to what it was asked. */
export type TerminalEvent =
	| {kind: 'key'; key: Key}
	| {kind: 'paste'; text: string}
	/** Answer to `CSI 5 n`. */
	| {kind: 'status'}
	/** Answer to `CSI 6 n`; rows and columns count from 1. */
	| {kind: 'cursor'; row: number; column: number};

/** Reads what a terminal sends, however it was cut into chunks. */
export type KeyParser = {
	/** What this chunk completes, in order. */
	push(chunk: string): TerminalEvent[];
	/** How long to wait for more before `flush`: null when nothing is held back. */
	waiting(): 'for a tail' | 'for an end' | null;
	/** Gives up waiting: a lone ESC is the Escape key, a sequence without its end is dropped. */
	flush(): TerminalEvent[];
};

/**
 * A parser of its own for each terminal.
 *
 * Text is split into graphemes, so `jjj` in one read is three keys. ESC before a printable character is two keys: the
 * lab has no Alt keys, and a slow line may bring Esc and the next key together. Mouse, focus and unknown sequences
 * are dropped.
 */
export function keyParser(): KeyParser {
	let held = '';
	return {
		push(chunk) {
			const {events, rest} = parse(held + chunk);
			held = rest;
			return events;
		},
		waiting() {
			if (held === '') return null;
			return held.length <= 2 ? 'for a tail' : 'for an end';
		},
		flush() {
			const rest = held;
			held = '';
			if (rest === '\u001b') return [named('escape')];
			if (rest.length === 2) return [named('escape'), ...text(rest.slice(1))];
			if (rest.startsWith(pasteStart)) return [paste(rest.slice(pasteStart.length))];
			return [];
		},
	};
}

const pasteStart = '\u001b[200~';
const pasteEnd = '\u001b[201~';

/** UTF-16 units of a paste that is cut off here: no use in the lab, and no memory without a bound. */
const longestPaste = 65_536;

type Parsed = {events: TerminalEvent[]; rest: string};

function parse(input: string): Parsed {
	const events: TerminalEvent[] = [];
	let index = 0;
	while (index < input.length) {
		const start = input.indexOf('\u001b', index);
		const plain = input.slice(index, start === -1 ? undefined : start);
		events.push(...text(plain));
		if (start === -1) break;
		const found = sequenceAt(input, start);
		if (found === null) return {events, rest: input.slice(start)};
		if (found.text === pasteStart) {
			const end = input.indexOf(pasteEnd, start);
			if (end === -1 && input.length - start < longestPaste) return {events, rest: input.slice(start)};
			events.push(paste(input.slice(found.end, end === -1 ? undefined : end)));
			index = end === -1 ? input.length : end + pasteEnd.length;
			continue;
		}
		events.push(...meaning(found.text));
		index = found.end;
	}
	return {events, rest: ''};
}

type Found = {text: string; end: number};

/** The escape sequence that starts here, or null while its end has not come. */
function sequenceAt(input: string, from: number): Found | null {
	const kind = input[from + 1];
	if (kind === undefined) return null;
	if (kind === '[') return csiAt(input, from);
	if (kind === 'O') return from + 2 < input.length ? cut(input, from, from + 3) : null;
	if (']PX^_'.includes(kind)) return stringAt(input, from);
	return cut(input, from, from + 1);
}

function csiAt(input: string, from: number): Found | null {
	// X10 mouse: three octets follow the M.
	if (input[from + 2] === 'M') return from + 6 <= input.length ? cut(input, from, from + 6) : null;
	// The Linux console's function keys: CSI [ A.
	let end = input[from + 2] === '[' ? from + 3 : from + 2;
	while (end < input.length) {
		const code = input.charCodeAt(end);
		if (code >= 0x40 && code <= 0x7e) return cut(input, from, end + 1);
		// A character that no sequence holds: this was Escape and text after all, or line noise.
		if (code < 0x20 || code > 0x7e) return cut(input, from, end);
		end++;
	}
	return null;
}

/** OSC, DCS and the like: answers that nobody here asked for. They end with BEL or ST. */
function stringAt(input: string, from: number): Found | null {
	for (let end = from + 2; end < input.length; end++) {
		if (input[end] === '\u0007') return cut(input, from, end + 1);
		if (input[end] === '\u001b') {
			if (end + 1 === input.length) return null;
			return cut(input, from, input[end + 1] === '\\' ? end + 2 : end);
		}
	}
	return null;
}

function cut(input: string, from: number, end: number): Found {
	return {text: input.slice(from, end), end};
}

function meaning(sequence: string): TerminalEvent[] {
	if (sequence === '\u001b') return [named('escape')];
	const report = reportPattern.exec(sequence);
	if (report !== null) return [{kind: 'cursor', row: Number(report[1]), column: Number(report[2])}];
	if (sequence === '\u001b[0n') return [{kind: 'status'}];
	const parts = keyPattern.exec(sequence);
	if (parts === null) return [];
	const [, lead = '', number = '', modifier = '1', final = ''] = parts;
	const name = final === '~' ? numberedKeys[Number(number)] : letterKeys[lead === '[[' ? `[${final}` : final];
	if (name === undefined) return [];
	if (final === 'Z') return [named('tab', {shift: true})];
	// xterm's modifiers: 1 + shift 1, alt 2, ctrl 4.
	const bits = Number(modifier) - 1;
	return [named(name, {shift: (bits & 1) !== 0, ctrl: (bits & 4) !== 0})];
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: terminals speak in them
const reportPattern = /^\u001b\[(\d+);(\d+)R$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: terminals speak in them
const keyPattern = /^\u001b(\[\[|\[|O)(\d*)(?:;(\d+))?([A-Za-z~])$/;

const letterKeys: Readonly<Record<string, KeyName>> = {
	A: 'up',
	B: 'down',
	C: 'right',
	D: 'left',
	F: 'end',
	H: 'home',
	M: 'enter',
	P: 'f1',
	Q: 'f2',
	R: 'f3',
	S: 'f4',
	Z: 'tab',
	'[A': 'f1',
	'[B': 'f2',
	'[C': 'f3',
	'[D': 'f4',
	'[E': 'f5',
};

const numberedKeys: Readonly<Record<number, KeyName>> = {
	1: 'home',
	2: 'insert',
	3: 'delete',
	4: 'end',
	5: 'pageup',
	6: 'pagedown',
	7: 'home',
	8: 'end',
	11: 'f1',
	12: 'f2',
	13: 'f3',
	14: 'f4',
	15: 'f5',
	17: 'f6',
	18: 'f7',
	19: 'f8',
	20: 'f9',
	21: 'f10',
	23: 'f11',
	24: 'f12',
};

const segmenter = new Intl.Segmenter();

function text(plain: string): TerminalEvent[] {
	const events: TerminalEvent[] = [];
	for (const segment of graphemes(plain)) {
		// CR LF is one grapheme, and one press of Enter.
		if (segment === '\r' || segment === '\n' || segment === '\r\n') events.push(named('enter'));
		else if (segment === '\t') events.push(named('tab'));
		else if (segment === '\u007f' || segment === '\b') events.push(named('backspace'));
		else if (segment < ' ') events.push(...control(segment.charCodeAt(0)));
		else if (segment > '\u009f' || segment < '\u007f') events.push(typed(segment));
	}
	return events;
}

function graphemes(plain: string): string[] {
	// One key at a time is the rule, and asking ICU for the first time takes longer than a frame.
	if (plain.length <= 1) return plain === '' ? [] : [plain];
	return Array.from(segmenter.segment(plain), ({segment}) => segment);
}

/** 1–26: Ctrl and a letter; the others are no keys of ours. */
function control(code: number): TerminalEvent[] {
	if (code < 1 || code > 26) return [];
	return [typed(String.fromCharCode(code + 96), true)];
}

function typed(character: string, ctrl = false): TerminalEvent {
	return {kind: 'key', key: {name: 'character', character, ctrl, shift: false}};
}

function named(name: KeyName, modifiers: {ctrl?: boolean; shift?: boolean} = {}): TerminalEvent {
	return {
		kind: 'key',
		key: {name, character: '', ctrl: modifiers.ctrl ?? false, shift: modifiers.shift ?? false},
	};
}

function paste(raw: string): TerminalEvent {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: a paste may hold anything, and only text is wanted
	const clean = raw.replace(/\r\n?/g, '\n').replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '');
	return {kind: 'paste', text: clean};
}
