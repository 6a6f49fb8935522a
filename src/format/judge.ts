/** Did it come as the scenario says? One verdict for each expectation. */

import {HOST_NAMES, type HostName} from '../host/index.js';
import type {Fact, World} from '../lab/index.js';
import type {Micros, State} from '../tcp/index.js';
import type {FlightId} from '../wire/index.js';
import type {Claim, Expectation, SegmentPattern, Times} from './expectation.js';
import {fatesOf, idsOf} from './fates.js';
import {figureOf} from './measured.js';
import type {Run} from './player.js';
import {Relative, type SentSegment, segmentLine} from './relative.js';
import {worldAt} from './world-at.js';

export type Verdict = {
	readonly expectation: Expectation;
	readonly held: boolean;
	/** Both in words, for a person. */
	readonly expected: string;
	readonly got: string;
	/** The decision that made it so: the last one of that host before. Null: there was none. */
	readonly decided: (Fact & {kind: 'rule'}) | null;
};

export function judge(run: Run): Verdict[] {
	const looks = new Looks(run);
	return run.scenario.expect
		.filter(({profile}) => isOf(run, profile))
		.map(expectation => {
			const {held, expected, got, decided} = looks.at(expectation.claim);
			return expectation.not
				? {expectation, held: !held, expected: `not: ${expected}`, got: held ? 'just that' : got, decided}
				: {expectation, held, expected, got, decided};
		});
}

/** Both hosts have that profile, or the expectation is of any. */
function isOf({setup}: Run, profile: Expectation['profile']): boolean {
	const {client, server} = setup.hosts;
	return profile === null || [client, server].every(host => (host.profile ?? setup.profile) === profile);
}

type Look = Omit<Verdict, 'expectation'>;

/** What is looked at: a run, or a history so far. */
export type Played = Pick<Run, 'start' | 'entries' | 'facts' | 'end'>;

/**
 * Does it hold by what came after the first `since` facts? States and figures are those of the end, or of `at`.
 *
 * An instant that has not come yet has nothing that holds.
 */
export function holds({claim, not}: Pick<Expectation, 'claim' | 'not'>, played: Played, since = 0): boolean {
	if (claim.kind !== 'passes' && claim.at !== null && claim.at > played.end.now) return false;
	return new Looks(played, since).at(claim).held !== not;
}

/** The run as expectations ask it. */
class Looks {
	private readonly facts: readonly Fact[];
	private readonly segments: readonly SentSegment[];
	/** Sent before what is looked at, and ended in it. */
	private readonly old: ReadonlySet<FlightId>;
	private readonly ended: ReadonlySet<FlightId>;
	private readonly fates: ReturnType<typeof fatesOf>;
	/** Which connection each socket had, while it had one: `client c` → 1. */
	private readonly connections = new Map<string, number>();

	constructor(
		private readonly run: Played,
		since = 0,
	) {
		const relative = new Relative();
		this.facts = since === 0 ? run.facts : run.facts.slice(since);
		this.segments = run.facts.filter(fact => fact.kind === 'sent').map(fact => relative.read(fact));
		this.old = new Set(idsOf(run.facts.slice(0, since), 'sent'));
		this.ended = new Set(idsOf(this.facts, 'delivered', 'dropped'));
		this.fates = fatesOf(run.facts);
		for (const {world} of run.entries) {
			for (const host of HOST_NAMES) {
				for (const socket of world.hosts[host].sockets) {
					if (socket.connection !== null) this.connections.set(`${host} ${socket.name}`, socket.connection);
				}
			}
		}
	}

	at(claim: Claim): Look {
		switch (claim.kind) {
			case 'state':
				return this.state(claim);
			case 'passes':
				return this.passes(claim);
			case 'rule':
				return this.counted(
					claim,
					`${on(claim.host)}rule ${claim.rule}`,
					fact => fact.kind === 'rule' && fact.rule === claim.rule && fits(claim.host, fact.host),
					claim.host,
				);
			case 'segment':
				return this.segment(claim);
			case 'read':
				return this.read(claim);
			case 'value':
				return this.value(claim);
			case 'call':
				return this.call(claim);
			case 'signal':
				return this.counted(
					claim,
					`${on(claim.host, claim.socket)}signal "${claim.signal}"`,
					fact =>
						fact.kind === 'signal' &&
						fact.signal === claim.signal &&
						fits(claim.host, fact.host) &&
						fits(claim.socket, fact.socket),
					claim.host,
				);
			case 'timer':
				return this.counted(
					claim,
					`${on(claim.host)}timer ${claim.timer} ${claim.act}`,
					fact =>
						fact.kind === 'timer' &&
						fact.timer === claim.timer &&
						fact.act === claim.act &&
						fits(claim.host, fact.host),
					claim.host,
				);
		}
	}

	/** How often a kind of fact came, and when. */
	private counted(claim: Times, what: string, isOne: (fact: Fact) => boolean, host: HostName | null): Look {
		const seen = this.facts.filter(isOne);
		const hits = seen.filter(fact => near(claim, fact.at));
		return {
			held: enough(claim, hits.length),
			expected: `${what}${often(claim)}`,
			got: seen.length === 0 ? 'never' : times(seen.map(fact => fact.at)),
			decided: this.decided(host, claim.at),
		};
	}

	private segment(claim: Claim & {kind: 'segment'}): Look {
		const fitting = this.segments.filter(
			one => this.isNew(claim.segment, one.flight.id) && this.misses(claim.segment, one).length === 0,
		);
		const hits = fitting.filter(one => near(claim, one.flight.sentAt));
		const shown = hits.length > 0 ? hits : fitting;
		const nearest = shown.length > 0 ? null : this.nearest(claim);
		const last = nearest?.one ?? shown.at(-1);
		return {
			held: enough(claim, hits.length),
			expected: `segment ${patternLine(claim.segment)}${often(claim)}`,
			got: nearest === null ? times(shown.map(one => one.flight.sentAt)) : nearest.said,
			decided: last === undefined ? this.decided(null, claim.at) : this.decidedSegment(last.flight.id),
		};
	}

	/** The segment that misses by the least, and by what. */
	private nearest(claim: Claim & {kind: 'segment'}): {readonly one: SentSegment | undefined; readonly said: string} {
		let one: SentSegment | undefined;
		let least: string[] = [];
		for (const candidate of this.segments) {
			const misses = this.misses(claim.segment, candidate);
			if (!near(claim, candidate.flight.sentAt)) misses.push(`at ${seconds(candidate.flight.sentAt)}`);
			if (one !== undefined && misses.length >= least.length) continue;
			one = candidate;
			least = misses;
		}

		if (one === undefined) return {one, said: 'no segment at all'};
		const {id, sentAt} = one.flight;
		return {one, said: `none; nearest is ${id} at ${seconds(sentAt)}, ${segmentLine(one)}: ${least.join(', ')}`};
	}

	/** Sent in what is looked at, or, where the fate is asked for, come to it there. */
	private isNew({fate}: SegmentPattern, id: FlightId): boolean {
		return fate === undefined || fate === 'in flight' ? !this.old.has(id) : this.ended.has(id);
	}

	/** The fields in which it is not as wanted. */
	private misses(wanted: SegmentPattern, one: SentSegment): string[] {
		const own: Required<SegmentPattern> = {
			id: one.flight.id,
			from: one.flight.from,
			flags: one.flags,
			has: one.flags,
			seq: one.seq,
			ack: one.ack,
			length: one.length,
			window: one.flight.segment.wnd,
			fate: this.fates.get(one.flight.id) ?? 'in flight',
		};
		return PATTERN.filter(name => {
			const want = wanted[name];
			if (want === undefined) return false;
			return name === 'has' ? ![...(wanted.has ?? '')].every(letter => one.flags.includes(letter)) : want !== own[name];
		}).map(name => `${name} ${own[name] ?? 'none'}`);
	}

	private state(claim: Claim & {kind: 'state'}): Look {
		const at = claim.at ?? this.run.end.now;
		const seen = this.statesAt(claim.host, claim.socket, worldAt(this.run, at));
		return {
			held: seen.includes(claim.state),
			expected: `${on(claim.host, claim.socket)}${claim.state} at ${when(claim.at)}`,
			got: seen.length === 0 ? `no socket ${claim.socket ?? ''}` : (seen[0] ?? ''),
			decided: this.decidedState(claim.host, at),
		};
	}

	private passes(claim: Claim & {kind: 'passes'}): Look {
		const id =
			claim.socket === null ? this.youngestEver(claim.host) : this.connections.get(`${claim.host} ${claim.socket}`);
		const seen: State[] = [];
		for (const fact of this.facts) {
			if (fact.kind !== 'state' || fact.host !== claim.host || fact.connection !== id) continue;
			if (seen.length === 0) seen.push(fact.from);
			seen.push(fact.to);
		}

		// Where a way begins is the file's choice: with CLOSED, with LISTEN, or with the first state that is of interest.
		const from = claim.passes[0] === undefined ? 0 : Math.max(0, seen.indexOf(claim.passes[0]));
		const way = seen.slice(from);
		return {
			held: way.join() === claim.passes.join(),
			expected: `${on(claim.host, claim.socket)}through ${claim.passes.join(', ')}`,
			got: seen.length === 0 ? 'no state at all' : seen.join(', '),
			decided: this.decided(claim.host, null),
		};
	}

	private read(claim: Claim & {kind: 'read'}): Look {
		const at = claim.at ?? this.run.end.now;
		let read = 0;
		let text = '';
		// One decoder for all readings: a reading may end within a character.
		const decoder = new TextDecoder('utf-8', {ignoreBOM: true});
		for (const fact of this.facts) {
			if (fact.at > at || fact.kind !== 'returned' || fact.host !== claim.host || fact.socket !== claim.socket)
				continue;
			if ((fact.call.call !== 'recv' && fact.call.call !== 'drain') || !('ret' in fact.result)) continue;
			read += fact.result.ret;
			if (fact.result.text !== null) text += decoder.decode(fact.result.text, {stream: true});
		}

		const said = [
			...(claim.read === null ? [] : [`${claim.read} octets`]),
			...(claim.text === null ? [] : [JSON.stringify(claim.text)]),
		];
		return {
			held: (claim.read === null || claim.read === read) && (claim.text === null || claim.text === text),
			expected: `${on(claim.host, claim.socket)}has read ${said.join(', ')} at ${when(claim.at)}`,
			got: claim.text === null ? `${read} octets` : `${read} octets, ${JSON.stringify(text.slice(0, 80))}`,
			decided: this.decided(claim.host, at),
		};
	}

	private call(claim: Claim & {kind: 'call'}): Look {
		const wanted = claim.err ?? claim.ret;
		const ends = this.facts.flatMap(fact => {
			if (fact.kind !== 'returned' || fact.call.call !== claim.call) return [];
			if (!fits(claim.host, fact.host) || !fits(claim.socket, fact.socket)) return [];
			return [{at: fact.at, value: 'ret' in fact.result ? fact.result.ret : fact.result.errno}];
		});
		const hits = ends.filter(end => end.value === wanted && near(claim, end.at));
		return {
			held: enough(claim, hits.length),
			expected: `${on(claim.host, claim.socket)}${claim.call} returns ${wanted}${often(claim)}`,
			got: ends.length === 0 ? 'it did not return' : ends.map(end => `${end.value} at ${seconds(end.at)}`).join(', '),
			decided: this.decided(claim.host, claim.at),
		};
	}

	private value(claim: Claim & {kind: 'value'}): Look {
		const at = claim.at ?? this.run.end.now;
		const tcb = this.connectionAt(claim.host, claim.socket, worldAt(this.run, at))?.tcb;
		const is = tcb === undefined ? null : figureOf(tcb, claim.value);
		const {min, max} = claim;
		const bounds = min === max ? `${min}` : `${min ?? ''} … ${max ?? ''}`;
		return {
			held: is !== null && (min === null || is >= min) && (max === null || is <= max),
			expected: `${on(claim.host, claim.socket)}${claim.value} ${bounds} at ${when(claim.at)}`,
			got: tcb === undefined ? 'no connection' : is === null ? 'none' : String(is),
			decided: this.decided(claim.host, at),
		};
	}

	/** The socket's connection, or the youngest; undefined: there is none. */
	private connectionAt(host: HostName, socket: string | null, world: World) {
		const {connections} = world.hosts[host];
		if (socket === null) return connections.findLast(one => one.tcb.state !== 'LISTEN');
		const id = this.connections.get(`${host} ${socket}`);
		return connections.find(one => one.id === id);
	}

	/** What the host, or that socket's connection, may be said to be in. Empty: there never was such a socket. */
	private statesAt(host: HostName, socket: string | null, world: World): State[] {
		const {connections, sockets} = world.hosts[host];
		if (socket === null) {
			const youngest = this.connectionAt(host, null, world);
			if (youngest !== undefined) return [youngest.tcb.state];
			const listens =
				connections.some(one => one.tcb.state === 'LISTEN') || sockets.some(one => one.kind === 'listener');
			return listens ? ['CLOSED', 'LISTEN'] : ['CLOSED'];
		}

		const id = this.connections.get(`${host} ${socket}`);
		const open = sockets.some(one => one.name === socket);
		if (id === undefined) return open || this.everOpen(host, socket) ? ['CLOSED'] : [];
		return [connections.find(one => one.id === id)?.tcb.state ?? 'CLOSED'];
	}

	private everOpen(host: HostName, socket: string): boolean {
		return this.run.entries.some(entry => entry.world.hosts[host].sockets.some(one => one.name === socket));
	}

	private youngestEver(host: HostName): number | undefined {
		const changes = this.run.facts.filter(fact => fact.kind === 'state' && fact.host === host && fact.to !== 'LISTEN');
		return changes.reduce<number | undefined>(
			(youngest, fact) => (fact.kind === 'state' ? Math.max(youngest ?? 0, fact.connection) : youngest),
			undefined,
		);
	}

	/** The last decision of that host, or of either, up to an instant. */
	private decided(host: HostName | null, at: Micros | null): Decided {
		const until = at ?? this.run.end.now;
		return this.run.facts.filter(isRule).findLast(fact => fact.at <= until && fits(host, fact.host)) ?? null;
	}

	/** The decision that led to the state a host was in: the last rule before its last change of state. */
	private decidedState(host: HostName, at: Micros): Decided {
		const {facts} = this.run;
		const change = facts.findLastIndex(fact => fact.kind === 'state' && fact.host === host && fact.at <= at);
		const before = facts.slice(0, Math.max(0, change)).filter(isRule);
		const rule = before.findLast(fact => fact.host === host && fact.at === facts[change]?.at);
		return rule ?? this.decided(host, at);
	}

	/** The decision that made a segment. */
	private decidedSegment(id: string): Decided {
		const {facts} = this.run;
		const sent = facts.findIndex(fact => fact.kind === 'sent' && fact.flight.id === id);
		const fact = facts[sent];
		if (fact?.kind !== 'sent' || fact.why === null) return null;
		const before = facts.slice(0, sent).filter(isRule);
		const rule = before.findLast(one => one.rule === fact.why && one.at === fact.at);
		if (rule !== undefined) return rule;
		const {from: host} = fact.flight;
		if (host === 'outsider') return null;
		const {at, why, connection} = fact;
		return {kind: 'rule', at, host, connection, rule: why, values: null, segment: null};
	}
}

type Decided = Verdict['decided'];

const isRule = (fact: Fact): fact is Fact & {kind: 'rule'} => fact.kind === 'rule';

const PATTERN = ['id', 'from', 'flags', 'has', 'seq', 'ack', 'length', 'window', 'fate'] as const;

const fits = <T>(wanted: T | null, is: T | null): boolean => wanted === null || wanted === is;
const near = ({at, within}: Times, is: Micros): boolean => at === null || Math.abs(is - at) <= within;
const enough = ({times}: Times, count: number): boolean => (times === null ? count > 0 : count === times);

const on = (host: HostName | null, socket: string | null = null): string =>
	[host, socket].filter(name => name !== null).join(' ') + (host === null && socket === null ? '' : ': ');

const seconds = (at: Micros): string => `${(at / 1e6).toFixed(3)} s`;
const when = (at: Micros | null): string => (at === null ? 'the end' : seconds(at));

const often = ({at, times}: Times): string => {
	const count = times === null ? '' : times === 0 ? ', never' : times === 1 ? ', once' : `, ${times} times`;
	return `${at === null ? '' : ` at ${seconds(at)}`}${count}`;
};

const times = (at: readonly Micros[]): string => {
	const count = at.length === 1 ? 'once' : `${at.length} times`;
	const shown = at.slice(0, 8).map(seconds).join(', ');
	return `${count}, at ${shown}${at.length > 8 ? ' …' : ''}`;
};

function patternLine(wanted: SegmentPattern): string {
	return PATTERN.filter(name => wanted[name] !== undefined)
		.map(name => `${name} ${wanted[name] ?? 'none'}`)
		.join(', ');
}
