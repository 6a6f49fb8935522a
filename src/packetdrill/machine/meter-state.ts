/** What TCP_INFO counts and no engine needs: kept beside the connection that the script is about. */

import {noCounts, type SegmentCounts} from '../../lab/index.js';
import type {Micros} from '../../tcp/index.js';

export type Meter = SegmentCounts & {
	/** When the connection was first seen in a synchronized state. */
	openedAt: Micros;
	outOfOrder: number;
	/** Text of our SYN was acknowledged with it (RFC 7413). */
	synTextTaken: boolean;
	/** What held the sender up, microseconds each (tcp_chrono): text was out or waited; the peer's window; the buffer. */
	busy: Micros;
	windowLimited: Micros;
	bufferLimited: Micros;
	/** What holds it up since when. */
	held: 'idle' | 'busy' | 'window' | 'buffer';
	since: Micros;
};

export const newMeter = (): Meter => ({
	...noCounts(),
	openedAt: 0,
	outOfOrder: 0,
	synTextTaken: false,
	busy: 0,
	windowLimited: 0,
	bufferLimited: 0,
	held: 'idle',
	since: 0,
});
