import {describe, expect, it} from 'vitest';
import {
	cookieFor,
	cookieSegment,
	cookieTicks,
	judgeCookie,
	plus,
	type Secret,
	type Segment,
	type Seq,
	segment,
	seq,
	synOfCookie,
} from '../../../src/tcp/index.js';

const SECRET: Secret = [1, 2, 3, 4];
const MINUTE = 60_000_000;
const CLIENT = {address: '192.0.2.1', port: 40_000};
const SERVER = {address: '192.0.2.2', port: 80};

const OPTIONS = segment({source: CLIENT, destination: SERVER}).options;

const syn = (options: Partial<Segment['options']> = {}, more: Partial<Segment> = {}): Segment =>
	segment({
		source: CLIENT,
		destination: SERVER,
		seq: seq(2 ** 32 - 1),
		syn: true,
		...more,
		options: {...OPTIONS, ...options},
	});

/** The ACK that brings the cookie back. */
const acking = (made: Segment, cookie: Seq, more: Partial<Segment> = {}): Segment & {ack: Seq} => ({
	...segment({source: made.source, destination: made.destination, seq: plus(made.seq, 1), ...more}),
	ack: plus(cookie, 1),
});

/** What comes back of a SYN's MSS, answered at one time and judged at another. */
function told(mss: number | null, madeAt = 0, judgedAt = madeAt): number | null {
	const spoken = cookieSegment(syn({mss}), false);
	return judgeCookie(acking(spoken, cookieFor(spoken, spoken.options.mss ?? 0, SECRET, madeAt)), SECRET, judgedAt);
}

describe('RFC 4987 §3.6 a SYN cookie', () => {
	it('tells the largest size of its table that the peer’s MSS reaches; 536 of a peer that says nothing, or less', () => {
		expect([null, 100, 536, 1299, 1300, 1439, 1440, 1459, 1460, 9000].map(mss => told(mss))).toEqual([
			536, 536, 536, 536, 1300, 1300, 1440, 1440, 1460, 1460,
		]);
	});

	it('is good in its minute and the next, however near the minute’s end it was made, and no longer', () => {
		for (const minute of [0, 1, 254, 255, 256, 1000]) {
			const start = minute * MINUTE;
			expect(told(1460, start, start + 2 * MINUTE - 1)).toBe(1460);
			expect(told(1460, start + MINUTE - 1, start + 2 * MINUTE - 1)).toBe(1460);
			expect(told(1460, start, start + 2 * MINUTE)).toBeNull();
			expect(told(1460, start + MINUTE - 1, start + 2 * MINUTE)).toBeNull();
		}
	});

	it('comes from no later minute', () => {
		expect(told(1460, MINUTE, 0)).toBeNull();
	});

	it('cannot be used by other ends, after another SYN, or where the secret is another', () => {
		const made = syn({mss: 1460});
		const right = acking(made, cookieFor(made, 1460, SECRET, 0));
		expect(judgeCookie(right, SECRET, 0)).toBe(1460);
		const wrong = [
			{...right, source: {...CLIENT, port: 40_001}},
			{...right, source: {...CLIENT, address: '192.0.2.9'}},
			{...right, destination: {...SERVER, port: 81}},
			{...right, destination: {...SERVER, address: '192.0.2.9'}},
			{...right, seq: plus(right.seq, 2 ** 24)},
			{...right, ack: plus(right.ack, 4)},
			{...right, ack: plus(right.ack, 2 ** 24)},
		];
		for (const forged of wrong) expect(judgeCookie(forged, SECRET, 0)).toBeNull();
		expect(judgeCookie(right, [1, 2, 3, 5], 0)).toBeNull();
	});

	it('is guessed by fewer than one in a million forged ACKs', () => {
		let good = 0;
		for (let n = 0; n < 3000; n++) {
			const forged = acking(syn(), seq(Math.imul(n, 0x9e3779b1)));
			if (judgeCookie(forged, SECRET, 0) !== null) good++;
		}

		expect(good).toBe(0);
	});

	it('moves with the SYN’s number and the minute, so that numbers do not stand still', () => {
		const at = (n: number, now: number) => cookieFor(syn({}, {seq: seq(n)}), 536, SECRET, now);
		expect(at(8, 0)).toBe(plus(at(7, 0), 1));
		expect(at(7, MINUTE)).not.toBe(at(7, 0));
		expect(at(7, MINUTE - 1)).toBe(at(7, 0));
	});
});

describe('what a cookie has no room for', () => {
	const offered = {
		mss: 1400,
		wscale: 7,
		sackPermitted: true,
		timestamps: {val: 5, ecr: 0},
		userTimeout: 30,
	};

	it('is left out: without timestamps only the segment size is agreed on, and no ECN', () => {
		for (const [options, timestamps] of [
			[{...offered, timestamps: null}, true],
			[offered, false],
		] as const) {
			const heard = cookieSegment(syn(options, {ece: true, cwr: true}), timestamps);
			expect(heard.options).toEqual({...OPTIONS, mss: 1300});
			expect([heard.ece, heard.cwr]).toEqual([false, false]);
		}
	});

	it('rides in the low six bits of our timestamp where timestamps are used', () => {
		expect(cookieSegment(syn(offered, {ece: true, cwr: true}), true)).toMatchObject({
			ece: true,
			cwr: true,
			options: {...offered, mss: 1300},
		});
		for (const now of [0, 1_000, 63_999, 64_000, 123_456_789]) {
			for (const wscale of [null, 0, 7, 14]) {
				for (const sack of [false, true]) {
					for (const ecn of [false, true]) {
						const offset = 99;
						const back = cookieTicks(now, {wscale, sack, ecn});
						expect(back).toBeGreaterThanOrEqual(0);
						expect(back).toBeLessThan(64);
						const val = (Math.floor(now / 1000) + offset - back) >>> 0;
						const timestamps = {val: 77, ecr: val};
						const ack = acking(syn(), seq(5), {wnd: 9, options: {...OPTIONS, timestamps}});
						expect(synOfCookie(ack, 1300, offset)).toMatchObject({
							seq: seq(2 ** 32 - 1),
							syn: true,
							ack: null,
							wnd: 9,
							ece: ecn,
							cwr: ecn,
							options: {mss: 1300, wscale, sackPermitted: sack, timestamps: {val: 77, ecr: 0}},
						});
					}
				}
			}
		}
	});

	it('stays unknown when the ACK carries no timestamps', () => {
		expect(synOfCookie(acking(syn(), seq(5)), 536, 0).options).toEqual({...OPTIONS, mss: 536});
	});
});
