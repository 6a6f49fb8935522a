/** Both states, both seq and ack numbers, and TIME-WAIT running down: always on the screen. */

import type {World} from '../lab/index.js';
import type {Line, Style} from './line.js';

/** One line of exactly `width` cells. */
export function statusBar(_world: World, _width: number, _style: Style): Line {
	return [];
}
