/** What a picture to keep is drawn of: a session up to where one stands in it. */

import {copyWorld, type Entry, type Fact, nextHappening, step, type World} from '../../lab/index.js';
import type {Lang, Style} from '../../present/index.js';
import {plainMeasure} from '../../present/index.js';
import type {Micros} from '../../tcp/index.js';

export type Story = {
	readonly title: string;
	/** Before the first entry. */
	readonly start: World;
	/** Those that are applied. */
	readonly entries: readonly Entry[];
	readonly lang: Lang;
};

/** Light, dark, or as the reader's system has it. */
export const THEMES = ['light', 'dark', 'auto'] as const;
export type Theme = (typeof THEMES)[number];

/** What is drawn: the ladder, sequence numbers over time, window and round trip, or all that there is something of. */
export const DRAWINGS = ['all', 'ladder', 'graph', 'window'] as const;
export type Drawing = (typeof DRAWINGS)[number];

export type PictureOptions = {readonly theme: Theme; readonly draw: Drawing};

/** Words as in the reader's language; numbers count from the ISNs. */
export const styleOf = ({lang}: Pick<Story, 'lang'>): Style => ({
	lang,
	ascii: false,
	numbers: 'relative',
	measure: plainMeasure,
});

export const endOf = ({entries, start}: Story): World => entries.at(-1)?.world ?? start;

/** One instant: what happened in it, and the world after it. */
export type Instant = {readonly at: Micros; readonly facts: readonly Fact[]; readonly world: World};

/** The story instant by instant: a wait in which much happened is played again, from one happening to the next. */
export function instantsOf({entries, start}: Story): Instant[] {
	const all: Instant[] = [];
	let before = start;
	for (const entry of entries) {
		if (entry.off) continue;
		for (const instant of within(entry, before)) if (instant.facts.length > 0) all.push(instant);
		before = entry.world;
	}
	return all;
}

function within({input, facts, world: after}: Entry, before: World): readonly Instant[] {
	const first = facts[0]?.at ?? after.now;
	const whole = [{at: facts.at(-1)?.at ?? after.now, facts, world: after}];
	if (input.do !== 'wait' || facts.at(-1)?.at === first) return whole;
	const all: Instant[] = [];
	const world = copyWorld(before);
	for (let next = nextHappening(world); next !== null && next.at <= after.now; next = nextHappening(world)) {
		const told = step(world, {do: 'wait', for: 'event'});
		if (told.length === 0 && world.now >= next.at && nextHappening(world)?.at === next.at) return whole;
		all.push({at: world.now, facts: told, world: copyWorld(world)});
	}
	return all;
}
