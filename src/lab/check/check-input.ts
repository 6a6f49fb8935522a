/** Is this JSON an input? Sessions come from files, and files from anywhere. */

import {DEFAULT_OPTIONS, HOST_NAMES} from '../../host/index.js';
import {SWITCHES} from '../../tcp/index.js';
import {
	eitherOf,
	finite,
	flag,
	integer,
	listOf,
	nullOr,
	oneOf,
	record,
	type Shape,
	share,
	tagged,
	text,
	within,
} from './shape.js';

/**
 * The name of the field that keeps `json` from being an `Input`, such as `call.port`; null when it is one.
 *
 * Whether the input applies to a world is not asked here: `step` tells that by a void fact, and such an input is in the
 * session file too. So this must let pass whatever a person can have done.
 */
export const wrongInInput: Shape = json => input(json);

export const HOST = oneOf(...HOST_NAMES);
const PORT = integer(0, 65_535);
const WORD = integer(0, 65_535);
const OCTET = integer(0, 255);
const NUMBER = integer(0, 2 ** 32 - 1);
/** 2^50 µs are 35 years, which leaves room for sums. */
export const MICROS = integer(0, 2 ** 50);
/** More octets than a call may write or ask for at once would only fill the memory. */
const OCTETS = integer(0, 2 ** 30);
const SECONDS: Shape = within(0, Number.MAX_VALUE);

const LINGER = record({onoff: integer(0), linger: integer(0)});

const OPTIONS = record(
	{},
	{
		TCP_NODELAY: flag,
		SO_KEEPALIVE: flag,
		TCP_KEEPIDLE: nullOr(SECONDS),
		TCP_KEEPINTVL: nullOr(SECONDS),
		TCP_KEEPCNT: nullOr(integer(0)),
		SO_LINGER: nullOr(SECONDS),
		TCP_USER_TIMEOUT: SECONDS,
		SO_RCVBUF: nullOr(OCTETS),
		SO_SNDBUF: nullOr(OCTETS),
		TCP_MAXSEG: nullOr(WORD),
		TCP_FASTOPEN: WORD,
		TCP_FASTOPEN_CONNECT: flag,
		TCP_CORK: flag,
		TCP_SYNCNT: nullOr(integer(0)),
		TCP_LINGER2: nullOr(SECONDS),
		TCP_WINDOW_CLAMP: OCTETS,
		TCP_QUICKACK: flag,
		TCP_DEFER_ACCEPT: SECONDS,
		TCP_NOTSENT_LOWAT: NUMBER,
		TCP_CONGESTION: nullOr(text),
		TCP_INQ: flag,
		SO_REUSEADDR: flag,
		IP_TOS: OCTET,
	},
);

const socketCall = (name: string, needed: Record<string, Shape>, optional: Record<string, Shape> = {}): Shape =>
	record({call: oneOf(name), socket: text, ...needed}, optional);

export const CALL = tagged('call', {
	listen: socketCall('listen', {port: PORT}, {backlog: integer(0), accepts: flag, options: OPTIONS}),
	accept: socketCall('accept', {listener: text}),
	connect: socketCall('connect', {port: PORT}, {address: text, localPort: PORT, bytes: OCTETS, text, options: OPTIONS}),
	send: socketCall('send', {}, {bytes: OCTETS, text, urgent: flag, push: flag, more: flag}),
	recv: socketCall('recv', {bytes: OCTETS}, {peek: flag}),
	drain: socketCall('drain', {bytes: OCTETS}),
	shutdown: socketCall('shutdown', {how: oneOf('rd', 'wr', 'rdwr')}),
	close: socketCall('close', {}),
	abort: socketCall('abort', {}),
	setsockopt: socketCall('setsockopt', {
		option: oneOf(...Object.keys(DEFAULT_OPTIONS)),
		value: eitherOf(finite, flag, LINGER),
	}),
});

const CHANCE = record({probability: share, correlation: share});

const LOSS = tagged('model', {
	random: record({model: oneOf('random'), probability: share, correlation: share}),
	gemodel: record({model: oneOf('gemodel'), p: share, r: share, oneMinusH: share, oneMinusK: share}),
});

export const FAULTS = record(
	{},
	{
		delay: MICROS,
		jitter: MICROS,
		delayCorrelation: share,
		distribution: oneOf('uniform', 'normal', 'pareto', 'paretonormal'),
		loss: nullOr(LOSS),
		duplicate: nullOr(CHANCE),
		reorder: nullOr(record({probability: share, correlation: share, gap: integer(0)})),
		corrupt: nullOr(CHANCE),
		mark: nullOr(CHANCE),
		rate: nullOr(within(0, Number.MAX_VALUE)),
		pathMtu: nullOr(record({octets: integer(68, 65_535), silent: flag})),
		limit: integer(0),
	},
);

export const RULE = record(
	{from: HOST, do: oneOf('drop', 'delay', 'duplicate', 'corrupt', 'mark')},
	{
		flags: text,
		has: text,
		seq: finite,
		ack: finite,
		length: finite,
		minLength: finite,
		after: SECONDS,
		before: SECONDS,
		nth: eitherOf(integer(1), listOf(integer(1)), oneOf('all')),
		chance: share,
		by: SECONDS,
	},
);

const FIELDS = record(
	{},
	{
		relative: oneOf(true),
		sourcePort: PORT,
		destinationPort: PORT,
		seq: NUMBER,
		ack: nullOr(NUMBER),
		flags: text,
		wnd: WORD,
		up: WORD,
		text,
		bytes: WORD,
		mss: nullOr(WORD),
		tsval: nullOr(NUMBER),
		tsecr: NUMBER,
		options: text,
		ecn: integer(0, 3),
	},
);

export const MODE = oneOf('hold', 'flow');
export const SYSCTL_VALUE = eitherOf(finite, text);
export const SWITCH = oneOf(...SWITCHES);

const act = (name: string, needed: Record<string, Shape>, optional: Record<string, Shape> = {}): Shape =>
	record({do: oneOf(name), ...needed}, optional);

const input = tagged('do', {
	call: act('call', {host: HOST, call: CALL}),
	deliver: act('deliver', {segment: text}),
	drop: act('drop', {segment: text}),
	delay: act('delay', {segment: text, by: MICROS}),
	duplicate: act('duplicate', {segment: text, by: MICROS}),
	move: act('move', {segment: text, where: oneOf('before', 'after'), other: text}),
	flip: act('flip', {segment: text, bit: nullOr(integer(0))}),
	mark: act('mark', {segment: text}),
	edit: act('edit', {segment: text, fields: FIELDS}),
	forge: act('forge', {from: oneOf(...HOST_NAMES, 'outsider'), to: HOST, fields: FIELDS}),
	replay: act('replay', {segment: text}),
	icmp: act('icmp', {segment: text, type: oneOf(3, 4, 11, 12), code: OCTET, mtu: WORD}),
	'deliver-all': act('deliver-all', {}),
	wait: eitherOf(act('wait', {for: oneOf('event', 'timer')}), act('wait', {by: MICROS})),
	path: act('path', {from: HOST}, {mode: MODE, faults: FAULTS}),
	rule: act('rule', {rule: RULE}),
	sysctl: act('sysctl', {host: HOST, name: text, value: SYSCTL_VALUE}),
	switch: act('switch', {host: oneOf(...HOST_NAMES, 'both'), name: SWITCH, on: flag}),
	crash: act('crash', {host: HOST}),
});
