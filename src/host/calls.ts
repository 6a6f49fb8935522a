/** A program's socket calls. */

import type {Micros} from '../tcp/index.js';
import {abort, close, shutdown} from './closes.js';
import {fails} from './errors.js';
import {socketNamed} from './find.js';
import type {Host, HostEffect, Socket, SocketCall} from './host.js';
import {connect, listen} from './opens.js';
import {peek} from './peek.js';
import {setsockopt} from './set.js';
import {settle} from './settle.js';
import {recv, send} from './transfer.js';
import {accept, drain, type Progress} from './waiting.js';

/**
 * Makes a call. Its end is a 'returned' effect: now or, for `accept` and `drain`, when what they wait for has come.
 *
 * @param now - instant of the call, microseconds, not before any instant given earlier
 */
export function hostCall(host: Host, call: SocketCall, now: Micros, out: HostEffect[]): void {
	const made = make(host, call, now, out);
	if ('progress' in made) host.waiting.push({call, madeAt: now, progress: made.progress});
	else out.push({kind: 'returned', socket: call.socket, call, madeAt: now, result: made});
	settle(host, now, out);
}

function make(host: Host, call: SocketCall, now: Micros, out: HostEffect[]): Progress {
	switch (call.call) {
		case 'listen':
			return listen(host, call, now, out);
		case 'connect':
			return connect(host, call, now, out);
		case 'accept':
			return accept(host, call, out);
		case 'drain':
			return drain(host, call, 0, now, out);
		default:
	}

	const socket = socketNamed(host, call.socket);
	if (socket === null) return fails('EBADF');
	switch (call.call) {
		case 'send':
			if (socket.deferred !== null) return connectBySend(host, socket, socket.deferred, call, now, out);
			return send(host, socket, call, now, out);
		case 'recv':
			return call.peek === true ? peek(host, socket, call.bytes) : recv(host, socket, call.bytes, now, out);
		case 'shutdown':
			return shutdown(host, socket, call.how, now, out);
		case 'close':
			return close(host, socket, now, out);
		case 'abort':
			return abort(host, socket, now, out);
		case 'setsockopt':
			return setsockopt(host, socket, call, now, out);
	}
}

/** The first send() after a connect() that waited for it: the SYN takes the text along. */
function connectBySend(
	host: Host,
	socket: Socket,
	connecting: SocketCall & {call: 'connect'},
	{bytes, text}: SocketCall & {call: 'send'},
	now: Micros,
	out: HostEffect[],
): Progress {
	socket.deferred = null;
	// The socket has the options by now, and what was set since.
	return connect(host, {...connecting, options: {}, ...(text === undefined ? {bytes: bytes ?? 0} : {text})}, now, out);
}
