/** Recording, undo, redo, jump, toggle: a walk along the entries of a history. */

import type {Micros} from '../tcp/index.js';
import {cutOff} from './branches.js';
import {copyWorld, createWorld} from './create-world.js';
import type {Entry, History} from './history.js';
import type {Input} from './input.js';
import type {Setup} from './setup.js';
import {share} from './share.js';
import {step} from './step.js';
import type {World} from './world.js';

/** A history without inputs, on the branch `main`. */
export const createHistory = (setup: Setup): History => ({
	setup,
	start: createWorld(setup),
	entries: [],
	cursor: 0,
	branches: [],
	branch: 'main',
});

/** The world at the cursor. Never write to it: copy it first. */
export const worldOf = (history: History): World => worldAt(history, history.cursor);

/** The world after the first `n` entries. @param n - 0 … entries.length */
export const worldAt = (history: History, n: number): World => history.entries[n - 1]?.world ?? history.start;

/**
 * Does the input and keeps it. After an undo, the entries ahead are kept as a branch of their own.
 *
 * @returns the entry with its facts, in order, and the world after it
 * @throws InvariantError for a bug of ours only; an input that does not apply gives a `void` fact
 */
export function record(history: History, input: Input): Entry {
	if (history.cursor < history.entries.length) cutOff(history);
	const entry = entered(worldOf(history), input);
	history.entries.push(entry);
	history.cursor += 1;
	return entry;
}

/**
 * Lets the last entry, a wait by an amount, wait so much longer: automatic play is one entry, however many frames it had.
 *
 * @param by - microseconds, 0 or more
 * @returns the entry that took its place; null, and nothing done, when the cursor is not behind such an entry
 */
export function extend(history: History, by: Micros): Entry | null {
	const last = history.entries[history.cursor - 1];
	if (last === undefined || history.cursor < history.entries.length || last.off) return null;
	if (last.input.do !== 'wait' || !('by' in last.input) || by < 0) return null;
	const more = entered(last.world, {do: 'wait', by});
	const input = {do: 'wait', by: last.input.by + by} as const;
	const entry: Entry = {input, off: false, facts: [...last.facts, ...more.facts], world: more.world};
	history.entries[history.cursor - 1] = entry;
	return entry;
}

/** One entry back. @returns false when there is none */
export const undo = (history: History): boolean => jump(history, history.cursor - 1);

/** One entry forth. @returns false when there is none */
export const redo = (history: History): boolean => jump(history, history.cursor + 1);

/** To the world after the first `n` entries. @returns false, and nothing done, when there are not so many */
export function jump(history: History, n: number): boolean {
	if (!Number.isInteger(n) || n < 0 || n > history.entries.length) return false;
	history.cursor = n;
	return true;
}

/**
 * Switches one input off, or on again, and plays those after it anew, to the end.
 *
 * The cursor stays. Later inputs that no longer apply give void facts.
 *
 * @param index - 0 … entries.length - 1
 * @returns false, and nothing done, when there is no such entry
 */
export function toggle(history: History, index: number): boolean {
	const toggled = history.entries[index];
	if (toggled === undefined) return false;
	const entries = history.entries.slice(0, index);
	let world = worldAt(history, index);
	for (const old of history.entries.slice(index)) {
		const off = old === toggled ? !old.off : old.off;
		const entry = off ? idle(world, old.input) : entered(world, old.input);
		entries.push(entry);
		world = entry.world;
	}

	history.entries = entries;
	return true;
}

function entered(before: World, input: Input): Entry {
	const world = copyWorld(before);
	const facts = step(world, input);
	share(before, world);
	return {input, off: false, facts, world};
}

const idle = (before: World, input: Input): Entry => ({input, off: true, facts: [], world: before});
