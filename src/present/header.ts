/** The screen's first line. */

import type {World} from '../lab/index.js';
import type {Line, Style} from './line.js';

export type HeaderView = {
	readonly world: World;
	/** Of the scenario or lesson; null: none. */
	readonly title: string | null;
	/** Virtual time runs by itself. */
	readonly playing: boolean;
	readonly width: number;
	readonly style: Style;
};

/** `tcp-lab · rfc9293 · t 1.020 s ⏸ hold all        title`: one line of exactly `width` cells. */
export function header(_view: HeaderView): Line {
	return [];
}
