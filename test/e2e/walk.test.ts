import {existsSync, mkdtempSync, readdirSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {afterAll, describe, expect, it} from 'vitest';
import {createSession, type Session} from '../../src/app/index.js';
import {builtInLessons} from '../../src/cli/lesson-files.js';
import {textWidth} from '../../src/edge/width.js';
import {defaultSetup} from '../../src/lab/index.js';
import type {Lang} from '../../src/present/index.js';
import {sequenceOf} from '../support/key-names.js';
import {openPty, type PtyProgram} from '../support/pty.js';
import {openSessionFrames} from '../ui/frames.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const bundle = join(root, 'dist/tcp-lab.js');
const homes = mkdtempSync(join(tmpdir(), 'tcp-lab-walk-'));
afterAll(() => rmSync(homes, {recursive: true, force: true}));

const newest = (folder: string): number =>
	Math.max(
		...readdirSync(folder, {recursive: true, withFileTypes: true})
			.filter(entry => entry.isFile())
			.map(({parentPath, name}) => statSync(join(parentPath, name)).mtimeMs),
	);

const why = !existsSync(bundle)
	? ' (skipped: there is no bundle; npm run build makes it)'
	: statSync(bundle).mtimeMs < newest(join(root, 'src'))
		? ' (skipped: the bundle is older than the source; npm run build makes it anew)'
		: '';

/**
 * The program on a terminal of 80×24, and beside it a session in this process that is given the same keys: what its
 * panes paint is what must stand on the terminal, cell for cell, after each key.
 */
type Walker = {
	readonly screen: PtyProgram;
	readonly session: Session;
	/** Presses keys; after each, waits until the terminal shows what it must, and looks. */
	readonly go: (...keys: readonly string[]) => Promise<void>;
	/** Inputs so far, as the wire's lower edge tells it. */
	readonly cursor: () => number;
};

const SIZE = {columns: 80, rows: 24};

function launch(home: string, lang: Lang): PtyProgram {
	const program = [join(root, 'bin/tcp-lab.js'), '--lang', lang, '--seed', '1'];
	return openPty(process.execPath, program, {...SIZE, env: {XDG_STATE_HOME: join(homes, home)}});
}

async function walker(home: string, lang: Lang, look: (walker: Walker) => void = () => {}): Promise<Walker> {
	const screen = launch(home, lang);
	const session = createSession({
		setup: defaultSetup('rfc9293', 1),
		lang,
		measure: textWidth,
		// Whether there is a menu is seen in the key line, and how many lessons there are on the first screen.
		scenarios: [{id: 'one', title: 'one', section: ''}],
		lessons: {heads: builtInLessons(), records: {}, load: () => ({error: ''}), keep: () => {}},
	});
	const self: Walker = {
		screen,
		session,
		async go(...keys) {
			for (const key of keys) {
				session.press(sequenceOf(key) === '\r' ? 'enter' : key);
				screen.press(key);
				await shows(screen, session, key);
				look(self);
			}
		},
		cursor: () => Number(/└ (\d+)\/\d+ /.exec(screen.text())?.[1] ?? 0),
	};
	await shows(screen, session, 'the start');
	look(self);
	return self;
}

/** Waits until every row on the terminal is what the session's panes paint. */
async function shows(screen: PtyProgram, session: Session, after: string): Promise<void> {
	const paint = openSessionFrames(session, SIZE);
	const wanted = paint()
		.split('\n')
		.map(row => row.trimEnd());
	const differs = (): string[] => wanted.filter((row, y) => screen.lines()[y] !== row);
	await screen.untilTrue(() => differs().length === 0, `after ${after} these rows:\n${wanted.join('\n')}`, 10_000);
}

const status = ({screen}: Walker): string => screen.lines()[22] ?? '';
const time = ({screen}: Walker): string => /t (\S+)/.exec(screen.lines()[0] ?? '')?.[1] ?? '';
/** What is left of TIME-WAIT, at the status bar's end. */
const timeWaits = (walker: Walker): string => /TIME-WAIT (\S+)\s*$/.exec(status(walker))?.[1] ?? '';

/** From the first key to the last ESTABLISHED, over the loss of the SYN and of the SYN,ACK. */
async function opens(walker: Walker): Promise<void> {
	const {screen, go} = walker;
	await go('c', '2', 'd');
	expect(screen.text()).toMatch(/c1 ──SYN 0─✗/);
	await go('n');
	expect(time(walker)).toBe('1.000');
	expect(screen.text()).toMatch(/▸c2↻━━SYN 0━▶/);
	await go('Enter');
	expect(status(walker)).toMatch(/SYN-SENT .*SYN-RECEIVED /);
	await go('d');
	expect(screen.text()).toMatch(/s1 +✗─SYN,ACK 0 ack 1──/);
	await go('n');
	expect(time(walker)).toBe('2.020');
	expect(screen.text()).toMatch(/▸s2↻.*◀━SYN,ACK 0 ack 1━━/);
	await go('Enter', 'Enter');
	expect(status(walker)).toMatch(/ESTABLISHED .*ESTABLISHED /);
}

/** Text of both sides, read and acknowledged. */
async function sends(walker: Walker): Promise<void> {
	const {screen, go} = walker;
	await go('1', 's', '3', 's', '2');
	expect(screen.text()).toMatch(/c4 ━━data 1:101 \(100\)━▶|c4 ━━数据 1:101 \(100\)━▶/);
	await go('Enter', 'Enter', '1', 'r', '3', 'r', 'n', '2', 'Enter', 'Enter');
	expect(status(walker)).toMatch(/ESTABLISHED seq 101 ack 101.*ESTABLISHED seq 101 ack 101/);
}

/** Both FINs, the last ACK lost, TIME-WAIT from the start again, and its end. */
async function closes(walker: Walker): Promise<void> {
	const {screen, go} = walker;
	await go('1', 'x', '2', 'Enter', 'Enter');
	expect(status(walker)).toMatch(/FIN-WAIT-2 .*CLOSE-WAIT /);
	await go('3', 'x', '2', 'Enter');
	expect(status(walker)).toMatch(/TIME-WAIT .*LAST-ACK /);
	expect(timeWaits(walker)).toBe('4:00.0');
	await go('d', 'n');
	expect(screen.text()).toMatch(/▸s\d+ ?↻.*◀━FIN 101 ack 102━━/);
	expect(timeWaits(walker)).toMatch(/^3:5\d\.\d$/);
	await go('Enter');
	expect(timeWaits(walker)).toBe('4:00.0');
	await go('Enter', 'n');
	expect(status(walker)).toMatch(/CLOSED .*LISTEN /);
	expect(timeWaits(walker)).toBe('–');
}

/**
 * What must be the same wherever one comes from. Not the same are: the heavy edge of the pane that we are in, how many
 * steps lie ahead, the message below the why-line, and the keys that do something now.
 */
const told = ({screen}: Walker): string =>
	screen
		.lines()
		.filter((_, y) => y !== 21 && y !== 23)
		.join('\n')
		.replace(/[┍┌](.*?)[┑┐]/gu, (_, title: string) => `┌${title.replaceAll('━', '─')}┐`)
		.replace(/└ (\d+)\/\d+ ─+┘|└─+┘/g, '');

describe.skipIf(why !== '')(`the built program at 80×24, by keys alone${why}`, () => {
	for (const lang of ['en', 'zh'] as const) {
		it(`loses SYN, SYN,ACK and last ACK and recovers; undone and done again the frames are the same (${lang})`, async () => {
			const first: string[] = [];
			const walk = await walker(lang, lang, each => {
				first[each.cursor()] = told(each);
			});
			await opens(walk);
			await sends(walk);
			await closes(walk);

			const last = walk.cursor();
			expect(first.length).toBe(last + 1);
			await walk.go('2');
			for (let place = last; place > 0; place--) {
				expect(told(walk)).toBe(first[place]);
				await walk.go('u');
			}
			expect(walk.cursor()).toBe(0);
			expect(time(walk)).toBe('0.000');
			for (let place = 0; place < last; place++) {
				expect(told(walk)).toBe(first[place]);
				await walk.go('U');
			}
			expect(told(walk)).toBe(first[last]);

			walk.screen.press('q', 'y');
			expect((await walk.screen.exited).code).toBe(0);
		});
	}

	it('is killed in the middle, and the next start offers what was done and shows the same frame', async () => {
		const walk = await walker('killed', 'en');
		await opens(walk);
		await walk.go('1', 's', '3', 's', '2', 'd');
		walk.screen.kill('SIGKILL');
		await walk.screen.exited;

		const screen = launch('killed', 'en');
		await screen.until('The last session was not finished: 11 inputs. Resume it?');
		screen.press('y');
		await screen.until('Resumed: 11 inputs.');
		screen.press('2');
		await shows(screen, walk.session, 'the resumption');
		// It is the same history, not a picture of it. Only what was selected before each step is not on disk.
		screen.press('n', 'u');
		for (const key of ['n', 'u']) walk.session.press(key);
		await shows(screen, walk.session, 'more keys');
		screen.press('C-c');
		await screen.exited;
	});
});
