/** Text that waits because the program has more to write at once: Linux's TCP_CORK, and MSG_MORE for a single call. */

import {output} from './output.js';
import type {Effect} from './state/effect.js';
import type {Micros} from './state/segment.js';
import type {Tcb} from './state/tcb.js';

/** What follows from a SEND that says that more comes: the next event lets a short segment go, as without it. */
export function outputCorked(tcb: Tcb, now: Micros, out: Effect[]): void {
	const {config} = tcb;
	tcb.config = {...config, cork: true};
	output(tcb, now, out);
	tcb.config = config;
}

/** A cork is pulled for a moment: what waits goes (Linux's TCP_NODELAY on a corked socket). */
export function outputPushed(tcb: Tcb, now: Micros, out: Effect[]): void {
	const {config} = tcb;
	tcb.config = {...config, cork: false, nagle: false};
	output(tcb, now, out);
	tcb.config = config;
}
