/** Facts as words: what the log, the why-line and the text ladder share. */

import type {Returned, SocketCall} from '../host/index.js';
import type {Fact, World} from '../lab/index.js';
import {citation, ORDINALS, RULES, type RuleId, unsigned, type Values} from '../tcp/index.js';
import {glyphsFor} from './glyphs.js';
import {type Isns, segmentLabel} from './label.js';
import type {Lang, Meaning, Style} from './line.js';
import {octetsAsText} from './safe.js';
import {duration} from './time.js';
import {ALSO_ZH} from './words/rules-zh.js';
import {fill, ruleSentence, type Words} from './words/words.js';

type RuleFact = Extract<Fact, {kind: 'rule'}>;

/** Facts that belong together: what set them off, and all that followed at once. */
export type Group = readonly Fact[];

/** A step's facts by what set them off: an arrival, a timer, a call, an act. Facts before the first are a group too. */
export function groups(facts: readonly Fact[]): Group[] {
	const all: Fact[][] = [];
	for (const fact of facts) {
		const last = all.at(-1);
		if (last === undefined || setsOff(fact)) all.push([fact]);
		else last.push(fact);
	}
	return all;
}

function setsOff(fact: Fact): boolean {
	switch (fact.kind) {
		case 'delivered':
		case 'called':
		case 'icmp':
		case 'crashed':
		case 'set':
		case 'void':
		case 'changed':
			return true;
		case 'timer':
			return fact.act === 'fired';
		case 'dropped':
			return fact.by === 'act';
		case 'sent':
			return fact.flight.cause.kind === 'act' && fact.flight.cause.act !== 'fault';
		default:
			return false;
	}
}

/** A rule's sentence with its values, numbers as the reader wants them. */
export function ruleText({rule, values, host, connection}: RuleFact, world: World, style: Style): string {
	return fill(ruleSentence(rule, style.lang), values === null ? null : shown(values, host, connection, world, style));
}

/** The engine counts `ack` from ISS, `nxt` and `up` from IRS. */
function shown(values: Values, host: RuleFact['host'], id: number, world: World, style: Style): Values {
	if (style.numbers === 'relative') return values;
	const tcb = world.hosts[host].connections.find(connection => connection.id === id)?.tcb;
	if (tcb === undefined) return values;
	const absolute: Record<string, number | string> = {};
	for (const [name, value] of Object.entries(values)) {
		const base = name === 'ack' ? tcb.iss : name === 'nxt' || name === 'up' ? tcb.irs : null;
		absolute[name] = base === null || typeof value === 'string' ? value : (unsigned(base) + value) >>> 0;
	}
	return absolute;
}

/** Where a rule is written, shorter and shorter: with its requirement, without, and without the number of RFC 9293. */
export function citations(rule: RuleId, style: Pick<Style, 'lang'>): readonly [string, string, string] {
	const {section, also, bare} = cited(rule, style.lang);
	return [also === '' ? bare : `${bare}; ${also}`, bare, bare.startsWith('RFC 9293 ') ? `§${section}` : bare];
}

/** Between a sentence and its citation: a Chinese full stop has its blank in itself. */
export const gap = ({lang}: Pick<Style, 'lang'>): string => (lang === 'zh' ? '' : ' ');

type Cited = {readonly section: string; readonly also: string; readonly bare: string};

function cited(rule: RuleId, lang: Lang): Cited {
	const whole = citation(rule);
	const {section} = RULES[rule];
	const cut = whole.indexOf('; ');
	const bare = cut < 0 ? whole : whole.slice(0, cut);
	const also = cut < 0 ? '' : whole.slice(cut + 2);
	if (lang === 'en') return {section, also, bare};
	const step = ORDINALS.findIndex(ordinal => bare.endsWith(` ${ordinal}`));
	const named = step < 0 ? bare : `${bare.slice(0, bare.lastIndexOf(' '))} 第${'一二三四五六七八'[step] ?? ''}步`;
	return {section, also: ALSO_ZH[rule] ?? also, bare: named};
}

/** A call as a program writes it: `connect(c, 80)`, `send(c, "hello")`. */
export function callText(call: SocketCall): string {
	return `${call.call}(${[call.socket, ...rest(call)].join(', ')})`;
}

function rest(call: SocketCall): (string | number)[] {
	switch (call.call) {
		case 'listen':
		case 'connect':
			return [call.port];
		case 'accept':
			return [call.listener];
		case 'send': {
			const text = call.text === undefined ? (call.bytes ?? 0) : `"${shortText(call.text)}"`;
			return call.urgent === true ? [text, 'MSG_OOB'] : [text];
		}
		case 'recv':
		case 'drain':
			return [call.bytes];
		case 'shutdown':
			return [call.how];
		case 'setsockopt':
			return [call.option, typeof call.value === 'object' ? call.value.linger : String(call.value)];
		case 'close':
		case 'abort':
			return [];
	}
}

const shortText = (text: string): string => ([...text].length > 16 ? `${[...text].slice(0, 15).join('')}…` : text);

/** A call that a person would call failed: not one that only says that it goes on. */
export const failed = (result: Returned): boolean => 'errno' in result && result.errno !== 'EINPROGRESS';

/** `ECONNREFUSED: the connection was refused`. */
export function errorText(result: Returned, words: Words): string {
	if (!('errno' in result)) return String(result.ret);
	const says = result.error === null ? words.errnos[result.errno] : words.errors[result.error];
	return `${result.errno}: ${says}`;
}

/** What a call gave: its number, with the text that came, or its errno's words. */
function returnedText({call}: SocketCall, result: Returned, words: Words): string {
	if ('errno' in result) return errorText(result, words);
	// As Linux has it, connect() that does not wait returns the number of this errno.
	if (call === 'connect' && result.ret === EINPROGRESS) return `EINPROGRESS: ${words.errnos.EINPROGRESS}`;
	const {ret, text} = result;
	return text === null || text.length === 0 ? String(ret) : `${ret} "${octetsAsText(text, 24)}"`;
}

const EINPROGRESS = 115;

/** Why an input did nothing. */
export function voidText({reason, values}: Extract<Fact, {kind: 'void'}>, words: Words): string {
	const field = values?.field ?? values?.name;
	return fill(words.voids[reason], field === undefined ? values : {...values, field});
}

/** One fact in words, without its time and host, and what it means. */
export function factText(
	fact: Fact,
	world: World,
	isns: Isns,
	style: Style,
	words: Words,
	cite: 0 | 1 | 2 = 1,
): [string, Meaning] {
	const {log} = words;
	switch (fact.kind) {
		case 'sent': {
			const {flight} = fact;
			const label = segmentLabel(flight, style, isns);
			return [fill(fact.again ? log.sentAgain : log.sent, {id: flight.id, label}), fact.again ? 'again' : flight.from];
		}
		case 'delivered':
			return [fill(log.delivered, {id: fact.id}), 'arrived'];
		case 'dropped':
			return [fill(log.dropped, {id: fact.id, how: words.drops[fact.by]}), 'lost'];
		case 'changed':
			return [`${fact.flight.id} ${words.changes[fact.how]}`, 'damaged'];
		case 'state':
			return [fill(log.state, {from: fact.from, arrow: glyphsFor(style).to, to: fact.to}), 'state'];
		case 'rule':
			return [`${ruleText(fact, world, style)}${gap(style)}(${citations(fact.rule, style)[cite]})`, 'rule'];
		case 'signal':
			return [fill(log.signal, {signal: words.signals[fact.signal]}), 'strong'];
		case 'timer': {
			const timer = words.timers[fact.timer];
			if (fact.act === 'fired') return [fill(log.timerFired, {timer}), 'urgent-timer'];
			if (fact.act === 'off') return [fill(log.timerOff, {timer}), 'quiet'];
			return [fill(log.timerSet, {timer, time: duration(fact.deadline - fact.at)}), 'quiet'];
		}
		case 'called':
			return [fill(log.called, {call: callText(fact.call)}), 'key'];
		case 'returned': {
			const call = callText(fact.call);
			if (failed(fact.result) && 'errno' in fact.result) {
				return [fill(log.failed, {call, errno: errorText(fact.result, words)}), 'error'];
			}
			return [fill(log.returned, {call, ret: returnedText(fact.call, fact.result, words)}), 'quiet'];
		}
		case 'accepted':
			return [fill(log.accepted, {listener: fact.listener, socket: fact.socket}), 'strong'];
		case 'icmp': {
			const {segment, type, code, mtu} = fact;
			return [fill(mtu > 0 ? log.icmpMtu : log.icmp, {segment, type, code, mtu}), 'warning'];
		}
		case 'crashed':
			return [log.crashed, 'warning'];
		case 'set':
			return [fill(log.set, {what: fact.what}), 'quiet'];
		case 'void':
			return [fill(log.void, {reason: voidText(fact, words)}), 'warning'];
	}
}

/** The host that a fact is of; null: the wire, or nobody. */
export function hostOf(fact: Fact): 'client' | 'server' | null {
	if (fact.kind === 'sent') return fact.flight.from === 'outsider' ? null : fact.flight.from;
	return 'host' in fact ? fact.host : null;
}
