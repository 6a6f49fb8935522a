/**
 * SEGMENT ARRIVES in LISTEN, RFC 9293 §3.10.7.2.
 * Left out: security and compartment. The ISS was chosen by the passive OPEN's caller, who knows the key of RFC 6528.
 */

import {firstWindow} from './buffers/moderated-window.js';
import {established} from './established.js';
import {openEarly, opensEarly} from './fast-open.js';
import {hold} from './options/reassembly.js';
import {hearSyn} from './peer-syn.js';
import {takeHeldText} from './receive-text.js';
import {sendSyn} from './retransmission.js';
import type {Effect} from './state/effect.js';
import {applied, clearTimer, enter, stop} from './state/report.js';
import type {Micros, Segment} from './state/segment.js';
import {plus, type Seq} from './state/seq.js';
import type {Tcb} from './state/tcb.js';
import {resetAgainst} from './transmit.js';

type Step = (tcb: Tcb, seg: Segment, now: Micros, out: Effect[]) => 'continue' | 'stop';

/** The section's four checks, in its order. @see RFC 9293 §3.10.7.2 */
export function arrivesListen(tcb: Tcb, seg: Segment, now: Micros, out: Effect[]): void {
	for (const step of steps) if (step(tcb, seg, now, out) === 'stop') return;
}

const first: Step = (_tcb, seg, _now, out) => (seg.rst ? stop('listen-rst-ignored', out) : 'continue');

const second: Step = (_tcb, seg, _now, out) => {
	if (seg.ack === null) return 'continue';
	resetAgainst(seg as Segment & {ack: Seq}, 'listen-ack-rst', out);
	return stop('listen-ack-rst', out);
};

const third: Step = (tcb, seg, now, out) => {
	if (!seg.syn) return 'continue';
	tcb.local = seg.destination;
	tcb.remote = seg.source;
	tcb.rcv.nxt = plus(seg.seq, 1);
	tcb.rcv.up = tcb.rcv.nxt;
	tcb.irs = seg.seq;
	hearSyn(tcb, seg, now, out);
	if (tcb.config.behaviours['moderated-window']) firstWindow(tcb);
	const early = opensEarly(tcb, seg);
	// Other control and text wait with what is out of order: they stand exactly at RCV.NXT.
	if (early || !tcb.config.behaviours['no-text-with-syn']) hold(tcb, seg);
	applied('listen-syn', out);
	enter(tcb, 'SYN-RECEIVED', out);
	if (early) openEarly(tcb, now, out);
	sendSyn(tcb, early ? 'fast-open-early' : 'listen-syn', now, out);
	if (!early && tcb.config.switches['two-way-handshake']) openAtOnce(tcb, now, out);
	return 'stop';
};

const fourth: Step = (_tcb, _seg, _now, out) => stop('listen-drop', out);

const steps = [first, second, third, fourth] as const;

/** The switch: nobody waits for the third segment, so nobody will send the SYN,ACK again either. */
function openAtOnce(tcb: Tcb, now: Micros, out: Effect[]): void {
	applied('listen-two-way', out);
	tcb.retransmissions = [];
	tcb.rto.timing = null;
	clearTimer(tcb, 'retransmission', now, out);
	tcb.snd.una = tcb.snd.nxt;
	enter(tcb, 'ESTABLISHED', out);
	established(tcb, null, now, out);
	takeHeldText(tcb, now, out);
}
