/**
 * Loss recovery by SACK, RFC 6675: what is lost is told by how much above it has arrived, and what may go by `pipe`.
 * Used where SACK is agreed and RACK is not wanted.
 */

import {ssthreshAfterLoss} from './congestion/congestion-control.js';
import {ackedInLoss, ackedInOpen} from './congestion.js';
import {resendAt} from './retransmission.js';
import type {Effect} from './state/effect.js';
import {endOf, flightOf, indexAt, sizeOf} from './state/flight.js';
import type {News} from './state/news.js';
import {applied} from './state/report.js';
import type {Micros} from './state/segment.js';
import {marked} from './state/sent.js';
import {distance, le, lt} from './state/seq.js';
import type {Sent, Tcb} from './state/tcb.js';

/** RFC 6675 §5 for one ACK; `resendHoles` and `output` then send. */
export function sackRecover(tcb: Tcb, news: News, now: Micros, out: Effect[]): void {
	const {cc, snd, config} = tcb;
	const acked = distance(news.una, news.ack);
	if (cc.phase === 'loss') {
		if (news.advances) ackedInLoss(tcb, acked, now, out);
		return;
	}

	if (cc.phase === 'recovery') {
		if (le(cc.recover, snd.una)) {
			cc.phase = 'open';
			cc.dupAcks = 0;
			applied('recovery-ends', out, {cwnd: cc.cwnd});
		} else findLost(tcb);
		return;
	}

	if (news.advances) ackedInOpen(tcb, news.ece ? 0 : acked, news.flight, now, out);
	if (news.advances || news.sacked === 0) return;
	cc.dupAcks++;
	applied('dup-ack', out, {times: cc.dupAcks});
	findLost(tcb);
	const front = tcb.retransmissions[0];
	if (cc.dupAcks < config.dupThresh && front?.lost !== true) return;
	if (lt(snd.una, cc.recover)) {
		applied('recovery-avoided', out);
		return;
	}

	enterSackRecovery(tcb, now, out);
}

/** §5 steps 4.1 to 4.3: the window is halved, and the oldest goes again at once. */
function enterSackRecovery(tcb: Tcb, now: Micros, out: Effect[]): void {
	const {cc, snd, sackRecovery} = tcb;
	cc.ssthresh = ssthreshAfterLoss(tcb, flightOf(tcb), now);
	cc.cwnd = cc.ssthresh;
	cc.recover = snd.nxt;
	cc.phase = 'recovery';
	applied('fast-retransmit', out, {ssthresh: cc.ssthresh});
	resendAt(tcb, 0, 'fast-retransmit', now, out);
	sackRecovery.highRxt = endOf(tcb.retransmissions[0] as Sent);
	sackRecovery.rescued = false;
}

/** §4 IsLost(): three reported pieces above it, or more than two segments' worth of octets. */
function findLost(tcb: Tcb): void {
	const {retransmissions: queue, config, snd, board} = tcb;
	let pieces = 0;
	let octets = 0;
	let reported = false;
	for (let index = queue.length - 1; index >= 0; index--) {
		const sent = queue[index] as Sent;
		if (sent.sacked) {
			octets += sizeOf(sent);
			if (!reported) pieces++;
		} else if (!sent.lost && (pieces >= config.dupThresh || octets > (config.dupThresh - 1) * snd.mss)) {
			queue[index] = marked(sent, {sacked: false, lost: true, resent: sent.resent});
			board.lost++;
		}

		reported = sent.sacked;
	}
}

/** §5 step C and §4 NextSeg() rule 1: holes that are surely lost, as far as cwnd lets them. */
export function resendHoles(tcb: Tcb, now: Micros, out: Effect[]): void {
	if (!isRepairing(tcb)) return;
	const {retransmissions: queue, sackRecovery, cc, snd} = tcb;
	for (let index = indexAt(queue, sackRecovery.highRxt); index < queue.length; index++) {
		const sent = queue[index] as Sent;
		if (sent.sacked || !sent.lost) continue;
		if (cc.cwnd - flightOf(tcb) < snd.mss) return;
		sackRecovery.highRxt = endOf(sent);
		resendAt(tcb, index, 'sack-resends', now, out);
	}
}

/**
 * §4 NextSeg() rules 3 and 4, when nothing new may go: holes that may be lost, and once in a recovery the last segment,
 * so that a lost tail is reported.
 */
export function resendDoubtful(tcb: Tcb, now: Micros, out: Effect[]): void {
	if (!isRepairing(tcb)) return;
	const {retransmissions: queue, sackRecovery, cc, snd, board} = tcb;
	for (let index = indexAt(queue, sackRecovery.highRxt); index < queue.length; index++) {
		const sent = queue[index] as Sent;
		if (sent.sacked) continue;
		if (board.sacked === 0 || !lt(sent.seq, board.highest)) break;
		if (cc.cwnd - flightOf(tcb) < snd.mss) return;
		sackRecovery.highRxt = endOf(sent);
		resendAt(tcb, index, 'sack-resends', now, out);
	}

	const last = queue[queue.length - 1];
	if (sackRecovery.rescued || last === undefined || last.sacked || lt(last.seq, sackRecovery.highRxt)) return;
	if (cc.cwnd - flightOf(tcb) < snd.mss) return;
	sackRecovery.rescued = true;
	resendAt(tcb, queue.length - 1, 'sack-rescues', now, out);
}

const isRepairing = ({cc, agreed, config, snd}: Tcb): boolean =>
	cc.phase === 'recovery' && agreed.sack && !config.behaviours.rack && snd.wnd > 0;
