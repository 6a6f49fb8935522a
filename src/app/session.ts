import {createStore, type StoreApi} from 'zustand/vanilla';
import {
	createHistory,
	type History,
	type Operation,
	operate,
	operationLine,
	sessionHead,
	sessionText,
	worldOf,
} from '../lab/index.js';
import {fill, type Lang, wordsFor} from '../present/index.js';
import type {Command} from './command.js';
import {dispatchCommand} from './dispatch.js';
import type {Key} from './key.js';
import {pressed} from './keymap.js';
import {asksFirst, followLesson, stopShowing} from './lesson-moves.js';
import {lessonOf} from './lesson-state.js';
import type {Machine, SessionOptions, Unfinished} from './machine.js';
import type {Mode} from './mode.js';
import {selectionAfter} from './selection.js';
import {before, LAB, type Message, modeOf, type ScriptBeside, type SessionState, wordsOf} from './state.js';

/** The real clock, for automatic play. */
export type PlayClock = {
	start(onFrame: (elapsedMs: number) => void): void;
	stop(): void;
};

/** One session: its state, and the only two ways to change it. */
export type Session = {
	readonly store: StoreApi<SessionState>;
	readonly dispatch: (command: Command) => void;
	readonly press: (key: Key) => void;
	/** A paste, or what an input method composed: text where text is wanted, else nothing. */
	readonly paste: (text: string) => void;
	/** A sentence from outside: a disk that is full, and that it no longer is. */
	readonly tell: (message: Message | null) => void;
	readonly connectClock: (clock: PlayClock) => void;
};

export function createSession(options: SessionOptions): Session {
	const store = createStore<SessionState>()(() => initialState(options));
	let clock: PlayClock | null = null;
	let hasBegun = options.history !== undefined;
	/** The session file up to the first operation. */
	let beginning: string | null = null;

	const write = (operation: Operation): void => {
		if (!hasBegun) writeBeginning();
		options.onOperation?.(operationLine(operation).trimEnd());
	};

	/** A history that comes with its past is written down whole: its own file may be somebody else's. */
	const writeBeginning = (): void => {
		const text = beginning ?? sessionHead(store.getState().history.setup);
		const [head = '', ...lines] = text.trimEnd().split('\n');
		hasBegun = true;
		options.onBegin?.(head);
		for (const line of lines) options.onOperation?.(line);
	};

	const show = (history: History, title: string | null, script: ScriptBeside | null): void => {
		clock?.stop();
		const {play} = store.getState();
		store.setState({...freshView(history), title, script, modes: [LAB], play: {...play, on: false, entry: null}});
	};

	const machine: Machine = {
		state: store.getState,
		set: change => store.setState(change),
		operate: operation => {
			const {history} = store.getState();
			const was = history.entries[history.cursor - 1]?.facts.length ?? 0;
			if (!operate(history, operation)) return null;
			write(operation);
			store.setState(lookingAt(history));
			const facts = history.entries[history.cursor - 1]?.facts ?? [];
			return operation.op === 'extend' ? facts.slice(was) : facts;
		},
		begin: loaded => {
			hasBegun = false;
			const history = loaded.history ?? createHistory(loaded.setup);
			beginning = sessionText(history);
			show(history, loaded.title, loaded.script ?? null);
			if (loaded.title !== null) store.setState(({style}) => ({message: firstWords(loaded, style.lang)}));
		},
		resume: ({history, title}) => {
			hasBegun = true;
			show(history, title, null);
			const {app} = wordsOf(store.getState());
			store.setState({message: {text: fill(app.resumed, {count: history.entries.length}), tone: 'info'}});
		},
		sessionText: () => sessionText(store.getState().history),
		selections: new WeakMap(),
		startClock: () => clock?.start(elapsed => machine.dispatch({do: 'frame', elapsed})),
		stopClock: () => clock?.stop(),
		options,
		dispatch: command => {
			if (!asksFirst(machine, command)) dispatchCommand(machine, command);
			followLesson(machine);
		},
	};

	// The first lines of a script have been done already.
	if (options.script !== undefined && store.getState().history.entries.length > 0) {
		beginning = sessionText(store.getState().history);
		writeBeginning();
	}

	return {
		store,
		dispatch: machine.dispatch,
		press: key => {
			stopShowing(machine);
			const state = store.getState();
			const what = pressed(state, key);
			if (what === null) return;
			if ('why' in what) store.setState({message: {text: what.why, tone: 'info'}});
			else {
				if (state.message !== null) store.setState({message: null});
				machine.dispatch(what);
			}
		},
		paste: text => {
			const {name} = modeOf(store.getState());
			if (name === 'command' || name === 'form' || name === 'lessons') {
				machine.dispatch({do: 'edit-text', edit: {edit: 'insert', text}});
			}
		},
		tell: message => store.setState({message}),
		connectClock: given => {
			clock = given;
		},
	};
}

/** The world at the history's cursor, and what the pictures look back on: new after each step. */
const lookingAt = (history: History): Pick<SessionState, 'world' | 'before' | 'past'> => ({
	world: worldOf(history),
	before: before(history),
	past: {entries: history.entries, cursor: history.cursor},
});

/** What is looked at when a history is shown for the first time. */
const freshView = (history: History) =>
	({
		history,
		...lookingAt(history),
		pane: 'client',
		lastHost: 'client',
		view: 'ladder',
		scroll: 0,
		filter: '',
		selected: selectionAfter(lookingAt(history), lookingAt(history), null),
		inputAt: history.cursor,
		shown: {client: null, server: null},
		lesson: null,
		message: null,
	}) as const satisfies Partial<SessionState>;

/** A newcomer's first keys; gone with the first one pressed. */
const firstWords = ({title, script}: Pick<SessionOptions, 'title' | 'script'>, lang: Lang): Message => {
	const {firstSteps, scenarioSteps, scriptSteps} = wordsFor(lang).app;
	const text = script !== undefined ? scriptSteps : (title ?? null) === null ? firstSteps : scenarioSteps;
	return {text, tone: 'info'};
};

/** What is offered: the session as it stands on disk, or the lesson that it was. */
function resumeMode({history}: Unfinished, {lessons}: SessionOptions): Mode {
	const lesson = lessonOf(sessionText(history), lessons?.heads ?? [], lessons?.records ?? {});
	return {name: 'resume', count: history.entries.length, lesson};
}

function initialState(options: SessionOptions): SessionState {
	const {lang, ascii = false, measure, unfinished = null} = options;
	return {
		...freshView(options.history ?? createHistory(options.setup)),
		title: options.title ?? null,
		script: options.script ?? null,
		scenarios: options.scenarios ?? [],
		lessons: options.lessons?.heads ?? [],
		records: options.lessons?.records ?? {},
		story: false,
		style: {lang, ascii, numbers: 'relative', measure},
		message: firstWords(options, lang),
		modes: unfinished === null ? [LAB] : [LAB, resumeMode(unfinished, options)],
		play: {on: false, speed: 1, entry: null},
		size: options.size ?? {columns: 80, rows: 24},
		entered: [],
		saving: true,
		ended: false,
	};
}
