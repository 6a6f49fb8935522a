/** One trial: two programs and an adversary take turns, then the wire heals and both ends must finish. */

import {HOST_NAMES, type HostName, type SocketCall, type SocketOptions} from '../../src/host/index.js';
import type {Input, Setup} from '../../src/lab/index.js';
import {plus, unsigned} from '../../src/tcp/index.js';
import {type Faults, type Flight, NO_FAULTS, other} from '../../src/wire/index.js';
import {createEnds, type Ends, expect, perform, write} from './ends.js';

/** Numbers are taken modulo what is there, so that every list of commands is a trial. */
export type Command =
	| {readonly do: 'write' | 'urge' | 'read'; readonly host: HostName; readonly amount: number}
	| {readonly do: 'shutdown' | 'close'; readonly host: HostName}
	| {
			readonly do: 'deliver' | 'drop' | 'duplicate' | 'delay' | 'move' | 'flip' | 'replay' | 'slice';
			readonly which: number;
			readonly other: number;
	  }
	| {readonly do: 'timer' | 'event' | 'all'}
	| {readonly do: 'wait'; readonly by: number}
	| {readonly do: 'flow' | 'hold'; readonly host: HostName};

export type Trial = {
	readonly profile: Setup['profile'];
	readonly seed: number;
	readonly isn: readonly [client: number, server: number];
	readonly mtu: number;
	readonly latency: number;
	readonly receive: readonly [client: number, server: number];
	readonly send: number;
	readonly nodelay: boolean;
	readonly opening: 'listen' | 'simultaneous';
	/** The adversary comes only after the handshake. */
	readonly opened: boolean;
	readonly faults: Partial<Faults>;
	readonly commands: readonly Command[];
};

const CLIENT_PORT = 40_000;

/** Plays a trial to its end. @throws Error when a property does not hold */
export function play(trial: Trial): Ends {
	const ends = begin(trial);
	if (trial.opened)
		while (HOST_NAMES.some(host => stateOf(ends, host) !== 'ESTABLISHED')) perform(ends, {do: 'deliver-all'});
	for (const command of trial.commands) obey(ends, trial, command);
	heal(ends, trial);
	return ends;
}

function begin(trial: Trial): Ends {
	const {profile, seed, mtu, latency} = trial;
	const ends = createEnds({
		profile,
		seed,
		switches: [],
		hosts: {client: {isn: trial.isn[0]}, server: {isn: trial.isn[1]}},
		wire: {mode: 'hold', latency, mtu, faults: trial.faults},
		calls: [],
	});
	const options = (i: 0 | 1): Partial<SocketOptions> => ({
		SO_RCVBUF: trial.receive[i],
		SO_SNDBUF: trial.send,
		TCP_NODELAY: trial.nodelay,
	});
	const call = (host: HostName, what: SocketCall) => perform(ends, {do: 'call', host, call: what});
	ends.sides.client.socket = 'c';
	if (trial.opening === 'listen') {
		call('server', {call: 'listen', socket: 'l', port: 80, accepts: true, options: options(1)});
		call('client', {call: 'connect', socket: 'c', port: 80, localPort: CLIENT_PORT, options: options(0)});
	} else {
		ends.sides.server.socket = 's';
		call('client', {call: 'connect', socket: 'c', port: 80, localPort: CLIENT_PORT, options: options(0)});
		call('server', {call: 'connect', socket: 's', port: CLIENT_PORT, localPort: 80, options: options(1)});
	}

	return ends;
}

/** So many octets are a step of one trial: what fits both a segment and the buffers, give or take. */
function scaled(trial: Trial, amount: number): number {
	const unit = Math.min(trial.mtu - 40, trial.send, ...trial.receive);
	return Math.ceil((amount * unit) / 4);
}

function obey(ends: Ends, trial: Trial, command: Command): void {
	switch (command.do) {
		case 'write':
		case 'urge':
			if (ends.sides[command.host].shut) break;
			write(ends, command.host, scaled(trial, command.amount), command.do === 'urge');
			break;
		case 'read':
			read(ends, command.host, scaled(trial, command.amount));
			break;
		case 'shutdown':
			shutdown(ends, command.host);
			break;
		case 'close':
			close(ends, command.host);
			break;
		case 'timer':
			perform(ends, {do: 'wait', for: 'timer'});
			break;
		case 'event':
			perform(ends, {do: 'wait', for: 'event'});
			break;
		case 'all':
			perform(ends, {do: 'deliver-all'});
			break;
		case 'wait':
			perform(ends, {do: 'wait', by: command.by});
			break;
		case 'flow':
		case 'hold':
			perform(ends, {do: 'path', from: command.host, mode: command.do});
			break;
		default:
			meddle(ends, command);
	}
}

/** An act on a segment that is there. */
function meddle(ends: Ends, command: Extract<Command, {readonly which: number}>): void {
	const {flights, ghosts} = ends.world.wire;
	const {which, other} = command;
	if (command.do === 'replay') {
		const ghost = ghosts[which % Math.max(1, ghosts.length)];
		if (ghost !== undefined) perform(ends, {do: 'replay', segment: ghost.id});
		return;
	}

	const flight = flights[which % Math.max(1, flights.length)];
	if (flight === undefined) return;
	const segment = flight.id;
	if (command.do === 'slice') slice(ends, flight, other);
	else perform(ends, act());

	function act(): Input {
		switch (command.do) {
			case 'drop':
				return {do: 'drop', segment};
			case 'duplicate':
				return {do: 'duplicate', segment, by: other * 1000};
			case 'delay':
				return {do: 'delay', segment, by: other * 10_000};
			case 'move': {
				const fellows = flights.filter(f => f.to === flight?.to);
				const mark = fellows[other % fellows.length] ?? flight;
				return {do: 'move', segment, where: other % 2 === 0 ? 'before' : 'after', other: mark?.id ?? segment};
			}
			// Two flipped bits may make a right checksum again; RFC 9293 promises nothing then.
			case 'flip':
				return flight?.flipped.length === 0 ? {do: 'flip', segment, bit: null} : {do: 'drop', segment};
			default:
				return {do: 'deliver', segment};
		}
	}
}

/** A copy that carries only a part of the text: what another segmentation of the same stream would have sent. */
function slice(ends: Ends, {id, segment, flipped}: Flight, other: number): void {
	const {text} = segment;
	if (text.length < 2 || segment.urg || flipped.length > 0) return;
	perform(ends, {do: 'duplicate', segment: id, by: 0});
	const copy = ends.world.wire.flights.findLast(f => f.copyOf === id);
	if (copy === undefined) return;
	const from = Math.floor((text.length * (other % 4)) / 4);
	const to = Math.max(from + 1, text.length - Math.floor((text.length * (other % 3)) / 4));
	perform(ends, {
		do: 'edit',
		segment: copy.id,
		fields: {
			seq: unsigned(plus(segment.seq, from)),
			text: new TextDecoder().decode(text.subarray(from, to)),
			flags: segment.ack === null ? '' : '.',
		},
	});
}

function read(ends: Ends, host: HostName, bytes: number): void {
	const {socket, ended} = ends.sides[host];
	if (socket === null || ended !== 'no' || bytes === 0) return;
	perform(ends, {do: 'call', host, call: {call: 'recv', socket, bytes}});
}

/** No more writing; only an open connection has a direction to close. */
function shutdown(ends: Ends, host: HostName): void {
	const side = ends.sides[host];
	const state = stateOf(ends, host);
	if (side.socket === null || side.shut || (state !== 'ESTABLISHED' && state !== 'CLOSE-WAIT')) return;
	side.shut = true;
	perform(ends, {do: 'call', host, call: {call: 'shutdown', socket: side.socket, how: 'wr'}});
}

function close(ends: Ends, host: HostName): void {
	const side = ends.sides[host];
	const {socket} = side;
	if (socket === null) return;
	// Whoever closes before he has read the end may never get the rest, and the peer a RST for it.
	if (side.ended === 'no') ends.excuse ??= `${host} closes before the end`;
	side.socket = null;
	side.shut = true;
	if (side.ended === 'no') side.ended = 'error';
	perform(ends, {do: 'call', host, call: {call: 'close', socket}});
}

const stateOf = (ends: Ends, host: HostName): string | undefined =>
	ends.world.hosts[host].connections.find(c => c.socket === ends.sides[host].socket)?.tcb.state;

/** The wire lets everything through; both programs read all there is, say that they are done, and close. */
function heal(ends: Ends, trial: Trial): void {
	const {count, world} = ends;
	for (const from of HOST_NAMES) {
		perform(ends, {
			do: 'path',
			from,
			mode: 'flow',
			faults: {...NO_FAULTS, delay: trial.latency},
		});
	}

	const before = count.entered;
	const from = world.now;
	const unread = HOST_NAMES.reduce((sum, host) => sum + ends.sides[other(host)].written - ends.sides[host].read, 0);
	const least = 100 + 3 * world.wire.flights.length + 6 * unread;
	const bounded = () => {
		// Ends that are not of one connection (one gave up, or an old SYN opened another half) find all that the other
		// sends outside the window, and say so: each twice a second at most (RFC 5961 §7), until one of them gives up.
		const apart = ends.excuse !== null || world.hosts.server.nextConnection > 3;
		const most = least + (apart ? 4 * Math.ceil((world.now - from) / 1_000_000) : 0);
		expect(ends, count.entered - before <= most, `18: no packet storm: at most ${most} segments`);
	};
	while (HOST_NAMES.some(host => isBusy(ends, host))) {
		for (const host of HOST_NAMES) {
			shutdown(ends, host);
			readAll(ends, host);
		}

		bounded();
		if (!time(ends)) break;
	}

	for (const host of HOST_NAMES) close(ends, host);
	const closedAt = world.now;
	while (time(ends)) bounded();
	finish(ends, closedAt);
}

/** Its program waits for something that can still come. */
function isBusy(ends: Ends, host: HostName): boolean {
	const side = ends.sides[host];
	if (side.socket === null) return side.ended === 'no' && host === 'server' && stillOpening(ends);
	return side.ended === 'no' || (!side.shut && stateOf(ends, host) !== undefined);
}

const stillOpening = (ends: Ends): boolean =>
	ends.world.hosts.server.connections.some(c => c.tcb.state === 'SYN-RECEIVED') ||
	ends.world.hosts.client.connections.some(c => c.tcb.state === 'SYN-SENT');

function readAll(ends: Ends, host: HostName): void {
	const side = ends.sides[host];
	for (let had = -1; side.ended === 'no' && had !== side.read; ) {
		had = side.read;
		read(ends, host, 65_536);
	}
}

/** On to the next event. @returns false when nothing will ever happen again */
function time(ends: Ends): boolean {
	return perform(ends, {do: 'wait', for: 'event'})[0]?.kind !== 'void';
}

/** Two maximum segment lifetimes and two of the longest timeouts, of the slower profile. */
const LAST_WORDS = (240 + 2 * 120) * 1_000_000;

function finish(ends: Ends, closedAt: number): void {
	const {client, server} = ends.sides;
	if (ends.excuse === null) {
		expect(ends, server.read === client.written, `41: the server reads all ${client.written}, not ${server.read}`);
		expect(ends, client.read === server.written, `41: the client reads all ${server.written}, not ${client.read}`);
		expect(ends, client.ended === 'eof' && server.ended === 'eof', '41: both read the end');
		expect(ends, ends.world.now - closedAt <= LAST_WORDS, '42: both are CLOSED within 2 MSL and two timeouts');
	}

	// The peer of one that gave up, or whose RST was lost, learns it when it next sends: in FIN-WAIT-2 that is never.
	const endless = ends.excuse === null ? ['LISTEN'] : ['LISTEN', 'FIN-WAIT-2'];
	for (const host of HOST_NAMES) {
		const left = ends.world.hosts[host].connections.filter(c => !endless.includes(c.tcb.state));
		expect(ends, left.length === 0, `42: ${host} ends in CLOSED, not ${left.map(c => c.tcb.state)}`);
	}
}
