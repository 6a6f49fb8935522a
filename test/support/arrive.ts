/**
 * One engine alone: what arrives and what its user calls is put in by hand, what it does comes back as lines.
 *
 * Numbers are as if ISS were 100 and IRS 300, whatever they are: a suite runs unchanged with numbers that wrap
 * (`everyIsn`). Every event is followed by `checkTcb`.
 */

import {beforeEach, describe} from 'vitest';
import {
	type Call,
	type CallResult,
	type Config,
	checkTcb,
	createTcb,
	type Effect,
	arrive as engineArrive,
	call as engineCall,
	expire,
	flags as flagsOf,
	type Micros,
	NO_SWITCHES,
	NO_TEXT,
	nextDeadline,
	plus,
	RFC9293,
	RULES,
	type RuleId,
	SECOND,
	type Segment,
	type Seq,
	type State,
	type Switch,
	segment,
	seq,
	type Tcb,
	TIMERS,
	type TimerName,
	unsigned,
} from '../../src/tcp/index.js';
import {type Offer, type OptionFields, optionsFrom, showOptions} from './option-fields.js';

export const ISS = 100;
export const IRS = 300;
export const HERE = {address: '192.0.2.1', port: 49_152};
export const PEER = {address: '192.0.2.2', port: 80};

/** The numbers that stand behind 100 and 300. */
let numbering = {iss: ISS, irs: IRS};

const NUMBERINGS = [
	{iss: ISS, irs: IRS},
	{iss: 2 ** 32 - 1, irs: 2 ** 31 - 1},
	{iss: 2 ** 31 - 2, irs: 2 ** 32 - 2},
];

/** Runs a suite with ISNs that are plain, and that wrap just behind the SYN, at 2^32 and, as a sign, at 2^31. */
export function everyIsn(suite: () => void): void {
	for (const pair of NUMBERINGS) {
		describe(`ISS ${pair.iss}, IRS ${pair.irs}`, () => {
			beforeEach(() => {
				numbering = pair;
				return () => {
					numbering = {iss: ISS, irs: IRS};
				};
			});
			suite();
		});
	}
}

/** Our number, counted from ISS 100. */
export const ours = (n: number): Seq => seq(n - ISS + numbering.iss);
/** The peer's number, counted from IRS 300. */
export const theirs = (n: number): Seq => seq(n - IRS + numbering.irs);
export const asOurs = (n: Seq): number => unsigned(plus(n, ISS - numbering.iss));
export const asTheirs = (n: Seq): number => unsigned(plus(n, IRS - numbering.irs));

/** What a test knows of an engine besides its TCB. */
type Memory = {now: Micros; effects: Effect[] /** The TSval it sent last. */; tsval: number};
const memories = new WeakMap<Tcb, Memory>();

function memoryOf(tcb: Tcb): Memory {
	const memory = memories.get(tcb) ?? {now: 0, effects: [], tsval: 0};
	memories.set(tcb, memory);
	return memory;
}

/** What an arriving segment is made of. What is left out is what a well-behaved peer with no news would send. */
export type Fields = OptionFields & {
	/** RCV.NXT. */
	seq?: number;
	/** SND.UNA. Only looked at when `flags` has a dot. */
	ack?: number;
	/** packetdrill's letters; '.', a bare ACK. */
	flags?: string;
	/** The header's field; SND.WND. */
	wnd?: number;
	/** A number makes so many octets. */
	text?: string | number;
	up?: number;
	/** The IP header's ECN field. */
	ecn?: Segment['ecn'];
};

/** The peer's timestamp clock at the beginning of the test; milliseconds, as ours. */
export const PEER_CLOCK = 7_000;

/** The segment of these fields, as the peer of `tcb` would put it on the wire. */
export function segmentFor(tcb: Tcb, fields: Fields): Segment {
	const {flags = '.', text = '', up = 0, ecn = 0} = fields;
	const ack = fields.ack === undefined ? tcb.snd.una : ours(fields.ack);
	const {now, tsval} = memoryOf(tcb);
	const ts = tcb.agreed.timestamps ? PEER_CLOCK + Math.floor(now / 1000) : null;
	return segment({
		source: PEER,
		destination: HERE,
		seq: fields.seq === undefined ? tcb.rcv.nxt : theirs(fields.seq),
		ack: flags.includes('.') ? ack : null,
		syn: flags.includes('S'),
		fin: flags.includes('F'),
		rst: flags.includes('R'),
		psh: flags.includes('P'),
		urg: flags.includes('U'),
		ece: flags.includes('E'),
		cwr: flags.includes('W'),
		wnd: fields.wnd ?? Math.floor(tcb.snd.wnd / 2 ** tcb.snd.wscale),
		up,
		options: optionsFrom({ts, ...fields}, ours, tsval),
		ecn,
		text: octets(text),
	});
}

export function octets(text: string | number): Uint8Array {
	if (typeof text === 'string') return text === '' ? NO_TEXT : new TextEncoder().encode(text);
	return new Uint8Array(text).fill(120);
}

/** SEGMENT ARRIVES. @returns rules, segments, signals and states, in order */
export function arrive(tcb: Tcb, fields: Fields): string[] {
	return event(tcb, (now, out) => engineArrive(tcb, segmentFor(tcb, fields), now, out));
}

/** The same without `checkTcb` and without lines, for thousands of segments. */
export function arriveQuietly(tcb: Tcb, fields: Fields): void {
	const {now, effects} = memoryOf(tcb);
	effects.length = 0;
	engineArrive(tcb, segmentFor(tcb, fields), now, effects);
}

/** A user call; its immediate return is the first line unless it is `ok`. */
export function user(tcb: Tcb, what: Call): string[] {
	const results: CallResult[] = [];
	const lines = event(tcb, (now, out) => results.push(engineCall(tcb, what, now, out)));
	return [...results.flatMap(resultLine), ...lines];
}

function resultLine(result: CallResult): string[] {
	switch (result.kind) {
		case 'ok':
			return [];
		case 'wait':
			return ['wait'];
		case 'error':
			return [`error: ${result.error}`];
		case 'text': {
			const urgent = result.urgent > 0 ? `, urgent ${result.urgent}` : '';
			return [`text ${quote(result.text)}${result.ended ? ', ended' : ''}${urgent}`];
		}
	}
}

const quote = (text: Uint8Array): string =>
	text.length > 40 ? `of ${text.length}` : `"${new TextDecoder().decode(text)}"`;

export const send = (tcb: Tcb, text: string | number, {push = true, urgent = false} = {}): string[] =>
	user(tcb, {call: 'send', text: octets(text), push, urgent});
export const receive = (tcb: Tcb, count = 1_000_000): string[] => user(tcb, {call: 'receive', count});
export const close = (tcb: Tcb, reading: 'continues' | 'ends' = 'continues'): string[] =>
	user(tcb, {call: 'close', reading});
export const abort = (tcb: Tcb): string[] => user(tcb, {call: 'abort'});

/** Lets time go by. Timers that fire on the way stand as `2.5 s: retransmission`, seconds from the start of the wait. */
export function wait(tcb: Tcb, by: Micros): string[] {
	const memory = memoryOf(tcb);
	const from = memory.now;
	const lines: string[] = [];
	for (;;) {
		const at = nextDeadline(tcb);
		if (at === null || at > from + by) break;
		memory.now = Math.max(at, memory.now);
		const fired = TIMERS.filter(timer => tcb.timers[timer] !== null && (tcb.timers[timer] ?? 0) <= at);
		lines.push(`${(at - from) / SECOND} s: ${fired.join(' and ')}`);
		lines.push(...event(tcb, (now, out) => expire(tcb, now, out)));
	}

	memory.now = from + by;
	return lines;
}

/** Running timers and how many seconds they have left. */
export function timers(tcb: Tcb): Partial<Record<TimerName, number>> {
	const {now} = memoryOf(tcb);
	const running: Partial<Record<TimerName, number>> = {};
	for (const timer of TIMERS) {
		const at = tcb.timers[timer];
		if (at !== null) running[timer] = (at - now) / SECOND;
	}

	return running;
}

/** The segments that the last event sent. */
export const sent = (tcb: Tcb): Segment[] =>
	memoryOf(tcb).effects.flatMap(effect => (effect.kind === 'send' ? [effect.segment] : []));

/** The rules that made the segments of the last event. */
export const reasons = (tcb: Tcb): RuleId[] =>
	memoryOf(tcb).effects.flatMap(effect => (effect.kind === 'send' ? [effect.why] : []));

/** The effects of the last event. */
export const effects = (tcb: Tcb): readonly Effect[] => memoryOf(tcb).effects;

/** The instant that the engine was told last. */
export const clock = (tcb: Tcb): Micros => memoryOf(tcb).now;

/** Anything else done to an engine, with what it did. */
export function event(tcb: Tcb, act: (now: Micros, out: Effect[]) => void): string[] {
	const memory = memoryOf(tcb);
	const out: Effect[] = [];
	act(memory.now, out);
	memory.effects = out;
	memory.tsval = sent(tcb).at(-1)?.options.timestamps?.val ?? memory.tsval;
	const wrong = [...checkTcb(tcb), ...out.flatMap(unexplained)];
	const lines = out.flatMap(line);
	if (wrong.length > 0) throw new Error(`${wrong.join('; ')}\nafter:\n${lines.join('\n')}`);
	return lines;
}

/** Every segment names the rule that made it, and every decision tells what its rule's sentence asks for in braces. */
function unexplained(effect: Effect): string[] {
	if (effect.kind === 'send')
		return Object.hasOwn(RULES, effect.why) ? [] : [`'${effect.why}' is no rule that could send`];
	if (effect.kind !== 'rule') return [];
	const asked = [...RULES[effect.rule].says.matchAll(/\{(\w+)\}/g)].map(found => found[1] ?? '');
	return asked.filter(name => effect.values?.[name] === undefined).map(name => `${effect.rule} does not tell ${name}`);
}

function line(effect: Effect): string[] {
	switch (effect.kind) {
		case 'send':
			return [`send ${show(effect.segment)}`];
		case 'rule':
			return [effect.rule];
		case 'signal':
			return [`signal ${effect.signal}`];
		case 'state':
			return [`-> ${effect.to}`];
		case 'timer':
			return [];
	}
}

/** `. 101:101(0) ack 301`, in our numbers and the peer's. */
export function show(seg: Segment): string {
	// <SEQ=0><ACK=SEG.SEQ+SEG.LEN><CTL=RST,ACK> is the one segment whose SEQ is no number of ours.
	const from = seg.rst && seg.ack !== null ? unsigned(seg.seq) : asOurs(seg.seq);
	const to = from + seg.text.length;
	const ack = seg.ack === null ? '' : ` ack ${asTheirs(seg.ack)}`;
	const up = seg.urg ? ` up ${seg.up}` : '';
	return `${flagsOf(seg)} ${from}:${to}(${seg.text.length})${ack}${up}${showOptions(seg, asTheirs)}`;
}

/** Only the segments of a list of lines. */
export const sends = (lines: readonly string[]): string[] => lines.filter(text => text.startsWith('send '));

/** How a connection is to be made. */
export type Making = {
	config?: Partial<Config>;
	switches?: readonly Switch[];
	/** The window that the peer offers, from its SYN on. */
	wnd?: number;
	/** The MSS that the peer's SYN names; null: none. */
	mss?: number | null;
	/** Who opened: we, if nothing is said. */
	how?: 'active' | 'passive';
	/** What we and the peer's SYN offer. */
	both?: readonly Offer[];
	/** What else the peer's SYN says. */
	syn?: OptionFields;
};

export function closed({config = {}, switches = [], how = 'active', both = []}: Making = {}): Tcb {
	const on = Object.fromEntries(switches.map(name => [name, true]));
	const offered = {
		timestamps: both.includes('timestamps'),
		sack: both.includes('sack'),
		windowScaling: both.includes('scaling'),
	};
	const all = {...RFC9293, ...offered, ...config, switches: {...NO_SWITCHES, ...on}};
	return createTcb(all, HERE, how === 'active' ? PEER : null);
}

const synFields = ({wnd = 65_535, mss = 1460, both = [], syn = {}}: Making) => ({
	wnd,
	...(mss === null ? {} : {mss}),
	...(both.includes('timestamps') ? {ts: PEER_CLOCK} : {}),
	...(both.includes('sack') ? {sackOk: true} : {}),
	...(both.includes('scaling') ? {wscale: 0} : {}),
	...syn,
});

export function listening(making: Making = {}): Tcb {
	const tcb = closed({...making, how: 'passive'});
	user(tcb, {call: 'open', how: 'passive', iss: ours(ISS)});
	return tcb;
}

export function synSent(making: Making = {}): Tcb {
	const tcb = closed(making);
	user(tcb, {call: 'open', how: 'active', iss: ours(ISS)});
	return tcb;
}

/** From LISTEN, or, where the open was active, by the SYN of a simultaneous open. */
export function synReceived(making: Making = {}): Tcb {
	const {how = 'passive'} = making;
	const tcb = how === 'passive' ? listening(making) : synSent(making);
	arrive(tcb, {seq: IRS, flags: 'S', ...synFields(making)});
	return tcb;
}

export function established(making: Making = {}): Tcb {
	const {how = 'active'} = making;
	if (how === 'passive') {
		const tcb = synReceived({...making, how});
		arrive(tcb, {ack: 101});
		return tcb;
	}

	const tcb = synSent(making);
	arrive(tcb, {seq: IRS, flags: 'S.', ack: 101, ...synFields(making)});
	return tcb;
}

export function finWait1(making: Making = {}): Tcb {
	const tcb = established(making);
	close(tcb);
	return tcb;
}

export function finWait2(making: Making = {}): Tcb {
	const tcb = finWait1(making);
	arrive(tcb, {ack: 102});
	return tcb;
}

export function closeWait(making: Making = {}): Tcb {
	const tcb = established(making);
	arrive(tcb, {flags: 'F.'});
	return tcb;
}

export function closing(making: Making = {}): Tcb {
	const tcb = finWait1(making);
	arrive(tcb, {flags: 'F.', ack: 101});
	return tcb;
}

export function lastAck(making: Making = {}): Tcb {
	const tcb = closeWait(making);
	close(tcb);
	return tcb;
}

export function timeWait(making: Making = {}): Tcb {
	const tcb = finWait2(making);
	arrive(tcb, {flags: 'F.', ack: 102});
	return tcb;
}

/** A connection in that state, brought there by segments and calls. */
export const MAKE: Readonly<Record<State, (making?: Making) => Tcb>> = {
	CLOSED: closed,
	LISTEN: listening,
	'SYN-SENT': synSent,
	'SYN-RECEIVED': synReceived,
	ESTABLISHED: established,
	'FIN-WAIT-1': finWait1,
	'FIN-WAIT-2': finWait2,
	'CLOSE-WAIT': closeWait,
	CLOSING: closing,
	'LAST-ACK': lastAck,
	'TIME-WAIT': timeWait,
};

/** The states of a connection whose ends know each other's numbers (RFC 9293 §3.5.2, group 3). */
export const SYNCHRONIZED = [
	'ESTABLISHED',
	'FIN-WAIT-1',
	'FIN-WAIT-2',
	'CLOSE-WAIT',
	'CLOSING',
	'LAST-ACK',
	'TIME-WAIT',
] as const satisfies readonly State[];

/** The states of §3.10.7.4. */
export const OTHER_STATES = ['SYN-RECEIVED', ...SYNCHRONIZED] as const satisfies readonly State[];
