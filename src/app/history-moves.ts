import type {Fact, History, Operation} from '../lab/index.js';
import {fill} from '../present/index.js';
import {firstPlace} from './lesson-state.js';
import {type Machine, warn} from './machine.js';
import {stopPlay} from './play.js';
import {selectionAfter} from './selection.js';
import {type SessionState, wordsOf} from './state.js';

/**
 * Goes to another place of the history. The selection that was there comes back, so that undo and redo show the same
 * screen again.
 *
 * @returns whether that could be done
 */
export function moveInHistory(machine: Machine, operation: Operation): boolean {
	stopPlay(machine);
	const was = machine.state();
	machine.selections.set(was.world, was.selected);
	const allowed = notBefore(operation, firstPlace(was), was.past.cursor);
	if (allowed === null || machine.operate(allowed) === null) return false;
	const {past} = machine.state();
	machine.set({
		selected: selectionThere(machine, was),
		inputAt: past.cursor,
		scroll: 0,
	});
	return true;
}

/** The same, or as far back as one can go; null: it is out of reach. */
function notBefore(operation: Operation, first: number, cursor: number): Operation | null {
	if (operation.op === 'jump') return {...operation, to: Math.max(operation.to, first)};
	if (operation.op === 'toggle') return operation.index < first ? null : operation;
	return operation.op === 'undo' && cursor <= first ? null : operation;
}

function selectionThere(machine: Machine, was: SessionState): string | null {
	const now = machine.state();
	const remembered = machine.selections.get(now.world) ?? null;
	if (now.world.wire.flights.some(({id}) => id === remembered)) return remembered;
	return selectionAfter(was, now, was.selected);
}

/** Where the last state changed before the cursor, else the beginning. */
function lastChange({entries, cursor}: History): number {
	for (let place = cursor - 1; place > 0; place--) {
		if (changesState(entries[place - 1]?.facts)) return place;
	}
	return 0;
}

/** Where the next state changes behind the cursor, else the end. */
function nextChange({entries, cursor}: History): number {
	for (let place = cursor + 1; place < entries.length; place++) {
		if (changesState(entries[place - 1]?.facts)) return place;
	}
	return entries.length;
}

const changesState = (facts: readonly Fact[] | undefined): boolean =>
	facts?.some(({kind}) => kind === 'state') === true;

/** Where a person who goes back wants to be: beside a script, at the end of the line before. */
export function placeBefore({history, script}: SessionState): number {
	if (script === null || history.cursor > script.lineOf.length) return lastChange(history);
	const at = script.lineOf[history.cursor - 1];
	let place = history.cursor;
	while (place > 0 && script.lineOf[place - 1] === at) place--;
	return place;
}

/** Where a person who goes forth wants to be: beside a script, at the end of the next line. */
export function placeAfter({history, script}: SessionState): number {
	if (script === null || history.cursor >= script.lineOf.length) return nextChange(history);
	const next = script.lineOf[history.cursor];
	let place = history.cursor;
	while (place < history.entries.length && script.lineOf[place] === next) place++;
	return place;
}

export function seek(machine: Machine, to: number): void {
	if (moveInHistory(machine, {op: 'jump', to})) return;
	warn(machine, fill(wordsOf(machine.state()).app.noSuchPlace, {place: to}));
}

/** Switches the input under the pointer, or the one named, off or on. */
export function toggle(machine: Machine, index: number): void {
	const {app} = wordsOf(machine.state());
	const place = index + 1;
	const pointer = machine.state().inputAt;
	if (!moveInHistory(machine, {op: 'toggle', index})) {
		warn(machine, fill(app.noSuchPlace, {place}));
		return;
	}
	const off = machine.state().history.entries[index]?.off === true;
	machine.set({inputAt: pointer, message: {text: fill(off ? app.toggledOff : app.toggledOn, {place}), tone: 'info'}});
}

export function makeBranch(machine: Machine, wanted: string | null): void {
	const {history} = machine.state();
	const {app} = wordsOf(machine.state());
	const from = history.branch;
	const name = wanted ?? freeName(history);
	if (!moveInHistory(machine, {op: 'branch', name})) {
		warn(machine, fill(app.branchTaken, {name}));
		return;
	}
	machine.set({message: {text: fill(app.branched, {name, from}), tone: 'info'}});
}

export function goToBranch(machine: Machine, name: string): void {
	const {app} = wordsOf(machine.state());
	if (!moveInHistory(machine, {op: 'switch', name})) {
		warn(machine, fill(app.noSuchBranch, {name}));
		return;
	}
	machine.set({message: {text: fill(app.switchedBranch, {name}), tone: 'info'}});
}

function freeName(history: History): string {
	const taken = new Set([history.branch, ...history.branches.map(({name}) => name)]);
	for (let number = 1; ; number++) {
		if (!taken.has(String(number))) return String(number);
	}
}
