/** What a lab in which nothing was done yet says: where to begin, first of all with the lessons. */

import {fill, fitLine, type Line, safe, span, wordsFor, wrap} from '../present/index.js';
import {begunLesson} from './lesson-state.js';
import type {SessionState} from './state.js';

type Look = Pick<SessionState, 'past' | 'history' | 'lesson' | 'lessons' | 'records' | 'title' | 'script' | 'style'>;

type Room = {readonly width: number; readonly height: number};

/** Nothing was done, and nobody has asked for anything yet. */
export const isFresh = ({past, history, lesson, title, script}: Omit<Look, 'lessons' | 'records' | 'style'>): boolean =>
	past.entries.length === 0 && history.branches.length === 0 && lesson === null && title === null && script === null;

/** Null: there is something else to show, or no room for it. */
export function welcomeLines(state: Look, {width, height}: Room): readonly Line[] | null {
	if (!isFresh(state) || state.lessons.length === 0) return null;
	const {style} = state;
	const {welcome} = wordsFor(style.lang).lesson;
	const lines = [
		entry('L', lessonsText(state), 'strong'),
		entry('c', welcome.connect, 'plain'),
		entry('m', welcome.menu, 'plain'),
		entry('?', welcome.help, 'plain'),
	].flatMap((each, place) => (place === 1 ? [[], ...each] : each));
	if (lines.length > height) return null;
	const above = Math.floor((height - lines.length) / 2);
	const before: Line[] = Array.from({length: above}, () => []);
	const after: Line[] = Array.from({length: height - above - lines.length}, () => []);
	return [...before, ...lines, ...after].map(line => fitLine(line, width, style));

	/** The key in its own column, the text behind it. */
	function entry(key: string, text: string, meaning: 'strong' | 'plain'): Line[] {
		return wrap(safe(text, style), width - 6, style).map((line, row) => [
			span(row === 0 ? `  ${key}  ` : '     ', 'key'),
			span(line, meaning),
		]);
	}
}

/** Where one goes on: the lesson that was begun, else the first that is not done. */
function lessonsText(state: Look): string {
	const {lessons, records} = state;
	const {lang} = state.style;
	const {welcome} = wordsFor(lang).lesson;
	const count = lessons.length;
	const done = lessons.filter(({id}) => (records[id]?.done ?? 0) > 0).length;
	const begun = begunLesson(lessons, records);
	if (begun !== null) {
		const step = (records[begun.id]?.step ?? 0) + 1;
		return fill(welcome.goOn, {id: begun.id, title: begun.title[lang], step, steps: begun.steps});
	}
	const next = lessons.find(({id}) => (records[id]?.done ?? 0) === 0);
	if (next === undefined) return fill(welcome.all, {count});
	if (done === 0) return fill(welcome.fresh, {count});
	return fill(welcome.next, {done, count, id: next.id, title: next.title[lang]});
}
