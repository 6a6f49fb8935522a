/**
 * What a file may say, written down as shapes: each takes a tree and gives a typed value, or throws a `ParseError`.
 *
 * Our own and not valibot, because every error needs a line, a column and the name that was meant.
 */

import {nearest} from './nearest.js';
import {ParseError} from './parse-error.js';
import type {Tree} from './tree.js';

export type Shape<T> = (tree: Tree) => T;

/** @throws ParseError that expects this at the tree's place */
export function refuse(tree: Tree, expected: string, got: string = shown(tree)): never {
	throw new ParseError(tree.source, tree.place, expected, got);
}

/** What stands there, in a few words. */
export function shown(tree: Tree): string {
	if (tree.kind === 'list') return tree.items.length === 0 ? 'an empty list' : 'a list';
	if (tree.kind === 'map') return tree.entries.length === 0 ? 'an empty map' : 'a map';
	if (tree.value === null) return 'nothing';
	// JSON has no word for the infinite, and for what is no number.
	const text = typeof tree.value === 'number' ? String(tree.value) : JSON.stringify(tree.value);
	return text.length > 60 ? `${text.slice(0, 57)}…"` : text;
}

export const text: Shape<string> = tree =>
	tree.kind === 'scalar' && typeof tree.value === 'string' ? tree.value : refuse(tree, 'a text');

export const boolean: Shape<boolean> = tree => {
	if (tree.kind !== 'scalar') return refuse(tree, 'true or false');
	if (tree.value === true || tree.value === 1) return true;
	if (tree.value === false || tree.value === 0) return false;
	return refuse(tree, 'true or false');
};

/** @param what - with its unit: `seconds`, `octets` */
export const number =
	(what: string, min = 0, max = Number.MAX_SAFE_INTEGER): Shape<number> =>
	tree => {
		const value = tree.kind === 'scalar' ? tree.value : null;
		if (typeof value !== 'number' || !Number.isFinite(value)) return refuse(tree, `a number of ${what}`);
		if (value < min || value > max) return refuse(tree, `${what} ${range(min, max)}`);
		return value;
	};

export const whole = (what: string, min = 0, max = Number.MAX_SAFE_INTEGER): Shape<number> => {
	const any = number(what, min, max);
	return tree => {
		const value = any(tree);
		return Number.isInteger(value) ? value : refuse(tree, `a whole number of ${what}`);
	};
};

const range = (min: number, max: number): string =>
	max === Number.MAX_SAFE_INTEGER ? `from ${min}` : `between ${min} and ${max}`;

export const oneOf =
	<const T extends string>(what: string, names: readonly T[]): Shape<T> =>
	tree => {
		const value = tree.kind === 'scalar' ? tree.value : null;
		return names.find(name => name === value) ?? refuse(tree, `${what} (${names.join(', ')})`, meant(tree, names));
	};

/** `"clint" (did you mean "client"?)` */
function meant(tree: Tree, names: readonly string[]): string {
	const near = tree.kind === 'scalar' && typeof tree.value === 'string' ? nearest(tree.value, names) : null;
	return near === null ? shown(tree) : `${shown(tree)} (did you mean "${near}"?)`;
}

export const list =
	<T>(item: Shape<T>): Shape<T[]> =>
	tree =>
		tree.kind === 'list' ? tree.items.map(item) : refuse(tree, 'a list');

/** One value, or a list of them. */
export const oneOrList = <T>(item: Shape<T>): Shape<T | T[]> => {
	const many = list(item);
	return tree => (tree.kind === 'list' ? many(tree) : item(tree));
};

export const orNull =
	<T>(shape: Shape<T>): Shape<T | null> =>
	tree =>
		tree.kind === 'scalar' && tree.value === null ? null : shape(tree);

declare const absent: unique symbol;
type Optional<T> = Shape<T> & {readonly [absent]: true};
type Fields = Readonly<Record<string, Shape<unknown>>>;
type OptionalNames<F extends Fields> = {
	[K in keyof F]: F[K] extends Optional<unknown> ? K : never;
}[keyof F];
type ValueOf<S> = S extends Shape<infer T> ? T : never;
type Flat<T> = {[K in keyof T]: T[K]};
export type Described<F extends Fields> = Flat<
	{readonly [K in Exclude<keyof F, OptionalNames<F>>]: ValueOf<F[K]>} & {
		readonly [K in OptionalNames<F>]?: ValueOf<F[K]>;
	}
>;

const optionals = new WeakSet<Shape<unknown>>();

/** The field may be missing; then the value has no such field either. */
export function optional<T>(shape: Shape<T>): Optional<T> {
	const may: Shape<T> = tree => shape(tree);
	optionals.add(may);
	return may as Optional<T>;
}

/** @param what - as it goes into "a field of …" */
export const object = <const F extends Fields>(what: string, fields: F): Shape<Described<F>> => {
	const names = Object.keys(fields);
	const required = names.filter(name => !optionals.has(fields[name] as Shape<unknown>));
	return tree => {
		if (tree.kind !== 'map') return refuse(tree, `${what}: ${names.join(', ')}`);
		const value: Record<string, unknown> = {};
		for (const entry of tree.entries) {
			const shape = Object.hasOwn(fields, entry.key) ? fields[entry.key] : undefined;
			if (shape === undefined) return unknownField(tree, entry.key, what, names);
			value[entry.key] = shape(entry.value);
		}

		const missing = required.find(name => !Object.hasOwn(value, name));
		if (missing !== undefined) return refuse(tree, `${what} with "${missing}"`, keysOf(tree));
		return value as Described<F>;
	};
};

function unknownField(tree: Tree & {kind: 'map'}, key: string, what: string, names: readonly string[]): never {
	const place = tree.entries.find(entry => entry.key === key)?.keyPlace ?? tree.place;
	const near = nearest(key, names);
	const hint = near === null ? '' : ` (did you mean "${near}"?)`;
	throw new ParseError(tree.source, place, `a field of ${what} (${names.join(', ')})`, `${JSON.stringify(key)}${hint}`);
}

const keysOf = (tree: Tree & {kind: 'map'}): string =>
	tree.entries.length === 0 ? 'an empty map' : `only ${tree.entries.map(entry => entry.key).join(', ')}`;

/** The entry of that name, if the tree is a map and has it. */
export const entryOf = (tree: Tree, key: string): Tree | null =>
	tree.kind === 'map' ? (tree.entries.find(entry => entry.key === key)?.value ?? null) : null;

/** The shape is told by one field's value. */
export const byField = <const S extends Readonly<Record<string, Shape<unknown>>>>(
	field: string,
	what: string,
	shapes: S,
): Shape<ValueOf<S[keyof S]>> => {
	const names = Object.keys(shapes);
	const name = oneOf(what, names);
	return tree => {
		if (tree.kind !== 'map') return refuse(tree, `a map with "${field}"`);
		const told = entryOf(tree, field);
		if (told === null) return refuse(tree, `the field "${field}": ${what} (${names.join(', ')})`, keysOf(tree));
		return (shapes[name(told)] as Shape<ValueOf<S[keyof S]>>)(tree);
	};
};
