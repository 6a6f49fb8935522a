import {type Pane, type SessionState, selectedFlight, VIEW_CELLS, type WireView, welcomeLines} from '../app/index.js';
import {inputText} from '../app/input-text.js';
import type {Entry} from '../lab/index.js';
import {factText} from '../present/facts.js';
import {
	eventLog,
	fill,
	fitLine,
	glyphsFor,
	instant,
	type Line,
	ladder,
	type Style,
	segmentLabel,
	segmentPicture,
	sequenceGraph,
	sequenceRuler,
	socketTables,
	span,
	stateDiagram,
	timeline,
	type Words,
	windowChart,
	wordsFor,
} from '../present/index.js';
import {bordered, inside} from './border.js';

/** What the wire's pane is painted from: nothing else of the state may change it. */
export type WireState = Pick<
	SessionState,
	| 'world'
	| 'past'
	| 'history'
	| 'style'
	| 'view'
	| 'selected'
	| 'scroll'
	| 'inputAt'
	| 'filter'
	| 'shown'
	| 'lesson'
	| 'lessons'
	| 'records'
	| 'title'
	| 'script'
> & {readonly pane: Pane};

type Size = {readonly width: number; readonly height: number};

export function wirePane(given: WireState, size: Size): Line[] {
	const state = {...given, view: viewIn(given, inside(size))};
	const words = wordsFor(state.style.lang);
	return bordered(content(state, inside(size), words), {
		...size,
		title: wireTitle(state, words),
		foot: wireFoot(state, words),
		focused: state.pane === 'wire',
		style: state.style,
	});
}

/** Beside the hosts, while the keys are theirs, there may be no room for the view: then the ladder stands there. */
function viewIn({view}: WireState, {width}: Size): WireView {
	const draws = width >= VIEW_CELLS[view] || width >= LARGE || NARROW_TOO.includes(view);
	return draws ? view : 'ladder';
}

/** Every view can be drawn on so many cells. */
const LARGE = 58;
/** These can on fewer. */
const NARROW_TOO: readonly WireView[] = ['log', 'sequence', 'history'];

function content(state: WireState, room: Size, words: Words): Line[] {
	const {view, ...rest} = state;
	const drawn = {...rest, ...room, start: state.history.start};
	switch (view) {
		case 'ladder':
			return [...(welcomeLines(state, room) ?? ladder(drawn))];
		case 'log':
			return eventLog(drawn);
		case 'sequence':
			return sequenceRuler(drawn);
		case 'time':
			return timeline(drawn);
		case 'states':
			return stateDiagram(drawn);
		case 'window':
			return windowChart(drawn);
		case 'graph':
			return sequenceGraph(drawn);
		case 'segment':
			return segmentPicture(drawn);
		case 'tables':
			return socketTables(drawn);
		case 'history':
			return historyLines(state, room, words);
	}
}

function wireTitle({world, view, style, filter}: WireState, words: Words): string {
	const {middle} = glyphsFor(style);
	const count = fill(words.app.inFlight, {count: world.wire.flights.length});
	if (view === 'log' && filter !== '')
		return `${words.app.wireTitle} ${middle} ${words.app.views.log} ${middle} ${filter}`;
	return `${words.app.wireTitle} ${middle} ${view === 'ladder' ? count : words.app.views[view]}`;
}

/** Where in history we are; and what a key would act on, where no picture points at it. */
function wireFoot(state: WireState, words: Words): string {
	const {style, world, past, history, view} = state;
	if (past.entries.length === 0) return '';
	const flight = view === 'ladder' || view === 'time' ? null : selectedFlight(state);
	const {pointer, middle} = glyphsFor(style);
	const branch = history.branch === 'main' ? '' : ` ${fill(words.app.history.branch, {name: history.branch})}`;
	const chosen =
		flight === null ? '' : `${pointer} ${flight.id} ${segmentLabel(flight, style, world.wire.isns)} ${middle} `;
	return `${chosen}${past.cursor}/${past.entries.length}${branch}`;
}

/** From so many cells on, inputs are told with the time after them. */
const TIMED = 40;

/** The inputs, one a row: an arrow at the one that keys act on, a star at the one we stand behind. */
function historyLines(state: WireState, {width, height}: Size, words: Words): Line[] {
	const {past, inputAt, style} = state;
	const {pointer, changed} = glyphsFor(style);
	const count = past.entries.length + 1;
	const top = Math.max(0, Math.min(inputAt - Math.floor(height / 2), count - height));
	return Array.from({length: Math.min(height, count)}, (_, row) => {
		const place = top + row;
		const entry = past.entries[place - 1];
		const mark = `${place === inputAt ? pointer : ' '}${place === past.cursor ? changed : ' '}`;
		const number = place === 0 ? '' : String(place);
		const meaning = place === inputAt ? 'selected' : place > past.cursor || entry?.off ? 'quiet' : 'plain';
		const at = width < TIMED ? '' : ` ${instant((entry?.world ?? state.history.start).now)}`;
		const cells = width - 6 - style.measure(at);
		return [
			span(`${mark}${number.padStart(3)} `.slice(-6), 'key'),
			...fitLine([span(entryText(entry, style, words), meaning)], cells, style),
			span(at, 'quiet'),
		];
	}).map(line => fitLine(line, width, style));
}

function entryText(entry: Entry | undefined, style: Style, words: Words): string {
	const {history} = words.app;
	if (entry === undefined) return history.start;
	const isVoid = entry.facts.length === 1 && entry.facts[0]?.kind === 'void';
	const note = entry.off ? `${glyphsFor(style).cross} ${history.off}: ` : isVoid ? `(${history.void}) ` : '';
	return note + inputText(entry.input) + waited(entry, style, words);
}

/** What a wait was for tells more than that one waited. */
function waited({input, off, facts, world}: Entry, style: Style, words: Words): string {
	if (off || input.do !== 'wait' || 'by' in input) return '';
	const told = facts.find(({kind}) => kind === 'called' || kind === 'delivered' || kind === 'timer' || kind === 'sent');
	if (told === undefined) return '';
	const [text] = factText(told, world, world.wire.isns, style, words);
	const host = told.kind === 'sent' ? told.flight.from : 'host' in told ? told.host : null;
	return ` ${glyphsFor(style).middle} ${host === null ? '' : `${words.sides[host]} `}${text}`;
}
