/** A program's socket calls. */

import {InvariantError, type Micros} from '../tcp/index.js';
import type {Host, HostEffect, SocketCall} from './host.js';

/** Makes a call; its end is a 'returned' effect, now or, for `accept` and `drain`, when what they wait for has come. */
export function hostCall(_host: Host, call: SocketCall, _now: Micros, _out: HostEffect[]): void {
	throw new InvariantError(call.call);
}
