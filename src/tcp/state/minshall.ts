/**
 * Nagle's rule as Minshall narrowed it, and Linux has it: a short segment waits only while another short one is
 * unacknowledged. So the tail of a large write goes at once, and a stream of small ones is still gathered.
 *
 * @see draft-minshall-nagle-01
 */

import {le, lt} from './seq.js';
import type {Tcb} from './tcb.js';

/** Whether a short segment has to wait. */
export function minshallHolds(tcb: Tcb): boolean {
	const {snd, config} = tcb;
	if (!config.nagle || config.switches['no-nagle'] || tcb.retransmissions.length === 0) return false;
	if (!config.behaviours['minshall-nagle']) return true;
	return lt(snd.una, snd.short) && le(snd.short, snd.nxt);
}
