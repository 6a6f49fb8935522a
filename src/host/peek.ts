/** recv() with MSG_PEEK: looks at what is there, and leaves it. */

import {copyOctets, take} from '../tcp/index.js';
import {fails, returns, takeError} from './errors.js';
import {connectionNumbered} from './find.js';
import type {Host, Returned, Socket} from './host.js';

/** As `recv`, but the same octets come again, the window stays as it is, and no ACK is owed for it. */
export function peek(host: Host, socket: Socket, count: number): Returned {
	if (!Number.isInteger(count) || count < 0) return fails('EINVAL');
	if (socket.kind === 'listener') return fails('ENOTCONN', 'connection does not exist');
	const connection = connectionNumbered(host, socket.connection);
	const text = connection === null ? socket.left.subarray(0, count) : take(copyOctets(connection.tcb.unread), count);
	if (text.length > 0 || count === 0) return returns(text.length, text);
	if (socket.ended) return returns(0, text);
	const failure = takeError(socket);
	if (failure !== null) return failure;
	if (socket.deaf) return returns(0, text);
	return connection === null ? fails('ENOTCONN', 'connection does not exist') : fails('EAGAIN');
}
