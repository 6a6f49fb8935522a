/** The last facts, one line each, newest at the bottom. */

import type {World} from '../lab/index.js';
import type {Line, Style} from './line.js';
import type {Past} from './past.js';

export type LogView = {
	readonly past: Past;
	readonly world: World;
	readonly width: number;
	readonly height: number;
	/** Lines up from the newest; clamped. */
	readonly scroll: number;
	readonly style: Style;
};

/** Exactly `height` lines of exactly `width` cells. */
export function eventLog(view: LogView): Line[] {
	return Array.from({length: view.height}, () => []);
}
