import {describe, expect, it} from 'vitest';
import {createWorld, type Fact, step} from '../../src/lab/index.js';
import {octetLength} from '../../src/wire/index.js';
import {setupWith} from './support.js';

/** A client that sends 3000 octets over a way whose narrowest link takes 1000. */
function over(pathMtu: {octets: number; silent: boolean}): readonly Fact[] {
	const world = createWorld(
		setupWith({
			wire: {mode: 'flow', latency: 20_000, faults: {client: {pathMtu}, server: {}}},
			calls: [
				{at: 0, host: 'client', call: {call: 'connect', socket: 'c', port: 80}},
				{at: 100_000, host: 'client', call: {call: 'send', socket: 'c', bytes: 3_000}},
			],
		}),
	);
	return step(world, {do: 'wait', by: 900_000});
}

const rules = (facts: readonly Fact[]): string[] => facts.flatMap(fact => (fact.kind === 'rule' ? [fact.rule] : []));
const droppedAt = (facts: readonly Fact[]): number[] =>
	facts.flatMap(fact => (fact.kind === 'dropped' && fact.by === 'too-long' ? [fact.at] : []));

describe('a link on the way that is narrower than the hosts’ own', () => {
	it('drops what is too long, headers and all, and a router tells the sender one latency later (RFC 1191)', () => {
		const facts = over({octets: 1_000, silent: false});
		expect(droppedAt(facts)).toEqual([100_000, 100_000]);
		const told = facts.find(fact => fact.kind === 'rule' && fact.rule === 'path-mtu');
		expect(told?.at).toBe(120_000);
		const lengths = facts.flatMap(fact =>
			fact.kind === 'sent' && fact.at > 110_000 ? [octetLength(fact.flight.segment)] : [],
		);
		expect(Math.max(...lengths)).toBe(1_000);
	});

	it('lets the handshake pass, so that only a transfer hangs, where the router is silent (RFC 2923 §2.1)', () => {
		const facts = over({octets: 1_000, silent: true});
		expect(droppedAt(facts).length).toBeGreaterThanOrEqual(2);
		expect(rules(facts)).not.toContain('path-mtu');
		expect(facts.some(fact => fact.kind === 'state' && fact.to === 'ESTABLISHED')).toBe(true);
	});

	it('takes a segment of exactly its size', () => {
		expect(droppedAt(over({octets: 1_500, silent: false}))).toEqual([]);
		expect(droppedAt(over({octets: 1_499, silent: false})).length).toBeGreaterThan(0);
	});
});
