import type {Fact, History, Operation, Setup, World} from '../lab/index.js';
import type {Lesson} from '../lesson/index.js';
import type {Lang, Style} from '../present/index.js';
import type {FlightId} from '../wire/index.js';
import type {Command} from './command.js';
import type {LessonHead, LessonRecord} from './lesson-state.js';
import type {ScenarioTitle, ScriptBeside, SessionState} from './state.js';
import type {Size} from './view.js';

/** What a scenario's file gives. */
export type Loaded = {
	readonly setup: Setup;
	readonly title: string | null;
	/** What has happened already, or lies ahead. */
	readonly history?: History;
	readonly script?: ScriptBeside;
};

export type SessionOptions = {
	readonly setup: Setup;
	readonly title?: string | null;
	/** A history to go on with, instead of a new one. */
	readonly history?: History;
	/** The script that the history comes from: it is not on disk yet. */
	readonly script?: ScriptBeside;
	readonly lang: Lang;
	readonly ascii?: boolean;
	readonly measure: Style['measure'];
	readonly size?: Size;
	readonly scenarios?: readonly ScenarioTitle[];
	/** Reads a scenario of the menu, or says why it cannot. */
	readonly loadScenario?: (
		id: string,
	) => Loaded | {readonly error: string} | Promise<Loaded | {readonly error: string}>;
	readonly lessons?: LessonShelf;
	/** A new session begins: its file's first line, without line end. Called with the first operation. */
	readonly onBegin?: (head: string) => void;
	/** An operation was done: its line in the session file, without line end. */
	readonly onOperation?: (line: string) => void;
	/** The person wants to leave. */
	readonly onQuit?: () => void;
	readonly files?: Files;
	/** A session that was not finished: offered at the start. */
	readonly unfinished?: Unfinished | null;
};

/** Lessons, and what was done in them. */
export type LessonShelf = {
	readonly heads: readonly LessonHead[];
	readonly records: Readonly<Record<string, LessonRecord>>;
	readonly load: (id: string) => Lesson | {readonly error: string} | Promise<Lesson | {readonly error: string}>;
	/** Puts it on record. */
	readonly keep: (id: string, record: LessonRecord) => void;
};

/** What a file gives that was opened by `:open`: a scenario, or a session with its history. */
export type Opened = Loaded;

/** What `:save`, `:open` and `:capture` reach. Errors are sentences. */
export type Files = {
	readonly save: (path: string, text: string) => {readonly error: string} | null;
	/** `application`: what the file says it was written by. `replaced`: there was a file of that name. */
	readonly application: string;
	readonly capture: (path: string, octets: Uint8Array) => {readonly error: string} | {readonly replaced: boolean};
	readonly open: (path: string) => Opened | {readonly error: string} | Promise<Opened | {readonly error: string}>;
};

export type Unfinished = {
	readonly history: History;
	readonly title: string | null;
	/** The person goes on with it (from then on `onOperation` is about it), or does not. */
	readonly decided: (resume: boolean) => void;
};

/** What a command needs to be done. */
export type Machine = {
	readonly state: () => SessionState;
	readonly set: (change: Partial<SessionState>) => void;
	/** Does it to the history, writes it down, and shows the world after it. Null: it cannot be done there. */
	readonly operate: (operation: Operation) => readonly Fact[] | null;
	/** Another history in this one's place, from its file's beginning. */
	readonly begin: (loaded: Loaded) => void;
	/** The session that was offered, and is on disk already. */
	readonly resume: (unfinished: Unfinished) => void;
	readonly sessionText: () => string;
	/** What was selected in a world when it was left: undo brings it back. */
	readonly selections: WeakMap<World, FlightId | null>;
	readonly startClock: () => void;
	readonly stopClock: () => void;
	readonly options: SessionOptions;
	readonly dispatch: (command: Command) => void;
};

/** A sentence that says why not. */
export const warn = (machine: Machine, text: string): void => machine.set({message: {text, tone: 'warning'}});
