/** A line that calls: made, held against what it says, and, where it waits, made again until it ends. */

import type {Event, SyscallLine} from '../language/script.js';
import {ERRNO_NUMBERS} from '../language/symbols.js';
import type {Outcome} from '../machine/fds.js';
import {type Attempt, type Machine, runUntil, type Waiting} from '../machine/machine.js';
import {Failed} from '../machine/outcome.js';
import {timeText} from '../packets/notation.js';
import {type Due, toleranceOf} from '../packets/timing.js';
import type {Making} from './args.js';
import {numberIn} from './args.js';
import {accept, bind, close, connect, listen, shutdown, socket} from './calls-open.js';
import {fcntl, getsockopt, ioctl, setsockopt} from './calls-options.js';
import {epollCreate, epollCtl, epollWait, poll} from './calls-poll.js';
import {read, readv, recv, recvmsg, send, sendmsg, sendto, write, writev} from './calls-text.js';

const CALLS: Readonly<Record<string, (making: Making) => Attempt>> = {
	socket,
	bind,
	listen,
	accept,
	connect,
	read,
	readv,
	recv,
	recvfrom: recv,
	recvmsg,
	write,
	writev,
	send,
	sendto,
	sendmsg,
	close,
	shutdown,
	fcntl,
	ioctl,
	getsockopt,
	setsockopt,
	poll,
	epoll_create: epollCreate,
	epoll_ctl: epollCtl,
	epoll_wait: epollWait,
};

/** Makes the call. @throws Failed where it ends otherwise than the line says, or does not end */
export function makeCall(m: Machine, event: Event, line: SyscallLine, due: Due): void {
	awaitReturn(m);
	m.wakesAt = null;
	const attempt = CALLS[line.name]?.({m, line});
	if (attempt === undefined) throw new Error(`no call ${line.name}`);
	const outcome = attempt(m);
	const endsAt = endOf(line, event, due, m);
	if (outcome !== null) {
		const ended = {outcome, at: m.now};
		if (endsAt === null) check(m, event, line, outcome);
		else checkEnd(m, {event, attempt, endsAt, wakesAt: null, ended});
		return;
	}

	if (endsAt === null)
		throw failed(m, event, 'result', resultText(line), 'a call that waits: say until when, as in 0.1...0.3');
	m.waiting = {event, attempt, endsAt, wakesAt: m.wakesAt, ended: null};
}

function endOf({endsAt}: SyscallLine, {when}: Event, due: Due, m: Machine): number | null {
	if (endsAt === null) return null;
	// The end counts from where the start does.
	return when.kind === 'relative' ? (due?.from ?? m.now) - when.at + endsAt : endsAt;
}

/** The call that waited has ended, or time runs until it has. */
export function awaitReturn(m: Machine): void {
	const {waiting} = m;
	if (waiting === null) return;
	const until = waiting.endsAt + toleranceOf(m, waiting.endsAt);
	if (!runUntil(m, until, () => waiting.ended !== null))
		throw failed(
			m,
			waiting.event,
			'result',
			resultOf(waiting.event),
			`nothing by ${timeText(Math.max(until, m.now))}: it waits`,
		);
	checkReturned(m);
}

/** To be asked when anything has happened. */
export function checkReturned(m: Machine): void {
	const {waiting} = m;
	if (waiting === null || waiting.ended === null) return;
	m.waiting = null;
	checkEnd(m, waiting);
}

function checkEnd(m: Machine, {event, endsAt, ended}: Waiting): void {
	if (ended === null || event.action.kind !== 'syscall') return;
	check(m, event, event.action, ended.outcome);
	const off = toleranceOf(m, endsAt);
	if (Math.abs(ended.at - endsAt) > off)
		throw failed(m, event, 'time', `return at ${timeText(endsAt)} ± ${timeText(off)}`, timeText(ended.at));
}

function check(m: Machine, event: Event, line: SyscallLine, {ret, errno}: Outcome): void {
	const {result} = line;
	const text = `${event.did.replace(/ = .*$/, '')} = ${outcomeText({ret, errno})}`;
	if (result.kind === 'any') return;
	const wanted = numberIn(result);
	const sameErrno = line.errno === null || (errno !== null && ERRNO_NUMBERS[errno] === ERRNO_NUMBERS[line.errno]);
	if (wanted === ret && sameErrno) {
		m.log.push({at: m.now, text, line: event.place.line});
		return;
	}

	const failure = failed(m, event, 'result', resultText(line), outcomeText({ret, errno}), text);
	if (!m.script.settings.nonFatal.includes('syscall')) throw failure;
	m.warnings.push(`line ${event.place.line}: ${failure.message}`);
}

const outcomeText = ({ret, errno}: Outcome): string => (errno === null ? `${ret}` : `${ret} ${errno}`);

const resultText = ({result, errno}: SyscallLine): string => {
	const number = result.kind === 'any' ? '...' : `${numberIn(result) ?? result.kind}`;
	return errno === null ? number : `${number} ${errno}`;
};

const resultOf = ({action}: Event): string => (action.kind === 'syscall' ? resultText(action) : '');

const failed = (
	m: Machine,
	{place, text}: Event,
	field: string,
	expected: string,
	got: string,
	actual: string | null = null,
): Failed => new Failed({place, field, expected, got, wanted: text, actual, decided: m.decided});
