import {describe, expect, it} from 'vitest';
import {roundTripSampled} from '../../../src/tcp/congestion/congestion-control.js';
import {behaviours, type Effect, plus, type Tcb} from '../../../src/tcp/index.js';
import {established} from '../../support/arrive.js';

const MSS = 1000;
const MS = 1000;
const RTT = 40 * MS;

function inSlowStart(cwnd = 20, config = {}): Tcb {
	const tcb = established({
		config: {
			mss: MSS,
			mtuMss: MSS,
			congestionControl: 'cubic',
			behaviours: behaviours('counts-segments'),
			...config,
		},
		mss: MSS,
	});
	tcb.cc.cwnd = cwnd * MSS;
	// A first round of another window has told the least round trip.
	tcb.hystart.minRtt = RTT;
	tcb.hystart.until = plus(tcb.snd.una, 100 * MSS);
	return tcb;
}

/** Samples of these round trips, at these times. */
function samples(tcb: Tcb, all: readonly {rtt: number; at: number}[]): string[] {
	const out: Effect[] = [];
	for (const {rtt, at} of all) roundTripSampled(tcb, rtt, at, out);
	return out.flatMap(effect => (effect.kind === 'rule' ? [effect.rule] : []));
}

const same = (count: number, rtt: number, gap = 0, from = 0) =>
	Array.from({length: count}, (_, i) => ({rtt, at: from + i * gap}));

describe('HyStart by delay', () => {
	it('ends slow start when the least of nine round trips is an eighth longer', () => {
		const tcb = inSlowStart();
		expect(samples(tcb, same(8, RTT + 5 * MS + 1))).toEqual([]);
		expect(samples(tcb, same(1, RTT + 5 * MS + 1))).toEqual(['hystart-delay']);
		expect(tcb.cc.ssthresh).toBe(20 * MSS);
	});

	it('goes by the least of them', () => {
		const tcb = inSlowStart();
		expect(samples(tcb, [...same(4, RTT + 20 * MS), ...same(1, RTT + 5 * MS), ...same(20, RTT + 20 * MS)])).toEqual([]);
	});

	it.each([
		[4 * MS, 4],
		[40 * MS, 5],
		[100 * MS, 12.5],
		[1000 * MS, 16],
	])('for a least round trip of %i µs wants %d ms more', (rtt, ms) => {
		const tcb = inSlowStart();
		tcb.hystart.minRtt = rtt;
		expect(samples(tcb, same(12, rtt + ms * MS))).toEqual([]);
		expect(samples({...tcb, hystart: {...tcb.hystart, leastRtt: null}}, same(1, rtt + ms * MS + 1))).toEqual([
			'hystart-delay',
		]);
	});

	it('begins anew with each round', () => {
		const tcb = inSlowStart();
		tcb.hystart.until = plus(tcb.snd.una, -1);
		samples(tcb, same(1, RTT));
		expect(tcb.hystart).toMatchObject({until: tcb.snd.nxt, leastRtt: RTT, samples: 1});
	});
});

describe('HyStart by the train of ACKs', () => {
	it('ends slow start when ACKs have come close together for half of a round trip and half a millisecond', () => {
		const tcb = inSlowStart();
		expect(samples(tcb, same(14, RTT, 1.5 * MS))).toEqual([]);
		expect(samples(tcb, same(1, RTT, 0, 20_500))).toEqual([]);
		expect(samples(tcb, same(1, RTT, 0, 20_501))).toEqual(['hystart-train']);
	});

	it('does not count beyond a gap of more than two milliseconds', () => {
		const tcb = inSlowStart();
		expect(samples(tcb, [...same(5, RTT, 2 * MS), ...same(10, RTT, 2 * MS, 10 * MS + 1)])).toEqual([]);
	});
});

describe('HyStart looks', () => {
	it('not below sixteen segments', () => {
		expect(samples(inSlowStart(15), same(30, RTT + 20 * MS))).toEqual([]);
		expect(samples(inSlowStart(16), same(30, RTT + 20 * MS))).toEqual(['hystart-delay']);
	});

	it('once, and only in slow start', () => {
		const tcb = inSlowStart();
		expect(samples(tcb, same(100, RTT + 20 * MS))).toEqual(['hystart-delay']);
		const steady = inSlowStart();
		steady.cc.ssthresh = steady.cc.cwnd;
		expect(samples(steady, same(100, RTT + 20 * MS))).toEqual([]);
	});

	it('not at round trips within a second of a loss', () => {
		const tcb = inSlowStart();
		tcb.cubic.epochAt = 0;
		samples(tcb, same(1, MS, 0, 999_999));
		expect(tcb.hystart.minRtt).toBe(RTT);
		samples(tcb, same(1, MS, 0, 1_000_000));
		expect(tcb.hystart.minRtt).toBe(MS);
	});

	it('not for Reno, nor for CUBIC by its RFC', () => {
		expect(samples(inSlowStart(20, {congestionControl: 'reno'}), same(30, RTT + 20 * MS))).toEqual([]);
		expect(samples(inSlowStart(20, {behaviours: behaviours()}), same(30, RTT + 20 * MS))).toEqual([]);
	});
});
