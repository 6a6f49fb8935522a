import {fit, glyphsFor, type Lang, type Line, pad, type Style, span, type Words, wordsFor} from '../present/index.js';
import {safe} from '../present/safe.js';
import type {Binding} from './binding.js';
import {keySign} from './key.js';
import {bindingsOf} from './keymap.js';
import {isBarred} from './lesson-game.js';
import {isFresh} from './lesson-welcome.js';
import type {Place} from './mode.js';
import type {SessionState} from './state.js';

/** The places whose keys count in a place, the nearer first. */
const placesAround = (about: Place): readonly Place[] =>
	about === 'wire' || about === 'host' || about === 'history'
		? [about, 'everywhere']
		: about === 'lessons'
			? [about, 'list']
			: [about];

/** The keys of a place, in two columns where there is room. */
export function helpLines(
	about: Place,
	width: number,
	style: Style,
	words: Words,
	before: readonly Place[] = [],
): Line[] {
	const lines: Line[] = [];
	for (const place of [...before, ...placesAround(about)]) {
		if (lines.length > 0) lines.push([]);
		lines.push([span(words.keys.places[place], 'title')]);
		const entries = told(bindingsOf([place])).map(binding => entry(binding, style, words));
		lines.push(...inColumns(entries, width, style));
	}
	if (about === 'wire' || about === 'host') {
		lines.push([], [span(words.signs.title, 'title')], ...inColumns(signs(style, words), width, style));
	}
	return lines;
}

/** The signs of the panes. */
function signs(style: Style, words: Words): Entry[] {
	const glyphs = glyphsFor(style);
	const {title: _, ...says} = words.signs;
	const drawn: Readonly<Record<keyof typeof says, string>> = {
		flight: glyphs.heavy + glyphs.heavy + glyphs.right,
		ended: glyphs.line + glyphs.line + glyphs.right,
		lost: glyphs.line + glyphs.line + glyphs.cross,
		pointer: glyphs.pointer,
		order: '1 2 3',
		again: glyphs.again,
		copy: glyphs.copy,
		forged: glyphs.forged,
		damaged: glyphs.damaged,
		changed: glyphs.changed,
		gauge: glyphs.gauge0 + glyphs.gauge1 + glyphs.gauge2 + glyphs.gauge3 + glyphs.gauge4,
	};
	return Object.entries(drawn).map(([name, keys]) => ({keys, says: safe(says[name as keyof typeof says], style)}));
}

/** Keys that do the same for one number or another stand in one entry. */
function told(bindings: readonly Binding[]): Binding[] {
	const all: Binding[] = [];
	for (const each of bindings) {
		const last = all.at(-1);
		if (last?.label !== each.label) all.push(each);
		else all.splice(-1, 1, {...last, keys: [...last.keys, ...each.keys]});
	}
	return all;
}

type Entry = {readonly keys: string; readonly says: string};

const entry = ({keys, label}: Binding, style: Style, words: Words): Entry => ({
	keys: keysText(keys, style.ascii),
	says: safe(words.keys.help[label], style),
});

/** `j ↓`; a row of digits is told by its ends. */
function keysText(keys: readonly string[], ascii: boolean): string {
	if (keys.length > 4) return `${keys[0]}–${keys.at(-1)}`;
	return keys.map(key => keySign(key, ascii)).join(' ');
}

function inColumns(entries: readonly Entry[], width: number, style: Style): Line[] {
	const keyWidth = Math.max(...entries.map(({keys}) => style.measure(keys))) + 2;
	const needed = Math.max(...entries.map(({says}) => style.measure(says))) + keyWidth + 2;
	const columns = Math.max(1, Math.floor((width + 2) / needed));
	const rows = Math.ceil(entries.length / columns);
	const columnWidth = Math.floor(width / columns);
	return Array.from({length: rows}, (_, row) =>
		Array.from({length: columns}, (__, column) => entries[column * rows + row]).flatMap(each =>
			each === undefined
				? []
				: [span(pad(each.keys, keyWidth, style), 'key'), span(fit(each.says, columnWidth - keyWidth, style))],
		),
	);
}

/** The key line: the keys of this place that do something now, as many as fit `width`. */
export function keyLine(state: SessionState, places: readonly Place[], width: number, words: Words): Line {
	const {ascii, measure} = state.style;
	const all = bindingsOf(places);
	const can = (key: string): boolean => (all.find(({keys}) => keys.includes(key))?.why?.(state) ?? null) === null;
	const named = all
		// A key means what the nearest place says.
		.filter(({keys: [key]}, place) => !all.slice(0, place).some(({keys}) => key !== undefined && keys.includes(key)))
		.filter(({label, foot, why}) => foot !== undefined && !isBarred(state, label) && (why?.(state) ?? null) === null)
		.sort((a, b) => (a.foot ?? 0) - (b.foot ?? 0))
		.map(({keys, label, footAs, named: now, foot}) => ({
			foot,
			keys: footAs?.keys ?? keySign(keys[0] ?? '', ascii),
			label: words.keys.labels[footAs?.label ?? now?.(state) ?? label],
		}));
	// Two keys that do the same now: the first is enough.
	const entries = named.filter(({label}, place) => named.findIndex(other => other.label === label) === place);
	// What runs must be seen to be stopped.
	if (state.play.on && places.includes('everywhere')) {
		entries.unshift({foot: 1, keys: keySign(' ', ascii), label: words.keys.labels.pause});
	}
	// Who has done nothing yet is shown the way to the lessons first.
	if (places.includes('everywhere') && isFresh(state) && state.lessons.length > 0) {
		entries.sort((a, b) => Number(b.keys === 'L') - Number(a.keys === 'L'));
	}
	// What waits for a hand does so on the wire: the way there must be seen.
	if (places.includes('host') && state.world.wire.flights.some(({held}) => held)) {
		entries.unshift({foot: 1, keys: '2', label: words.keys.labels.wire});
	}
	// Beside a script that is what one came for.
	if (places.includes('everywhere') && state.script !== null) {
		const {forth, back} = words.keys.labels;
		entries.unshift(
			...[
				{foot: 1, keys: ']', label: forth},
				{foot: 1, keys: '[', label: back},
			].filter(one => can(one.keys)),
		);
	}
	// Help comes last on the line but is the last to be left out.
	const help = entries.filter(({foot}) => foot === 0);
	const others = entries.filter(({foot}) => foot !== 0);
	const cells = (each: {keys: string; label: string}): number => measure(each.keys) + measure(each.label) + 3;
	let room = width - 1 - help.reduce((sum, each) => sum + cells(each), 0);
	const shown = others.filter(each => {
		const fits = room >= cells(each);
		room -= fits ? cells(each) : room;
		return fits;
	});
	return [span(' '), ...[...shown, ...help].flatMap(each => [span(each.keys, 'key'), span(` ${each.label}  `)])];
}

/** The keys of the lab as README's table has them: generated, so that it is never wrong. */
export function keyTable(lang: Lang): string {
	const {keys: words} = wordsFor(lang);
	const places: readonly Place[] = ['everywhere', 'wire', 'host', 'history', 'lesson'];
	const rows = places.flatMap(place =>
		told(bindingsOf([place])).map(({keys, label}, row) => {
			const signs = keys.map(key => `\`${keySign(key, true)}\``).join(' ');
			return `| ${row === 0 ? `**${words.places[place]}**` : ''} | ${signs} | ${words.help[label]} |`;
		}),
	);
	const {where, keys, does} = words.table;
	return [`| ${where} | ${keys} | ${does} |`, '| --- | --- | --- |', ...rows, ''].join('\n');
}
