/** RETRANSMISSION TIMEOUT, RFC 9293 §3.10.8, and what follows it: RFC 6298 §5.4–5.6, RFC 5681 §3.1. */

import {suspectBlackHole} from './black-hole.js';
import {lossByTimeout} from './congestion.js';
import {isSilent} from './empty-probes.js';
import {reachesR2} from './give-up.js';
import {backOff, seconds} from './loss/rto.js';
import {probe} from './persist.js';
import {loseByTimeout} from './recovery.js';
import {resendAt, resendFront} from './retransmission.js';
import {abortTcb} from './state/delete.js';
import type {Effect} from './state/effect.js';
import {endOf} from './state/flight.js';
import {applied, setTimer, signal} from './state/report.js';
import type {Micros} from './state/segment.js';
import {distance} from './state/seq.js';
import type {Sent, Tcb} from './state/tcb.js';

/** RETRANSMISSION TIMEOUT, RFC 9293 §3.10.8; RFC 6298 §5.4–5.6; R1 and R2 of §3.8.3. */
export function retransmissionTimeout(tcb: Tcb, now: Micros, out: Effect[]): void {
	const front = tcb.retransmissions[0];
	if (front === undefined) return;
	const {rto, config} = tcb;
	// A peer that shut its window is not dead for not taking what lies beyond it (SHLD-17): that is a probe then.
	const shut = tcb.snd.wnd === 0 && !front.syn;
	if (shut && !config.behaviours['empty-probes']) {
		probe(tcb, now, out);
		return;
	}

	// Into a shut window Linux sends it again whole, as long as anything is heard.
	if (shut ? isSilent(tcb, now) : reachesR2(tcb, front, now)) {
		applied('r2-reached', out, {times: rto.timeouts});
		abortTcb(tcb, 'connection aborted due to user timeout', now, out);
		return;
	}

	const from = seconds(rto.rto);
	rto.timeouts++;
	if (!isLinear(tcb)) backOff(tcb);
	applied('retransmission-timeout', out, {from, to: seconds(rto.rto)});
	suspectBlackHole(tcb, out);
	if (!front.syn) {
		if (config.behaviours.rack) loseByTimeout(tcb, now, out);
		else lossByTimeout(tcb, now, out);
	}

	resendFront(tcb, 'retransmission-timeout', now, out);
	tcb.cc.resent = endOf(tcb.retransmissions[0] as Sent);
	setTimer(tcb, 'retransmission', now + rto.rto, out);
	if (rto.timeouts === config.r1) {
		applied('r1-reached', out, {times: rto.timeouts});
		signal('delivery problem', out);
	}
}

/** Linux tries a SYN a few times before it slows down: a lost SYN is seldom congestion. */
const isLinear = ({state, rto, config}: Tcb): boolean =>
	state === 'SYN-SENT' && rto.timeouts <= config.synLinearTimeouts;

/** After a timeout: what it gave up as lost is sent again as far as cwnd and the window let it. */
export function resendLost(tcb: Tcb, now: Micros, out: Effect[]): void {
	const {cc, snd} = tcb;
	if (cc.phase !== 'loss') return;
	const usable = Math.min(cc.cwnd, snd.wnd);
	for (let index = 0; index < tcb.retransmissions.length; index++) {
		const sent = tcb.retransmissions[index] as Sent;
		if (distance(cc.resent, sent.seq) < 0) continue;
		if (distance(sent.seq, cc.recover) <= 0) return;
		const end = endOf(sent);
		if (sent.sacked) {
			cc.resent = end;
			continue;
		}

		if (distance(snd.una, end) > usable) return;
		cc.resent = end;
		resendAt(tcb, index, 'sends-lost-again', now, out);
	}
}
