import {describe, expect, it} from 'vitest';
import {failedLines, passedLine} from '../../src/packetdrill/index.js';
import {OPENED, run, trouble} from './support.js';

const WRITTEN = `${OPENED}
+0  write(4, ..., 1000) = 1000
+0  > P. 1:1001(1000) ack 1
+.1 < . 1:1(0) ack 1001 win 257
`;

describe('a script', () => {
	it('passes where the host does what each line says', () => {
		expect(trouble(WRITTEN)).toBeNull();
		expect(passedLine(run(WRITTEN), 'en')).toBe('passed: test.pkt · 11 lines, 0.200 s');
	});

	it.each([
		['P. 1:1001(1000) ack 1', '. 1:1001(1000) ack 1', 'flags: expected ., got P.'],
		['P. 1:1001(1000) ack 1', 'P. 2:1002(1000) ack 1', 'seq: expected 2, got 1'],
		['P. 1:1001(1000) ack 1', 'P. 1:1000(999) ack 1', 'length: expected 999, got 1000'],
		['P. 1:1001(1000) ack 1', 'P. 1:1001(1000) ack 2', 'ack: expected 2, got 1'],
		['P. 1:1001(1000) ack 1', 'P. 1:1001(1000) ack 1 win 1', 'win: expected 1, got 502'],
		['P. 1:1001(1000) ack 1', 'P. 1:1001(1000) ack 1 <nop,nop,nop,nop>', 'option: expected nop, got none'],
		['P. 1:1001(1000) ack 1', '[ect0] P. 1:1001(1000) ack 1', 'ECN: expected ect0, got noecn'],
		['+0  > P.', '+.1 > P.', 'time: expected 0.200000 ± 0.004000, got 0.100000'],
		['= 1000', '= 999', 'result: expected 999, got 1000'],
	])('fails where %s is %s', (there, instead, what) => {
		expect(trouble(WRITTEN.replace(there, instead))).toMatch(new RegExp(`^1[12]: ${what.replaceAll('.', '\\.')}$`));
	});

	it('tells the place, the field, both packets, the rule, and what came before', () => {
		const lines = failedLines(
			run(WRITTEN.replace('ack 1\n+.1 < . 1:1(0) ack 1001', 'ack 7\n+.1 < . 1:1(0) ack 1001')),
			'en',
		);
		expect(lines.slice(0, 6)).toEqual([
			'test.pkt:12:1: ack: expected 7, got 1',
			'12 | +0  > P. 1:1001(1000) ack 7\n     ^',
			'  expected: 0.100000 > P. 1:1001(1000) ack 7',
			'  actual:   0.100000 > P. 1:1001(1000) ack 1 win 502',
			expect.stringMatching(/^ {2}decided at 0\.100000 s: sends-text, RFC 9293 §/),
			expect.any(String),
		]);
		expect(lines.at(-1)).toBe('    11    0.100000 write(4, ..., 1000) = 1000');
	});

	it('tells what the rule said of this case, not of another', () => {
		const text = `${OPENED}+.1 < . 1:1(0) ack 1 win 0\n+0 write(4, ..., 100) = 100\n+1 > P. 1:101(100) ack 1`;
		const said = failedLines(run(text), 'en').join('\n');
		expect(said).toMatch(/decided at 0\.\d+ s: probe-empty/);
		expect(said).not.toMatch(/\{\w+\}/);
	});

	it('fails where the host sends more behind the last line, unless it says that more may come', () => {
		const short = `${OPENED}+0 write(4, ..., 1000) = 1000\n`;
		expect(trouble(short)).toBe('10: packet: expected nothing more behind the last line, got a packet');
		expect(trouble(`// tcp-lab: more-may-come\n${short}`)).toBeNull();
		expect(trouble(short, {moreMayCome: true})).toBeNull();
	});

	it('is stopped where more happens than is allowed', () => {
		expect(trouble(WRITTEN, {mostEvents: 5})).toBe('stopped');
		expect(failedLines(run(WRITTEN, {mostEvents: 5}), 'en')[0]).toBe(
			'test.pkt:7:1: stopped: more happens than 5 events and timers, which is what --max-events allows',
		);
	});
});
