/** A host's calls as lines of a script. */

import {DEFAULT_OPTIONS, type Host, type SocketCall, type SocketOptions} from '../../host/index.js';
import type {Fact} from '../../lab/index.js';

type Ended = (Fact & {kind: 'returned'}) | null;

/** Numbers that stand for the host's sockets, by their name and by their connection. */
export type ExportedFds = {
	readonly numbers: Map<string, number>;
	readonly connections: Map<number, number>;
	next: number;
	/** Before anything was done. */
	readonly host: Host;
};

/** What the host's sockets are at the start: those that listen already. */
export function readyLines(fds: ExportedFds): readonly string[] {
	return fds.host.sockets.flatMap(({name, kind, port, options, backlog}) =>
		kind === 'listener' ? listenLines(fds, name, port, options, backlog, '= 0') : [],
	);
}

function listenLines(
	fds: ExportedFds,
	name: string,
	port: number,
	options: Partial<SocketOptions>,
	backlog: number,
	result: string,
): readonly string[] {
	return [
		...socketLines(fds, name, options),
		`bind(${fds.numbers.get(name)}, ${address('0.0.0.0', port)}, ...) = 0`,
		`listen(${fds.numbers.get(name)}, ${backlog}) ${result}`,
	];
}

const address = (to: string, port: number): string =>
	`{sa_family = AF_INET, sin_port = htons(${port}), sin_addr = inet_addr("${to}")}`;

function socketLines(fds: ExportedFds, name: string, options: Partial<SocketOptions>): readonly string[] {
	const number = fds.next++;
	fds.numbers.set(name, number);
	return [
		`socket(..., SOCK_STREAM, IPPROTO_TCP) = ${number}`,
		...Object.entries({...DEFAULT_OPTIONS, ...options}).flatMap(([option, value]) =>
			// A script's sockets start as C's do: without SO_REUSEADDR.
			option === 'SO_REUSEADDR'
				? value === true
					? [optionLine(number, option, 1, '= 0')]
					: []
				: value === DEFAULT_OPTIONS[option as keyof SocketOptions]
					? []
					: [optionLine(number, option, value, '= 0')],
		),
	];
}

const LEVELS: readonly (readonly [prefix: string, level: string])[] = [
	['SO_', 'SOL_SOCKET'],
	['IP_', 'SOL_IP'],
	['TCP_', 'SOL_TCP'],
];

function optionLine(number: number, option: string, value: unknown, result: string): string {
	const level = LEVELS.find(([prefix]) => option.startsWith(prefix))?.[1] ?? 'SOL_SOCKET';
	return `setsockopt(${number}, ${level}, ${option}, ${optionValue(option, value)}, ${option === 'SO_LINGER' ? 8 : 4}) ${result}`;
}

function optionValue(option: string, value: unknown): string {
	if (option === 'SO_LINGER') {
		if (typeof value === 'object' && value !== null && 'onoff' in value && 'linger' in value)
			return `{onoff=${value.onoff}, linger=${value.linger}}`;
		return value === null || value === false ? '{onoff=0, linger=0}' : `{onoff=1, linger=${Number(value)}}`;
	}

	return typeof value === 'string' ? `["${value}"]` : `[${Number(value)}]`;
}

/** A call's lines, at the instant at which it was made. One that waits is told by what ends its waiting. */
export function callLines(fds: ExportedFds, call: SocketCall, ended: Ended): readonly string[] {
	const result = resultText(ended);
	const number = fds.numbers.get(call.socket) ?? 99;
	switch (call.call) {
		case 'listen':
			return listenLines(fds, call.socket, call.port, call.options ?? {}, call.backlog ?? MOST_BACKLOG, result);
		case 'connect':
			return connectLines(fds, call, ended);
		// It is told when it has a connection; and reading, when there is something to read.
		case 'accept':
		case 'drain':
			return [];
		case 'send':
			return [sendLine(number, call, ended)];
		case 'recv':
			if (call.peek === true) return [`recv(${number}, ..., ${call.bytes}, MSG_PEEK|MSG_DONTWAIT) ${result}`];
			return [`recv(${number}, ..., ${call.bytes}, MSG_DONTWAIT) ${result}`];
		case 'shutdown':
			return [`shutdown(${number}, SHUT_${call.how.toUpperCase()}) ${result}`];
		case 'close':
			if (ended !== null && ended.at > ended.madeAt)
				return [`...${(ended.at / 1e6).toFixed(6)} close(${number}) ${result}`];
			return [`close(${number}) ${result}`];
		case 'abort':
			return [optionLine(number, 'SO_LINGER', 0, '= 0'), `close(${number}) ${result}`];
		case 'setsockopt':
			return [optionLine(number, call.option, call.value, result)];
	}
}

const MOST_BACKLOG = 4_096;

/** recv() that `drain` made: as much as there was. */
export function readLine(fds: ExportedFds, connection: number, octets: number): readonly string[] {
	const number = fds.connections.get(connection) ?? [...fds.numbers.values()].at(-1);
	return octets === 0 || number === undefined ? [] : [`recv(${number}, ..., 65536, MSG_DONTWAIT) = ${octets}`];
}

function connectLines(fds: ExportedFds, call: SocketCall & {call: 'connect'}, ended: Ended): readonly string[] {
	const known = fds.numbers.get(call.socket);
	const lines = known === undefined ? [...socketLines(fds, call.socket, call.options ?? {})] : [];
	const number = fds.numbers.get(call.socket) ?? 99;
	if (known === undefined) lines.push(`fcntl(${number}, F_SETFL, O_RDWR|O_NONBLOCK) = 0`);
	if (call.localPort !== undefined && call.localPort > 0)
		lines.push(`bind(${number}, ${address('0.0.0.0', call.localPort)}, ...) = 0`);
	const to = address(call.address ?? fds.host.peerAddress, call.port);
	const text = call.text === undefined ? call.bytes : new TextEncoder().encode(call.text).length;
	const how = ended?.result;
	const result = how !== undefined && 'ret' in how && how.ret === IN_PROGRESS ? '= -1 EINPROGRESS' : resultText(ended);
	lines.push(
		text === undefined
			? `connect(${number}, ${to}, ...) ${result}`
			: `sendto(${number}, ..., ${text}, MSG_FASTOPEN, ${to}, ...) ${result}`,
	);
	return lines;
}

const IN_PROGRESS = 115;

function sendLine(number: number, call: SocketCall & {call: 'send'}, ended: Ended): string {
	const octets = call.text === undefined ? (call.bytes ?? 0) : new TextEncoder().encode(call.text).length;
	const flags = [
		...(call.urgent === true ? ['MSG_OOB'] : []),
		...(call.more === true ? ['MSG_MORE'] : []),
		...(call.eor === true ? ['MSG_EOR'] : []),
		'MSG_DONTWAIT',
	];
	return `send(${number}, ..., ${octets}, ${flags.join('|')}) ${resultText(ended)}`;
}

function resultText(ended: Ended): string {
	if (ended === null) return '= 0';
	const {result} = ended;
	return 'errno' in result ? `= -1 ${result.errno}` : `= ${result.ret}`;
}
