/** The screen's first line. */

import type {World} from '../lab/index.js';
import {fitLine, lineWidth, span} from './fit.js';
import {glyphsFor} from './glyphs.js';
import type {Line, Span, Style} from './line.js';
import {instant} from './time.js';
import {fill, type Words, wordsFor} from './words/words.js';

export type HeaderView = {
	readonly world: World;
	/** Of the scenario or lesson; null: none. */
	readonly title: string | null;
	/** Virtual time runs by itself. */
	readonly playing: boolean;
	/** Virtual seconds a real second, told while playing; absent: 1. */
	readonly speed?: number;
	readonly width: number;
	readonly style: Style;
};

/** `tcp-lab · rfc9293 · t 1.020 s ‖ hold all        title`: one line of exactly `width` cells. */
export function header(view: HeaderView): Line {
	const {world, title, playing, speed = 1, width, style} = view;
	const glyphs = glyphsFor(style);
	const words = wordsFor(style.lang);
	const between = span(` ${glyphs.middle} `, 'quiet');
	const leftOf = (profiled: boolean, moded: boolean): Span[] => [
		span(' tcp-lab', 'title'),
		between,
		...(profiled ? [span(profile(world, words)), between] : []),
		span(`t ${instant(world.now)}`, 'strong'),
		span(` ${playing ? `${glyphs.playing}${speed === 1 ? '' : ` ${speed}x`}` : glyphs.paused} `, 'key'),
		...(moded ? [span(mode(world, words), 'quiet')] : []),
	];
	if (title === null) return fitLine(leftOf(true, true), width, style);
	const roomBeside = (left: readonly Span[]): number => width - lineWidth(left, style) - style.measure(title) - 1;
	// The title stays whole: what waits, and then the profile, make room for it.
	const ways = [leftOf(true, true), leftOf(true, false), leftOf(false, false)];
	const left = ways.find(way => roomBeside(way) >= 2) ?? leftOf(false, false);
	const room = roomBeside(left);
	return fitLine([...left, span(' '.repeat(Math.max(2, room))), span(title, 'strong')], width, style);
}

function profile({hosts}: World, words: Words): string {
	const {client, server} = hosts;
	if (client.profile === server.profile) return client.profile;
	return fill(words.header.mixedProfiles, {client: client.profile, server: server.profile});
}

/** Which directions wait for the user's word. */
function mode({wire}: World, words: Words): string {
	const {client, server} = wire.paths;
	if (client.mode === server.mode) return client.mode === 'hold' ? words.header.holdAll : words.header.flowAll;
	return fill(words.header.holds, {side: words.sides[client.mode === 'hold' ? 'client' : 'server']});
}
