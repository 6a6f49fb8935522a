/** Computing the retransmission timeout, RFC 6298 §2. The clock's granularity G is the lab's: one microsecond. */

import type {Effect} from '../state/effect.js';
import {applied} from '../state/report.js';
import type {Micros} from '../state/segment.js';
import {le} from '../state/seq.js';
import type {Tcb} from '../state/tcb.js';

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
	if (config.behaviours['variance-floor']) smoothAboveFloor(tcb, roundTrip);
	else smooth(tcb, roundTrip);
	rto.backoff = 0;
	applied('rtt-sampled', out, {
		rtt: milliseconds(roundTrip),
		srtt: milliseconds(rto.srtt ?? 0),
		rto: seconds(rto.rto),
	});
}

function smooth({rto, config}: Tcb, roundTrip: Micros): void {
	if (rto.srtt === null) {
		rto.srtt = roundTrip;
		rto.rttvar = Math.round(roundTrip / 2);
	} else {
		rto.rttvar = Math.round((3 * rto.rttvar + Math.abs(rto.srtt - roundTrip)) / 4);
		rto.srtt = Math.round((7 * rto.srtt + roundTrip) / 8);
	}

	const computed = rto.srtt + Math.max(GRANULARITY, 4 * rto.rttvar);
	rto.rto = Math.min(config.rtoMax, Math.max(config.rtoMin, computed));
}

/**
 * Linux's way: the deviation has the floor, not the timeout, so RTO is SRTT and 200 ms at least; it counts the
 * greatest of each round trip, rises at once and sinks slowly; and a shorter round trip hardly widens it.
 */
function smoothAboveFloor({rto, config, snd}: Tcb, roundTrip: Micros): void {
	if (rto.srtt === null) {
		rto.srtt = roundTrip;
		rto.mdev = roundTrip * 2;
		rto.mdevMax = Math.max(rto.mdev, config.rtoMin);
		rto.rttvar = rto.mdevMax;
		rto.round = snd.nxt;
	} else {
		const error = roundTrip - rto.srtt;
		const change = Math.abs(error) - rto.mdev / 4;
		rto.mdev += error < 0 && change > 0 ? change / 8 : change;
		rto.srtt += error / 8;
		if (rto.mdev > rto.mdevMax) {
			rto.mdevMax = rto.mdev;
			if (rto.mdevMax > rto.rttvar) rto.rttvar = rto.mdevMax;
		}

		if (!le(snd.una, rto.round)) {
			if (rto.mdevMax < rto.rttvar) rto.rttvar -= (rto.rttvar - rto.mdevMax) / 4;
			rto.round = snd.nxt;
			rto.mdevMax = config.rtoMin;
		}
	}

	rto.mdev = Math.round(rto.mdev);
	rto.srtt = Math.round(rto.srtt);
	rto.rttvar = Math.round(rto.rttvar);
	rto.rto = Math.min(config.rtoMax, rto.srtt + rto.rttvar);
}

/** Doubles RTO up to its bound (RFC 6298 §5.5). */
export function backOff(tcb: Tcb): void {
	tcb.rto.rto = Math.min(tcb.config.rtoMax, tcb.rto.rto * 2);
	tcb.rto.backoff++;
}

/** For a rule's sentence. */
export const seconds = (micros: Micros): number => Math.round(micros / 1000) / 1000;
const milliseconds = (micros: Micros): number => Math.round(micros / 100) / 10;
