/** The page of a lesson: what there will be to see; when it is done, what to remember and where to go on. */

import {type Game, SPENDS, starsOf, totalSpent} from '../lesson/index.js';
import {fill, type Line, type Meaning, safe, span, wrap} from '../present/index.js';
import {nextLesson, starsText} from './lesson-menu.js';
import {type LessonPlay, phaseOf, progressOf, stepShown} from './lesson-state.js';
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
	const phase = phaseOf(state);
	const isOver = phase === 'finished';
	const isDone = isOver || (state.records[lesson.lesson.id]?.done ?? 0) > 0;
	const isBegun = state.past.cursor > lesson.lesson.begin.length;
	const step = isBegun && (phase === 'step' || phase === 'seen') ? stepShown(state) : null;

	const text = (said: string, indent = '', meaning: Meaning = 'plain'): Line[] =>
		wrap(`${indent}${safe(said, style)}`, width, style, indent).map(line => [span(line, meaning)]);
	const part = (title: string, lines: readonly Line[]): Line[] => [[], [span(title, 'title')], ...lines];
	const toSee = part(words.see, text(see[lang])).slice(1);
	const told = story !== null && state.story ? part(words.story, text(story[lang])) : [];
	const toTry = part(words.next, text(next[lang]));
	const sources = [
		...part(
			words.linux,
			linux.flatMap(({run, shows}): Line[] => [...text(run, '  ', 'key'), ...text(shows[lang], '    ')]),
		),
		...part(words.rfc, text(rfc.join(' · '), '  ')),
	];
	if (isOver) {
		return [
			...part(words.remember, text(remember[lang], '', 'strong')).slice(1),
			...part(
				words.yours,
				[wonText(state), resultText(state, lesson)].flatMap(said => (said === null ? [] : text(said))),
			),
			...toTry,
			[],
			...text(onwardText(state), '', 'key'),
			...told,
			...sources,
		];
	}
	return [
		...toSee,
		...(step === null ? [] : part(words.step, text(step.text[lang]))),
		...told,
		...(lesson.lesson.game === null ? [] : part(words.budget, text(budgetText(state, lesson.lesson.game)))),
		...(isDone ? [...part(words.remember, text(remember[lang])), ...toTry] : []),
		...sources,
		...(isBegun ? [] : [[], ...text(hasStory(lesson) ? words.beginStory : words.begin, '', 'key')]),
	];
}

export const hasStory = ({lesson}: LessonPlay): boolean =>
	lesson.story !== null || lesson.steps.some(({story}) => story !== null);

/** What Enter does when a lesson is done. */
function onwardText(state: SessionState): string {
	const words = wordsOf(state).lesson;
	const next = nextLesson(state);
	if (next === null) return words.allDone;
	return fill(words.onward, {id: next.id, title: next.title[state.style.lang]});
}

function resultText(state: SessionState, {answers, hints, showed, lesson}: LessonPlay): string {
	const words = wordsOf(state).lesson;
	const answered = Object.entries(answers).filter(([, taken]) => taken.length > 0);
	const right = answered.filter(([step, [first]]) => lesson.steps[Number(step)]?.predict?.choices[first ?? -1]?.right);
	const given = Object.values(hints).reduce((sum, grade) => sum + grade, 0);
	const asked = lesson.steps.some(({predict}) => predict !== null);
	const told = {asked: answered.length, right: right.length, hints: given, showed: showed.length};
	return fill(asked ? words.answers : words.helped, told);
}

/** What the network may do, and how little of it is very good. */
function budgetText(state: SessionState, {budget, par}: Game): string {
	const {acts, atFirst, best, bestAll} = wordsOf(state).lesson;
	const parts = SPENDS.flatMap(act => {
		const count = budget[act];
		return count === undefined ? [] : [fill(atFirst, {act: acts[act], count})];
	});
	return fill(totalSpent(budget) > par ? best : bestAll, {budget: parts.join(' · '), par});
}

/** Of a game that is won: in how many acts, and what that is worth. */
export function wonText(state: SessionState): string | null {
	const game = state.lesson?.lesson.game ?? null;
	const spent = progressOf(state)?.spent ?? {};
	// What was shown was not won.
	if (game === null || (state.lesson?.showed.length ?? 0) > 0) return null;
	return fill(wordsOf(state).lesson.won, {
		count: totalSpent(spent),
		stars: starsText(starsOf(game, spent)),
		par: game.par,
	});
}
