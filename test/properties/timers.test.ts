import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {createWorld, defaultSetup, type Input, same, step} from '../../src/lab/index.js';
import {SECOND} from '../../src/tcp/index.js';
import {all, CONNECT, drive, dropAll, established, FLOW, send, stateOf} from '../support/drive.js';

describe('timers', () => {
	it('property 27: RTO doubles with each expiry, up to its limit, and the connection is given up at R2', () => {
		const driven = established();
		all(driven, send('client', 100));
		const start = driven.world.now;
		const times: number[] = [];
		while (stateOf(driven, 'client') === 'ESTABLISHED') {
			dropAll(driven);
			all(driven, {do: 'wait', for: 'timer'});
			times.push(driven.world.now);
		}

		const waits = times.map((at, i) => (at - (times[i - 1] ?? start)) / SECOND);
		expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60]);
		expect((driven.world.now - start) / SECOND).toBeGreaterThanOrEqual(100);
	});

	it('property 31: a SYN is tried for three minutes at least (MUST-23)', () => {
		const driven = drive();
		all(driven, CONNECT);
		while (stateOf(driven, 'client') === 'SYN-SENT') {
			dropAll(driven);
			all(driven, {do: 'wait', for: 'timer'});
		}

		expect(driven.world.now / SECOND).toBeGreaterThanOrEqual(180);
		expect(stateOf(driven, 'client')).toBe('CLOSED');
	});

	it('property 31: keep-alive is off unless asked for, waits two hours, and one lost probe kills nobody', () => {
		const idle = established();
		all(idle, ...FLOW);
		const quiet = all(idle, {do: 'wait', by: 86_400 * SECOND});
		expect(quiet.filter(fact => fact.kind === 'sent')).toEqual([]);

		const kept = established();
		const on: Input = {
			do: 'call',
			host: 'client',
			call: {call: 'setsockopt', socket: 'c', option: 'SO_KEEPALIVE', value: true},
		};
		all(kept, on);
		const from = kept.world.now;
		all(kept, {do: 'wait', for: 'timer'});
		expect(kept.world.now - from).toBe(7200 * SECOND);
		dropAll(kept);
		all(kept, {do: 'wait', for: 'timer'});
		dropAll(kept);
		all(kept, ...FLOW, {do: 'wait', by: 7200 * SECOND});
		expect([stateOf(kept, 'client'), stateOf(kept, 'server')]).toEqual(['ESTABLISHED', 'ESTABLISHED']);
	});

	it('property 32: time in many pieces is time in one, whatever the pieces', () => {
		const scene: readonly Input[] = [
			CONNECT,
			{do: 'wait', by: 200_000},
			{do: 'call', host: 'client', call: {call: 'send', socket: 'c', bytes: 9000}},
		];
		const play = (pieces: readonly number[]) => {
			const world = createWorld({
				...defaultSetup('rfc9293', 3),
				wire: {mode: 'flow', faults: {loss: {model: 'random', probability: 0.2, correlation: 0}, jitter: 4000}},
			});
			const facts = scene.flatMap(input => step(world, input));
			facts.push(...pieces.flatMap(by => step(world, {do: 'wait', by})));
			return {facts, world};
		};
		fc.assert(
			fc.property(fc.array(fc.integer({min: 0, max: 5 * SECOND}), {minLength: 1, maxLength: 12}), pieces => {
				expect(same(play(pieces), play([pieces.reduce((sum, by) => sum + by, 0)]))).toBe(true);
			}),
			{seed: 32, numRuns: 60},
		);
	});
	it('property 32: the same seed and the same inputs give the same trace, octet for octet; another seed another one', () => {
		const trace = (seed: number) => {
			const faults = {loss: {model: 'random' as const, probability: 0.3, correlation: 0}, jitter: 5000};
			const driven = drive({seed, wire: {mode: 'flow', faults}});
			all(driven, CONNECT, {do: 'wait', by: 20 * SECOND}, send('client', 20_000), {do: 'wait', by: 100 * SECOND});
			return driven.facts;
		};
		expect(trace(11)).toEqual(trace(11));
		expect(trace(11)).not.toEqual(trace(12));
	});
});
