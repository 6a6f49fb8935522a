/** Two lines side by side, from the moment where they part. What differs is marked with a star. */

import type {Compared} from '../../lab/index.js';
import {fit, fitLine, span, wrap} from '../fit.js';
import {glyphsFor} from '../glyphs.js';
import type {Line, Span, Style} from '../line.js';
import {safe} from '../safe.js';
import {instant, instantBare} from '../time.js';
import {fill, type Words, wordsFor} from '../words/words.js';
import {type Happened, happenedOn, isSame, type Pair, paired, toldApart} from './events.js';
import {type Figure, figuresOf, statesOf} from './figures.js';
import {windowsOf} from './window.js';

export type ComparisonView = {
	readonly compared: Compared;
	/** What the two are called. */
	readonly names: readonly [string, string];
	readonly width: number;
	readonly style: Style;
};

/** As many lines as it takes, each at most `width` cells: states and figures at the end, then the ladder of both. */
export function comparison({compared: {a, b}, names, width, style}: ComparisonView): Line[] {
	const words = wordsFor(style.lang);
	const {compare, why} = words;
	const times = Math.max(5, ...[a, b].map(({entries}) => instantBare(entries.at(-1)?.world.now ?? 0).length)) + 1;
	const column = Math.max(10, Math.floor((width - times - 3) / 2));
	const page: Page = {width, times, column, style, words};
	const pairs = paired(happenedOn(a, column, style, words), happenedOn(b, column, style, words));
	const first = pairs.findIndex(pair => !isSame(pair));
	const parting = pairs[first];
	const states = statesOf(a, b, style, words);
	const figures = figuresOf(a, b, style, words);
	const differing = figures.filter(each => each.a !== each.b);
	if (parting === undefined && differing.length === 0) return [...text(page, compare.same)];

	const equal = figures
		.filter(figure => figure.a === figure.b && !NONE.has(figure.a))
		.map(each => `${each.name} ${each.a}`);
	const curve = windowsOf({a, b}, names, width, style, words);
	// A little of what both have shows where they come from.
	const shown = parting === undefined ? [] : pairs.slice(Math.max(0, first - SHARED));
	return [
		...text(page, parting === undefined ? compare.figuresOnly : fill(compare.parts, {time: instant(parting.at)})),
		[],
		...heads(page, compare.states, names),
		...states.flatMap(each => figure(page, each)),
		[],
		[span(compare.figures, 'title')],
		...differing.flatMap(each => figure(page, each)),
		...(equal.length === 0 ? [] : text(page, `${compare.equal}${why.colon}${equal.join(' · ')}`)),
		...(curve.length === 0 ? [] : [[], ...curve]),
		...(parting === undefined ? [] : [[], ...ladderHeads(page, names)]),
		...shown.map((pair, i) => row(page, pair, pair.at === shown[i - 1]?.at)),
	];
}

/** Rows of the ladder before the parting. */
const SHARED = 2;
/** What both have none of is not worth a word. */
const NONE: ReadonlySet<string> = new Set(['0', '0 µs', '–', '-']);
/** Cells of a figure's name. */
const NAME = 26;

/** `times` and `column`: cells of the instants and of each side's ladder. */
type Page = {
	readonly width: number;
	readonly times: number;
	readonly column: number;
	readonly style: Style;
	readonly words: Words;
};

const text = ({width, style}: Page, said: string): Line[] =>
	wrap(safe(said, style), width, style).map(line => [span(line)]);

function heads({width, style}: Page, title: string, [a, b]: readonly [string, string]): Line[] {
	const cells = Math.floor((width - NAME - 3) / 2);
	return [
		[
			span(fit(title, NAME, style), 'title'),
			span('  '),
			span(fit(safe(a, style), cells, style), 'strong'),
			span(' '),
			span(fit(safe(b, style), cells, style), 'strong'),
		],
	];
}

/** As many lines as the longer side takes. */
function figure({width, style}: Page, {name, a, b}: Figure): Line[] {
	const cells = Math.floor((width - NAME - 3) / 2);
	const differs = a !== b;
	const [left, right] = [a, b].map(side => wrap(safe(side, style), cells, style));
	const meaning = differs ? 'changed' : 'plain';
	return Array.from({length: Math.max(left?.length ?? 0, right?.length ?? 0)}, (_, i): Line => {
		const line: Span[] = [
			span(fit(i === 0 ? safe(name, style) : '', NAME, style)),
			span(differs && i === 0 ? `${glyphsFor(style).changed} ` : '  ', 'changed'),
			span(fit(left?.[i] ?? '', cells, style), meaning),
			span(' '),
			span(fit(right?.[i] ?? '', cells, style), meaning),
		];
		return fitLine(line, width, style);
	});
}

function ladderHeads({times, column, style}: Page, [a, b]: readonly [string, string]): Line[] {
	return [
		[
			span(' '.repeat(times + 2)),
			span(fit(safe(a, style), column, style), 'strong'),
			span(' '),
			span(fit(safe(b, style), column, style), 'strong'),
		],
	];
}

function row({times, column, style}: Page, pair: Pair, sameTime: boolean): Line {
	const {changed, vertical} = glyphsFor(style);
	const {a, b} = pair;
	const [ours, theirs] =
		a !== null && b !== null && !isSame(pair) ? toldApart(a, b, column, style) : [a?.text ?? '', b?.text ?? ''];
	const side = (happened: Happened | null, text: string): Span =>
		span(fit(text, column, style), happened?.meaning ?? 'plain');
	return [
		span(`${sameTime ? '' : instantBare(pair.at)} `.padStart(times), 'quiet'),
		span(isSame(pair) ? '  ' : `${changed} `, 'changed'),
		side(a, ours),
		span(vertical, 'quiet'),
		side(b, theirs),
	];
}
