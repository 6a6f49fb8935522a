/** What a segment is, in a few words: `SYN,ACK 0 ack 1`, `data 1:101 (100)`. */

import type {World} from '../lab/index.js';
import type {Flight} from '../wire/index.js';
import type {Style} from './line.js';

/** The first SYNs' numbers by `side port>port`, from which relative numbers count: `world.wire.isns`. */
export type Isns = World['wire']['isns'];

/** The same segment in words, longest first; each shorter one leaves out what matters least. Never empty. */
export function segmentLabels(_flight: Flight, _style: Style, _isns: Isns): string[] {
	return [''];
}

/** The longest label that fits `room` cells; the shortest one cut where none does. */
export function segmentLabel(_flight: Flight, _style: Style, _isns: Isns, _room = Number.POSITIVE_INFINITY): string {
	return '';
}
