/**
 * A session as text: what it is made from, then every operation as it was made, one JSON object a line.
 *
 *     {"tcp-lab":1,"setup":{…}}
 *     {"do":"call","host":"client","call":{"call":"connect","socket":"c","port":80}}
 *     {"do":"drop","segment":"c1"}
 *     {"op":"undo"}
 *
 * A line may be torn off by a crash only at the end, so each is written by itself and the last may be half.
 */

import type {Micros} from '../tcp/index.js';
import {branch, switchBranch} from './branches.js';
import {wrongInInput} from './check/check-input.js';
import {wrongInSetup} from './check/check-setup.js';
import type {History} from './history.js';
import type {Input} from './input.js';
import {createHistory, extend, jump, record, redo, toggle, undo} from './record.js';
import type {Setup} from './setup.js';

/** The format's number: raised when an older program could not read what is written. */
const VERSION = 1;

/** All that changes a history. JSON. */
export type Operation =
	| {readonly op: 'input'; readonly input: Input}
	/** So much longer, for a last entry that is a wait: a frame of automatic play. */
	| {readonly op: 'extend'; readonly by: Micros}
	| {readonly op: 'undo'}
	| {readonly op: 'redo'}
	/** To the world after so many entries. */
	| {readonly op: 'jump'; readonly to: number}
	| {readonly op: 'toggle'; readonly index: number}
	| {readonly op: 'branch'; readonly name: string}
	| {readonly op: 'switch'; readonly name: string};

/** The first line that could not be read, and why. */
export type SessionError = {
	/** From 1. */
	readonly line: number;
	/** header: not a session file; version: of a later program; void: an operation that cannot be done there. */
	readonly reason: 'header' | 'version' | 'setup' | 'json' | 'operation' | 'void';
	/** The name of the field that is wrong, such as `call.port`; empty when it is the whole line. */
	readonly field: string;
	/** What was read before that line; null when it is the first. */
	readonly upTo: History | null;
};

/** Does one operation. @returns false, and nothing done, when it cannot be done there */
export function operate(history: History, operation: Operation): boolean {
	switch (operation.op) {
		case 'input':
			record(history, operation.input);
			return true;
		case 'extend':
			return extend(history, operation.by) !== null;
		case 'undo':
			return undo(history);
		case 'redo':
			return redo(history);
		case 'jump':
			return jump(history, operation.to);
		case 'toggle':
			return toggle(history, operation.index);
		case 'branch':
			return branch(history, operation.name) !== null;
		case 'switch':
			return switchBranch(history, operation.name);
	}
}

/** The first line, with its line end. */
export const sessionHead = (setup: Setup): string => `${JSON.stringify({'tcp-lab': VERSION, setup})}\n`;

/** One more line, with its line end: to be written as soon as the operation is done. */
export const operationLine = (operation: Operation): string =>
	`${JSON.stringify(operation.op === 'input' ? operation.input : operation)}\n`;

/** The branch that we are on, as a session that leads to the same cursor. Other branches are not in it. */
export function sessionText(history: History): string {
	const lines = history.entries.map(entry => operationLine({op: 'input', input: entry.input}));
	history.entries.forEach((entry, index) => {
		if (entry.off) lines.push(operationLine({op: 'toggle', index}));
	});
	if (history.cursor < history.entries.length) lines.push(operationLine({op: 'jump', to: history.cursor}));
	return sessionHead(history.setup) + lines.join('');
}

/**
 * Reads a session and plays it to its end.
 *
 * @returns the history, and whether a torn last line was left out; or the first line that is wrong
 */
export function parseSession(
	text: string,
): {readonly history: History; readonly torn: boolean} | {readonly error: SessionError} {
	const lines = text.split('\n');
	while (lines.at(-1)?.trim() === '') lines.pop();
	const setup = parseHead(lines[0] ?? '');
	if ('error' in setup) return setup;

	const history = createHistory(setup.setup);
	for (const [index, line] of lines.entries()) {
		if (index === 0 || line.trim() === '') continue;
		const wrong = (reason: SessionError['reason'], field = '') => ({
			error: {line: index + 1, reason, field, upTo: history},
		});
		const json = parseJson(line);
		if (json === undefined) return index === lines.length - 1 ? {history, torn: true} : wrong('json');
		const operation = asOperation(json);
		if (typeof operation === 'string') return wrong('operation', operation);
		if (!operate(history, operation)) return wrong('void');
	}

	return {history, torn: false};
}

function parseHead(line: string): {readonly setup: Setup} | {readonly error: SessionError} {
	const wrong = (reason: SessionError['reason'], field = '') => ({error: {line: 1, reason, field, upTo: null}});
	const head = parseJson(line);
	if (typeof head !== 'object' || head === null || !('tcp-lab' in head)) return wrong('header');
	if (head['tcp-lab'] !== VERSION) return wrong('version', 'tcp-lab');
	const setup: unknown = 'setup' in head ? head.setup : undefined;
	const field = wrongInSetup(setup);
	return field === null ? {setup: setup as Setup} : wrong('setup', field);
}

/** The operation, or the name of the field that is wrong. */
function asOperation(json: unknown): Operation | string {
	if (typeof json !== 'object' || json === null) return '';
	if ('do' in json) return wrongInInput(json) ?? {op: 'input', input: json as Input};
	const op = 'op' in json ? json.op : undefined;
	switch (op) {
		case 'undo':
		case 'redo':
			return {op};
		case 'extend':
			return 'by' in json && isDuration(json.by) ? {op, by: json.by} : 'by';
		case 'jump':
			return 'to' in json && typeof json.to === 'number' ? {op, to: json.to} : 'to';
		case 'toggle':
			return 'index' in json && typeof json.index === 'number' ? {op, index: json.index} : 'index';
		case 'branch':
		case 'switch':
			return 'name' in json && typeof json.name === 'string' ? {op, name: json.name} : 'name';
		default:
			return 'op';
	}
}

const isDuration = (by: unknown): by is Micros => typeof by === 'number' && Number.isSafeInteger(by) && by >= 0;

/** Undefined for what is not JSON. */
function parseJson(line: string): unknown {
	try {
		return JSON.parse(line);
	} catch {
		return undefined;
	}
}
