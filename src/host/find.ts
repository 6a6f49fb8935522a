/** Looking things up on a host. Lists are short, so they are walked. */

import type {Connection, Host, Socket} from './host.js';

/** The open socket of that name. */
export const socketNamed = (host: Host, name: string): Socket | null =>
	host.sockets.find(socket => socket.name === name) ?? null;

/** The connection of that id, while its TCB lives. */
export const connectionNumbered = (host: Host, id: number | null): Connection | null =>
	id === null ? null : (host.connections.find(connection => connection.id === id) ?? null);

/** The connection behind the socket of that name; a listener's is the one in LISTEN. */
export const connectionOf = (host: Host, name: string): Connection | null =>
	connectionNumbered(host, socketNamed(host, name)?.connection ?? null);

/** The socket through which a program holds the connection; null: it is an orphan, or waits to be accepted. */
export const connectionSocket = (host: Host, connection: Connection): Socket | null =>
	connection.socket === null ? null : socketNamed(host, connection.socket);
