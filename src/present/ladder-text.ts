/** The ladder for a pipe: what `tcp-lab run --format text` prints. */

import type {Entry} from '../lab/index.js';
import type {Style} from './line.js';

/** Each segment a line with time, arrow, label and fate; indented below it what its arrival decided, with citation. */
export function ladderText(_entries: readonly Entry[], _width: number, _style: Style): string[] {
	return [];
}
