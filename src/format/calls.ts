/** What programs do in a scenario: `calls[]`. */

import {DEFAULT_OPTIONS, type SocketCall, type SocketOptions} from '../host/index.js';
import {
	boolean,
	byField,
	type Described,
	number,
	object,
	oneOf,
	optional,
	orNull,
	refuse,
	type Shape,
	text,
	whole,
} from './shape.js';
import {address, host, port, socketName, time} from './values.js';

const lingerPair = object('SO_LINGER', {onoff: whole('0 or 1', 0, 1), linger: number('seconds')});

/** Seconds; null is off. A pair as C has it is understood too. */
const linger: Shape<number | null> = tree => {
	if (tree.kind !== 'map') return orNull(number('seconds'))(tree);
	const pair = lingerPair(tree);
	return pair.onoff === 0 ? null : pair.linger;
};

const options = object('socket options', {
	TCP_NODELAY: optional(boolean),
	SO_KEEPALIVE: optional(boolean),
	TCP_KEEPIDLE: optional(orNull(whole('seconds', 1))),
	TCP_KEEPINTVL: optional(orNull(whole('seconds', 1))),
	TCP_KEEPCNT: optional(orNull(whole('probes', 1, 127))),
	SO_LINGER: optional(linger),
	TCP_USER_TIMEOUT: optional(whole('milliseconds')),
	SO_RCVBUF: optional(orNull(whole('octets', 1))),
	SO_SNDBUF: optional(orNull(whole('octets', 1))),
	TCP_MAXSEG: optional(orNull(whole('octets', 88, 32_767))),
	TCP_FASTOPEN: optional(whole('connections', 0, 65_535)),
	TCP_FASTOPEN_CONNECT: optional(boolean),
	TCP_CORK: optional(boolean),
	TCP_SYNCNT: optional(orNull(whole('retransmissions', 1, 127))),
	TCP_LINGER2: optional(orNull(whole('seconds', 0, 120))),
	TCP_WINDOW_CLAMP: optional(whole('octets')),
	TCP_QUICKACK: optional(boolean),
	TCP_DEFER_ACCEPT: optional(whole('seconds', 0, 32_767)),
	TCP_NOTSENT_LOWAT: optional(whole('octets', 0, 2 ** 32 - 1)),
	TCP_CONGESTION: optional(orNull(oneOf('a congestion control', ['cubic', 'reno']))),
	TCP_INQ: optional(boolean),
	SO_REUSEADDR: optional(boolean),
	IP_TOS: optional(whole('a type of service', 0, 255)),
} satisfies Record<keyof SocketOptions, unknown>);

const OPTION_NAMES = Object.keys(DEFAULT_OPTIONS) as (keyof SocketOptions)[];

const optionValue: Shape<number | boolean | string | {onoff: number; linger: number}> = tree => {
	if (tree.kind === 'map') return lingerPair(tree);
	if (tree.kind === 'scalar' && (typeof tree.value === 'boolean' || typeof tree.value === 'string')) return tree.value;
	return number('an option')(tree);
};

// The call's name has been looked at by `byField`; here it is a field like others.
const named = <const T extends string>(name: T) => ({call: oneOf('the call', [name]), socket: socketName});
const octets = whole('octets', 0, 2 ** 30);

const fields = {
	listen: {
		...named('listen'),
		port,
		backlog: optional(whole('connections', 0, 65_535)),
		accepts: optional(boolean),
		options: optional(options),
	},
	accept: {...named('accept'), listener: socketName},
	connect: {
		...named('connect'),
		address: optional(address),
		port,
		localPort: optional(port),
		bytes: optional(octets),
		text: optional(text),
		options: optional(options),
	},
	send: {
		...named('send'),
		bytes: optional(octets),
		text: optional(text),
		urgent: optional(boolean),
		push: optional(boolean),
		more: optional(boolean),
		eor: optional(boolean),
	},
	recv: {...named('recv'), bytes: octets, peek: optional(boolean)},
	drain: {...named('drain'), bytes: octets},
	shutdown: {...named('shutdown'), how: oneOf('a way', ['rd', 'wr', 'rdwr'])},
	close: named('close'),
	abort: named('abort'),
	setsockopt: {...named('setsockopt'), option: oneOf('an option', OPTION_NAMES), value: optionValue},
} as const satisfies Record<SocketCall['call'], unknown>;

export const CALLS = Object.keys(fields) as readonly SocketCall['call'][];

/** A call alone, as an act of `do: call` has it. */
export const socketCall: Shape<SocketCall> = tree => checked(byField('call', 'a call', shapes({}))(tree), tree);

type TimedCall = Described<{at: typeof time; host: typeof host}> & {readonly call: SocketCall};

/** A call with its time and host. */
export const timedCall: Shape<TimedCall> = tree => {
	const {at, host: on, ...call} = byField('call', 'a call', shapes({at: time, host}))(tree);
	return {at, host: on, call: checked(call, tree)};
};

function checked<C extends SocketCall>(call: C, tree: Parameters<typeof socketCall>[0]): C {
	if (call.call === 'send' && call.bytes === undefined && call.text === undefined) {
		return refuse(tree, 'a call of send with "bytes" or "text"', 'neither');
	}

	return call;
}

/** Every call's shape with more fields in front. */
function shapes<const More extends Record<string, Shape<unknown>>>(more: More) {
	return {
		listen: object('a call of listen', {...more, ...fields.listen}),
		accept: object('a call of accept', {...more, ...fields.accept}),
		connect: object('a call of connect', {...more, ...fields.connect}),
		send: object('a call of send', {...more, ...fields.send}),
		recv: object('a call of recv', {...more, ...fields.recv}),
		drain: object('a call of drain', {...more, ...fields.drain}),
		shutdown: object('a call of shutdown', {...more, ...fields.shutdown}),
		close: object('a call of close', {...more, ...fields.close}),
		abort: object('a call of abort', {...more, ...fields.abort}),
		setsockopt: object('a call of setsockopt', {...more, ...fields.setsockopt}),
	};
}
