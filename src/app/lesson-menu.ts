/** The list of lessons: what can be done in the one that is played, then all of them by chapters. */

import {CHAPTERS} from '../lesson/index.js';
import {fill, glyphsFor} from '../present/index.js';
import type {LessonAct} from './command.js';
import type {Item} from './item.js';
import type {LessonHead, LessonRecord} from './lesson-state.js';
import {begunLesson, stepShown} from './lesson-state.js';
import type {Mode} from './mode.js';
import {type SessionState, wordsOf} from './state.js';
import {textOf} from './text-line.js';

export function lessonItems(state: SessionState, mode: Mode & {name: 'lessons'}): readonly Item[] {
	const wanted = searched(textOf(mode.filter).trim());
	if (wanted !== '') {
		const found = state.lessons.filter(head => fits(head, wanted));
		return found.toSorted((a, b) => rank(b, wanted) - rank(a, wanted)).map(head => lessonItem(state, head, ''));
	}
	return [...actionItems(state), ...CHAPTERS.flatMap(chapter => chapterItems(state, chapter))];
}

/** Where the list stands when it is opened: at what leads back to the lesson, else at the one that was begun or is next. */
export function placeToGoOn(state: SessionState, mode: Mode & {name: 'lessons'}): number {
	const items = lessonItems(state, mode);
	if (state.lesson !== null) return Math.max(0, state.lesson.free ? items.findIndex(({id}) => id === 'resume') : 0);
	const isLesson = (id: string): boolean => state.lessons.some(head => head.id === id);
	const left = begunLesson(state.lessons, state.records);
	const begun = items.findIndex(({id}) => id === left?.id);
	const fresh = items.findIndex(({id}) => isLesson(id) && (state.records[id]?.done ?? 0) === 0);
	return Math.max(0, begun === -1 ? fresh : begun);
}

/** The lesson to take after this one: the next in the course that is not done; null: all are. */
export function nextLesson({lesson, lessons, records}: SessionState): LessonHead | null {
	const at = lessons.findIndex(({id}) => id === lesson?.lesson.id);
	const inOrder = [...lessons.slice(at + 1), ...lessons.slice(0, Math.max(0, at))];
	return inOrder.find(({id}) => (records[id]?.done ?? 0) === 0) ?? null;
}

/** Programs write TIME_WAIT what the RFC writes TIME-WAIT. */
const searched = (text: string): string => text.toLowerCase().replaceAll('_', '-');

/** In the file: its texts in both languages, its rules, sections, commands. */
const fits = ({id, text}: LessonHead, wanted: string): boolean =>
	wanted.split(/\s+/).every(word => searched(text).includes(word) || searched(id).includes(word));

/** A lesson whose name or title has it comes before one that mentions it. */
const rank = ({id, title}: LessonHead, wanted: string): number =>
	searched(id) === wanted ? 2 : searched(`${title.en} ${title.zh}`).includes(wanted) ? 1 : 0;

function actionItems(state: SessionState): readonly Item[] {
	const {lesson} = state;
	if (lesson === null) return [];
	const {actions} = wordsOf(state).lesson;
	const item = (name: keyof typeof actions, command: Item['command']): Item => ({
		id: name,
		label: actions[name],
		detail: name === 'read' ? lesson.lesson.id : '',
		command,
		closes: true,
	});
	const act = (name: LessonAct & keyof typeof actions): Item => item(name, {do: 'lesson-act', act: name});
	return [
		item('read', {do: 'open', mode: 'card'}),
		act('again'),
		lesson.free ? act('resume') : act('leave'),
		...(lesson.lesson.story === null ? [] : [act('story')]),
		act('end'),
	];
}

function chapterItems(state: SessionState, {id, title}: (typeof CHAPTERS)[number]): readonly Item[] {
	const heads = state.lessons.filter(({chapter}) => chapter === id);
	if (heads.length === 0) return [];
	const done = heads.filter(head => (state.records[head.id]?.done ?? 0) > 0).length;
	const next = heads.find(head => (state.records[head.id]?.done ?? 0) === 0) ?? heads[0];
	const {lang} = state.style;
	const {line} = glyphsFor(state.style);
	const header: Item = {
		id: `chapter ${id}`,
		label: `${line}${line} ${title[lang]}`,
		detail: fill(wordsOf(state).lesson.chapter, {done, count: heads.length}),
		// On a chapter Enter takes the first of its lessons that is not done.
		command: {do: 'lesson', id: next?.id ?? ''},
		closes: true,
	};
	return [header, ...heads.map(head => lessonItem(state, head, '   '))];
}

const lessonItem = (state: SessionState, head: LessonHead, indent: string): Item => ({
	id: head.id,
	label: `${indent}${head.id.padEnd(3)} ${head.title[state.style.lang]}`,
	detail: progressText(state, head, state.records[head.id] ?? null),
	command: {do: 'lesson', id: head.id},
	closes: true,
});

function progressText(state: SessionState, {steps}: LessonHead, record: LessonRecord | null): string {
	const {lesson} = wordsOf(state);
	if (record === null) return '';
	const begun = record.session === null ? '' : fill(lesson.begun, {step: record.step + 1, steps});
	if (record.done === 0) return begun;
	const stars = starsText(record.stars);
	const done = stars === '' ? lesson.done : fill(lesson.doneStars, {stars});
	return begun === '' ? done : `${done} · ${begun}`;
}

export const starsText = (stars: number): string => '*'.repeat(stars);

/** The choices of the prediction of the step that is on the screen. */
export const choiceItems = (state: SessionState): readonly Item[] =>
	(stepShown(state)?.predict?.choices ?? []).map(({say}, choice) => ({
		id: String(choice),
		label: say[state.style.lang],
		detail: '',
		command: {do: 'predict', choice},
		closes: false,
	}));

export function lessonListTitle(state: SessionState, mode: Mode & {name: 'lessons'}): string {
	const {lesson} = wordsOf(state);
	const text = textOf(mode.filter);
	if (!mode.typing && text === '') {
		const done = state.lessons.filter(({id}) => (state.records[id]?.done ?? 0) > 0).length;
		return done === 0 ? lesson.menu : fill(lesson.menuDone, {done, count: state.lessons.length});
	}
	return fill(lesson.search, {text: mode.typing ? `${text}_` : text});
}
