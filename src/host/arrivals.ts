/** A segment comes from the wire: to whom it goes. */

import {InvariantError, type Micros, type Segment} from '../tcp/index.js';
import type {Host, HostEffect} from './host.js';

/** SEGMENT ARRIVES at a host: a connection's, a listener's or nobody's (RFC 9293 §3.10.7.1). */
export function hostArrive(_host: Host, _seg: Segment, _now: Micros, _out: HostEffect[]): void {
	throw new InvariantError('not yet');
}
