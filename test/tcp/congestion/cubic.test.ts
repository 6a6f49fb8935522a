import {describe, expect, it} from 'vitest';
import {afterTimeout, grow, sentAfterIdle, ssthreshAfterLoss} from '../../../src/tcp/congestion/congestion-control.js';
import {behaviours, type Effect, SECOND, type Tcb} from '../../../src/tcp/index.js';
import {established} from '../../support/arrive.js';

const MSS = 1000;
const RTT = SECOND / 10;

function cubic(cwnd: number, ssthresh: number, linux = false): Tcb {
	const tcb = established({
		config: {
			mss: MSS,
			mtuMss: MSS,
			congestionControl: 'cubic',
			...(linux ? {behaviours: behaviours('counts-segments')} : {}),
		},
		mss: MSS,
	});
	tcb.cc.cwnd = cwnd * MSS;
	tcb.cc.ssthresh = ssthresh * MSS;
	tcb.usage.limited = true;
	tcb.rto.srtt = RTT;
	tcb.hystart.minRtt = RTT;
	return tcb;
}

const segments = (tcb: Tcb): number => tcb.cc.cwnd / MSS;

/** A loss with cwnd full: cwnd is cut at once. */
function lose(tcb: Tcb): void {
	tcb.cc.ssthresh = ssthreshAfterLoss(tcb, tcb.cc.cwnd, 0);
	tcb.cc.cwnd = tcb.cc.ssthresh;
}

/** Round trips in which each segment of cwnd is acknowledged by itself, evenly in time. */
function roundTrips(tcb: Tcb, from: number, count: number, out: Effect[] = []): void {
	for (let round = 0; round < count; round++) {
		const acks = Math.floor(segments(tcb));
		for (let i = 0; i < acks; i++) {
			const now = from + round * RTT + Math.floor((i * RTT) / acks);
			grow(tcb, MSS, tcb.cc.cwnd, now, out);
		}
	}
}

describe('RFC 9438', () => {
	it('cuts to 0.7 of what is out, two segments at least (§4.6)', () => {
		const tcb = cubic(100, 50);
		expect(ssthreshAfterLoss(tcb, 100 * MSS, 0)).toBe(70 * MSS);
		expect(ssthreshAfterLoss(tcb, 50 * MSS, 0)).toBe(35 * MSS);
		expect(ssthreshAfterLoss(tcb, 2 * MSS, 0)).toBe(2 * MSS);
	});

	it('is back where the loss was after K seconds, and has slowed down before (§4.2)', () => {
		const tcb = cubic(1000, 500);
		lose(tcb);
		const k = Math.cbrt((1000 - 700) / 0.4);
		roundTrips(tcb, 0, Math.round((k / 2) * 10));
		const halfway = segments(tcb);
		// C (t - K)^3 + W_max at half of K, an eighth of the way down.
		expect(halfway).toBeGreaterThan(955);
		expect(halfway).toBeLessThan(970);
		roundTrips(tcb, Math.round((k / 2) * 10) * RTT, Math.round((k / 2) * 10));
		expect(segments(tcb)).toBeGreaterThan(998);
		expect(segments(tcb)).toBeLessThan(1001);
	});

	it('probes beyond, slowly at first and then faster (convex, §4.5)', () => {
		const tcb = cubic(1000, 500);
		lose(tcb);
		const rounds = 120;
		const seen: number[] = [];
		for (let i = 0; i < rounds; i += 10) {
			roundTrips(tcb, i * RTT, 10);
			seen.push(segments(tcb));
		}

		const [at10, at11, at12] = seen.slice(9);
		expect((at12 ?? 0) - (at11 ?? 0)).toBeGreaterThan((at11 ?? 0) - (at10 ?? 0));
		expect(at10).toBeGreaterThan(999);
	});

	it('is Reno where Reno would be larger: a small window, a short round trip (§4.3)', () => {
		const tcb = cubic(10, 5);
		lose(tcb);
		const out: Effect[] = [];
		roundTrips(tcb, 0, 10, out);
		const rules = new Set(out.map(effect => (effect.kind === 'rule' ? effect.rule : '')));
		expect(rules).toEqual(new Set(['cubic-as-reno']));
		// α = 3 · 0.3 / 1.7 of a segment a round trip until W_est is where the loss was, from 7 on for 3 segments; then one.
		expect(segments(tcb)).toBeGreaterThan(11);
		expect(segments(tcb)).toBeLessThan(14);
	});

	it('grows no faster than by half in a round trip, however far the curve has gone (§4.2)', () => {
		const tcb = cubic(10, 5);
		tcb.cubic.epochAt = 0;
		tcb.cubic.origin = 10;
		grow(tcb, MSS, 10 * MSS, 100 * SECOND, []);
		expect(tcb.cc.cwnd).toBe(10 * MSS + (5 / 10) * MSS);
	});

	it('lets go of what is left above W_max when a loss comes earlier than the last (fast convergence, §4.7)', () => {
		const tcb = cubic(100, 50);
		lose(tcb);
		expect(tcb.cubic.wMax).toBe(100);
		lose(tcb);
		expect(tcb.cubic.wMax).toBeCloseTo(70 * 0.85);
		expect(tcb.cubic.prior).toBe(70);
	});

	it('begins flat after a timeout, with nothing of before (§4.8)', () => {
		const tcb = cubic(100, 50);
		lose(tcb);
		afterTimeout(tcb, 0);
		tcb.cc.cwnd = 50 * MSS;
		tcb.cc.ssthresh = 50 * MSS;
		grow(tcb, MSS, 50 * MSS, SECOND, []);
		expect(tcb.cubic).toMatchObject({k: 0, origin: 50, wEst: 50 + (3 * 0.3) / 1.7 / 50});
	});

	it('does not count idle time (§4.2)', () => {
		const tcb = cubic(100, 50);
		lose(tcb);
		grow(tcb, MSS, tcb.cc.cwnd, SECOND, []);
		tcb.lastSentAt = 2 * SECOND;
		sentAfterIdle(tcb, 10 * SECOND);
		expect(tcb.cubic.epochAt).toBe(9 * SECOND);
		tcb.lastSentAt = 0;
		sentAfterIdle(tcb, 10 * SECOND);
		expect(tcb.cubic.epochAt).toBe(10 * SECOND);
	});

	it('grows in slow start as Reno does', () => {
		const tcb = cubic(10, 20);
		grow(tcb, 3 * MSS, 10 * MSS, 0, []);
		expect(segments(tcb)).toBe(11);
		expect(tcb.cubic.epochAt).toBeNull();
	});
});

describe('CUBIC as Linux has it', () => {
	const linux = true;

	it('cuts to 717/1024 of cwnd, whole segments', () => {
		expect(ssthreshAfterLoss(cubic(100, 50, linux), 0, 0)).toBe(70 * MSS);
		expect(ssthreshAfterLoss(cubic(38, 50, linux), 0, 0)).toBe(26 * MSS);
		expect(ssthreshAfterLoss(cubic(2, 50, linux), 0, 0)).toBe(2 * MSS);
	});

	it('remembers where the loss was, and less when it came earlier than the last', () => {
		const tcb = cubic(100, 50, linux);
		lose(tcb);
		expect(tcb.cubic.wMax).toBe(100);
		lose(tcb);
		expect(tcb.cubic.wMax).toBe(Math.floor((70 * (1024 + 717)) / 2048));
	});

	it('computes K to some tenths of a percent', () => {
		for (const wMax of [11, 40, 100, 500, 3000, 40_000]) {
			const tcb = cubic(10, 5, linux);
			tcb.cubic.wMax = wMax;
			grow(tcb, MSS, 0, SECOND, []);
			const exact = Math.cbrt((wMax - 10) / (410 / 1024));
			expect(Math.abs(tcb.cubic.k - exact) / exact).toBeLessThan(0.005);
		}
	});

	it('grows by a twentieth of what is acknowledged at least while no loss has told of the network', () => {
		const tcb = cubic(100, 50, linux);
		grow(tcb, MSS, 0, SECOND, []);
		expect(tcb.cubic.perAck).toBe(20);
		for (let i = 0; i < 19; i++) grow(tcb, MSS, 0, SECOND, []);
		expect(segments(tcb)).toBe(101);
	});

	it('stands all but still at the origin, and never grows faster than one for two', () => {
		const tcb = cubic(1000, 500, linux);
		lose(tcb);
		tcb.cubic.wMax = 700;
		grow(tcb, MSS, 0, SECOND, []);
		expect(tcb.cubic.perAck).toBeGreaterThan(1000);
		grow(tcb, MSS, 0, 60 * SECOND, []);
		expect(tcb.cubic.perAck).toBe(2);
	});

	it('is Reno where that would be larger', () => {
		const tcb = cubic(10, 5, linux);
		lose(tcb);
		roundTrips(tcb, SECOND, 12);
		expect(segments(tcb)).toBeGreaterThanOrEqual(11);
		expect(segments(tcb)).toBeLessThanOrEqual(14);
		expect(tcb.cubic.wEst).toBeGreaterThanOrEqual(segments(tcb));
	});

	it('computes at most once a tick, and not within a thirty-second of a second while cwnd is the same', () => {
		const tcb = cubic(1000, 500, linux);
		lose(tcb);
		grow(tcb, MSS, 0, SECOND, []);
		const {perAck} = tcb.cubic;
		grow(tcb, MSS, 0, SECOND + 28_000, []);
		expect(tcb.cubic.at).toBe(SECOND);
		grow(tcb, MSS, 0, SECOND + 32_000, []);
		expect(tcb.cubic.at).toBe(SECOND + 32_000);
		expect(tcb.cubic.perAck).not.toBe(perAck);
	});

	it('forgets all by a timeout', () => {
		const tcb = cubic(100, 50, linux);
		lose(tcb);
		afterTimeout(tcb, SECOND);
		expect(tcb.cubic).toMatchObject({wMax: 0, epochAt: null, perAck: 0});
		expect(tcb.hystart).toMatchObject({found: false, minRtt: null, roundAt: SECOND});
	});
});
