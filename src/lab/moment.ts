/** What a step was like from inside: the worlds on either side of one thing that happened in it. */

import {copyWorld} from './create-world.js';
import type {Input} from './input.js';
import {step} from './step.js';
import type {World} from './world.js';

/** The world before an arrival, timer, call or act, and the world after it and all that followed at once. */
export type Moment = {readonly before: World; readonly after: World};

/**
 * Plays a step again, and stops to look where its fact number `index` came about.
 *
 * Plays it twice: the first time to find the place, so that only two worlds are copied, however long the step.
 *
 * @param start - the world before the input; not written to
 * @param index - of the fact in what the step told, from 0
 */
export function momentOf(start: World, input: Input, index: number): Moment {
	let happenings = 0;
	let wanted = 0;
	step(copyWorld(start), input, (_, facts) => {
		happenings += 1;
		if (facts <= index) wanted = happenings;
	});

	const world = copyWorld(start);
	let before = start;
	let after: World | null = null;
	let place = 0;
	step(world, input, now => {
		place += 1;
		if (place === wanted) before = copyWorld(now);
		if (place === wanted + 1) after = copyWorld(now);
	});
	return {before, after: after ?? world};
}
