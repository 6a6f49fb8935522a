/** listen() and connect(): OPEN, RFC 9293 §3.10.1. */

import {call, type Endpoint, type Micros, NO_TEXT, sendRoom, seq} from '../tcp/index.js';
import {isDotted, isUnicast} from './addresses.js';
import {chooseIss, chooseTsOffset, createConnection, createSocket, forget, issAbove, run} from './connections.js';
import {fails, returns, takeError} from './errors.js';
import {fastOpenTo, hasCookie, mayFastOpen} from './fast-open.js';
import {connectionNumbered, socketNamed} from './find.js';
import type {Connection, Errno, Host, HostEffect, Returned, Socket, SocketCall, SocketOptions} from './host.js';
import {DEFAULT_OPTIONS, type OptionValue, withOptions} from './options.js';
import {textOf} from './pattern.js';
import {connectionBetween, isPort, mayBind, nextEphemeralPort} from './ports.js';
import {configOf} from './profiles.js';
import {numberOf} from './sysctl.js';

/** What connect() gives at once: it does not wait. Linux's EINPROGRESS, as a value. */
const IN_PROGRESS = 115;

/** Passive OPEN. A backlog not given is as long as somaxconn lets it be. */
export function listen(host: Host, what: SocketCall & {call: 'listen'}, now: Micros, out: HostEffect[]): Returned {
	if (socketNamed(host, what.socket) !== null || !isPort(what.port)) return fails('EINVAL');
	const options = optionsFor(DEFAULT_OPTIONS, what.options);
	if (isErrno(options)) return fails(options);
	if (!mayBind(host, what.port, options)) return fails('EADDRINUSE', 'connection already exists');
	const longest = numberOf(host.sysctl, 'somaxconn');
	const {backlog = longest, accepts = false, port} = what;
	const listener = createSocket(host, what.socket, 'listener', port);
	listener.options = options;
	// Linux: a negative one is a very large one.
	listener.backlog = backlog < 0 ? longest : Math.min(backlog, longest);
	listener.accepts = accepts;
	const connection = createConnection(host, {
		config: configOf(host, options),
		options,
		local: {address: host.address, port},
		remote: null,
		socket: what.socket,
		listener: what.socket,
	});
	listener.connection = connection.id;
	// It never sends: each SYN gets a TCB, and an ISS, of its own.
	const iss = seq(0);
	run(host, connection, (tcb, effects) => call(tcb, {call: 'open', how: 'passive', iss}, now, effects), out);
	return returns(0);
}

/** Active OPEN. On a socket whose last attempt failed it tries again. */
export function connect(host: Host, what: SocketCall & {call: 'connect'}, now: Micros, out: HostEffect[]): Returned {
	const old = socketNamed(host, what.socket);
	const hindrance = old === null ? null : whyNotAgain(host, old);
	if (hindrance !== null) return hindrance;
	const remote: Endpoint = {address: what.address ?? host.peerAddress, port: what.port};
	if (!isPort(remote.port) || !isDotted(remote.address)) return fails('EINVAL', 'remote socket unspecified');
	// MUST-46. There is no way to ourselves either: a host here has one wire and no loopback.
	if (!isUnicast(remote.address) || remote.address === host.address) return fails('ENETUNREACH');
	const options = optionsFor(old?.options ?? DEFAULT_OPTIONS, what.options);
	if (isErrno(options)) return fails(options);
	const text = textOf(what, 0);
	if ((text !== null || options.TCP_FASTOPEN_CONNECT) && !mayFastOpen(host)) return fails('EOPNOTSUPP');
	const port = localPort(host, what, remote, options, now);
	if (isErrno(port)) {
		// bind() went well, so the program has a socket; it is not connected.
		if (port === 'EADDRNOTAVAIL' && old === null) createSocket(host, what.socket, 'stream', what.localPort ?? 0);
		return fails(port, port === 'EINVAL' ? null : 'connection already exists');
	}

	if (text === null && options.TCP_FASTOPEN_CONNECT && hasCookie(host, remote.address)) {
		defer(host, what, old, port, options);
		return returns(0);
	}

	const left = connectionBetween(host, port, remote.address, remote.port);
	if (left !== null) forget(host, left, 'connect-reuses', now, out);
	// What a failed attempt left behind goes with its socket: the stream begins anew.
	host.sockets = host.sockets.filter(s => s !== old);
	const socket = createSocket(host, what.socket, 'stream', port);
	socket.options = options;
	const local: Endpoint = {address: host.address, port};
	const connection = createConnection(host, {
		config: configOf(host, options),
		options,
		local,
		remote,
		socket: what.socket,
		listener: null,
	});
	socket.connection = connection.id;
	const tsOffset = chooseTsOffset(host, remote);
	const iss = left === null ? chooseIss(host, local, remote, now) : issAbove(left);
	const tsRecent = left?.tcb.ts.recent ?? 0;
	const fast = text !== null || options.TCP_FASTOPEN_CONNECT;
	const fastOpen = fast ? fastOpenTo(host, remote.address, text ?? NO_TEXT, socket) : null;
	const opening = {call: 'open', how: 'active', iss, tsOffset, tsRecent, fastOpen} as const;
	run(host, connection, (tcb, effects) => call(tcb, opening, now, effects), out);
	return returns(text === null ? IN_PROGRESS : taken(host, connection, socket, text, fastOpen?.text, now, out));
}

/** The first send() will connect. Until then the program has a socket, and thinks that it is connected. */
function defer(
	host: Host,
	what: SocketCall & {call: 'connect'},
	old: Socket | null,
	port: number,
	options: SocketOptions,
): void {
	host.sockets = host.sockets.filter(s => s !== old);
	const socket = createSocket(host, what.socket, 'stream', port);
	socket.options = options;
	socket.deferred = {...what, localPort: port};
}

/** What sendto() with MSG_FASTOPEN returns: Linux takes what went with the SYN; the RFC's SEND queues the rest, too. */
function taken(
	host: Host,
	connection: Connection,
	socket: Socket,
	text: Uint8Array,
	sent: Uint8Array | undefined,
	now: Micros,
	out: HostEffect[],
): number {
	socket.written = sent?.length ?? 0;
	const rest = text.subarray(socket.written, socket.written + sendRoom(connection.tcb));
	if (host.profile === 'rfc9293' && rest.length > 0) {
		const what = {call: 'send', text: rest, push: true, urgent: false} as const;
		run(host, connection, (tcb, effects) => call(tcb, what, now, effects), out);
		socket.written += rest.length;
	}

	return socket.written > 0 ? socket.written : IN_PROGRESS;
}

function whyNotAgain(host: Host, socket: Socket): Returned | null {
	if (socket.kind === 'listener' || socket.deferred !== null) return fails('EISCONN', 'connection already exists');
	const state = connectionNumbered(host, socket.connection)?.tcb.state;
	if (state === 'SYN-SENT' || state === 'SYN-RECEIVED') return fails('EALREADY', 'connection already exists');
	if (state !== undefined) return fails('EISCONN', 'connection already exists');
	return takeError(socket) ?? (socket.established ? fails('EISCONN', 'connection already exists') : null);
}

/**
 * bind(), where a port is asked for, and the choice of one where none is.
 *
 * Between the same two ends no second connection opens while the first lives, in TIME-WAIT too: EADDRNOTAVAIL. But for
 * Linux, where the first used timestamps: those of the second go on from there, so that nothing old can be taken for new.
 */
function localPort(
	host: Host,
	what: SocketCall & {call: 'connect'},
	remote: Endpoint,
	options: SocketOptions,
	now: Micros,
): number | Errno {
	const asked = what.localPort ?? 0;
	if (asked === 0) return nextEphemeralPort(host, remote, now) ?? 'EADDRNOTAVAIL';
	if (!isPort(asked)) return 'EINVAL';
	if (!mayBind(host, asked, options)) return 'EADDRINUSE';
	const old = connectionBetween(host, asked, remote.address, remote.port);
	return old === null || mayBeReused(host, old) ? asked : 'EADDRNOTAVAIL';
}

const mayBeReused = ({sysctl, profile}: Host, {tcb}: Connection): boolean =>
	profile === 'linux' && tcb.state === 'TIME-WAIT' && tcb.agreed.timestamps && numberOf(sysctl, 'tcp_timestamps') > 0;

function optionsFor(base: SocketOptions, changes: Partial<SocketOptions> | undefined): SocketOptions | Errno {
	const made = withOptions(base, (changes ?? {}) as Readonly<Record<string, OptionValue>>);
	return 'errno' in made ? made.errno : made.options;
}

const isErrno = (value: SocketOptions | number | Errno): value is Errno => typeof value === 'string';
