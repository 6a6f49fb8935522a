/** The keys of lessons: while one is played, and in their list. */

import type {Binding} from './binding.js';
import type {Command, LessonAct} from './command.js';
import {nextLesson} from './lesson-menu.js';
import {hasStory} from './lesson-page.js';
import {hasQuestion, phaseOf, stepShown} from './lesson-state.js';
import type {Mode, Place} from './mode.js';
import {modeOf, type SessionState, wordsOf} from './state.js';

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
		return state.lesson !== null && hasStory(state.lesson) ? null : wordsOf(state).lesson.noStory;
	};
	return [
		{
			mode,
			keys: ['H'],
			label: 'hint',
			command: act('hint'),
			why: state => readFirst(state) ?? isOver(state),
			foot: 1.2,
			named: ({lesson}) => (['hint', 'hintKeys', 'hintAway'] as const)[lesson?.hint ?? 0] ?? 'hint',
		},
		{mode, keys: ['S'], label: 'showMe', command: act('show'), why: isOver, foot: 1.4},
		{mode, keys: ['P'], label: 'predict', command: act('predict'), why: noPrediction, foot: 1.6},
		{mode, keys: ['T'], label: 'story', command: act('story'), why: noStory, foot: 6},
		{
			mode: 'seen',
			keys: ['enter'],
			label: 'readOn',
			command: act('read-on'),
			foot: 1,
			named: state => (hasQuestion(state) ? 'predict' : phaseOf(state) === 'finished' ? 'toPage' : 'readOn'),
		},
		{mode: 'card', keys: ['enter'], label: 'turnPage', command: act('turn-page'), foot: 1, named: pageTurn},
		{mode: 'card', keys: ['T'], label: 'story', command: act('story'), why: noStory, foot: 1},
		{
			mode: 'choices',
			keys: ['enter'],
			label: 'take',
			command: {do: 'choose', nth: null},
			foot: 1,
			named: state => {
				const mode = modeOf(state);
				if (mode.name !== 'predict' || mode.told === null) return 'take';
				return stepShown(state)?.predict?.choices[mode.told]?.right === true ? 'goOn' : 'chooseAgain';
			},
		},
	];
}

/** What Enter does on the page of the lesson. */
function pageTurn(state: SessionState): 'begin' | 'nextLesson' | 'escape' {
	const {lesson, past} = state;
	if (phaseOf(state) === 'finished') return nextLesson(state) === null ? 'escape' : 'nextLesson';
	return lesson !== null && past.cursor === lesson.lesson.begin.length ? 'begin' : 'escape';
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
	if (mode.name === 'card') return ['card', 'page'];
	if (mode.name === 'predict') return ['choices', 'list'];
	if (mode.name !== 'lab') return [];
	const phase = phaseOf(state);
	if (phase === null || phase === 'free') return [];
	return phase === 'seen' || phase === 'finished' || hasQuestion(state) ? ['seen', 'lesson'] : ['lesson'];
}
