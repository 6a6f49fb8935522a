/** poll() and epoll: what a socket is ready for, as Linux's tcp_poll() says it. */

import {connectionOf, socketNamed} from '../../host/index.js';
import {isWritable} from '../../tcp/index.js';
import type {Expression} from '../language/script.js';
import {bitsText, SYMBOLS} from '../language/symbols.js';
import type {Fd, SocketFd, Watch} from '../machine/fds.js';
import type {Attempt, Machine} from '../machine/machine.js';
import {Failed} from '../machine/outcome.js';
import {argument, epollAt, field, has, type Making, notThat, number, numberIn} from './args.js';
import {done, fails} from './calls-open.js';
import {unreadOf} from './calls-text.js';

const {
	POLLIN = 0,
	POLLOUT = 0,
	POLLERR = 0,
	POLLHUP = 0,
	POLLNVAL = 0,
	POLLRDHUP = 0,
	POLLRDNORM = 0,
	POLLWRNORM = 0,
} = SYMBOLS;

/** What the socket is ready for now. */
function readiness(m: Machine, fd: SocketFd): number {
	const socket = socketNamed(m.host, fd.name);
	if (socket === null) return fd.phase === 'new' ? POLLOUT | POLLHUP : 0;
	if (socket.deferred !== null) return POLLOUT | POLLWRNORM;
	if (socket.kind === 'listener') return socket.acceptQueue.length > 0 ? POLLIN | POLLRDNORM : 0;
	const tcb = connectionOf(m.host, fd.name)?.tcb;
	const state = tcb?.state ?? 'CLOSED';
	const reads = socket.ended || socket.deaf;
	const writes = tcb === undefined || tcb.closeCalled;
	let ready = 0;
	if (state === 'CLOSED' || (reads && writes)) ready |= POLLHUP;
	if (reads) ready |= POLLIN | POLLRDNORM | POLLRDHUP;
	if (state !== 'SYN-SENT' && (state !== 'SYN-RECEIVED' || tcb?.fastOpen.early === true)) {
		if (unreadOf(m, fd) > 0) ready |= POLLIN | POLLRDNORM;
		if (writes || tcb === undefined || isWritable(tcb)) ready |= POLLOUT | POLLWRNORM;
	}

	if (socket.error !== null) ready |= POLLERR;
	return ready;
}

/** What is told whether it was asked for or not. */
const ALWAYS = POLLERR | POLLHUP | POLLNVAL;

export function poll(making: Making): Attempt {
	const list = argument(making, 0);
	if (list.kind !== 'array') throw notThat(making, list, 'a list of {fd=…, events=…, revents=…}');
	const asked = list.items.map(item => pollFd(making, item));
	const {waits, isOver} = timeLimit(making, number(making, 2));
	return m => {
		const told = asked.map(({fd, events}) => {
			const open = m.fds.get(fd);
			if (open === undefined) return POLLNVAL;
			return open.kind === 'socket' ? readiness(m, open) & (events | ALWAYS) : 0;
		});
		const ready = told.filter(events => events !== 0).length;
		if (ready === 0 && waits && !isOver(m)) return null;
		for (const [i, {revents}] of asked.entries()) holdEvents(making, 'revents', revents, told[i] ?? 0, POLL_NAMES);
		return done(ready);
	};
}

const POLL_NAMES = ['POLLIN', 'POLLOUT', 'POLLERR', 'POLLHUP', 'POLLNVAL', 'POLLRDHUP', 'POLLRDNORM', 'POLLWRNORM'];

function pollFd(
	making: Making,
	item: Expression,
): {readonly fd: number; readonly events: number; readonly revents: Expression | null} {
	const fd = field(item, 'fd');
	const events = field(item, 'events');
	if (fd === undefined || events === undefined) throw notThat(making, item, '{fd=…, events=…, revents=…}');
	return {fd: numberIn(fd) ?? -1, events: numberIn(events) ?? 0, revents: field(item, 'revents') ?? null};
}

/** @param limit - milliseconds; below zero: for ever */
function timeLimit({m}: Making, limit: number): {readonly waits: boolean; readonly isOver: (m: Machine) => boolean} {
	const until = limit < 0 ? Number.POSITIVE_INFINITY : m.now + limit * 1_000;
	if (limit > 0) m.wakesAt = until;
	return {waits: limit !== 0, isOver: machine => machine.now >= until};
}

function holdEvents(
	making: Making,
	what: string,
	expected: Expression | null,
	got: number,
	names: readonly string[],
): void {
	if (expected === null || expected.kind === 'any') return;
	const wanted = numberIn(expected);
	if (wanted === null || wanted >>> 0 === got >>> 0) return;
	throw new Failed({
		place: expected.place,
		field: what,
		expected: bitsText(wanted, names),
		got: bitsText(got, names),
		wanted: making.m.event?.text ?? null,
		actual: null,
		decided: making.m.decided,
	});
}

const {EPOLL_CTL_ADD, EPOLL_CTL_DEL, EPOLL_CTL_MOD, EPOLLET = 0, EPOLLONESHOT = 0, EPOLLEXCLUSIVE = 0} = SYMBOLS;

export function epollCreate(making: Making): Attempt {
	const {m, line} = making;
	const given = line.result.kind === 'number' ? line.result.value : -1;
	if (number(making, 0) <= 0) return () => fails('EINVAL');
	if (given < 0 || m.fds.has(given)) return () => fails('EMFILE');
	m.fds.set(given, {kind: 'epoll', watches: [], nonblocking: false});
	if (!m.watchers.includes(noticeNews)) m.watchers.push(noticeNews);
	return () => done(given);
}

export function epollCtl(making: Making): Attempt {
	const epoll = epollAt(making);
	const {m} = making;
	const fd = number(making, 2);
	const watched = m.fds.get(fd);
	if (epoll === null || watched === undefined) return () => fails('EBADF');
	const command = number(making, 1);
	const index = epoll.watches.findIndex(watch => watch.fd === fd);
	if (command === EPOLL_CTL_DEL) {
		if (index < 0) return () => fails('ENOENT');
		epoll.watches.splice(index, 1);
		return () => done(0);
	}

	const wanted = argument(making, 3);
	const events = numberIn(field(wanted, 'events') ?? wanted) ?? 0;
	if (command === EPOLL_CTL_ADD) {
		if (index >= 0) return () => fails('EEXIST');
		epoll.watches.push({fd, events, data: dataOf(wanted), news: true, seen: signature(m, watched), spent: false});
		return () => done(0);
	}

	if (command !== EPOLL_CTL_MOD) return () => fails('EINVAL');
	const watch = epoll.watches[index];
	if (watch === undefined) return () => fails('ENOENT');
	if (has(watch.events, EPOLLEXCLUSIVE) || has(events, EPOLLEXCLUSIVE)) return () => fails('EINVAL');
	Object.assign(watch, {events, data: dataOf(wanted), news: true, spent: false});
	return () => done(0);
}

/** Whichever of the union's names the program gave. */
function dataOf(event: Expression): number {
	const found = field(event, 'fd') ?? field(event, 'ptr') ?? field(event, 'u32') ?? field(event, 'u64');
	return found === undefined ? 0 : (numberIn(found) ?? 0);
}

/** What an edge is made of: text that came, room that was made, an end, an error. */
function signature(m: Machine, fd: Fd): string {
	if (fd.kind !== 'socket') return '';
	const socket = socketNamed(m.host, fd.name);
	const tcb = connectionOf(m.host, fd.name)?.tcb;
	const came = tcb === undefined ? 0 : (socket?.read ?? 0) + tcb.unread.length;
	const writable = (readiness(m, fd) & POLLOUT) !== 0;
	return [came, writable, socket?.ended, socket?.error, socket?.acceptQueue.length, tcb?.state].join(' ');
}

/** Called when anything has happened on the host. */
function noticeNews(m: Machine): void {
	for (const epoll of m.fds.values()) {
		if (epoll.kind !== 'epoll') continue;
		for (const watch of epoll.watches) {
			const fd = m.fds.get(watch.fd);
			if (fd === undefined) continue;
			const now = signature(m, fd);
			if (now === watch.seen) continue;
			if (isNews(watch.seen, now)) watch.news = true;
			watch.seen = now;
		}
	}
}

/** Everything is, but that room has gone. */
function isNews(before: string, now: string): boolean {
	const was = before.split(' ');
	return now.split(' ').some((part, i) => part !== was[i] && !(i === 1 && part === 'false'));
}

export function epollWait(making: Making): Attempt {
	const epoll = epollAt(making);
	if (epoll === null) return () => fails('EBADF');
	const most = number(making, 2);
	const {waits, isOver} = timeLimit(making, number(making, 3));
	return m => {
		const ready = epoll.watches.flatMap(watch => {
			const events = readyOf(m, watch);
			return events === 0 ? [] : [{watch, events}];
		});
		if (ready.length === 0 && waits && !isOver(m)) return null;
		const told = ready.slice(0, most);
		const first = argument(making, 1);
		const wanted = first.kind === 'array' ? first.items : [first];
		for (const [i, {watch, events}] of told.entries()) {
			const expected = wanted[i];
			if (expected !== undefined) holdEvents(making, 'events', field(expected, 'events') ?? null, events, EPOLL_NAMES);
			watch.news = false;
			if (has(watch.events, EPOLLONESHOT)) watch.spent = true;
		}

		return done(told.length);
	};
}

const EPOLL_NAMES = ['EPOLLIN', 'EPOLLOUT', 'EPOLLERR', 'EPOLLHUP', 'EPOLLRDHUP', 'EPOLLRDNORM', 'EPOLLWRNORM'];

function readyOf(m: Machine, watch: Watch): number {
	const fd = m.fds.get(watch.fd);
	if (fd?.kind !== 'socket' || watch.spent || (has(watch.events, EPOLLET) && !watch.news)) return 0;
	return readiness(m, fd) & ((watch.events & 0xffff) | POLLERR | POLLHUP);
}
