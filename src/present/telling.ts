/** Which of the rules of a step tells most of it. */

import type {Fact} from '../lab/index.js';
import {RULES, type RuleId} from '../tcp/index.js';
import type {Group} from './facts.js';
import {fill} from './words/words.js';

type RuleFact = Extract<Fact, {kind: 'rule'}>;

/** The rule of a group that tells most; of equals the last. Null: the group decided nothing. */
export function telling(group: Group): RuleFact | null {
	let best: RuleFact | null = null;
	for (const fact of group) {
		const rule = fact.kind === 'rule' ? fact : sending(fact, group);
		if (rule !== null && (best === null || weight(rule.rule) >= weight(best.rule))) best = rule;
	}
	return best;
}

/** The rule that made a segment, where nothing else tells of it: what is sent tells more than what was queued. */
export function sending(fact: Fact, group: Group): RuleFact | null {
	if (fact.kind !== 'sent' || fact.why === null) return null;
	const {at, flight, connection, why: rule} = fact;
	const host = flight.from;
	if (host === 'outsider') return null;
	if (group.some(each => each.kind === 'rule' && each.rule === rule)) return null;
	const values = {wnd: flight.segment.wnd};
	// A sentence with other values is told by its own fact alone.
	if (fill(RULES[rule].says, values).includes('{')) return null;
	return {kind: 'rule', at, host, connection, rule, values, segment: null};
}

/** How much a rule tells: what happens at every other segment the least. */
export const weight = (rule: RuleId): number => ROUTINE[rule] ?? 9;

/** What happens at every other segment tells less than what does not. Rules not named here tell most. */
const ROUTINE: Partial<Record<RuleId, number>> = {
	'karn-no-sample': 1,
	'sends-ack-now': 1,
	'slow-start': 1,
	'congestion-avoidance': 1,
	'window-stale': 1,
	'rtt-sampled': 2,
	'ack-duplicate': 2,
	'ack-delayed': 2,
	'window-updated': 2,
	'receive-delivers': 2,
	'send-queues': 2,
	'seq-trimmed': 2,
	'restart-window': 2,
	'ack-every-second': 3,
	'sends-text': 3,
	'ack-advances': 3,
	'text-accepted': 4,
	'rto-three-seconds': 4,
	'fin-taken': 4,
	'close-queued': 5,
	'cwnd-full': 4,
	'cwnd-holds-fin': 4,
	'window-full': 4,
	'nagle-waits': 4,
	'sws-waits': 4,
	'cc-timeout': 5,
	'dup-ack': 5,
	'recovery-inflates': 5,
	'sends-fin': 5,
};
