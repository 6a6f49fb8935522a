import stringWidth from 'string-width';
import {describe, expect, it} from 'vitest';
import {plainWidth, textWidth} from '../../src/edge/width.js';

describe('the width of a text', () => {
	it('is what string-width says, for every code that is told by itself', () => {
		const wrong: string[] = [];
		for (let code = 0; code < 0x10000; code++) {
			const width = plainWidth(code);
			if (width > 0 && stringWidth(String.fromCharCode(code)) !== width) wrong.push(code.toString(16));
		}
		expect(wrong).toEqual([]);
	});

	it('is what string-width says, for texts with marks, emoji and colours', () => {
		const texts = [
			'',
			'abc',
			'─▶中文',
			'e\u0301',
			'↔\ufe0f',
			'👨‍👩‍👧',
			'1\ufe0f\u20e3',
			'\u001b[31mred\u001b[39m',
			'한국어',
			'ﾊﾞ',
			'▶\ufe0f a',
		];
		for (const text of texts) expect([text, textWidth(text)]).toEqual([text, stringWidth(text)]);
	});
});
