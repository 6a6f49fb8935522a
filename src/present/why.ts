/** Why it happened: the rule that made the last decision, and all rules of the last step. */

import type {World} from '../lab/index.js';
import type {Line, Style} from './line.js';
import type {Past} from './past.js';

export type WhyView = {readonly past: Past; readonly world: World; readonly width: number; readonly style: Style};

/** The most telling decision of the last step in one line of exactly `width` cells. */
export function whyLine(_view: WhyView): Line {
	return [];
}

/** All that the last step did and decided, in order, with citations; wrapped to `width`, as many lines as it takes. */
export function explain(_view: WhyView): Line[] {
	return [];
}
