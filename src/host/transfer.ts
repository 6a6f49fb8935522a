/** send() and recv(), neither of which waits. */

import {type CallError, call, type Micros, sendRoom} from '../tcp/index.js';
import {run} from './connections.js';
import {fails, returns, takeError} from './errors.js';
import {connectionNumbered} from './find.js';
import type {Host, HostEffect, Returned, Socket, SocketCall} from './host.js';
import {patternOctets, textOf} from './pattern.js';

/** Writes as many octets as the send buffer has room for; EAGAIN when it has none. */
export function send(
	host: Host,
	socket: Socket,
	what: SocketCall & {call: 'send'},
	now: Micros,
	out: HostEffect[],
): Returned {
	const whole = what.text === undefined ? null : textOf(what, socket.written);
	const wanted = whole?.length ?? what.bytes ?? -1;
	if (!Number.isInteger(wanted) || wanted < 0) return fails('EINVAL');
	const failure = takeError(socket);
	if (failure !== null) return failure;
	const connection = connectionNumbered(host, socket.connection);
	if (connection === null || socket.kind === 'listener') return fails('EPIPE', 'connection does not exist');
	const {tcb} = connection;
	if (tcb.closeCalled) return fails('EPIPE', 'connection closing');
	// The RFC queues what is sent before the connection opens; Linux has no room for it until then.
	const opening = tcb.state === 'SYN-SENT' || (tcb.state === 'SYN-RECEIVED' && !tcb.fastOpen.early);
	if (opening && host.profile === 'linux') return fails('EAGAIN');
	const count = Math.min(wanted, sendRoom(tcb));
	if (count < wanted) tcb.sendMemory.short = true;
	if (count === 0) return wanted === 0 ? returns(0) : fails('EAGAIN', 'insufficient resources');

	const text = whole?.subarray(0, count) ?? patternOctets(socket.written, count);
	const {more = false, push = !more, urgent = false, eor = false} = what;
	// What was cut short has not ended.
	const ends = eor && count === wanted;
	const sending = {call: 'send', text, push, urgent, more, ends} as const;
	const made = run(host, connection, (t, effects) => call(t, sending, now, effects), out);
	if (made.kind === 'error') return fails(sendErrno(made.error), made.error);
	socket.written += count;
	return returns(count);
}

const sendErrno = (error: CallError) => (error === 'insufficient resources' ? 'ENOBUFS' : 'EPIPE');

/** Reads what is there, at most `count` octets; 0 at the end of the stream, EAGAIN when nothing is there yet. */
export function recv(host: Host, socket: Socket, count: number, now: Micros, out: HostEffect[]): Returned {
	if (!Number.isInteger(count) || count < 0) return fails('EINVAL');
	if (socket.kind === 'listener') return fails('ENOTCONN', 'connection does not exist');
	if (count === 0) return returns(0);
	const text = readable(host, socket, count, now, out);
	if (text.length > 0) {
		socket.read += text.length;
		return returns(text.length, text);
	}

	// Linux's order: the end of the stream hides an error that came after it.
	if (socket.ended) return returns(0, text);
	const failure = takeError(socket);
	if (failure !== null) return failure;
	if (socket.deaf) return returns(0, text);
	return socket.connection === null ? fails('ENOTCONN', 'connection does not exist') : fails('EAGAIN');
}

function readable(host: Host, socket: Socket, count: number, now: Micros, out: HostEffect[]): Uint8Array {
	const connection = connectionNumbered(host, socket.connection);
	if (connection === null) {
		const text = socket.left.subarray(0, count);
		socket.left = socket.left.subarray(text.length);
		return text;
	}

	// RECEIVE would wait: it is made when there is text, so that waiting leaves no trace.
	if (connection.tcb.unread.length === 0) return NOTHING;
	const made = run(host, connection, (tcb, effects) => call(tcb, {call: 'receive', count}, now, effects), out);
	return made.kind === 'text' ? made.text : NOTHING;
}

const NOTHING = new Uint8Array(0);
