/** A world's past and its other pasts: every input, what it did, and the world after it. */

import type {Fact} from './fact.js';
import type {Input} from './input.js';
import type {Setup} from './setup.js';
import type {World} from './world.js';

export type Entry = {
	readonly input: Input;
	/** Switched off by `toggle`: the input stays in the list and does nothing. */
	readonly off: boolean;
	readonly facts: readonly Fact[];
	/** After the input. Never written to. */
	readonly world: World;
};

export type Branch = {readonly name: string; readonly entries: readonly Entry[]; readonly cursor: number};

export type History = {
	readonly setup: Setup;
	/** Before the first input, and what making it told (scheduled calls at time 0 come with the first wait). */
	readonly start: World;
	entries: Entry[];
	/** How many entries are applied: undo lowers it, redo raises it, a new input cuts the rest off (kept as a branch). */
	cursor: number;
	branches: Branch[];
	/** Index of the branch we are on, and its name. */
	branch: string;
};
