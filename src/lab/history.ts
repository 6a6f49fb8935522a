/** A world's past and its other pasts: every input, what it did, and the world after it. */

import type {Fact} from './fact.js';
import type {Input} from './input.js';
import type {Setup} from './setup.js';
import type {World} from './world.js';

/** One input with what came of it. */
export type Entry = {
	readonly input: Input;
	/** Switched off by `toggle`: the input stays in the list and does nothing. */
	readonly off: boolean;
	readonly facts: readonly Fact[];
	/** After the input. Never written to. */
	readonly world: World;
};

/** A line of entries, and how many of them are applied. */
export type Branch = {readonly name: string; readonly entries: readonly Entry[]; readonly cursor: number};

/** What was done, what was undone, and the other lines that were left. */
export type History = {
	readonly setup: Setup;
	/** Before the first input; scheduled calls at time 0 come with the first wait. */
	readonly start: World;
	entries: Entry[];
	/** How many entries are applied: undo lowers it, redo raises it, a new input cuts the rest off (kept as a branch). */
	cursor: number;
	/** The lines that were left, oldest first: not the one we are on. */
	branches: Branch[];
	/** Name of the one we are on. */
	branch: string;
};
