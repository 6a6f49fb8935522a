import {readdirSync, readFileSync} from 'node:fs';
import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {createSession, KEYMAP, type LessonRecord, lessonRows, modeOf, phaseOf} from '../../src/app/index.js';
import {builtInLessons} from '../../src/cli/lesson-files.js';
import {textWidth} from '../../src/edge/width.js';
import {defaultSetup, parseSession} from '../../src/lab/index.js';
import {type Lesson, parseLesson} from '../../src/lesson/index.js';
import type {Lang} from '../../src/present/index.js';
import {openSessionFrames, pageText} from './frames.js';

const SIZE = {columns: 80, rows: 24};
const folder = new URL('../../src/lessons/', import.meta.url);
const files = readdirSync(folder).filter(name => name.endsWith('.yaml'));
const heads = builtInLessons();

const read = (file: string): Promise<Lesson> =>
	parseLesson({path: file, text: readFileSync(new URL(file, folder), 'utf8')});

/** A lesson that has just been opened, and what is kept of it. */
function opened(lesson: Lesson, lang: Lang, ascii = false) {
	const records = new Map<string, LessonRecord>();
	const keep = (id: string, record: LessonRecord): void => void records.set(id, record);
	const session = createSession({
		setup: defaultSetup('rfc9293', 1),
		lang,
		ascii,
		measure: textWidth,
		lessons: {heads, records: {}, load: () => lesson, keep},
	});
	let onFrame: (elapsed: number) => void = () => {};
	const start = (given: typeof onFrame): void => {
		onFrame = given;
	};
	session.connectClock({start, stop: () => start(() => {})});
	session.dispatch({do: 'lesson', id: lesson.id});
	return {session, records, frame: (elapsed: number) => onFrame(elapsed)};
}

/** Every step as a person may go through it: hints, each wrong answer and why it is wrong, the right one, the solution. */
function playThrough(lesson: Lesson, lang: Lang): void {
	const {session, records} = opened(lesson, lang);
	const {store} = session;
	const paint = openSessionFrames(session, SIZE);
	const press = (...keys: readonly string[]): void => keys.forEach(session.press);
	/** The lab's screen has all of these texts above its panes, each whole and well broken. */
	const shows = (...texts: readonly string[]): void => {
		const frame = paint().split('\n');
		expectWhole(frame, SIZE);
		expect(frame[0]).toContain(lesson.title[lang]);
		const rows = frame.slice(1, 1 + lessonRows(store.getState()));
		for (const text of texts) expectIn(rows, text);
	};
	const pageShows = (...texts: readonly string[]): void => {
		expect(modeOf(store.getState()).name).toBe('card');
		const page = pageText(session, SIZE.columns - 4).split('\n');
		for (const line of page) expect(textWidth(line)).toBeLessThanOrEqual(SIZE.columns - 4);
		expectStrings(page);
		for (const text of texts) expectIn(page, text);
	};
	const commands = lesson.linux.flatMap(({run, shows: tells}) => [run, tells[lang]]);

	press('T');
	pageShows(lesson.see[lang], ...commands, ...lesson.rfc, ...(lesson.story === null ? [] : [lesson.story[lang]]));
	press('enter');
	for (const step of lesson.steps) {
		expect(modeOf(store.getState()).name).toBe('lab');
		const story = step.story === null ? [] : [step.story[lang]];
		shows(step.text[lang], ...story);
		for (const hint of step.hints) {
			press('H');
			shows(hint[lang], ...story);
		}
		press('H');
		if (step.predict !== null) {
			const {ask, choices} = step.predict;
			press('enter');
			shows(ask[lang], ...choices.map(({say}) => say[lang]));
			for (const choice of choices.toSorted((a, b) => Number(a.right) - Number(b.right))) {
				press(String(choices.indexOf(choice) + 1));
				shows(ask[lang], choice.say[lang], choice.because[lang]);
				press('enter');
			}
		}
		for (const {input} of step.solution) session.dispatch({do: 'input', input});
		expect(['seen', 'step', 'finished']).toContain(phaseOf(store.getState()));
		if (step.seen === null) continue;
		expect(phaseOf(store.getState())).toBe('seen');
		shows(step.seen[lang], ...story);
		press('enter');
	}
	expect(phaseOf(store.getState())).toBe('finished');
	pageShows(lesson.remember[lang], lesson.next[lang], ...commands, ...lesson.rfc);
	press('escape');
	shows(lesson.next[lang]);
	expect(records.get(lesson.id)).toMatchObject({done: 1, session: null});
}

/** By `show me` alone, on its clock. */
function showThrough(lesson: Lesson): void {
	const {session, records, frame} = opened(lesson, 'en', true);
	session.press('enter');
	for (const {solution} of lesson.steps) {
		session.press('S');
		for (const _ of solution) frame(5000);
		if (phaseOf(session.store.getState()) === 'seen') session.press('enter');
	}
	expect(phaseOf(session.store.getState())).toBe('finished');
	expect(records.get(lesson.id)).toMatchObject({done: 1, showed: lesson.steps.length});
}

/** A screen: as many lines as it has rows, each exactly as wide. */
function expectWhole(frame: readonly string[], {columns, rows}: typeof SIZE): void {
	expect(frame).toHaveLength(rows);
	expect(frame.map(textWidth).filter(width => width !== columns)).toEqual([]);
	expectStrings(frame);
}

/** Every string is there, and has got its values. */
const expectStrings = (lines: readonly string[]): void =>
	expect(lines.filter(line => /undefined|NaN|\[object|\{[a-z]+\}/.test(line))).toEqual([]);

/** The text stands in these lines, nothing of it cut off, and each break where one may be. */
function expectIn(lines: readonly string[], text: string): void {
	const breaks = breaksIn(lines, text);
	expect(breaks, `“${text}” in\n${lines.join('\n')}`).not.toBeNull();
	expect(breaks?.filter(isBad)).toEqual([]);
}

type Break = {readonly before: string; readonly after: string; readonly blank: boolean; readonly rest: string};

/** Where a text is broken into lines, frames and indents left out; null: it is not all there. */
function breaksIn(lines: readonly string[], text: string): readonly Break[] | null {
	const shown = lines.map(line => line.trim()).join('\n');
	const wanted = [...text];
	for (let start = shown.indexOf(wanted[0] ?? ''); start >= 0; start = shown.indexOf(wanted[0] ?? '', start + 1)) {
		const breaks = breaksFrom(shown, start, wanted);
		if (breaks !== null) return breaks;
	}
	return null;
}

function breaksFrom(shown: string, start: number, wanted: readonly string[]): readonly Break[] | null {
	const breaks: Break[] = [];
	let at = start;
	for (const [place, letter] of wanted.entries()) {
		if (letter.trim() === '') continue;
		const from = at;
		while (shown[at]?.trim() === '') at++;
		if (!shown.startsWith(letter, at)) return null;
		const before = wanted[place - 1] ?? '';
		const blank = before.trim() === '';
		if (place > 0 && shown.slice(from, at).includes('\n')) {
			breaks.push({before, after: letter, blank, rest: wanted.slice(place).join('')});
		}
		at += letter.length;
	}
	return breaks;
}

/** Inside a word, punctuation on the wrong side of it, or one Chinese character alone on the last line. */
const isBad = ({before, after, blank, rest}: Break): boolean =>
	/^\p{Script=Han}\P{L}*$/u.test(rest) ||
	(!blank && /[，。！？；：、）」』》”’,;:!?)\]]/.test(after)) ||
	/[（「『《“‘([]/.test(before) ||
	(!blank && /[\w.']/.test(before) && /[\w.']/.test(after));

describe.each(files)('%s', file => {
	it.each(['en', 'zh'] as const)(
		'is played to its end in %s, with every wrong answer, and is whole at 80×24',
		async lang => {
			playThrough(await read(file), lang);
		},
	);

	it('is shown to its end', async () => {
		showThrough(await read(file));
	});
});

describe('any keys in a lesson', () => {
	/** Those of the lab and of lessons more often than the others; not those that leave it for something else. */
	const often = [...'cdyzJnu[.123HPSTLs', 'enter', 'enter', 'enter', 'escape'];
	const keys = [...often, ...often, ...new Set(KEYMAP.flatMap(each => each.keys))].filter(key => !'mq:'.includes(key));

	it('leave a screen that is whole, a record that can be read, and a way to the end by show me', async () => {
		const all = await Promise.all(files.map(read));
		fc.assert(
			fc.property(
				fc.constantFrom(...all),
				fc.constantFrom('en', 'zh'),
				fc.array(fc.constantFrom(...keys), {maxLength: 60, size: 'max'}),
				(lesson, lang, pressed) => {
					const {session, records, frame} = opened(lesson, lang);
					const {store} = session;
					const toTheLab = (): void => {
						while (store.getState().modes.length > 1) session.press('escape');
					};
					for (const key of pressed) {
						session.press(key);
						frame(300);
					}
					const kept = records.get(lesson.id)?.session ?? null;
					if (kept !== null) expect(parseSession(kept)).not.toHaveProperty('error');
					if (store.getState().lesson === null) return;

					toTheLab();
					expectWhole(openSessionFrames(session, SIZE)().split('\n'), SIZE);
					session.dispatch({do: 'lesson-act', act: 'resume'});
					for (let tries = 0; tries <= lesson.steps.length && phaseOf(store.getState()) !== 'finished'; tries++) {
						toTheLab();
						session.press('S');
						for (let inputs = 0; inputs < 80; inputs++) frame(5000);
						if (phaseOf(store.getState()) === 'seen') session.press('enter');
					}
					expect(phaseOf(store.getState())).toBe('finished');
				},
			),
			{numRuns: 40},
		);
	});
});

describe('what is looked at', () => {
	it('is every file of the folder', () => {
		expect(files.length).toBeGreaterThanOrEqual(24);
		expect(heads.map(({path}) => path.replace(/^.*[\\/]/, '')).toSorted()).toEqual(files.toSorted());
	});

	it('fails with a text that is cut off, a solution that leads nowhere, a wrong answer that is missing', async () => {
		const lesson = await read('o01-normal-open.yaml');
		const [first, ...rest] = lesson.steps;
		if (first === undefined) throw new Error('no step');
		const changed = (change: Partial<typeof first>): Lesson => ({...lesson, steps: [{...first, ...change}, ...rest]});
		const long = {...first.text, en: first.text.en.repeat(3)};
		expect(() => playThrough(changed({}), 'en')).not.toThrow();
		expect(() => playThrough(changed({text: long}), 'en')).toThrow('not to be null');
		expect(() => playThrough(changed({solution: []}), 'en')).toThrow();
		expect(() => playThrough(changed({seen: {...long, zh: '{what} undefined'}}), 'zh')).toThrow();
	});

	it('knows a bad break', () => {
		const bad = (lines: readonly string[], text: string): number =>
			breaksIn(lines, text)?.filter(isBad).length ?? Number.NaN;
		expect(bad(['the ACK', 'is lost'], 'the ACK is lost')).toBe(0);
		expect(bad(['the AC', 'K is lost'], 'the ACK is lost')).toBe(1);
		expect(bad(['确认丢失', '，再发一次'], '确认丢失，再发一次')).toBe(1);
		expect(bad(['确认丢失，', '再发一次'], '确认丢失，再发一次')).toBe(0);
		expect(bad(['再问同样的问', '题。'], '再问同样的问题。')).toBe(1);
		expect(bad(['the ACK', 'is'], 'the ACK is lost')).toBeNaN();
	});
});
