/** Reads a script, or says where it cannot be read. */

import {ParseError, type Source} from '../../format/parse-error.js';
import {readCode} from './code.js';
import {withoutHidden} from './conditional.js';
import {
	type Cursor,
	cursorAt,
	type Defines,
	expectSign,
	expectWord,
	isAtEnd,
	placeOf,
	startsWith,
	take,
	takeSign,
	unknownName,
	wrong,
} from './cursor.js';
import {readOwnSettings} from './own-settings.js';
import {readExpression, readList} from './read-expression.js';
import {readPacket} from './read-packet.js';
import type {Action, Event, Script, SyscallLine, When} from './script.js';
import {readSettings} from './settings.js';
import {ERRNO_NUMBERS} from './symbols.js';
import {SYSCALLS} from './syscall-names.js';

/**
 * A script as google/packetdrill's grammar has it, with FreeBSD's `#ifdef` and `!`.
 *
 * @param defines - `-D NAME=VALUE`
 * @throws ParseError with line, column and what was expected
 */
export function readScript(source: Source, defines: Defines = new Map()): Script {
	const visible = {path: source.path, text: withoutHidden(source, name => defines.has(name))};
	const own = readOwnSettings(source);
	const {settings, defined, at} = readSettings(visible, defines);
	const cursor = cursorAt(visible, defined);
	while (cursor.at < at) cursor.at = at;
	const events: Event[] = [];
	const clock = {least: 0};
	while (!isAtEnd(cursor)) events.push(readEvent(cursor, settings.ipVersion, events.length === 0, clock));
	if (!events.some(event => event.action.kind !== 'command'))
		throw new ParseError(source, {line: 1, column: 1}, 'a script: at least one packet or system call', 'none');
	return {source, settings, own, events};
}

const COMMAND = /`(?:\\[\s\S]|[^`\\])*`/y;
const CODE = /%\{[\s\S]*?\}%/y;

function readEvent(cursor: Cursor, ipVersion: 4 | 6, isFirst: boolean, clock: {least: number}): Event {
	const place = placeOf(cursor);
	const from = cursor.at;
	const untimed = startsWith(cursor, '`');
	const when: When = untimed ? {kind: 'relative', at: 0} : readWhen(cursor, clock);
	const {at} = cursor;
	const action = readAction(cursor, ipVersion);
	// A command without a time is for before the first line, or for behind the last.
	if (untimed && !isFirst && !isAtEnd(cursor))
		throw wrong(cursor, 'the end of the script behind a command without a time');
	return {place, when, action, text: lineOf(cursor, from), did: lineOf(cursor, at)};
}

const lineOf = ({source, at}: Cursor, from: number): string =>
	source.text
		.slice(from, at)
		.replaceAll(/\/\/[^\n]*|\/\*[\s\S]*?\*\//g, '')
		.replaceAll(/\s+/g, ' ')
		.trim();

const TIME = /\d*\.\d+|\d+/y;

/** Microseconds. */
/** Microseconds: thirty years. */
const MOST_TIME = 1e15;

function readTime(cursor: Cursor, what: string): number {
	const {at} = cursor;
	const written = take(cursor, TIME);
	if (written === null) throw wrong(cursor, what);
	const micros = Math.round(Number(written) * 1e6);
	if (micros > MOST_TIME) throw wrong(cursor, `a time of at most ${MOST_TIME / 1e6} s`, written, at);
	return micros;
}

function readWhen(cursor: Cursor, clock: {least: number}): When {
	if (takeSign(cursor, '*')) return {kind: 'any'};
	const start = cursor.at;
	const relative = takeSign(cursor, '+');
	const at = readTime(cursor, 'a time: 0.1, +0.1, or *');
	if (!relative && at < clock.least)
		throw wrong(cursor, `a time that does not go back: ${clock.least / 1e6} or later`, `${at / 1e6}`, start);
	if (!relative) clock.least = at;
	if (!takeSign(cursor, '~')) return {kind: relative ? 'relative' : 'absolute', at};
	const untilAt = cursor.at;
	if (takeSign(cursor, '+') !== relative)
		throw wrong(cursor, relative ? '"+" before the end of the range' : 'a time without "+"', null, untilAt);
	const until = readTime(cursor, 'the end of the range');
	if (until < at)
		throw wrong(cursor, `an end that is not before its start: ${at / 1e6} or later`, `${until / 1e6}`, untilAt);
	return {kind: relative ? 'relative-range' : 'absolute-range', at, until};
}

function readAction(cursor: Cursor, ipVersion: 4 | 6): Action {
	if (startsWith(cursor, '<') || startsWith(cursor, '>')) return readPacket(cursor, ipVersion);
	if (startsWith(cursor, '`')) {
		const written = take(cursor, COMMAND);
		if (written === null) throw wrong(cursor, 'the end of the command: `', 'the end of the file');
		return {kind: 'command', command: written.slice(1, -1)};
	}

	if (startsWith(cursor, '%{')) {
		const place = placeOf(cursor);
		const written = take(cursor, CODE);
		if (written === null) throw wrong(cursor, 'the end of the code: }%', 'the end of the file');
		return {
			kind: 'code',
			statements: readCode(cursor.source, written.slice(2, -2), {...place, column: place.column + 2}),
		};
	}

	return readSyscall(cursor);
}

const NOTE = /\([^)\n]*\)/y;

function readSyscall(cursor: Cursor): SyscallLine {
	const endsAt = takeSign(cursor, '...') ? readTime(cursor, 'the time at which the call returns') : null;
	const namePlace = placeOf(cursor);
	const nameAt = cursor.at;
	const name = expectWord(cursor, 'a packet ("<" or ">"), a system call, `a command` or %{ code }%');
	if (!SYSCALLS.includes(name))
		throw unknownName(cursor, 'a system call that is modelled here', name, SYSCALLS, nameAt);
	expectSign(cursor, '(', `"(" and the arguments of ${name}`);
	const args = readList(cursor, ')');
	expectSign(cursor, '=', '"=" and what the call returns');
	const result = readExpression(cursor);
	const errnoAt = cursor.at;
	const errno = /[A-Z]/.test(cursor.source.text[cursor.at] ?? '') ? expectWord(cursor, 'an errno') : null;
	if (errno !== null && ERRNO_NUMBERS[errno] === undefined)
		throw unknownName(cursor, 'an errno', errno, Object.keys(ERRNO_NUMBERS), errnoAt);
	take(cursor, NOTE);
	return {kind: 'syscall', name, namePlace, args, endsAt, result, errno};
}
