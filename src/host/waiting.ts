/** Calls that wait: accept() for a connection, drain for text, close() with SO_LINGER for the peer's last ACK. */

import {type Micros, SECOND, type State} from '../tcp/index.js';
import {give} from './connections.js';
import {fails, returns} from './errors.js';
import {connectionNumbered, socketNamed} from './find.js';
import type {Connection, Host, HostEffect, Returned, SocketCall, Waiting} from './host.js';
import {recv} from './transfer.js';

/** A call's end, or how far it has come. */
export type Progress = Returned | {readonly progress: number};

/** Lets every waiting call go as far as it can, in the order in which they were made. */
export function goOn(host: Host, now: Micros, out: HostEffect[]): void {
	const still: Waiting[] = [];
	for (const waiting of host.waiting) {
		const {call, madeAt} = waiting;
		const made = proceed(host, waiting, now, out);
		if ('progress' in made) still.push(made.progress === waiting.progress ? waiting : {...waiting, ...made});
		else out.push({kind: 'returned', socket: call.socket, call, madeAt, result: made});
	}

	host.waiting = still;
}

function proceed(host: Host, {call, madeAt, progress}: Waiting, now: Micros, out: HostEffect[]): Progress {
	switch (call.call) {
		case 'accept':
			return accept(host, call, out);
		case 'drain':
			return drain(host, call, progress, now, out);
		case 'close':
			return linger(host, progress, madeAt, now);
		default:
			return returns(0);
	}
}

/** Takes the connection that has waited longest. */
export function accept(host: Host, call: SocketCall & {call: 'accept'}, out: HostEffect[]): Progress {
	const listener = socketNamed(host, call.listener);
	if (listener === null) return fails('EBADF');
	if (listener.kind !== 'listener' || socketNamed(host, call.socket) !== null) return fails('EINVAL');
	const [id = null, ...rest] = listener.acceptQueue;
	if (id === null) return {progress: 0};
	listener.acceptQueue = rest;
	const connection = connectionNumbered(host, id);
	if (connection !== null) give(host, listener, connection, call.socket, out);
	return returns(0);
}

/** Reads all that is there, as often as something is, until so many octets have come or more, or no more will. */
export function drain(
	host: Host,
	call: SocketCall & {call: 'drain'},
	progress: number,
	now: Micros,
	out: HostEffect[],
): Progress {
	const socket = socketNamed(host, call.socket);
	if (socket === null) return fails('EBADF');
	let octets = progress;
	while (octets < call.bytes) {
		const got = recv(host, socket, AT_ONCE, now, out);
		if ('errno' in got) return got.errno === 'EAGAIN' ? {progress: octets} : got;
		if (got.ret === 0) break;
		octets += got.ret;
	}

	return returns(octets);
}

/** How much drain asks recv() for, however little is still wanted. */
const AT_ONCE = 65_536;

/** Waits until the peer has taken all, or until SO_LINGER runs out. @param id - the connection's */
export function linger(host: Host, id: number, madeAt: Micros, now: Micros): Progress {
	const connection = connectionNumbered(host, id);
	if (connection === null || !UNFINISHED.includes(connection.tcb.state)) return returns(0);
	return now < lingersUntil(connection, madeAt) ? {progress: id} : returns(0);
}

/** In these our FIN is not acknowledged. */
const UNFINISHED: readonly State[] = ['FIN-WAIT-1', 'CLOSING', 'LAST-ACK'];

const lingersUntil = ({options}: Connection, madeAt: Micros): Micros => madeAt + (options.SO_LINGER ?? 0) * SECOND;

/** When the first of the calls that linger ends at the latest; null: none does. */
export function lingerDeadline(host: Host): Micros | null {
	let first: Micros | null = null;
	for (const {call, madeAt, progress} of host.waiting) {
		const connection = call.call === 'close' ? connectionNumbered(host, progress) : null;
		const at = connection === null ? null : lingersUntil(connection, madeAt);
		if (at !== null && (first === null || at < first)) first = at;
	}

	return first;
}
