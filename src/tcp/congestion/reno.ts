/**
 * Reno: slow start and congestion avoidance of RFC 5681 §3.1, and what a loss takes. As the RFC has it in octets, and as
 * Linux has it in segments where 'counts-segments' holds.
 */

import type {Effect} from '../state/effect.js';
import {applied} from '../state/report.js';
import type {Tcb} from '../state/tcb.js';

/** Largest cwnd: the largest window that scaling can offer (RFC 7323 §2.3). Octets. */
const MAX_CWND = 2 ** 30;

/**
 * Slow start: a segment for each acknowledged, ssthresh at most.
 *
 * RFC 5681 counts octets, and one segment for an ACK at most: an ACK split in many brings no more. Linux takes all that
 * an ACK acknowledges, so that delayed ACKs do not slow it down.
 *
 * @returns what of `acked` is left for congestion avoidance, octets
 */
export function slowStart(tcb: Tcb, acked: number, out: Effect[]): number {
	const {cc, snd} = tcb;
	const counts = tcb.config.behaviours['counts-segments'];
	const from = cc.cwnd;
	setWindow(tcb, counts ? Math.min(from + acked, inSegments(tcb, cc.ssthresh)) : from + Math.min(acked, snd.mss));
	applied('slow-start', out, {cwnd: cc.cwnd});
	return counts ? acked - (cc.cwnd - from) : 0;
}

/** ssthresh may lie between two segments where it was set in octets. */
const inSegments = ({snd}: Tcb, octets: number): number => Math.ceil(octets / snd.mss) * snd.mss;

/** Congestion avoidance: one segment for each window acknowledged. */
export function renoAvoidance(tcb: Tcb, acked: number, out: Effect[]): void {
	const {cc, snd, config} = tcb;
	if (config.behaviours['counts-segments']) {
		growOncePer(tcb, cc.cwnd / snd.mss, acked, 'congestion-avoidance', out);
		return;
	}

	cc.acked += acked;
	if (cc.acked < cc.cwnd) return;
	cc.acked -= cc.cwnd;
	setWindow(tcb, cc.cwnd + snd.mss);
	applied('congestion-avoidance', out, {cwnd: cc.cwnd});
}

/**
 * Linux's way to grow: one segment for every `perAck` acknowledged.
 *
 * @param perAck - segments, 1 or more; where it has become smaller, what was counted towards a larger one is worth one
 * segment and no more
 */
export function growOncePer(
	tcb: Tcb,
	perAck: number,
	acked: number,
	rule: 'congestion-avoidance' | 'cubic-grows',
	out: Effect[],
): void {
	const {cc, snd} = tcb;
	const from = cc.cwnd;
	const needed = perAck * snd.mss;
	let more = 0;
	if (cc.acked >= needed) {
		cc.acked = 0;
		more++;
	}

	cc.acked += acked;
	if (cc.acked >= needed) {
		const times = Math.floor(cc.acked / needed);
		cc.acked -= times * needed;
		more += times;
	}

	if (more === 0) return;
	setWindow(tcb, from + more * snd.mss);
	applied(rule, out, {cwnd: cc.cwnd});
}

/**
 * ssthresh after a loss: half of what is out by equation (4) of RFC 5681 §3.1, of cwnd by Linux, which keeps cwnd from
 * growing where it is not used. Two segments at least.
 *
 * @param flight - octets out
 * @returns octets
 */
export function renoThreshold(tcb: Tcb, flight: number): number {
	const {cc, snd, config} = tcb;
	if (config.behaviours['counts-segments']) return Math.max(Math.floor(cc.cwnd / snd.mss / 2), 2) * snd.mss;
	return Math.max(Math.floor(flight / 2), 2 * snd.mss);
}

/** Sets cwnd, octets, below its largest. */
export function setWindow({cc, snd, config}: Tcb, cwnd: number): void {
	const most = config.behaviours['counts-segments'] ? MAX_CWND - (MAX_CWND % snd.mss) : MAX_CWND;
	cc.cwnd = Math.min(most, cwnd);
}
