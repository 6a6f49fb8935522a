/**
 * Congestion window validation as Linux has it (RFC 2861): a window that was not used for a while decays towards what
 * was, so that a burst after a pause does not lean on what the network was long ago.
 */

import {initialWindow} from './congestion.js';
import type {Effect} from './state/effect.js';
import {applied} from './state/report.js';
import type {Micros} from './state/segment.js';
import {le} from './state/seq.js';
import type {Tcb} from './state/tcb.js';

/**
 * A run of sending is over: remembers whether cwnd was what ended it, and lets an unused one decay.
 *
 * @param limited - cwnd stopped it, or as much as cwnd is in flight
 */
export function validateWindow(tcb: Tcb, limited: boolean, now: Micros, out: Effect[]): void {
	const {usage, snd, cc, config} = tcb;
	const packets = tcb.retransmissions.length;
	if (le(usage.until, snd.una) || limited || (!usage.limited && packets > usage.most)) {
		usage.limited = limited;
		usage.most = packets;
		usage.until = snd.nxt;
	}

	const inSlowStart = cc.cwnd < cc.ssthresh;
	if (usage.limited || (inSlowStart && cc.cwnd < 2 * usage.most * snd.mss)) {
		usage.used = 0;
		usage.validAt = now;
		return;
	}

	usage.used = Math.max(usage.used, packets);
	if (config.slowStartAfterIdle && now - usage.validAt >= tcb.rto.rto) decay(tcb, now, out);
}

/** An RTO without a full window: half of what was not used goes. A full send buffer is no reason. */
function decay(tcb: Tcb, now: Micros, out: Effect[]): void {
	const {usage, snd, cc} = tcb;
	const used = Math.max(usage.used * snd.mss, initialWindow(tcb));
	if (cc.phase === 'open' && used < cc.cwnd) {
		cc.ssthresh = rememberedThreshold(tcb);
		cc.cwnd = Math.floor((cc.cwnd + used) / 2 / snd.mss) * snd.mss;
		applied('window-unused', out, {cwnd: cc.cwnd});
	}

	usage.used = 0;
	usage.validAt = now;
}

/** After an idle time cwnd is halved for each RTO of it, the initial window at least. Call it before text is queued to nothing in flight. */
export function restartAsLinux(tcb: Tcb, now: Micros, out: Effect[]): void {
	const {usage, snd, cc, rto} = tcb;
	if (!tcb.config.slowStartAfterIdle || tcb.retransmissions.length > 0) return;
	let idle = now - tcb.lastSentAt;
	if (idle <= rto.rto) return;
	const from = cc.cwnd;
	const least = Math.min(initialWindow(tcb), from);
	cc.ssthresh = rememberedThreshold(tcb);
	for (idle -= rto.rto; idle > 0 && cc.cwnd > least; idle -= rto.rto)
		cc.cwnd = Math.floor(cc.cwnd / 2 / snd.mss) * snd.mss;
	cc.cwnd = Math.max(cc.cwnd, least);
	usage.used = 0;
	usage.validAt = now;
	if (cc.cwnd < from) applied('restart-window', out, {cwnd: cc.cwnd});
}

/** Three quarters of cwnd, or what ssthresh is: so far slow start may bring it back. */
export function rememberedThreshold({cc, snd}: Tcb): number {
	const segments = Math.floor(cc.cwnd / snd.mss);
	if (cc.phase === 'cwr' || cc.phase === 'recovery') return cc.ssthresh;
	return Math.max(cc.ssthresh, ((segments >> 1) + (segments >> 2)) * snd.mss);
}
