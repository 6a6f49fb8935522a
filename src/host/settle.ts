/** What follows from every event on a host: dead connections are taken away, and calls that waited go on. */

import {type Micros, SECOND, take} from '../tcp/index.js';
import {connectionSocket, socketNamed} from './find.js';
import type {Connection, Host, HostEffect} from './host.js';
import {numberOf} from './sysctl.js';
import {goOn} from './waiting.js';

/** To be called when an event has been dealt with, before anything else happens on the host. */
export function settle(host: Host, now: Micros, out: HostEffect[]): void {
	for (const connection of host.connections) watchOrphan(host, connection, now);
	bury(host);
	host.wakesAt = null;
	if (host.waiting.length === 0) return;
	goOn(host, now, out);
	bury(host);
}

/**
 * The same when a segment has come. A Linux kernel takes all that is there before a program runs that waits for it, and
 * what the program finds then decides which ACK its reading is worth.
 */
export function settleLater(host: Host, now: Micros, out: HostEffect[]): void {
	if (host.profile === 'rfc9293' || !host.waiting.some(({call}) => call.call === 'drain')) {
		settle(host, now, out);
		return;
	}

	for (const connection of host.connections) watchOrphan(host, connection, now);
	bury(host);
	host.wakesAt = now;
}

/** Takes away the connections that are over. */
function bury(host: Host): void {
	if (!host.connections.some(c => isOver(host, c))) return;
	for (const connection of host.connections) if (isOver(host, connection)) leaveSocket(host, connection);
	host.connections = host.connections.filter(c => !isOver(host, c));
}

/** Linux gives a connection that no program holds so long in FIN-WAIT-2; the RFC lets it stay. */
function watchOrphan(host: Host, connection: Connection, now: Micros): void {
	const {tcb, socket} = connection;
	if (tcb.state !== 'FIN-WAIT-2') {
		connection.forgetAt = null;
		return;
	}

	const patience = connection.options.TCP_LINGER2 ?? numberOf(host.sysctl, 'tcp_fin_timeout');
	if (connection.forgetAt === null && socket === null && patience > 0) connection.forgetAt = now + patience * SECOND;
}

/** Its TCB is deleted, or has gone back to LISTEN, where the listener stands already (MUST-11). */
function isOver(host: Host, {id, tcb, listener}: Connection): boolean {
	if (tcb.state !== 'CLOSED' && tcb.state !== 'LISTEN') return false;
	const socket = listener === null ? null : socketNamed(host, listener);
	if (tcb.state === 'LISTEN') return socket?.connection !== id;
	// A program that accepts it learns then that it is over.
	return socket === null || !socket.acceptQueue.includes(id);
}

/** The program keeps its socket, and what it has not read. */
function leaveSocket(host: Host, connection: Connection): void {
	const socket = connectionSocket(host, connection);
	if (socket === null) return;
	socket.connection = null;
	socket.deaf = true;
	socket.left = take(connection.tcb.unread, connection.tcb.unread.length);
}
