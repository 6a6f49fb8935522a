/** Which options a segment carries: in a SYN what is offered (MUST-5 and companions), later what was agreed on. */

import {type Micros, NO_OPTIONS, type Options} from '../state/segment.js';
import type {Tcb} from '../state/tcb.js';
import {takeBlocks} from './sack-blocks.js';
import {timestampsFor} from './timestamps.js';
import {offeredUserTimeout, tellsUserTimeout} from './user-timeout-option.js';

/**
 * The options of a segment that goes now, other than a reset.
 *
 * @param size - octets of its text
 */
export function optionsOf(tcb: Tcb, syn: boolean, size: number, now: Micros): Options {
	if (syn) return synOptions(tcb, now);
	const {agreed, config} = tcb;
	const sack = agreed.sack ? takeBlocks(tcb, size) : null;
	const userTimeout = config.userTimeoutOption === null ? null : tellsUserTimeout(tcb, size, sack !== null);
	if (!agreed.timestamps && sack === null && userTimeout === null) return NO_OPTIONS;
	return {
		mss: null,
		wscale: null,
		sackPermitted: false,
		sack,
		timestamps: agreed.timestamps ? timestampsFor(tcb, true, now) : null,
		fastOpen: null,
		userTimeout,
		unknown: NO_OPTIONS.unknown,
	};
}

/**
 * MSS in every SYN (SHLD-5), and in no other segment (MUST-65). The first SYN offers what our host can; a SYN,ACK takes
 * up what the peer offered, and no more.
 */
function synOptions(tcb: Tcb, now: Micros): Options {
	const {config, agreed} = tcb;
	const first = tcb.state === 'SYN-SENT';
	const fastOpen = takeFastOpen(tcb);
	return {
		...NO_OPTIONS,
		mss: config.mss,
		wscale: (first ? config.windowScaling : agreed.scaling) ? config.wscale : null,
		sackPermitted: first ? config.sack : agreed.sack,
		timestamps: (first ? config.timestamps : agreed.timestamps) ? timestampsFor(tcb, !first, now) : null,
		fastOpen,
		userTimeout: (fastOpen?.length ?? 0) > MOST_BESIDE ? null : offeredUserTimeout(tcb),
	};
}

/** A longer cookie and the user timeout do not both find room beside MSS, timestamps and scaling: 40 octets are all. */
const MOST_BESIDE = 14;

/** A SYN, or SYN,ACK, that is sent again goes without (RFC 7413 §4.1.3): a box on the way may have stumbled on it. */
function takeFastOpen({fastOpen}: Tcb): Options['fastOpen'] {
	const {option} = fastOpen;
	fastOpen.option = null;
	return option;
}
