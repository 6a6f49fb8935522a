import {readdirSync, readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {parseScenario, play as playScenario} from '../../src/format/index.js';
import {PROFILE_NAMES} from '../../src/host/index.js';
import type {Fact} from '../../src/lab/index.js';
import {factAt, type Link} from '../../src/present/explain/causes.js';
import {changesOn, type Explanation, explanation, type Past, segmentsOf} from '../../src/present/index.js';
import type {RuleId, TimerName} from '../../src/tcp/index.js';
import {EN, texts} from './play.js';

const folder = new URL('../../src/scenarios/', import.meta.url);
const files = readdirSync(folder).filter(name => name.endsWith('.yaml'));
const both = files.flatMap(file => PROFILE_NAMES.map(profile => [file, profile] as const));

/** An explanation by any other rule would be true, but not the reason: RFC 9293 Figure 5, and what Linux adds to it. */
const MOVES: Readonly<Record<string, readonly RuleId[]>> = {
	'CLOSED LISTEN': ['open-passive'],
	'CLOSED SYN-SENT': ['open-active'],
	'LISTEN SYN-RECEIVED': ['listen-syn'],
	'SYN-SENT SYN-RECEIVED': ['syn-sent-simultaneous'],
	'SYN-SENT ESTABLISHED': ['syn-sent-established', 'syn-sent-two-way'],
	'SYN-SENT CLOSED': ['syn-sent-refused', 'abort-silent', 'r2-reached'],
	'SYN-RECEIVED ESTABLISHED': ['ack-opens', 'listen-two-way'],
	'SYN-RECEIVED LISTEN': ['rst-back-to-listen', 'syn-back-to-listen'],
	'ESTABLISHED FIN-WAIT-1': ['close-queued'],
	'ESTABLISHED CLOSE-WAIT': ['fin-to-close-wait'],
	'ESTABLISHED CLOSED': ['rst-accepted', 'abort-resets', 'user-timeout', 'r2-reached'],
	'CLOSE-WAIT LAST-ACK': ['sends-fin'],
	'FIN-WAIT-1 FIN-WAIT-2': ['fin-acked'],
	'FIN-WAIT-1 CLOSING': ['fin-to-closing'],
	'FIN-WAIT-2 TIME-WAIT': ['fin-to-time-wait'],
	'FIN-WAIT-2 CLOSED': ['no-time-wait', 'fin-wait-2-forgotten'],
	'CLOSING TIME-WAIT': ['fin-acked'],
	'LAST-ACK CLOSED': ['fin-acked'],
	'TIME-WAIT CLOSED': ['time-wait-timeout', 'rst-closes', 'syn-reopens', 'connect-reuses'],
};

const FIRED: Readonly<Record<TimerName, readonly RuleId[]>> = {
	retransmission: ['retransmission-timeout'],
	'loss-probe': ['tail-loss-probe'],
	reordering: ['rack-resends'],
	persist: ['probe-zero-window', 'probe-empty', 'probe-part'],
	'delayed-ack': ['delayed-ack-timeout'],
	override: ['sws-override'],
	keepalive: ['keepalive-probe', 'keepalive-dead'],
	user: ['user-timeout'],
	'time-wait': ['time-wait-timeout'],
};

const AGAIN: readonly RuleId[] = [
	'retransmission-timeout',
	'fast-retransmit',
	'rack-resends',
	'sack-resends',
	'sends-lost-again',
	'tail-loss-probe',
	'syn-ack-again',
	'path-mtu',
];

/** What tells of one segment rather than of any: by what is in it. */
const MADE: Readonly<Record<'SYN' | 'SYN,ACK' | 'RST' | 'FIN' | 'text', readonly RuleId[]>> = {
	SYN: ['open-active', 'fast-open-sends', 'fast-open-asks'],
	'SYN,ACK': ['listen-syn', 'syn-sent-simultaneous', 'syn-cookie-sent', 'fast-open-early'],
	RST: ['closed-answers-rst', 'listen-ack-rst', 'syn-sent-ack-bad-rst', 'abort-resets'],
	FIN: ['sends-fin'],
	text: ['sends-text', 'probe-zero-window', 'fast-open-sends'],
};

/** True of nearly every ACK, and so the reason of none. */
const ROUTINE: readonly RuleId[] = [
	'sends-ack-now',
	'send-queues',
	'ack-advances',
	'ack-duplicate',
	'window-updated',
	'window-stale',
	'rtt-sampled',
	'karn-no-sample',
	'slow-start',
	'congestion-avoidance',
];

/** Is this the rule that a teacher would name? */
function isTheReason(fact: Fact, rule: RuleId | null): boolean {
	switch (fact.kind) {
		case 'state':
			return rule !== null && (MOVES[`${fact.from} ${fact.to}`] ?? []).includes(rule);
		case 'timer':
			// A timer may find that nothing is left to do.
			return fact.act === 'fired' ? rule === null || FIRED[fact.timer].includes(rule) : rule !== null;
		case 'sent': {
			if (fact.flight.cause.kind === 'act') return rule === null;
			if (rule === null) return false;
			if (fact.again) return AGAIN.includes(rule);
			const {syn, fin, rst, ack, text} = fact.flight.segment;
			if (syn) return MADE[ack === null ? 'SYN' : 'SYN,ACK'].includes(rule);
			if (rst) return MADE.RST.includes(rule);
			if (fin) return MADE.FIN.includes(rule);
			return text.length > 0 ? MADE.text.includes(rule) : !ROUTINE.includes(rule);
		}
		default:
			return false;
	}
}

/** What is wrong with the step of a chain; empty: nothing. */
function wrongIn({effect, trigger, deciding}: Link, past: Past): string[] {
	const fact = factAt(past, effect);
	if (fact === null) return ['nothing came about'];
	const wrong: string[] = [];
	const rule = deciding?.rule ?? null;
	if (trigger.kind === 'icmp' && rule !== 'path-mtu') wrong.push(`an ICMP error is answered by ${rule}`);
	if (!isTheReason(fact, rule)) wrong.push(`${fact.kind} is decided by ${rule}`);
	if ('place' in trigger && trigger.place === null) wrong.push('set off by nothing that was told');
	return wrong;
}

/** Each link has its sentences: because of what, by which rule and section, and what it is for. */
function wrongInText({chain, lines, terms}: Explanation, fact: Fact | null): string[] {
	const page = texts(lines).join('\n');
	const wrong: string[] = [];
	const count = (pattern: RegExp): number => page.match(pattern)?.length ?? 0;
	if (count(/^ {3}(because|it began here:) \w/gm) !== chain.length) wrong.push('a link without its cause');
	const decided = chain.filter(({deciding}) => deciding !== null).length;
	if (count(/(RFC|RFCs) \d+/g) < decided) wrong.push('a link without its section');
	if (decided > 0 && count(/^ {3}What for: [A-Z]/gm) === 0) wrong.push('nothing about what it is for');
	if (terms.length === 0 && decided > 0) wrong.push('no word of the glossary');
	if (fact?.kind === 'state' && !page.includes('Changes: state ')) wrong.push('no state before and after');
	return wrong;
}

describe.each(both)('%s in %s', (file, profile) => {
	it('explains every segment, state change and timer back to a call, a timer or an act, each by its own reason', async () => {
		const text = readFileSync(new URL(file, folder), 'utf8');
		const {start, entries, end} = playScenario(await parseScenario({path: file, text}), {profile});
		const past = {entries, cursor: entries.length};
		const subjects = [...segmentsOf(past), ...changesOn(past, 'client'), ...changesOn(past, 'server')];
		expect(subjects.length).toBeGreaterThan(0);
		const wrong: string[] = [];
		for (const subject of subjects) {
			if (subject.kind === 'step') continue;
			const told = explanation({past, start, world: end, width: 10_000, style: EN}, subject);
			const [first] = told?.chain ?? [];
			const last = told?.chain.at(-1)?.trigger.kind ?? 'nothing';
			const found =
				told === null || first === undefined
					? ['nothing']
					: [
							...(['call', 'timer', 'act'].includes(last) ? [] : [`ends at ${last}`]),
							...told.chain.flatMap(link => wrongIn(link, past)),
							...wrongInText(told, factAt(past, first.effect)),
						];
			wrong.push(...found.map(each => `${JSON.stringify(subject)}: ${each}`));
		}
		expect(wrong).toEqual([]);
	});
});
