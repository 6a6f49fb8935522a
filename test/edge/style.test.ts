import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {applySgr, reduceColours, showsOnBlank, transition} from '../../src/edge/style.js';

describe('a style', () => {
	it('is canonical: however it was reached, looks that are alike are equal', () => {
		expect(applySgr('', '1;31')).toBe('1;31');
		expect(applySgr('31', '1')).toBe('1;31');
		expect(applySgr('1;31', '22;39')).toBe('');
		expect(applySgr('1;2;4;31;44', '0')).toBe('');
		expect(applySgr('7;31', '')).toBe('');
	});

	it('reads 256 colours, 24 bits, and both written with colons', () => {
		expect(applySgr('', '38;5;240;48;2;1;2;3')).toBe('38;5;240;48;2;1;2;3');
		expect(applySgr('', '38:5:240')).toBe('38;5;240');
		expect(applySgr('', '48:2::1:2:3')).toBe('48;2;1;2;3');
		expect(applySgr('', '4:3')).toBe('4');
		expect(applySgr('4', '4:0')).toBe('');
	});

	it('is reached from another by the fewest parameters', () => {
		expect(transition('', '')).toBe('');
		expect(transition('', '31')).toBe('\u001b[31m');
		expect(transition('1;31', '')).toBe('\u001b[m');
		expect(transition('31', '32')).toBe('\u001b[32m');
		expect(transition('1;31', '31')).toBe('\u001b[22m');
		expect(transition('1;2', '2')).toBe('\u001b[0;2m');
		expect(transition('1;4;7;38;5;1', '32')).toBe('\u001b[0;32m');
	});

	it('is reached exactly, from any to any', () => {
		const style = fc
			.array(fc.constantFrom('1', '2', '3', '4', '7', '9', '31', '97', '42', '38;5;9', '48;2;9;8;7'))
			.map(parts => applySgr('', parts.join(';')));
		fc.assert(
			fc.property(style, style, (from, to) => {
				expect(applySgr(from, transition(from, to).slice(2, -1) || (from === to ? to : '0'))).toBe(to);
			}),
		);
	});

	it('is reduced to what the terminal shows, and keeps what is no colour', () => {
		expect(reduceColours('1;38;2;255;0;0', 3)).toBe('1;38;2;255;0;0');
		expect(reduceColours('1;38;2;255;0;0', 2)).toBe('1;38;5;196');
		expect(reduceColours('1;38;2;250;10;10', 1)).toBe('1;91');
		expect(reduceColours('48;5;18', 1)).toBe('44');
		expect(reduceColours('38;5;12', 1)).toBe('94');
		expect(reduceColours('38;2;128;128;128', 2)).toBe('38;5;244');
		expect(reduceColours('1;7;31;44', 0)).toBe('1;7');
	});

	it('shows on a space when it has a background, a line or is inverse', () => {
		expect(['', '1;31', '2'].map(showsOnBlank)).toEqual([false, false, false]);
		expect(['44', '4', '7;31', '9', '48;5;1'].map(showsOnBlank)).toEqual([true, true, true, true, true]);
	});
});
