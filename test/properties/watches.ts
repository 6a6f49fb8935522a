/** All properties that are watched, in the order in which they look. */

import type {Watch} from './ends.js';
import {watchCongestion} from './watch/congestion.js';
import {learn, remember} from './watch/memory.js';
import {watchOptions} from './watch/options.js';
import {watchSegments} from './watch/segments.js';
import {watchSequenceSpace} from './watch/sequence-space.js';
import {watchStates} from './watch/states.js';
import {watchStream} from './watch/stream.js';
import {watchTimers} from './watch/timers.js';
import {watchWire} from './watch/wire.js';

export const WATCHES: readonly Watch[] = [
	learn,
	watchWire,
	watchStream,
	watchSequenceSpace,
	watchSegments,
	watchStates,
	watchOptions,
	watchTimers,
	watchCongestion,
	remember,
];
