/** The page of a lesson: what there will be to see; when it is done, what to remember and where to go on. */

import {fill, type Line, safe, span, wrap} from '../present/index.js';
import {type LessonPlay, phaseOf, stepShown} from './lesson-state.js';
import {type SessionState, wordsOf} from './state.js';

export function lessonPageTitle(state: SessionState): string {
	const lesson = state.lesson?.lesson;
	if (lesson === undefined) return '';
	return fill(wordsOf(state).lesson.page, {id: lesson.id, title: lesson.title[state.style.lang]});
}

/** Each line at most `width` cells. */
export function lessonPage(state: SessionState, width: number): readonly Line[] {
	const {lesson, style} = state;
	if (lesson === null) return [];
	const {lang} = style;
	const words = wordsOf(state).lesson;
	const {see, story, remember, rfc, linux, next} = lesson.lesson;
	const isDone = phaseOf(state) === 'finished' || (state.records[lesson.lesson.id]?.done ?? 0) > 0;
	const text = (said: string, indent = ''): Line[] =>
		wrap(`${indent}${safe(said, style)}`, width, style, indent).map(line => [span(line)]);
	const part = (title: string, lines: readonly Line[]): Line[] => [[], [span(title, 'title')], ...lines];
	const step = phaseOf(state) === 'step' || phaseOf(state) === 'seen' ? stepShown(state) : null;
	return [
		[span(words.see, 'title')],
		...text(see[lang]),
		...(step === null || state.past.cursor === lesson.lesson.begin.length
			? []
			: part(words.step, text(step.text[lang]))),
		...(story !== null && state.story ? part(words.story, text(story[lang])) : []),
		...(isDone ? part(words.remember, text(remember[lang])) : []),
		...(isDone ? part(words.next, text(next[lang])) : []),
		...part(
			words.linux,
			linux.flatMap(({run, shows}): Line[] => [[span(`  ${safe(run, style)}`, 'key')], ...text(shows[lang], '    ')]),
		),
		...part(words.rfc, text(rfc.join(' · '), '  ')),
		...(isDone && phaseOf(state) === 'finished' ? part(words.yours, text(resultText(lesson, words.answers))) : []),
		...(phaseOf(state) === 'step' && lesson.shown === 0 ? [[], [span(words.begin, 'key')] as Line] : []),
	];
}

function resultText({answers, hints, showed, lesson}: LessonPlay, template: string): string {
	const answered = Object.entries(answers).filter(([, taken]) => taken.length > 0);
	const right = answered.filter(([step, [first]]) => lesson.steps[Number(step)]?.predict?.choices[first ?? -1]?.right);
	const given = Object.values(hints).reduce((sum, grade) => sum + grade, 0);
	return fill(template, {asked: answered.length, right: right.length, hints: given, showed: showed.length});
}
