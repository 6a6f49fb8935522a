import {describe, expect, it} from 'vitest';
import type {Segment} from '../../src/tcp/index.js';
import {
	copyChance,
	copyWire,
	createChance,
	deliver,
	type Faults,
	type Flight,
	nextArrival,
	quantile,
	send,
	uniform,
} from '../../src/wire/index.js';
import {Bench, CALL, flow, from, words} from './support.js';

const MANY = 20_000;
const tiny = from('client', {});

/** So many segments through one direction with these faults, `gap` apart; in the order in which they came out. */
function through(faults: Partial<Faults>, seed = 1, gap = 1_000_000, count = MANY) {
	const bench = new Bench({...flow(faults), maxGhosts: 0}, seed);
	const arrived: {flight: Flight; latency: number}[] = [];
	const settle = (until: number): void => {
		for (let next = nextArrival(bench.wire); next !== null && next.dueAt <= until; next = nextArrival(bench.wire)) {
			arrived.push({flight: next, latency: next.dueAt - next.sentAt});
			deliver(bench.wire, next.id, next.dueAt, null);
		}
	};
	for (let i = 0; i < count; i++) {
		bench.now = i * gap;
		settle(bench.now);
		send(bench.wire, tiny, 'client', CALL, bench.now, bench.chance, bench.told);
	}
	settle(Number.POSITIVE_INFINITY);
	return {bench, arrived, latencies: arrived.map(one => one.latency)};
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: readonly number[]): number => {
	const middle = mean(values);
	return Math.sqrt(mean(values.map(value => (value - middle) ** 2)));
};
/** How much each value leans on the one before it. */
const autocorrelation = (values: readonly number[]): number => {
	const middle = mean(values);
	const products = values.slice(1).map((value, i) => (value - middle) * ((values[i] ?? 0) - middle));
	return mean(products) / deviation(values) ** 2;
};
const share = (values: readonly number[], holds: (value: number) => boolean): number =>
	values.filter(holds).length / values.length;
const losses = (told: ReturnType<typeof through>['bench']['told']): number[] =>
	told
		.flatMap(event => (event.kind === 'dropped' ? [1] : event.kind === 'sent' ? [0] : []))
		.filter((value, i, all) => !(value === 0 && all[i + 1] === 1));

describe('dice', () => {
	it('fall evenly, and each by itself', () => {
		const chance = createChance(7);
		const drawn = Array.from({length: 50_000}, () => uniform(chance));
		expect(mean(drawn)).toBeCloseTo(0.5, 2);
		expect(deviation(drawn)).toBeCloseTo(Math.sqrt(1 / 12), 2);
		expect(Math.abs(autocorrelation(drawn))).toBeLessThan(0.02);
		for (let tenth = 0; tenth < 10; tenth++) {
			expect(share(drawn, value => Math.floor(value * 10) === tenth)).toBeCloseTo(0.1, 1.5);
		}
		expect(Math.min(...drawn)).toBeGreaterThanOrEqual(0);
		expect(Math.max(...drawn)).toBeLessThan(1);
	});

	it('fall the same from the same state, and otherwise from another', () => {
		const chance = createChance(5);
		uniform(chance);
		const copy = copyChance(chance);
		expect(uniform(chance)).toBe(uniform(copy));
		expect(uniform(createChance(1))).not.toBe(uniform(createChance(2)));
		expect(uniform(createChance(0))).toBeGreaterThan(0);
	});
});

describe('the same seed', () => {
	const all: Partial<Faults> = {
		delay: 10_000,
		jitter: 4000,
		delayCorrelation: 0.3,
		distribution: 'paretonormal',
		loss: {model: 'gemodel', p: 0.05, r: 0.4, oneMinusH: 0.9, oneMinusK: 0.01},
		duplicate: {probability: 0.05, correlation: 0.1},
		reorder: {probability: 0.2, correlation: 0.2, gap: 3},
		corrupt: {probability: 0.05, correlation: 0.1},
		rate: 1_000_000,
		limit: 20,
	};

	it('gives the same trace, another seed another', () => {
		const trace = (seed: number) => words(through(all, seed, 300, 500).bench.told);
		expect(trace(3)).toEqual(trace(3));
		expect(trace(3)).not.toEqual(trace(4));
	});

	it('goes on from a copied wire and copied dice as the original does', () => {
		const {bench} = through(all, 3, 300, 200);
		const wire = copyWire(bench.wire);
		const chance = copyChance(bench.chance);
		for (let i = 0; i < 50; i++) {
			const one = send(bench.wire, tiny, 'client', CALL, bench.now + i, bench.chance, null);
			expect(send(wire, tiny, 'client', CALL, bench.now + i, chance, null)).toEqual(one);
		}
		expect(wire).toEqual(bench.wire);
	});
});

describe('delay', () => {
	it('without jitter is the same for all', () => {
		expect(new Set(through({delay: 7000}, 1, 10, 100).latencies)).toEqual(new Set([7000]));
	});

	it('uniform lies evenly within one jitter of the mean', () => {
		const {latencies} = through({delay: 10_000, jitter: 3000});
		expect(mean(latencies)).toBeCloseTo(10_000, -2);
		expect(Math.min(...latencies)).toBeGreaterThanOrEqual(7000);
		expect(Math.max(...latencies)).toBeLessThanOrEqual(13_000);
		expect(share(latencies, value => value < 8500)).toBeCloseTo(0.25, 1.5);
	});

	it('normal has the jitter as its deviation', () => {
		const {latencies} = through({delay: 50_000, jitter: 5000, distribution: 'normal'});
		expect(mean(latencies)).toBeCloseTo(50_000, -2.5);
		expect(deviation(latencies) / 5000).toBeCloseTo(1, 1);
		expect(share(latencies, value => Math.abs(value - 50_000) < 5000)).toBeCloseTo(0.683, 1.5);
		expect(share(latencies, value => Math.abs(value - 50_000) < 10_000)).toBeCloseTo(0.954, 1.5);
	});

	it('pareto leans low and reaches far', () => {
		const {latencies} = through({delay: 50_000, jitter: 6000, distribution: 'pareto'});
		expect(Math.min(...latencies)).toBeGreaterThanOrEqual(46_000);
		expect(Math.max(...latencies)).toBe(74_000);
		expect(share(latencies, value => value < 50_000)).toBeCloseTo(0.704, 1.5);
	});

	it('never goes back in time', () => {
		const {latencies} = through({delay: 1000, jitter: 5000, distribution: 'normal'}, 1, 1_000_000, 2000);
		expect(Math.min(...latencies)).toBe(0);
	});

	it('with correlation leans on the delay before', () => {
		expect(autocorrelation(through({delay: 20_000, jitter: 5000, delayCorrelation: 0.5}).latencies)).toBeCloseTo(
			0.5,
			1,
		);
		expect(Math.abs(autocorrelation(through({delay: 20_000, jitter: 5000}).latencies))).toBeLessThan(0.03);
	});

	it('with correlation strays less far, for each leans on all before it', () => {
		const {latencies} = through({delay: 20_000, jitter: 5000, delayCorrelation: 0.5});
		expect(deviation(latencies) / (5000 / Math.sqrt(3))).toBeCloseTo(Math.sqrt(0.5 / 1.5), 1.5);
	});

	it('with jitter reorders what is close together', () => {
		const {arrived} = through({delay: 20_000, jitter: 5000}, 1, 1000, 500);
		const sent = arrived.map(one => one.flight.sentAt);
		expect(sent).not.toEqual(sent.toSorted((a, b) => a - b));
	});
});

describe('the tables', () => {
	it('hold the quantiles of the bell curve', () => {
		for (const [u, sigmas] of [
			[0.5, 0],
			[0.841345, 1],
			[0.02275, -2],
			[0.99865, 3],
		] as const) {
			expect(quantile('normal', u)).toBeCloseTo(sigmas, 2);
		}
		expect(quantile('normal', 0)).toBeGreaterThan(-4.01);
		expect(quantile('normal', 1 - 2 ** -32)).toBeLessThan(4.01);
	});

	it('hold Pareto’s of shape 3, and a quarter of one with three of the other', () => {
		expect(quantile('pareto', 0)).toBeCloseTo(-2 / 3, 9);
		expect(quantile('pareto', 0.875)).toBeCloseTo(2 / 3, 9);
		expect(quantile('pareto', 1 - 2 ** -32)).toBe(4);
		expect(quantile('paretonormal', 0.875)).toBeCloseTo(0.25 * quantile('normal', 0.875) + 0.5, 9);
	});

	it('rise', () => {
		for (const distribution of ['uniform', 'normal', 'pareto', 'paretonormal'] as const) {
			const values = Array.from({length: 10_001}, (_, i) => quantile(distribution, i / 10_001));
			expect(values).toEqual(values.toSorted((a, b) => a - b));
		}
	});
});

describe('loss', () => {
	it('random takes its share', () => {
		const {arrived} = through({loss: {model: 'random', probability: 0.1, correlation: 0}});
		expect(arrived.length / MANY).toBeCloseTo(0.9, 1.7);
	});

	it('at 0 takes nothing, at 1 everything', () => {
		expect(through({loss: {model: 'random', probability: 0, correlation: 0}}, 1, 10, 500).arrived.length).toBe(500);
		expect(through({loss: {model: 'random', probability: 1, correlation: 0}}, 1, 10, 500).arrived.length).toBe(0);
	});

	it('says by whom, and leaves a ghost', () => {
		const bench = new Bench(flow({loss: {model: 'random', probability: 1, correlation: 0}})).send();
		expect(words(bench.told)).toEqual(['sent c1@20000', 'dropped c1 by loss']);
		expect(bench.wire.ghosts).toMatchObject([{id: 'c1', fate: 'dropped'}]);
	});

	it('with correlation comes in runs', () => {
		const {bench} = through({loss: {model: 'random', probability: 0.3, correlation: 0.5}});
		expect(autocorrelation(losses(bench.told))).toBeGreaterThan(0.15);
	});

	it('of Gilbert and Elliott spends p / (p + r) of the time in the bad state', () => {
		const {bench, arrived} = through({loss: {model: 'gemodel', p: 0.02, r: 0.2, oneMinusH: 1, oneMinusK: 0}});
		expect(arrived.length / MANY).toBeCloseTo(1 - 0.02 / 0.22, 1.5);
		expect(autocorrelation(losses(bench.told))).toBeCloseTo(1 - 0.02 - 0.2, 1);
	});

	it('of Gilbert and Elliott loses in the good state with 1-k, in the bad state with 1-h', () => {
		const gemodel = {model: 'gemodel', p: 0.5, r: 0.5, oneMinusH: 0.4, oneMinusK: 0.1} as const;
		expect(through({loss: gemodel}).arrived.length / MANY).toBeCloseTo(0.75, 1.5);
	});
});

describe('duplicate', () => {
	it('makes a second one of its share, due when the first is', () => {
		const {arrived} = through({duplicate: {probability: 0.2, correlation: 0}});
		expect(arrived.length / MANY).toBeCloseTo(1.2, 1.7);
		const bench = new Bench(flow({duplicate: {probability: 1, correlation: 0}})).send(2);
		expect(bench.line).toBe("c1@20000 c1'@20000 c2@20000 c2'@20000");
		expect(words(bench.told)).toEqual(['sent c1@20000', "sent c1'@20000", 'sent c2@20000', "sent c2'@20000"]);
	});

	it('lets a copy be lost by its own', () => {
		const {arrived} = through({
			duplicate: {probability: 1, correlation: 0},
			loss: {model: 'random', probability: 0.5, correlation: 0},
		});
		expect(arrived.length / MANY).toBeCloseTo(0.5 + 0.5 * 1.5, 1.5);
	});

	it('saves one of the two from loss, as netem counts', () => {
		const both = {probability: 1, correlation: 0};
		const bench = new Bench(flow({duplicate: both, loss: {model: 'random', ...both}})).send();
		expect(bench.order).toBe('c1');
	});
});

describe('reorder', () => {
	it('lets its share go at once', () => {
		const {latencies} = through({delay: 10_000, reorder: {probability: 0.25, correlation: 0, gap: 1}});
		expect(share(latencies, value => value === 0)).toBeCloseTo(0.25, 1.5);
		expect(share(latencies, value => value === 0 || value === 10_000)).toBe(1);
	});

	it('with a gap lets every n-th go at once', () => {
		const bench = new Bench(flow({delay: 10, reorder: {probability: 1, correlation: 0, gap: 3}})).send(7);
		expect(bench.order).toBe('c3 c6 c1 c2 c4 c5 c7');
	});
});

describe('corrupt', () => {
	it('flips one bit of its share, and the receiver finds each', () => {
		const {bench} = through({corrupt: {probability: 0.1, correlation: 0}}, 1, 1000, 5000);
		const flipped = bench.told.flatMap(event => (event.kind === 'changed' ? [event.flight] : []));
		expect(flipped.length / 5000).toBeCloseTo(0.1, 1.5);
		expect(new Set(flipped.map(flight => flight.flipped.length))).toEqual(new Set([1]));
		const bits = flipped.map(flight => flight.flipped[0] ?? -1);
		expect(Math.min(...bits)).toBeLessThan(20);
		expect(Math.max(...bits)).toBeGreaterThan(300);
		const damaged = new Bench(flow({corrupt: {probability: 1, correlation: 0}})).send(200, 30);
		for (let i = 1; i <= 200; i++) expect(deliver(damaged.wire, `c${i}`, 0, null)).toBeNull();
	});
});

describe('mark', () => {
	const ecnBits = (mark: Faults['mark'], ecn: Segment['ecn'], count: number) => {
		const bench = new Bench(flow({mark, limit: 5000}));
		for (let i = 0; i < count; i++) bench.put('client', {flags: '.', ack: 1, bytes: 10}, ecn);
		return bench;
	};

	it('marks its share of what can be marked, and loses none of it', () => {
		const bench = ecnBits({probability: 0.1, correlation: 0}, 2, 3000);
		const marked = bench.wire.flights.filter(({segment}) => segment.ecn === 3);
		expect(marked.length / 3000).toBeCloseTo(0.1, 1.5);
		expect(bench.wire.flights).toHaveLength(3000);
		expect(bench.told.filter(event => event.kind === 'changed' && event.how === 'marked')).toHaveLength(marked.length);
	});

	it('loses its share of what cannot', () => {
		const bench = ecnBits({probability: 0.1, correlation: 0}, 0, 3000);
		expect(1 - bench.wire.flights.length / 3000).toBeCloseTo(0.1, 1.5);
		expect(words(ecnBits({probability: 1, correlation: 0}, 0, 1).told)).toEqual([
			'sent c1@20000',
			'dropped c1 by loss',
		]);
	});

	it('goes on being marked where it was marked before', () => {
		const bench = ecnBits({probability: 1, correlation: 0}, 3, 1);
		expect(bench.wire.flights.map(({segment}) => segment.ecn)).toEqual([3]);
	});
});

describe('rate and limit', () => {
	it('sends one segment after another, headers counted, and latency follows', () => {
		const bench = new Bench(flow({rate: 8_000_000, delay: 5000})).send(3, 960);
		expect(bench.line).toBe('c1@6000 c2@7000 c3@8000');
		bench.now = 100_000;
		expect(bench.send(1, 460).line).toMatch(/c4@105500$/);
	});

	it('loses no time to fractions of a microsecond', () => {
		const bench = new Bench(flow({rate: 3_200_000_000, delay: 0})).send(100, 0);
		expect(bench.wire.flights.at(-1)?.dueAt).toBe(10);
	});

	it('drops what the queue does not hold, in its direction alone', () => {
		const bench = new Bench(flow({limit: 3})).send(2, 1, 'server').send(5);
		expect(bench.order).toBe('s1 s2 c1 c2 c3');
		expect(words(bench.told).at(-1)).toBe('dropped c5 by limit');
		deliver(bench.wire, 'c1', 20_000, null);
		bench.now = 20_000;
		expect(bench.send().order).toBe('s1 s2 c2 c3 c6');
	});
});
