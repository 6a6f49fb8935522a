/**
 * How exactly a Linux timer fires: not before its time, and the later it is the coarser (kernel/time/timer.c). At 250 Hz
 * what is a quarter of a second away is kept to 4 ms, what is two seconds away to 32 ms, and so on by eights.
 */

import type {Micros} from './segment.js';

/** One tick at 250 Hz. */
export const TICK: Micros = 4_000;

/** Ticks that each level of the wheel reaches; the next is as much coarser. */
const LEVEL = 64;
const COARSER = 8;

/** A wait as the wheel keeps it: whole steps of its level, rounded up. */
export function onWheel(wait: Micros): Micros {
	let step = TICK;
	while (wait >= step * LEVEL) step *= COARSER;
	return Math.ceil(wait / step) * step;
}

/** A short wait that begins somewhere within a tick: the wheel leaves that tick out, so as never to fire early. */
export const ticksAfter = (wait: Micros): Micros => onWheel(wait) + TICK;
