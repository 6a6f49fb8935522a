import {describe, expect, it} from 'vitest';
import {addRule, deliver, drop, isRefusal, nextArrival, setPath, type WireRule} from '../../src/wire/index.js';
import {Bench, flow, words} from './support.js';

const ruled = (...rules: WireRule[]) => new Bench({rules});

describe('hold', () => {
	it('lets nothing arrive by itself, and no fault apply', () => {
		const bench = new Bench({
			mode: 'hold',
			faults: {client: {loss: {model: 'random', probability: 1, correlation: 0}, jitter: 500, rate: 1}, server: {}},
		}).send(3);
		expect(bench.line).toBe('c1@20000 c2@20000 c3@20000');
		expect(nextArrival(bench.wire)).toBeNull();
	});

	it('lets go what it held when it turns to flow: at its due time, or now', () => {
		const bench = new Bench().send();
		bench.now = 90_000;
		bench.send().send(1, 1, 'server');
		expect(setPath(bench.wire, 'client', {mode: 'flow'}, 100_000)).toBeNull();
		expect(bench.line).toBe('c1@100000 c2@110000 s1@110000');
		expect(nextArrival(bench.wire)?.id).toBe('c1');
		expect(bench.wire.flights.map(flight => flight.held)).toEqual([false, false, true]);
	});

	it('stops what is in flight when it comes', () => {
		const bench = new Bench(flow({})).send(1).send(1, 1, 'server');
		setPath(bench.wire, 'client', {mode: 'hold'}, 5);
		expect(nextArrival(bench.wire)?.id).toBe('s1');
	});
});

describe('flow', () => {
	it('lets segments arrive in the order of their due times, whichever direction', () => {
		const bench = new Bench(flow({delay: 30}, {delay: 10})).send(1);
		bench.now = 5;
		bench.send(1, 1, 'server').send(1);
		expect(bench.line).toBe('s1@15 c1@30 c2@35');
		expect(nextArrival(bench.wire)?.id).toBe('s1');
	});

	it('takes new faults for what is sent from then on', () => {
		const bench = new Bench(flow({delay: 30})).send();
		setPath(bench.wire, 'client', {faults: {delay: 10}}, 0);
		expect(bench.send().line).toBe('c2@10 c1@30');
	});

	it.each([
		{delay: -1},
		{jitter: 0.5},
		{delayCorrelation: 2},
		{loss: {model: 'random', probability: 1.1, correlation: 0}},
		{loss: {model: 'gemodel', p: 0.1, r: 0.1, oneMinusH: -1, oneMinusK: 0}},
		{duplicate: {probability: Number.NaN, correlation: 0}},
		{reorder: {probability: 0.1, correlation: 0, gap: 0}},
		{rate: 0},
		{limit: 0},
	] as const)('refuses %j', faults => {
		const bench = new Bench();
		const before = structuredClone(bench.wire);
		expect(isRefusal(setPath(bench.wire, 'client', {faults, mode: 'flow'}, 0))).toBe(true);
		expect(bench.wire).toEqual(before);
	});
});

describe('a rule of a scenario', () => {
	it('drops the first that fits when it says no number', () => {
		const bench = ruled({from: 'client', minLength: 1, do: 'drop'}).send(1, 0).send(2);
		expect(bench.order).toBe('c1 c3');
		expect(words(bench.told)).toEqual(['sent c1@20000', 'sent c2@20000', 'dropped c2 by rule', 'sent c3@20000']);
		expect(bench.wire.ghosts).toMatchObject([{id: 'c2', fate: 'dropped'}]);
	});

	it('counts what fits: a number, a list, all', () => {
		expect(ruled({from: 'client', nth: 2, do: 'drop'}).send(4).order).toBe('c1 c3 c4');
		expect(ruled({from: 'client', nth: [1, 3], do: 'drop'}).send(4).order).toBe('c2 c4');
		expect(ruled({from: 'client', nth: 'all', do: 'drop'}).send(4).send(1, 1, 'server').order).toBe('s1');
	});

	it('gives way to the last one that hits', () => {
		const bench = ruled({from: 'client', nth: 'all', do: 'drop'}, {from: 'client', nth: 2, do: 'delay', by: 1}).send(3);
		expect(bench.line).toBe('c2@1020000');
	});

	it('delays, so that later ones overtake', () => {
		const bench = ruled({from: 'client', do: 'delay', by: 0.004}).send(2);
		expect(bench.line).toBe('c2@20000 c1@24000');
		expect(words(bench.told)).toEqual(['sent c1@20000', 'delayed c1@24000', 'sent c2@20000']);
	});

	it('duplicates, the copy so much later', () => {
		const bench = ruled({from: 'client', do: 'duplicate', by: 1}).send(2);
		expect(bench.line).toBe("c1@20000 c2@20000 c1'@1020000");
		expect(bench.wire.flights.at(-1)).toMatchObject({copyOf: 'c1', cause: {kind: 'act', act: 'fault'}});
	});

	it('damages a bit, which the receiver finds', () => {
		const bench = ruled({from: 'client', do: 'corrupt'}).send();
		expect(words(bench.told)).toEqual(['sent c1@20000', 'flipped c1@20000']);
		expect(deliver(bench.wire, 'c1', 0, bench.told)).toBeNull();
	});

	it('marks what can be marked, and leaves alone what cannot', () => {
		const bench = ruled({from: 'client', nth: 'all', do: 'mark'});
		bench.put('client', {text: 'x'}, 2);
		bench.put('client', {text: 'y'}, 0);
		expect(words(bench.told)).toEqual(['sent c1@20000', 'marked c1@20000', 'sent c2@20000']);
		expect(bench.wire.flights.map(({segment}) => segment.ecn)).toEqual([3, 0]);
	});

	it('wants exactly these flags, or all of those', () => {
		const exact = ruled({from: 'client', flags: 'S', nth: 'all', do: 'drop'});
		exact.put('client', {flags: 'S.', ack: 1});
		exact.put('client', {flags: 'S'});
		exact.put('client', {flags: ''});
		expect(exact.order).toBe('c1 c3');
		const has = ruled({from: 'client', has: 'S', nth: 'all', do: 'drop'});
		has.put('client', {flags: 'S.', ack: 1});
		has.put('client', {flags: 'S'});
		has.put('client', {flags: '.', ack: 1});
		expect(has.order).toBe('c3');
		const acks = ruled({from: 'client', has: '.', nth: 'all', do: 'drop'});
		acks.put('client', {flags: 'S'});
		acks.put('client', {flags: 'P.', ack: 1});
		expect(acks.order).toBe('c1');
	});

	it('counts numbers from each host’s ISN, over the end of the circle', () => {
		const bench = ruled(
			{from: 'client', seq: 1, flags: 'P.', do: 'drop'},
			{from: 'server', ack: 11, flags: '.', do: 'drop'},
		);
		bench.put('client', {flags: 'S', seq: 0xffff_ffff});
		bench.put('server', {flags: 'S.', seq: 77, ack: 0});
		bench.put('client', {flags: 'P.', seq: 0, ack: 78, bytes: 10});
		bench.put('server', {flags: '.', seq: 78, ack: 10});
		bench.put('client', {flags: 'P.', seq: 10, ack: 78, bytes: 10});
		expect(bench.order).toBe('c1 s1 c3');
	});

	it('counts from the new SYN when the ports are used again', () => {
		const bench = ruled({from: 'client', seq: 1, do: 'drop'});
		bench.put('client', {flags: 'S', seq: 500});
		bench.put('client', {flags: 'S', seq: 9000});
		bench.put('client', {flags: '.', seq: 501, ack: 1});
		bench.put('client', {flags: '.', seq: 9001, ack: 1});
		expect(bench.order).toBe('c1 c2 c3');
	});

	it('looks at the length of the text and at the clock', () => {
		const bench = ruled(
			{from: 'client', length: 5, nth: 'all', do: 'drop'},
			{from: 'client', after: 1, before: 2, nth: 'all', do: 'drop'},
		).send(1, 5);
		for (const at of [999_999, 1_000_000, 2_000_000, 2_000_001]) {
			bench.now = at;
			bench.send(1, 6);
		}
		expect(bench.order).toBe('c2 c5');
	});

	it('holds at its instant to the microsecond, though 8.2 × 10^6 is less than 8,200,000', () => {
		const bench = ruled({from: 'client', before: 8.2, nth: 'all', do: 'drop'});
		bench.now = 8_200_000;
		expect(bench.send(1).order).toBe('');
	});

	it('counts from when it was added', () => {
		const bench = new Bench().send(2);
		addRule(bench.wire, {from: 'client', do: 'drop'});
		expect(bench.send(2).order).toBe('c1 c2 c4');
	});

	it('applies in flow too, before faults', () => {
		const bench = new Bench({...flow({rate: 8e6}), rules: [{from: 'client', do: 'drop'}]}).send(2, 960);
		expect(bench.line).toBe('c2@21000');
	});
});

describe('the line of flights', () => {
	it('stays in order whatever leaves and enters', () => {
		const bench = new Bench(flow({jitter: 15_000, delay: 20_000}));
		for (let i = 0; i < 400; i++) {
			bench.now += 500;
			bench.send(1, 1, i % 3 === 0 ? 'server' : 'client');
			const next = nextArrival(bench.wire);
			if (next !== null && next.dueAt <= bench.now) deliver(bench.wire, next.id, bench.now, null);
			if (i % 7 === 0) drop(bench.wire, `c${i % 50}`, bench.now);
			const dues = bench.wire.flights.map(flight => flight.dueAt);
			expect(dues).toEqual(dues.toSorted((a, b) => a - b));
		}
	});
});
