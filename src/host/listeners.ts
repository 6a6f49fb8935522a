/** A listener's two queues: half-open connections, and open ones that no program has accepted (listen(2)). */

import {arrive, call, eq, later, type Micros, type Segment, type Seq} from '../tcp/index.js';
import {chooseIss, chooseTsOffset, createConnection, forget, run, tellRule} from './connections.js';
import {connectionNumbered, socketNamed} from './find.js';
import type {Connection, Host, HostEffect, Socket} from './host.js';
import {configOf} from './profiles.js';
import {numberOf} from './sysctl.js';

/** The listening socket on that port. */
export const listenerOn = (host: Host, port: number): Socket | null =>
	host.sockets.find(socket => socket.kind === 'listener' && socket.port === port) ?? null;

/**
 * A segment that belongs to none of the listener's connections. A SYN makes one, where the queues have room.
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
	const opens = seg.syn && seg.ack === null && !seg.rst;
	if (opens && !hasRoom(host, listener, listening, out)) return;
	const taker = opens ? passiveOpen(host, listener, seg, above, now) : listening;
	run(host, taker, (tcb, effects) => arrive(tcb, seg, now, effects), out);
}

/** A TCB in LISTEN for this SYN alone: the listener itself goes on listening. */
function passiveOpen(host: Host, listener: Socket, seg: Segment, above: Seq | null, now: Micros): Connection {
	const {options, name} = listener;
	const local = seg.destination;
	const child = createConnection(host, {
		config: configOf(host, options),
		options,
		local,
		remote: null,
		socket: null,
		listener: name,
	});
	const chosen = chooseIss(host, local, seg.source, now);
	const iss = above === null ? chosen : later(chosen, above);
	// What the listener's own OPEN told is not told again.
	call(child.tcb, {call: 'open', how: 'passive', iss, tsOffset: chooseTsOffset(host, seg.source)}, now, []);
	return child;
}

/**
 * Whether the listener takes another SYN. Linux drops it without a word, so that the client tries again.
 *
 * Left out: SYN cookies, with which Linux answers when the first queue is full.
 */
export function hasRoom(host: Host, listener: Socket, listening: Connection, out: HostEffect[]): boolean {
	const halfOpen = host.connections.filter(c => isHalfOpen(c, listener)).length;
	if (halfOpen > listener.backlog || halfOpen >= numberOf(host.sysctl, 'tcp_max_syn_backlog')) {
		tellRule(listening, 'syn-queue-full', {count: halfOpen}, out);
		return false;
	}

	if (isAcceptQueueFull(listener)) {
		tellRule(listening, 'accept-queue-full', {count: listener.acceptQueue.length}, out);
		return false;
	}

	return true;
}

const isHalfOpen = (connection: Connection, listener: Socket): boolean =>
	connection.listener === listener.name && connection.tcb.state === 'SYN-RECEIVED';

/** Linux takes one more than was asked for. */
const isAcceptQueueFull = (listener: Socket): boolean =>
	!listener.accepts && listener.acceptQueue.length > listener.backlog;

/**
 * Whether a half-open connection must do without this segment, because the accept queue has no room for what it opens.
 *
 * Linux ignores the ACK: the client believes it is connected, and our SYN,ACK goes on being sent again.
 */
export function overflows(host: Host, connection: Connection, seg: Segment, now: Micros, out: HostEffect[]): boolean {
	const {tcb} = connection;
	if (tcb.state !== 'SYN-RECEIVED' || connection.listener === null) return false;
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
		if (connection.tcb.state === 'SYN-RECEIVED') forget(host, connection, 'listener-closed', now, out);
		else if (acceptQueue.includes(connection.id)) {
			run(host, connection, (tcb, effects) => call(tcb, {call: 'abort'}, now, effects), out);
		}
	}

	const listening = connectionNumbered(host, listener.connection);
	if (listening === null) return;
	run(host, listening, (tcb, effects) => call(tcb, {call: 'close', reading: 'ends'}, now, effects), out);
}
