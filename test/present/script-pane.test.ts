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

	it('shows its first lines before anything is done, and its last at the end', () => {
		expect(shown(0)[0]).toBe('  1 +0 line 1');
		expect(shown(30).at(-1)).toBe('▸30 +0 line 30');
	});
});
