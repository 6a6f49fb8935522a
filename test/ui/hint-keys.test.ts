import {readdirSync, readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {createSession, listItems, modeOf, phaseOf, type Session} from '../../src/app/index.js';
import {builtInLessons} from '../../src/cli/lesson-files.js';
import {textWidth} from '../../src/edge/width.js';
import {defaultSetup} from '../../src/lab/index.js';
import {type Lesson, parseLesson} from '../../src/lesson/index.js';

const folder = new URL('../../src/lessons/', import.meta.url);
const files = readdirSync(folder).filter(name => /^[^a].*\.yaml$/.test(name));
const heads = builtInLessons();

const read = (file: string): Promise<Lesson> =>
	parseLesson({path: file, text: readFileSync(new URL(file, folder), 'utf8')});

/** Hints that leave to the reader what to press how often, or which one they mean; by hand they lead there. */
const LOOSE = ['D3 1', 'F6 2', 'F6 4', 'L10 3', 'R2 4', 'X3 5', 'X14 4'];

function opened(lesson: Lesson): {session: Session; frame: (elapsed: number) => void} {
	const session = createSession({
		setup: defaultSetup('rfc9293', 1),
		lang: 'en',
		ascii: false,
		measure: textWidth,
		lessons: {heads, records: {}, load: () => lesson, keep: () => {}},
	});
	let onFrame: (elapsed: number) => void = () => {};
	const start = (given: typeof onFrame): void => {
		onFrame = given;
	};
	session.connectClock({start, stop: () => start(() => {})});
	session.dispatch({do: 'lesson', id: lesson.id});
	session.press('enter');
	return {session, frame: elapsed => onFrame(elapsed)};
}

const TIMES: Readonly<Record<string, number>> = {twice: 2, three: 3, five: 5, six: 6, eight: 8};
const NAMES: Readonly<Record<string, string>> = {Enter: 'enter', Esc: 'escape', Space: ' '};
const isSegment = (word: string | undefined): boolean => /^[csx]\d+'?$/.test(word ?? '');

/** A command to its end, a word, a `#` or a full stop that is a key. */
const WORD =
	/:[a-z][a-z-]*(?: (?!(?:and|then|each|with)\b)(?:"[^"]*"|flags=\.|[\w=%*'-]+(?:\.\d\w*)?\.?(?= \w+=)?))*|[A-Za-z0-9']+|#|(?<=(?:then|and|[Pp]ress) )\./g;

/** Presses what a hint tells to press. */
function follow(session: Session, hint: string): void {
	const {store} = session;
	const said = hint
		.replace(/\(([^)]{3,})\)/g, ' ')
		.replace('the data', 'c9')
		.replace('press . twice', 'press . and .');
	const words = said.match(WORD) ?? [];
	const onEach = said.includes('on each');
	let last = '';
	let key = '';
	let choosing = false;
	let typed = false;
	let listed: string[] = [];
	const press = (each: string): void => {
		last = each;
		session.press(each);
	};
	const type = (line: string): void => {
		last = line;
		for (const each of [...line]) session.press(each);
		session.press('enter');
	};
	for (const [place, word] of words.entries()) {
		const next = words[place + 1];
		if (word.startsWith(':')) {
			type(word.endsWith('.') && !word.endsWith('=.') ? word.slice(0, -1) : word);
			typed = true;
			key = '';
		} else if (isSegment(word)) {
			if (choosing && onEach) {
				listed.push(word);
				continue;
			}
			choose(session, word);
			if (!choosing && key !== '') press(key);
			choosing = false;
		} else if (/^[Cc]hoose$/.test(word)) {
			choosing = true;
			listed = [];
		} else if (TIMES[word] !== undefined && words[place - 1] !== 'all') {
			for (let more = 1; more < TIMES[word]; more++) last.startsWith(':') ? type(last) : press(last);
		} else if (word === 'Enter' && typed) {
			typed = false;
		} else if (NAMES[word] !== undefined || /^[123acsxhrndgyvAXMo#.]$/.test(word)) {
			const pressed = NAMES[word] ?? word;
			typed = false;
			choosing = false;
			if (next === 'on' && words[place + 2] === 'each') {
				for (const each of listed) {
					choose(session, each);
					press(pressed);
				}
			} else if (next === 'on' && isSegment(words[place + 2])) key = pressed;
			else {
				key = '';
				press(pressed);
			}
		}
	}
	while (modeOf(store.getState()).name !== 'lab' && store.getState().modes.length > 1) session.press('escape');
}

/** With j and k: a segment on the wire, or the ghost of one in the list. */
function choose(session: Session, segment: string): void {
	const {store} = session;
	const place = (): number => {
		const mode = modeOf(store.getState());
		if (mode.name !== 'ghosts') return 0;
		return listItems(store.getState(), mode).findIndex(({id}) => id.startsWith(`${segment} `)) - mode.at;
	};
	const isThere = (): boolean =>
		modeOf(store.getState()).name === 'ghosts' ? place() === 0 : store.getState().selected === segment;
	for (const key of ['j', 'k']) for (let move = 0; move < 60 && !isThere(); move++) session.press(key);
}

describe.each(files)('the last hints of %s', file => {
	it('tell keys that do the step', async () => {
		const lesson = await read(file);
		const {session, frame} = opened(lesson);
		const {store} = session;
		const failed: string[] = [];
		for (const [place, step] of lesson.steps.entries()) {
			if (step.predict !== null) {
				const right = step.predict.choices.findIndex(choice => choice.right) + 1;
				for (const key of ['enter', String(right), 'enter']) session.press(key);
			}
			follow(session, step.hints.at(-1)?.en ?? '');
			const state = store.getState();
			const isDone = phaseOf(state) !== 'step' || (state.lesson?.shown ?? 0) > place;
			if (!isDone) {
				failed.push(`${lesson.id} ${place + 1}`);
				session.press('S');
				for (const _ of step.solution) frame(5000);
			}
			if (phaseOf(store.getState()) === 'seen') session.press('enter');
		}
		expect(failed.filter(each => !LOOSE.includes(each))).toEqual([]);
	});
});
