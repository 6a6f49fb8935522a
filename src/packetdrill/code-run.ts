/** Runs the code of a script over the values of TCP_INFO. */

import {ParseError, type Place, type Source} from '../format/parse-error.js';
import type {Code, Statement, Value} from './language/code.js';

/** Names that the code reads and sets: the script's own live as long as the run. */
export type Names = {
	readonly own: Map<string, Value>;
	/** tcp_info, and constants. Undefined: there is no such name. */
	readonly given: (name: string) => Value | undefined;
};

/** What came of it. */
export type CodeResult = {
	readonly printed: readonly string[];
	/** The assertion that does not hold. */
	readonly broken: {readonly place: Place; readonly text: string; readonly got: string} | null;
};

/** @throws ParseError for what Python would throw: no such name, a division by zero */
export function runCode(source: Source, statements: readonly Statement[], names: Names): CodeResult {
	const printed: string[] = [];
	const value = (code: Code): Value => evaluate(source, code, names);
	for (const statement of statements) {
		switch (statement.kind) {
			case 'print':
				printed.push(statement.args.map(code => text(value(code))).join(' '));
				break;
			case 'assign': {
				const {name, sign, place} = statement;
				const given = value(statement.value);
				const left = sign === '=' ? null : value({kind: 'name', name, place});
				names.own.set(name, sign === '=' ? given : binary(source, place, sign.slice(0, -1), left, given));
				break;
			}
			case 'assert':
				if (isTrue(value(statement.test))) break;
				return {printed, broken: {place: statement.place, text: statement.text, got: shown(statement, value)}};
			case 'expression':
				value(statement.value);
		}
	}

	return {printed, broken: null};
}

/** The names that the assertion speaks of, with their values; and its message. */
function shown({test, message}: Statement & {kind: 'assert'}, value: (code: Code) => Value): string {
	const names = [...new Set(namesIn(test))].map(
		name => `${name} = ${text(value({kind: 'name', name, place: test.place}))}`,
	);
	const said = message === null || message.kind === 'name' ? [] : [text(value(message))];
	return [...names, ...said].join(', ') || 'False';
}

function namesIn(code: Code): readonly string[] {
	switch (code.kind) {
		case 'name':
			return /^[A-Z]/.test(code.name) ? [] : [code.name];
		case 'constant':
			return [];
		case 'tuple':
			return code.items.flatMap(namesIn);
		case 'unary':
			return namesIn(code.of);
		case 'binary':
			return [...namesIn(code.left), ...namesIn(code.right)];
		case 'compare':
			return [...namesIn(code.first), ...code.rest.flatMap(({value}) => namesIn(value))];
		case 'call':
			return code.args.flatMap(namesIn);
	}
}

const isTrue = (value: Value): boolean =>
	Array.isArray(value) ? value.length > 0 : value !== null && value !== false && value !== 0 && value !== '';

const text = (value: Value): string => {
	if (value === null) return 'None';
	if (typeof value === 'boolean') return value ? 'True' : 'False';
	return Array.isArray(value) ? `(${value.map(text).join(', ')})` : String(value);
};

function evaluate(source: Source, code: Code, names: Names): Value {
	const value = (inner: Code): Value => evaluate(source, inner, names);
	switch (code.kind) {
		case 'constant':
			return code.value;
		case 'name': {
			const found = names.own.get(code.name) ?? names.given(code.name);
			if (found === undefined) throw new ParseError(source, code.place, 'a name that has a value', code.name);
			return found;
		}
		case 'tuple':
			return code.items.map(value);
		case 'unary':
			if (code.sign === 'not') return !isTrue(value(code.of));
			return unary(code.sign, number(source, code.of, value(code.of)));
		case 'binary':
			if (code.sign === 'and') return isTrue(value(code.left)) ? value(code.right) : value(code.left);
			if (code.sign === 'or') return isTrue(value(code.left)) ? value(code.left) : value(code.right);
			return binary(source, code.place, code.sign, value(code.left), value(code.right));
		case 'compare': {
			let left = value(code.first);
			for (const {sign, value: right} of code.rest) {
				const other = value(right);
				if (!compares(sign, left, other)) return false;
				left = other;
			}

			return true;
		}
		case 'call':
			return call(source, code, code.args.map(value));
	}
}

const unary = (sign: string, value: number): number => (sign === '-' ? -value : sign === '~' ? ~value : value);

function number(source: Source, {place}: {readonly place: Place}, value: Value): number {
	if (typeof value === 'number') return value;
	if (typeof value === 'boolean') return Number(value);
	throw new ParseError(source, place, 'a number', text(value));
}

function compares(sign: string, left: Value, right: Value): boolean {
	if (sign === 'in')
		return Array.isArray(right) ? right.some(one => equal(one, left)) : text(right).includes(text(left));
	if (sign === '==' || sign === '!=') return equal(left, right) === (sign === '==');
	const [a, b] = typeof left === 'string' && typeof right === 'string' ? [left, right] : [Number(left), Number(right)];
	return sign === '<' ? a < b : sign === '>' ? a > b : sign === '<=' ? a <= b : a >= b;
}

const equal = (a: Value, b: Value): boolean =>
	a === b ||
	(typeof a === typeof b && text(a) === text(b)) ||
	(typeof a === 'boolean' && Number(a) === b) ||
	(typeof b === 'boolean' && Number(b) === a);

function binary(source: Source, place: Place, sign: string, left: Value, right: Value): Value {
	if (typeof left === 'string' && sign === '%') return formatted(left, Array.isArray(right) ? right : [right]);
	if (typeof left === 'string' && sign === '+') return left + text(right);
	const a = number(source, {place}, left);
	const b = number(source, {place}, right);
	if (b === 0 && (sign === '/' || sign === '//' || sign === '%'))
		throw new ParseError(source, place, 'a divisor other than zero', '0');
	switch (sign) {
		case '+':
			return a + b;
		case '-':
			return a - b;
		case '*':
			return a * b;
		case '/':
			return a / b;
		case '//':
			return Math.floor(a / b);
		case '%':
			return a - b * Math.floor(a / b);
		case '**':
			return a ** b;
		case '<<':
			return a * 2 ** b;
		case '>>':
			return Math.floor(a / 2 ** b);
		default:
			// Bits of numbers up to 2^53, of which JavaScript's own operators see 32.
			return Number(
				sign === '&' ? BigInt(a) & BigInt(b) : sign === '|' ? BigInt(a) | BigInt(b) : BigInt(a) ^ BigInt(b),
			);
	}
}

/** `%d`, `%s`, `%x`, `%%`. */
function formatted(pattern: string, values: readonly Value[]): string {
	let at = 0;
	return pattern.replaceAll(/%[-0-9.]*([dsxfiu%])/g, (whole, kind: string) => {
		if (kind === '%') return '%';
		const value = values[at++];
		if (value === undefined) return whole;
		return kind === 'x' ? Number(value).toString(16) : kind === 'd' ? `${Math.trunc(Number(value))}` : text(value);
	});
}

function call(source: Source, {name, place}: Code & {kind: 'call'}, args: readonly Value[]): Value {
	const numbers = args
		.flatMap(value => (Array.isArray(value) ? value : [value]))
		.map(value => number(source, {place}, value));
	switch (name) {
		case 'min':
			return Math.min(...numbers);
		case 'max':
			return Math.max(...numbers);
		case 'abs':
			return Math.abs(numbers[0] ?? 0);
		case 'int':
			return Math.trunc(numbers[0] ?? 0);
		case 'str':
			return text(args[0] ?? null);
		default:
			throw new ParseError(source, place, 'min, max, abs, int or str', name);
	}
}
