/** Which row of the ladder belongs to what, and how each arrow gets from its sending to its arrival. */

import type {Micros} from '../tcp/index.js';
import type {Side} from '../wire/index.js';
import type {Rung} from './rungs.js';

/** A wait worth a row of its own. */
const GAP: Micros = 500_000;

export type Row =
	| {readonly kind: 'sent'; readonly at: Micros; readonly rung: Rung}
	| {readonly kind: 'arrival'; readonly at: Micros; readonly rung: Rung}
	/** Time that passes. `gap`: so much of it; null: a row of the same wait that says nothing. */
	| {readonly kind: 'later'; readonly at: null; readonly gap: Micros | null}
	/** Something that is no segment's sending or arrival. */
	| {readonly kind: 'note'; readonly at: Micros; readonly order: number};

/** What happened beside the segments, by time and place among all facts. */
export type Note = {readonly at: Micros; readonly order: number};

/** How many rows a time without anything takes, and what else there is to tell. */
export type Spacing = {readonly rows: (gap: Micros) => number; readonly notes: readonly Note[]};

/**
 * A segment's way: `first` is the row of its sending, `last` that of its arrival, or the same.
 *
 * With nothing in between it leans. Where others' events lie in between it goes across at once and down a `rail` at
 * the receiver's side, numbered from the outermost: leaning arrows would cross each other beyond reading.
 */
export type Arrow = {
	readonly rung: Rung;
	readonly first: number;
	readonly last: number;
	readonly rail: number | null;
};

export type Layout = {
	readonly rows: readonly Row[];
	readonly arrows: readonly Arrow[];
	/** How many rails lie at that side in each row. */
	readonly depths: Readonly<Record<Side, readonly number[]>>;
	/** Segments whose arrival is not the row after their sending. */
	readonly far: ReadonlySet<Rung>;
};

/** @param rails - how many a side may have; null: arrivals get no rows, and every arrow is straight */
export function layOut(rungs: readonly Rung[], rails: number | null, spacing: Spacing = SPARSE): Layout {
	const {rows, ends} = rowsOf(rungs, rails !== null, spacing);
	const depths: Record<Side, number[]> = {client: rows.map(() => 0), server: rows.map(() => 0)};
	const free: Record<Side, number[]> = {client: [], server: []};
	const arrows: Arrow[] = [];
	const far = new Set<Rung>();
	for (const [first, row] of rows.entries()) {
		if (row.kind !== 'sent') continue;
		const {rung} = row;
		const last = ends.get(rung) ?? first;
		if (rails === null || last === first || quiet(rows, first, last)) {
			arrows.push({rung, first, last, rail: null});
			continue;
		}
		far.add(rung);
		const side = rung.flight.to;
		const rail = takeRail(free[side], first, last);
		if (rail >= rails) {
			arrows.push({rung, first, last: first, rail: null});
			continue;
		}
		arrows.push({rung, first, last, rail});
		for (let i = first; i <= last; i++) depths[side][i] = Math.max(depths[side][i] ?? 0, rail + 1);
	}
	return {rows, arrows, depths, far};
}

/** A row for each long wait, and none for a short one. */
const SPARSE: Spacing = {rows: gap => (gap >= GAP ? 1 : 0), notes: []};

/** Rows in time, and in which row each segment arrives. */
function rowsOf(rungs: readonly Rung[], arrivals: boolean, spacing: Spacing): {rows: Row[]; ends: Map<Rung, number>} {
	const events: {order: number; row: Exclude<Row, {kind: 'later'}>}[] = spacing.notes.map(({at, order}) => ({
		order,
		row: {kind: 'note', at, order},
	}));
	for (const rung of rungs) {
		events.push({order: rung.sentOrder, row: {kind: 'sent', at: rung.at, rung}});
		if (arrivals && rung.end?.kind === 'delivered' && rung.endOrder !== null) {
			events.push({order: rung.endOrder, row: {kind: 'arrival', at: rung.end.at, rung}});
		}
	}
	if (arrivals) events.sort((a, b) => a.order - b.order);

	const rows: Row[] = [];
	const ends = new Map<Rung, number>();
	let before: Micros | null = null;
	for (const {row} of events) {
		const gap = before === null ? 0 : row.at - before;
		const spaces = before === null ? 0 : spacing.rows(gap);
		for (let i = 0; i < spaces; i++) {
			const tells = i === Math.floor((spaces - 1) / 2) && gap >= GAP;
			rows.push({kind: 'later', at: null, gap: tells ? gap : null});
		}
		before = row.at;
		if (row.kind === 'arrival') ends.set(row.rung, rows.length);
		rows.push(row);
	}
	return {rows, ends};
}

/** Nothing but time lies between the two rows. */
const quiet = (rows: readonly Row[], first: number, last: number): boolean =>
	rows.slice(first + 1, last).every(row => row.kind === 'later' || row.kind === 'note');

/** The outermost rail that is free from `first` on. @param free - by rail, the first row after its last use */
function takeRail(free: number[], first: number, last: number): number {
	let rail = free.findIndex(until => until <= first);
	if (rail < 0) rail = free.length;
	free[rail] = last + 1;
	return rail;
}
