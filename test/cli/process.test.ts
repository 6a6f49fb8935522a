import {spawn} from 'node:child_process';
import {existsSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {constants} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {openPty} from '../support/pty.js';
import {bundledProgram} from './support.js';

let folder = '';

beforeAll(async () => {
	folder = await bundledProgram();
});
afterAll(() => rmSync(folder, {recursive: true, force: true}));

describe('the bundled program as a process', () => {
	it('finds its scenarios beside itself', async () => {
		const {code, out, err} = await start(['run', 'three-way-handshake']);
		expect({code, err}).toEqual({code: 0, err: ''});
		expect(out).toContain('13 of 13 expectations held');
	});

	it('is quiet when its reader goes away', async () => {
		const {code, err} = await start(['run', '--format', 'jsonl', 'zero-window', 'half-close'], {closeEarly: true});
		expect({code, err}).toEqual({code: 0, err: ''});
	});

	it('reads a scenario from its standard input', async () => {
		const {code, err} = await start(['run', '-'], {input: 'until: 1\nhosts: {cleint: {}}\n'});
		expect(code).toBe(2);
		expect(err).toContain(
			'-:2:9: expected a field of the hosts (client, server), got "cleint" (did you mean "client"?)',
		);
	});

	it.runIf(existsSync('/dev/full'))('says when the standard output is full', async () => {
		const {code, err} = await start(['run', 'refused'], {stdout: openSync('/dev/full', 'w')});
		expect({code, err}).toEqual({
			code: 2,
			err: 'tcp-lab: the standard output cannot be written: the disk is full\n',
		});
	});

	it('needs a terminal for its screen, and says so in one sentence', async () => {
		const {code, out, err} = await start([]);
		expect({code, out}).toEqual({code: 2, out: ''});
		expect(err).toBe(
			'tcp-lab draws on a terminal, and its output is not one; to run a scenario without one: tcp-lab run FILE\n',
		);
	});

	it('dies of a terminal that goes away, quietly, and keeps the session', async () => {
		const state = mkdtempSync(join(folder, 'state-'));
		const screen = openPty(process.execPath, [join(folder, 'tcp-lab.mjs')], {env: {XDG_STATE_HOME: state}});
		await screen.until('First steps');
		screen.press('c');
		await screen.until('SYN-SENT');
		screen.hangUp();
		// Not SIGABRT, by which Node ends when it cannot set back a terminal that is gone.
		expect((await screen.exited).signal).toBe(constants.signals.SIGHUP);
		const [file = ''] = readdirSync(join(state, 'tcp-lab'));
		expect(
			readFileSync(join(state, 'tcp-lab', file), 'utf8')
				.trim()
				.split('\n'),
		).toHaveLength(2);
	});
});

describe('a newcomer', () => {
	it('is led to a lesson, reads why an answer is wrong, is killed, and goes on where it was', async () => {
		const state = mkdtempSync(join(folder, 'state-'));
		const open = () => openPty(process.execPath, [join(folder, 'tcp-lab.mjs')], {env: {XDG_STATE_HOME: state}});
		const first = open();
		await first.until('Start here');
		first.press('L');
		await first.until('O9 ');
		first.press('/', ...'why three');
		await first.until('with “why three_”');
		first.press('Enter');
		await first.until('What you will see');
		first.press('Enter', 'Enter');
		await first.until('The server gets the old SYN');
		first.press('1');
		await first.until('By what should it see that?');
		first.press('Enter', '2');
		await first.until('The server cannot tell old from new');
		first.press('Enter', '2', 'g', 'Enter', 'Enter');
		await first.until('s1 acknowledges the old number');
		first.kill('SIGKILL');
		await first.exited;

		const second = open();
		await second.until('Lesson O9, Why three and not two?, stopped at step 2/6. Go on with it?');
		second.press('y');
		await second.until('Taken up at step 2 of 6.');
		await second.until('Deliver s1 to the client.');
		second.kill('SIGKILL');
		await second.exited;
	});
});

type Start = {readonly input?: string; readonly closeEarly?: boolean; readonly stdout?: number};

function start(
	args: readonly string[],
	{input = '', closeEarly = false, stdout}: Start = {},
): Promise<{code: number | null; out: string; err: string}> {
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, [join(folder, 'tcp-lab.mjs'), ...args], {
			stdio: ['pipe', stdout ?? 'pipe', 'pipe'],
			env: {...process.env, LANG: 'en_US.UTF-8', LC_ALL: '', LC_MESSAGES: ''},
		});
		let out = '';
		let err = '';
		child.stdout?.on('data', text => {
			out += text;
		});
		child.stderr?.on('data', text => {
			err += text;
		});
		if (closeEarly) child.stdout?.destroy();
		child.stdin?.end(input);
		child.on('error', reject);
		child.on('close', code => resolve({code, out, err}));
	});
}
