/**
 * SEGMENT ARRIVES in SYN-SENT, RFC 9293 §3.10.7.3.
 * Left out: security and compartment (third).
 */

import {hearAckOfSyn} from './acknowledge.js';
import {arrivesOther} from './arrives-other.js';
import {established} from './established.js';
import {fastOpenAnswered} from './fast-open.js';
import {hold} from './options/reassembly.js';
import {hearSyn} from './peer-syn.js';
import {resendSyn} from './retransmission.js';
import {closeTcb} from './state/delete.js';
import type {Effect} from './state/effect.js';
import {applied, enter, signal, stop} from './state/report.js';
import type {Micros, Segment} from './state/segment.js';
import {le, lt, plus, type Seq} from './state/seq.js';
import type {Tcb} from './state/tcb.js';
import {oweAck, resetAgainst} from './transmit.js';

type Step = (tcb: Tcb, seg: Segment, now: Micros, out: Effect[]) => 'continue' | 'stop';

/** The section's five checks, in its order. @see RFC 9293 §3.10.7.3 */
export function arrivesSynSent(tcb: Tcb, seg: Segment, now: Micros, out: Effect[]): void {
	for (const step of steps) if (step(tcb, seg, now, out) === 'stop') return;
}

const first: Step = (tcb, seg, _now, out) => {
	if (seg.ack === null) return 'continue';
	if (lt(tcb.iss, seg.ack) && le(seg.ack, tcb.snd.nxt)) return 'continue';
	if (seg.rst) return stop('syn-sent-ack-bad-drop', out);
	if (tcb.config.switches['two-way-handshake']) return stop('syn-sent-two-way', out);
	resetAgainst(seg as Segment & {ack: Seq}, 'syn-sent-ack-bad-rst', out);
	return stop('syn-sent-ack-bad-rst', out);
};

const second: Step = (tcb, seg, now, out) => {
	if (!seg.rst) return 'continue';
	if (seg.ack === null) return stop('syn-sent-rst-no-ack', out);
	// Departs from RFC 9293 §3.10.7.3: "connection reset" is said there; as in SYN-RECEIVED (§3.10.7.4), and as programs
	// know it, a connection that never was is refused.
	// Departs from RFC 5961 §3.2: SEG.SEQ is not held against RCV.NXT, because before the peer's SYN there is none.
	applied('syn-sent-refused', out);
	signal('connection refused', out);
	closeTcb(tcb, now, out);
	return 'stop';
};

/** Security and compartment are not modelled; the step stays so the numbers match. */
const third: Step = () => 'continue';

const fourth: Step = (tcb, seg, now, out) => {
	if (!seg.syn) return 'continue';
	tcb.rcv.nxt = plus(seg.seq, 1);
	tcb.rcv.up = tcb.rcv.nxt;
	tcb.irs = seg.seq;
	hearSyn(tcb, seg, now, out);
	if (seg.ack !== null) {
		applied('syn-sent-established', out);
		enter(tcb, 'ESTABLISHED', out);
		established(tcb, seg, now, out);
		hearAckOfSyn(tcb, seg, seg.ack, now, out);
		oweAck(tcb, 'syn-sent-established');
		// Text that was not taken goes again, and carries the ACK.
		fastOpenAnswered(tcb, seg, now, out);
		arrivesOther(tcb, seg, now, out, 6);
		return 'stop';
	}

	hold(tcb, seg);
	applied('syn-sent-simultaneous', out);
	enter(tcb, 'SYN-RECEIVED', out);
	resendSyn(tcb, 'syn-sent-simultaneous', false, now, out);
	return 'stop';
};

const fifth: Step = (_tcb, _seg, _now, out) => stop('syn-sent-drop', out);

const steps = [first, second, third, fourth, fifth] as const;
