/** What a program's file descriptors stand for. */

import type {SocketOptions} from '../../host/index.js';

export type SocketFd = {
	readonly kind: 'socket';
	/** The host's name for it. */
	readonly name: string;
	/** `new`: the host does not know of it yet. */
	phase: 'new' | 'listening' | 'stream';
	nonblocking: boolean;
	/** As setsockopt() left them, for when the host comes to know of it. */
	options: Partial<SocketOptions>;
	/** What bind() asked for; null: it was not called. */
	port: number | null;
	/** connect() is under way, and nobody was told how it ended. */
	connecting: boolean;
	/** Values that are kept for getsockopt() and mean nothing here. */
	readonly kept: Map<string, number>;
};

/** What an epoll instance watches. */
export type Watch = {
	readonly fd: number;
	events: number;
	/** As the program gave it, to be given back. */
	data: number;
	/** EPOLLET: something has happened since it was told last. */
	news: boolean;
	/** As it was when it was last looked at. */
	seen: string;
	/** EPOLLONESHOT has fired. */
	spent: boolean;
};

export type EpollFd = {readonly kind: 'epoll'; readonly watches: Watch[]; nonblocking: boolean};

export type Fd = SocketFd | EpollFd;

/** How a call ended: as C returns it. */
export type Outcome = {readonly ret: number; readonly errno: string | null};
