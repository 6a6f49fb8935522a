/** A host's timers: those of its connections, and its own for orphans. */

import {InvariantError, type Micros} from '../tcp/index.js';
import type {Host, HostEffect} from './host.js';

/** Runs all timers that are due at `now`. */
export function hostExpire(_host: Host, _now: Micros, _out: HostEffect[]): void {
	throw new InvariantError('not yet');
}

/** The earliest deadline of any timer on the host; null: none runs. */
export function hostDeadline(_host: Host): Micros | null {
	return null;
}
