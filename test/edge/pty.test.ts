import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {bundle} from '../../.build/bundle.mjs';
import {openPty, type PtyOptions, type PtyProgram} from '../support/pty.js';

let folder = '';
let program = '';

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'tcp-lab-test-'));
	program = join(folder, 'demo.js');
	await bundle({entry: 'test/edge/demo-main.tsx', outfile: join(folder, 'demo.mjs')});
	program = join(folder, 'demo.mjs');
});
afterAll(() => rmSync(folder, {recursive: true, force: true}));

describe('a bundled session on a real pseudo-terminal', () => {
	it('is drawn, takes keys, and restores the terminal when it is left', async () => {
		const screen = await run();
		expect(screen.alternate()).toBe(true);
		screen.press('j');
		await screen.until('▸ s1');
		screen.press('q');
		expect(await screen.exited).toEqual({code: 0, signal: 0});
		await screen.until('ended: quit');
		expect(restored(screen)).toBe(true);
	});

	it('draws in CI too, when there is a terminal', async () => {
		const screen = await run({env: {CI: 'true'}});
		screen.press('C-c');
		expect((await screen.exited).code).toBe(0);
	});

	it.each([
		['SIGTERM', 143],
		['SIGINT', 130],
		['SIGHUP', 129],
		['SIGQUIT', 131],
	] as const)('restores the terminal on %s, and tells by its exit code', async (signal, code) => {
		const screen = await run();
		screen.kill(signal);
		expect((await screen.exited).code).toBe(code);
		await screen.until('ended: signal');
		expect(restored(screen)).toBe(true);
	});

	it('restores the terminal after a bug, and says one sentence without a stack', async () => {
		const screen = await run();
		screen.press('!');
		expect((await screen.exited).code).toBe(1);
		await screen.until('ended: Error: a bug in the demo');
		expect(restored(screen)).toBe(true);
		expect(screen.text()).not.toMatch(/\n\s+at /);
	});

	it('gives the terminal back at Ctrl-Z, and paints everything again afterwards', async () => {
		const screen = openPty('/bin/sh', ['-i', '-m'], {env: {PS1: '$ ', ENV: ''}});
		await screen.until('$');
		screen.send(`${process.execPath} ${program}\r`);
		await screen.until('状态 ready');
		screen.press('C-z');
		await screen.until(/Stopped/);
		expect(screen.alternate()).toBe(false);
		screen.send('fg\r');
		await screen.until('状态 ready');
		screen.press('j');
		await screen.until('▸ s1');
		screen.press('q');
		await screen.until('ended: quit');
		screen.send('exit\r');
		await screen.exited;
	});

	it('goes on by itself where nobody could wake it', async () => {
		const screen = await run();
		screen.press('C-z');
		await screen.untilTrue(() => !screen.alternate(), 'the screen is given back');
		await screen.until('状态 ready');
		screen.press('j');
		await screen.until('▸ s1');
		screen.press('q');
		expect((await screen.exited).code).toBe(0);
	});

	it('follows the window, and never erases by 2J or 3J', async () => {
		const screen = await run();
		screen.resize(120, 40);
		await screen.until('120×40');
		screen.resize(60, 16);
		await screen.until('60×16');
		screen.press('q');
		await screen.exited;
		expect(screen.written()).not.toMatch(/\[[23]J/);
	});

	it('keeps bold and inverse without colour', async () => {
		const screen = await run({env: {NO_COLOR: '1'}});
		expect(screen.cell(1, 2)).toBe('客');
		expect(screen.cell(0, 23)).toBe('状 inverse');
		screen.press('q');
		await screen.exited;
	});
});

async function run(options: PtyOptions = {}): Promise<PtyProgram> {
	const screen = openPty(process.execPath, [program], options);
	await screen.until('状态 ready');
	return screen;
}

/** The modes that were set are taken back, each. */
function restored(screen: PtyProgram): boolean {
	const written = screen.written();
	const last = (set: string, reset: string): boolean => written.lastIndexOf(reset) > written.lastIndexOf(set);
	return (
		!screen.alternate() &&
		last('\u001b[?1049h', '\u001b[?1049l') &&
		last('\u001b[?25l', '\u001b[?25h') &&
		last('\u001b[?7l', '\u001b[?7h') &&
		last('\u001b[?2004h', '\u001b[?2004l')
	);
}
