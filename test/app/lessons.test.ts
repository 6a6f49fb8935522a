import {readdirSync, readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {
	keyLine,
	type LessonHead,
	type LessonRecord,
	type LessonShelf,
	lessonLines,
	lessonRows,
	lessonTitle,
	listItems,
	modeOf,
	pageLines,
	phaseOf,
	placesOf,
	type Session,
	type SessionOptions,
	welcomeLines,
	withRecord,
} from '../../src/app/index.js';
import {builtInLessons} from '../../src/cli/lesson-files.js';
import {textWidth} from '../../src/edge/width.js';
import {parseSession, sessionText} from '../../src/lab/index.js';
import {type Lesson, parseLesson} from '../../src/lesson/index.js';
import {type Lang, wordsFor} from '../../src/present/index.js';
import {newSession, press, states, type} from './support.js';

const folder = new URL('../../src/lessons/', import.meta.url);
const heads: readonly LessonHead[] = builtInLessons();
const lessons = new Map<string, Lesson>(
	await Promise.all(
		readdirSync(folder)
			.filter(file => file.endsWith('.yaml'))
			.map(async file => {
				const lesson = await parseLesson({path: file, text: readFileSync(new URL(file, folder), 'utf8')});
				return [lesson.id, lesson] as const;
			}),
	),
);

type Kept = {readonly session: Session; readonly records: Map<string, LessonRecord>};

/** A session with the lessons, and what it keeps on record. */
function withLessons(
	options: {
		lang?: Lang;
		records?: Readonly<Record<string, LessonRecord>>;
		unfinished?: SessionOptions['unfinished'];
	} = {},
): Kept {
	const {lang = 'en', records: before = {}, unfinished = null} = options;
	const records = new Map(Object.entries(before));
	const shelf: LessonShelf = {
		heads,
		records: before,
		load: id => lessons.get(id) ?? {error: `no ${id}`},
		keep: (id, record) => void records.set(id, record),
	};
	return {session: newSession({lessons: shelf, lang, unfinished, measure: textWidth}), records};
}

async function begun(id: string, options: Parameters<typeof withLessons>[0] = {}): Promise<Kept> {
	const kept = withLessons(options);
	kept.session.dispatch({do: 'lesson', id});
	await Promise.resolve();
	return kept;
}

const rows = (session: Session): string =>
	lessonLines(session.store.getState(), 80)
		.map(line =>
			line
				.map(({text}) => text)
				.join('')
				.trimEnd(),
		)
		.join('\n');

describe('a lesson', () => {
	it('begins with its page, and then with its first step', async () => {
		const {session} = await begun('O1');
		expect(modeOf(session.store.getState()).name).toBe('card');
		press(session, 'enter');
		expect(lessonTitle(session.store.getState())).toBe('O1 Three segments open it  1/4');
		expect(rows(session)).toMatch(/^▸ The server listens on port 80/);
	});

	it('asks for a prediction before the first act, and says what is wrong with a wrong one', async () => {
		const {session} = await begun('O1');
		press(session, 'enter', 'c');
		expect(states(session)).toBe('- -');
		expect(rows(session)).toMatch(/^\? Which segment will the client send\?/);
		press(session, '2');
		expect(rows(session)).toMatch(/✗ SYN with ACK\n.*An ACK says "I expect this number next"/s);
		press(session, 'enter', '1');
		expect(rows(session)).toMatch(/✓ SYN, and no ACK\n/);
		press(session, 'enter', 'c');
		expect(states(session)).toBe('SYN-SENT -');
		expect(rows(session)).toMatch(/^✓ c1 is a SYN/);
	});

	it('says of any other key that the question comes first', async () => {
		for (const [lang, says] of [
			['en', 'H waits for your answer: Enter takes one, Esc leaves the question.'],
			['zh', '先回答问题，再用 H：Enter 选定，Esc 离开问题。'],
		] as const) {
			const {session} = await begun('O1', {lang});
			press(session, 'enter', 'c', 'H');
			expect(session.store.getState().message?.text).toBe(says);
		}
	});

	it('goes on by what happens, whichever key did it', async () => {
		const {session} = await begun('O1');
		press(session, 'enter', 'enter', '1', 'enter');
		press(session, ':');
		type(session, 'connect client 80');
		press(session, 'enter');
		expect(phaseOf(session.store.getState())).toBe('seen');
	});

	it('takes a step back when what reached it is taken back', async () => {
		const {session} = await begun('O1');
		press(session, 'enter', 'enter', '1', 'enter', 'c', 'enter');
		expect(lessonTitle(session.store.getState())).toContain('2/4');
		press(session, 'u');
		expect(lessonTitle(session.store.getState())).toContain('1/4');
	});

	it('is not gone behind: its beginning is its own', async () => {
		const {session} = await begun('O9');
		const {store} = session;
		const first = store.getState().lesson?.lesson.begin.length;
		press(session, 'enter', 'u');
		expect(store.getState().message?.text).toBe('u undo: This is the beginning: nothing to undo.');
		press(session, 'enter', '2', 'enter', '2', 'g', 'enter', '[', '[');
		session.dispatch({do: 'seek', to: 0});
		expect(store.getState().past.cursor).toBe(first);
		session.dispatch({do: 'lesson-act', act: 'leave'});
		press(session, 'u');
		expect(store.getState().past.cursor).toBe((first ?? 0) - 1);
	});

	it('gives a hint that leads, then one that tells the keys', async () => {
		const {session} = await begun('O1');
		press(session, 'enter', 'H');
		expect(rows(session)).toMatch(/^\? The call belongs to the client/);
		press(session, 'H');
		expect(rows(session)).toMatch(/^\? Press 1/);
		press(session, 'H');
		expect(rows(session)).toMatch(/^▸ The server listens/);
	});

	it('tells its story alongside, on a key', async () => {
		const {session} = await begun('O1');
		press(session, 'enter');
		const without = lessonRows(session.store.getState());
		press(session, 'T');
		expect(rows(session)).toContain('Ann calls over a bad line');
		expect(rows(session)).toContain('The server listens');
		expect(lessonRows(session.store.getState())).toBe(without + 2);
	});

	it('is kept, and taken up where it was left', async () => {
		const {session, records} = await begun('O1');
		press(session, 'enter', 'enter', '2', 'enter', '1', 'enter', 'c', 'enter', 'escape');
		const record = records.get('O1');
		expect(record).toMatchObject({done: 0, step: 1, asked: 1, right: 0});
		const again = await begun('O1', {records: Object.fromEntries(records)});
		expect(lessonTitle(again.session.store.getState())).toContain('2/4');
		expect(states(again.session)).toBe('SYN-SENT -');
	});

	it('is left into free play with its world, and taken up again', async () => {
		const {session} = await begun('O1');
		press(session, 'enter', 'enter', '1', 'enter', 'c', 'enter', 'escape');
		session.dispatch({do: 'lesson-act', act: 'leave'});
		expect(lessonRows(session.store.getState())).toBe(0);
		press(session, '2', 'd');
		expect(session.store.getState().world.wire.flights).toEqual([]);
		press(session, 'L', 'enter');
		expect(session.store.getState().world.wire.flights.map(({id}) => id)).toEqual(['c1']);
		expect(lessonTitle(session.store.getState())).toContain('2/4');
	});

	it('is on record as done when it is, with its answers, and begins anew then', async () => {
		const {session, records} = await begun('O1');
		playThrough(session);
		expect(records.get('O1')).toMatchObject({done: 1, asked: 3, right: 3, session: null});
		const again = await begun('O1', {records: Object.fromEntries(records)});
		expect(lessonTitle(again.session.store.getState())).toContain('1/4');
	});

	it('is shown slowly, on a clock, and goes on from there by hand', async () => {
		const {session} = await begun('O1');
		let frame: (elapsed: number) => void = () => {};
		session.connectClock({
			start: onFrame => {
				frame = onFrame;
			},
			stop: () => {
				frame = () => {};
			},
		});
		press(session, 'enter', 'S');
		frame(500);
		expect(states(session)).toBe('- -');
		frame(200);
		expect(states(session)).toBe('SYN-SENT -');
		expect(rows(session)).toMatch(/^✓ c1 is a SYN/);
	});

	it('is shown from its beginning where its own way leads nowhere', async () => {
		const {session} = await begun('L1');
		let frame: (elapsed: number) => void = () => {};
		session.connectClock({
			start: onFrame => {
				frame = onFrame;
			},
			stop: () => {},
		});
		// Sent in two pieces: the lost segment has another name than in the solution.
		press(session, 'enter', 's', 'enter', 'escape', '2', 'y', 'escape', 'y', 'd');
		press(session, 'S');
		for (let count = 0; count < 8; count++) frame(2000);
		expect(phaseOf(session.store.getState())).toBe('seen');
	});
});

/** Every prediction right, every step by its solution. */
function playThrough(session: Session): void {
	const {store} = session;
	if (modeOf(store.getState()).name === 'card') press(session, 'enter');
	const lesson = store.getState().lesson?.lesson;
	for (const step of lesson?.steps ?? []) {
		const right = step.predict?.choices.findIndex(choice => choice.right);
		if (right !== undefined) press(session, 'enter', String(right + 1), 'enter');
		for (const {input} of step.solution) session.dispatch({do: 'input', input});
		if (phaseOf(store.getState()) === 'seen') press(session, 'enter');
	}
}

describe('a narrow screen', () => {
	it('has the whole text all the same', async () => {
		for (const id of lessons.keys()) {
			const {session} = await begun(id, {lang: 'en'});
			session.dispatch({do: 'resize', size: {columns: 60, rows: 24}});
			press(session, 'enter');
			const {store} = session;
			const shown = lessonLines(store.getState(), 60)
				.map(line =>
					line
						.map(({text}) => text)
						.join('')
						.trim(),
				)
				.join('');
			expect(shown.replaceAll(' ', '')).toContain(lessons.get(id)?.steps[0]?.text.en.replaceAll(' ', ''));
		}
	});
});

describe('the list of lessons', () => {
	const labels = (session: Session): string[] => {
		const state = session.store.getState();
		return listItems(state, modeOf(state)).map(({label, detail}) => `${label.trim()} ${detail}`.trim());
	};

	it('has them by chapters, with what was done', () => {
		const record: LessonRecord = {
			done: 1,
			step: 4,
			asked: 3,
			right: 3,
			hints: 0,
			showed: 0,
			stars: 0,
			session: null,
			answers: {},
		};
		const {session} = withLessons({records: {O1: record}});
		press(session, 'L');
		expect(labels(session)[0]).toMatch(/^── Opening a connection 1\/\d+$/);
		expect(labels(session)).toContain('O1  Three segments open it done');
	});

	it('is searched in both languages, titles first', () => {
		const {session} = withLessons();
		press(session, 'L', '/');
		type(session, 'karn');
		expect(labels(session)).toContain('L1  A lost segment');
		press(session, 'ctrl+u');
		type(session, '两次');
		expect(labels(session)[0]).toBe('O9  Why three and not two?');
		press(session, 'escape');
		expect(labels(session)[0]).toMatch(/^── Opening/);
	});

	it('has the way out of a lesson, and back', async () => {
		const {session} = await begun('O1');
		press(session, 'enter', 'L');
		expect(labels(session).slice(0, 5)).toEqual([
			'Read the page of this lesson O1',
			'Start this lesson again',
			'Leave into free play, with this world',
			'The story alongside',
			'End the lesson',
		]);
		press(session, '5');
		expect(session.store.getState().lesson).toBeNull();
	});
});

describe('the first screen', () => {
	const welcome = (session: Session): string =>
		(welcomeLines(session.store.getState(), {width: 30, height: 17}) ?? [])
			.map(line =>
				line
					.map(({text}) => text)
					.join('')
					.trim(),
			)
			.join(' ')
			.replace(/ +/g, ' ')
			.trim();
	const foot = (session: Session): string => {
		const state = session.store.getState();
		return keyLine(state, placesOf(modeOf(state), state), 80, wordsFor('en'))
			.map(({text}) => text)
			.join('');
	};
	const record: LessonRecord = {
		done: 1,
		step: 4,
		asked: 3,
		right: 3,
		hints: 0,
		showed: 0,
		stars: 0,
		session: null,
		answers: {},
	};

	it('leads to the lessons, until something is done', () => {
		const {session} = withLessons();
		expect(welcome(session)).toMatch(/^L Start here: \d+ lessons, from the first SYN on c Or connect/);
		expect(foot(session)).toMatch(/^ L lessons {2}c connect/);
		press(session, 'c');
		expect(welcome(session)).toBe('');
		expect(foot(session)).toMatch(/^ 2 wire/);
	});

	it('names the lesson that comes next, or the one that was begun', () => {
		expect(welcome(withLessons({records: {O1: record}}).session)).toMatch(
			/^L 1 of \d+ lessons done; next: O2, The SYN is lost/,
		);
		const begun = {...record, done: 0, step: 1, session: '{}'};
		expect(welcome(withLessons({records: {O1: record, O9: begun}}).session)).toMatch(
			/^L Go on with lesson O9, Why three and not two\? \(2\/6\)/,
		);
	});

	it('offers an interrupted lesson as a lesson', async () => {
		const {session, records} = await begun('O1');
		press(session, 'enter', 'enter', '1', 'enter', 'c', 'enter');
		const text = sessionText(session.store.getState().history);
		const parsed = parseSession(text);
		if ('error' in parsed) throw new Error(text);
		const decided: boolean[] = [];
		const again = withLessons({
			records: Object.fromEntries(records),
			unfinished: {history: parsed.history, title: null, decided: goesOn => void decided.push(goesOn)},
		});
		expect(modeOf(again.session.store.getState())).toMatchObject({name: 'resume', lesson: 'O1'});
		press(again.session, 'y');
		expect(decided).toEqual([false]);
		expect(lessonTitle(again.session.store.getState())).toContain('2/4');
		expect(states(again.session)).toBe('SYN-SENT -');
	});
});

describe('a game', () => {
	const foot = (session: Session): string => {
		const state = session.store.getState();
		return keyLine(state, placesOf(modeOf(state), state), 80, wordsFor('en'))
			.map(({text}) => text)
			.join('');
	};
	const page = (session: Session): string =>
		pageLines(session.store.getState(), {name: 'card', scroll: 0}, 76)
			.map(line => line.map(({text}) => text).join(''))
			.join('\n');

	it('tells its budget, and shows the keys that it allows', async () => {
		const {session} = await begun('A3');
		expect(page(session)).toContain('Your budget\nduplicate 5. Three stars for no more than 3 of these');
		press(session, 'enter', '.', '.');
		expect(foot(session)).toMatch(/ y copy/);
		expect(foot(session)).not.toMatch(/deliver|drop|delay|order|connect/);
		press(session, 'd');
		expect(session.store.getState().message?.text).toBe('The budget has no more of “drop”: 0 in all.');
		press(session, '1', 'c');
		expect(session.store.getState().message?.text).toMatch(/^In this lesson you are the network/);
		expect(session.store.getState().past.entries).toHaveLength(2);
	});

	it('is worth stars when it is won, and none when it is shown', async () => {
		const won = await begun('A3');
		playThrough(won.session);
		expect(page(won.session)).toContain('Won: ***. Acts: 3; *** is for 3 at most.');
		expect(won.records.get('A3')).toMatchObject({done: 1, stars: 3});
		const shown = await begun('A3');
		let frame: (elapsed: number) => void = () => {};
		const start = (onFrame: typeof frame): void => {
			frame = onFrame;
		};
		shown.session.connectClock({start, stop: () => {}});
		press(shown.session, 'enter', 'S');
		for (let count = 0; count < 8; count++) frame(2000);
		press(shown.session, 'enter');
		expect(page(shown.session)).not.toContain('Won');
		expect(shown.records.get('A3')).toMatchObject({done: 1, stars: 0});
	});
});

describe('a lesson that was cut short', () => {
	const resumes = (session: Session, records: ReadonlyMap<string, LessonRecord>): string | null => {
		const parsed = parseSession(sessionText(session.store.getState().history));
		if ('error' in parsed) return 'unreadable';
		const unfinished = {history: parsed.history, title: null, decided: () => {}};
		const mode = modeOf(withLessons({records: Object.fromEntries(records), unfinished}).session.store.getState());
		return mode.name === 'resume' ? mode.lesson : 'nothing';
	};

	it('is known while time runs, and is not taken for what was played freely', async () => {
		const {session, records} = await begun('A3');
		session.connectClock({start: () => {}, stop: () => {}});
		press(session, 'enter', '.', ' ');
		for (let count = 0; count < 4; count++) session.dispatch({do: 'frame', elapsed: 50});
		expect(session.store.getState().play.on).toBe(true);
		expect(resumes(session, records)).toBe('A3');
		press(session, ' ');
		session.dispatch({do: 'lesson-act', act: 'leave'});
		press(session, 'd', '.', 'y');
		expect(resumes(session, records)).toBeNull();
	});

	it('is offered as a session where it comes from a file of its own', async () => {
		const {session, records} = await begun('O1');
		press(session, 'enter', 'enter', '1', 'enter', 'c', 'enter');
		const record = records.get('O1');
		if (record === undefined) throw new Error('no record');
		expect(resumes(session, new Map([['mine', record]]))).toBeNull();
	});

	it('is the newest of several', async () => {
		const first = await begun('O1');
		press(first.session, 'enter', 'enter', '1', 'enter', 'c', 'enter');
		const record = first.records.get('O1');
		if (record === undefined) throw new Error('no record');
		const records = {O9: record, O1: record};
		expect(resumes(first.session, new Map(Object.entries(records)))).toBe('O1');
		expect(resumes(first.session, new Map(Object.entries(withRecord(records, 'O9', record))))).toBe('O9');
	});
});

describe('the page at the end', () => {
	it('goes on to the next lesson with Enter, and stays with Esc', async () => {
		const {session} = await begun('O1');
		playThrough(session);
		const page = (): string =>
			pageLines(session.store.getState(), {name: 'card', scroll: 0}, 76)
				.map(line => line.map(({text}) => text).join(''))
				.join('\n');
		expect(page()).toMatch(/^To remember\n/);
		expect(page()).toContain('Enter goes on to O2, “The SYN is lost”. Esc stays here, to try it.');
		press(session, 'escape');
		expect(phaseOf(session.store.getState())).toBe('finished');
		press(session, 'enter', 'enter');
		await Promise.resolve();
		expect(lessonTitle(session.store.getState())).toBe('O2 The SYN is lost  1/5');
	});
});
