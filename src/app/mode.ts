import type {HostName} from '../host/index.js';
import type {Compared, Variant} from '../lab/index.js';
import type {Subject, TermId} from '../present/index.js';
import type {FlightId} from '../wire/index.js';
import type {Form} from './form.js';
import type {TextLine} from './text-line.js';

/** What the keys mean now. Modes are a stack: Esc takes the top one away, `lab` stays. */
export type Mode =
	| {readonly name: 'lab'}
	/** Pages: text to read. `scroll` counts lines from the top. */
	| {readonly name: 'help'; readonly about: Place; readonly scroll: number}
	| {readonly name: 'explain'; readonly about: Subject; readonly scroll: number}
	| {readonly name: 'term'; readonly term: TermId; readonly scroll: number}
	/** The page of the lesson that is being played. */
	| {readonly name: 'card'; readonly scroll: number}
	| {
			readonly name: 'compare';
			readonly against: Variant;
			readonly compared: Compared;
			readonly scroll: number;
	  }
	| {readonly name: 'inspect'; readonly segment: FlightId; readonly scroll: number}
	/** Lists: `at` is the entry that we stand on, `top` the first one in sight. */
	| {readonly name: 'menu'; readonly at: number; readonly top: number}
	| {readonly name: 'calls'; readonly host: HostName; readonly at: number; readonly top: number}
	| {readonly name: 'options'; readonly host: HostName; readonly at: number; readonly top: number}
	| {readonly name: 'ghosts'; readonly at: number; readonly top: number}
	| {readonly name: 'glossary'; readonly terms: readonly TermId[]; readonly at: number; readonly top: number}
	/** `typing`: the search takes the keys. */
	| {
			readonly name: 'lessons';
			readonly at: number;
			readonly top: number;
			readonly filter: TextLine;
			readonly typing: boolean;
	  }
	/** The choices of a prediction, below the lesson's rows. `told`: the one whose reason is shown. */
	| {readonly name: 'predict'; readonly at: number; readonly top: number; readonly told: number | null}
	| {readonly name: 'variants'; readonly at: number; readonly top: number}
	/** One line of text. `recall`: how far back in what was entered before; 0: a new line. */
	| {readonly name: 'command'; readonly line: TextLine; readonly recall: number}
	| {readonly name: 'form'; readonly form: Form}
	/** A question that `y` or Enter answers. */
	| {readonly name: 'quit'}
	/** `lesson`: the one that was interrupted; null: none was being played. */
	| {readonly name: 'resume'; readonly count: number; readonly lesson: string | null};

export type ModeName = Mode['name'];

/** Where a key has its meaning. */
export type Place =
	| 'everywhere'
	| 'wire'
	| 'host'
	| 'history'
	| 'explain'
	| 'term'
	| 'compare'
	| 'page'
	| 'list'
	| 'text'
	| 'form'
	| 'question'
	/** While a lesson is played; while it has something to be read; its page, its choices; the list of lessons, its search. */
	| 'lesson'
	| 'seen'
	| 'card'
	| 'choices'
	| 'lessons'
	| 'search';
