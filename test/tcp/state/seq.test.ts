import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {distance, eq, inWindow, later, le, lt, plus, seq, unsigned} from '../../../src/tcp/index.js';

const point = fc.integer({min: 0, max: 2 ** 32 - 1}).map(seq);
const step = fc.integer({min: 1, max: 2 ** 31 - 1});
const window = fc.integer({min: 0, max: 2 ** 30});

describe('§3.4 sequence numbers', () => {
	it('come back to where they were after 2^32', () => {
		expect(unsigned(plus(seq(2 ** 32 - 1), 1))).toBe(0);
		expect(unsigned(plus(seq(0), -1))).toBe(2 ** 32 - 1);
		expect(unsigned(seq(2 ** 32 + 5))).toBe(5);
		expect(eq(seq(-1), seq(2 ** 32 - 1))).toBe(true);
	});

	it('are shown as the header has them, never negative', () => {
		fc.assert(fc.property(fc.integer({min: 0, max: 2 ** 32 - 1}), n => unsigned(seq(n)) === n));
	});

	it('lie before what is less than half the circle ahead, wherever that is', () => {
		fc.assert(
			fc.property(point, step, (a, n) => {
				const b = plus(a, n);
				expect([lt(a, b), lt(b, a), le(a, b), le(b, a), distance(a, b), distance(b, a)]).toEqual([
					true,
					false,
					true,
					false,
					n,
					-n,
				]);
			}),
		);
	});

	it('do not care where on the circle the comparison is made', () => {
		fc.assert(
			fc.property(point, step, fc.integer(), (a, n, shift) => {
				const b = plus(a, n);
				return lt(a, b) === lt(plus(a, shift), plus(b, shift));
			}),
		);
	});

	it('are equal to themselves, and not before themselves', () => {
		fc.assert(fc.property(point, a => !lt(a, a) && le(a, a) && eq(a, a) && distance(a, a) === 0));
	});

	it('count 4294967295 as one before 0', () => {
		expect(lt(seq(2 ** 32 - 1), seq(0))).toBe(true);
		expect(lt(seq(2 ** 31 - 1), seq(2 ** 31))).toBe(true);
		expect(later(seq(2 ** 32 - 1), seq(3))).toBe(seq(3));
	});

	it('lie in a window when they are one of its octets: the left edge does, the right edge does not', () => {
		fc.assert(
			fc.property(point, window, fc.integer({min: -(2 ** 30), max: 2 ** 30}), (nxt, wnd, off) => {
				expect(inWindow(plus(nxt, off), nxt, wnd)).toBe(off >= 0 && off < wnd);
			}),
		);
	});
});
