import {render} from 'ink-testing-library';
import {describe, expect, it} from 'vitest';
import {createSession, type Session, type SessionOptions} from '../../src/app/index.js';
import {textWidth} from '../../src/edge/width.js';
import {defaultSetup} from '../../src/lab/index.js';
import {App} from '../../src/ui/index.js';
import {openTestTerminal, type TestTerminal} from '../support/terminal.js';

/** The lab on a terminal emulator, after keys that were pressed before it was opened. */
async function openLab(
	options: Partial<SessionOptions> & {columns?: number; rows?: number; pressed?: readonly string[]} = {},
): Promise<{screen: TestTerminal; session: Session}> {
	const {columns = 80, rows = 24, pressed = [], ...rest} = options;
	const session = createSession({setup: defaultSetup('rfc9293', 1), lang: 'en', measure: textWidth, ...rest});
	for (const key of pressed) session.press(key);
	const screen = openTestTerminal(<App session={session} />, {columns, rows});
	await screen.until(/tcp-lab|60×16/);
	return {screen, session};
}

/** Both SYN and SYN,ACK lost once; then text of both sides in flight. */
const recovered = ['c', '2', 'd', 'n', 'enter', 'd', 'n', 'enter', 'enter', '1', 's', '3', 's', '2'];

describe('the screen', () => {
	for (const [name, options] of [
		['80x24', {columns: 80, rows: 24}],
		['120x40', {columns: 120, rows: 40}],
		['60x16', {columns: 60, rows: 16}],
		['80x24-zh', {columns: 80, rows: 24, lang: 'zh'}],
		['80x24-ascii', {columns: 80, rows: 24, ascii: true}],
	] as const) {
		it(`looks as it should: ${name}`, async () => {
			const {screen} = await openLab({...options, pressed: recovered});
			await expect(`${screen.text()}\n`).toMatchFileSnapshot(`golden/${name}.txt`);
			await screen.close();
		});
	}

	it('fills the terminal to its last column and row, at every size', async () => {
		for (const [columns, rows] of [
			[60, 16],
			[79, 30],
			[80, 16],
			[81, 24],
			[100, 25],
			[133, 43],
			[200, 60],
		] as const) {
			const {screen} = await openLab({columns, rows, lang: 'zh', pressed: recovered});
			const lines = screen.lines();
			expect(lines.length).toBe(rows);
			const bottom = lines.findLastIndex(line => line.includes('└'));
			expect(lines[bottom]?.endsWith('┘') || lines[bottom]?.endsWith('┛')).toBe(true);
			expect(screen.cell(columns - 1, bottom)).toMatch(/^[┘┛]/);
			expect(lines.at(-1)).toContain('? 帮助');
			await screen.close();
		}
	});

	it('says in one sentence that a terminal is too small, and goes on when it has grown', async () => {
		const {screen} = await openLab({columns: 60, rows: 15});
		expect(screen.lines()[0]).toBe('The terminal is too small: 60×15; tcp-lab needs 60×16.');
		screen.resize(80, 24);
		await screen.until('LISTEN');
		await screen.close();
	});

	it('has no sign of colour alone: without colour every cell keeps its glyph', async () => {
		const {screen, session} = await openLab({pressed: recovered});
		const plain = openTestTerminal(<App session={session} />, {colours: 0});
		await plain.until('c4');
		expect(plain.text()).toBe(screen.text());
		await plain.close();
		await screen.close();
	});
});

describe('keys on the screen', () => {
	it('drop the selected segment, say so, and undo it', async () => {
		const {screen} = await openLab();
		await screen.press('c', '2');
		await screen.until(/▸c1 ━+SYN 0/);
		await screen.press('d');
		await screen.until(/c1 ─+SYN 0─✗ dropped by you/);
		await screen.press('u');
		await screen.until(/▸c1 ━+SYN 0/);
		await screen.close();
	});

	it('that do nothing say why', async () => {
		const {screen} = await openLab();
		await screen.press('2', 'd');
		await screen.until('d drop: Nothing is in flight: nothing to drop.');
		await screen.close();
	});

	it('choose from a list, and the key that chose does nothing more', async () => {
		const {screen, session} = await openLab();
		await screen.press('Enter');
		await screen.until('Calls of the client');
		screen.send('jjj');
		await screen.until('▸ connect(80)');
		await screen.press('Enter');
		await screen.until('c1');
		expect(session.store.getState().modes).toEqual([{name: 'lab'}]);
		expect(session.store.getState().past.entries.length).toBe(1);
		await screen.close();
	});

	it('type a command with its completion, and Esc leaves it', async () => {
		const {screen, session} = await openLab();
		await screen.press(':', 'c', 'o', 'n');
		await screen.until(':con');
		await screen.press('Tab', 'Enter');
		await screen.until('SYN-SENT');
		await screen.press(':', 'x', 'Esc');
		await screen.until('? help');
		expect(session.store.getState().modes).toEqual([{name: 'lab'}]);
		await screen.close();
	});

	it('open help, octets and the rules of a step, each a page', async () => {
		const {screen} = await openLab();
		await screen.press('c', '2', '?');
		await screen.until('Keys: wire');
		await screen.until('lose it; its ghost stays');
		await screen.press('Esc', 'i');
		await screen.until('Octets of c1');
		await screen.press('Esc', 'e');
		await screen.until('Why: client sends c1 SYN 0');
		await screen.until('it began here: you call connect(c, 80)');
		await screen.press('h');
		await screen.until('What the last step did');
		await screen.press('Esc', ':');
		screen.send('glossary challenge');
		await screen.until(':glossary challenge');
		await screen.press('Enter');
		await screen.until('An ACK that answers a suspicious RST');
		await screen.close();
	});

	it('in one chunk are as many keys as were pressed', async () => {
		const {screen, session} = await openLab();
		screen.send('c2d');
		await screen.until('dropped by you');
		expect(session.store.getState().past.entries.length).toBe(2);
		await screen.close();
	});

	it('leave after a question', async () => {
		const {screen} = await openLab();
		await screen.press('c', 'q');
		await screen.until('Leave the lab?');
		await screen.press('y');
		expect(await screen.session.exited).toEqual({reason: 'quit'});
	});
});

describe('under ink-testing-library', () => {
	it('the App draws and takes keys without a terminal of ours', async () => {
		const session = createSession({setup: defaultSetup('rfc9293', 1), lang: 'en', measure: textWidth});
		const {stdin, lastFrame, unmount} = render(<App session={session} />);
		expect(lastFrame()).toContain('The wire is quiet.');
		stdin.write('c');
		await expect.poll(() => lastFrame()).toContain('SYN-SENT');
		unmount();
	});
});
