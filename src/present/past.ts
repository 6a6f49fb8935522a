/** What the pictures look back on: the applied part of a history. */

import type {Entry, Fact} from '../lab/index.js';

/** A `History` is one. Entries from `cursor` on are undone, and not looked at. */
export type Past = {readonly entries: readonly Entry[]; readonly cursor: number};

/** The entry that was applied last; null at the start, and for one that is switched off. */
export function lastEntry(past: Past): Entry | null {
	const entry = past.entries[past.cursor - 1];
	return entry === undefined || entry.off ? null : entry;
}

/** What the last input did, in order; empty at the start. */
export const lastFacts = (past: Past): readonly Fact[] => lastEntry(past)?.facts ?? [];
