/** The wire as a ladder in time: the client's side on the left, time runs down. */

import type {World} from '../lab/index.js';
import type {FlightId} from '../wire/index.js';
import type {Line, Style} from './line.js';
import type {Past} from './past.js';

export type LadderView = {
	readonly past: Past;
	readonly world: World;
	/** Cells and rows inside the pane's border. */
	readonly width: number;
	readonly height: number;
	/** Kept in sight while `scroll` is 0. */
	readonly selected: FlightId | null;
	/** Rows up from the newest; clamped to what is there. */
	readonly scroll: number;
	readonly style: Style;
};

/** The picture: exactly `height` lines of exactly `width` cells. */
export function ladder(view: LadderView): Line[] {
	return Array.from({length: view.height}, () => []);
}
