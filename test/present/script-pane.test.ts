import {describe, expect, it} from 'vitest';
import {type Style, scriptPane} from '../../src/present/index.js';

const style: Style = {lang: 'en', ascii: false, numbers: 'relative', measure: text => text.length};
const lines = Array.from({length: 30}, (_, n) => `+0  line ${n + 1}`);
const shown = (at: number): string[] =>
	scriptPane({lines, at, width: 14, height: 6, style}).map(line =>
		line
			.map(({text}) => text)
			.join('')
			.trimEnd(),
	);

describe('a script beside the ladder', () => {
	it('has a pointer at the line that was done last, in the upper half', () => {
		expect(shown(10)).toEqual(
			[' 8 +0 line 8', ' 9 +0 line 9', '▸10 +0 line 10', ' 11 +0 line 11', ' 12 +0 line 12', ' 13 +0 line 13'].map(
				(text, i) => (i < 2 ? ` ${text}` : text),
			),
		);
	});

	it('has the line done last whole, and all of them where there is room', () => {
		const long = ['+0 write(4, ..., 1000) = 1000', '+0 > P. 1:1001(1000) ack 1'];
		const rows = (at: number, height: number): string[] =>
			scriptPane({lines: long, at, width: 20, height, style}).map(line =>
				line
					.map(({text}) => text)
					.join('')
					.trimEnd(),
			);
		expect(rows(0, 2)).toEqual([' 1 +0 write(4, ...,…', ' 2 +0 > P. 1:1001(1…']);
		expect(rows(1, 3)).toEqual(['▸1 +0 write(4, ...,', '     1000) = 1000', ' 2 +0 > P. 1:1001(1…']);
		expect(rows(0, 5)).toEqual([
			' 1 +0 write(4, ...,',
			'     1000) = 1000',
			' 2 +0 > P.',
			'     1:1001(1000)',
			'     ack 1',
		]);
	});

	it('marks the line that did not hold, and says why once it is reached', () => {
		const failed = {line: 2, says: ['ack: expected 2, got 1']};
		const rows = (at: number): string[] =>
			scriptPane({lines: ['+0 a', '+0 b', '+0 c'], at, failed, width: 30, height: 4, style}).map(line =>
				line
					.map(({text}) => text)
					.join('')
					.trimEnd(),
			);
		expect(rows(1)).toEqual(['▸1 +0 a', '✗2 +0 b', ' 3 +0 c', '']);
		expect(rows(2)).toEqual([' 1 +0 a', '▸2 +0 b', '   ack: expected 2, got 1', ' 3 +0 c']);
	});

	it('shows its first lines before anything is done, and its last at the end', () => {
		expect(shown(0)[0]).toBe('  1 +0 line 1');
		expect(shown(30).at(-1)).toBe('▸30 +0 line 30');
	});
});
