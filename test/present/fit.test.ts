import {describe, expect, it} from 'vitest';
import {fit, fitLine, glyphsFor, lineWidth, pad, span, truncate, wrap} from '../../src/present/index.js';
import {octetsAsText, safe} from '../../src/present/safe.js';
import {ASCII, EN, text, ZH} from './play.js';

describe('fitting text to cells', () => {
	it.each([
		['abc', 5, 'abc  '],
		['abcdef', 5, 'abcd…'],
		['abcde', 5, 'abcde'],
		['重传', 4, '重传'],
		['重传定时器', 5, '重传…'],
		['重传定时器', 6, '重传… '],
		['重传', 1, '…'],
		['重传', 0, ''],
	])('%j in %i cells is %j', (given, width, expected) => {
		expect(fit(given, width, ZH)).toBe(expected);
	});

	it('cuts with the ASCII twin where there is no Unicode', () => {
		expect(truncate('abcdef', 4, ASCII)).toBe('abc~');
	});

	it('pads on either side, and never cuts', () => {
		expect(pad('重', 4, ZH)).toBe('重  ');
		expect(pad('重', 4, ZH, 'left')).toBe('  重');
		expect(pad('重传', 3, ZH)).toBe('重传');
	});

	it('fits a line of several spans to exactly its width, wide characters at the edge and all', () => {
		const line = [span('ab', 'key'), span('重传定时器', 'timer'), span('cd')];
		for (let width = 0; width < 18; width++) expect(lineWidth(fitLine(line, width, ZH), ZH)).toBe(width);
		expect(text(fitLine(line, 7, ZH))).toBe('ab重传…');
		expect(text(fitLine([span('ab'), span('cd')], 2, EN))).toBe('a…');
	});

	it('breaks at spaces, and between wide characters but not before a closing mark', () => {
		expect(wrap('one two three', 8, EN)).toEqual(['one two', 'three']);
		expect(wrap('one two three', 8, EN, '  ')).toEqual(['one two', '  three']);
		expect(wrap('重传超时，重发', 8, ZH)).toEqual(['重传超', '时，重发']);
		expect(wrap('再问同样的问题。', 12, ZH)).toEqual(['再问同样的', '问题。']);
		expect(wrap('等一个SYN，再发', 9, ZH)).toEqual(['等一个', 'SYN，再发']);
		expect(wrap('重传（SYN）', 8, ZH)).toEqual(['重传', '（SYN）']);
		expect(wrap('它说“不是”。', 10, ZH)).toEqual(['它说', '“不是”。']);
		expect(wrap('abcdefghij', 4, EN)).toEqual(['abcd', 'efgh', 'ij']);
	});
});

describe('text from outside', () => {
	it('loses every character that a terminal would obey', () => {
		const nasty = 'a\u001b[2Jb\u0007c\u009b31md\u202ee\ud800f\u200dg\ufe0fh\ni';
		expect(safe(nasty, EN)).toBe('a·[2Jb·c·31md·e·f·g·h·i');
		expect(safe('plain 重传', EN)).toBe('plain 重传');
	});

	it('is made harmless in every line that is fitted', () => {
		expect(text(fitLine([span('a\u001b[31mb')], 8, EN))).toBe('a·[31mb ');
	});

	it('has plain twins for typographic signs where there is no Unicode', () => {
		expect(safe('RFC 9293 §3.8: “peer’s” 1 s → 2 s …', ASCII)).toBe('RFC 9293 sec. 3.8: "peer\'s" 1 s -> 2 s ...');
	});

	it('shows octets as ASCII or a dot', () => {
		expect(octetsAsText(new Uint8Array([72, 105, 27, 0, 255, 33]), 20)).toBe('Hi...!');
		expect(octetsAsText(new Uint8Array(9).fill(65), 4)).toBe('AAAA…');
	});
});

describe('the table of signs', () => {
	it('has a twin of one ASCII character for each, one cell wide', () => {
		const twins = glyphsFor(ASCII);
		for (const [name, sign] of Object.entries(glyphsFor(EN))) {
			expect([name, EN.measure(sign)]).toEqual([name, 1]);
			expect(twins[name as keyof typeof twins]).toMatch(/^[!-~]$/);
		}
	});
});
