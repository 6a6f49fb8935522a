/** socket(), bind(), listen(), accept(), connect(), shutdown(), close(). */

import {
	connectionOf,
	DEFAULT_OPTIONS,
	mayBind,
	type Returned,
	type SocketOptions,
	socketNamed,
} from '../../host/index.js';
import {SYMBOLS} from '../language/symbols.js';
import type {Outcome, SocketFd} from '../machine/fds.js';
import {newFlow} from '../machine/flows.js';
import {type Attempt, act, type Machine} from '../machine/machine.js';
import {addressAt, has, type Making, number, socketAt} from './args.js';

export const done = (ret: number): Outcome => ({ret, errno: null});
export const fails = (errno: string): Outcome => ({ret: -1, errno});

/** What the host returned, as C has it. */
export const outcomeOf = (returned: Returned | null): Outcome | null => {
	if (returned === null) return null;
	return 'errno' in returned ? fails(returned.errno) : done(returned.ret);
};

const always =
	(outcome: Outcome): Attempt =>
	() =>
		outcome;

/** The number that the script gives a new descriptor: the one that it says the call returns. */
const numberGiven = ({line}: Making): number => (line.result.kind === 'number' ? line.result.value : -1);

const newSocketFd = (name: string, phase: SocketFd['phase']): SocketFd => ({
	kind: 'socket',
	name,
	phase,
	nonblocking: false,
	// What a program has to switch on; the host's default is what every server sets.
	options: {SO_REUSEADDR: false},
	port: null,
	connecting: false,
	kept: new Map(),
});

/** The host's name for a descriptor; one that was closed and comes again is another socket. */
function nameFor(m: Machine, fd: number): string {
	let name = `fd${fd}`;
	for (let n = 2; m.host.sockets.some(socket => socket.name === name) || m.usedNames.has(name); n++)
		name = `fd${fd}.${n}`;
	m.usedNames.add(name);
	return name;
}

export function socket(making: Making): Attempt {
	const {m, line} = making;
	const kind = number(making, 1);
	const family = line.args[0]?.kind === 'any' ? SYMBOLS.AF_INET : number(making, 0);
	if (family !== SYMBOLS.AF_INET && family !== SYMBOLS.AF_INET6) return always(fails('EAFNOSUPPORT'));
	if (!has(kind, SYMBOLS.SOCK_STREAM ?? 1)) return always(fails('EPROTONOSUPPORT'));
	const given = numberGiven(making);
	const made = newSocketFd(nameFor(m, given), 'new');
	made.nonblocking = has(kind, SYMBOLS.SOCK_NONBLOCK ?? 0);
	m.fds.set(given, made);
	m.flow = null;
	return always(done(given));
}

export function bind(making: Making): Attempt {
	const fd = socketAt(making);
	if (fd === null) return always(fails('EBADF'));
	if (fd.phase !== 'new' || fd.port !== null) return always(fails('EINVAL'));
	const {m} = making;
	const port = addressAt(making, 1)?.port ?? m.script.settings.bindPort;
	if (!mayBind(m.host, port, optionsOf(fd))) return always(fails('EADDRINUSE'));
	fd.port = port;
	return always(done(0));
}

const optionsOf = (fd: SocketFd): SocketOptions => ({...DEFAULT_OPTIONS, ...fd.options});

export function listen(making: Making): Attempt {
	const fd = socketAt(making);
	if (fd === null) return always(fails('EBADF'));
	if (fd.phase === 'stream') return always(fails('EINVAL'));
	// Once more: only the backlog changes, and no script can see that of one that listens.
	if (fd.phase === 'listening') return always(done(0));
	const {m} = making;
	const port = fd.port ?? m.script.settings.bindPort;
	fd.port = port;
	const call = {call: 'listen', socket: fd.name, port, backlog: number(making, 1), options: fd.options} as const;
	const outcome = outcomeOf(act(m, {do: 'call', call})) ?? fails('EINVAL');
	if (outcome.ret === 0) fd.phase = 'listening';
	m.flow = null;
	return always(outcome);
}

export function accept(making: Making): Attempt {
	const fd = socketAt(making);
	if (fd === null) return always(fails('EBADF'));
	if (fd.phase !== 'listening') return always(fails('EINVAL'));
	return m => {
		const listener = socketNamed(m.host, fd.name);
		if (listener === null) return fails('EBADF');
		if (listener.acceptQueue.length === 0) return fd.nonblocking ? fails('EAGAIN') : null;
		const given = numberGiven(making);
		const name = nameFor(m, given);
		act(m, {do: 'call', call: {call: 'accept', socket: name, listener: fd.name}});
		const made = newSocketFd(name, 'stream');
		made.options = {...fd.options};
		made.port = fd.port;
		m.fds.set(given, made);
		return done(given);
	};
}

/** What connect() of a host gives that does not wait: EINPROGRESS. */
const IN_PROGRESS = 115;

export function connect(making: Making): Attempt {
	const fd = socketAt(making);
	if (fd === null) return always(fails('EBADF'));
	const {m} = making;
	if (fd.phase === 'listening') return always(fails('EISCONN'));
	const to = addressAt(making, 1);
	if (fd.connecting) {
		const state = connectionOf(m.host, fd.name)?.tcb.state;
		const told = howItEnded(m, fd);
		if (told !== null) return always(told);
		if (state === 'SYN-SENT' || state === 'SYN-RECEIVED') return always(fails('EALREADY'));
	}

	const outcome = startConnect(m, fd, to, {});
	if (outcome.errno !== null) return always(outcome);
	if (outcome.ret !== IN_PROGRESS) return always(done(0));
	fd.connecting = true;
	return fd.nonblocking ? always(fails('EINPROGRESS')) : machine => howItEnded(machine, fd);
}

/** SYN out, or kept until there is text. `text`: octets that go along (MSG_FASTOPEN). */
export function startConnect(
	m: Machine,
	fd: SocketFd,
	to: {readonly port: number; readonly address: string | null} | null,
	text: {readonly bytes?: number},
): Outcome {
	const {settings} = m.script;
	const known = socketNamed(m.host, fd.name) !== null;
	const returned = act(m, {
		do: 'call',
		call: {
			call: 'connect',
			socket: fd.name,
			port: to?.port ?? settings.connectPort,
			...(to?.address !== null &&
				to?.address !== undefined &&
				to.address !== settings.remoteAddress && {address: to.address}),
			...(fd.port !== null && {localPort: fd.port}),
			...(!known && {options: fd.options}),
			...text,
		},
	});
	const outcome = outcomeOf(returned) ?? fails('EINVAL');
	if (outcome.errno === null) {
		fd.phase = 'stream';
		m.flow = null;
		noteFlow(m, fd);
	}

	return outcome;
}

/** The script is about this connection from now on. */
function noteFlow(m: Machine, fd: SocketFd): void {
	const tcb = connectionOf(m.host, fd.name)?.tcb;
	if (tcb === undefined || tcb.remote === null) return;
	m.flow = newFlow(tcb.local, tcb.remote, 0);
	m.flows.push(m.flow);
}

/** How the connection that connect() began has ended up, told once. Null: it is under way. */
function howItEnded(m: Machine, fd: SocketFd): Outcome | null {
	const socket = socketNamed(m.host, fd.name);
	const state = connectionOf(m.host, fd.name)?.tcb.state;
	if (state === 'SYN-SENT' || state === 'SYN-RECEIVED') return null;
	if (!fd.connecting || socket === null) return null;
	fd.connecting = false;
	if (socket.established) return done(0);
	const {error} = socket;
	socket.error = null;
	return fails(error ?? 'ECONNABORTED');
}

export function shutdown(making: Making): Attempt {
	const fd = socketAt(making);
	if (fd === null) return always(fails('EBADF'));
	const how = (['rd', 'wr', 'rdwr'] as const)[number(making, 1)];
	if (how === undefined) return always(fails('EINVAL'));
	if (fd.phase === 'new') return always(fails('ENOTCONN'));
	return always(
		outcomeOf(act(making.m, {do: 'call', call: {call: 'shutdown', socket: fd.name, how}})) ?? fails('EINVAL'),
	);
}

export function close(making: Making): Attempt {
	const {m} = making;
	const given = number(making, 0);
	const fd = m.fds.get(given);
	if (fd === undefined) return always(fails('EBADF'));
	m.fds.delete(given);
	for (const other of m.fds.values()) {
		if (other.kind !== 'epoll') continue;
		for (let i = other.watches.length - 1; i >= 0; i--) if (other.watches[i]?.fd === given) other.watches.splice(i, 1);
	}

	if (fd.kind === 'epoll' || socketNamed(m.host, fd.name) === null) return always(done(0));
	const returned = act(m, {do: 'call', call: {call: 'close', socket: fd.name}});
	if (returned !== null) return always(outcomeOf(returned) ?? done(0));
	// SO_LINGER: it waits, and the host tells when it is over by no longer waiting.
	return machine => (machine.host.waiting.some(({call}) => call.socket === fd.name) ? null : done(0));
}
