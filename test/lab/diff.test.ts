import {describe, expect, it} from 'vitest';
import {changedPaths, copyWorld, createWorld, type Input, step} from '../../src/lab/index.js';
import {connect, doAll, setupWith} from './support.js';

const changesOf = (before: readonly Input[], last: Input) => {
	const world = createWorld(setupWith());
	doAll(world, before);
	const old = copyWorld(world);
	step(world, last);
	return changedPaths(old, world);
};

describe('what a step changed', () => {
	it('in a new connection is what OPEN has set', () => {
		const {client, server} = changesOf([], connect);
		expect(server).toEqual({});
		expect(client[1]).toEqual(expect.arrayContaining(['state', 'iss', 'snd.nxt', 'timers.retransmission']));
		expect(client[1]).not.toContain('rcv.nxt');
		expect(client[1]).not.toContain('config');
	});

	it('by the SYN,ACK is the state, both pointers, the window and the timer', () => {
		const {client, server} = changesOf([connect, {do: 'deliver', segment: 'c1'}], {do: 'deliver', segment: 's1'});
		expect(server).toEqual({});
		expect(client[1]).toEqual(
			expect.arrayContaining([
				'state',
				'irs',
				'snd.una',
				'snd.wnd',
				'rcv.nxt',
				'retransmissions',
				'timers.retransmission',
			]),
		);
		expect(client[1]).not.toContain('iss');
		expect(client[1]).not.toContain('snd.nxt');
	});

	it('is nothing when only the wire changed', () => {
		const nothing = {client: {}, server: {}};
		expect(changesOf([connect], {do: 'drop', segment: 'c1'})).toEqual(nothing);
		expect(changesOf([connect], {do: 'wait', by: 1000})).toEqual(nothing);
	});

	it('names queues as one thing each', () => {
		const open: Input[] = [connect, {do: 'deliver-all'}, {do: 'deliver-all'}, {do: 'deliver-all'}];
		const send: Input = {do: 'call', host: 'client', call: {call: 'send', socket: 'c', bytes: 5000}};
		const {client} = changesOf(open, send);
		expect(client[1]).toEqual(expect.arrayContaining(['snd.nxt', 'retransmissions', 'unsent']));
	});
});

describe('what falls on one instant', () => {
	it('happens in order: scheduled calls, arrivals, timers, acts', () => {
		const at = 1_000_000;
		const world = createWorld(
			setupWith({
				wire: {mode: 'flow', latency: at},
				calls: [
					{at: 0, host: 'client', call: {call: 'connect', socket: 'c', port: 80}},
					{at, host: 'client', call: {call: 'connect', socket: 'd', port: 81}},
				],
				acts: [{at, input: {do: 'crash', host: 'server'}}],
			}),
		);
		step(world, {do: 'wait', for: 'event'});
		const facts = step(world, {do: 'wait', for: 'event'});
		const order = facts.flatMap(fact => {
			if (fact.kind === 'timer' && fact.act !== 'fired') return [];
			return ['delivered', 'timer', 'called', 'crashed'].includes(fact.kind) ? [fact.kind] : [];
		});
		expect(order).toEqual(['called', 'delivered', 'timer', 'crashed']);
		expect(facts.every(fact => fact.at === at)).toBe(true);
	});
});
