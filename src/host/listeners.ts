/** A listener's two queues: half-open connections, and open ones that no program has accepted (listen(2)). */

import {arrive, call, eq, type Micros, type Segment, type Seq} from '../tcp/index.js';
import {forget, run, tellRule} from './connections.js';
import {fastOpenOf} from './fast-open.js';
import {connectionNumbered, socketNamed} from './find.js';
import type {Connection, Host, HostEffect, Socket} from './host.js';
import {isAcceptQueueFull, passiveOpen} from './passive-open.js';
import {answerByCookie, cookiePolicy, takeCookie} from './syn-cookies.js';
import {numberOf} from './sysctl.js';

/** The listening socket on that port. */
export const listenerOn = (host: Host, port: number): Socket | null =>
	host.sockets.find(socket => socket.kind === 'listener' && socket.port === port) ?? null;

/**
 * A segment that belongs to none of the listener's connections. A SYN makes one, where the queues have room, and so does
 * an ACK that brings back a cookie.
 *
 * @param above - the new ISS must lie above this number (MAY-2); null: any will do
 */
export function arriveAtListener(
	host: Host,
	listener: Socket,
	seg: Segment,
	above: Seq | null,
	now: Micros,
	out: HostEffect[],
): void {
	const listening = connectionNumbered(host, listener.connection);
	if (listening === null) return;
	if (!seg.syn || seg.ack !== null || seg.rst) {
		if (takeCookie(host, listener, listening, seg, now, out)) return;
		run(host, listening, (tcb, effects) => arrive(tcb, seg, now, effects), out);
		return;
	}

	const room = roomFor(host, listener, listening, above !== null, out);
	if (room === 'none') return;
	if (room === 'cookie') {
		answerByCookie(host, listener, listening, seg, halfOpenAt(host, listener), now, out);
		return;
	}

	const fastOpen = fastOpenOf(host, listener, listening, seg, out);
	const child = passiveOpen(host, listener, seg, now, {above, fastOpen});
	run(host, child, (tcb, effects) => arrive(tcb, seg, now, effects), out);
}

/**
 * Whether the listener takes another SYN. `none`: it is dropped without a word, so that the client tries again.
 *
 * @param reopens - it comes to a connection in TIME-WAIT: its sender is real, and memory is set free for it
 */
export function roomFor(
	host: Host,
	listener: Socket,
	listening: Connection,
	reopens: boolean,
	out: HostEffect[],
): 'room' | 'cookie' | 'none' {
	const halfOpen = halfOpenAt(host, listener);
	const policy = cookiePolicy(host);
	const full = halfOpen > listener.backlog || (policy === 'never' && !hasMemory(host, halfOpen));
	if (full && !reopens && policy === 'never') {
		tellRule(listening, 'syn-queue-full', {count: halfOpen}, out);
		return 'none';
	}

	if (isAcceptQueueFull(listener)) {
		tellRule(listening, 'accept-queue-full', {count: listener.acceptQueue.length}, out);
		return 'none';
	}

	return !reopens && (full || policy === 'always') ? 'cookie' : 'room';
}

/** Linux leaves the last quarter to peers that it knows from before, and here remembers none. */
function hasMemory({sysctl, profile}: Host, halfOpen: number): boolean {
	const most = numberOf(sysctl, 'tcp_max_syn_backlog');
	return profile === 'linux' ? most - halfOpen >= most >> 2 : halfOpen < most;
}

/** What is open early (RFC 7413) stands in the accept queue already. */
const halfOpenAt = (host: Host, listener: Socket): number =>
	host.connections.filter(
		({listener: name, tcb}) => name === listener.name && tcb.state === 'SYN-RECEIVED' && !tcb.fastOpen.early,
	).length;

/**
 * Whether a half-open connection must do without this segment, because the accept queue has no room for what it opens.
 *
 * Linux ignores the ACK: the client believes it is connected, and our SYN,ACK goes on being sent again.
 */
export function overflows(host: Host, connection: Connection, seg: Segment, now: Micros, out: HostEffect[]): boolean {
	const {tcb} = connection;
	if (tcb.state !== 'SYN-RECEIVED' || connection.listener === null || tcb.fastOpen.early) return false;
	if (seg.ack === null || seg.rst || seg.syn || !eq(seg.ack, tcb.snd.nxt)) return false;
	const listener = socketNamed(host, connection.listener);
	if (listener === null || !isAcceptQueueFull(listener)) return false;
	if (numberOf(host.sysctl, 'tcp_abort_on_overflow') === 1) {
		tellRule(connection, 'accept-queue-resets', null, out);
		run(host, connection, (t, effects) => call(t, {call: 'abort'}, now, effects), out);
	} else tellRule(connection, 'accept-queue-full-ack', {count: listener.acceptQueue.length}, out);
	return true;
}

/** The listener is closed: what waited to be accepted is reset, what was half-open is forgotten (as Linux does). */
export function stopListening(host: Host, listener: Socket, now: Micros, out: HostEffect[]): void {
	const {acceptQueue, name} = listener;
	listener.acceptQueue = [];
	for (const connection of host.connections) {
		if (connection.listener !== name || connection.socket !== null) continue;
		if (acceptQueue.includes(connection.id)) {
			run(host, connection, (tcb, effects) => call(tcb, {call: 'abort'}, now, effects), out);
		} else if (connection.tcb.state === 'SYN-RECEIVED') forget(host, connection, 'listener-closed', now, out);
	}

	const listening = connectionNumbered(host, listener.connection);
	if (listening === null) return;
	run(host, listening, (tcb, effects) => call(tcb, {call: 'close', reading: 'ends'}, now, effects), out);
}
