import {readFileSync} from 'node:fs';
import {afterEach, describe, expect, it} from 'vitest';
import {createSession, type LessonShelf, type Session, type SessionOptions} from '../../src/app/index.js';
import {builtInLessons} from '../../src/cli/lesson-files.js';
import {textWidth} from '../../src/edge/width.js';
import {defaultSetup} from '../../src/lab/index.js';
import {type Lesson, parseLesson} from '../../src/lesson/index.js';
import {App} from '../../src/ui/index.js';
import {openTestTerminal, type TestTerminal} from '../support/terminal.js';

const heads = builtInLessons();
let screen: TestTerminal | null = null;
afterEach(async () => screen?.close());

/** Four of them, however many there are. */
const shelf = (load: () => Lesson | null): LessonShelf => ({
	heads: heads.filter(head => ['O1', 'O9', 'L1', 'A1'].includes(head.id)),
	records: {},
	load: id => load() ?? {error: id},
	keep: () => {},
});

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
		lessons: shelf(() => lesson),
		...options,
	});
	session.dispatch({do: 'lesson', id});
	await Promise.resolve();
	for (const key of keys) session.press(key);
	screen = openTestTerminal(<App session={session} />, {columns: 80, rows: 24});
	await screen.until(/tcp-lab/);
	return session;
}

describe('the way to a lesson', () => {
	it.each(['en', 'zh'] as const)('stands on the first screen, in %s', async lang => {
		const session = createSession({
			setup: defaultSetup('rfc9293', 1),
			lang,
			measure: textWidth,
			lessons: shelf(() => null),
		});
		screen = openTestTerminal(<App session={session} />, {columns: 80, rows: 24});
		await screen.until(/ L /);
		await expect(`${screen.text()}\n`).toMatchFileSnapshot(`golden/first-80x24-${lang}.txt`);
		await screen.press('L');
		await screen.until(/O1 /);
		await expect(`${screen.text()}\n`).toMatchFileSnapshot(`golden/lessons-80x24-${lang}.txt`);
	});
});

describe('a lesson on the screen', () => {
	it('says why an answer is wrong, above a picture that stays', async () => {
		await openLesson('O9', ['enter', 'enter', '1']);
		await expect(`${screen?.text()}\n`).toMatchFileSnapshot('golden/lesson-80x24.txt');
	});

	it('is the same in Chinese, with a story alongside', async () => {
		await openLesson('O1', ['enter', 'T', 'c', '1', 'enter', 'c'], {lang: 'zh'});
		await expect(`${screen?.text()}\n`).toMatchFileSnapshot('golden/lesson-80x24-zh.txt');
	});

	it('tells what to remember when it is done, what to try, and the way on', async () => {
		const session = await openLesson('O1', ['enter']);
		for (const {predict, solution} of session.store.getState().lesson?.lesson.steps ?? []) {
			const right = predict?.choices.findIndex(choice => choice.right) ?? -1;
			if (right >= 0) for (const key of ['enter', String(right + 1), 'enter']) session.press(key);
			for (const {input} of solution) session.dispatch({do: 'input', input});
			session.press('enter');
		}
		await screen?.until(/To remember/);
		await expect(`${screen?.text()}\n`).toMatchFileSnapshot('golden/lesson-80x24-end.txt');
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
