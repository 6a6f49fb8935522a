/** How long a segment may be, RFC 9293 §3.7.1. IPv4 without options; what a path narrows is in icmp.ts. */

import type {Segment} from '../state/segment.js';
import type {Tcb} from '../state/tcb.js';
import {TIMESTAMPS_SIZE} from './timestamps.js';

/** What to assume of a peer that says nothing: 576 less 40 octets (MUST-15). */
const DEFAULT_SEND_MSS = 536;

/** A peer that offers less would make headers of all traffic. Value: Linux's tcp_min_snd_mss (CVE-2019-11479). */
export const MIN_SEND_MSS = 48;

/**
 * The effective send MSS from the peer's SYN: the smaller of what it takes and what our link carries (MUST-16), less
 * what options take in every segment (RFC 6691 §2). Call it when it is known whether timestamps are agreed on.
 */
export function agreeOnMss(tcb: Tcb, syn: Segment): void {
	const sendMss = syn.options.mss ?? DEFAULT_SEND_MSS;
	const whole = Math.min(tcb.config.mtuMss, Math.max(MIN_SEND_MSS, sendMss));
	tcb.snd.mss = Math.max(1, tcb.agreed.timestamps ? whole - TIMESTAMPS_SIZE : whole);
}
