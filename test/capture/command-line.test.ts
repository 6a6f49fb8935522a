import {existsSync, readFileSync} from 'node:fs';
import {afterAll, describe, expect, it} from 'vitest';
import type {Session} from '../../src/app/index.js';
import {captureFile} from '../../src/cli/output.js';
import {openedFile} from '../../src/cli/session-texts.js';
import {cliWords} from '../../src/cli/words.js';
import {readCapture} from '../../src/format/index.js';
import {newSession, press, type} from '../app/support.js';
import {tcpLab, temporary} from '../cli/support.js';

const files = temporary();
afterAll(() => files.remove());

/** Runs a scenario into a capture. */
async function captured(name: string, ...more: readonly string[]): Promise<string> {
	const path = files.path(`${name}${more.length}.pcapng`);
	expect(await tcpLab(['run', name, '--format', 'pcapng', '-o', path, ...more])).toEqual({code: 0, out: '', err: ''});
	return path;
}

describe('tcp-lab run --format pcapng', () => {
	it('writes what each place has seen, or one of them', async () => {
		const names = async (...more: readonly string[]) =>
			readCapture(readFileSync(await captured('syn-lost', ...more))).interfaces.map(({name}) => name);
		expect(await names()).toEqual(['client', 'server', 'wire']);
		expect(await names('--vantage', 'server')).toEqual(['server']);
	});

	it('still judges the scenario', async () => {
		const bad = files.write('bad.yaml', 'until: 1\nexpect:\n  - {host: client, state: ESTABLISHED}\n');
		const {code, err} = await tcpLab(['run', bad, '--format', 'pcapng', '-o', files.path('bad.pcapng')]);
		expect(code).toBe(1);
		expect(err).toContain('expected client: ESTABLISHED');
	});

	it.each([
		[
			['syn-lost', 'refused', '--format', 'pcapng', '-o', '/dev/null'],
			'a capture has one run in it: name one scenario',
		],
		[
			['syn-lost', '--format', 'pcapng', '--vantage', 'router', '-o', '/dev/null'],
			'--vantage router: a run is seen from client, server or wire',
		],
		[['syn-lost', '--vantage', 'client'], 'by --format pcapng, from client or server by --format pkt'],
		[['syn-lost', '--stream', '1'], '--stream is for captures that are read'],
		[['syn-lost', '--stream', 'x'], 'a connection has a whole number, from 0'],
	])('%j: one sentence, exit code 2', async (args, sentence) => {
		const {code, out, err} = await tcpLab(['run', ...args]);
		expect({code, out}).toEqual({code: 2, out: ''});
		expect(err).toContain(sentence);
		expect(err.trimEnd().split('\n')).toHaveLength(1);
	});

	it('does not write octets to a terminal, but to a pipe', async () => {
		const args = ['run', 'refused', '--format', 'pcapng'];
		expect(await tcpLab(args, {}, true)).toEqual({
			code: 2,
			out: '',
			err: 'tcp-lab: a capture is no text for a terminal: name a file with -o FILE, or send it on with |\n',
		});
		const {code, out} = await tcpLab(args);
		expect(code).toBe(0);
		expect(out.length).toBeGreaterThan(1000);
	});

	it.runIf(existsSync('/dev/full'))('says when the disk is full', async () => {
		const {code, err} = await tcpLab(['run', 'refused', '--format', 'pcapng', '-o', '/dev/full']);
		expect({code, err}).toEqual({code: 2, err: 'tcp-lab: /dev/full cannot be written: the disk is full\n'});
	});
});

describe('tcp-lab run FILE.pcapng', () => {
	it('shows the wire’s view of our own capture, and any other that is asked for', async () => {
		const path = await captured('fast-retransmit');
		const {code, out} = await tcpLab(['run', path]);
		expect(code).toBe(0);
		expect(out).toContain('12 segments · interface wire');
		expect(out).toMatch(
			/#\d+ data 1:537 \(536\) .*\(again\).*\n +c7 \(again\): arrives 20 ms later\n +fast-retransmit: /,
		);
		expect(out).toMatch(/At the end: client ESTABLISHED, server ESTABLISHED\.\n$/);
		expect((await tcpLab(['run', path, '--vantage', 'server'])).out).toContain('interface server');
	});

	it('knows it by its first octets, whatever its name', async () => {
		const path = files.write('trace.yaml', readFileSync(await captured('refused')));
		expect((await tcpLab(['run', path])).out).toContain('At the end: client CLOSED, server CLOSED.');
	});

	it('lists the connections where there are several, and shows the one asked for', async () => {
		const path = await captured('half-open-reconnect');
		const {out} = await tcpLab(['run', path]);
		expect(out).toMatch(
			/stream 0 · .*\n[\s\S]*\n2 connections are in it; --stream N shows another:\n {2}0 {2}10\.0\.0\.1:/,
		);
		expect((await tcpLab(['run', path, '--stream', '1'])).out).toContain('stream 1 · ');
	});

	it('shows what is there of a file that is cut short, says where, and ends with 2', async () => {
		const whole = readFileSync(await captured('refused'));
		const path = files.write('cut.pcapng', whole.subarray(0, -4));
		const {code, out, err} = await tcpLab(['run', path]);
		expect(code).toBe(2);
		expect(out).toContain('client SYN-SENT');
		expect(err).toMatch(/^tcp-lab: .*cut\.pcapng is cut short: what begins at offset \d+ goes on beyond its end\n$/);
	});

	it('says that it is cut short, too, where what is there shows nothing', async () => {
		const whole = readFileSync(await captured('fast-retransmit'));
		const {code, out, err} = await tcpLab(['run', files.write('stump.pcapng', whole.subarray(0, 700))]);
		expect({code, out}).toEqual({code: 2, out: ''});
		expect(err).toMatch(/^tcp-lab: .*stump\.pcapng is cut short: /);
	});

	it('shows it in Chinese, and in ASCII', async () => {
		const path = await captured('refused');
		expect((await tcpLab(['run', path, '--lang', 'zh'])).out).toContain('最后：客户端 CLOSED，服务器 CLOSED。');
		expect((await tcpLab(['run', path, '--ascii'])).out).not.toMatch(/[^ -~\n]/);
	});

	it.each([
		[['--format', 'jsonl'], 'is a capture, and is shown as text only'],
		[['--stream', '7'], 'has 1 connection, numbered from 0: 7 is none of them'],
		[['--vantage', 'eth0'], 'has no interface "eth0": client, server, wire'],
	])('%j: one sentence, exit code 2', async (args, sentence) => {
		const {code, out, err} = await tcpLab(['run', await captured('refused'), ...args]);
		expect({code, out}).toEqual({code: 2, out: ''});
		expect(err).toContain(sentence);
	});
});

describe('a capture on the screen', () => {
	it.each([
		['en', 'the screen shows no captures, but tcp-lab run does: '],
		['zh', '屏幕上不能显示抓包，请用 tcp-lab run：'],
	] as const)('is refused in a sentence: %s', async (lang, sentence) => {
		const path = await captured('refused');
		expect(await openedFile(path, {lang}, cliWords(lang))).toEqual({error: sentence + path});
	});
});

describe(':capture', () => {
	/** A session that writes files, with what was entered on its command line done. */
	function entered(line: string): Session {
		const session = newSession({
			files: {
				application: 'tcp-lab',
				save: () => null,
				open: () => ({error: ''}),
				capture: (path, octets) => captureFile(path, octets, cliWords('en')),
			},
		});
		press(session, 'c', '2', 'enter');
		press(session, ':');
		type(session, line);
		press(session, 'enter');
		return session;
	}

	const said = (line: string): string | undefined => entered(line).store.getState().message?.text;

	it('writes what has happened so far, and says so; what was there is replaced, and that is said too', () => {
		const path = files.path('so-far.pcapng');
		expect(said(`capture ${path}`)).toBe(`Captured 5 packets (client, server, wire): ${path}`);
		expect(said(`capture ${path} client`)).toBe(`Captured 1 packet (client), the old file is replaced: ${path}`);
		expect(readCapture(readFileSync(path)).interfaces.map(({name}) => name)).toEqual(['client']);
		expect(said(`capture "${files.path('a b.pcapng')}" wire`)).toContain('2 packets (wire)');
		expect(existsSync(files.path('a b.pcapng'))).toBe(true);
	});

	it('leaves out what is undone', () => {
		const session = entered('lang en');
		press(session, 'u', 'u');
		press(session, ':');
		type(session, `capture ${files.path('none.pcapng')}`);
		press(session, 'enter');
		expect(session.store.getState().message?.text).toBe(
			'Nothing has been on the wire yet: there is nothing to capture.',
		);
	});

	it.each<readonly [string, string]>([
		['/none/x.pcapng', '/none/x.pcapng cannot be written: there is no such file or folder'],
		['/', '/ cannot be written: it is a folder'],
		...(existsSync('/dev/full') ? [['/dev/full', '/dev/full cannot be written: the disk is full'] as const] : []),
	])('says in a sentence why it cannot: %s', (path, sentence) => {
		expect(said(`capture ${path}`)).toBe(sentence);
	});

	it('says what it expects', () => {
		expect(said('capture')).toBe('expected a file · capture FILE [client|server|wire]');
		expect(said('capture x y')).toBe('expected client, server or wire · capture FILE [client|server|wire]');
	});
});
