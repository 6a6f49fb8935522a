/** What ten thousand inputs cost: memory, time for each, a replay from the first, a session read again. */

import {
	createHistory,
	defaultSetup,
	type History,
	type Input,
	jump,
	parseSession,
	record,
	redo,
	sessionText,
	toggle,
	undo,
	worldOf,
} from '../../src/lab/index.js';
import {median, type Row} from './row.js';

const INPUTS = 10_000;
/** MB, by the issue: ten thousand inputs within it. */
const MOST_MEMORY = 100;

export function measure(): Row[] {
	for (let warm = 0; warm < 3; warm++) play(2_000);
	const before = heap();
	const from = performance.now();
	const history = play(INPUTS);
	const all = performance.now() - from;
	const memory = (heap() - before) / 1e6;

	const wanderings = median(Array.from({length: 9}, () => timed(() => wander(history))));
	const replay = timed(() => toggle(history, 1));
	toggle(history, 1);
	const text = sessionText(history);
	const parse = timed(() => parseSession(text));
	return [
		{
			what: `history: memory after ${INPUTS} inputs`,
			value: memory,
			unit: 'MB',
			goal: 'within 100 MB',
			held: memory <= MOST_MEMORY,
		},
		{what: 'history: one input recorded, on average', value: (all / INPUTS) * 1000, unit: 'µs'},
		{what: `history: undo ${INPUTS} times, redo ${INPUTS} times`, value: wanderings, unit: 'ms'},
		{what: `history: toggle the second of ${INPUTS}, replay the rest`, value: replay, unit: 'ms'},
		{what: `history: a session of ${INPUTS} inputs read and played`, value: parse, unit: 'ms'},
		{what: `history: text of that session`, value: text.length / 1e6, unit: 'MB'},
	];
}

/** A person's lab: both ends write and read, one segment in fourteen is lost, now and then a timer runs down. */
function play(inputs: number): History {
	const history = createHistory(defaultSetup('rfc9293', 1));
	const does = (input: Input) => void record(history, input);
	does({do: 'call', host: 'client', call: {call: 'connect', socket: 'c', port: 80}});
	for (let n = 0; n < 3; n++) does({do: 'deliver-all'});
	for (let n = 0; history.entries.length < inputs; n++) {
		const segment = worldOf(history).wire.flights[0]?.id;
		if (n % 9 === 0) does({do: 'call', host: 'client', call: {call: 'send', socket: 'c', bytes: 2000}});
		else if (n % 9 === 4) does({do: 'call', host: 'server', call: {call: 'send', socket: 'a', bytes: 300}});
		else if (n % 9 === 6) does({do: 'call', host: 'server', call: {call: 'recv', socket: 'a', bytes: 65_536}});
		else if (n % 9 === 7) does({do: 'call', host: 'client', call: {call: 'recv', socket: 'c', bytes: 65_536}});
		else if (segment === undefined) does({do: 'wait', for: 'timer'});
		else if (n % 14 === 0) does({do: 'drop', segment});
		else does({do: 'deliver', segment});
	}

	return history;
}

function wander(history: History): void {
	while (undo(history));
	while (redo(history));
	jump(history, history.entries.length);
}

function timed(what: () => void): number {
	const from = performance.now();
	what();
	return performance.now() - from;
}

function heap(): number {
	globalThis.gc?.();
	globalThis.gc?.();
	const {heapUsed, external} = process.memoryUsage();
	return heapUsed + external;
}
