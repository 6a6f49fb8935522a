/** Two branches side by side: where they part, and where each ends. */

import type {HostName} from '../../host/index.js';
import type {Micros, State} from '../../tcp/index.js';
import {branches} from '../branches.js';
import type {Fact} from '../fact.js';
import type {Branch, History} from '../history.js';
import type {World} from '../world.js';
import {type Changes, changedPaths} from './diff.js';
import {same} from './same.js';

/** A branch's last world in a few words. */
export type BranchEnd = {
	/** Microseconds. */
	readonly now: Micros;
	readonly states: Readonly<Record<HostName, readonly {readonly connection: number; readonly state: State}[]>>;
	/** Segments. */
	readonly inFlight: number;
};

/** Two branches, `a` and `b`. */
export type Comparison = {
	/** Entries that both have, from the first on. */
	readonly shared: number;
	/** The first fact that differs, counted in all facts of a branch; null on the side that ends there. Null: none does. */
	readonly parting: {readonly index: number; readonly a: Fact | null; readonly b: Fact | null} | null;
	readonly a: BranchEnd;
	readonly b: BranchEnd;
	/** What is different at `b`'s end, seen from `a`'s. */
	readonly changes: Changes;
};

/** Compares two branches by all their entries, ahead of the cursor too. @returns null when one does not exist */
export function compareBranches(history: History, a: string, b: string): Comparison | null {
	const all = branches(history);
	const left = all.find(branch => branch.name === a);
	const right = all.find(branch => branch.name === b);
	if (left === undefined || right === undefined) return null;
	const ends = [endOf(history, left), endOf(history, right)] as const;
	return {
		shared: sharedEntries(left, right),
		parting: parting(factsOf(left), factsOf(right)),
		a: summary(ends[0]),
		b: summary(ends[1]),
		changes: changedPaths(ends[0], ends[1]),
	};
}

const endOf = (history: History, branch: Branch): World => branch.entries.at(-1)?.world ?? history.start;

const factsOf = (branch: Branch): readonly Fact[] => branch.entries.flatMap(entry => entry.facts);

function sharedEntries(a: Branch, b: Branch): number {
	const other = b.entries;
	const n = a.entries.findIndex((entry, i) => entry !== other[i]);
	return n === -1 ? a.entries.length : n;
}

function parting(a: readonly Fact[], b: readonly Fact[]): Comparison['parting'] {
	const most = Math.max(a.length, b.length);
	for (let index = 0; index < most; index++) {
		const left = a[index] ?? null;
		const right = b[index] ?? null;
		if (!same(left, right)) return {index, a: left, b: right};
	}

	return null;
}

const summary = (world: World): BranchEnd => ({
	now: world.now,
	states: {client: statesOf(world, 'client'), server: statesOf(world, 'server')},
	inFlight: world.wire.flights.length,
});

const statesOf = (world: World, host: HostName): BranchEnd['states']['client'] =>
	world.hosts[host].connections.map(c => ({connection: c.id, state: c.tcb.state}));
