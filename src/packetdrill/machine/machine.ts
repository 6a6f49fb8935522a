/**
 * The host under test, its clock, and what it has sent and no line of the script has taken. The script is its program
 * and its peer.
 */

import {
	crash,
	type Host,
	type HostEffect,
	hostArrive,
	hostCall,
	hostDeadline,
	hostExpire,
	hostIcmp,
	type Returned,
	type SocketCall,
	setSysctl,
} from '../../host/index.js';
import {countArrived, countSent, noCounts, type SegmentCounts} from '../../lab/index.js';
import {
	distance,
	type Effect,
	type IcmpError,
	type Micros,
	type RuleId,
	type Segment,
	type Values,
} from '../../tcp/index.js';
import type {Value} from '../language/code.js';
import type {Event, Script} from '../language/script.js';
import type {Fd, Outcome} from './fds.js';
import type {Flow} from './flows.js';
import {type Decided, type LogLine, TooMuch} from './outcome.js';

/** A segment on its way out. */
export type Outgoing = {
	readonly segment: Segment;
	readonly at: Micros;
	readonly why: RuleId;
	/** What the rule said of this case; null: nothing. */
	readonly values: Values | null;
};

/** What is done to the host. A list of these is the whole run. */
export type Act =
	| {readonly do: 'call'; readonly call: SocketCall}
	| {readonly do: 'arrive'; readonly segment: Segment}
	| {readonly do: 'icmp'; readonly error: IcmpError; readonly about: Segment}
	| {readonly do: 'crash'}
	| {readonly do: 'sysctl'; readonly name: string; readonly value: number | string};

/** `line`: of the script; 0 before its first event. */
export type Done = {readonly at: Micros; readonly line: number; readonly act: Act};

/** A call that is made again whenever something has happened, until it ends. Null: it waits. */
export type Attempt = (m: Machine) => Outcome | null;

export type Waiting = {
	readonly event: Event;
	readonly attempt: Attempt;
	/** When the script says that it returns. */
	readonly endsAt: Micros;
	/** When it gives up by itself; null: never. */
	readonly wakesAt: Micros | null;
	/** How it ended, and when; null: it waits. */
	ended: {readonly outcome: Outcome; readonly at: Micros} | null;
};

export type Machine = {
	readonly script: Script;
	readonly host: Host;
	/** No time may be off. */
	readonly exact: boolean;
	readonly mostEvents: number;
	now: Micros;
	/** Events and timers so far. */
	happened: number;
	event: Event | null;
	/** When that is due, and when the one before was. */
	dueAt: Micros;
	dueBefore: Micros;
	/** In the order in which it went out. */
	sent: Outgoing[];
	flows: Flow[];
	flow: Flow | null;
	fds: Map<number, Fd>;
	/** The call that has not returned yet. */
	waiting: Waiting | null;
	/** Connections whose SYN's text was taken. */
	readonly synTextTaken: Set<number>;
	/** Segments of each connection, by its number. */
	readonly counts: Map<number, SegmentCounts>;
	/** When the call that is being made gives up waiting; null: never. */
	wakesAt: Micros | null;
	/** What the script's code has set. */
	readonly names: Map<string, Value>;
	/** Sysctl values to go back to. */
	readonly remembered: Map<string, number | string>;
	/** Names that sockets had. */
	readonly usedNames: Set<string>;
	/** Beside the host's: what only watches. Called when anything has happened. */
	readonly watchers: ((machine: Machine) => void)[];
	decided: Decided | null;
	readonly log: LogLine[];
	readonly done: Done[];
	/** What could not be mapped, each once. */
	readonly notes: Set<string>;
	readonly warnings: string[];
};

/** Does it at this instant. @returns how the call ended, where it was one and has ended */
export function act(m: Machine, what: Act): Returned | null {
	m.done.push({at: m.now, line: m.event?.place.line ?? 0, act: what});
	const effects: HostEffect[] = [];
	switch (what.do) {
		case 'call':
			hostCall(m.host, what.call, m.now, effects);
			break;
		case 'arrive':
			hostArrive(m.host, what.segment, m.now, effects);
			countIn(m, what.segment);
			break;
		case 'icmp':
			hostIcmp(m.host, what.error, what.about, m.now, effects);
			break;
		case 'crash':
			crash(m.host, m.now);
			break;
		case 'sysctl':
			setSysctl(m.host, what.name, what.value, m.now, effects);
			break;
	}

	return absorb(m, effects);
}

/** Text of a SYN was acknowledged with it, or taken by our program: what tcp_info calls TCPI_OPT_SYN_DATA. */
const SYN_TEXT_TAKEN: readonly RuleId[] = ['fast-open-acked', 'fast-open-early'];

function absorb(m: Machine, effects: readonly HostEffect[]): Returned | null {
	let returned: Returned | null = null;
	const said = new Map<RuleId, Values | null>();
	for (const told of effects) {
		if (told.kind === 'returned') returned = told.result;
		else if (told.kind === 'tcp') {
			const {effect} = told;
			if (effect.kind === 'rule') {
				m.decided = {rule: effect.rule, values: effect.values, at: m.now};
				said.set(effect.rule, effect.values);
				if (SYN_TEXT_TAKEN.includes(effect.rule) && heardText(m, told.connection, effect.rule))
					m.synTextTaken.add(told.connection);
			} else if (effect.kind === 'send') {
				m.sent.push({segment: effect.segment, at: m.now, why: effect.why, values: said.get(effect.why) ?? null});
				countOut(m, told.connection, effect);
			}
		}
	}

	for (const watch of m.watchers) watch(m);
	return returned;
}

function countIn(m: Machine, {source, destination, text}: Segment): void {
	const taker = m.host.connections.find(
		({tcb: {local, remote}}) =>
			local.port === destination.port && remote?.port === source.port && remote.address === source.address,
	);
	if (taker !== undefined) countArrived(countsOf(m, taker.id), text.length, m.now);
}

/** Linux answers a SYN before there is a connection to count it for. */
function countOut(m: Machine, id: number, {segment, again}: Effect & {kind: 'send'}): void {
	const sender = m.host.connections.find(connection => connection.id === id);
	if (segment.syn && sender?.tcb.openedBy === 'passive') return;
	countSent(countsOf(m, id), segment.text.length, again, m.now);
}

function countsOf({counts}: Machine, id: number): SegmentCounts {
	const known = counts.get(id) ?? noCounts();
	counts.set(id, known);
	return known;
}

/** A SYN with a right cookie may have no text. */
function heardText({host}: Machine, connection: number, rule: RuleId): boolean {
	const tcb = host.connections.find(({id}) => id === connection)?.tcb;
	return rule !== 'fast-open-early' || tcb === undefined || distance(tcb.irs, tcb.rcv.nxt) > 1;
}

/** Lets the call that waits look whether it can end now. */
export function tryWaiting(m: Machine): void {
	const {waiting} = m;
	if (waiting === null || waiting.ended !== null) return;
	const outcome = waiting.attempt(m);
	if (outcome !== null) waiting.ended = {outcome, at: m.now};
}

/** One more event or timer. @throws TooMuch where there have been enough */
export function count(m: Machine): void {
	m.happened += 1;
	if (m.happened > m.mostEvents) throw new TooMuch();
}

/** Lets timers fire that fall before `until`, and puts the clock there: what the script does at an instant comes first. */
export function runUpTo(m: Machine, until: Micros): void {
	for (let at = next(m); at !== null && at < until; at = next(m)) fire(m, at);
	m.now = Math.max(m.now, until);
}

/** Lets timers fire until one of them makes `enough` true, or none is left up to `until`. @returns whether it is */
export function runUntil(m: Machine, until: Micros | null, enough: () => boolean): boolean {
	while (!enough()) {
		const at = next(m);
		if (at === null || (until !== null && at > until)) return false;
		fire(m, at);
	}

	return true;
}

const next = (m: Machine): Micros | null => {
	const own = hostDeadline(m.host);
	const waited = m.waiting?.ended === null ? m.waiting.wakesAt : null;
	return own === null || (waited !== null && waited < own) ? waited : own;
};

function fire(m: Machine, at: Micros): void {
	count(m);
	m.now = Math.max(m.now, at);
	const effects: HostEffect[] = [];
	hostExpire(m.host, m.now, effects);
	absorb(m, effects);
	tryWaiting(m);
}
