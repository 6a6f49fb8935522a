/** What the rules of a game allow: the network is the person, and has a budget. */

import type {Input} from '../lab/index.js';
import {left, SPENDS, type Spend} from '../lesson/index.js';
import {fill} from '../present/index.js';
import type {KeyLabel} from './binding.js';
import {phaseOf, progressOf} from './lesson-state.js';
import {type SessionState, wordsOf} from './state.js';

/** Why a game does not let that be done; null: it does. */
export function forbidden(state: SessionState, input: Input): string | null {
	const {lesson} = state;
	const game = lesson?.lesson.game ?? null;
	const progress = progressOf(state);
	if (game === null || lesson === null || lesson.free || progress === null || lesson.showing !== null) return null;
	const words = wordsOf(state).lesson;
	if (progress.lost) return words.lost;
	if (input.do === 'wait') return null;
	const act: Spend | undefined = SPENDS.find(name => name === input.do);
	if (act === undefined) return words.notYours;
	if (left(game.budget, progress.spent, act) > 0) return null;
	return fill(words.spent, {act: words.acts[act], count: game.budget[act] ?? 0});
}

/** Keys that act, and what of the budget they spend; null: what the network cannot do at all. */
const SPENT_BY: Readonly<Partial<Record<KeyLabel, Spend | null>>> = {
	deliver: 'deliver',
	deliverAll: 'deliver',
	drop: 'drop',
	delay: 'delay',
	duplicate: 'duplicate',
	later: 'move',
	earlier: 'move',
	flip: 'flip',
	mark: 'mark',
	edit: 'edit',
	forge: 'forge',
	replay: 'replay',
	faults: null,
	calls: null,
	listen: null,
	connect: null,
	send: null,
	recv: null,
	shutdown: null,
	close: null,
	abort: null,
	options: null,
	crash: null,
};

/** Is that a key which the game does not let do anything, from its beginning to its end? */
export function isBarred(state: SessionState, label: KeyLabel): boolean {
	const game = state.lesson?.lesson.game ?? null;
	if (game === null || phaseOf(state) === 'free') return false;
	const act = SPENT_BY[label];
	return act !== undefined && (act === null || game.budget[act] === undefined);
}
