/** The keys of lessons: while one is played, and in their list. */

import type {Binding} from './binding.js';
import type {Command, LessonAct} from './command.js';
import {hasQuestion, phaseOf, stepShown} from './lesson-state.js';
import type {Mode, Place} from './mode.js';
import {type SessionState, wordsOf} from './state.js';

const act = (name: LessonAct): Command => ({do: 'lesson-act', act: name});

export function lessonKeys(): Binding[] {
	const mode = 'lesson';
	const readFirst = (state: SessionState): string | null =>
		phaseOf(state) === 'seen' ? wordsOf(state).lesson.notNow : null;
	const isOver = (state: SessionState): string | null =>
		phaseOf(state) === 'finished' ? wordsOf(state).lesson.finished : null;
	const noPrediction = (state: SessionState): string | null =>
		readFirst(state) ?? (stepShown(state)?.predict == null ? wordsOf(state).lesson.noPrediction : null);
	const noStory = (state: SessionState): string | null => {
		const lesson = state.lesson?.lesson;
		const has = lesson !== undefined && (lesson.story !== null || lesson.steps.some(({story}) => story !== null));
		return has ? null : wordsOf(state).lesson.noStory;
	};
	return [
		{mode, keys: ['H'], label: 'hint', command: act('hint'), why: state => readFirst(state) ?? isOver(state), foot: 6},
		{mode, keys: ['S'], label: 'showMe', command: act('show'), why: isOver, foot: 7},
		{mode, keys: ['P'], label: 'predict', command: act('predict'), why: noPrediction, foot: 8},
		{mode, keys: ['T'], label: 'story', command: act('story'), why: noStory},
		{mode: 'seen', keys: ['enter'], label: 'readOn', command: act('read-on'), foot: 1},
	];
}

/** Of the list of lessons, and of its search. */
export function lessonListKeys(editing: (mode: Place) => Binding[]): Binding[] {
	return [
		{mode: 'lessons', keys: ['/'], label: 'search', command: {do: 'search', on: true}, foot: 3},
		{mode: 'search', keys: ['enter'], label: 'take', command: {do: 'choose', nth: null}, foot: 1},
		{mode: 'search', keys: ['tab'], label: 'searchEnd', command: {do: 'search', on: false}, foot: 2},
		{mode: 'search', keys: ['down'], label: 'choose', command: {do: 'move', by: 1}},
		{mode: 'search', keys: ['up'], label: 'choosePrevious', command: {do: 'move', by: -1}},
		...editing('search'),
		{mode: 'search', keys: ['left'], label: 'cursorLeft', command: {do: 'edit-text', edit: {edit: 'left'}}},
		{mode: 'search', keys: ['right'], label: 'cursorRight', command: {do: 'edit-text', edit: {edit: 'right'}}},
		{mode: 'search', keys: ['escape'], label: 'escape', command: {do: 'escape'}, foot: 4},
	];
}

/** Which of their keys count in a mode, before those of the lab. */
export function lessonPlaces(mode: Mode, state: SessionState): readonly Place[] {
	if (mode.name === 'lessons') return mode.typing ? ['search'] : ['lessons'];
	if (mode.name !== 'lab') return [];
	const phase = phaseOf(state);
	if (phase === null || phase === 'free') return [];
	return phase === 'seen' || phase === 'finished' || hasQuestion(state) ? ['seen', 'lesson'] : ['lesson'];
}
