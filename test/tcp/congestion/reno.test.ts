import {describe, expect, it} from 'vitest';
import {grow, ssthreshAfterLoss} from '../../../src/tcp/congestion/congestion-control.js';
import {behaviours, type Effect, type Tcb} from '../../../src/tcp/index.js';
import {established} from '../../support/arrive.js';

const MSS = 1000;

/** A connection whose windows are set, in segments; in octets by the RFC unless it counts segments as Linux does. */
function windows(cwnd: number, ssthresh: number, linux = false): Tcb {
	const tcb = established({
		config: {mss: MSS, mtuMss: MSS, ...(linux ? {behaviours: behaviours('counts-segments')} : {})},
		mss: MSS,
	});
	tcb.cc.cwnd = cwnd * MSS;
	tcb.cc.ssthresh = ssthresh * MSS;
	tcb.usage.limited = true;
	return tcb;
}

/** ACKs of so many segments each, with cwnd full; what cwnd is after each, in segments. */
function acks(tcb: Tcb, ...segments: number[]): number[] {
	return segments.map(count => {
		grow(tcb, count * MSS, tcb.cc.cwnd, 0, []);
		return tcb.cc.cwnd / MSS;
	});
}

describe('RFC 5681 §3.1, in octets', () => {
	it('grows by a segment for each ACK in slow start, whatever it acknowledges', () => {
		expect(acks(windows(10, 100), 1, 2, 5, 0.5)).toEqual([11, 12, 13, 13.5]);
	});

	it('grows by a segment for each window in congestion avoidance', () => {
		const tcb = windows(4, 4);
		expect(acks(tcb, 1, 1, 1, 1)).toEqual([4, 4, 4, 5]);
		expect(acks(tcb, 2, 2, 1)).toEqual([5, 5, 6]);
	});

	it('keeps what is left over for the next segment of cwnd', () => {
		expect(acks(windows(4, 4), 3, 3, 3)).toEqual([4, 5, 6]);
	});

	it('does not grow where the window was not used', () => {
		const slow = windows(10, 100);
		grow(slow, MSS, 5 * MSS - 1, 0, []);
		expect(slow.cc.cwnd).toBe(10 * MSS);
		grow(slow, MSS, 5 * MSS, 0, []);
		expect(slow.cc.cwnd).toBe(11 * MSS);
		const steady = windows(4, 4);
		for (let i = 0; i < 20; i++) grow(steady, MSS, 3 * MSS, 0, []);
		expect(steady.cc.cwnd).toBe(4 * MSS);
		for (let i = 0; i < 4; i++) grow(steady, MSS, 3 * MSS + 1, 0, []);
		expect(steady.cc.cwnd).toBe(5 * MSS);
	});

	it('halves what is out, two segments at least', () => {
		expect(ssthreshAfterLoss(windows(10, 10), 9 * MSS + 1, 0)).toBe(4500);
		expect(ssthreshAfterLoss(windows(10, 10), 3 * MSS, 0)).toBe(2 * MSS);
	});

	it('is never larger than a window can be', () => {
		const tcb = windows(2 ** 30 / MSS, 2 ** 31);
		expect(acks(tcb, 1)).toEqual([2 ** 30 / MSS]);
	});
});

describe('Reno as Linux has it, in segments', () => {
	const linux = true;

	it('grows by all that an ACK acknowledges in slow start', () => {
		expect(acks(windows(10, 100, linux), 1, 2, 5)).toEqual([11, 13, 18]);
	});

	it('ends slow start at ssthresh, and what is left of the ACK counts for congestion avoidance', () => {
		const tcb = windows(10, 12, linux);
		expect(acks(tcb, 5)).toEqual([12]);
		expect(tcb.cc.acked).toBe(3 * MSS);
		expect(acks(tcb, 8, 1)).toEqual([12, 13]);
	});

	it('takes an ssthresh between two segments for the larger', () => {
		const tcb = windows(10, 11.3, linux);
		expect(acks(tcb, 2)).toEqual([12]);
	});

	it('grows by several segments for an ACK of several windows', () => {
		expect(acks(windows(2, 2, linux), 7)).toEqual([5]);
	});

	it('halves cwnd and not what is out, rounded down', () => {
		expect(ssthreshAfterLoss(windows(11, 5, linux), 4 * MSS, 0)).toBe(5 * MSS);
		expect(ssthreshAfterLoss(windows(3, 5, linux), 100 * MSS, 0)).toBe(2 * MSS);
	});

	it('doubles in slow start what was out, even where cwnd was not what ended it', () => {
		const tcb = windows(10, 100, linux);
		tcb.usage.limited = false;
		tcb.usage.most = 5;
		expect(acks(tcb, 1)).toEqual([10]);
		tcb.usage.most = 6;
		expect(acks(tcb, 1, 1)).toEqual([11, 12]);
		expect(acks(tcb, 1)).toEqual([12]);
	});

	it('grows in congestion avoidance only where cwnd was what ended it', () => {
		const tcb = windows(4, 4, linux);
		tcb.usage.limited = false;
		tcb.usage.most = 4;
		expect(acks(tcb, 4)).toEqual([4]);
		tcb.usage.limited = true;
		expect(acks(tcb, 4)).toEqual([5]);
	});

	it('names the rule and the window', () => {
		const out: Effect[] = [];
		grow(windows(10, 11, linux), 12 * MSS, 0, 0, out);
		expect(out).toEqual([
			{kind: 'rule', rule: 'slow-start', values: {cwnd: 11 * MSS}},
			{kind: 'rule', rule: 'congestion-avoidance', values: {cwnd: 12 * MSS}},
		]);
	});
});
