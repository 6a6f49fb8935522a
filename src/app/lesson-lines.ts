/** A lesson's rows on the screen, above the panes: what is to be done, foreseen, or has been seen. */

import {PREDICT_ROWS, SPENDS, STEP_ROWS} from '../lesson/index.js';
import {fill, fitLine, glyphsFor, type Line, type Meaning, safe, span, wrap} from '../present/index.js';
import {wonText} from './lesson-page.js';
import {phaseOf, progressOf, stepShown} from './lesson-state.js';
import {modeOf, type SessionState, wordsOf} from './state.js';

/** Rows of a story that runs alongside. */
const STORY_ROWS = 2;

/** How many rows the lesson takes: always the same within a step, so that the picture stands still. */
export function lessonRows(state: SessionState): number {
	const phase = phaseOf(state);
	if (phase === null || phase === 'free') return 0;
	const usual = modeOf(state).name === 'predict' ? PREDICT_ROWS : STEP_ROWS;
	// What fits 80 columns takes more rows on fewer.
	const {columns} = state.size;
	const rows = columns >= 80 ? usual : Math.max(usual, upperLines(state, columns).length);
	return rows + (state.lesson?.lesson.game == null ? 0 : 1) + (state.story && storyOf(state) !== null ? STORY_ROWS : 0);
}

const storyOf = (state: SessionState): string | null => stepShown(state)?.story?.[state.style.lang] ?? null;

/** Behind the lab's name: the lesson and the step. Null: no lesson. */
export function lessonTitle(state: SessionState): string | null {
	const {lesson, style} = state;
	const phase = phaseOf(state);
	if (lesson === null || phase === null) return null;
	const words = wordsOf(state).lesson;
	const {id, title, steps} = lesson.lesson;
	const place =
		phase === 'free'
			? words.free
			: phase === 'finished'
				? words.finished
				: fill(words.place, {step: lesson.shown + 1, steps: steps.length});
	return `${id} ${title[style.lang]}  ${place}`;
}

export function lessonLines(state: SessionState, width: number): readonly Line[] {
	const rows = lessonRows(state);
	if (rows === 0) return [];
	const story = state.story ? storyOf(state) : null;
	const below = [
		...(story === null ? [] : textLines(state, story, 'quiet', ' ', width, STORY_ROWS)),
		...(state.lesson?.lesson.game == null || phaseOf(state) === 'finished' ? [] : [budgetLine(state)]),
	];
	const above = upperLines(state, width).slice(0, rows - below.length);
	while (above.length < rows - below.length) above.push([]);
	return [...above, ...below].map(line => fitLine(line, width, state.style));
}

function upperLines(state: SessionState, width: number): Line[] {
	const {lesson, style} = state;
	const step = stepShown(state);
	const words = wordsOf(state).lesson;
	const glyphs = glyphsFor(style);
	if (lesson === null) return [];
	switch (phaseOf(state)) {
		case 'lost':
			return textLines(state, words.lost, 'warning', glyphs.cross, width);
		case 'finished':
			// What is to be remembered stands on the page; here is room to try something.
			return [...wonLine(state), ...textLines(state, lesson.lesson.next[style.lang], 'plain', glyphs.done, width)];
		case 'seen':
			return textLines(state, step?.seen?.[style.lang] ?? '', 'plain', glyphs.done, width);
		default: {
			if (modeOf(state).name === 'predict') return predictLines(state, width);
			const hint = lesson.hint === 0 ? null : (step?.hints[lesson.hint - 1] ?? null);
			if (hint !== null) return textLines(state, hint[style.lang], 'key', '?', width);
			return textLines(state, step?.text[style.lang] ?? '', 'plain', glyphs.pointer, width);
		}
	}
}

/** The sign in the first cell, the text behind it. */
function textLines(
	state: SessionState,
	text: string,
	meaning: Meaning,
	sign: string,
	width: number,
	most = Number.POSITIVE_INFINITY,
): Line[] {
	return wrap(safe(text, state.style), width - 3, state.style)
		.slice(0, most)
		.map((line, row) => [span(`${row === 0 ? sign : ' '} `, 'key'), span(line, meaning)]);
}

function predictLines(state: SessionState, width: number): Line[] {
	const {style} = state;
	const mode = modeOf(state);
	const prediction = stepShown(state)?.predict ?? null;
	if (mode.name !== 'predict' || prediction === null) return [];
	const glyphs = glyphsFor(style);
	const ask = textLines(state, prediction.ask[style.lang], 'strong', '?', width);
	const told = prediction.choices[mode.told ?? -1];
	if (told === undefined) {
		return [
			...ask,
			...prediction.choices.map(({say}, place): Line => {
				const isHere = place === mode.at;
				const text = `${place + 1} ${say[style.lang]}`;
				return [span(`  ${isHere ? glyphs.pointer : ' '} `), span(text, isHere ? 'selected' : 'plain')];
			}),
		];
	}
	const sign = told.right ? glyphs.done : glyphs.cross;
	const meaning = told.right ? 'arrived' : 'lost';
	return [
		...ask,
		[span(`  ${sign} `, meaning), span(told.say[style.lang], meaning)],
		...textLines(state, told.because[style.lang], 'plain', ' ', width),
	];
}

/** What the adversary may still spend. */
function budgetLine(state: SessionState): Line {
	const words = wordsOf(state).lesson;
	const {budget = {}} = state.lesson?.lesson.game ?? {};
	const spent = progressOf(state)?.spent ?? {};
	const parts = SPENDS.filter(act => budget[act] !== undefined).map(act => {
		const count = budget[act] ?? 0;
		return fill(words.left, {act: words.acts[act], left: count - (spent[act] ?? 0), count});
	});
	return [span(`  ${words.budgetLeft}`, 'quiet'), span(parts.join(' · '), 'strong')];
}

function wonLine(state: SessionState): Line[] {
	const said = wonText(state);
	return said === null ? [] : [[span(`  ${said}`, 'title')]];
}
