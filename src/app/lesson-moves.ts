/** What a person does in a lesson, and how the session follows what happens in it. */

import {createHistory, type Entry, type Input, parseSession, record, sessionText, worldAt} from '../lab/index.js';
import {beginning, type Lesson, playedOf, progressIn, starsOf} from '../lesson/index.js';
import {fill} from '../present/index.js';
import type {Command, LessonAct} from './command.js';
import {nextLesson} from './lesson-menu.js';
import {
	freshPlay,
	hasQuestion,
	type LessonPlay,
	type LessonRecord,
	phaseOf,
	progressOf,
	stepShown,
	withRecord,
} from './lesson-state.js';
import {type Machine, warn} from './machine.js';
import {stopPlay} from './play.js';
import {LAB, modeOf, type SessionState, wordsOf} from './state.js';

/** Loads a lesson and begins it, or goes on where it was left. */
export async function openLesson(machine: Machine, id: string): Promise<void> {
	const {lessons} = machine.options;
	const words = wordsOf(machine.state());
	if (lessons === undefined) {
		warn(machine, fill(words.lesson.noSuchLesson, {id}));
		return;
	}
	const loaded = lessons.load(id);
	const lesson = loaded instanceof Promise ? await loaded : loaded;
	if ('error' in lesson) machine.set({message: {text: lesson.error, tone: 'error'}});
	else startLesson(machine, lesson, machine.state().records[lesson.id] ?? null);
}

/** @param record - how far it was played before; null: from its beginning */
function startLesson(machine: Machine, lesson: Lesson, record: LessonRecord | null): void {
	const history = record === null ? null : historyOf(lesson, record);
	machine.begin({setup: lesson.setup, title: null, history: history ?? beginning(lesson)});
	const play = freshPlay(lesson);
	// In a game the network is the person.
	const pane = lesson.game === null ? 'client' : 'wire';
	if (history === null) {
		machine.set({lesson: play, message: null, pane, modes: [LAB, {name: 'card', scroll: 0}]});
		return;
	}
	const {step} = progressIn(lesson, history);
	const answers = record?.answers ?? {};
	const text = fill(wordsOf(machine.state()).lesson.resumed, {step: step + 1, steps: lesson.steps.length});
	machine.set({lesson: {...play, answers, shown: step, asked: step - 1}, pane, message: {text, tone: 'info'}});
}

/** The history that is on record; null: there is none, or the lesson is another one by now. */
function historyOf(lesson: Lesson, {session}: LessonRecord) {
	if (session === null) return null;
	const parsed = parseSession(session);
	if ('error' in parsed) return null;
	return JSON.stringify(parsed.history.setup) === JSON.stringify(lesson.setup) ? parsed.history : null;
}

/** After every command: what was reached is told, and kept. */
export function followLesson(machine: Machine): void {
	const {lesson} = machine.state();
	const progress = progressOf(machine.state());
	if (lesson === null || progress === null || lesson.free) return;
	// What was taken back is to be done again.
	if (progress.step < lesson.shown) setPlay(machine, {shown: progress.step, hint: 0});
	const reached = progress.step > (playOf(machine)?.shown ?? 0);
	if (reached || progress.lost) stopPlay(machine);
	while (
		playOf(machine)?.showing === null &&
		phaseOf(machine.state()) === 'seen' &&
		stepShown(machine.state())?.seen === null
	) {
		readOn(machine);
	}
	if (phaseOf(machine.state()) === 'finished') finish(machine);
	keep(machine);
}

const playOf = (machine: Machine): LessonPlay | null => machine.state().lesson;

function setPlay(machine: Machine, change: Partial<LessonPlay>): void {
	const {lesson} = machine.state();
	if (lesson !== null) machine.set({lesson: {...lesson, ...change}});
}

/**
 * What comes is predicted before it happens: who acts at a step that asks is asked, once.
 *
 * @returns whether that took the command's place
 */
export function asksFirst(machine: Machine, {do: name}: Command): boolean {
	const state = machine.state();
	if (!ACTS.includes(name) || state.lesson?.showing != null || !hasQuestion(state)) return false;
	openPrediction(machine);
	return true;
}

/** Commands that make something happen. */
const ACTS: readonly Command['do'][] = ['input', 'act', 'deliver-all', 'wait', 'call', 'finish', 'play'];

function openPrediction(machine: Machine): void {
	const {lesson, modes} = machine.state();
	setPlay(machine, {asked: lesson?.shown ?? 0});
	machine.set({modes: [...modes, {name: 'predict', at: 0, top: 0, told: null}]});
}

/** A choice is taken: its reason is shown, until Enter goes on. */
export function predict(machine: Machine, choice: number): void {
	const state = machine.state();
	const mode = modeOf(state);
	const {lesson} = state;
	const prediction = stepShown(state)?.predict ?? null;
	if (mode.name !== 'predict' || lesson === null || prediction === null) return;
	if (mode.told !== null && mode.told === choice) {
		const isRight = prediction.choices[choice]?.right === true;
		machine.set({modes: isRight ? state.modes.slice(0, -1) : [...state.modes.slice(0, -1), {...mode, told: null}]});
		return;
	}
	const taken = lesson.answers[lesson.shown] ?? [];
	setPlay(machine, {answers: {...lesson.answers, [lesson.shown]: [...taken, choice]}});
	machine.set({modes: [...state.modes.slice(0, -1), {...mode, at: choice, told: choice}]});
}

export function lessonAct(machine: Machine, act: LessonAct): void {
	const state = machine.state();
	const {lesson} = state;
	const words = wordsOf(state);
	if (lesson === null) {
		warn(machine, words.lesson.noLesson);
		return;
	}
	switch (act) {
		case 'read-on':
			readOn(machine);
			return;
		case 'hint': {
			const hint = (lesson.hint + 1) % 3;
			const most = Math.max(hint, lesson.hints[lesson.shown] ?? 0);
			setPlay(machine, {hint, hints: {...lesson.hints, [lesson.shown]: most}});
			return;
		}
		case 'predict':
			openPrediction(machine);
			return;
		case 'show':
			showStep(machine, lesson);
			return;
		case 'story':
			machine.set({story: !state.story});
			return;
		case 'again':
			startLesson(machine, lesson.lesson, null);
			return;
		case 'leave':
			keep(machine);
			setPlay(machine, {free: true, showing: null});
			machine.set({message: {text: words.lesson.freeNow, tone: 'info'}});
			return;
		case 'resume':
			startLesson(machine, lesson.lesson, machine.state().records[lesson.lesson.id] ?? null);
			return;
		case 'turn-page': {
			const next = phaseOf(state) === 'finished' ? nextLesson(state) : null;
			machine.dispatch(next === null ? {do: 'escape'} : {do: 'lesson', id: next.id});
			return;
		}
		case 'end':
			keep(machine);
			machine.begin({setup: state.history.setup, title: null, history: state.history});
			return;
	}
}

/** On to the step that is being done, or to what is to be remembered. */
function readOn(machine: Machine): void {
	const state = machine.state();
	const phase = phaseOf(state);
	if (phase === 'seen') setPlay(machine, {shown: (state.lesson?.shown ?? 0) + 1, hint: 0});
	if (phase === 'step' && hasQuestion(state)) openPrediction(machine);
	if (phase === 'finished') machine.set({modes: [...state.modes, {name: 'card', scroll: 0}]});
}

/** The whole page, once. */
function finish(machine: Machine): void {
	const {lesson, modes} = machine.state();
	if (lesson === null || lesson.counted) return;
	setPlay(machine, {counted: true});
	if (modes.length === 1) machine.set({modes: [...modes, {name: 'card', scroll: 0}]});
}

/** Real milliseconds between two inputs that are shown: long enough to see what the one before did. */
const SHOW_PAUSE = 1500;

/** Goes back to where the step began and plays its solution slowly; from the lesson's beginning if it leads nowhere there. */
function showStep(machine: Machine, lesson: LessonPlay): void {
	if (phaseOf(machine.state()) === 'seen') readOn(machine);
	const state = machine.state();
	const step = stepShown(state);
	const progress = progressOf(state);
	if (step === null || progress === null || phaseOf(state) === 'finished') return;
	stopPlay(machine);
	const index = machine.state().lesson?.shown ?? 0;
	const begun = progress.starts[index]?.entries ?? lesson.lesson.begin.length;
	const solution = step.solution.map(({input}) => input);
	const leads = reaches(state, lesson.lesson, begun, solution, index + 1);
	const inputs = leads
		? solution
		: lesson.lesson.steps.slice(0, index + 1).flatMap(each => each.solution.map(({input}) => input));
	machine.operate({op: 'jump', to: leads ? begun : lesson.lesson.begin.length});
	setPlay(machine, {
		shown: leads ? index : 0,
		hint: 0,
		showed: lesson.showed.includes(index) ? lesson.showed : [...lesson.showed, index],
		showing: {inputs, wait: 600},
	});
	const {showing, wayBack} = wordsOf(state).lesson;
	machine.set({scroll: 0, message: {text: leads ? showing : wayBack, tone: 'info'}});
	machine.startClock();
}

/** Do these inputs, made after so many entries, lead to that step? */
function reaches({history}: SessionState, lesson: Lesson, at: number, inputs: readonly Input[], step: number): boolean {
	const trial = createHistory(history.setup);
	const entries: Entry[] = history.entries.slice(0, at);
	const tried = {...trial, start: history.start, entries, cursor: at};
	if (worldAt(tried, at) === undefined) return false;
	for (const input of inputs) record(tried, input);
	return (
		progressIn(lesson, tried).step === step && playedOf(history.start, entries).end === worldAt(tried, entries.length)
	);
}

/** Some real time went by while a solution is shown. */
export function showFrame(machine: Machine, elapsed: number): void {
	const state = machine.state();
	const showing = state.lesson?.showing ?? null;
	if (showing === null) return;
	const [input, ...rest] = showing.inputs;
	if (input === undefined) {
		stopShowing(machine);
		return;
	}
	const wait = showing.wait - elapsed;
	if (wait > 0) {
		setPlay(machine, {showing: {...showing, wait}});
		return;
	}
	const pane = input.do === 'call' || input.do === 'crash' ? input.host : 'wire';
	machine.set({pane});
	machine.dispatch({do: 'input', input});
	// Told by the last step alone: the way there has been read before.
	const isLast = rest.length === 0;
	setPlay(machine, {
		showing: isLast ? null : {inputs: rest, wait: SHOW_PAUSE},
		...(isLast ? {shown: Math.max(0, (progressOf(machine.state())?.step ?? 1) - 1)} : {}),
	});
	if (isLast) machine.stopClock();
}

export function stopShowing(machine: Machine): void {
	if (machine.state().lesson?.showing == null) return;
	machine.stopClock();
	setPlay(machine, {showing: null, shown: progressOf(machine.state())?.step ?? 0});
}

/** Puts it on record when something has changed. */
function keep(machine: Machine): void {
	const state = machine.state();
	const {lesson, past, play} = state;
	// A frame of automatic play is no step; the last one stops it.
	if (lesson === null || lesson.free || play.on) return;
	const {id} = lesson.lesson;
	const kept = keyOf(lesson, past);
	if (lesson.kept?.every((each, place) => each === kept[place]) === true) return;
	const before = state.records[id] ?? null;
	const made = recordOf(state, lesson, before);
	setPlay(machine, {kept});
	// A lesson that was only opened changes nothing.
	if (lesson.kept === null && made.session === null) return;
	machine.set({records: withRecord(state.records, id, made)});
	machine.options.lessons?.keep(id, made);
}

const keyOf = ({answers, counted, hints, showed}: LessonPlay, past: SessionState['past']): readonly unknown[] => [
	past.entries[past.cursor - 1],
	answers,
	counted,
	hints,
	showed,
];

function recordOf(state: SessionState, lesson: LessonPlay, before: LessonRecord | null): LessonRecord {
	const progress = progressOf(state);
	const {answers, hints, showed, counted} = lesson;
	const {steps, game, begin} = lesson.lesson;
	const answered = Object.entries(answers).filter(([, taken]) => taken.length > 0);
	const right = answered.filter(
		([step, [first]]) => steps[Number(step)]?.predict?.choices[first ?? -1]?.right === true,
	);
	const isNew = counted && lesson.kept?.[2] !== true;
	const stars = game !== null && counted && showed.length === 0 ? starsOf(game, progress?.spent ?? {}) : 0;
	const isBegun = state.past.cursor > begin.length || answered.length > 0;
	return {
		done: (before?.done ?? 0) + (isNew ? 1 : 0),
		step: progress?.step ?? 0,
		asked: answered.length,
		right: right.length,
		hints: Object.values(hints).reduce((sum, grade) => sum + grade, 0),
		showed: showed.length,
		stars: Math.max(before?.stars ?? 0, stars),
		session: counted || !isBegun ? null : sessionText(state.history),
		answers: counted ? {} : answers,
	};
}
