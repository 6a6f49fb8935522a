import {readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {openPty, type PtyProgram} from '../support/pty.js';
import {bundledProgram} from './support.js';

let folder = '';

beforeAll(async () => {
	folder = await bundledProgram();
});
afterAll(() => rmSync(folder, {recursive: true, force: true}));

const state = (name: string): string => join(folder, name);
const sessions = (name: string): string[] => readdirSync(join(state(name), 'tcp-lab'));

function lab(args: readonly string[], home: string, env: Record<string, string> = {}): PtyProgram {
	return openPty(process.execPath, [join(folder, 'tcp-lab.mjs'), ...args], {env: {XDG_STATE_HOME: home, ...env}});
}

describe('the lab on a terminal', () => {
	it('opens with a server that listens, writes each input down, and takes the file away when one leaves', async () => {
		const screen = lab([], state('left'));
		await screen.until('server LISTEN');
		screen.press('c');
		await screen.until('client SYN-SENT');
		const [file = ''] = sessions('left');
		const lines = readFileSync(join(state('left'), 'tcp-lab', file), 'utf8')
			.trimEnd()
			.split('\n');
		expect(lines).toHaveLength(2);
		expect(JSON.parse(lines[1] ?? '')).toMatchObject({do: 'call', host: 'client', call: {call: 'connect', port: 80}});
		screen.press('C-c');
		expect((await screen.exited).code).toBe(0);
		expect(sessions('left').filter(name => name.endsWith('.open.jsonl'))).toEqual([]);
	});

	it('offers what a killed lab left, and goes on with it', async () => {
		const first = lab(['--scenario', 'syn-lost'], state('killed'));
		await first.until('The SYN is lost, twice');
		first.press('.');
		await first.until('server LISTEN');
		first.kill('SIGKILL');
		await first.exited;

		const second = lab([], state('killed'));
		await second.until('was not finished');
		second.press('y');
		await second.until('Resumed');
		await second.until('server LISTEN');
		second.press('C-c');
		await second.exited;
	});

	it('does not offer what another lab is in the middle of', async () => {
		const first = lab([], state('two'));
		await first.until('server LISTEN');
		first.press('c');
		await first.until('client SYN-SENT');

		const second = lab([], state('two'));
		await second.until('server LISTEN');
		expect(second.text()).not.toContain('was not finished');
		second.press('c');
		await second.until('client SYN-SENT');
		expect(sessions('two')).toHaveLength(2);
		for (const screen of [first, second]) {
			screen.press('C-c');
			await screen.exited;
		}
	});

	it('opens a scenario in the language asked for', async () => {
		const screen = lab(['--scenario', 'three-way-handshake', '--lang', 'zh'], state('zh'));
		await screen.until('三次握手');
		screen.press('C-c');
		await screen.exited;
	});

	it('says once that the session cannot be saved, goes on, and says it again before one leaves', async () => {
		const screen = lab([], '/dev/null/nowhere');
		await screen.until('server LISTEN');
		screen.press('c');
		await screen.until('not being saved');
		screen.press('q');
		await screen.until('The session is NOT on disk');
		screen.press('y');
		expect((await screen.exited).code).toBe(0);
	});

	it('points at what is wrong in a scenario', async () => {
		const file = join(folder, 'wrong.yaml');
		writeFileSync(file, 'until: soon\n');
		const screen = lab(['--scenario', file], state('wrong'));
		expect((await screen.exited).code).toBe(2);
		await screen.until('1 | until: soon');
		expect(screen.text().replaceAll('\n', '')).toContain('wrong.yaml:1:8: expected a number of seconds, got "soon"');
	});

	it.each([
		[['--scenario', 'nix'], {}, 'there is no scenario "nix"'],
		[[], {TERM: 'dumb'}, 'TERM is "dumb"; to run a scenario without one: tcp-lab run FILE'],
	] as const)('%j %j: one sentence, exit code 2', async (args, env, sentence) => {
		const screen = lab(args, state('wrong'), env);
		expect((await screen.exited).code).toBe(2);
		await screen.until(/tcp-lab/);
		expect(screen.text().replaceAll('\n', '')).toContain(sentence);
	});
});
