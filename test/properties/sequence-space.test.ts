import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {distance, eq, inWindow, later, le, lt, plus, seq, unsigned} from '../../src/tcp/index.js';

const number = fc.oneof(
	fc.constantFrom(0, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 31 + 1, 2 ** 32 - 1),
	fc.integer({min: 0, max: 2 ** 32 - 1}),
);
const near = fc.oneof(
	fc.constantFrom(0, 1, -1, 2 ** 31 - 1, 1 - 2 ** 31),
	fc.integer({min: 1 - 2 ** 31, max: 2 ** 31 - 1}),
);

const check = (property: (a: number, by: number, shift: number) => void): void =>
	fc.assert(fc.property(number, near, number, property), {seed: 13, numRuns: 3000});

describe('sequence space', () => {
	it('property 13: of two numbers nearer than 2^31 exactly one comes first, or they are one', () => {
		check((a, by) => {
			const from = seq(a);
			const to = plus(from, by);
			expect([lt(from, to), eq(from, to), lt(to, from)].filter(Boolean)).toHaveLength(1);
			expect(lt(from, to)).toBe(by > 0);
			expect(le(from, to)).toBe(by >= 0);
			expect(distance(from, to)).toBe(by);
			expect(unsigned(later(from, to))).toBe(unsigned(by > 0 ? to : from));
		});
	});

	it('property 13: order does not change when both are moved by the same way', () => {
		check((a, by, shift) => {
			const from = seq(a);
			const to = plus(from, by);
			expect(lt(plus(from, shift), plus(to, shift))).toBe(lt(from, to));
			expect(distance(plus(from, shift), plus(to, shift))).toBe(distance(from, to));
		});
	});

	it('property 13: a window of so many octets holds so many numbers, from its left edge on', () => {
		check((a, by) => {
			const left = seq(a);
			const size = Math.abs(by);
			expect(inWindow(plus(left, size - 1), left, size)).toBe(size > 0);
			expect(inWindow(plus(left, size), left, size)).toBe(false);
			expect(inWindow(plus(left, -1), left, size)).toBe(false);
		});
	});
});
