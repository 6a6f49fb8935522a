/** The last facts, one line each, newest at the bottom. */

import type {Fact, World} from '../lab/index.js';
import {factText, hostOf} from './facts.js';
import {fit, fitLine, span} from './fit.js';
import type {Isns} from './label.js';
import type {Line, Style} from './line.js';
import type {Past} from './past.js';
import {instantBare} from './time.js';
import {fill, type Words, wordsFor} from './words/words.js';

export type LogView = {
	readonly past: Past;
	readonly world: World;
	readonly width: number;
	readonly height: number;
	/** Lines up from the newest; clamped. */
	readonly scroll: number;
	/** Only lines that have each of its words: in the line itself, or the fact's kind (`state`, `rule`, `timer`, `sent` …). */
	readonly filter?: string;
	readonly style: Style;
};

/** Exactly `height` lines of exactly `width` cells. Looks only at as many facts from the end as it needs. */
export function eventLog(view: LogView): Line[] {
	const {past, world, width, height, style} = view;
	const words = wordsFor(style.lang);
	const filter = (view.filter ?? '')
		.toLowerCase()
		.split(/\s+/)
		.filter(word => word !== '');
	const found: {fact: Fact; isns: Isns}[] = [];
	const wanted = height + Math.max(0, Math.floor(view.scroll));
	for (let i = past.cursor - 1; i >= 0 && found.length < wanted; i--) {
		const entry = past.entries[i];
		for (let j = (entry?.facts.length ?? 0) - 1; j >= 0 && found.length < wanted; j--) {
			const fact = entry?.facts[j];
			if (fact === undefined) continue;
			const isns = entry?.world.wire.isns ?? {};
			if (filter.length === 0 || has(fact, isns, filter, view, words)) found.push({fact, isns});
		}
	}

	const first = Math.max(0, found.length - height);
	const shown = found.slice(first, first + height).reverse();
	const times = Math.max(5, instantBare(world.now).length) + 1;
	const lines = shown.map(({fact, isns}, i): Line => {
		const at = fact.at === shown[i - 1]?.fact.at ? '' : instantBare(fact.at);
		return fitLine([span(`${at} `.padStart(times), 'quiet'), ...body(fact, isns, view, words)], width, style);
	});
	if (lines.length === 0 && height > 0) {
		const text = filter.length === 0 ? words.log.empty : fill(words.pictures.filter.none, {filter: view.filter ?? ''});
		lines.push([span(fit(text, width, style), 'quiet')]);
	}
	while (lines.length < height) lines.push([span(' '.repeat(width))]);
	return lines;
}

function has(fact: Fact, isns: Isns, filter: readonly string[], view: LogView, words: Words): boolean {
	const line = body(fact, isns, view, words).map(({text}) => text);
	const text = [fact.kind, ...line].join(' ').toLowerCase();
	return filter.every(word => text.includes(word));
}

function body(fact: Fact, isns: Isns, {world, style, width}: LogView, words: Words): Line {
	const host = hostOf(fact);
	const [text, meaning] = factText(fact, world, isns, style, words, width < 100 ? 2 : 1);
	const side = host === null ? words.wire.title : words.sides[host];
	return [span(fit(side, SIDE, style), host ?? 'quiet'), span(' '), span(text, meaning)];
}

/** Cells for who it was: `server`, 客户端. */
const SIDE = 6;
