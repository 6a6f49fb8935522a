/** What an entry point of the engine wants done, or decided, in the order in which it did. Plain data. */

import type {RuleId} from './rules.js';
import type {Micros, Segment} from './segment.js';
import type {State, TimerName} from './tcb.js';

/**
 * A delayed response to the user (RFC 9293 §3.10): an event, not an answer to a call.
 *
 * The RFC has both "closing" and "connection closing"; here it is always the longer one.
 */
export const SIGNALS = [
	'connection established',
	'connection refused',
	'connection reset',
	'connection closing',
	'connection closed',
	'connection aborted due to user timeout',
	'delivery problem',
	'urgent data',
	'text arrived',
	'send buffer has room',
] as const;

export type Signal = (typeof SIGNALS)[number];

/** Numbers that the rule's sentence may name in braces, already in the sentence's unit. */
export type Values = Readonly<Record<string, number | string>>;

export type Effect =
	/** `why` is the rule that made the segment; `again` is true for a retransmission. */
	| {readonly kind: 'send'; readonly segment: Segment; readonly why: RuleId; readonly again: boolean}
	| {readonly kind: 'rule'; readonly rule: RuleId; readonly values: Values | null}
	| {readonly kind: 'state'; readonly from: State; readonly to: State}
	| {readonly kind: 'signal'; readonly signal: Signal}
	/** `at` is the deadline for `set`, the instant otherwise. */
	| {readonly kind: 'timer'; readonly timer: TimerName; readonly act: 'set' | 'off' | 'fired'; readonly at: Micros};

/**
 * Where effects go. Brief ones are without rules and timers: who makes thousands of transfers asks for segments, states
 * and signals alone, and need not pay for the rest.
 */
export type Effects = Effect[] & {readonly brief?: true};

/** An empty list that stays brief. */
export const briefEffects = (): Effects => Object.assign<Effect[], {readonly brief: true}>([], {brief: true});

/** The errors of §3.10, which that section identifies by these strings. */
export type CallError =
	| 'connection already exists'
	| 'connection does not exist'
	| 'connection closing'
	| 'connection reset'
	| 'remote socket unspecified'
	| 'insufficient resources'
	| 'connection aborted due to user timeout';
