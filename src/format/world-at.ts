/** The world of a run at any instant of it, also in the middle of a long wait. */

import {copyWorld, type Entry, step, type World} from '../lab/index.js';
import type {Micros} from '../tcp/index.js';

/** @param at - an instant of the run: the world after all that happened in it */
export function worldAt(
	{start, entries}: {readonly start: World; readonly entries: readonly Entry[]},
	at: Micros,
): World {
	const place = entries.findLastIndex(entry => entry.world.now <= at);
	const before = entries[place]?.world ?? start;
	const next = entries[place + 1];
	// Only a wait has a middle; what an act does, it does at one end.
	if (next === undefined || next.off || next.input.do !== 'wait' || at <= before.now) return before;
	const world = copyWorld(before);
	step(world, {do: 'wait', by: at - before.now});
	return world;
}
