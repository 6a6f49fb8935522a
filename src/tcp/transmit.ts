/** How segments are made and put out: each is a `send` effect, with the rule that made it. */

import {chooseWindow} from './buffers/moderated-window.js';
import {asksForEcn, echoes, isMarkable, saysReduced} from './congestion/ecn.js';
import {optionsOf} from './options/segment-options.js';
import {timestampsFor} from './options/timestamps.js';
import {ackWent} from './quick-ack.js';
import type {Effect} from './state/effect.js';
import {clearTimer} from './state/report.js';
import type {RuleId} from './state/rules.js';
import {segment as bare, DEFAULT_TTL, end, type Micros, NO_OPTIONS, NO_TEXT, type Segment} from './state/segment.js';
import {distance, lt, plus, type Seq, seq} from './state/seq.js';
import type {Tcb} from './state/tcb.js';
import {windowField} from './state/window-scale.js';

/**
 * What is peculiar to one segment; the rest comes from the TCB. Who sends often gives all five, in this order and
 * nothing else: one hidden class.
 */
type Fields = {
	readonly seq: Seq;
	readonly syn?: boolean;
	readonly fin?: boolean;
	readonly psh?: boolean;
	readonly text?: Uint8Array;
};

/**
 * Puts a segment out. It carries the ACK and the window of this moment, so whatever ACK was owed is paid.
 *
 * URG goes with every segment that starts before SND.UP (§3.8.5); the field cannot point further than 65,535 octets,
 * later segments then carry it on (MUST-31).
 */
export function transmit(tcb: Tcb, fields: Fields, why: RuleId, again: boolean, now: Micros, out: Effect[]): void {
	const {snd, rcv, ack} = tcb;
	const acks = tcb.state !== 'SYN-SENT';
	const {behaviours} = tcb.config;
	const moderates = behaviours['moderated-window'] && acks && fields.syn !== true;
	if (moderates) chooseWindow(tcb, out);
	// A keep-alive starts before SND.UNA, where nothing is urgent any more.
	const urg = fields.syn !== true && lt(snd.una, snd.up) && lt(fields.seq, snd.up);
	const octets = fields.text?.length ?? 0;
	const asks = !acks && asksForEcn(tcb, again, out);
	const ect = isMarkable(tcb, octets, again, why);
	const segment: Segment = {
		source: tcb.local,
		destination: tcb.remote as NonNullable<Tcb['remote']>,
		seq: fields.seq,
		ack: acks ? rcv.nxt : null,
		syn: fields.syn ?? false,
		fin: fields.fin ?? false,
		rst: false,
		psh: fields.psh ?? false,
		urg,
		ece: asks || (acks && echoes(tcb, fields.syn === true)),
		cwr: asks || (ect && saysReduced(tcb, out)),
		wnd: windowField(tcb, fields.syn === true),
		up: urg ? Math.min(distance(fields.seq, snd.up), 65_535) : 0,
		options: optionsOf(tcb, fields.syn === true, octets, now),
		ecn: ect ? 2 : 0,
		ttl: DEFAULT_TTL,
		dscp: 0,
		text: fields.text ?? NO_TEXT,
	};
	out.push({kind: 'send', segment, why, again});
	tcb.moderation.clock = now;
	if (acks) {
		if (behaviours['quick-acks']) ackWent(tcb, ack.owed !== 'no', segment.text.length > 0, now);
		ack.owed = 'no';
		ack.octets = 0;
		ack.sent = rcv.nxt;
		rcv.told = plus(rcv.nxt, segment.wnd << (segment.syn ? 0 : rcv.wscale));
		if (tcb.timers['delayed-ack'] !== null) clearTimer(tcb, 'delayed-ack', now, out);
	}
}

/** `<SEQ=SND.NXT><ACK=RCV.NXT><CTL=ACK>` */
export function sendAck(tcb: Tcb, why: RuleId, now: Micros, out: Effect[]): void {
	const fields = {seq: bareSeq(tcb), syn: false, fin: false, psh: false, text: NO_TEXT};
	transmit(tcb, fields, why, false, now, out);
}

/**
 * SND.NXT, or in Linux the end of a window that was taken back from below it (tcp_acceptable_seq): there the peer looks
 * at the ACK, where two shut windows would else refuse each other's for ever. Less than a unit of the scale is rounding.
 */
function bareSeq(tcb: Tcb): Seq {
	const {snd, rcv, config, agreed} = tcb;
	if (!config.behaviours['acks-at-window-end']) return snd.nxt;
	const end = plus(snd.una, snd.wnd);
	const beyond = distance(end, snd.nxt);
	return beyond <= 0 || (agreed.scaling && beyond < 1 << rcv.wscale) ? snd.nxt : end;
}

/** `<SEQ=SND.NXT><CTL=RST>`: our own reset, of ABORT and of text that nobody will read. Linux's acknowledges, too. */
export function sendReset(tcb: Tcb, why: RuleId, now: Micros, out: Effect[]): void {
	if (tcb.remote === null) return;
	const acks = tcb.config.behaviours['acknowledging-resets'];
	// "SHOULD be sent in a RST segment" (RFC 7323 §3.2).
	const options = tcb.agreed.timestamps ? {...NO_OPTIONS, timestamps: timestampsFor(tcb, acks, now)} : NO_OPTIONS;
	out.push({
		kind: 'send',
		segment: bare({
			source: tcb.local,
			destination: tcb.remote,
			seq: bareSeq(tcb),
			rst: true,
			options,
			...(acks && {ack: tcb.rcv.nxt, wnd: windowField(tcb, false)}),
		}),
		why,
		again: false,
	});
}

/** `<SEQ=SEG.ACK><CTL=RST>`: made so that it fits where the segment came from. */
export function resetAgainst(seg: Segment & {ack: Seq}, why: RuleId, out: Effect[]): void {
	out.push({
		kind: 'send',
		segment: bare({source: seg.destination, destination: seg.source, seq: seg.ack, rst: true}),
		why,
		again: false,
	});
}

/** `<SEQ=0><ACK=SEG.SEQ+SEG.LEN><CTL=RST,ACK>`: the same for a segment without an ACK. */
export function resetWithAck(seg: Segment, why: RuleId, out: Effect[]): void {
	out.push({
		kind: 'send',
		segment: bare({source: seg.destination, destination: seg.source, seq: seq(0), ack: end(seg), rst: true}),
		why,
		again: false,
	});
}

/** An ACK is wanted with the next segment that goes, or alone when this event ends (MUST-58, MUST-59). */
export function oweAck(tcb: Tcb, why: RuleId): void {
	tcb.ack.owed = 'now';
	tcb.ack.why = why;
}
