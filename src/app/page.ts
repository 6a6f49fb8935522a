import {explain, fill, type Line, octetsView, termPage} from '../present/index.js';
import {encode, type Flight} from '../wire/index.js';
import {compareLines, compareTitle} from './compare.js';
import {explained, explainTitle} from './explain.js';
import {helpLines} from './help.js';
import {lessonPage, lessonPageTitle} from './lesson-page.js';
import type {Mode} from './mode.js';
import type {SessionState} from './state.js';
import {wordsOf} from './state.js';
import type {Size} from './view.js';

/** Room inside the border of a page that fills the screen between header and key line. */
export const pageRoom = ({columns, rows}: Size): {readonly width: number; readonly height: number} => ({
	width: Math.max(1, columns - 4),
	height: Math.max(1, rows - 5),
});

/** The text of a page, each line at most `width` cells. Empty for modes that are none. */
export function pageLines(state: SessionState, mode: Mode, width: number): readonly Line[] {
	switch (mode.name) {
		case 'help':
			return helpLines(mode.about, width, state.style, wordsOf(state), state.lesson === null ? [] : ['lesson']);
		case 'explain':
			return (
				explained(state, mode.about, width)?.lines ??
				explain({past: state.past, world: state.world, width, style: state.style})
			);
		case 'compare':
			return compareLines(state, mode, width);
		case 'term':
			return termPage(mode.term, width, state.style);
		case 'inspect': {
			const {flights, ghosts} = state.world.wire;
			const found = flights.find(({id}) => id === mode.segment) ?? ghosts.findLast(({id}) => id === mode.segment);
			return found === undefined ? [] : octetsView(octetsOf(found), width, state.style);
		}
		case 'card':
			return lessonPage(state, width);
		default:
			return [];
	}
}

/** The octets as they fly, damage and all. */
function octetsOf({segment, flipped}: Flight): Uint8Array {
	const octets = encode(segment);
	for (const bit of flipped) {
		const place = bit >> 3;
		octets[place] = (octets[place] ?? 0) ^ (0x80 >> (bit & 7));
	}
	return octets;
}

export function pageTitle(state: SessionState, mode: Mode): string {
	const words = wordsOf(state);
	switch (mode.name) {
		case 'help':
			return fill(words.app.keysOf, {place: words.keys.places[mode.about]});
		case 'explain':
			return explainTitle(state, mode.about);
		case 'compare':
			return compareTitle(state, mode);
		case 'term':
			return words.explain.glossary.title;
		case 'inspect':
			return fill(words.octets.title, {id: mode.segment});
		case 'card':
			return lessonPageTitle(state);
		default:
			return '';
	}
}

/** A scroll that leaves the page full, if it has so many lines. */
export function scrolled(lines: number, height: number, scroll: number): number {
	return Math.max(0, Math.min(scroll, lines - height));
}
