/** A place in a script's text that moves on, and says what it expected where it could not. */

import {nearest} from '../../format/nearest.js';
import {ParseError, type Place, type Source} from '../../format/parse-error.js';

/** A symbol that the command line or the script defines: `-D NAME=VALUE`. */
export type Defines = ReadonlyMap<string, string>;

export type Cursor = {
	readonly source: Source;
	readonly defines: Defines;
	/** The offset, behind blanks and comments. */
	at: number;
	/** The line that was last asked for, and the offset at which it begins. */
	line: number;
	lineStart: number;
	/** Brackets that are open. */
	depth: number;
};

export function cursorAt(source: Source, defines: Defines): Cursor {
	const cursor = {source, defines, at: 0, line: 1, lineStart: 0, depth: 0};
	skip(cursor);
	return cursor;
}

const BLANKS = /(?:[ \t\r\n\f\v]+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/y;

/** Over blanks and comments. */
export function skip(cursor: Cursor): void {
	const {text} = cursor.source;
	const c = text.charCodeAt(cursor.at);
	// Nothing that blanks or a comment could begin with.
	if (c !== 0x20 && c !== 0x0a && c !== 0x09 && c !== 0x2f && c !== 0x0d) return;
	BLANKS.lastIndex = cursor.at;
	if (BLANKS.test(text)) cursor.at = BLANKS.lastIndex;
	if (text.startsWith('/*', cursor.at)) throw wrong(cursor, 'the end of the comment: */', 'the end of the file');
}

export const isAtEnd = (cursor: Cursor): boolean => cursor.at >= cursor.source.text.length;

/** Line and column of the next sign. Cursors go forward, so lines are counted once. */
export function placeOf(cursor: Cursor, at = cursor.at): Place {
	const {text} = cursor.source;
	if (at < cursor.lineStart) {
		const before = text.slice(0, at).split('\n');
		return {line: before.length, column: (before.at(-1)?.length ?? 0) + 1};
	}

	for (let end = text.indexOf('\n', cursor.lineStart); end >= 0 && end < at; end = text.indexOf('\n', end + 1)) {
		cursor.line += 1;
		cursor.lineStart = end + 1;
	}

	return {line: cursor.line, column: at - cursor.lineStart + 1};
}

/** Takes what the pattern, a sticky one, finds here; null: something else stands here. */
export function take(cursor: Cursor, pattern: RegExp): string | null {
	pattern.lastIndex = cursor.at;
	const found = pattern.exec(cursor.source.text);
	if (found === null) return null;
	cursor.at = pattern.lastIndex;
	skip(cursor);
	return found[0];
}

/** Whether the sign stands here; it is taken then. */
export function takeSign(cursor: Cursor, sign: string): boolean {
	if (!cursor.source.text.startsWith(sign, cursor.at)) return false;
	cursor.at += sign.length;
	skip(cursor);
	return true;
}

export const startsWith = (cursor: Cursor, sign: string): boolean => cursor.source.text.startsWith(sign, cursor.at);

/** @throws ParseError where another stands */
export function expectSign(cursor: Cursor, sign: string, what = `"${sign}"`): void {
	if (!takeSign(cursor, sign)) throw wrong(cursor, what);
}

const WORD = /[A-Za-z_][A-Za-z0-9_]*/y;

/** The word that stands here, without taking it; empty: none. */
export function peekWord(cursor: Cursor): string {
	WORD.lastIndex = cursor.at;
	return WORD.exec(cursor.source.text)?.[0] ?? '';
}

/** Takes the word if it is that one. */
export function takeWord(cursor: Cursor, word: string): boolean {
	if (peekWord(cursor) !== word) return false;
	cursor.at += word.length;
	skip(cursor);
	return true;
}

/** @throws ParseError where no word stands */
export function expectWord(cursor: Cursor, what: string): string {
	const word = peekWord(cursor);
	if (word === '') throw wrong(cursor, what);
	cursor.at += word.length;
	skip(cursor);
	return word;
}

const INTEGER = /0x[0-9a-fA-F]+|-?\d+/y;

/** A whole number, decimal or hexadecimal, or a word defined as one; null: none stands here. */
export function takeInteger(cursor: Cursor): number | null {
	const written = take(cursor, INTEGER);
	if (written !== null) return Number(written);
	const value = cursor.defines.get(peekWord(cursor));
	if (value === undefined || !/^(?:0x[0-9a-fA-F]+|-?\d+)$/.test(value)) return null;
	expectWord(cursor, 'a number');
	return Number(value);
}

/** @throws ParseError where there is none, or none in the range */
export function expectInteger(cursor: Cursor, what: string, least = 0, most = 0xffff_ffff): number {
	const {at} = cursor;
	const value = takeInteger(cursor);
	if (value !== null && value >= least && value <= most) return value;
	cursor.at = at;
	throw wrong(cursor, value === null ? what : `${what}, ${least} to ${most}`);
}

const SHOWN = /"(?:\\.|[^"\n])*"?|[A-Za-z0-9_.+-]+|[^\s]/y;

/** What stands here is not what was expected. */
export function wrong(cursor: Cursor, expected: string, got: string | null = null, at = cursor.at): ParseError {
	SHOWN.lastIndex = at;
	const shown = got ?? SHOWN.exec(cursor.source.text)?.[0] ?? null;
	const place = placeOf(cursor, Math.min(at, cursor.source.text.length));
	return new ParseError(cursor.source, place, expected, shown === null ? 'the end of the file' : shown);
}

/** A name that is none of those known, with the one that was probably meant. */
export function unknownName(
	cursor: Cursor,
	what: string,
	name: string,
	known: readonly string[],
	at: number,
): ParseError {
	const near = nearest(name, known);
	return wrong(cursor, near === null ? what : `${what} (perhaps ${near})`, name, at);
}
