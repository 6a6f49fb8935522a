/** When an unanswered connection is given up: R2 of RFC 9293 §3.8.3, as a count of retransmissions or as a time. */

import {adoptedUserTimeout} from './options/user-timeout-option.js';
import {type Config, MILLISECOND} from './state/config.js';
import type {Micros} from './state/segment.js';
import type {Sent, Tcb} from './state/tcb.js';

/** Whether R2 is reached, now that the retransmission timer has fired for the queue's front. */
export function reachesR2(tcb: Tcb, front: Sent, now: Micros): boolean {
	const {config, state, rto, undo} = tcb;
	if (front.syn) {
		const retries = state === 'SYN-SENT' ? config.r2Syn + config.synLinearTimeouts : config.r2SynAck;
		return rto.timeouts >= retries;
	}

	if (adoptedUserTimeout(tcb) !== null) return false;
	if (!config.behaviours['r2-is-time']) return rto.timeouts >= config.r2;
	return rto.timeouts > 0 && now - (undo.resentAt ?? now) >= patience(config);
}

/**
 * So long after the first retransmission Linux gives up (tcp_model_timeout): what R2 retransmissions would take if RTO
 * began at 200 ms, doubled, and stood at its most.
 */
function patience({r2, rtoMax}: Config): Micros {
	const doublings = Math.floor(Math.log2(rtoMax / FIRST));
	const doubled = (2 ** (Math.min(r2, doublings) + 1) - 1) * FIRST;
	return doubled + Math.max(0, r2 - doublings) * rtoMax;
}

/** TCP_RTO_MIN, whatever tcp_rto_min_us says. */
const FIRST = 200 * MILLISECOND;
