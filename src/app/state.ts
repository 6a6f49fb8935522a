import type {Connection, HostName} from '../host/index.js';
import {type Entry, type History, type World, worldAt} from '../lab/index.js';
import {type Lang, type Past, type Style, shownConnection, type Words, wordsFor} from '../present/index.js';
import type {Flight, FlightId} from '../wire/index.js';
import type {LessonHead, LessonPlay, LessonRecord} from './lesson-state.js';
import type {Mode} from './mode.js';
import type {Pane, Size, WireView} from './view.js';

/** A scenario as the menu shows it; its file is read when it is chosen. */
export type ScenarioTitle = {readonly id: string; readonly title: string; readonly section: string};

/** The lines of a script, which host it speaks for, and by entry of the history the line that made it. */
export type ScriptBeside = {
	readonly side: HostName;
	readonly lines: readonly string[];
	readonly lineOf: readonly number[];
	/** The line that did not hold, and what is said of it; null: all did. */
	readonly failed: {readonly line: number; readonly says: readonly string[]} | null;
};

/** The line of the script that was done last, from 1; 0: none was, or what stands there was done by hand. */
export const scriptLine = ({script, past}: Pick<SessionState, 'script' | 'past'>): number =>
	script?.lineOf[past.cursor - 1] ?? 0;

/** A sentence on the screen until the next key. */
export type Message = {readonly text: string; readonly tone: 'info' | 'warning' | 'error'};

/** One session: a history and what the person looks at. */
export type SessionState = {
	/** Written to in place: whoever draws reads `world`, `before` and `past`, which are new after each step. */
	readonly history: History;
	readonly world: World;
	/** Before the last input; null at the start. */
	readonly before: World | null;
	readonly past: Past;
	/** A packetdrill script beside the ladder; null: none. */
	readonly script: ScriptBeside | null;
	/** Of the scenario; null: none. */
	readonly title: string | null;
	readonly scenarios: readonly ScenarioTitle[];
	/** The lesson that is being played, or was left into free play; null: none. */
	readonly lesson: LessonPlay | null;
	/** In the order of the course. */
	readonly lessons: readonly LessonHead[];
	/** What was done in them, by their names. */
	readonly records: Readonly<Record<string, LessonRecord>>;
	/** The everyday story runs alongside. */
	readonly story: boolean;
	readonly style: Style;

	readonly pane: Pane;
	/** The host pane we were in last: the one that a narrow screen shows beside the wire. */
	readonly lastHost: HostName;
	readonly view: WireView;
	/** Lines up from the newest in the wire's pane; in the segment's view, segments; in the tables, lines from the top. */
	readonly scroll: number;
	/** What the log's lines must have in them; empty: it shows all. */
	readonly filter: string;
	/** The segment that a key on the wire acts on; null: nothing is in flight. */
	readonly selected: FlightId | null;
	/** The input that stands under the pointer in the history view. */
	readonly inputAt: number;
	/** The connection that each host's pane shows; null: `shownConnection` chooses. */
	readonly shown: Readonly<Record<HostName, number | null>>;
	readonly modes: readonly Mode[];
	readonly message: Message | null;
	/** Virtual seconds a real second, while `on`; and the entry that its frames make longer. */
	readonly play: {readonly on: boolean; readonly speed: number; readonly entry: Entry | null};
	/** Of the terminal. */
	readonly size: Size;
	/** Command lines entered before, newest first. */
	readonly entered: readonly string[];
	/** What is done reaches the disk. */
	readonly saving: boolean;
	/** The person wants to leave. */
	readonly ended: boolean;
};

export const modeOf = (state: SessionState): Mode => state.modes.at(-1) ?? LAB;

export const LAB: Mode = {name: 'lab'};

export const wordsOf = (state: SessionState): Words => wordsFor(state.style.lang);

export const langOf = (state: SessionState): Lang => state.style.lang;

/** The host that a call is made on: the pane we are in, else the one we were in last. */
export const hostOf = (state: SessionState): HostName => (state.pane === 'wire' ? state.lastHost : state.pane);

/** The connection in a host's pane. */
export const connectionShown = (state: SessionState, host: HostName): Connection | null =>
	shownConnection(state.world, host, state.shown[host]);

export const before = (history: History): World | null =>
	history.cursor === 0 ? null : worldAt(history, history.cursor - 1);

/** A world and how it came about. */
export type Look = Pick<SessionState, 'world' | 'past'>;

/** What is in flight, in the order in which the ladder has it from top to bottom: as it came onto the wire. */
export function flightsInOrder({world, past}: Look): readonly Flight[] {
	const {flights} = world.wire;
	if (flights.length < 2) return flights;
	const missing = new Map(flights.map(flight => [flight.id, flight]));
	const newestFirst: Flight[] = [];
	for (let place = past.cursor - 1; place >= 0 && missing.size > 0; place--) {
		const facts = past.entries[place]?.facts ?? [];
		for (let index = facts.length - 1; index >= 0; index--) {
			const fact = facts[index];
			const flight = fact?.kind === 'sent' ? missing.get(fact.flight.id) : undefined;
			if (flight === undefined) continue;
			newestFirst.push(flight);
			missing.delete(flight.id);
		}
	}
	return [...missing.values(), ...newestFirst.reverse()];
}

/** The selected segment; null when it is not in flight. */
export const selectedFlight = ({world, selected}: Pick<SessionState, 'world' | 'selected'>): Flight | null =>
	world.wire.flights.find(({id}) => id === selected) ?? null;
