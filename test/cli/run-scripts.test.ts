import {mkdirSync} from 'node:fs';
import {dirname} from 'node:path';
import {afterAll, describe, expect, it} from 'vitest';
import {OPENED} from '../packetdrill/support.js';
import {tcpLab, temporary} from './support.js';

const files = temporary();
afterAll(() => files.remove());

const GOOD = `${OPENED}+0 write(4, ..., 100) = 100\n+0 > P. 1:101(100) ack 1\n`;
const BAD = GOOD.replace('ack 1\n', 'ack 2\n').replace('> P. 1:101(100) ack 1\n', '> P. 1:101(100) ack 2\n');
const BROKEN = GOOD.replace('write', 'wirte');

describe('tcp-lab run FILE.pkt', () => {
	it('says in a line that a script has passed, and ends with 0', async () => {
		const file = files.write('good.pkt', GOOD);
		expect(await tcpLab(['run', file])).toMatchObject({code: 0, err: '', out: `passed: ${file} · 10 lines, 0.100 s\n`});
	});

	it('ends with 1 where one does not, and says field, both packets and the rule', async () => {
		const file = files.write('bad.pkt', BAD);
		const {code, out, err} = await tcpLab(['run', file]);
		expect({code, out}).toEqual({code: 1, out: ''});
		expect(err).toContain(`${file}:11:1: ack: expected 2, got 1`);
		expect(err).toMatch(
			/expected: 0\.100000 > P\. 1:101\(100\) ack 2\n.*actual: {3}0\.100000 > P\. 1:101\(100\) ack 1 win 502/,
		);
		expect(err).toMatch(/decided at 0\.100000 s: sends-text, RFC 9293/);
	});

	it('ends with 2 where one cannot be read, and with line, column and what was expected', async () => {
		const file = files.write('broken.pkt', BROKEN);
		const {code, err} = await tcpLab(['run', file]);
		expect(code).toBe(2);
		expect(err).toContain(`${file}:10:4: expected a system call that is modelled here (perhaps write), got wirte\n`);
	});

	it('says it in Chinese, too', async () => {
		const {out} = await tcpLab(['run', files.write('zh.pkt', GOOD), '--lang', 'zh']);
		expect(out).toMatch(/^通过： .*zh\.pkt · 10 行，0\.100 秒\n$/);
	});

	it('takes a file behind a definition for a file', async () => {
		const file = files.write('defined.pkt', GOOD.replace('100) = 100', 'SIZE) = SIZE'));
		const {out} = await tcpLab(['run', '-D', 'SIZE=100', file]);
		expect(out).toContain('passed: ');
	});

	it('does not write over a script that it reads', async () => {
		const file = files.write('kept.pkt', GOOD);
		const {code, err} = await tcpLab(['run', file, '-o', file]);
		expect({code, err}).toEqual({code: 2, err: `tcp-lab: ${file} is read too: name another file to write to\n`});
		expect(await tcpLab(['run', file])).toMatchObject({code: 0});
	});

	it('prints each event on demand', async () => {
		const {out} = await tcpLab(['run', files.write('each.pkt', GOOD), '--verbose']);
		expect(out).toContain('     6    0.000000 < S 0:0(0) win 32792 <mss 1000,sackOK,nop,nop,nop,wscale 7>\n');
		expect(out).toContain('    11    0.100000 > P. 1:101(100) ack 1 win 502\n');
	});

	it('stops one that does not end', async () => {
		const endless = `${OPENED}${'+1 write(4, ..., 0) = 0\n'.repeat(50)}`;
		const {code, err} = await tcpLab(['run', files.write('endless.pkt', endless), '--max-events', '40']);
		expect(code).toBe(2);
		expect(err).toContain('stopped: more happens than 40 events and timers, which is what --max-events allows');
	});

	it('looks through folders, sums up, and takes the worst of all for the exit code', async () => {
		const folder = dirname(files.write('suite-of-good.pkt', GOOD));
		const suite = `${folder}/suite`;
		mkdirSync(`${suite}/deeper`, {recursive: true});
		files.write('suite/good.pkt', GOOD);
		files.write('suite/deeper/bad.pkt', BAD);
		const {code, out} = await tcpLab(['run', suite]);
		expect(code).toBe(1);
		expect(out).toMatch(/1 of 2 scripts passed\n$/);
	});

	it('tells build servers: TAP', async () => {
		const {code, out} = await tcpLab([
			'run',
			files.write('t1.pkt', GOOD),
			files.write('t2.pkt', BAD),
			'--format',
			'tap',
		]);
		expect(code).toBe(1);
		expect(out).toMatch(
			/^TAP version 14\n1\.\.2\nok 1 - .*t1\.pkt\nnot ok 2 - .*t2\.pkt\n# .*t2\.pkt:11:1: ack: expected 2, got 1\n/,
		);
	});

	it('tells build servers: JUnit', async () => {
		const given = [files.write('j1.pkt', GOOD), files.write('j2.pkt', BAD), files.write('j3.pkt', BROKEN)];
		const {code, out} = await tcpLab(['run', ...given, '--format', 'junit']);
		expect(code).toBe(2);
		expect(out).toContain('<testsuites tests="3" failures="1" errors="1"');
		expect(out).toMatch(/<testcase classname="[^"]+" name="j1\.pkt" time="0\.100"\/>/);
		expect(out).toMatch(/<failure message="[^"]*j2\.pkt:11:1: ack: expected 2, got 1">/);
		expect(out).toContain('&gt; P. 1:101(100) ack 2');
	});

	it('does not run scripts among scenarios', async () => {
		const {code, err} = await tcpLab(['run', files.write('mixed.pkt', GOOD), 'syn-lost']);
		expect(code).toBe(2);
		expect(err).toContain('packetdrill scripts run by themselves');
	});

	it('names what it could not map', async () => {
		const text = GOOD.replace('\n0 ', '\n`sysctl -q net.ipv4.tcp_sack=1 net.ipv4.tcp_fack=0`\n0 ');
		const {out} = await tcpLab(['run', files.write('mapped.pkt', text)]);
		expect(out).toMatch(/ · not mapped: net\.ipv4\.tcp_fack=0\n$/);
	});
});

describe('tcp-lab run --format pkt', () => {
	it.each(['client', 'server'])('writes a scenario for the %s, and it passes', async vantage => {
		const {code, out} = await tcpLab(['run', 'syn-ack-lost', '--format', 'pkt', '--vantage', vantage]);
		expect(code).toBe(0);
		expect(await tcpLab(['run', files.write(`${vantage}.pkt`, out), '--exact'])).toMatchObject({code: 0, err: ''});
	});
});
