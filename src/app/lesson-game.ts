/** What the rules of a game allow: the network is the person, and has a budget. */

import type {Input} from '../lab/index.js';
import {left, SPENDS, type Spend} from '../lesson/index.js';
import {fill} from '../present/index.js';
import {progressOf} from './lesson-state.js';
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
