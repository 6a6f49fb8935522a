import type {Vantage} from '../format/sightings.js';
import type {HostName, SocketOptions} from '../host/index.js';
import type {Input, Variant} from '../lab/index.js';
import type {Lang, TermId} from '../present/index.js';
import type {FlightId} from '../wire/index.js';
import type {TextEdit} from './text-line.js';
import type {Pane, Size, WireView} from './view.js';

/**
 * All that a person can want, as data: what a key is bound to, and what the command line is read as.
 *
 * Those that change the world lead to an `Input` (`to-input.ts`); the others to another view of it.
 */
export type Command =
	| LabCommand
	/** History. */
	| {readonly do: 'undo' | 'redo'}
	/** To the last or next step in which a state changed, else to the beginning or end. */
	| {readonly do: 'back' | 'forth'}
	/** To the world after so many inputs. */
	| {readonly do: 'seek'; readonly to: number}
	/** Absent: the one chosen in the history view. */
	| {readonly do: 'toggle'; readonly index?: number}
	| {readonly do: 'branch'; readonly name: string | null}
	| {readonly do: 'switch-branch'; readonly name: string}
	/** Automatic play. Absent: the other of the two. */
	| {readonly do: 'play'; readonly on?: boolean}
	/** A frame of it: so many real milliseconds went by. */
	| {readonly do: 'frame'; readonly elapsed: number}
	| {readonly do: 'speed'; readonly by: 'faster' | 'slower' | number}
	/** View. */
	| {readonly do: 'focus'; readonly pane: Pane}
	| {readonly do: 'next-pane'; readonly by: 1 | -1}
	| {readonly do: 'next-view'; readonly by?: 1 | -1}
	| {readonly do: 'view'; readonly view: WireView}
	/** Lines of the log must have this in them; empty: all are shown. */
	| {readonly do: 'filter'; readonly text: string}
	/** Shows this connection of the host, or the next one; null: the one that is most alive. */
	| {readonly do: 'use'; readonly host: HostName; readonly connection: number | 'next' | null}
	| {readonly do: 'numbers'; readonly numbers?: 'relative' | 'absolute'}
	| {readonly do: 'lang'; readonly lang: Lang}
	| {readonly do: 'ascii'; readonly on: boolean}
	| {readonly do: 'resize'; readonly size: Size}
	/** In the place the person looks at: the next segment, line, field. */
	| {readonly do: 'move'; readonly by: number | 'page-up' | 'page-down' | 'first' | 'last'}
	/** Modes. */
	| {readonly do: 'open'; readonly mode: OpenMode}
	| {readonly do: 'escape'}
	/** Explanations: of this segment; the one before or after in time; the words that are in it. */
	| {readonly do: 'explain'; readonly segment: FlightId}
	| {readonly do: 'other-subject'; readonly by: 1 | -1}
	| {readonly do: 'words-of-it'}
	/** Side by side with another branch, or with what would have been. */
	| {readonly do: 'compare'; readonly against: Variant}
	/** Words of the glossary: all that fit, or all there are; one of them; the nth that one should see also, from 0. */
	| {readonly do: 'glossary'; readonly word: string | null}
	| {readonly do: 'term'; readonly term: TermId}
	| {readonly do: 'see-also'; readonly nth: number}
	/** Lists: the entry it stands on is taken, or the nth of those in sight, from 0. */
	| {readonly do: 'choose'; readonly nth: number | null}
	/** Text and forms. */
	| {readonly do: 'edit-text'; readonly edit: TextEdit}
	| {readonly do: 'complete'}
	| {readonly do: 'recall'; readonly by: 1 | -1}
	| {readonly do: 'field'; readonly by: 1 | -1 | 'up' | 'down'}
	| {readonly do: 'other-value'; readonly by: 1 | -1}
	| {readonly do: 'submit'}
	/** Lessons. */
	| {readonly do: 'lesson'; readonly id: string}
	| {readonly do: 'lesson-act'; readonly act: LessonAct}
	| {readonly do: 'predict'; readonly choice: number}
	| {readonly do: 'search'; readonly on: boolean}
	/** Questions. */
	| {readonly do: 'answer'; readonly yes: boolean}
	/** The session as a whole. */
	| {readonly do: 'scenario'; readonly id: string}
	| {readonly do: 'file'; readonly act: 'save' | 'open'; readonly path: string}
	/** What has happened so far, as a pcapng file. Null: as each place sees it. */
	| {readonly do: 'capture'; readonly path: string; readonly vantage: Vantage | null}
	/** The same as a picture, of the kind that the name's ending says. */
	| {readonly do: 'picture'; readonly path: string}
	| {readonly do: 'quit'}
	/** Several, in order; what fails first ends them. */
	| {readonly do: 'all'; readonly commands: readonly Command[]};

/** What changes the world, as a key says it: the segment, connection and amounts are found when it is done. */
export type LabCommand =
	| {readonly do: 'input'; readonly input: Input}
	| {readonly do: 'act'; readonly act: WireAct; readonly segment?: FlightId}
	| {readonly do: 'deliver-all'}
	| {readonly do: 'wait'; readonly for: 'event' | 'timer'}
	| {readonly do: 'call'; readonly call: HostCall; readonly host?: HostName}
	/** close() as a program that behaves well calls it: what is unread is read first. */
	| {readonly do: 'finish'; readonly host?: HostName};

export type LessonAct =
	| 'read-on'
	| 'hint'
	| 'show'
	| 'predict'
	| 'story'
	| 'again'
	| 'leave'
	| 'resume'
	| 'end'
	| 'turn-page';

/** Absent `segment`: the selected one. */
export type WireAct = 'deliver' | 'drop' | 'duplicate' | 'later' | 'earlier' | 'flip' | 'mark';

/** A call on the connection that the pane shows. Absent `host`: the one in whose pane we are. */
export type HostCall = SocketHostCall | {readonly name: 'crash'};

export type SocketHostCall =
	| {readonly name: 'listen'; readonly port?: number; readonly backlog?: number; readonly accepts?: boolean}
	/** `localPort` makes a simultaneous open possible: each end connects to where the other one comes from. */
	| {readonly name: 'connect'; readonly port?: number; readonly localPort?: number}
	/** `socket`: absent, the listener where a connection waits, or the connection that the pane shows. */
	| {readonly name: 'accept'; readonly socket?: string}
	| {readonly name: 'close' | 'abort'; readonly socket?: string}
	| {readonly name: 'send'; readonly bytes?: number; readonly text?: string; readonly urgent?: boolean}
	| {readonly name: 'recv' | 'drain'; readonly bytes?: number}
	| {readonly name: 'shutdown'; readonly how: 'rd' | 'wr' | 'rdwr'}
	| {readonly name: 'setsockopt'; readonly option: keyof SocketOptions; readonly value: number | boolean};

export type OpenMode =
	| 'help'
	| 'explain'
	| 'variants'
	| 'inspect'
	| 'menu'
	| 'lessons'
	| 'card'
	| 'calls'
	| 'options'
	| 'ghosts'
	| 'command'
	| 'delay'
	| 'filter'
	| 'forge'
	| 'edit'
	| 'faults';
