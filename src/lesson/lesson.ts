/** A lesson: data, no functions. What the fields mean to its author stands in src/lessons/README.md. */

import type {Expectation, Figure, SegmentPattern} from '../format/index.js';
import type {Place, Source} from '../format/parse-error.js';
import type {HostName} from '../host/index.js';
import type {Input, Setup} from '../lab/index.js';
import type {Lang} from '../present/index.js';
import type {State, TimerName} from '../tcp/index.js';
import type {ChapterId} from './chapters.js';

export type {Figure};

/** In every language, and where each stands in the file. */
export type Text = Readonly<Record<Lang, string>> & {readonly places: Readonly<Record<Lang, Place>>};

/** What must have happened since the step began, or be so now. */
export type Goal =
	| {readonly kind: 'claim'; readonly place: Place; readonly expectation: Expectation}
	| {readonly kind: 'all' | 'any'; readonly place: Place; readonly of: readonly Goal[]};

/** What a prediction is about: the next thing of its kind in the step that it stands at. */
export type Next =
	/** The next segment that the host sends; null: it sends none. */
	| {readonly next: 'segment'; readonly host: HostName; readonly is: SegmentPattern | null}
	/** The next state of the host's youngest connection; where it does not change, the state it stays in. */
	| {readonly next: 'state'; readonly host: HostName; readonly is: State}
	/** The next timer that fires, of this host or of either; null: none does. */
	| {readonly next: 'timer'; readonly host: HostName | null; readonly is: TimerName | null}
	/** Anything that a goal can say. */
	| {readonly next: 'goal'; readonly is: Goal};

export type Choice = {
	readonly place: Place;
	readonly is: Next;
	readonly say: Text;
	readonly right: boolean;
	/** Right: why it is so. Wrong: the misconception behind it, and what is true. */
	readonly because: Text;
};

export type Prediction = {readonly place: Place; readonly ask: Text; readonly choices: readonly Choice[]};

/** An input of the solution, and where it stands. */
export type Move = {readonly place: Place; readonly input: Input};

export type Step = {
	readonly place: Place;
	readonly text: Text;
	readonly predict: Prediction | null;
	readonly goal: Goal;
	/** The first leads, the second tells the keys. */
	readonly hints: readonly [Text, Text];
	readonly solution: readonly Move[];
	/** What was to be seen: said when the goal is reached. Null: the next step says it. */
	readonly seen: Text | null;
	readonly story: Text | null;
};

/** Acts on the wire that an adversary may spend. */
export const SPENDS = [
	'deliver',
	'drop',
	'delay',
	'duplicate',
	'move',
	'flip',
	'edit',
	'forge',
	'replay',
	'mark',
] as const;

export type Spend = (typeof SPENDS)[number];

export type Budget = Readonly<Partial<Record<Spend, number>>>;

/** The network is the user: only `budget`'s acts and the running of time are free to it. */
export type Game = {
	readonly budget: Budget;
	/** Acts of a very good answer: no more than these is worth three stars. */
	readonly par: number;
	/** When this has come, the game is lost. Null: only what is out of reach is lost. */
	readonly lost: Goal | null;
};

export type Lesson = {
	readonly source: Source;
	readonly id: string;
	readonly chapter: ChapterId;
	/** Place in its chapter. */
	readonly order: number;
	readonly title: Text;
	/** What there will be to see, and why it matters. */
	readonly see: Text;
	readonly setup: Setup;
	/** Done before the lesson begins: a connection that is open already. */
	readonly begin: readonly Move[];
	/** Null: a lesson like most. */
	readonly game: Game | null;
	readonly steps: readonly Step[];
	readonly story: Text | null;
	/** The last sentence. */
	readonly remember: Text;
	/** `RFC 9293 §3.5`. */
	readonly rfc: readonly string[];
	/** Commands with which one sees the same on a real machine. */
	readonly linux: readonly {readonly run: string; readonly shows: Text}[];
	/** What to try next, as an experiment. */
	readonly next: Text;
};
