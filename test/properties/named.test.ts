import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {createWorld, defaultSetup, type Input, same, step} from '../../src/lab/index.js';
import {unsigned} from '../../src/tcp/index.js';
import {
	all,
	CONNECT,
	call,
	clientIn,
	type Driven,
	drive,
	dropAll,
	established,
	FLOW,
	flagsIn,
	recv,
	send,
	settle,
	shutdown,
	stateOf,
	statesIn,
	tcbOf,
} from './drive.js';

const SECOND = 1_000_000;
const MSL = 120 * SECOND;

const forged = (driven: Driven, fields: Extract<Input, {do: 'forge'}>['fields']) =>
	all(
		driven,
		{do: 'forge', from: 'outsider', to: 'client', fields},
		{do: 'deliver', segment: `x${driven.world.wire.sent.outsider + 1}`},
	);

describe('states', () => {
	it('22: SYN-RECEIVED goes back to LISTEN on a RST, or to CLOSED when the open was active (MUST-11)', () => {
		const passive = drive();
		all(passive, CONNECT, {do: 'deliver', segment: 'c1'}, call('client', 'abort'));
		dropAll(passive);
		const tcb = tcbOf(passive, 'server');
		expect(tcb.state).toBe('SYN-RECEIVED');
		const rst = {sourcePort: 40_000, destinationPort: 80, seq: unsigned(tcb.rcv.nxt), flags: 'R'};
		all(passive, {do: 'forge', from: 'outsider', to: 'server', fields: rst}, {do: 'deliver', segment: 'x1'});
		expect(passive.world.hosts.server.connections.map(c => c.tcb.state)).toEqual(['LISTEN']);

		const active = clientIn('SYN-RECEIVED');
		forged(active, {seq: unsigned(tcbOf(active, 'client').rcv.nxt), flags: 'R'});
		expect(stateOf(active, 'client')).toBe('CLOSED');
	});

	it('25: TIME-WAIT lasts 2 MSL from the last FIN', () => {
		const driven = clientIn('TIME-WAIT');
		const from = driven.world.now;
		all(driven, {do: 'wait', for: 'timer'});
		expect(stateOf(driven, 'client')).toBe('CLOSED');
		const entered = driven.facts.find(fact => fact.kind === 'state' && fact.to === 'TIME-WAIT');
		expect(driven.world.now - (entered?.at ?? 0)).toBe(2 * MSL);
		expect(from).toBeGreaterThanOrEqual(entered?.at ?? 0);
	});

	it('25: a FIN restarts TIME-WAIT and is acknowledged; old data does neither', () => {
		const driven = clientIn('TIME-WAIT');
		all(driven, {do: 'wait', by: 100 * SECOND});
		const {rcv, snd, timers} = tcbOf(driven, 'client');
		const ends = timers['time-wait'];
		const ack = unsigned(snd.nxt);
		forged(driven, {seq: unsigned(rcv.nxt) - 11, ack, flags: '.', bytes: 10});
		expect(tcbOf(driven, 'client').timers['time-wait']).toBe(ends);
		const facts = forged(driven, {seq: unsigned(rcv.nxt) - 1, ack, flags: 'F.'});
		expect(flagsIn(facts)).toEqual(['.']);
		expect(tcbOf(driven, 'client').timers['time-wait']).toBe(driven.world.now + 2 * MSL);
	});

	it('25: only the end that closes first enters it, or both that close at once', () => {
		const one = established();
		all(one, shutdown('client'));
		settle(one);
		all(one, shutdown('server'));
		settle(one);
		expect([stateOf(one, 'client'), stateOf(one, 'server')]).toEqual(['TIME-WAIT', 'CLOSED']);

		const both = established();
		all(both, shutdown('client'), shutdown('server'));
		settle(both);
		expect([stateOf(both, 'client'), stateOf(both, 'server')]).toEqual(['TIME-WAIT', 'TIME-WAIT']);
	});
});

describe('segments', () => {
	it('14, 15: what lies outside the window changes nothing and gets one ACK, a RST there gets none', () => {
		const driven = established();
		const before = structuredClone(tcbOf(driven, 'client'));
		const {rcv, snd} = before;
		const ack = unsigned(snd.nxt);
		const far = unsigned(rcv.nxt) + 1_000_000;
		expect(flagsIn(forged(driven, {seq: far, flags: 'R'}))).toEqual([]);
		expect(flagsIn(forged(driven, {seq: far, ack, flags: '.', bytes: 10}))).toEqual(['.']);
		const after = tcbOf(driven, 'client');
		for (const part of ['state', 'snd', 'rcv', 'cc', 'rto', 'unread', 'outOfOrder'] as const) {
			expect(after[part]).toEqual(before[part]);
		}
	});

	it('17: an ACK of what was never sent gets one ACK and changes nothing', () => {
		const driven = established();
		const {snd, rcv} = structuredClone(tcbOf(driven, 'client'));
		const facts = forged(driven, {seq: unsigned(rcv.nxt), ack: unsigned(snd.nxt) + 1000, flags: '.', wnd: 5});
		expect(flagsIn(facts)).toEqual(['.']);
		expect(tcbOf(driven, 'client').snd).toEqual(snd);
	});

	it('19: answers to bad segments come at most twice a second', () => {
		const driven = established();
		const {snd, rcv} = tcbOf(driven, 'client');
		const facts = Array.from({length: 40}, () => [
			...forged(driven, {seq: unsigned(rcv.nxt), ack: unsigned(snd.nxt) + 1000, flags: '.'}),
			...all(driven, {do: 'wait', by: 100_000}),
		]).flat();
		expect(flagsIn(facts).length).toBeGreaterThanOrEqual(8);
		expect(flagsIn(facts).length).toBeLessThanOrEqual(12);
	});
});

describe('timers', () => {
	it('27: RTO doubles with each expiry, up to its limit, and the connection is given up at R2 (31: 100 s at least)', () => {
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

	it('31: a SYN is tried for three minutes at least (MUST-23)', () => {
		const driven = drive();
		all(driven, CONNECT);
		while (stateOf(driven, 'client') === 'SYN-SENT') {
			dropAll(driven);
			all(driven, {do: 'wait', for: 'timer'});
		}

		expect(driven.world.now / SECOND).toBeGreaterThanOrEqual(180);
		expect(stateOf(driven, 'client')).toBe('CLOSED');
	});

	it('32: time in many pieces is time in one, whatever the pieces', () => {
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
});

describe('liveness', () => {
	it('42: after an abort both ends are CLOSED at once', () => {
		const driven = established();
		const facts = all(driven, call('client', 'abort'));
		expect(statesIn(facts, 'client')).toEqual(['CLOSED']);
		settle(driven);
		expect(stateOf(driven, 'server')).toBe('CLOSED');
	});

	it('43: a reader that makes room is written to within one probe interval, though the window update is lost', () => {
		const driven = drive({
			ready: [
				{
					host: 'server',
					call: {call: 'listen', socket: 'l', port: 80, accepts: true, options: {SO_RCVBUF: 2000}},
				},
			],
		});
		all(driven, CONNECT);
		settle(driven);
		all(driven, send('client', 5000), ...FLOW, {do: 'wait', by: 30 * SECOND});
		expect(tcbOf(driven, 'client').snd.wnd).toBe(0);
		const probeAt = tcbOf(driven, 'client').timers.persist;
		all(driven, {do: 'path', from: 'server', mode: 'hold'}, recv('server', 2000));
		expect(flagsIn(driven.facts).at(-1)).toBe('.');
		dropAll(driven);
		all(driven, ...FLOW, {do: 'wait', by: (probeAt ?? 0) - driven.world.now + 300_000});
		const more = all(driven, recv('server', 5000));
		expect(more.some(fact => fact.kind === 'returned' && 'ret' in fact.result && fact.result.ret > 0)).toBe(true);
	});

	it('44: a connect to a listener opens both ends or fails at both, whichever segments are lost', () => {
		for (let mask = 0; mask < 64; mask++) {
			const driven = drive();
			all(driven, CONNECT);
			// Each bit is the fate of one segment, in the order in which they fly; later ones arrive.
			for (let n = 0; n < 6; n++) {
				const id = driven.world.wire.flights[0]?.id;
				if (id === undefined) all(driven, {do: 'wait', for: 'timer'});
				else all(driven, {do: mask & (1 << n) ? 'drop' : 'deliver', segment: id});
			}

			all(driven, ...FLOW, {do: 'wait', by: 400 * SECOND});
			expect([stateOf(driven, 'client'), stateOf(driven, 'server')]).toEqual(['ESTABLISHED', 'ESTABLISHED']);
		}
	});
});

describe('chance', () => {
	it('32: the same seed and the same inputs give the same trace, octet for octet; another seed another one', () => {
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
