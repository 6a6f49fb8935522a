/**
 * How much goes together where 'no-sender-sws' is on: Linux sends whole segments, several as one burst, and a short one
 * where it ends the queue, or fills the window behind a whole one. It waits neither for half of the peer's window nor
 * for an override timer: whatever does not fit waits for an ACK, or for the persist timer (empty-probes.ts).
 */

import {limitedTransmit} from '../congestion/limited-transmit.js';
import {sackSize} from '../options/sack-blocks.js';
import type {Effect} from '../state/effect.js';
import {flightOf} from '../state/flight.js';
import {minshallHolds} from '../state/minshall.js';

import {applied} from '../state/report.js';
import type {Micros} from '../state/segment.js';
import {distance} from '../state/seq.js';
import {finWaits, type Tcb} from '../state/tcb.js';
import {burstSize, waitsForBurst} from './burst.js';
import {firstRecord, growFirst} from './send-records.js';

/** Half of a window as small as this is no segment any more: then all of it may be one. Octets. */
const SMALL_WINDOW = 536;

/** No window makes segments shorter than this with TCP's header: they wait for the persist timer. Octets. */
const LEAST_PACKET = 68;

/** The largest text of a segment: no more than half of the largest window that the peer ever offered. Octets. */
export function wholeSegment(tcb: Tcb): number {
	const {snd} = tcb;
	// A window that was never open says nothing.
	if (snd.maxWnd === 0) return snd.mss - sackSize(tcb);
	const part = snd.maxWnd > SMALL_WINDOW ? Math.floor(snd.maxWnd / 2) : snd.maxWnd;
	const most = Math.max(part, LEAST_PACKET - (tcb.agreed.timestamps ? 32 : 20));
	return Math.min(snd.mss, most) - sackSize(tcb);
}

/** Octets that should go now, as one segment or as several of `wholeSegment`; 0: wait, and the rule says for what. */
export function nextBurst(tcb: Tcb, now: Micros, out: Effect[]): number {
	const {snd} = tcb;
	const all = tcb.unsent.length;
	const whole = wholeSegment(tcb);
	const room = segmentsOfRoom(tcb);
	if (room < 1) return waits('cwnd-full', all, out);
	// tcp_cwnd_test(): a burst is no more than half of cwnd.
	const half = Math.max(1, Math.floor(tcb.cc.cwnd / snd.mss) >> 1);
	const together = tcb.config.behaviours.bursts ? Math.floor(burstSize(tcb) / snd.mss) : 1;
	const most = Math.min(room, half, Math.max(1, together)) * whole;
	growFirst(tcb, most);
	const queued = firstRecord(tcb);
	const isLast = queued === all;
	const usable = snd.wnd - distance(snd.una, snd.nxt);
	const least = queued > whole ? whole : queued + (isLast && finWaits(tcb) ? 1 : 0);
	if (usable < least)
		return waits(usable < 0 ? 'window-shrunk' : usable === 0 ? 'window-full' : 'window-too-small', all, out);
	if (queued <= whole) {
		const mayWait = isLast && queued < whole && !finWaits(tcb) && distance(snd.nxt, snd.up) <= 0;
		if (mayWait && tcb.config.cork) return waits('cork-waits', all, out);
		return mayWait && minshallHolds(tcb) ? waits('minshall-waits', all, out) : queued;
	}

	if (waitsForBurst(tcb, Math.min(room * snd.mss, usable), now)) return waits('burst-waits', all, out);
	if (!isLast && most <= usable) return Math.min(most, queued);
	const fitting = Math.min(queued, usable);
	if (most <= fitting) return most;
	const partial = fitting % whole;
	return partial > 0 && (tcb.config.cork || minshallHolds(tcb)) ? fitting - partial : fitting;
}

/** Whole segments that cwnd lets go; one at least while nothing is in flight. */
export function segmentsOfRoom(tcb: Tcb): number {
	const {snd, cc} = tcb;
	const room = Math.floor((cc.cwnd + limitedTransmit(tcb) - flightOf(tcb)) / snd.mss);
	return tcb.retransmissions.length === 0 ? Math.max(1, room) : room;
}

function waits(
	rule:
		| 'cwnd-full'
		| 'window-full'
		| 'window-shrunk'
		| 'window-too-small'
		| 'minshall-waits'
		| 'burst-waits'
		| 'cork-waits',
	octets: number,
	out: Effect[],
): 0 {
	applied(rule, out, {octets});
	return 0;
}
