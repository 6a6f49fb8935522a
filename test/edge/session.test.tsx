import {describe, expect, it} from 'vitest';
import {openTestTerminal} from '../support/terminal.js';
import {Demo} from './demo.js';

describe('a session on a terminal', () => {
	it('draws on the alternate screen, in every cell of it', async () => {
		const screen = openTestTerminal(<Demo />);
		await screen.until('状态 ready');
		expect(screen.alternate()).toBe(true);
		expect(screen.lines()[0]).toBe('tcp-lab demo 80×24 typed []');
		expect(screen.find('客户端')).toEqual({x: 1, y: 2});
		expect(screen.cell(1, 2)).toBe('客 fg:16777216/2');
		expect(screen.lines()[23]).toBe('状态 ready');
		await screen.close();
	});

	it('writes at most 40 octets when the selection moves', async () => {
		const screen = openTestTerminal(<Demo />);
		await screen.until('▸ c1');
		screen.octets();
		await screen.press('j');
		expect(screen.text()).toContain('▸ s1');
		expect(screen.octets()).toBeLessThanOrEqual(40);
		await screen.close();
	});

	it('never clears the whole screen by 2J or 3J, not even on a resize', async () => {
		const screen = openTestTerminal(<Demo />);
		await screen.until('ready');
		screen.resize(120, 40);
		await screen.until('120×40');
		screen.resize(60, 16);
		await screen.until('60×16');
		expect(screen.written()).not.toMatch(/\[[23]J/);
		expect(screen.lines()[15]).toBe('状态 ready');
		await screen.close();
	});

	it('after a resize looks as if it had been opened so', async () => {
		const screen = openTestTerminal(<Demo />);
		await screen.until('ready');
		for (const [columns, rows] of [
			[200, 60],
			[61, 17],
			[120, 40],
		] as const) {
			screen.resize(columns, rows);
			await screen.until(`${columns}×${rows}`);
			await screen.stdout.quiet();
			const fresh = openTestTerminal(<Demo />, {columns, rows});
			await fresh.until('ready');
			expect(screen.cells()).toEqual(fresh.cells());
			await fresh.close();
		}
		await screen.close();
	});

	it('takes three keys from one chunk, and one key from two', async () => {
		const keys: string[] = [];
		const screen = openTestTerminal(<Demo onKey={key => keys.push(key)} />);
		await screen.until('ready');
		screen.send('jkj');
		screen.send('\u001b');
		screen.send('[A');
		await screen.untilTrue(() => keys.length === 4, 'four keys');
		expect(keys).toEqual(['j', 'k', 'j', 'upArrow:']);
		await screen.close();
	});

	it('knows Escape, Enter, Tab, both backspaces, and Chinese', async () => {
		const keys: string[] = [];
		const screen = openTestTerminal(<Demo onKey={key => keys.push(key)} />);
		await screen.until('ready');
		screen.send('中\u0008\u007f\t\r\u001b[Z\u001b[5~\u001b[H');
		screen.send('\u001b');
		await screen.untilTrue(() => keys.includes('escape:'), 'the Escape key');
		expect(keys).toEqual([
			'中',
			'backspace:',
			'backspace:',
			'tab:',
			'return:\r',
			'shift:',
			'pageUp:',
			'home:',
			'escape:',
		]);
		await screen.close();
	});

	it('keeps the keys that were typed before it was ready', async () => {
		const screen = openTestTerminal(<Demo />);
		screen.send('abc');
		await screen.until('typed [abc]');
		await screen.close();
	});

	it('restores the terminal when the application ends', async () => {
		const screen = openTestTerminal(<Demo />);
		await screen.until('ready');
		await screen.press('q');
		expect(await screen.session.exited).toEqual({reason: 'quit'});
		await screen.stdout.quiet();
		expect(screen.alternate()).toBe(false);
		expect(screen.written()).toMatch(/\[\?2004l.*\[\?7h.*\[\?25h.*\[\?1049l$/s);
		expect(screen.stdin.raw).toBe(false);
		expect(screen.stdin.flowing).toBe(false);
		expect(screen.stdin.listenerCount('data')).toBe(0);
	});

	it('ends on Ctrl-C, and on a terminal that is gone', async () => {
		const interrupted = openTestTerminal(<Demo />);
		await interrupted.until('ready');
		await interrupted.press('C-c');
		expect(await interrupted.session.exited).toEqual({reason: 'interrupt'});

		const gone = openTestTerminal(<Demo />);
		await gone.until('ready');
		gone.stdin.emit('end');
		expect(await gone.session.exited).toEqual({reason: 'hangup'});

		const broken = openTestTerminal(<Demo />);
		await broken.until('ready');
		broken.stdout.emit('error', new Error('EPIPE'));
		expect(await broken.session.exited).toEqual({reason: 'hangup'});
	});

	it('survives its own bug: restored, and told why', async () => {
		const screen = openTestTerminal(<Demo />);
		await screen.until('ready');
		// React reports what a handler throws as an uncaught error of the process; a guest hands it to its session.
		const failing = openTestTerminal(() => <Failing />);
		const exit = await failing.session.exited;
		expect(exit).toMatchObject({reason: 'crash', error: new Error('no such state')});
		await failing.stdout.quiet();
		expect(failing.alternate()).toBe(false);
		await screen.press('j');
		expect(screen.text()).toContain('▸ s1');
		await screen.close();
	});

	it('shows the newest frame only while the line is stalled', async () => {
		const screen = openTestTerminal(<Demo />);
		await screen.until('ready');
		screen.stdout.stalled = true;
		screen.written();
		for (const key of 'abcdefgh') {
			screen.send(key);
			await new Promise(resolve => setImmediate(resolve));
		}
		expect(screen.written()).toContain('a');
		screen.stdout.drain();
		await screen.until('typed [abcdefgh]');
		expect(Buffer.byteLength(screen.written())).toBeLessThan(40);
		await screen.close();
	});

	it('lets many sessions live side by side, each with its own size and colours', async () => {
		const screens = [80, 100, 120].map((columns, colours) =>
			openTestTerminal(<Demo />, {columns, colours: colours as 0 | 1 | 2}),
		);
		for (const screen of screens) await screen.until(`${screen.columns}×24`);
		expect(screens.map(screen => screen.cell(1, 2))).toEqual(['客', '客 fg:16777216/2', '客 fg:16777216/2']);
		await screens[0]?.press('j');
		expect(screens.map(screen => screen.text().includes('▸ s1'))).toEqual([true, false, false]);
		for (const screen of screens) await screen.close();
	});
});

function Failing(): never {
	throw new Error('no such state');
}
