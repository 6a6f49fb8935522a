/** ONE SESSION: a history and what the person looks at. */

export type {Binding} from './binding.js';
export type {Command} from './command.js';
export {completions, parseCommandLine, usageOf, verbNamed} from './command-line.js';
export type {Field, Form} from './form.js';
export {helpLines, keyLine, keyTable} from './help.js';
export {type Key, keySign} from './key.js';
export {KEYMAP, keysOf, placesOf, pressed} from './keymap.js';
export {lessonLines, lessonRows, lessonTitle} from './lesson-lines.js';
export {lessonListTitle} from './lesson-menu.js';
export {type LessonHead, type LessonPlay, type LessonRecord, phaseOf, progressOf, withRecord} from './lesson-state.js';
export {welcomeLines} from './lesson-welcome.js';
export {type Item, listItems, listTitle, listTop} from './list.js';
export type {Files, LessonShelf, Loaded, SessionOptions, Unfinished} from './machine.js';
export type {Mode, Place} from './mode.js';
export {pageLines, pageRoom, pageTitle, scrolled} from './page.js';
export {createSession, type PlayClock, type Session} from './session.js';
export {
	flightsInOrder,
	hostOf,
	type Message,
	modeOf,
	type ScenarioTitle,
	type ScriptBeside,
	type SessionState,
	scriptLine,
	selectedFlight,
	wordsOf,
} from './state.js';
export {type TextLine, textOf} from './text-line.js';
export type {Size} from './view.js';
export {PANES, type Pane, VIEW_CELLS, WIRE_VIEWS, type WireView} from './view.js';
