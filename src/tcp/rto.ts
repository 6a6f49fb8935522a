/** Computing the retransmission timeout, RFC 6298 §2. The clock's granularity G is the lab's: one microsecond. */

import type {Effect} from './effect.js';
import {applied} from './report.js';
import type {Micros} from './segment.js';
import type {Tcb} from './tcb.js';

const GRANULARITY: Micros = 1;

/**
 * Takes one round trip into SRTT and RTTVAR and computes RTO anew, which also ends any backing off.
 *
 * Karn: never call this with the round trip of a segment sent twice.
 *
 * @param roundTrip - microseconds, > 0
 * @see RFC 6298 §2.2–2.5
 */
export function sample(tcb: Tcb, roundTrip: Micros, out: Effect[]): void {
	const {rto, config} = tcb;
	if (rto.srtt === null) {
		rto.srtt = roundTrip;
		rto.rttvar = Math.round(roundTrip / 2);
	} else {
		rto.rttvar = Math.round((3 * rto.rttvar + Math.abs(rto.srtt - roundTrip)) / 4);
		rto.srtt = Math.round((7 * rto.srtt + roundTrip) / 8);
	}

	const computed = rto.srtt + Math.max(GRANULARITY, 4 * rto.rttvar);
	rto.rto = Math.min(config.rtoMax, Math.max(config.rtoMin, computed));
	rto.backoff = 0;
	applied('rtt-sampled', out, {
		rtt: milliseconds(roundTrip),
		srtt: milliseconds(rto.srtt),
		rto: seconds(rto.rto),
	});
}

/** Doubles RTO up to its bound (RFC 6298 §5.5). */
export function backOff(tcb: Tcb): void {
	tcb.rto.rto = Math.min(tcb.config.rtoMax, tcb.rto.rto * 2);
	tcb.rto.backoff++;
}

/** For a rule's sentence. */
export const seconds = (micros: Micros): number => Math.round(micros / 1000) / 1000;
const milliseconds = (micros: Micros): number => Math.round(micros / 100) / 10;
