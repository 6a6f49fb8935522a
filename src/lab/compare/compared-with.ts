/** The same history with one thing otherwise: what the picture of a comparison is made of. */

import type {Micros} from '../../tcp/index.js';
import type {Entry, History} from '../history.js';
import {createHistory, record, worldOf} from '../record.js';
import type {World} from '../world.js';
import {replayWith, replayWithout, runOn} from './other-fate.js';
import {otherwise, setupFor, type Variant} from './variant.js';

/** A line of entries from its beginning. */
export type PastLine = {readonly start: World; readonly entries: readonly Entry[]};

/** The two lines of a comparison, both played on to the same instant where only one thing is otherwise. */
export type Compared = {readonly a: PastLine; readonly b: PastLine};

/** @returns null for a branch or a segment that is not there, or was not lost; the history is not touched */
export function comparedWith(history: History, variant: Variant): Compared | null {
	const applied = history.entries.slice(0, history.cursor);
	const ours: PastLine = {start: history.start, entries: applied};
	if (variant.kind === 'branch') {
		const other = history.branches.find(({name}) => name === variant.name);
		return other === undefined ? null : {a: ours, b: {start: history.start, entries: other.entries}};
	}
	const other = createHistory(setupFor(history, variant));
	if (variant.kind === 'lost') {
		if (!replayWithout(other, applied, variant.segment)) return null;
	} else if (variant.kind === 'kept') {
		if (!replayWith(other, applied, variant.segment)) return null;
	} else {
		for (const {input, off} of applied) {
			const done = off ? null : otherwise(variant, input);
			if (done !== null) record(other, done);
		}
	}
	const end = Math.max(worldOf(other).now, applied.at(-1)?.world.now ?? 0);
	runOn(other, end);
	return {a: playedOn(ours, end), b: {start: other.start, entries: other.entries}};
}

function playedOn(line: PastLine, until: Micros): PastLine {
	const last = line.entries.at(-1)?.world ?? line.start;
	if (until <= last.now) return line;
	const on = historyFrom(last);
	record(on, {do: 'wait', by: until - last.now});
	return {start: line.start, entries: [...line.entries, ...on.entries]};
}

/** A history that begins in the middle of another one; only what comes after is in it. */
const historyFrom = (world: World): History => ({
	setup: {profile: 'rfc9293', seed: 0, switches: [], hosts: {client: {}, server: {}}, wire: {}, calls: []},
	start: world,
	entries: [],
	cursor: 0,
	branches: [],
	branch: 'main',
});
