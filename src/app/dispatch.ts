import {fill, segmentCount, tableLines, timelineHeight} from '../present/index.js';
import {act} from './act.js';
import {capture} from './capture.js';
import type {Command, OpenMode} from './command.js';
import {completions, parseCommandLine} from './command-line.js';
import {compare} from './compare.js';
import {explainSegment, firstSubject, lookUp, otherSubject, seeAlso, wordsOfIt} from './explain.js';
import {type Form, fieldEdited, fieldMoved, otherValue} from './form.js';
import {editForm, faultsForm, forgeForm, formCommand} from './forms.js';
import {goToBranch, makeBranch, moveInHistory, placeAfter, placeBefore, seek, toggle} from './history-moves.js';
import {placesOf} from './keymap.js';
import {placeToGoOn} from './lesson-menu.js';
import {lessonAct, openLesson, predict, showFrame} from './lesson-moves.js';
import {listItems, listTop, nextConnection} from './list.js';
import {file, loadScenario} from './loading.js';
import {type Machine, warn} from './machine.js';
import type {Mode} from './mode.js';
import {pop, push, setTop} from './mode-stack.js';
import {pageLines, pageRoom, scrolled} from './page.js';
import {picture} from './picture.js';
import {playFrame, speedAfter, startPlay, stopPlay} from './play.js';
import {selectionMoved} from './selection.js';
import {connectionShown, hostOf, modeOf, type SessionState, selectedFlight, wordsOf} from './state.js';
import {edited, type TextEdit, textLine, textOf} from './text-line.js';
import {PANES, type Pane, WIRE_VIEWS} from './view.js';

/** Does one command. The only way in which a session changes. */
export function dispatchCommand(machine: Machine, command: Command): void {
	const handler = HANDLERS[command.do] as (machine: Machine, command: Command) => void;
	handler(machine, command);
}

type CommandOf<Name, Each = Command> = Each extends {do: infer Names} ? (Name extends Names ? Each : never) : never;

type Handlers = {readonly [Name in Command['do']]: (machine: Machine, command: CommandOf<Name>) => void};

const HANDLERS: Handlers = {
	input: act,
	act,
	'deliver-all': act,
	wait: act,
	call: act,
	finish,

	undo: machine => void moveInHistory(machine, {op: 'undo'}),
	redo: machine => void moveInHistory(machine, {op: 'redo'}),
	back: machine => seek(machine, placeBefore(machine.state())),
	forth: machine => seek(machine, placeAfter(machine.state())),
	seek: (machine, {to}) => seek(machine, to),
	toggle: (machine, {index}) => toggle(machine, index ?? machine.state().inputAt - 1),
	branch: (machine, {name}) => makeBranch(machine, name),
	'switch-branch': (machine, {name}) => goToBranch(machine, name),

	play: (machine, {on}) => ((on ?? !machine.state().play.on) ? startPlay(machine) : stopPlay(machine)),
	frame: (machine, {elapsed}) => (machine.state().lesson?.showing == null ? playFrame : showFrame)(machine, elapsed),
	speed: (machine, {by}) => setSpeed(machine, by),

	focus: (machine, {pane}) => focus(machine, pane),
	'next-pane': (machine, {by}) => focus(machine, around(PANES, machine.state().pane, by)),
	'next-view': (machine, {by = 1}) => nextView(machine, by),
	view: (machine, {view}) => {
		machine.set({view, pane: 'wire', scroll: 0, inputAt: machine.state().past.cursor});
	},
	filter: (machine, {text}) => {
		machine.set({filter: text, view: 'log', pane: 'wire', scroll: 0});
		if (text === '') machine.set({message: {text: wordsOf(machine.state()).pictures.filter.off, tone: 'info'}});
	},
	use: (machine, {host, connection}) => use(machine, host, connection),
	numbers: (machine, {numbers}) => {
		const {style} = machine.state();
		const other = style.numbers === 'relative' ? 'absolute' : 'relative';
		machine.set({style: {...style, numbers: numbers ?? other}});
	},
	lang: (machine, {lang}) => machine.set({style: {...machine.state().style, lang}}),
	ascii: (machine, {on}) => machine.set({style: {...machine.state().style, ascii: on}}),
	resize: (machine, {size}) => machine.set({size}),
	move: (machine, {by}) => move(machine, by),

	open: (machine, {mode}) => open(machine, mode),
	escape: machine => goBack(machine),
	explain: (machine, {segment}) => explainSegment(machine, segment),
	'other-subject': (machine, {by}) => otherSubject(machine, by),
	'words-of-it': machine => wordsOfIt(machine),
	compare: (machine, {against}) => compare(machine, against),
	glossary: (machine, {word}) => lookUp(machine, word),
	term: (machine, {term}) => push(machine, {name: 'term', term, scroll: 0}),
	'see-also': (machine, {nth}) => seeAlso(machine, nth),
	choose: (machine, {nth}) => choose(machine, nth),

	'edit-text': (machine, {edit}) => editText(machine, edit),
	complete,
	recall: (machine, {by}) => recall(machine, by),
	field: (machine, {by}) => changeForm(machine, form => fieldMoved(form, by)),
	'other-value': (machine, {by}) => changeForm(machine, form => otherValue(form, by)),
	submit,
	answer: (machine, {yes}) => answer(machine, yes),

	lesson: (machine, {id}) => void openLesson(machine, id),
	'lesson-act': (machine, {act: what}) => lessonAct(machine, what),
	predict: (machine, {choice}) => predict(machine, choice),
	search: (machine, {on}) => searchLessons(machine, on),

	scenario: (machine, {id}) => void loadScenario(machine, id),
	file: (machine, {act: what, path}) => file(machine, what, path),
	capture,
	picture,
	quit: machine => {
		if (machine.state().past.entries.length === 0) leave(machine);
		else push(machine, {name: 'quit'});
	},
	all: (machine, {commands}) => {
		for (const each of commands) machine.dispatch(each);
	},
};

/** Two inputs where text is unread, so that each can be taken back, and left out, by itself. */
function finish(machine: Machine, {host = hostOf(machine.state())}: CommandOf<'finish'>): void {
	const state = machine.state();
	const count = connectionShown(state, host)?.tcb.unread.length ?? 0;
	if (count > 0 && !act(machine, {do: 'call', host, call: {name: 'recv'}})) return;
	if (!act(machine, {do: 'call', host, call: {name: 'close'}}) || count === 0) return;
	machine.set({message: {text: fill(wordsOf(state).app.readFirst, {count}), tone: 'info'}});
}

function setSpeed(machine: Machine, by: 'faster' | 'slower' | number): void {
	const state = machine.state();
	const speed = speedAfter(state.play.speed, by);
	const text = fill(wordsOf(state).app.playingAt, {speed});
	machine.set({play: {...state.play, speed}, message: {text, tone: 'info'}});
}

function nextView(machine: Machine, by: 1 | -1): void {
	const {pane, view, past} = machine.state();
	if (pane !== 'wire') use(machine, pane, 'next');
	else machine.set({view: around(WIRE_VIEWS, view, by), scroll: 0, inputAt: past.cursor});
}

/** The one `by` places further on, round the end. */
const around = <T>(all: readonly T[], one: T, by: number): T => all.at((all.indexOf(one) + by) % all.length) ?? one;

function goBack(machine: Machine): void {
	const mode = modeOf(machine.state());
	// Out of a search is back to all lessons.
	if (mode.name === 'lessons' && mode.typing)
		setTop(machine, {...mode, typing: false, filter: textLine(''), at: 0, top: 0});
	else pop(machine);
}

function lessonList(state: SessionState): Mode {
	const mode = {name: 'lessons', at: 0, top: 0, filter: textLine(''), typing: false} as const;
	const at = placeToGoOn(state, mode);
	const {height} = pageRoom(state.size);
	return {...mode, at, top: listTop({at, top: 0}, height, listItems(state, mode).length)};
}

function searchLessons(machine: Machine, on: boolean): void {
	const mode = modeOf(machine.state());
	if (mode.name === 'lessons') setTop(machine, {...mode, typing: on});
}

function changeForm(machine: Machine, change: (form: Form) => Form): void {
	const mode = modeOf(machine.state());
	if (mode.name === 'form') setTop(machine, {...mode, form: change(mode.form)});
}

function focus(machine: Machine, pane: Pane): void {
	machine.set(pane === 'wire' ? {pane} : {pane, lastHost: pane});
}

function use(machine: Machine, host: 'client' | 'server', connection: number | 'next' | null): void {
	const state = machine.state();
	const id = connection === 'next' ? nextConnection(state, host) : connection;
	const {app, sides, host: hostWords} = wordsOf(state);
	if (connection === 'next' && id === null) {
		warn(machine, hostWords.noConnection);
		return;
	}
	if (id !== null && !state.world.hosts[host].connections.some(each => each.id === id)) {
		warn(machine, fill(app.noSuchConnection, {host: sides[host], id}));
		return;
	}
	machine.set({shown: {...state.shown, [host]: id}});
}

type By = Extract<Command, {do: 'move'}>['by'];

function move(machine: Machine, by: By): void {
	const state = machine.state();
	const mode = modeOf(state);
	if ('scroll' in mode) {
		const {width, height} = pageRoom(state.size);
		const count = pageLines(state, mode, width).length;
		setTop(machine, {...mode, scroll: scrolled(count, height, moved(mode.scroll, by, height - 1, count))});
		return;
	}
	if ('at' in mode) {
		const count = listItems(state, mode).length;
		const {height} = pageRoom(state.size);
		// By single steps round the end, as ink-select-input goes; by pages not.
		const to = moved(mode.at, by, height - 1, count);
		const at = typeof by === 'number' ? (to + count) % count : Math.max(0, Math.min(count - 1, to));
		if (count > 0) setTop(machine, {...mode, at, top: listTop({at, top: mode.top}, height, count)});
		return;
	}
	if (mode.name !== 'lab' || state.pane !== 'wire') return;
	const page = Math.max(1, state.size.rows - 8);
	if (state.view === 'history') {
		const count = state.past.entries.length;
		machine.set({inputAt: Math.max(0, Math.min(count, moved(state.inputAt, by, page, count)))});
		return;
	}
	// A choice among what is in flight, where the picture is of that; everything else is scrolled.
	if (typeof by !== 'number' || state.view === 'log' || state.view === 'segment' || state.view === 'tables') {
		machine.set({scroll: scrolledView(state, by, page)});
		return;
	}
	machine.set({selected: selectionMoved(state, state.selected, by), scroll: 0});
}

/** Most pictures grow downwards and their newest line is at rest, so up is away from it. Tables are read from the top. */
function scrolledView(state: SessionState, by: By, page: number): number {
	const {view, scroll, past, world, style, size} = state;
	if (view === 'tables') {
		const count = tableLines({past, world, width: size.columns - 2, style}).length;
		return Math.max(0, Math.min(count - 1, moved(scroll, by, page, count)));
	}
	const count =
		view === 'segment'
			? segmentCount(past, world)
			: view === 'time'
				? timelineHeight(past, world, size.columns - 2, style)
				: past.entries.slice(0, past.cursor).reduce((sum, {facts}) => sum + facts.length, 0);
	const most = Math.max(0, count - 1);
	if (by === 'first') return most;
	return by === 'last' ? 0 : Math.max(0, Math.min(most, -moved(-scroll, by, view === 'segment' ? 10 : page, most)));
}

function moved(from: number, by: By, page: number, count: number): number {
	if (typeof by === 'number') return from + by;
	return {'page-up': from - page, 'page-down': from + page, first: 0, last: count}[by];
}

function open(machine: Machine, what: OpenMode): void {
	const state = machine.state();
	const mode = opened(state, what);
	if (mode !== null) push(machine, mode);
}

function opened(state: SessionState, what: OpenMode): Mode | null {
	switch (what) {
		case 'help': {
			const [about = 'everywhere'] = placesOf(modeOf(state), state).filter(
				each => each !== 'seen' && each !== 'lesson',
			);
			return {name: 'help', about, scroll: 0};
		}
		case 'explain':
			return {name: 'explain', about: firstSubject(state), scroll: 0};
		case 'card':
			return {name: 'card', scroll: 0};
		case 'lessons':
			return lessonList(state);
		case 'inspect': {
			const segment = state.selected ?? state.world.wire.ghosts.at(-1)?.id ?? null;
			return segment === null ? null : {name: 'inspect', segment, scroll: 0};
		}
		case 'calls':
		case 'options':
			return {name: what, host: hostOf(state), at: 0, top: 0};
		case 'menu':
		case 'variants':
		case 'ghosts':
			return {name: what, at: 0, top: 0};
		case 'command':
			return {name: 'command', line: textLine(''), recall: 0};
		case 'filter':
			return {name: 'command', line: textLine(`filter ${state.filter}`), recall: 0};
		case 'delay':
			return {name: 'command', line: textLine(`delay ${state.selected ?? ''} 500ms`), recall: 0};
		case 'forge':
			return {name: 'form', form: forgeForm(state)};
		case 'edit': {
			const flight = selectedFlight(state);
			return flight === null ? null : {name: 'form', form: editForm(state, flight)};
		}
		case 'faults':
			return {name: 'form', form: faultsForm(state)};
	}
}

function choose(machine: Machine, nth: number | null): void {
	const state = machine.state();
	const mode = modeOf(state);
	if (!('at' in mode)) return;
	const items = listItems(state, mode);
	const {height} = pageRoom(state.size);
	if (nth !== null && nth >= height) return;
	const at = nth === null ? mode.at : listTop(mode, height, items.length) + nth;
	const item = items[at];
	if (item === undefined) return;
	setTop(machine, {...mode, at});
	if (item.closes) pop(machine);
	machine.dispatch(item.command);
}

function editText(machine: Machine, edit: TextEdit): void {
	const mode = modeOf(machine.state());
	if (mode.name === 'command') {
		machine.set({message: null});
		setTop(machine, {...mode, line: edited(mode.line, edit), recall: 0});
	} else if (mode.name === 'lessons') {
		setTop(machine, {...mode, filter: edited(mode.filter, edit), at: 0, top: 0});
	} else {
		changeForm(machine, form => fieldEdited(form, edit));
	}
}

function complete(machine: Machine): void {
	const state = machine.state();
	const mode = modeOf(state);
	if (mode.name !== 'command') return;
	const {line} = completions(mode.line.before, state);
	setTop(machine, {...mode, line: {before: line, after: mode.line.after}});
}

function recall(machine: Machine, by: 1 | -1): void {
	const {entered} = machine.state();
	const mode = modeOf(machine.state());
	if (mode.name !== 'command') return;
	const place = Math.max(0, Math.min(entered.length, mode.recall + by));
	setTop(machine, {...mode, recall: place, line: textLine(place === 0 ? '' : (entered[place - 1] ?? ''))});
}

/** Command lines kept for `↑`. */
const MOST_ENTERED = 100;

function submit(machine: Machine): void {
	const state = machine.state();
	const mode = modeOf(state);
	const words = wordsOf(state);
	if (mode.name === 'lab') {
		seek(machine, state.inputAt);
		return;
	}
	if (mode.name === 'form') {
		const made = formCommand(mode.form, state, words);
		if ('error' in made) {
			setTop(machine, {...mode, form: {...mode.form, ...made}});
			return;
		}
		pop(machine);
		machine.dispatch(made);
		return;
	}
	if (mode.name !== 'command') return;
	const text = textOf(mode.line).trim();
	if (text === '') {
		pop(machine);
		return;
	}
	const parsed = parseCommandLine(text, state, words);
	if ('error' in parsed) {
		machine.set({message: {text: parsed.error, tone: 'error'}});
		return;
	}
	machine.set({entered: [text, ...state.entered.filter(each => each !== text)].slice(0, MOST_ENTERED)});
	pop(machine);
	machine.dispatch(parsed.command);
}

function answer(machine: Machine, yes: boolean): void {
	const mode = modeOf(machine.state());
	pop(machine);
	if (mode.name === 'quit' && yes) leave(machine);
	if (mode.name !== 'resume') return;
	const unfinished = machine.options.unfinished ?? null;
	// A lesson is taken up as a lesson: its own record has what was done in it.
	unfinished?.decided(yes && mode.lesson === null);
	if (!yes || unfinished === null) return;
	if (mode.lesson === null) machine.resume(unfinished);
	else machine.dispatch({do: 'lesson', id: mode.lesson});
}

function leave(machine: Machine): void {
	stopPlay(machine);
	machine.set({ended: true});
	machine.options.onQuit?.();
}
