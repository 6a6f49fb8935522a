/** A host's connections: how one is made, how its engine is run, and what follows for the socket that holds it. */

import {
	CONSTANT_ISN,
	type Config,
	closeTcb,
	createTcb,
	type Effect,
	type Endpoint,
	initialSequenceNumber,
	type Micros,
	plus,
	type RuleId,
	type Seq,
	type Signal,
	type State,
	seq,
	type Tcb,
	timestampOffset,
	type Values,
} from '../tcp/index.js';
import {rememberCookie} from './fast-open-cache.js';
import {connectionSocket, socketNamed} from './find.js';
import type {Connection, Errno, Host, HostEffect, Socket, SocketOptions} from './host.js';
import {withIpHeader} from './ip-header.js';
import {DEFAULT_OPTIONS} from './options.js';
import {numberOf} from './sysctl.js';

/** Who the new connection belongs to, and between which ends it is. */
type Birth = {
	readonly config: Config;
	readonly options: SocketOptions;
	readonly local: Endpoint;
	readonly remote: Endpoint | null;
	readonly socket: string | null;
	readonly listener: string | null;
};

/** A connection in CLOSED, with a number of its own. */
export function createConnection(host: Host, birth: Birth): Connection {
	const {config, options, local, remote, socket, listener} = birth;
	const connection: Connection = {
		id: host.nextConnection++,
		tcb: createTcb(config, local, remote),
		options,
		socket,
		listener,
		error: null,
		forgetAt: null,
	};
	host.connections.push(connection);
	return connection;
}

/** An open socket without a connection. */
export function createSocket(host: Host, name: string, kind: Socket['kind'], port: number): Socket {
	const socket: Socket = {
		name,
		kind,
		options: DEFAULT_OPTIONS,
		port,
		connection: null,
		established: false,
		error: null,
		ended: false,
		deaf: false,
		left: NOTHING,
		written: 0,
		read: 0,
		deferred: null,
		cookieSentAt: null,
		backlog: 0,
		accepts: false,
		acceptQueue: [],
	};
	host.sockets.push(socket);
	return socket;
}

const NOTHING = new Uint8Array(0);

/** The ISS of a connection opened now: RFC 6528's, unless the host was told another. */
export function chooseIss(host: Host, local: Endpoint, remote: Endpoint, now: Micros): Seq {
	if (host.isn !== null) {
		const iss = seq(host.isn);
		host.isn = null;
		return iss;
	}

	if (host.switches['constant-isn']) return CONSTANT_ISN;
	return initialSequenceNumber(now, local, remote, host.secret);
}

/** An ISS above all that the old connection between the same two ends sent. */
export const issAbove = (old: Connection): Seq => plus(old.tcb.snd.nxt, ABOVE_OLD_WINDOW);

/** Linux's step over the old numbers: the largest unscaled window, and two. */
const ABOVE_OLD_WINDOW = 65_537;

/** What a connection's timestamps are ahead of our clock; with tcp_timestamps 2, nothing. */
export const chooseTsOffset = (host: Host, remote: Endpoint): number =>
	numberOf(host.sysctl, 'tcp_timestamps') === 1 ? timestampOffset(host.address, remote.address, host.secret) : 0;

/** Lets the connection's engine do something, tells what it did, and lets its socket feel it. */
export function run<T>(
	host: Host,
	connection: Connection,
	engine: (tcb: Tcb, out: Effect[]) => T,
	out: HostEffect[],
	socket: string | null = connection.socket,
): T {
	const before = connection.tcb.state;
	const effects: Effect[] = [];
	const result = engine(connection.tcb, effects);
	for (const effect of effects) {
		out.push({kind: 'tcp', connection: connection.id, socket, effect: withIpHeader(host, connection.options, effect)});
		if (effect.kind === 'state') feelState(host, connection, effect.to);
		else if (effect.kind === 'signal') feelSignal(host, connection, effect.signal, before, out);
	}

	return result;
}

/** Deletes a connection's TCB in silence, for a reason of the host's. */
export function forget(host: Host, connection: Connection, why: RuleId, now: Micros, out: HostEffect[]): void {
	tellRule(connection, why, null, out);
	run(host, connection, (tcb, effects) => closeTcb(tcb, now, effects), out);
}

/** A decision that was the host's, not the engine's. */
export function tellRule(connection: Connection, rule: RuleId, values: Values | null, out: HostEffect[]): void {
	out.push({
		kind: 'tcp',
		connection: connection.id,
		socket: connection.socket,
		effect: {kind: 'rule', rule, values},
	});
}

/** In these states the peer's FIN has been taken. */
const hasEnded = (state: State): boolean =>
	state === 'CLOSE-WAIT' || state === 'CLOSING' || state === 'LAST-ACK' || state === 'TIME-WAIT';

function feelState(host: Host, connection: Connection, to: State): void {
	const socket = connectionSocket(host, connection);
	if (socket !== null && hasEnded(to)) socket.ended = true;
}

function feelSignal(host: Host, connection: Connection, signal: Signal, before: State, out: HostEffect[]): void {
	if (signal === 'connection established') opened(host, connection, out);
	const error = errnoOf(signal, before);
	if (error === null) return;
	const socket = connectionSocket(host, connection);
	if (socket === null) connection.error = error;
	else socket.error = error;
}

function errnoOf(signal: Signal, before: State): Errno | null {
	switch (signal) {
		case 'connection refused':
			return 'ECONNREFUSED';
		case 'connection reset':
			// Linux: the peer has said its last word already, so what failed is our writing.
			return before === 'CLOSE-WAIT' ? 'EPIPE' : 'ECONNRESET';
		case 'connection aborted due to user timeout':
			return 'ETIMEDOUT';
		default:
			return null;
	}
}

/** A connection of a listener's waits for accept(), or is taken at once by the host's own application. */
function opened(host: Host, connection: Connection, out: HostEffect[]): void {
	const socket = connectionSocket(host, connection);
	if (socket !== null) socket.established = true;
	rememberCookie(host, connection);
	const listener = connection.listener === null ? null : socketNamed(host, connection.listener);
	if (socket !== null || listener === null) return;
	if (listener.accepts) give(host, listener, connection, freeName(host), out);
	else listener.acceptQueue = [...listener.acceptQueue, connection.id];
}

/** Gives a program a listener's connection, under a name. */
export function give(host: Host, listener: Socket, connection: Connection, name: string, out: HostEffect[]): void {
	const socket = createSocket(host, name, 'stream', connection.tcb.local.port);
	socket.options = connection.options;
	socket.connection = connection.id;
	socket.established = true;
	socket.error = connection.error;
	socket.ended = hasEnded(connection.tcb.state);
	connection.error = null;
	connection.socket = name;
	out.push({kind: 'accepted', listener: listener.name, socket: name, connection: connection.id});
}

/** The host's own application calls its sockets a, a2, a3, … */
function freeName(host: Host): string {
	let name = 'a';
	for (let n = 2; socketNamed(host, name) !== null; n++) name = `a${n}`;
	return name;
}
