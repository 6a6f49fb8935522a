/** What a step was like from inside: the worlds on either side of one thing that happened in it. */

import {copyWorld} from './create-world.js';
import type {Input} from './input.js';
import {step} from './step.js';
import type {World} from './world.js';

/** The world before an arrival, timer, call or act, and the world after it and all that followed at once. */
export type Moment = {readonly before: World; readonly after: World};

/**
 * Plays a step again, and stops to look where some of its facts came about.
 *
 * Plays it twice: the first time to find the places, so that only the worlds around them are copied, however long the step.
 *
 * @param start - the world before the input; not written to
 * @param indexes - of the facts in what the step told, from 0
 * @returns as many as `indexes`, in their order
 */
export function momentsOf(start: World, input: Input, indexes: readonly number[]): Moment[] {
	const wanted = indexes.map(() => 0);
	let happenings = 0;
	step(copyWorld(start), input, (_, facts) => {
		happenings += 1;
		for (const [i, index] of indexes.entries()) if (facts <= index) wanted[i] = happenings;
	});

	const copied = new Map<number, World>([[0, start]]);
	const edges = new Set(wanted.flatMap(place => [place, place + 1]));
	const end = copyWorld(start);
	let place = 0;
	step(end, input, now => {
		place += 1;
		if (edges.has(place)) copied.set(place, copyWorld(now));
	});
	return wanted.map(at => ({before: copied.get(at) ?? start, after: copied.get(at + 1) ?? end}));
}
