import {describe, expect, it} from 'vitest';
import {behaviours, createTcb, type Effect, type Micros, plus, RFC9293, seq, type Tcb} from '../../src/tcp/index.js';
import {sample} from '../../src/tcp/loss/rto.js';

const FLOOR = 200_000;

const linux = (config = {}): Tcb =>
	createTcb(
		{...RFC9293, rtoMin: FLOOR, rtoMax: 120_000_000, behaviours: behaviours('variance-floor'), ...config},
		{
			address: '192.0.2.1',
			port: 1,
		},
	);

/** Each round trip with the number that is acknowledged by then; SND.NXT is 1000 further. */
function taking(tcb: Tcb, ...trips: readonly (readonly [roundTrip: Micros, una: number])[]): readonly number[] {
	for (const [roundTrip, una] of trips) {
		tcb.snd.una = seq(una);
		tcb.snd.nxt = plus(tcb.snd.una, 1000);
		sample(tcb, roundTrip, []);
	}

	const {srtt, mdev, mdevMax, rttvar, rto} = tcb.rto;
	return [srtt ?? Number.NaN, mdev, mdevMax, rttvar, rto];
}

describe('RTO as Linux computes it: the deviation has a floor of 200 ms, not the timeout', () => {
	it('after the first round trip is that and its double, or 200 ms where that is more', () => {
		expect(taking(linux(), [40_000, 0])).toEqual([40_000, 80_000, FLOOR, FLOOR, 240_000]);
		expect(taking(linux(), [300_000, 0])).toEqual([300_000, 600_000, 600_000, 600_000, 900_000]);
	});

	it('moves SRTT by an eighth of the error, the deviation by the error less a quarter of itself', () => {
		// Error 80 ms: deviation 80 + 80 - 20 = 140 ms, SRTT 40 + 10 = 50 ms.
		expect(taking(linux(), [40_000, 0], [120_000, 500])).toEqual([50_000, 140_000, FLOOR, FLOOR, 250_000]);
		// Error 460 - 40 = 420 ms: deviation 80 + 420 - 20 = 480 ms, above the floor, and the timeout follows at once.
		expect(taking(linux(), [40_000, 0], [460_000, 500])).toEqual([92_500, 480_000, 480_000, 480_000, 572_500]);
	});

	it('is hardly widened by a shorter round trip: by an eighth', () => {
		// Error -360 ms: 360 - 200 = 160 ms too wide, an eighth of it is 20 ms.
		expect(taking(linux(), [400_000, 0], [40_000, 500])).toEqual([355_000, 820_000, 820_000, 820_000, 1_175_000]);
		// Error -100 ms: 100 - 200 = -100 ms, the deviation sinks by all of it.
		expect(taking(linux(), [400_000, 0], [300_000, 500])).toEqual([387_500, 700_000, 800_000, 800_000, 1_187_500]);
	});

	it('counts the greatest deviation of a round trip, and sinks by a quarter when one is over', () => {
		const tcb = linux();
		taking(tcb, [400_000, 0]);
		expect(tcb.rto).toMatchObject({rttvar: 800_000, round: seq(1000)});
		// Within the round trip that began with SND.NXT at 1000 nothing sinks; with its last octet, not either.
		expect(taking(tcb, [400_000, 500])).toEqual([400_000, 600_000, 800_000, 800_000, 1_200_000]);
		expect(taking(tcb, [400_000, 1000])).toEqual([400_000, 450_000, 800_000, 800_000, 1_200_000]);
		// One over: the greatest was 800 ms, so nothing is to sink; then it counts anew, from the floor.
		expect(taking(tcb, [400_000, 1001])).toEqual([400_000, 337_500, FLOOR, 800_000, 1_200_000]);
		expect(tcb.rto.round).toBe(seq(2001));
		// The next is over: 253 ms was the greatest, and 800 - (800 - 253.125) / 4 = 663 ms.
		expect(taking(tcb, [400_000, 2002])).toEqual([400_000, 253_125, FLOOR, 663_281, 1_063_281]);
	});

	it('has an upper bound, and no lower one but that of the deviation', () => {
		expect(taking(linux({rtoMax: 500_000}), [400_000, 0])[4]).toBe(500_000);
		expect(taking(linux(), [100, 0])[4]).toBe(200_100);
	});

	it('tells what it measured in milliseconds, and the timeout in seconds', () => {
		const out: Effect[] = [];
		sample(linux(), 40_250, out);
		expect(out).toEqual([{kind: 'rule', rule: 'rtt-sampled', values: {rtt: 40.3, srtt: 40.3, rto: 0.24}}]);
	});
});
