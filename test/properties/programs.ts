/** What the two programs do. */

import type {HostName} from '../../src/host/index.js';
import {type Ends, perform} from './ends.js';
import {textFrom} from './pattern.js';

/** A program writes `count` more octets of its stream, as many as the socket takes. Urgent ones stay in the stream. */
export function write(ends: Ends, host: HostName, count: number, urgent = false): void {
	const {socket, written} = ends.sides[host];
	if (socket === null || count === 0) return;
	perform(ends, {do: 'call', host, call: {call: 'send', socket, text: textFrom(written, count), urgent}});
}

export function read(ends: Ends, host: HostName, bytes: number): void {
	const {socket, ended} = ends.sides[host];
	if (socket === null || ended !== 'no' || bytes === 0) return;
	perform(ends, {do: 'call', host, call: {call: 'recv', socket, bytes}});
}

/** No more writing; only an open connection has a direction to close. */
export function shutdown(ends: Ends, host: HostName): void {
	const side = ends.sides[host];
	const state = stateOf(ends, host);
	if (side.socket === null || side.shut || (state !== 'ESTABLISHED' && state !== 'CLOSE-WAIT')) return;
	side.shut = true;
	perform(ends, {do: 'call', host, call: {call: 'shutdown', socket: side.socket, how: 'wr'}});
}

export function close(ends: Ends, host: HostName): void {
	const {socket} = ends.sides[host];
	if (socket !== null) perform(ends, {do: 'call', host, call: {call: 'close', socket}});
}

export function readAll(ends: Ends, host: HostName): void {
	const side = ends.sides[host];
	for (let had = -1; side.ended === 'no' && had !== side.read; ) {
		had = side.read;
		read(ends, host, 2 ** 20);
	}
}

export const stateOf = (ends: Ends, host: HostName): string | undefined =>
	ends.world.hosts[host].connections.find(c => c.socket === ends.sides[host].socket)?.tcb.state;
