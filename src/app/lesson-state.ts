/** A lesson as a session has it: what the history does not tell. */

import type {Input, World} from '../lab/index.js';
import {type ChapterId, type Lesson, type Progress, progressIn, type Step} from '../lesson/index.js';
import type {Lang, Past} from '../present/index.js';

/** A lesson in the menu; its file is read when it is chosen. */
export type LessonHead = {
	readonly id: string;
	readonly chapter: ChapterId;
	readonly title: Readonly<Record<Lang, string>>;
	/** How many. */
	readonly steps: number;
	/** What the search looks through. */
	readonly text: string;
};

/** What was done in a lesson. JSON: it is kept on disk, that of the last lesson behind the others. */
export type LessonRecord = {
	/** Times that it was finished. */
	readonly done: number;
	/** Of the last time: the step that was reached, predictions answered and those right at once, hints taken, steps shown. */
	readonly step: number;
	readonly asked: number;
	readonly right: number;
	readonly hints: number;
	readonly showed: number;
	/** Most that a game was worth; 0: never won, or no game. */
	readonly stars: number;
	/** The inputs so far, as a session file has them; null: it is finished, or at its beginning. */
	readonly session: string | null;
	/** By step: the choices that were taken, in order. */
	readonly answers: Answers;
};

export type LessonRecords = Readonly<Record<string, LessonRecord>>;

/** With this one as the newest. */
export function withRecord<Kept>(
	records: Readonly<Record<string, Kept>>,
	id: string,
	record: Kept,
): Record<string, Kept> {
	const {[id]: _, ...others} = records;
	return {...others, [id]: record};
}

/** The lesson that was left in its middle, the newest where there are several; null: none was. */
export function begunLesson(lessons: readonly LessonHead[], records: LessonRecords): LessonHead | null {
	const begun = Object.keys(records).filter(id => records[id]?.session != null);
	return lessons.find(({id}) => id === begun.findLast(each => lessons.some(head => head.id === each))) ?? null;
}

/**
 * The lesson that a session was: what it holds is what is on record, and at most one wait more, for nothing is put on
 * record while time runs.
 */
export function lessonOf(session: string, lessons: readonly LessonHead[], records: LessonRecords): string | null {
	const isIts = (id: string): boolean => {
		const kept = records[id]?.session ?? null;
		return kept !== null && session.startsWith(kept) && ONE_WAIT.test(session.slice(kept.length));
	};
	// One from a file of its own cannot be opened by its name.
	return Object.keys(records).findLast(id => isIts(id) && lessons.some(head => head.id === id)) ?? null;
}

const ONE_WAIT = /^(?:\{"do":"wait",[^\n]*\n)?$/;

export type Answers = Readonly<Record<number, readonly number[]>>;

export type LessonPlay = {
	readonly lesson: Lesson;
	/** The step whose text is on the screen: behind the one that is being done, until what was seen has been read. */
	readonly shown: number;
	readonly answers: Answers;
	/** The last step whose prediction was put before the person; -1: none. */
	readonly asked: number;
	/** By step: the grade of the hint that is on the screen, and the highest one given. */
	readonly hint: number;
	readonly hints: Readonly<Record<number, number>>;
	readonly showed: readonly number[];
	/** The person has left into free play. */
	readonly free: boolean;
	/** Inputs that `show me` has still to make, and milliseconds until the next; null: it is not on. */
	readonly showing: {readonly inputs: readonly Input[]; readonly wait: number} | null;
	/** It was finished, and that is on record. */
	readonly counted: boolean;
	/** What was kept last: nothing is written twice. */
	readonly kept: readonly unknown[] | null;
};

export const freshPlay = (lesson: Lesson): LessonPlay => ({
	lesson,
	shown: 0,
	answers: {},
	asked: -1,
	hint: 0,
	hints: {},
	showed: [],
	free: false,
	showing: null,
	counted: false,
	kept: null,
});

type Look = {
	readonly lesson: LessonPlay | null;
	readonly past: Past;
	readonly history: {readonly start: World};
};

/** How far the history has come; null: no lesson is played. */
export function progressOf({lesson, past, history}: Look): Progress | null {
	return lesson === null ? null : progressIn(lesson.lesson, {start: history.start, ...past});
}

/**
 * What the lesson wants of the person.
 *
 * free: nothing, it was left. lost: the game is over. seen: to read what was to be seen. finished: all is done.
 */
export type Phase = 'free' | 'lost' | 'seen' | 'step' | 'finished';

export function phaseOf(look: Look): Phase | null {
	const {lesson} = look;
	const progress = progressOf(look);
	if (lesson === null || progress === null) return null;
	if (lesson.free) return 'free';
	if (progress.lost) return 'lost';
	if (lesson.shown < progress.step) return 'seen';
	return lesson.shown >= lesson.lesson.steps.length ? 'finished' : 'step';
}

/** The place in history behind which one cannot go back: a lesson begins where its own beginning ends. */
export const firstPlace = ({lesson}: Pick<Look, 'lesson'>): number =>
	lesson === null || lesson.free ? 0 : lesson.lesson.begin.length;

/** The step whose text is on the screen; null: there is none. */
export const stepShown = ({lesson}: Pick<Look, 'lesson'>): Step | null => lesson?.lesson.steps[lesson.shown] ?? null;

/** The step on the screen has a prediction that was not put before the person yet. */
export function hasQuestion(look: Look): boolean {
	const {lesson} = look;
	if (lesson === null || phaseOf(look) !== 'step' || lesson.asked >= lesson.shown) return false;
	return stepShown(look)?.predict != null && !isAnswered(lesson, lesson.shown);
}

/** The step's prediction has its right answer. */
function isAnswered({answers, lesson}: LessonPlay, step: number): boolean {
	const right = lesson.steps[step]?.predict?.choices.findIndex(choice => choice.right);
	return right !== undefined && answers[step]?.includes(right) === true;
}
