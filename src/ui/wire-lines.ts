import {inputText} from '../app/input-text.js';
import {type Pane, type SessionState, selectedFlight} from '../app/index.js';
import {
	eventLog,
	fill,
	fitLine,
	glyphsFor,
	instant,
	type Line,
	ladder,
	segmentLabel,
	sequenceRuler,
	span,
	type Words,
	wordsFor,
} from '../present/index.js';
import {bordered, inside} from './border.js';

/** What the wire's pane is painted from: nothing else of the state may change it. */
export type WireState = Pick<
	SessionState,
	'world' | 'past' | 'history' | 'style' | 'view' | 'selected' | 'scroll' | 'inputAt'
> & {readonly pane: Pane};

type Size = {readonly width: number; readonly height: number};

export function wirePane(state: WireState, size: Size): Line[] {
	const words = wordsFor(state.style.lang);
	return bordered(content(state, inside(size), words), {
		...size,
		title: wireTitle(state, words),
		foot: wireFoot(state, words),
		focused: state.pane === 'wire',
		style: state.style,
	});
}

function content(state: WireState, room: Size, words: Words): Line[] {
	const {view, ...rest} = state;
	const drawn = {...rest, ...room};
	switch (view) {
		case 'ladder':
			return ladder(drawn);
		case 'log':
			return eventLog(drawn);
		case 'sequence':
			return sequenceRuler(drawn);
		case 'history':
			return historyLines(state, room, words);
	}
}

function wireTitle({world, view, style}: WireState, words: Words): string {
	const {middle} = glyphsFor(style);
	const count = fill(words.app.inFlight, {count: world.wire.flights.length});
	return view === 'ladder'
		? `${words.app.wireTitle} ${middle} ${count}`
		: `${words.app.wireTitle} ${middle} ${words.app.views[view]} ${middle} ${count}`;
}

/** What a key would act on, and where in history we are. */
function wireFoot(state: WireState, words: Words): string {
	const {style, world, past, history} = state;
	const flight = selectedFlight(state);
	const {pointer, middle} = glyphsFor(style);
	const place = `${past.cursor}/${past.entries.length}`;
	const branch = history.branch === 'main' ? '' : ` ${fill(words.app.history.branch, {name: history.branch})}`;
	const chosen =
		flight === null ? '' : `${pointer} ${flight.id} ${segmentLabel(flight, style, world.wire.isns)} ${middle} `;
	return past.entries.length === 0 ? '' : `${chosen}${place}${branch}`;
}

/** The inputs, one a row; the pointer's in the middle where there is room for a choice. */
function historyLines(state: WireState, {width, height}: Size, words: Words): Line[] {
	const {past, inputAt, style} = state;
	const {pointer, cross} = glyphsFor(style);
	const count = past.entries.length + 1;
	const top = Math.max(0, Math.min(inputAt - Math.floor(height / 2), count - height));
	return Array.from({length: Math.min(height, count)}, (_, row) => {
		const place = top + row;
		const entry = past.entries[place - 1];
		const isHere = place === past.cursor;
		const meaning = place === inputAt ? 'selected' : place > past.cursor ? 'quiet' : 'plain';
		const mark = isHere ? pointer : ' ';
		if (entry === undefined)
			return fitLine([span(`${mark}    `), span(words.app.history.start, meaning)], width, style);
		const isVoid = entry.facts[0]?.kind === 'void' && entry.facts.length === 1;
		const note = entry.off ? ` ${cross} ${words.app.history.off}` : isVoid ? ` (${words.app.history.void})` : '';
		return fitLine(
			[
				span(`${mark}${String(place).padStart(3)} `),
				span(`${inputText(entry.input)}${note}`, entry.off && meaning === 'plain' ? 'quiet' : meaning),
				span(`  ${instant(entry.world.now)}`, 'quiet'),
			],
			width,
			style,
		);
	});
}
