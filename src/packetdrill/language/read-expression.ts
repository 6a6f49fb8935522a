/** Arguments and results of system calls: numbers, names, strings, arrays, structures. */

import {
	type Cursor,
	expectSign,
	expectWord,
	peekWord,
	placeOf,
	startsWith,
	take,
	takeInteger,
	takeSign,
	unknownName,
	wrong,
} from './cursor.js';
import type {Expression, Field} from './script.js';
import {SYMBOLS} from './symbols.js';

const STRING = /"(?:\\.|[^"\\])*"/y;

/** `a`, `a|b`, `[a, b]`, `{x=a, b}`, `f(a)`, `...`. @throws ParseError */
export function readExpression(cursor: Cursor): Expression {
	const place = placeOf(cursor);
	const first = readOne(cursor);
	if (!startsWith(cursor, '|')) return first;
	const parts = [first];
	while (takeSign(cursor, '|')) parts.push(readOne(cursor));
	return {kind: 'or', parts, place};
}

function readOne(cursor: Cursor): Expression {
	const place = placeOf(cursor);
	if (takeSign(cursor, '...')) return {kind: 'any', place};
	if (takeSign(cursor, '[')) return {kind: 'array', items: readList(cursor, ']'), place};
	if (takeSign(cursor, '{')) return {kind: 'struct', fields: within(cursor, readFields), place};
	if (takeSign(cursor, '(')) {
		const inner = within(cursor, readExpression);
		expectSign(cursor, ')');
		return inner;
	}

	if (startsWith(cursor, '"')) {
		const written = take(cursor, STRING);
		if (written === null) throw wrong(cursor, 'the end of the string: a quotation mark', 'the end of the file');
		takeSign(cursor, '...');
		return {kind: 'string', value: written.slice(1, -1), place};
	}

	const number = takeInteger(cursor);
	if (number !== null) return {kind: 'number', value: number, place};
	const {at} = cursor;
	const name = expectWord(cursor, 'a number, a name, a string, "[", "{" or "..."');
	if (takeSign(cursor, '(')) return {kind: 'call', name, args: readList(cursor, ')'), place};
	const value = cursor.defines.get(name);
	if (value !== undefined) return {kind: 'string', value, place};
	const known = SYMBOLS[name];
	if (known === undefined) throw unknownName(cursor, 'a name that is known here', name, Object.keys(SYMBOLS), at);
	return {kind: 'word', name, value: known, place};
}

/** More brackets within each other than any call has. */
export const MOST_DEPTH = 50;

function within<T>(cursor: Cursor, read: (cursor: Cursor) => T): T {
	if (cursor.depth >= MOST_DEPTH) throw wrong(cursor, `no more than ${MOST_DEPTH} brackets within each other`);
	cursor.depth++;
	const inner = read(cursor);
	cursor.depth--;
	return inner;
}

/** Up to the closing sign, which is taken. */
export function readList(cursor: Cursor, close: string): readonly Expression[] {
	const items: Expression[] = [];
	if (takeSign(cursor, close)) return items;
	do items.push(within(cursor, readExpression));
	while (takeSign(cursor, ','));
	expectSign(cursor, close, `"," or "${close}"`);
	return items;
}

/** `msg_iov(2)=[…]`: what stands in brackets behind a name is the length, which the value has, too. */
function readFields(cursor: Cursor): readonly Field[] {
	const fields: Field[] = [];
	do {
		const {at} = cursor;
		const name = peekWord(cursor);
		if (name !== '') {
			expectWord(cursor, 'a name');
			if (takeSign(cursor, '(')) readList(cursor, ')');
			if (takeSign(cursor, '=')) {
				fields.push({name, value: readExpression(cursor)});
				continue;
			}

			cursor.at = at;
		}

		fields.push({name: null, value: readExpression(cursor)});
	} while (takeSign(cursor, ','));
	expectSign(cursor, '}', '"," or "}"');
	return fields;
}
