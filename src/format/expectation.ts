/** What a scenario says must hold: `expect[]`. */

import {ERRNOS, type Errno, type HostName, type ProfileName, type SocketCall} from '../host/index.js';
import {
	type Micros,
	RULES,
	type RuleId,
	SIGNALS,
	type Signal,
	STATES,
	type State,
	TIMERS,
	type TimerName,
} from '../tcp/index.js';
import type {Sender} from '../wire/index.js';
import {CALLS} from './calls.js';
import {FATES, type Fate} from './fates.js';
import {FIGURE_NAMES, type Figure} from './measured.js';
import {nearest} from './nearest.js';
import type {Place} from './parse-error.js';
import {
	entryOf,
	list,
	number,
	object,
	oneOf,
	optional,
	orNull,
	refuse,
	type Shape,
	shown,
	text,
	whole,
} from './shape.js';
import type {Tree} from './tree.js';
import {flagLetters, host, sender, sequenceNumber, socketName, time} from './values.js';

/** When, and how often: at an instant give or take `within`, at any time when null; so many times, at least once when null. */
export type Times = {readonly at: Micros | null; readonly within: Micros; readonly times: number | null};

/** The fields of a segment that must be so; the others may be anything. Numbers are relative to the ISNs. */
export type SegmentPattern = {
	readonly id?: string;
	readonly from?: Sender;
	readonly flags?: string;
	readonly has?: string;
	readonly seq?: number;
	/** Null: without ACK bit. */
	readonly ack?: number | null;
	readonly length?: number;
	/** The header's field. */
	readonly window?: number;
	readonly fate?: Fate;
};

/** `host` and `socket` null: any. */
export type Claim =
	| {
			readonly kind: 'state';
			readonly at: Micros | null;
			readonly host: HostName;
			readonly socket: string | null;
			readonly state: State;
	  }
	| {
			readonly kind: 'passes';
			readonly host: HostName;
			readonly socket: string | null;
			readonly passes: readonly State[];
	  }
	| ({readonly kind: 'rule'; readonly host: HostName | null; readonly rule: RuleId} & Times)
	| ({readonly kind: 'segment'; readonly segment: SegmentPattern} & Times)
	| {
			readonly kind: 'read';
			readonly at: Micros | null;
			readonly host: HostName;
			readonly socket: string;
			readonly read: number | null;
			readonly text: string | null;
	  }
	| ({
			readonly kind: 'call';
			readonly host: HostName | null;
			readonly socket: string | null;
			readonly call: SocketCall['call'];
			readonly ret: number | null;
			readonly err: Errno | null;
	  } & Times)
	| ({
			readonly kind: 'signal';
			readonly host: HostName | null;
			readonly socket: string | null;
			readonly signal: Signal;
	  } & Times)
	| ({
			readonly kind: 'timer';
			readonly host: HostName | null;
			readonly timer: TimerName;
			readonly act: 'set' | 'off' | 'fired';
	  } & Times)
	/** A figure of the connection, with both bounds in it. Null: no bound. */
	| {
			readonly kind: 'value';
			readonly at: Micros | null;
			readonly host: HostName;
			readonly socket: string | null;
			readonly value: Figure;
			readonly min: number | null;
			readonly max: number | null;
	  };

/** A claim and where it stands. `not`: it must not hold. `profile`: it is made of runs in that profile alone; null: of all. */
export type Expectation = {
	readonly place: Place;
	readonly not: boolean;
	readonly profile: ProfileName | null;
	readonly claim: Claim;
};

/** Linux's spelling, `FIN_WAIT_1`, is understood too. */
export const state: Shape<State> = tree => {
	const value = tree.kind === 'scalar' && typeof tree.value === 'string' ? tree.value.replaceAll('_', '-') : null;
	return STATES.find(name => name === value) ?? oneOf('a state', STATES)(tree);
};

// A list of all rules would hide what is near.
const rule: Shape<RuleId> = tree => {
	const id = text(tree);
	if (Object.hasOwn(RULES, id)) return id as RuleId;
	const near = nearest(id, Object.keys(RULES));
	return refuse(tree, 'a rule', near === null ? shown(tree) : `${shown(tree)} (did you mean "${near}"?)`);
};

export const segmentPattern = object('a segment’s pattern', {
	id: optional(text),
	from: optional(sender),
	flags: optional(flagLetters),
	has: optional(flagLetters),
	seq: optional(sequenceNumber),
	ack: optional(orNull(sequenceNumber)),
	length: optional(whole('octets', 0, 65_535)),
	window: optional(whole('octets', 0, 65_535)),
	fate: optional(oneOf('a fate', FATES)),
});

const timed = {at: optional(time), within: optional(time), times: optional(whole('times'))} as const;

/** A millisecond: what a person writes is rounded. */
const WITHIN: Micros = 1_000;

const times = (value: {at?: Micros; within?: Micros; times?: number}): Times => ({
	at: value.at ?? null,
	within: value.within ?? WITHIN,
	times: value.times ?? null,
});

const states = object('an expected state', {at: optional(time), host, socket: optional(socketName), state});
const passes = object('an expected way through the states', {host, socket: optional(socketName), passes: list(state)});
const rules = object('an expected rule', {...timed, host: optional(host), rule});
const segments = object('an expected segment', {...timed, segment: segmentPattern});
const reads = object('an expected reading', {
	at: optional(time),
	host,
	socket: socketName,
	read: optional(whole('octets')),
	text: optional(text),
});
const calls = object('an expected end of a call', {
	...timed,
	host: optional(host),
	socket: optional(socketName),
	call: oneOf('a call', CALLS),
	ret: optional(whole('a result')),
	err: optional(oneOf('an errno', ERRNOS)),
});
const signals = object('an expected signal', {
	...timed,
	host: optional(host),
	socket: optional(socketName),
	signal: oneOf('a signal', SIGNALS),
});
const timers = object('an expected timer', {
	...timed,
	host: optional(host),
	timer: oneOf('a timer', TIMERS),
	act: oneOf('what a timer does', ['set', 'off', 'fired']),
});

const values = object('an expected figure', {
	at: optional(time),
	host,
	socket: optional(socketName),
	value: oneOf('a figure', FIGURE_NAMES),
	is: optional(number('the figure', -1)),
	min: optional(number('the figure', -1)),
	max: optional(number('the figure', -1)),
});

/** Told by the one field that only this kind has. */
const KINDS: readonly (readonly [string, Shape<Claim>])[] = [
	[
		'state',
		tree => {
			const {at = null, socket = null, ...rest} = states(tree);
			return {kind: 'state', at, socket, ...rest};
		},
	],
	[
		'passes',
		tree => {
			const {socket = null, ...rest} = passes(tree);
			return {kind: 'passes', socket, ...rest};
		},
	],
	[
		'rule',
		tree => {
			const value = rules(tree);
			return {kind: 'rule', host: value.host ?? null, rule: value.rule, ...times(value)};
		},
	],
	[
		'segment',
		tree => {
			const value = segments(tree);
			return {kind: 'segment', segment: value.segment, ...times(value)};
		},
	],
	[
		'call',
		tree => {
			const {host = null, socket = null, call, ret = null, err = null, ...when} = calls(tree);
			if ((ret === null) === (err === null)) {
				return refuse(tree, '"ret" or "err"', ret === null ? 'neither' : 'both');
			}

			return {kind: 'call', host, socket, call, ret, err, ...times(when)};
		},
	],
	[
		'signal',
		tree => {
			const {host = null, socket = null, signal, ...when} = signals(tree);
			return {kind: 'signal', host, socket, signal, ...times(when)};
		},
	],
	[
		'timer',
		tree => {
			const {host = null, timer, act, ...when} = timers(tree);
			return {kind: 'timer', host, timer, act, ...times(when)};
		},
	],
	[
		'value',
		tree => {
			const {at = null, socket = null, is, min = is ?? null, max = is ?? null, ...rest} = values(tree);
			if (min === null && max === null) return refuse(tree, '"is", "min" or "max"', 'none');
			return {kind: 'value', at, socket, min, max, ...rest};
		},
	],
	['read', reading],
	['text', reading],
];

function reading(tree: Tree): Claim {
	const {at = null, read = null, text: wanted = null, ...rest} = reads(tree);
	return {kind: 'read', at, read, text: wanted, ...rest};
}

export const expectation: Shape<Expectation> = tree => {
	const denied = entryOf(tree, 'not');
	if (denied === null) return {place: tree.place, not: false, profile: null, claim: claim(tree)};
	object('a denial', {not: claim})(tree);
	return {place: tree.place, not: true, profile: null, claim: claim(denied)};
};

const claim: Shape<Claim> = tree => {
	const names = [...KINDS.map(([name]) => name), 'not'];
	if (tree.kind !== 'map') return refuse(tree, `an expectation: a map with one of ${names.join(', ')}`);
	const kind = KINDS.find(([name]) => entryOf(tree, name) !== null);
	if (kind !== undefined) return kind[1](tree);
	const keys = tree.entries.map(entry => entry.key);
	const near = keys.map(key => nearest(key, names)).find(name => name !== null && !keys.includes(name));
	return refuse(
		tree,
		`an expectation with one of ${names.join(', ')}`,
		`${keys.join(', ')}${near === undefined ? '' : ` (did you mean "${near}"?)`}`,
	);
};
