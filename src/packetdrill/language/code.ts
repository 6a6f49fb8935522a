/**
 * The code between `%{` and `}%`: the Python that scripts use, and no more of it. Assertions, print, assignments;
 * names, numbers, strings, comparisons in a row, boolean, bitwise and arithmetic operators, `%` on strings, min, max, abs.
 */

import {ParseError, type Place, type Source} from '../../format/parse-error.js';

/** Python's values, as far as they come up. */
export type Value = number | string | boolean | null | readonly Value[];

export type Code = {readonly place: Place} & (
	| {readonly kind: 'constant'; readonly value: number | string | boolean | null}
	| {readonly kind: 'name'; readonly name: string}
	| {readonly kind: 'tuple'; readonly items: readonly Code[]}
	| {readonly kind: 'unary'; readonly sign: string; readonly of: Code}
	| {readonly kind: 'binary'; readonly sign: string; readonly left: Code; readonly right: Code}
	/** `a < b <= c` */
	| {
			readonly kind: 'compare';
			readonly first: Code;
			readonly rest: readonly {readonly sign: string; readonly value: Code}[];
	  }
	| {readonly kind: 'call'; readonly name: string; readonly args: readonly Code[]}
);

export type Statement = {readonly place: Place} & (
	| {readonly kind: 'assert'; readonly test: Code; readonly message: Code | null; readonly text: string}
	| {readonly kind: 'print'; readonly args: readonly Code[]}
	| {readonly kind: 'assign'; readonly name: string; readonly sign: string; readonly value: Code}
	| {readonly kind: 'expression'; readonly value: Code}
);

type Token = {
	readonly kind: 'number' | 'name' | 'string' | 'sign' | 'end' | 'line';
	readonly text: string;
	readonly at: number;
};

type Reader = {
	readonly source: Source;
	readonly code: string;
	readonly start: Place;
	readonly tokens: readonly Token[];
	at: number;
	/** Brackets that are open. */
	depth: number;
};

/** More than any block of code has: what is read, and then run, goes as deep as there are words. */
const MOST_TOKENS = 2_000;
const MOST_DEPTH = 50;

const TOKEN =
	/(?<blank>[ \t\r]+|\\\r?\n|#[^\n]*)|(?<line>\n)|(?<number>0[xX][0-9a-fA-F]+|\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+)|(?<name>[A-Za-z_]\w*)|(?<string>'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*")|(?<sign>\*\*|\/\/=?|<<|>>|<=|>=|==|!=|[-+*%&|^/]=|[-+*/%&|^~<>=(),;[\]:.])/y;

/** @param start - where the code begins, behind `%{`. @throws ParseError for what is not understood */
export function readCode(source: Source, code: string, start: Place): readonly Statement[] {
	const reader: Reader = {source, code, start, tokens: tokensOf(source, code, start), at: 0, depth: 0};
	const statements: Statement[] = [];
	for (;;) {
		while (isSign(reader, ';') || reader.tokens[reader.at]?.kind === 'line') reader.at++;
		if (token(reader).kind === 'end') return statements;
		statements.push(readStatement(reader));
		const next = token(reader);
		if (next.kind !== 'end' && next.kind !== 'line' && next.text !== ';')
			throw unexpected(reader, 'the end of the statement');
	}
}

function tokensOf(source: Source, code: string, start: Place): readonly Token[] {
	const tokens: Token[] = [];
	let depth = 0;
	for (let at = 0; at < code.length; at = TOKEN.lastIndex) {
		TOKEN.lastIndex = at;
		const found = TOKEN.exec(code);
		if (found === null)
			throw new ParseError(source, placeIn(code, start, at), 'code of the Python that is read here', code[at] ?? null);
		const {blank, line, number, name, string} = found.groups ?? {};
		if (blank !== undefined) continue;
		const text = found[0];
		if ('([{'.includes(text)) depth++;
		if (')]}'.includes(text)) depth--;
		if (line !== undefined && depth > 0) continue;
		const kind =
			line !== undefined
				? 'line'
				: number !== undefined
					? 'number'
					: name !== undefined
						? 'name'
						: string !== undefined
							? 'string'
							: 'sign';
		if (tokens.length >= MOST_TOKENS)
			throw new ParseError(source, placeIn(code, start, at), `no more than ${MOST_TOKENS} words of code`, text);
		tokens.push({kind, text, at});
	}

	return tokens;
}

function placeIn(code: string, start: Place, at: number): Place {
	const lines = code.slice(0, at).split('\n');
	const column = (lines.at(-1)?.length ?? 0) + 1;
	return lines.length === 1
		? {line: start.line, column: start.column + column - 1}
		: {line: start.line + lines.length - 1, column};
}

const token = (reader: Reader): Token =>
	reader.tokens[reader.at] ?? {kind: 'end', text: 'the end of the code', at: reader.code.length};
const isSign = (reader: Reader, ...signs: readonly string[]): boolean =>
	token(reader).kind === 'sign' && signs.includes(token(reader).text);
const isName = (reader: Reader, name: string): boolean => token(reader).kind === 'name' && token(reader).text === name;
const here = (reader: Reader): Place => placeIn(reader.code, reader.start, token(reader).at);
const unexpected = (reader: Reader, expected: string): ParseError =>
	new ParseError(reader.source, here(reader), expected, token(reader).text.trim() || 'the end of the line');

function takeSign(reader: Reader, ...signs: readonly string[]): string | null {
	const {text} = token(reader);
	if (!isSign(reader, ...signs)) return null;
	reader.at++;
	return text;
}

function readStatement(reader: Reader): Statement {
	const place = here(reader);
	const from = token(reader).at;
	if (isName(reader, 'assert')) {
		reader.at++;
		const test = readExpression(reader);
		const to = token(reader).at;
		const message = takeSign(reader, ',') === null ? null : readExpression(reader);
		return {kind: 'assert', test, message, text: reader.code.slice(from, to).trim(), place};
	}

	if (isName(reader, 'print')) {
		reader.at++;
		if (takeSign(reader, '(') === null) throw unexpected(reader, '"("');
		return {kind: 'print', args: readArguments(reader), place};
	}

	if (KEYWORDS.includes(token(reader).text))
		throw unexpected(reader, 'assert, print or an assignment: no other statement is read here');
	const value = readTuple(reader);
	const sign = takeSign(reader, '=', '+=', '-=', '*=', '//=', '%=', '&=', '|=', '^=', '/=');
	if (sign === null) return {kind: 'expression', value, place};
	if (value.kind !== 'name') throw unexpected(reader, 'a name before the "="');
	return {kind: 'assign', name: value.name, sign, value: readTuple(reader), place};
}

const KEYWORDS = ['if', 'for', 'while', 'def', 'import', 'from', 'try', 'class', 'return', 'global', 'with'];

function readTuple(reader: Reader): Code {
	const place = here(reader);
	const first = readExpression(reader);
	if (!isSign(reader, ',')) return first;
	const items = [first];
	while (takeSign(reader, ',') !== null) items.push(readExpression(reader));
	return {kind: 'tuple', items, place};
}

function readArguments(reader: Reader): readonly Code[] {
	const args: Code[] = [];
	if (takeSign(reader, ')') !== null) return args;
	do args.push(readExpression(reader));
	while (takeSign(reader, ',') !== null);
	if (takeSign(reader, ')') === null) throw unexpected(reader, '"," or ")"');
	return args;
}

/** From what binds least to what binds most. */
function readExpression(reader: Reader): Code {
	if (reader.depth >= MOST_DEPTH) throw unexpected(reader, `no more than ${MOST_DEPTH} brackets within each other`);
	reader.depth++;
	let left = readAnd(reader);
	while (isName(reader, 'or')) left = logical(reader, 'or', left, readAnd);
	reader.depth--;
	return left;
}

function readAnd(reader: Reader): Code {
	let left = readNot(reader);
	while (isName(reader, 'and')) left = logical(reader, 'and', left, readNot);
	return left;
}

function logical(reader: Reader, sign: string, left: Code, read: (reader: Reader) => Code): Code {
	reader.at++;
	return {kind: 'binary', sign, left, right: read(reader), place: left.place};
}

function readNot(reader: Reader): Code {
	const place = here(reader);
	if (!isName(reader, 'not')) return readComparison(reader);
	reader.at++;
	return {kind: 'unary', sign: 'not', of: readNot(reader), place};
}

function readComparison(reader: Reader): Code {
	const first = readBinary(reader, 0);
	const rest: {readonly sign: string; readonly value: Code}[] = [];
	for (;;) {
		const sign = takeSign(reader, '<', '>', '<=', '>=', '==', '!=') ?? takeIn(reader);
		if (sign === null) break;
		rest.push({sign, value: readBinary(reader, 0)});
	}

	return rest.length === 0 ? first : {kind: 'compare', first, rest, place: first.place};
}

function takeIn(reader: Reader): string | null {
	if (!isName(reader, 'in')) return null;
	reader.at++;
	return 'in';
}

const LEVELS: readonly (readonly string[])[] = [['|'], ['^'], ['&'], ['<<', '>>'], ['+', '-'], ['*', '/', '//', '%']];

function readBinary(reader: Reader, level: number): Code {
	const signs = LEVELS[level];
	if (signs === undefined) return readUnary(reader);
	let left = readBinary(reader, level + 1);
	for (let sign = takeSign(reader, ...signs); sign !== null; sign = takeSign(reader, ...signs))
		left = {kind: 'binary', sign, left, right: readBinary(reader, level + 1), place: left.place};
	return left;
}

function readUnary(reader: Reader): Code {
	const place = here(reader);
	const sign = takeSign(reader, '-', '+', '~');
	if (sign !== null) return {kind: 'unary', sign, of: readUnary(reader), place};
	const base = readPrimary(reader);
	return takeSign(reader, '**') === null
		? base
		: {kind: 'binary', sign: '**', left: base, right: readUnary(reader), place};
}

function readPrimary(reader: Reader): Code {
	const place = here(reader);
	const {kind, text} = token(reader);
	if (takeSign(reader, '(') !== null) {
		const inner = isSign(reader, ')') ? ({kind: 'tuple', items: [], place} as const) : readTuple(reader);
		if (takeSign(reader, ')') === null) throw unexpected(reader, '")"');
		return inner;
	}

	if (takeSign(reader, '[') !== null) {
		const items: Code[] = [];
		while (!isSign(reader, ']')) {
			items.push(readExpression(reader));
			if (takeSign(reader, ',') === null) break;
		}

		if (takeSign(reader, ']') === null) throw unexpected(reader, '"," or "]"');
		return {kind: 'tuple', items, place};
	}

	if (kind === 'number') {
		reader.at++;
		return {kind: 'constant', value: Number(text), place};
	}

	if (kind === 'string') {
		reader.at++;
		return {
			kind: 'constant',
			value: text.slice(1, -1).replaceAll(/\\(.)/g, (_, c: string) => (c === 'n' ? '\n' : c)),
			place,
		};
	}

	if (kind !== 'name' || KEYWORDS.includes(text)) throw unexpected(reader, 'a value');
	reader.at++;
	if (text === 'True' || text === 'False') return {kind: 'constant', value: text === 'True', place};
	if (text === 'None') return {kind: 'constant', value: null, place};
	return takeSign(reader, '(') === null
		? {kind: 'name', name: text, place}
		: {kind: 'call', name: text, args: readArguments(reader), place};
}
