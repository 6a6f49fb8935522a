/** shutdown(), close() and abort: CLOSE and ABORT, RFC 9293 §3.10.4 and §3.10.5. */

import {call, type Micros, noOctets} from '../tcp/index.js';
import {run} from './connections.js';
import {fails, returns} from './errors.js';
import {connectionNumbered} from './find.js';
import type {Host, HostEffect, Returned, Socket, SocketCall} from './host.js';
import {stopListening} from './listeners.js';
import {follow} from './set.js';
import {linger, type Progress} from './waiting.js';

/**
 * Ends one direction, or both, and keeps the socket.
 *
 * After `rd` what comes is still taken, and acknowledged, as on Linux; with `wr` too, it is answered by a RST. A listener cannot be shut down here; close it.
 */
export function shutdown(
	host: Host,
	socket: Socket,
	how: (SocketCall & {call: 'shutdown'})['how'],
	now: Micros,
	out: HostEffect[],
): Returned {
	if (socket.kind === 'listener') return fails('EOPNOTSUPP');
	const connection = connectionNumbered(host, socket.connection);
	if (connection === null || connection.tcb.state === 'TIME-WAIT') {
		return fails('ENOTCONN', 'connection does not exist');
	}

	const opening = connection.tcb.state === 'SYN-SENT';
	if (how !== 'rd' || opening) {
		run(host, connection, (t, effects) => call(t, {call: 'close', reading: 'continues'}, now, effects), out);
	}

	// Linux disconnects a socket that is still opening, whichever direction was meant, and the next call learns of it.
	if (opening) {
		connection.socket = null;
		socket.connection = null;
		socket.error = 'ECONNRESET';
		return returns(0);
	}

	if (how !== 'wr') {
		socket.deaf = true;
		run(host, connection, (t, effects) => call(t, {call: 'stop-reading'}, now, effects), out);
	}

	return returns(0);
}

/**
 * The program lets go of its socket. The connection, if there is one, ends in its own time; with SO_LINGER the program
 * waits for that, so many seconds at most.
 */
export function close(host: Host, socket: Socket, now: Micros, out: HostEffect[]): Progress {
	host.sockets = host.sockets.filter(s => s !== socket);
	const {SO_LINGER: patience} = socket.options;
	if (socket.kind === 'listener') stopListening(host, socket, now, out);
	else if (patience === 0) abandon(host, socket, 'abort', now, out);
	else {
		abandon(host, socket, 'close', now, out);
		if (patience !== null) return linger(host, socket.connection ?? 0, now, now);
	}

	return returns(0);
}

/** The same, with a RST. */
export function abort(host: Host, socket: Socket, now: Micros, out: HostEffect[]): Returned {
	host.sockets = host.sockets.filter(s => s !== socket);
	if (socket.kind === 'listener') stopListening(host, socket, now, out);
	else abandon(host, socket, 'abort', now, out);
	return returns(0);
}

function abandon(host: Host, socket: Socket, how: 'close' | 'abort', now: Micros, out: HostEffect[]): void {
	const connection = connectionNumbered(host, socket.connection);
	if (connection === null) return;
	connection.socket = null;
	if (connection.tcb.state === 'TIME-WAIT') {
		// It waits for old segments to die, whatever the program does. What it did not read is lost without a word.
		connection.tcb.unread = noOctets();
		run(host, connection, (tcb, effects) => call(tcb, {call: 'stop-reading'}, now, effects), out, socket.name);
		return;
	}

	const what = how === 'abort' ? ({call: 'abort'} as const) : ({call: 'close', reading: 'ends'} as const);
	run(host, connection, (tcb, effects) => call(tcb, what, now, effects), out, socket.name);
	if (how === 'close') follow(host, connection, now, out);
}
