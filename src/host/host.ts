/** One end system as plain data: its sockets, its connections, its listeners' queues, its sysctl values. */

import type {CallError, Effect, Micros, Secret, Switches, Tcb} from '../tcp/index.js';

/** In the order in which they act when both act at one instant. */
export const HOST_NAMES = ['client', 'server'] as const;

/** One of the two hosts. */
export type HostName = (typeof HOST_NAMES)[number];

/** Linux's errno names, as a program would see them. */
export const ERRNOS = [
	'EADDRINUSE',
	'EADDRNOTAVAIL',
	'EAGAIN',
	'EALREADY',
	'EBADF',
	'ECONNABORTED',
	'ECONNREFUSED',
	'ECONNRESET',
	'EINPROGRESS',
	'EINVAL',
	'EISCONN',
	'ENETUNREACH',
	'ENOENT',
	'ENOBUFS',
	'ENOPROTOOPT',
	'ENOTCONN',
	'EOPNOTSUPP',
	'EPIPE',
	'ETIMEDOUT',
] as const;

/** One of `ERRNOS`. */
export type Errno = (typeof ERRNOS)[number];

/** Socket options under their C names; `DEFAULT_OPTIONS` until set. */
export type SocketOptions = {
	readonly TCP_NODELAY: boolean;
	readonly SO_KEEPALIVE: boolean;
	/** Seconds; null: the host's default. */
	readonly TCP_KEEPIDLE: number | null;
	/** Seconds; null: the host's default. */
	readonly TCP_KEEPINTVL: number | null;
	/** Probes; null: the host's default. */
	readonly TCP_KEEPCNT: number | null;
	/** Seconds that close() waits for the peer's last ACK; null is off: it does not wait. 0: it resets. */
	readonly SO_LINGER: number | null;
	/** Milliseconds; 0 is off. */
	readonly TCP_USER_TIMEOUT: number;
	/** Octets; null: the host's default. */
	readonly SO_RCVBUF: number | null;
	/** Octets; null: the host's default. */
	readonly SO_SNDBUF: number | null;
	/** Octets; null: what the MTU leaves. */
	readonly TCP_MAXSEG: number | null;
	/** A listener's: how many connections may be open before their handshake is done (RFC 7413); 0: none. */
	readonly TCP_FASTOPEN: number;
	/** connect() waits for the first send(), whose text goes with the SYN, where a cookie is at hand. */
	readonly TCP_FASTOPEN_CONNECT: boolean;
	/** A segment that is not full waits for more text, 200 ms at most. */
	readonly TCP_CORK: boolean;
	/** Retransmissions of the SYN; null: the host's default. */
	readonly TCP_SYNCNT: number | null;
	/** Seconds that an orphan stays in FIN-WAIT-2; null: the host's default. */
	readonly TCP_LINGER2: number | null;
	/** Octets that the window offered never exceeds; 0: none said. */
	readonly TCP_WINDOW_CLAMP: number;
	/** ACKs go at once, until the connection's rhythm makes them wait again. */
	readonly TCP_QUICKACK: boolean;
	/** A listener's: seconds that it waits for text before it has a connection accepted; 0: it does not. */
	readonly TCP_DEFER_ACCEPT: number;
	/** Octets waiting to be sent from which on no more are taken; 0: the host's default. */
	readonly TCP_NOTSENT_LOWAT: number;
	/** cubic or reno; null: the host's default. */
	readonly TCP_CONGESTION: string | null;
	/** recvmsg() tells how much is left to read. */
	readonly TCP_INQ: boolean;
	readonly SO_REUSEADDR: boolean;
	/** The IPv4 header's second octet, 0 … 255: the Diffserv field is its upper six bits, the lower two are TCP's own. */
	readonly IP_TOS: number;
};

/** A call as a program makes it (`kernel` scenario format). JSON: it is part of an input. */
export type SocketCall =
	/** `accepts`: the host's own application accepts each connection at once, without an `accept` call. */
	| {
			call: 'listen';
			socket: string;
			port: number;
			backlog?: number;
			accepts?: boolean;
			options?: Partial<SocketOptions>;
	  }
	/** Waits for a connection; the new socket is `socket`. */
	| {call: 'accept'; socket: string; listener: string}
	/** With `text` or `bytes` it is sendto() with MSG_FASTOPEN: the SYN takes along what it can (RFC 7413). */
	| {
			call: 'connect';
			socket: string;
			address?: string;
			port: number;
			localPort?: number;
			bytes?: number;
			text?: string;
			options?: Partial<SocketOptions>;
	  }
	/** `text` wins over `bytes`; with `bytes` the octets are a pattern that tells their place in the stream. */
	/** `more`: MSG_MORE, the program has more to write at once. `eor`: MSG_EOR, nothing goes in one segment behind this. */
	| {
			call: 'send';
			socket: string;
			bytes?: number;
			text?: string;
			urgent?: boolean;
			push?: boolean;
			more?: boolean;
			eor?: boolean;
	  }
	/** `peek`: MSG_PEEK, the text stays to be read again. */
	| {call: 'recv'; socket: string; bytes: number; peek?: boolean}
	/** Reads as text comes until so many octets, or the end, have come. Waits. */
	| {call: 'drain'; socket: string; bytes: number}
	| {call: 'shutdown'; socket: string; how: 'rd' | 'wr' | 'rdwr'}
	| {call: 'close'; socket: string}
	/** ABORT of RFC 9293 §3.10.5; a program gets it by closing with SO_LINGER 0. */
	| {call: 'abort'; socket: string}
	| {
			call: 'setsockopt';
			socket: string;
			option: keyof SocketOptions;
			value: number | boolean | string | {onoff: number; linger: number};
	  };

/** A call's end: `ret` as C returns it, or an errno, with the RFC's own words where the engine gave them. */
export type Returned =
	| {readonly ret: number; readonly text: Uint8Array | null}
	| {readonly errno: Errno; readonly error: CallError | null};

/** One connection's engine and who holds it. */
export type Connection = {
	/** Unique on the host, from 1; never used again. */
	readonly id: number;
	tcb: Tcb;
	/** As its program set them, or as the listener had them. */
	options: SocketOptions;
	/** The socket's name; null while it waits in a listener's queue, or when its program has closed it (an orphan). */
	socket: string | null;
	/** The listener that it came from, or, in LISTEN, the listener that it is; null: connected by us. */
	listener: string | null;
	/** What its program will be told when it accepts it: the connection ended in the accept queue. */
	error: Errno | null;
	/** When an orphan in FIN-WAIT-2 is forgotten (tcp_fin_timeout); null: it is none, or waits for ever. */
	forgetAt: Micros | null;
};

/** A program's handle: a listener, or one end of a stream. */
export type Socket = {
	readonly name: string;
	readonly kind: 'listener' | 'stream';
	options: SocketOptions;
	port: number;
	/** Its connection's id; a listener's is in LISTEN. Null before connect, and when the TCB is deleted. */
	connection: number | null;
	/** Its connection was open once. */
	established: boolean;
	/** What the next call returns once, as SO_ERROR does. */
	error: Errno | null;
	/** The peer's FIN has come: when all text is read, recv gives 0. */
	ended: boolean;
	/** The program reads no more, or its connection is gone: the same, once the error has been told. */
	deaf: boolean;
	/** Text that was still unread when the TCB was deleted. */
	left: Uint8Array;
	/** Octets written and read by the program so far. */
	written: number;
	read: number;
	/** A connect() that waits for the first send() (TCP_FASTOPEN_CONNECT). */
	deferred: (SocketCall & {call: 'connect'}) | null;
	/** Listener only: when it last answered a SYN by a cookie (RFC 4987); null: never. */
	cookieSentAt: Micros | null;
	/** Listener only. */
	backlog: number;
	accepts: boolean;
	/** Ids of established connections that no accept() has taken. */
	acceptQueue: readonly number[];
};

/** A call that waits (accept, drain, close), and since when. `progress`: octets read; for close, its connection's id. */
export type Waiting = {readonly call: SocketCall; readonly madeAt: Micros; readonly progress: number};

/** Sysctl values under Linux's names without `net.ipv4.`; seconds, octets or counts as Linux has them. */
export type Sysctl = Readonly<Record<string, number | string>>;

/** A server's cookie, and the octets of text that it takes in a segment. */
export type FastOpenCookie = {readonly address: string; readonly cookie: Uint8Array; readonly mss: number};

/** One end system. Plain data: `copyHost` copies it, and only the functions of this folder write to it. */
export type Host = {
	readonly name: HostName;
	address: string;
	/** The other host's address: where a connect goes that names none. */
	peerAddress: string;
	profile: ProfileName;
	sysctl: Sysctl;
	switches: Switches;
	/** RFC 6528's secret key. It outlives a crash here, as the ISN clock does. */
	readonly secret: Secret;
	connections: Connection[];
	sockets: Socket[];
	waiting: Waiting[];
	/** When a program that waits for text runs again, as what arrives at that instant has arrived; null: no text came. */
	wakesAt: Micros | null;
	nextConnection: number;
	nextPort: number;
	/** The ISN of the next connection, 0 … 2^32 - 1, instead of RFC 6528's; null once it is used up. */
	isn: number | null;
	/** RFC 7413 §4.1.3: what servers gave us, the last of each. */
	fastOpenCookies: readonly FastOpenCookie[];
	/** Interface MTU, octets. */
	mtu: number;
	/** When it last booted. */
	bootedAt: Micros;
};

/** rfc9293: the letter of the standards. linux: what Linux 6.18 does. */
export const PROFILE_NAMES = ['rfc9293', 'linux'] as const;

/** One of `PROFILE_NAMES`. */
export type ProfileName = (typeof PROFILE_NAMES)[number];

/** What a host wants done, or tells, in order. */
export type HostEffect =
	/** An effect of one connection's engine. `connection` is 0 for segments sent on behalf of nobody (§3.10.7.1). */
	| {readonly kind: 'tcp'; readonly connection: number; readonly socket: string | null; readonly effect: Effect}
	| {
			readonly kind: 'returned';
			readonly socket: string;
			readonly call: SocketCall;
			readonly madeAt: Micros;
			readonly result: Returned;
	  }
	/** A new connection got its socket (by accept or by the host's own application). */
	| {readonly kind: 'accepted'; readonly listener: string; readonly socket: string; readonly connection: number};
