/**
 * Explicit congestion notification, RFC 3168: what the SYNs agree on and what each segment says. A router that would
 * drop marks instead (CE); the receiver tells the sender (ECE) until that says that it has heard (CWR).
 * Left out: a rate below two segments a round trip (§6.1.2 has the retransmission timer slow it down); the nonce of
 * RFC 3540; Accurate ECN.
 */

import type {Effect} from '../state/effect.js';
import {applied} from '../state/report.js';
import type {RuleId} from '../state/rules.js';
import type {Segment} from '../state/segment.js';
import type {Tcb} from '../state/tcb.js';

/**
 * §6.1.1: a SYN with ECE and CWR asks, a SYN,ACK with ECE alone agrees. Other flags on the answer are a mirror's, that
 * knows nothing of them. Who merely accepts does not ask, and so has nothing to be answered; a SYN must not be ECT.
 */
export function agreeOnEcn(tcb: Tcb, seg: Segment, out: Effect[]): void {
	const {ecn} = tcb.config;
	const asks = seg.ack === null && seg.ece && seg.cwr && seg.ecn === 0;
	const answers = seg.ack !== null && seg.ece && !seg.cwr;
	tcb.agreed.ecn = (ecn === 'ask' && (asks || answers)) || (ecn === 'accept' && asks && tcb.state === 'LISTEN');
	if (tcb.agreed.ecn) applied('ecn-agreed', out);
}

/**
 * The SYN asks. Sent again it does not, where `ecnFallback` holds: there are boxes that drop what they do not know
 * (§6.1.1.1).
 */
export function asksForEcn({config, ecn}: Tcb, again: boolean, out: Effect[]): boolean {
	if (config.ecn !== 'ask' || ecn.gaveUp) return false;
	if (again && config.ecnFallback) {
		ecn.gaveUp = true;
		applied('ecn-syn-without', out);
		return false;
	}

	return true;
}

/** §6.1.3: on a SYN,ACK the agreement, on every other segment that a mark came and CWR has not. */
export const echoes = ({agreed, ecn}: Tcb, syn: boolean): boolean => agreed.ecn && (syn || ecn.echo);

/** §6.1.4 to §6.1.6: new text is ECT(0). Pure ACKs, retransmissions and window probes are not: nobody would hear of their marks, or a forger might. */
export const isMarkable = ({agreed}: Tcb, octets: number, again: boolean, why: RuleId): boolean =>
	agreed.ecn && octets > 0 && !again && why !== 'probe-zero-window';

/** §6.1.2: "CWR flag on the first new data packet sent after the window reduction". It is said once. */
export function saysReduced({ecn}: Tcb, out: Effect[]): boolean {
	if (!ecn.reduced) return false;
	ecn.reduced = false;
	applied('ecn-cwr-sent', out);
	return true;
}

/** cwnd was reduced, for whatever reason: the peer is to know. */
export function oweCwr({agreed, ecn}: Tcb): void {
	if (agreed.ecn) ecn.reduced = true;
}

/** The reduction was undone before anybody was told. */
export function withdrawCwr({ecn}: Tcb): void {
	ecn.reduced = false;
}
