import {readFileSync} from 'node:fs';
import {afterEach, describe, expect, it} from 'vitest';
import {createSession, type Session, type SessionOptions} from '../../src/app/index.js';
import {builtInLessons} from '../../src/cli/lesson-files.js';
import {textWidth} from '../../src/edge/width.js';
import {defaultSetup} from '../../src/lab/index.js';
import {parseLesson} from '../../src/lesson/index.js';
import {App} from '../../src/ui/index.js';
import {openTestTerminal, type TestTerminal} from '../support/terminal.js';

const heads = builtInLessons();
let screen: TestTerminal | null = null;
afterEach(async () => screen?.close());

/** A lesson on a terminal of 80×24, after keys. */
async function openLesson(
	id: string,
	keys: readonly string[],
	options: Partial<SessionOptions> = {},
): Promise<Session> {
	const path = heads.find(head => head.id === id)?.path ?? '';
	const lesson = await parseLesson({path, text: readFileSync(path, 'utf8')});
	const session = createSession({
		setup: defaultSetup('rfc9293', 1),
		lang: 'en',
		measure: textWidth,
		lessons: {
			heads: heads.filter(head => ['O1', 'O9', 'L1', 'A1'].includes(head.id)),
			records: {},
			load: () => lesson,
			keep: () => {},
		},
		...options,
	});
	session.dispatch({do: 'lesson', id});
	await Promise.resolve();
	for (const key of keys) session.press(key);
	screen = openTestTerminal(<App session={session} />, {columns: 80, rows: 24});
	await screen.until(/tcp-lab/);
	return session;
}

describe('a lesson on the screen', () => {
	it('says why an answer is wrong, above a picture that stays', async () => {
		await openLesson('O9', ['enter', 'enter', '1']);
		await expect(`${screen?.text()}\n`).toMatchFileSnapshot('golden/lesson-80x24.txt');
	});

	it('is the same in Chinese, with a story alongside', async () => {
		await openLesson('O1', ['enter', 'T', 'c', '1', 'enter', 'c'], {lang: 'zh'});
		await expect(`${screen?.text()}\n`).toMatchFileSnapshot('golden/lesson-80x24-zh.txt');
	});

	it('tells an adversary what is left, in ASCII too', async () => {
		await openLesson('A1', ['enter', '2', '.', '.', '.', 'd'], {ascii: true});
		await expect(`${screen?.text()}\n`).toMatchFileSnapshot('golden/lesson-80x24-ascii.txt');
	});

	it('fills the screen to its last row, whatever is shown', async () => {
		const session = await openLesson('O1', ['enter']);
		for (const key of ['H', 'T', 'c', '2', 'escape', 'L', 'escape', '?', 'escape', 'c']) {
			session.press(key);
			await new Promise(resolve => setImmediate(resolve));
			const lines = screen?.lines() ?? [];
			expect(lines).toHaveLength(24);
			expect(lines[0]).toContain('O1 Three segments open it  1/4');
		}
	});
});
