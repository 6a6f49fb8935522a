/** Socket options: their defaults, and what may be set. */

import type {SocketOptions} from './host.js';

/** A value as C programs and scenario files give it; booleans may be 0 and 1. Null: the default. */
export type OptionValue = number | boolean | string | {onoff: number; linger: number} | null;

/** Linux's, but for SO_REUSEADDR: every server sets it, so here a program must switch it off to miss it. */
export const DEFAULT_OPTIONS: SocketOptions = {
	TCP_NODELAY: false,
	SO_KEEPALIVE: false,
	TCP_KEEPIDLE: null,
	TCP_KEEPINTVL: null,
	TCP_KEEPCNT: null,
	SO_LINGER: null,
	TCP_USER_TIMEOUT: 0,
	SO_RCVBUF: null,
	SO_SNDBUF: null,
	TCP_MAXSEG: null,
	TCP_FASTOPEN: 0,
	TCP_FASTOPEN_CONNECT: false,
	TCP_CORK: false,
	TCP_SYNCNT: null,
	TCP_LINGER2: null,
	TCP_WINDOW_CLAMP: 0,
	TCP_QUICKACK: true,
	TCP_DEFER_ACCEPT: 0,
	TCP_NOTSENT_LOWAT: 0,
	TCP_CONGESTION: null,
	TCP_INQ: false,
	SO_REUSEADDR: true,
	IP_TOS: 0,
};

/** What setsockopt fails with. */
type OptionProblem = 'EINVAL' | 'ENOENT' | 'ENOPROTOOPT';

/** The options with one of them set, or why it cannot be. */
export function withOption(
	options: SocketOptions,
	name: string,
	value: OptionValue,
): {readonly options: SocketOptions} | {readonly errno: OptionProblem} {
	if (!isOption(name)) return {errno: 'ENOPROTOOPT'};
	const setting = parse(name, value);
	if (setting === undefined && name === 'TCP_CONGESTION' && typeof value === 'string') return {errno: 'ENOENT'};
	return setting === undefined ? {errno: 'EINVAL'} : {options: {...options, [name]: setting}};
}

/** The options with several of them set, or why one cannot be. */
export function withOptions(
	options: SocketOptions,
	changes: Readonly<Partial<Record<string, OptionValue>>>,
): {readonly options: SocketOptions} | {readonly errno: OptionProblem} {
	let all = options;
	for (const [name, value] of Object.entries(changes)) {
		if (value === undefined) continue;
		const changed = withOption(all, name, value);
		if ('errno' in changed) return changed;
		all = changed.options;
	}

	return {options: all};
}

const isOption = (name: string): name is keyof SocketOptions => Object.hasOwn(DEFAULT_OPTIONS, name);

/** Least and greatest value, as Linux checks them. */
const RANGES = {
	TCP_KEEPIDLE: [1, 32_767],
	TCP_KEEPINTVL: [1, 32_767],
	TCP_KEEPCNT: [1, 127],
	TCP_USER_TIMEOUT: [0, 2 ** 31 - 1],
	SO_RCVBUF: [0, 2 ** 30 - 1],
	SO_SNDBUF: [0, 2 ** 30 - 1],
	TCP_MAXSEG: [88, 32_767],
	TCP_FASTOPEN: [0, 65_535],
	TCP_SYNCNT: [1, 127],
	TCP_LINGER2: [0, 120],
	TCP_WINDOW_CLAMP: [0, 2 ** 30],
	TCP_DEFER_ACCEPT: [0, 32_767],
	TCP_NOTSENT_LOWAT: [0, 2 ** 32 - 1],
	IP_TOS: [0, 255],
} as const;

/** Undefined: not a value of that option. */
function parse(name: keyof SocketOptions, value: OptionValue): number | boolean | string | null | undefined {
	switch (name) {
		case 'TCP_NODELAY':
		case 'SO_KEEPALIVE':
		case 'SO_REUSEADDR':
		case 'TCP_FASTOPEN_CONNECT':
		case 'TCP_CORK':
		case 'TCP_QUICKACK':
		case 'TCP_INQ':
			return typeof value === 'object' || typeof value === 'string' ? undefined : value !== false && value !== 0;
		case 'TCP_CONGESTION':
			return value === null || value === 'cubic' || value === 'reno' ? value : undefined;
		case 'SO_LINGER':
			return linger(value);
		default: {
			// A null in a scenario's options means what it means here: the host's default.
			if (value === null) return DEFAULT_OPTIONS[name];
			const [least, most] = RANGES[name];
			return isWhole(value) && value >= least && value <= most ? value : undefined;
		}
	}
}

function linger(value: OptionValue): number | null | undefined {
	if (value === null || value === false) return null;
	if (typeof value === 'object') {
		if (value.onoff === 0) return null;
		return isWhole(value.linger) && value.linger >= 0 ? value.linger : undefined;
	}

	return isWhole(value) && value >= 0 ? value : undefined;
}

const isWhole = (value: OptionValue): value is number => typeof value === 'number' && Number.isInteger(value);
