import {fill, type Words} from '../present/index.js';
import type {Command} from './command.js';
import type {SessionState} from './state.js';
import type {Parameter, Verb} from './verb.js';
import {VERBS} from './verbs.js';

/** What a line is read as, or where reading stopped and what was expected there. */
export type Parsed = {readonly command: Command} | {readonly error: string; readonly at: number};

/**
 * Reads a command line. The verb may be shortened as far as it stays unambiguous.
 *
 * @param words - the catalogue that the error is told in
 */
export function parseCommandLine(text: string, state: SessionState, words: Words): Parsed {
	const tokens = tokensOf(text);
	const [first, ...others] = tokens;
	if (first === undefined) return {error: words.app.commandWanted, at: 0};
	const verb = verbNamed(first.text);
	if (verb === null) return {error: fill(words.app.noSuchVerb, {verb: first.text}), at: first.at};
	const matched = matchParameters(verb, others, text, state);
	if ('wanted' in matched) {
		return {error: expected(verb, matched.wanted, words), at: matched.at};
	}
	const command = verb.command(matched.values);
	if (command !== null) return {command};
	const last = verb.parameters.at(-1);
	return {error: last === undefined ? '' : expected(verb, last, words), at: tokens.at(-1)?.at ?? 0};
}

/** What the word at the line's end could become, and the line with it. Several: the longest common beginning. */
export function completions(text: string, state: SessionState): {readonly line: string; readonly choices: string[]} {
	const tokens = tokensOf(text);
	const open = text === '' || /\s$/.test(text);
	const current = open ? '' : (tokens.at(-1)?.text ?? '');
	const done = open ? tokens : tokens.slice(0, -1);
	const all = done.length === 0 ? VERBS.map(({verb}) => verb) : parameterChoices(done, state);
	const choices = [...new Set(all)].filter(each => each.toLowerCase().startsWith(current.toLowerCase()));
	if (choices.length === 0) return {line: text, choices};
	const common = choices.length === 1 ? `${choices[0]} ` : commonBeginning(choices);
	const head = text.slice(0, text.length - current.length);
	return {line: common.length >= current.length ? head + common : text, choices};
}

/** How a verb is used: `delay SEGMENT TIME`. */
export const usageOf = (verb: Verb, words: Words): string =>
	[
		verb.verb,
		...verb.parameters.map(({kind, optional}) => {
			const name = words.app.kinds[kind.name].name;
			return optional ? `[${name}]` : name;
		}),
	].join(' ');

/** The verb of that name, or the only one that begins so. */
export function verbNamed(name: string): Verb | null {
	const lower = name.toLowerCase();
	const exact = VERBS.find(({verb}) => verb === lower);
	if (exact !== undefined) return exact;
	const begun = VERBS.filter(({verb}) => verb.startsWith(lower));
	return begun.length === 1 ? (begun[0] ?? null) : null;
}

type Token = {readonly text: string; readonly at: number};

/** Words and where they begin. Text in double quotes is one word, quotes kept: they tell text from a count. */
const tokensOf = (text: string): readonly Token[] =>
	[...text.matchAll(/"[^"]*"?|\S+/g)].map(match => ({text: match[0], at: match.index}));

type Matched =
	| {readonly values: readonly (string | number | undefined)[]}
	| {readonly wanted: Parameter; readonly at: number; readonly place: number};

/** Words to parameters, in order; an optional one that a word does not fit is left out. */
function matchParameters(verb: Verb, tokens: readonly Token[], line: string, state: SessionState): Matched {
	const values: (string | number | undefined)[] = [];
	let next = 0;
	let skipped: {wanted: Parameter; place: number} | null = null;
	for (const [place, parameter] of verb.parameters.entries()) {
		const token = tokens[next];
		const text = token === undefined ? '' : parameter.kind.rest ? line.slice(token.at).trimEnd() : token.text;
		const value = token === undefined ? null : parameter.kind.read(text, state);
		if (value !== null) {
			values.push(value);
			next = parameter.kind.rest ? tokens.length : next + 1;
			skipped = null;
		} else if (parameter.optional) {
			values.push(undefined);
			if (token !== undefined) skipped = {wanted: parameter, place};
		} else {
			return {wanted: parameter, at: token?.at ?? line.length, place};
		}
	}
	const left = tokens[next];
	if (left === undefined) return {values};
	const wanted = skipped ?? {wanted: verb.parameters.at(-1) ?? NOTHING_MORE, place: verb.parameters.length};
	return {...wanted, at: left.at};
}

const NOTHING_MORE: Parameter = {
	kind: {name: 'nothing', read: () => null, complete: () => []},
	optional: true,
};

/** What may stand after the words that are there. */
function parameterChoices(done: readonly Token[], state: SessionState): readonly string[] {
	const [first, ...others] = done;
	const verb = first === undefined ? null : verbNamed(first.text);
	if (verb === null) return [];
	const rest = verb.parameters.at(-1)?.kind.rest === true;
	let next = 0;
	for (const [place, parameter] of verb.parameters.entries()) {
		const token = others[next];
		if (token === undefined) {
			const optionalOnes = verb.parameters.slice(place);
			const needed = optionalOnes.findIndex(({optional}) => !optional);
			const reachable = needed === -1 ? optionalOnes : optionalOnes.slice(0, needed + 1);
			return reachable.flatMap(({kind}) => kind.complete(state));
		}
		if (parameter.kind.rest) return parameter.kind.complete(state);
		if (parameter.kind.read(token.text, state) !== null) next++;
		else if (!parameter.optional) return [];
	}
	return rest ? (verb.parameters.at(-1)?.kind.complete(state) ?? []) : [];
}

function expected(verb: Verb, {kind}: Parameter, words: Words): string {
	return fill(words.app.expectedIn, {what: words.app.kinds[kind.name].expects, usage: usageOf(verb, words)});
}

function commonBeginning(choices: readonly string[]): string {
	let [common = ''] = choices;
	for (const choice of choices) {
		while (!choice.startsWith(common)) common = common.slice(0, -1);
	}
	return common;
}
