/** Other pasts: the lines of entries that were left, and the way back to them. */

import type {Branch, History} from './history.js';

/** More are not kept: the oldest one that the user has not named goes first, then the oldest. */
export const MAX_BRANCHES = 16;

/** Every branch, in order of birth but for the one we are on, which is the first. */
export const branches = (history: History): readonly Branch[] => [current(history), ...history.branches];

/**
 * Leaves the line under its name and goes on from the cursor under a new one.
 *
 * @param name - absent: the next free number
 * @returns the new name; null, and nothing done, when it is taken or empty
 */
export function branch(history: History, name: string = freeName(history)): string | null {
	if (name === '' || taken(history, name)) return null;
	keep(history, current(history));
	history.entries = history.entries.slice(0, history.cursor);
	history.branch = name;
	return name;
}

/** To another branch, at the place where it was left. @returns false, and nothing done, when there is none of that name */
export function switchBranch(history: History, name: string): boolean {
	if (name === history.branch) return true;
	const to = history.branches.find(b => b.name === name);
	if (to === undefined) return false;
	history.branches = history.branches.map(b => (b === to ? current(history) : b));
	history.entries = to.entries.slice();
	history.cursor = to.cursor;
	history.branch = to.name;
	return true;
}

/** Keeps the line with its future under a new name, and takes the future off the line we are on. */
export function cutOff(history: History): void {
	keep(history, {name: freeName(history), entries: history.entries, cursor: history.entries.length});
	history.entries = history.entries.slice(0, history.cursor);
}

const current = (history: History): Branch => ({
	name: history.branch,
	entries: history.entries,
	cursor: history.cursor,
});

function keep(history: History, left: Branch): void {
	const kept = [...history.branches, left];
	if (kept.length > MAX_BRANCHES) {
		const oldest = kept.findIndex(b => NUMBER.test(b.name));
		kept.splice(Math.max(oldest, 0), 1);
	}

	history.branches = kept;
}

const NUMBER = /^\d+$/;

const taken = (history: History, name: string): boolean =>
	history.branch === name || history.branches.some(b => b.name === name);

function freeName(history: History): string {
	const numbers = branches(history)
		.filter(b => NUMBER.test(b.name))
		.map(b => Number(b.name));
	return String(Math.max(0, ...numbers) + 1);
}
