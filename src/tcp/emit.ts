/** How the engine says what it did: rules, segments, signals, states and timers, each an effect in `out`. */

import {type Effect, type Signal, SIGNALS, type Values} from './effect.js';
import {RULES, type RuleId} from './rules.js';
import {type Micros, NO_OPTIONS, NO_TEXT, type Options, type Segment} from './segment.js';
import {distance, lt, plus, type Seq} from './seq.js';
import {type State, type Tcb, TIMERS, type TimerName} from './tcb.js';

/** One shared effect for each rule without numbers: a decision then costs no allocation. */
const BARE = Object.fromEntries(
	Object.keys(RULES).map(rule => [rule, {kind: 'rule', rule, values: null}]),
) as unknown as Readonly<Record<RuleId, Effect>>;

export function applied(rule: RuleId, out: Effect[], values: Values | null = null): void {
	out.push(values === null ? BARE[rule] : {kind: 'rule', rule, values});
}

/** For a step's last word: names the rule and ends the segment's processing. */
export function stop(rule: RuleId, out: Effect[], values: Values | null = null): 'stop' {
	applied(rule, out, values);
	return 'stop';
}

const SIGNALLED = Object.fromEntries(SIGNALS.map(signal => [signal, {kind: 'signal', signal}])) as unknown as Readonly<
	Record<Signal, Effect>
>;

export function signal(what: Signal, out: Effect[]): void {
	out.push(SIGNALLED[what]);
}

export function enter(tcb: Tcb, to: State, out: Effect[]): void {
	out.push({kind: 'state', from: tcb.state, to});
	tcb.state = to;
}

export function setTimer(tcb: Tcb, timer: TimerName, at: Micros, out: Effect[]): void {
	tcb.timers[timer] = at;
	out.push({kind: 'timer', timer, act: 'set', at});
}

export function clearTimer(tcb: Tcb, timer: TimerName, now: Micros, out: Effect[]): void {
	if (tcb.timers[timer] === null) return;
	tcb.timers[timer] = null;
	out.push({kind: 'timer', timer, act: 'off', at: now});
}

export function clearTimers(tcb: Tcb, now: Micros, out: Effect[]): void {
	for (const timer of TIMERS) clearTimer(tcb, timer, now, out);
}

/** What is peculiar to one segment, as the retransmission queue has it too; the rest comes from the TCB. */
type Fields = {
	readonly seq: Seq;
	readonly syn?: boolean;
	readonly fin?: boolean;
	readonly psh?: boolean;
	readonly text?: Uint8Array;
};

/** MSS in every SYN (SHLD-5), and in no other segment (MUST-65). Other options of a SYN have their place here. */
const synOptions = (tcb: Tcb): Options => ({...NO_OPTIONS, mss: tcb.config.mss});

/**
 * Puts a segment out. It carries the ACK and the window of this moment, so whatever ACK was owed is paid.
 *
 * URG goes with every segment that starts before SND.UP (§3.8.5); the field cannot point further than 65,535 octets,
 * later segments then carry it on (MUST-31).
 */
export function transmit(tcb: Tcb, fields: Fields, why: RuleId, again: boolean, now: Micros, out: Effect[]): void {
	const {snd, rcv, ack} = tcb;
	const acks = tcb.state !== 'SYN-SENT';
	// A keep-alive starts before SND.UNA, where nothing is urgent any more.
	const urg = fields.syn !== true && lt(snd.una, snd.up) && lt(fields.seq, snd.up);
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
		ece: false,
		cwr: false,
		wnd: rcv.wnd,
		up: urg ? Math.min(distance(fields.seq, snd.up), 65_535) : 0,
		options: fields.syn === true ? synOptions(tcb) : NO_OPTIONS,
		text: fields.text ?? NO_TEXT,
	};
	out.push({kind: 'send', segment, why, again});
	if (acks) {
		ack.owed = 'no';
		ack.octets = 0;
		ack.sent = rcv.nxt;
		rcv.told = plus(rcv.nxt, rcv.wnd);
		clearTimer(tcb, 'delayed-ack', now, out);
	}
}

/** `<SEQ=SND.NXT><ACK=RCV.NXT><CTL=ACK>` */
export function sendAck(tcb: Tcb, why: RuleId, now: Micros, out: Effect[]): void {
	transmit(tcb, {seq: tcb.snd.nxt}, why, false, now, out);
}

/** `<SEQ=SND.NXT><CTL=RST>`: our own reset, of ABORT and of text that nobody will read. */
export function sendReset(tcb: Tcb, why: RuleId, out: Effect[]): void {
	if (tcb.remote === null) return;
	out.push({
		kind: 'send',
		segment: {...EMPTY, source: tcb.local, destination: tcb.remote, seq: tcb.snd.nxt, rst: true},
		why,
		again: false,
	});
}

/** `<SEQ=SEG.ACK><CTL=RST>`: made so that it fits where the segment came from. */
export function resetAgainst(seg: Segment & {ack: Seq}, why: RuleId, out: Effect[]): void {
	out.push({
		kind: 'send',
		segment: {...EMPTY, source: seg.destination, destination: seg.source, seq: seg.ack, rst: true},
		why,
		again: false,
	});
}

/** An ACK is wanted with the next segment that goes, or alone when this event ends (MUST-58, MUST-59). */
export function oweAck(tcb: Tcb, why: RuleId): void {
	tcb.ack.owed = 'now';
	tcb.ack.why = why;
}

const EMPTY: Omit<Segment, 'source' | 'destination' | 'seq'> = {
	ack: null,
	syn: false,
	fin: false,
	rst: false,
	psh: false,
	urg: false,
	ece: false,
	cwr: false,
	wnd: 0,
	up: 0,
	options: NO_OPTIONS,
	text: NO_TEXT,
};
