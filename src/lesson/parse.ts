/** A lesson file, YAML or JSON, read as scenarios are: every mistake has its line and column. */

import {act} from '../format/acts.js';
import {timedCall} from '../format/calls.js';
import {expectation, segmentPattern, state} from '../format/expectation.js';
import type {Source} from '../format/parse-error.js';
import {setupFields, setupFrom} from '../format/scenario.js';
import {
	entryOf,
	list,
	object,
	oneOf,
	optional,
	refuse,
	type Shape,
	shown,
	text as string,
	whole,
} from '../format/shape.js';
import {parseTree, type Tree} from '../format/tree.js';
import {host, time} from '../format/values.js';
import {defaultSetup, type Input, type Setup} from '../lab/index.js';
import {TIMERS} from '../tcp/index.js';
import {CHAPTER_IDS} from './chapters.js';
import {
	type Choice,
	type Goal,
	type Lesson,
	type Move,
	type Next,
	type Prediction,
	SPENDS,
	type Step,
	type Text,
} from './lesson.js';

/** @throws ParseError that names the language */
const text: Shape<Text> = tree => {
	const other = tree.kind === 'map' ? tree.entries.find(({key}) => key !== 'en' && key !== 'zh') : undefined;
	if (other !== undefined) {
		// YAML's own trap, which every author falls into once.
		const what = 'only "en" and "zh" here; a text with a comma or a colon needs quotes, or a line of its own';
		return refuse({...tree, place: other.keyPlace}, what, JSON.stringify(other.key));
	}
	const one = (lang: 'en' | 'zh'): Tree => {
		const found = entryOf(tree, lang);
		if (found === null)
			return refuse(tree, `a text with "${lang}"`, tree.kind === 'map' ? `only ${keysOf(tree)}` : shown(tree));
		if (found.kind === 'scalar' && found.commented === true) {
			return refuse(found, 'a text in quotes', `${JSON.stringify(found.value)}, for " #" begins a comment`);
		}
		return string(found).trim() === ''
			? refuse(found, `a text in ${lang === 'en' ? 'English' : 'Chinese'}`, 'an empty one')
			: found;
	};
	const [en, zh] = [one('en'), one('zh')];
	const both = object('a text', {en: string, zh: string})(tree);
	return {en: oneLine(both.en), zh: oneLine(both.zh), places: {en: en.place, zh: zh.place}};
};

const keysOf = (tree: Tree): string =>
	tree.kind === 'map' && tree.entries.length > 0 ? tree.entries.map(({key}) => key).join(', ') : 'an empty map';

/** A folded text in YAML keeps its last line end; Chinese lines are joined without a blank. */
const oneLine = (given: string): string =>
	given
		.trim()
		.replace(/([\u2e80-\u9fff\uff00-\uff60])\s*\n\s*/g, '$1')
		.replace(/\s*\n\s*/g, ' ')
		.replace(/([\u2e80-\u9fff\uff00-\uff60]) (?=[\u2e80-\u9fff\uff00-\uff60])/g, '$1')
		.replace(/([\u3001\u3002\uff01-\uff0f\uff1a-\uff1f]) /g, '$1');

const goal: Shape<Goal> = tree => {
	const {place} = tree;
	if (tree.kind === 'list') return {kind: 'all', place, of: nonEmpty('a goal', goal)(tree)};
	if (entryOf(tree, 'any') !== null) {
		return {kind: 'any', place, of: object('a goal', {any: nonEmpty('a goal', goal)})(tree).any};
	}
	return {kind: 'claim', place, expectation: expectation(tree)};
};

const nonEmpty =
	<T>(what: string, item: Shape<T>): Shape<T[]> =>
	tree => {
		const items = list(item)(tree);
		return items.length === 0 ? refuse(tree, `a list with ${what}`) : items;
	};

/** A field that the timed shapes want and a lesson, whose inputs follow one another, has not. */
const untimed =
	<T>(shape: Shape<T>): Shape<T> =>
	tree => {
		if (tree.kind !== 'map') return refuse(tree, 'an input: a map with "do", or with "call" and "host"');
		const at = tree.entries.find(({key}) => key === 'at');
		if (at !== undefined)
			return refuse({...tree, place: at.keyPlace}, 'an input without "at": one follows the other', '"at"');
		const zero: Tree = {source: tree.source, place: tree.place, kind: 'scalar', value: 0};
		return shape({...tree, entries: [...tree.entries, {key: 'at', keyPlace: tree.place, value: zero}]});
	};

const wait = object('a wait', {
	do: oneOf('the act', ['wait']),
	by: optional(time),
	for: optional(oneOf('what to wait for', ['event', 'timer'])),
});

const input: Shape<Input> = tree => {
	const told = entryOf(tree, 'do');
	if (told === null) {
		const {host: on, call} = untimed(timedCall)(tree);
		return {do: 'call', host: on, call};
	}
	if (told.kind !== 'scalar' || told.value !== 'wait') return untimed(act)(tree).input;
	const {by, for: until} = wait(tree);
	if ((by === undefined) === (until === undefined)) return refuse(tree, 'a wait with "by" in seconds or "for"');
	return until === undefined ? {do: 'wait', by: by ?? 0} : {do: 'wait', for: until};
};

const move: Shape<Move> = tree => ({place: tree.place, input: input(tree)});

const NOTHING = 'nothing';

/** What stands behind `is`, by what is asked. */
const answers = {
	segment: (tree: Tree) => (isNothing(tree) ? null : segmentPattern(tree)),
	state,
	timer: (tree: Tree) => (isNothing(tree) ? null : oneOf('a timer', TIMERS)(tree)),
	goal,
} as const;

const isNothing = (tree: Tree): boolean => tree.kind === 'scalar' && tree.value === NOTHING;

const choiceFields = {is: (tree: Tree) => tree, say: text, right: optional(text), wrong: optional(text)} as const;

const prediction: Shape<Prediction> = tree => {
	const fields = object('a prediction', {
		ask: text,
		next: oneOf('what is predicted', ['segment', 'state', 'timer', 'goal']),
		host: optional(host),
		choices: list((each: Tree) => each),
	})(tree);
	const about = (is: Tree): Next => {
		const {next, host: of = null} = fields;
		if (next === 'goal') return {next, is: answers.goal(is)};
		if (next === 'timer') return {next, host: of, is: answers.timer(is)};
		if (of === null) return refuse(tree, `a prediction of a ${next} with "host"`, 'none');
		return next === 'state' ? {next, host: of, is: answers.state(is)} : {next, host: of, is: answers.segment(is)};
	};
	const choices = fields.choices.map((each): Choice => {
		const {is, say, right, wrong} = object('a choice', choiceFields)(each);
		const because = right ?? wrong;
		if (because === undefined || (right !== undefined && wrong !== undefined)) {
			return refuse(
				each,
				'a choice with "right" (why it is so) or "wrong" (the misconception behind it)',
				because === undefined ? 'neither' : 'both',
			);
		}
		return {place: each.place, is: about(is), say, right: right !== undefined, because};
	});
	if (choices.length < 2 || choices.length > 4)
		return refuse(tree, 'a prediction with two to four choices', `${choices.length}`);
	const count = choices.filter(({right}) => right).length;
	return count === 1 ? {place: tree.place, ask: fields.ask, choices} : refuse(tree, 'one right choice', `${count}`);
};

const hints: Shape<readonly [Text, Text]> = tree => {
	const [lead, tell, ...more] = list(text)(tree);
	if (lead === undefined || tell === undefined || more.length > 0) {
		return refuse(
			tree,
			'two hints: the first leads, the second tells the keys',
			tree.kind === 'list' ? `${tree.items.length}` : shown(tree),
		);
	}
	return [lead, tell];
};

const stepFields = object('a step', {
	text,
	predict: optional(prediction),
	goal,
	hints,
	solution: nonEmpty('an input', move),
	seen: optional(text),
	story: optional(text),
});

const step: Shape<Step> = tree => ({predict: null, seen: null, story: null, ...stepFields(tree), place: tree.place});

const acts = whole('acts', 0, 99);

const budget = object('a budget', Object.fromEntries(SPENDS.map(name => [name, optional(acts)])));

/** Cites a section, a figure or a table, or an RFC as a whole. */
const citation: Shape<string> = tree => {
	const said = string(tree);
	return /^RFC \d{3,5}(?: (?:§[A-Z\d](?:[A-Z\d.]*[\dA-Z])?|(?:Figure|Table) \d+))?$/.test(said)
		? said
		: refuse(tree, 'a citation such as "RFC 9293 §3.5"');
};

const idShape: Shape<string> = tree => {
	const given = string(tree);
	return /^[A-Za-z][A-Za-z0-9-]{0,15}$/.test(given)
		? given
		: refuse(tree, 'a lesson’s name: letters, digits, "-", at most 16');
};

const hostCall: Shape<NonNullable<Setup['ready']>[number]> = tree => {
	const {host: on, call} = untimed(timedCall)(tree);
	return {host: on, call};
};

const setup = object('a setup', {...setupFields, ready: optional(list(hostCall)), begin: optional(list(move))});

const lesson = object('a lesson', {
	id: idShape,
	chapter: oneOf('a chapter', CHAPTER_IDS),
	order: whole('a place in the chapter', 1, 999),
	kind: optional(oneOf('a kind', ['lesson', 'adversary'])),
	title: text,
	see: text,
	setup: optional(setup),
	budget: optional(budget),
	par: optional(acts),
	lost: optional(goal),
	steps: nonEmpty('a step', step),
	story: optional(text),
	remember: text,
	rfc: nonEmpty('a citation', citation),
	linux: nonEmpty('a command', object('a command', {run: string, shows: text})),
	next: text,
});

/**
 * Reads a lesson.
 *
 * @throws ParseError with the place of the first thing that is wrong
 */
export async function parseLesson(source: Source): Promise<Lesson> {
	const tree = await parseTree(source);
	const {kind = 'lesson', setup: given = {}, budget: acts, par, lost = null, story = null, ...rest} = lesson(tree);
	if (kind === 'lesson') refuseGame(tree);
	else if (acts === undefined || par === undefined) return refuse(tree, 'an adversary lesson with "budget" and "par"');
	const {ready, begin = [], ...world} = given;
	const mode = kind === 'adversary' ? 'flow' : 'hold';
	const place = entryOf(tree, 'setup') ?? tree;
	const made = setupFrom(world, place, {mode, rules: []});
	const saysMode = entryOf(entryOf(place, 'wire') ?? place, 'mode') !== null;
	return {
		...rest,
		source,
		story,
		setup: {
			...made,
			wire: saysMode ? made.wire : {...made.wire, mode},
			ready: ready ?? defaultSetup('rfc9293', 1).ready ?? [],
		},
		begin,
		game: kind === 'lesson' ? null : {budget: acts ?? {}, par: par ?? 0, lost},
	};
}

function refuseGame(tree: Tree): void {
	for (const name of ['budget', 'par', 'lost']) {
		const found = entryOf(tree, name);
		if (found !== null) refuse(found, `"${name}" in a lesson with "kind: adversary" alone`);
	}
}
