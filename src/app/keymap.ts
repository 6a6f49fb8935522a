import {nextHappening, timerRuns} from '../lab/index.js';
import {fill, type Words} from '../present/index.js';
import type {Binding} from './binding.js';
import type {Command, WireAct} from './command.js';
import {nothingToCompare} from './compare.js';
import {compareKeys, explainKeys, termKeys} from './explain-keys.js';
import {type Key, keySign, types} from './key.js';
import {lessonKeys, lessonListKeys, lessonPlaces} from './lesson-keys.js';
import {firstPlace} from './lesson-state.js';
import type {Mode, Place} from './mode.js';
import {editingKeys, formKeys, listKeys, pageKeys, questionKeys, textKeys} from './page-keys.js';
import {neighbour} from './selection.js';
import {connectionShown, hostOf, modeOf, type SessionState, selectedFlight, wordsOf} from './state.js';
import {graphemes} from './text-line.js';
import {DEFAULT_PORT, socketShown, whyNoSocket} from './to-input.js';

export const KEYMAP: readonly Binding[] = [
	...wireKeys(),
	...hostKeys(),
	...everywhereKeys(),
	...historyKeys(),
	...explainKeys(),
	...termKeys(),
	...compareKeys(),
	...pageKeys(),
	...listKeys(),
	...textKeys(),
	...formKeys(),
	...questionKeys(),
	...lessonKeys(),
	...lessonListKeys(editingKeys),
];

function everywhereKeys(): Binding[] {
	const mode = 'everywhere';
	return [
		{mode, keys: ['tab'], label: 'nextPane', command: {do: 'next-pane', by: 1}, foot: 60},
		{mode, keys: ['shift+tab'], label: 'previousPane', command: {do: 'next-pane', by: -1}},
		{mode, keys: ['1'], label: 'client', command: {do: 'focus', pane: 'client'}},
		{mode, keys: ['2'], label: 'wire', command: {do: 'focus', pane: 'wire'}},
		{mode, keys: ['3'], label: 'server', command: {do: 'focus', pane: 'server'}},
		{mode, keys: ['u'], label: 'undo', command: {do: 'undo'}, why: nothingToUndo, foot: 41},
		{mode, keys: ['U'], label: 'redo', command: {do: 'redo'}, why: nothingToRedo, foot: 70},
		{mode, keys: ['['], label: 'back', command: {do: 'back'}, why: nothingToUndo},
		{mode, keys: [']'], label: 'forth', command: {do: 'forth'}, why: nothingToRedo},
		{mode, keys: [' '], label: 'play', command: {do: 'play'}, why: nothingToPlay, foot: 65},
		{mode, keys: ['<'], label: 'slower', command: {do: 'speed', by: 'slower'}},
		{mode, keys: ['>'], label: 'faster', command: {do: 'speed', by: 'faster'}},
		{mode, keys: ['.'], label: 'nextEvent', command: {do: 'wait', for: 'event'}, why: nothingAhead, foot: 45},
		{mode, keys: ['n'], label: 'nextTimer', command: {do: 'wait', for: 'timer'}, why: noTimer, foot: 40},
		{mode, keys: ['v'], label: 'nextView', command: {do: 'next-view'}},
		{mode, keys: ['V'], label: 'nextView', command: {do: 'next-view', by: -1}},
		{mode, keys: ['#'], label: 'numbers', command: {do: 'numbers'}},
		{mode, keys: ['m'], label: 'menu', command: {do: 'open', mode: 'menu'}, why: noScenarios, foot: 80},
		{mode, keys: ['L'], label: 'lessons', command: {do: 'open', mode: 'lessons'}, why: noLessons, foot: 82},
		{mode, keys: [':'], label: 'command', command: {do: 'open', mode: 'command'}, foot: 85},
		{mode, keys: ['e'], label: 'explain', command: {do: 'open', mode: 'explain'}, why: nothingToExplain, foot: 75},
		{mode, keys: ['B'], label: 'branch', command: {do: 'branch', name: null}, why: nothingToUndo},
		{mode, keys: ['='], label: 'compare', command: {do: 'open', mode: 'variants'}, why: nothingToCompare, foot: 78},
		{mode, keys: ['?'], label: 'help', command: {do: 'open', mode: 'help'}, foot: 0},
		{mode, keys: ['escape'], label: 'escape', command: {do: 'escape'}, why: state => wordsOf(state).app.inTheLab},
		{mode, keys: ['q'], label: 'quit', command: {do: 'quit'}, foot: 90},
	];
}

function wireKeys(): Binding[] {
	const mode = 'wire';
	const act = (name: WireAct): Command => ({do: 'act', act: name});
	return [
		{mode, keys: ['j', 'down'], label: 'choose', command: {do: 'move', by: 1}},
		{mode, keys: ['k', 'up'], label: 'choosePrevious', command: {do: 'move', by: -1}},
		{mode, keys: ['pageup'], label: 'scrollUp', command: {do: 'move', by: 'page-up'}},
		{mode, keys: ['home'], label: 'first', command: {do: 'move', by: 'first'}},
		{mode, keys: ['pagedown'], label: 'scrollDown', command: {do: 'move', by: 'page-down'}},
		{mode, keys: ['end'], label: 'last', command: {do: 'move', by: 'last'}},
		{mode, keys: ['/'], label: 'filter', command: {do: 'open', mode: 'filter'}},
		{mode, keys: ['enter'], label: 'deliver', command: act('deliver'), why: noFlightTo('deliver'), foot: 1},
		{mode, keys: ['d'], label: 'drop', command: act('drop'), why: noFlightTo('drop'), foot: 2},
		{mode, keys: ['z'], label: 'delay', command: {do: 'open', mode: 'delay'}, why: noFlightTo('delay'), foot: 3},
		{mode, keys: ['y'], label: 'duplicate', command: act('duplicate'), why: noFlightTo('duplicate'), foot: 4},
		{
			mode,
			keys: ['J'],
			label: 'later',
			command: act('later'),
			why: noNeighbour(1),
			foot: 5,
			footAs: {keys: 'J/K', label: 'order'},
		},
		{mode, keys: ['K'], label: 'earlier', command: act('earlier'), why: noNeighbour(-1)},
		{mode, keys: ['b'], label: 'flip', command: act('flip'), why: noFlightTo('flip'), foot: 47},
		{mode, keys: ['M'], label: 'mark', command: act('mark'), why: noFlightTo('mark')},
		{mode, keys: ['i'], label: 'inspect', command: {do: 'open', mode: 'inspect'}, why: nothingToInspect, foot: 43},
		{mode, keys: ['E'], label: 'edit', command: {do: 'open', mode: 'edit'}, why: noFlightTo('edit')},
		{mode, keys: ['f'], label: 'forge', command: {do: 'open', mode: 'forge'}, foot: 48},
		{mode, keys: ['g'], label: 'replay', command: {do: 'open', mode: 'ghosts'}, why: noGhost, foot: 46},
		{mode, keys: ['a'], label: 'deliverAll', command: {do: 'deliver-all'}, why: noFlightTo('deliver'), foot: 42},
		{mode, keys: ['w'], label: 'faults', command: {do: 'open', mode: 'faults'}, foot: 49},
		{mode, keys: ['left', 'h'], label: 'client', command: {do: 'focus', pane: 'client'}},
		{mode, keys: ['right', 'l'], label: 'server', command: {do: 'focus', pane: 'server'}},
	];
}

function hostKeys(): Binding[] {
	const mode = 'host';
	const noStream = (state: SessionState): string | null => {
		const host = hostOf(state);
		return socketShown(state, host)?.kind === 'stream' ? null : whyNoSocket(state, host);
	};
	// A slip must not take the listener away: then every later SYN is refused, and nobody knows why.
	const nothingToClose = (state: SessionState): string | null => {
		const socket = socketShown(state, hostOf(state));
		if (socket?.kind !== 'listener') return noStream(state);
		return fill(wordsOf(state).reasons.onlyListener, {listener: socket.name});
	};
	const nothingToRead = (state: SessionState): string | null => {
		const connection = connectionShown(state, hostOf(state));
		const reading = connection?.tcb.state;
		// At the end of the stream, and after a reset, recv says so: then it is worth a call.
		const open = reading === 'ESTABLISHED' || reading === 'FIN-WAIT-1' || reading === 'FIN-WAIT-2';
		return (
			noStream(state) ?? (open && connection?.tcb.unread.length === 0 ? wordsOf(state).reasons.nothingToRead : null)
		);
	};
	const listens = (state: SessionState): string | null => {
		const {sockets} = state.world.hosts[hostOf(state)];
		const taken = sockets.some(({kind, port}) => kind === 'listener' && port === DEFAULT_PORT);
		return taken ? fill(wordsOf(state).reasons.alreadyListening, {port: DEFAULT_PORT}) : null;
	};
	return [
		{mode, keys: ['enter'], label: 'calls', command: {do: 'open', mode: 'calls'}, foot: 20},
		{mode, keys: ['l'], label: 'listen', command: {do: 'call', call: {name: 'listen'}}, why: listens, foot: 12},
		{mode, keys: ['c'], label: 'connect', command: {do: 'call', call: {name: 'connect'}}, foot: 11},
		{mode, keys: ['s'], label: 'send', command: {do: 'call', call: {name: 'send'}}, why: noStream, foot: 1},
		{mode, keys: ['r'], label: 'recv', command: {do: 'call', call: {name: 'recv'}}, why: nothingToRead, foot: 2},
		{
			mode,
			keys: ['h'],
			label: 'shutdown',
			command: {do: 'call', call: {name: 'shutdown', how: 'wr'}},
			why: noStream,
			foot: 4,
		},
		{mode, keys: ['x'], label: 'close', command: {do: 'finish'}, why: nothingToClose, foot: 3},
		{mode, keys: ['A'], label: 'abort', command: {do: 'call', call: {name: 'abort'}}, why: nothingToClose, foot: 5},
		{mode, keys: ['o'], label: 'options', command: {do: 'open', mode: 'options'}, foot: 21},
		{mode, keys: ['X'], label: 'crash', command: {do: 'call', call: {name: 'crash'}}, foot: 48},
		{mode, keys: ['left'], label: 'previousPane', command: {do: 'next-pane', by: -1}},
		{mode, keys: ['right'], label: 'nextPane', command: {do: 'next-pane', by: 1}},
	];
}

function historyKeys(): Binding[] {
	const mode = 'history';
	const empty = (state: SessionState): string | null =>
		state.past.entries.length === 0 ? wordsOf(state).reasons.nothingToUndo : null;
	return [
		{mode, keys: ['j', 'down'], label: 'choose', command: {do: 'move', by: 1}},
		{mode, keys: ['k', 'up'], label: 'choosePrevious', command: {do: 'move', by: -1}},
		{mode, keys: ['pageup'], label: 'scrollUp', command: {do: 'move', by: 'page-up'}},
		{mode, keys: ['pagedown'], label: 'scrollDown', command: {do: 'move', by: 'page-down'}},
		{mode, keys: ['home'], label: 'first', command: {do: 'move', by: 'first'}},
		{mode, keys: ['end'], label: 'last', command: {do: 'move', by: 'last'}},
		{mode, keys: ['enter'], label: 'goThere', command: {do: 'submit'}, why: empty, foot: 1},
		{mode, keys: ['b'], label: 'branch', command: {do: 'branch', name: null}, why: nothingToUndo},
		{mode, keys: ['t'], label: 'toggle', command: {do: 'toggle'}, why: empty, foot: 2},
		{mode, keys: ['left', 'h'], label: 'client', command: {do: 'focus', pane: 'client'}},
		{mode, keys: ['right', 'l'], label: 'server', command: {do: 'focus', pane: 'server'}},
	];
}

/** Which keys count now, the nearer place first. */
export function placesOf(mode: Mode, state: SessionState): readonly Place[] {
	const lesson = lessonPlaces(mode, state);
	switch (mode.name) {
		case 'lab':
			if (state.pane !== 'wire') return [...lesson, 'host', 'everywhere'];
			return [...lesson, state.view === 'history' ? 'history' : 'wire', 'everywhere'];
		case 'explain':
		case 'compare':
		case 'term':
			return [mode.name, 'page'];
		case 'help':
		case 'inspect':
			return ['page'];
		case 'card':
		case 'predict':
			return lesson;
		case 'menu':
		case 'calls':
		case 'options':
		case 'ghosts':
		case 'glossary':
		case 'variants':
			return ['list'];
		case 'lessons':
			return mode.typing ? lesson : [...lesson, 'list'];
		case 'command':
			return ['text'];
		case 'form':
			return ['form'];
		case 'quit':
		case 'resume':
			return ['question'];
	}
}

/** The keys of the place we are in. */
export const bindingsOf = (places: readonly Place[]): readonly Binding[] =>
	places.flatMap(place => KEYMAP.filter(({mode}) => mode === place));

/** What a key does now: a command, nothing and the reason, or null for one that a text does not take. */
export function pressed(state: SessionState, key: Key): Command | {readonly why: string} | null {
	const places = placesOf(modeOf(state), state);
	const found = bindingFor(places, key);
	if (found === null) return typed(state, places, key);
	const why = found.why?.(state) ?? null;
	if (why === null) return found.command;
	const {keys, app} = wordsOf(state);
	const sign = keySign(key, state.style.ascii);
	return {why: fill(app.keyWhy, {key: sign, label: keys.labels[found.label], why})};
}

function bindingFor(places: readonly Place[], key: Key): Binding | null {
	for (const place of places) {
		const found = KEYMAP.find(({mode, keys}) => mode === place && keys.includes(key));
		if (found !== undefined) return found;
	}
	return null;
}

/** A key that is bound to nothing: text where text is wanted, else a sentence. */
function typed(state: SessionState, places: readonly Place[], key: Key): Command | {readonly why: string} | null {
	const place = places[0];
	const isTyping = place === 'text' || place === 'form' || place === 'search';
	if (isTyping && types(key)) {
		return {do: 'edit-text', edit: {edit: 'insert', text: key}};
	}
	if (isTyping) return null;
	return {why: notHere(state, key)};
}

/** Most slips are keys of another pane: then it says which, and how to get there. */
function notHere(state: SessionState, key: Key): string {
	const {reasons, app, keys, lesson} = wordsOf(state);
	const sign = keySign(key, state.style.ascii);
	if (modeOf(state).name === 'predict') return fill(lesson.answerFirst, {key: sign});
	for (const [place, go] of [
		['wire', '2'],
		['host', state.lastHost === 'client' ? '1' : '3'],
	] as const) {
		const found = modeOf(state).name === 'lab' ? bindingFor([place], key) : null;
		if (found === null) continue;
		return fill(app.elsewhere, {key: sign, label: keys.labels[found.label], place: keys.places[place], go});
	}
	return fill(reasons.notHere, {key: sign});
}

/** A chunk of input as keys: two may come in one read. */
export const keysOf = (chunk: string): readonly Key[] => (chunk.length < 2 ? [chunk] : graphemes(chunk));

function nothingToUndo(state: SessionState): string | null {
	return state.past.cursor <= firstPlace(state) ? wordsOf(state).reasons.nothingToUndo : null;
}

function nothingToRedo(state: SessionState): string | null {
	return state.past.cursor === state.history.entries.length ? wordsOf(state).reasons.nothingToRedo : null;
}

function nothingToPlay(state: SessionState): string | null {
	return state.play.on ? null : nothingAhead(state);
}

function nothingAhead(state: SessionState): string | null {
	return nextHappening(state.world) === null ? wordsOf(state).reasons.nothingAhead : null;
}

function noTimer(state: SessionState): string | null {
	return timerRuns(state.world) ? null : wordsOf(state).reasons.noTimer;
}

function nothingToExplain(state: SessionState): string | null {
	const {entries, cursor} = state.past;
	return entries.slice(0, cursor).every(({facts}) => facts.length === 0) ? wordsOf(state).why.nothingYet : null;
}

function noScenarios(state: SessionState): string | null {
	return state.scenarios.length === 0 ? wordsOf(state).app.noScenarios : null;
}

function noLessons(state: SessionState): string | null {
	return state.lessons.length === 0 && state.lesson === null ? wordsOf(state).lesson.noLessons : null;
}

function noFlightTo(label: keyof Words['keys']['labels']): (state: SessionState) => string | null {
	return state => {
		if (selectedFlight(state) !== null) return null;
		const {reasons, keys} = wordsOf(state);
		return fill(reasons.nothingInFlight, {act: keys.labels[label]});
	};
}

function noNeighbour(by: 1 | -1): (state: SessionState) => string | null {
	const nothing = noFlightTo('order');
	return state => {
		const {selected, world} = state;
		const why = nothing(state);
		if (why !== null || selected === null) return why;
		return neighbour(world, selected, by) === null ? wordsOf(state).reasons.noNeighbour : null;
	};
}

function nothingToInspect(state: SessionState): string | null {
	const {wire} = state.world;
	return wire.flights.length + wire.ghosts.length === 0 ? noFlightTo('inspect')(state) : null;
}

function noGhost(state: SessionState): string | null {
	return state.world.wire.ghosts.length === 0 ? wordsOf(state).reasons.noGhost : null;
}
