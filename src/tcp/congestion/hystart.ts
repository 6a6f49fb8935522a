/**
 * HyStart as Linux's CUBIC has it (Ha and Rhee, "Taming the elephants", 2011; RFC 9406 has a successor): slow start ends
 * before the loss, when the ACKs of a round come for as long as half of the round trip (the pipe is full) or when the
 * round trip has grown (a queue builds up).
 */

import type {Effect} from '../state/effect.js';
import {applied} from '../state/report.js';
import type {Micros} from '../state/segment.js';
import {lt} from '../state/seq.js';
import type {Tcb} from '../state/tcb.js';

/** Segments of cwnd below which it does not look. */
const LOW_WINDOW = 16;

/** Two ACKs at most this far apart belong to one train. */
const TRAIN_GAP: Micros = 2_000;

/** Samples of a round before its least counts. */
const MIN_SAMPLES = 8;

/** An eighth of the least round trip is too much more, within these bounds. */
const LEAST_GROWTH: Micros = 4_000;
const MOST_GROWTH: Micros = 16_000;

/** Linux forgives a train what offloading may hold back: a millisecond, at these rates. */
const OFFLOAD: Micros = 1_000;

/** Within this time of a stage's beginning a round trip tells of the loss before it. */
const AFTER_LOSS: Micros = 1_000_000;

/** A round begins: what is out now must be acknowledged before it ends. */
export function startRound(tcb: Tcb, now: Micros): void {
	const {hystart, snd} = tcb;
	hystart.roundAt = now;
	hystart.trainAt = now;
	hystart.until = snd.nxt;
	hystart.leastRtt = null;
	hystart.samples = 0;
}

/** A round trip was measured, with SND.UNA moved already and cwnd not yet. @param rtt - microseconds, > 0 */
export function hearRoundTrip(tcb: Tcb, rtt: Micros, now: Micros, out: Effect[]): void {
	const {hystart, cubic, cc, snd} = tcb;
	if (cubic.epochAt !== null && now - cubic.epochAt < AFTER_LOSS) return;
	hystart.minRtt = Math.min(hystart.minRtt ?? rtt, rtt);
	if (hystart.found || cc.cwnd >= cc.ssthresh) return;
	if (lt(hystart.until, snd.una)) startRound(tcb, now);
	if (cc.cwnd < LOW_WINDOW * snd.mss) return;
	if (isLongTrain(tcb, hystart.minRtt, now)) {
		endSlowStart(tcb, 'hystart-train', out);
	}

	if (isLate(tcb, rtt, hystart.minRtt)) endSlowStart(tcb, 'hystart-delay', out);
}

function isLongTrain({hystart}: Tcb, minRtt: Micros, now: Micros): boolean {
	if (now - hystart.trainAt > TRAIN_GAP) return false;
	hystart.trainAt = now;
	return now - hystart.roundAt > Math.floor((minRtt + OFFLOAD) / 2);
}

function isLate({hystart}: Tcb, rtt: Micros, minRtt: Micros): boolean {
	hystart.leastRtt = Math.min(hystart.leastRtt ?? rtt, rtt);
	if (hystart.samples < MIN_SAMPLES) {
		hystart.samples++;
		return false;
	}

	const growth = Math.min(Math.max(Math.floor(minRtt / 8), LEAST_GROWTH), MOST_GROWTH);
	return hystart.leastRtt > minRtt + growth;
}

function endSlowStart(tcb: Tcb, rule: 'hystart-train' | 'hystart-delay', out: Effect[]): void {
	const {hystart, cc} = tcb;
	if (hystart.found) return;
	hystart.found = true;
	cc.ssthresh = cc.cwnd;
	applied(rule, out, {cwnd: cc.cwnd});
}
