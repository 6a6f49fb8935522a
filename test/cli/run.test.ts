import {existsSync} from 'node:fs';
import {afterAll, describe, expect, it} from 'vitest';
import {builtIns, headOf} from '../../src/cli/scenario-files.js';
import {parseScenario} from '../../src/format/index.js';
import {tcpLab, temporary} from './support.js';

const files = temporary();
afterAll(() => files.remove());

const GOOD = `title: Refused
until: 1
calls:
  - {at: 0.1, host: client, socket: c, call: connect, port: 80}
expect:
  - {host: client, state: CLOSED}
  - {rule: syn-sent-refused, host: client, at: 0.14}
`;

describe('tcp-lab run', () => {
	it('prints every step with its reason, and ends with 0 when all came as expected', async () => {
		const {code, out, err} = await tcpLab(['run', files.write('good.yaml', GOOD)]);
		expect(err).toBe('');
		expect(code).toBe(0);
		expect(out).toMatch(/^Refused\n {2}profile rfc9293 · seed 1\n/);
		expect(out).toMatch(
			/client ── c1 SYN 0 .*▶ server 0\.120\n +made by open-active \(RFC 9293 §3\.10\.1\)\n.*Nobody is here.*\(RFC 9293 §3\.10\.7\.1\)/,
		);
		expect(out).toMatch(/\n2 of 2 expectations held\n$/);
	});

	it('ends with 1 when one did not, and says which, what came, and what decided', async () => {
		const bad = files.write('bad.yaml', GOOD.replace('state: CLOSED', 'state: SYN-SENT'));
		const {code, out, err} = await tcpLab(['run', bad]);
		expect(code).toBe(1);
		expect(out).toContain('1 of 2 expectations held');
		expect(err.split('\n')).toEqual([
			`${bad}:6:5: expected client: SYN-SENT at the end, got CLOSED`,
			'6 |   - {host: client, state: SYN-SENT}',
			'        ^',
			expect.stringMatching(/^decided at 0\.140 s by client: syn-sent-refused, RFC 9293 §3\.10\.7\.3 second/),
			expect.stringContaining('connection refused'),
			'',
		]);
	});

	it('ends with 2 when a file is wrong, and runs none', async () => {
		const wrong = files.write('wrong.yaml', 'until: 1\ncals: []\n');
		const {code, out, err} = await tcpLab(['run', files.write('good.yaml', GOOD), wrong]);
		expect({code, out}).toEqual({code: 2, out: ''});
		expect(err).toContain(`${wrong}:2:1: expected a field of a scenario (`);
		expect(err).toContain('got "cals" (did you mean "calls"?)\n2 | cals: []\n    ^\n');
	});

	it('knows built-in scenarios by name, with and without their number', async () => {
		const byName = await tcpLab(['run', 'syn-lost']);
		expect(byName.code).toBe(0);
		expect((await tcpLab(['run', '02-syn-lost'])).out).toBe(byName.out);
	});

	it('lists them in their order, in both languages', async () => {
		const {out} = await tcpLab(['run', '--list']);
		expect(out.split('\n')[0]).toMatch(/^three-way-handshake +Three-way handshake$/);
		expect(out.trimEnd().split('\n')).toHaveLength(builtIns().length);
		expect((await tcpLab(['run', '--list', '--lang', 'zh'])).out).toContain('三次握手');
	});

	it('gives the menu the titles that the scenarios have', async () => {
		const {readFileSync} = await import('node:fs');
		for (const one of builtIns()) {
			const {title} = await parseScenario({path: one.path, text: readFileSync(one.path, 'utf8')});
			expect(headOf(one)).toMatchObject(title);
			expect(headOf(one).section).toMatch(/^RFC \d+ (§|Figure )/);
		}
	});

	it('prints a trace of JSON lines, and nothing else there', async () => {
		const {code, out} = await tcpLab(['run', 'refused', '--format', 'jsonl']);
		expect(code).toBe(0);
		const lines = out.trimEnd().split('\n');
		expect(lines.map(line => JSON.parse(line).ev)).toContain('seg');
	});

	it('writes to a file', async () => {
		const {code, out} = await tcpLab(['run', 'refused', '-o', files.path('out.txt')]);
		expect({code, out}).toEqual({code: 0, out: ''});
		expect(files.read('out.txt')).toContain('Connection refused');
	});

	it('writes to the standard output by the name of -', async () => {
		expect((await tcpLab(['run', 'refused', '-o', '-'])).out).toContain('Connection refused');
	});

	it('never writes over a scenario that it reads', async () => {
		const good = files.write('good.yaml', GOOD);
		const {code, out, err} = await tcpLab(['run', good, '-o', good]);
		expect({code, out, err}).toEqual({
			code: 2,
			out: '',
			err: `tcp-lab: ${good} is read too: name another file to write to\n`,
		});
		expect(files.read('good.yaml')).toBe(GOOD);
	});

	it('says nothing of what held when it is to be quiet', async () => {
		expect(await tcpLab(['run', '--quiet', 'refused', 'syn-lost'])).toEqual({code: 0, out: '', err: ''});
	});

	it('takes profile and seed from the command line', async () => {
		const {out} = await tcpLab(['run', 'refused', '--profile', 'linux', '--seed', '7']);
		expect(out).toContain('profile linux · seed 7');
	});

	it('says in Chinese too that it needs a terminal', async () => {
		const {code, err} = await tcpLab([], {LANG: 'zh_CN.UTF-8'});
		expect({code, err}).toEqual({
			code: 2,
			err: 'tcp-lab 要画在终端上，而它的输出不是终端；不用终端运行场景：tcp-lab run FILE\n',
		});
	});

	it('speaks Chinese when the locale does, ASCII when it must', async () => {
		expect((await tcpLab(['run', 'refused'], {LANG: 'zh_CN.UTF-8'})).out).toContain('连接被拒绝');
		expect((await tcpLab(['run', 'refused', '--ascii'])).out).toMatch(/c1 SYN 0 .*> server/);
	});

	it.each([
		[['run'], 'tcp-lab: nothing to run: name a scenario file, or one of tcp-lab run --list'],
		[['run', 'sin-lost'], 'neither a file nor one of tcp-lab run --list (did you mean "syn-lost"?)'],
		[['run', './none.yaml'], 'tcp-lab: ./none.yaml cannot be read: there is no such file'],
		[['run', '/'], 'tcp-lab: / cannot be read: there is too much in it to look through'],
		[['run', 'refused', '-o', '/none/x'], 'tcp-lab: /none/x cannot be written: there is no such file or folder'],
		[['run', '--formt', 'x'], 'tcp-lab: unknown option \'--formt\' (did you mean "--format"?)'],
		[
			['run', '--format', 'gif', 'x'],
			'Allowed choices are text, jsonl, pcapng, pkt, svg, html, txt, mermaid, cast, tap, junit.',
		],
		[['run', '--seed', 'x', 'x'], 'a seed is a whole number from 0 to 4294967295'],
		[['run', 'refused', '--exact'], 'tcp-lab: --exact has no effect here; tcp-lab run --help says what it is for'],
		[['run', 'refused', '--draw', 'graph'], 'tcp-lab: --draw has no effect here'],
		[['run', 'x.pkt', '--stream', '1'], 'tcp-lab: --stream has no effect here'],
		[['run', 'refused', '--vantage', 'moon', '--format', 'pcapng'], 'client, server or wire by --format pcapng'],
		[['run', '--seed', 'x', '--lang', 'zh'], '选项 --seed <n> 的值“x”无效：种子是 0 到 4294967295 的整数'],
		[['run', '--formt', 'x', '--lang', 'zh'], '没有选项 --formt（是不是“--format”？）'],
		[['--profile', 'bsd', '--lang', 'zh'], '选项 --profile <profile> 的值“bsd”无效，可选：rfc9293, linux'],
		[['lesson', 'O1', 'O2'], "too many arguments for 'lesson': it takes 1 at most, and here are 2"],
		[['--lesson', 'O1', '--scenario', 'refused'], 'cannot be used with option'],
		[['rum'], 'there is no command "rum" (did you mean "run"?); tcp-lab --help lists what there is'],
		[['--profile', 'bsd'], 'Allowed choices are rfc9293, linux.'],
		[[], 'tcp-lab draws on a terminal, and its output is not one; to run a scenario without one: tcp-lab run FILE'],
	])('%j: one sentence, exit code 2', async (args, sentence) => {
		const {code, out, err} = await tcpLab(args);
		expect({code, out}).toEqual({code: 2, out: ''});
		expect(err).toContain(sentence);
		expect(err.trimEnd().split('\n')).toHaveLength(1);
	});

	it('calls a capture one that cannot be read, not a text', async () => {
		const {code, err} = await tcpLab(['run', files.write('octets.pcap', Uint8Array.of(0xff, 0xfe, 0x00, 1, 2))]);
		expect(code).toBe(2);
		expect(err).toContain('octets.pcap is no capture that can be read');
	});

	it('refuses what is no text', async () => {
		const {code, err} = await tcpLab(['run', files.write('octets.yaml', Uint8Array.of(0xff, 0xfe, 0x00))]);
		expect(code).toBe(2);
		expect(err).toContain('is not a text in UTF-8');
	});

	it.runIf(existsSync('/dev/full'))('says when the disk is full', async () => {
		const {code, err} = await tcpLab(['run', 'refused', '-o', '/dev/full']);
		expect({code, err}).toEqual({code: 2, err: 'tcp-lab: /dev/full cannot be written: the disk is full\n'});
	});
});

describe('tcp-lab', () => {
	it('tells its version and its options, in the language asked for', async () => {
		expect((await tcpLab(['--version'])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
		const {code, out} = await tcpLab(['--help']);
		expect(code).toBe(0);
		for (const option of ['--scenario', '--profile', '--lang', '--seed', '--ascii', '--no-color', 'run [options]']) {
			expect(out).toContain(option);
		}

		expect((await tcpLab(['--lang', 'zh', '--help'])).out).toContain('用法：');
	});
});
