/** Every text of a lesson with the room that it has at 80×24. */

import {type Style, safe, wrap} from '../present/index.js';
import type {Lesson, Text} from './lesson.js';
import type {LessonProblem} from './problem.js';

/** Cells of a line of the lesson's rows on the narrowest screen that shows all, and of a line of its page. */
export const ROW_CELLS = 77;
export const PAGE_CELLS = 74;

/** Rows that a step takes, and a prediction with its question, choices or reason. */
export const STEP_ROWS = 4;
export const PREDICT_ROWS = 6;

type Room = {readonly what: string; readonly text: Text; readonly cells: number; readonly rows: number};

/** All texts of the lesson, each with the rows that it may take. */
export function roomsOf(lesson: Lesson): readonly Room[] {
	const row = (what: string, text: Text, rows: number, cells = ROW_CELLS): Room => ({what, text, cells, rows});
	const page = (what: string, text: Text, rows: number): Room => ({what, text, cells: PAGE_CELLS, rows});
	return [
		row('the title', lesson.title, 1, 28),
		page('what is to be seen', lesson.see, 8),
		...lesson.steps.flatMap(step => [
			row('the step', step.text, STEP_ROWS),
			...(step.predict === null
				? []
				: [
						row('the question', step.predict.ask, 2),
						...step.predict.choices.flatMap(choice => [
							row('the choice', choice.say, 1, ROW_CELLS - 6),
							row('the reason', choice.because, PREDICT_ROWS - 3),
						]),
					]),
			...step.hints.map(hint => row('the hint', hint, STEP_ROWS)),
			...(step.seen === null ? [] : [row('what was seen', step.seen, STEP_ROWS)]),
			...(step.story === null ? [] : [row('the story', step.story, 2)]),
		]),
		...(lesson.story === null ? [] : [page('the story', lesson.story, 6)]),
		page('the last sentence', lesson.remember, 3),
		...lesson.linux.map(({shows}) => page('what the command shows', shows, 3)),
		page('what to try next', lesson.next, 4),
	];
}

/** A text that is too long, or not in its language. */
export function textProblems(lesson: Lesson, measure: Style['measure']): readonly LessonProblem[] {
	const problems: LessonProblem[] = [];
	for (const {what, text, cells, rows} of roomsOf(lesson)) {
		for (const lang of ['en', 'zh'] as const) {
			const say = (says: string): void => void problems.push({source: lesson.source, place: text.places[lang], says});
			const taken = Math.max(...[false, true].map(ascii => rowsOf(text[lang], cells, {lang, ascii, measure})));
			if (taken > rows) say(`${what} takes ${taken} rows of ${cells} cells at 80×24, and has ${rows}`);
			if (lang === 'zh' && !HAN.test(text.zh) && WORD.test(text.zh))
				say(`${what} is not translated: no Chinese character`);
			if (lang === 'en' && HAN.test(text.en)) say(`${what} in English has Chinese in it`);
		}
	}
	for (const {run, shows} of lesson.linux) {
		if (measure(run) <= PAGE_CELLS - 2) continue;
		problems.push({
			source: lesson.source,
			place: shows.places.en,
			says: `the command is longer than ${PAGE_CELLS - 2} cells`,
		});
	}
	return problems;
}

/** What has none is only names and numbers, `SYN,ACK 0`, and the same in every language. */
const WORD = /[a-z]{3}/;

const HAN = /\p{Script=Han}/u;

function rowsOf(text: string, cells: number, given: Omit<Style, 'numbers'>): number {
	const style: Style = {...given, numbers: 'relative'};
	return wrap(safe(text, style), cells, style).length;
}
