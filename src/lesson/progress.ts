/** How far a history has come in a lesson: told by what happened, whichever key did it. */

import {holds, type Played} from '../format/index.js';
import {createHistory, type Entry, type History, record, type World} from '../lab/index.js';
import type {Budget, Goal, Lesson, Spend} from './lesson.js';
import {SPENDS} from './lesson.js';

/** After some entries of a history. */
export type Progress = {
	/** The step that is being done; as many as there are when all are. */
	readonly step: number;
	/** After how many entries, and after how many facts, each step began that has begun. */
	readonly starts: readonly {readonly entries: number; readonly facts: number}[];
	/** Facts so far. */
	readonly facts: number;
	/** Of a game: acts on the wire so far, and whether it is lost. */
	readonly spent: Budget;
	readonly lost: boolean;
};

/** The history that a lesson begins with: its setup, and what is done before the person comes. */
export function beginning(lesson: Lesson): History {
	const history = createHistory(lesson.setup);
	for (const {input} of lesson.begin) record(history, input);
	return history;
}

type Past = {readonly start: World; readonly entries: readonly Entry[]; readonly cursor: number};

/** An entry is made once, behind those that it follows: what holds after it holds wherever it is met. */
const known = new WeakMap<Lesson, WeakMap<Entry, Progress>>();

/** @param past - of a history that began as the lesson does */
export function progressIn(lesson: Lesson, {start, entries, cursor}: Past): Progress {
	const first = lesson.begin.length;
	const memory = known.get(lesson) ?? new WeakMap<Entry, Progress>();
	known.set(lesson, memory);
	const factsBefore = entries.slice(0, first).reduce((sum, {facts}) => sum + facts.length, 0);
	let now: Progress = {
		step: 0,
		starts: [{entries: first, facts: factsBefore}],
		facts: factsBefore,
		spent: {},
		lost: false,
	};
	for (let place = first; place < cursor; place++) {
		const entry = entries[place];
		if (entry === undefined) break;
		const after = memory.get(entry) ?? progressAfter(lesson, now, entry, {start, entries, place});
		memory.set(entry, after);
		now = after;
	}
	return now;
}

function progressAfter(
	lesson: Lesson,
	before: Progress,
	entry: Entry,
	{start, entries, place}: {readonly start: World; readonly entries: readonly Entry[]; readonly place: number},
): Progress {
	const facts = before.facts + entry.facts.length;
	const spent = spentAfter(before.spent, entry);
	const step = lesson.steps[before.step];
	if (step === undefined || before.lost) return {...before, facts, spent};
	const played = playedOf(start, entries.slice(0, place + 1));
	const since = before.starts.at(-1)?.facts ?? 0;
	const lost = lesson.game?.lost ?? null;
	if (lost !== null && (isReached(lost, played, before.starts[0]?.facts ?? 0) || passesBy(lost, entry)))
		return {...before, facts, spent, lost: true};
	if (!isReached(step.goal, played, since)) return {...before, facts, spent};
	return {
		step: before.step + 1,
		starts: [...before.starts, {entries: place + 1, facts}],
		facts,
		spent,
		lost: false,
	};
}

/** Was a state gone through, though it is over by the end of a long wait? */
function passesBy(goal: Goal, {facts}: Pick<Entry, 'facts'>): boolean {
	if (goal.kind !== 'claim') return goal.kind === 'any' && goal.of.some(one => passesBy(one, {facts}));
	const {claim, not} = goal.expectation;
	if (claim.kind !== 'state' || claim.at !== null || not) return false;
	return facts.some(fact => fact.kind === 'state' && fact.host === claim.host && fact.to === claim.state);
}

/** Entries as goals look at them. */
export const playedOf = (start: World, entries: readonly Entry[]): Played => ({
	start,
	entries,
	facts: entries.flatMap(({facts}) => facts),
	end: entries.at(-1)?.world ?? start,
});

/** @param since - the number of facts before the step */
export function isReached(goal: Goal, played: Played, since: number): boolean {
	if (goal.kind === 'claim') return holds(goal.expectation, played, since);
	return goal.kind === 'all'
		? goal.of.every(one => isReached(one, played, since))
		: goal.of.some(one => isReached(one, played, since));
}

function spentAfter(spent: Budget, {input, off, facts}: Entry): Budget {
	const act = SPENDS.find(name => name === input.do);
	if (act === undefined || off || facts.some(({kind}) => kind === 'void')) return spent;
	return {...spent, [act]: (spent[act] ?? 0) + 1};
}

/** Acts spent, whatever they were. */
export const totalSpent = (spent: Budget): number => SPENDS.reduce((sum, name) => sum + (spent[name] ?? 0), 0);

/** What is left of an act. */
export const left = (budget: Budget, spent: Budget, act: Spend): number => (budget[act] ?? 0) - (spent[act] ?? 0);

/** Three stars for an answer as good as the lesson's own, two within twice as many acts, one within the budget. */
export function starsOf({par}: {readonly par: number}, spent: Budget): 1 | 2 | 3 {
	const total = totalSpent(spent);
	if (total <= par) return 3;
	return total <= 2 * par ? 2 : 1;
}
