import {describe, expect, it} from 'vitest';
import {duration, instant, instantBare, octets, remaining} from '../../src/present/index.js';

describe('time and counts as people read them', () => {
	it.each([
		[0, '0.000 s'],
		[1_020_000, '1.020 s'],
		[59_999_999, '59.999 s'],
		[60_000_000, '1:00.000'],
		[3_723_400_000, '1:02:03.400'],
	])('the instant %i µs is %s', (at, expected) => {
		expect(instant(at)).toBe(expected);
	});

	it.each([
		[2_980_000, '2.98'],
		[59_400_000, '59.4'],
		[119_400_000, '1:59.4'],
		[240_000_000, '4:00.0'],
		[7_200_000_000, '2:00:00'],
		[-5, '0.00'],
	])('%i µs that are left are %s', (left, expected) => {
		expect(remaining(left)).toBe(expected);
	});

	it.each([
		[850, '850 µs'],
		[20_000, '20 ms'],
		[1_000_000, '1 s'],
		[2_500_000, '2.5 s'],
		[120_000_000, '2 min'],
	])('a duration of %i µs is %s', (time, expected) => {
		expect(duration(time)).toBe(expected);
	});

	it('counts octets, up to no limit', () => {
		expect([0, 65_535, 20_000_000, 2 ** 30].map(octets)).toEqual(['0', '65535', '20M', '∞']);
		expect(instantBare(1_020_000)).toBe('1.020');
	});
});
