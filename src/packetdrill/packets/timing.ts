/** When an event is due, and how far off it may be. */

import type {Micros} from '../../tcp/index.js';
import type {When} from '../language/script.js';
import type {Machine} from '../machine/machine.js';
import {timeText} from './notation.js';

/** Instants on the run's clock. Null: any. */
export type Due = {readonly from: Micros; readonly to: Micros} | null;

/** Relative times count from now, which is when the event before was done. */
export function dueOf(m: Machine, when: When): Due {
	switch (when.kind) {
		case 'any':
			return null;
		case 'absolute':
			return {from: when.at, to: when.at};
		case 'relative':
			return {from: m.now + when.at, to: m.now + when.at};
		case 'absolute-range':
			return {from: when.at, to: when.until};
		case 'relative-range':
			return {from: m.now + when.at, to: m.now + when.until};
	}
}

/** What an instant may be off, microseconds: more where much time has passed, if the script says so. */
export function toleranceOf(m: Machine, at: Micros): Micros {
	if (m.exact) return 0;
	const {tolerance, tolerancePercent} = m.script.settings;
	return Math.max(tolerance, (tolerancePercent / 100) * Math.max(0, at - m.dueBefore));
}

/** How long is waited for what is due; null: as long as a timer runs. */
export const latest = (m: Machine, due: Due): Micros | null =>
	due === null ? null : Math.max(m.now, due.to + toleranceOf(m, due.to));

/** Null: it is in time. */
export function wrongTime(m: Machine, due: Due, at: Micros): {readonly expected: string; readonly got: string} | null {
	if (due === null) return null;
	const off = toleranceOf(m, due.from);
	if (at >= due.from - off && at <= due.to + off) return null;
	const range = due.from === due.to ? timeText(due.from) : `${timeText(due.from)} to ${timeText(due.to)}`;
	return {expected: off === 0 ? range : `${range} ± ${timeText(off)}`, got: timeText(at)};
}
