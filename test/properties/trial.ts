/** A trial: two ends, a wire, and what is done to them; then the wire heals. */

import {HOST_NAMES, type HostName, type SocketCall, type SocketOptions} from '../../src/host/index.js';
import type {Setup} from '../../src/lab/index.js';
import type {Switch} from '../../src/tcp/index.js';
import type {Coverage} from './coverage.js';
import {createEnds, type Ends, goOn, perform, runTo, type Watch} from './ends.js';
import {heal} from './heal.js';
import {type Forgery, forge, lie, meddle, weathered} from './meddle.js';
import {close, read, shutdown, stateOf, write} from './programs.js';
import {WATCHES} from './watches.js';

/** Numbers are taken modulo what is there, so that every list of commands is a trial. */
export type Command =
	| {readonly do: 'write' | 'urge' | 'read'; readonly host: HostName; readonly amount: number}
	| {readonly do: 'shutdown' | 'close'; readonly host: HostName}
	| {
			readonly do: 'deliver' | 'drop' | 'duplicate' | 'delay' | 'move' | 'flip' | 'replay' | 'slice' | 'lie';
			readonly which: number;
			readonly other: number;
	  }
	| {readonly do: 'forge'; readonly host: HostName; readonly what: Forgery; readonly by: number}
	| {readonly do: 'timer' | 'event' | 'all'}
	| {readonly do: 'wait'; readonly by: number}
	| {readonly do: 'flow' | 'hold'; readonly host: HostName};

/** How likely each segment is lost, doubled, held up or damaged, while the adversary rules: 0 … 1. */
export type Weather = {
	readonly loss: number;
	readonly duplicate: number;
	readonly late: number;
	readonly corrupt: number;
};

export type Trial = {
	readonly profile: Setup['profile'];
	readonly seed: number;
	readonly isn: readonly [client: number, server: number];
	readonly mtu: number;
	/** The MSS that each SYN is made to offer, on its way; null: the host's own. */
	readonly mss: number | null;
	readonly latency: number;
	readonly receive: readonly [client: number, server: number];
	readonly send: number;
	readonly nodelay: boolean;
	/** tcp_sack, tcp_timestamps and tcp_window_scaling, of each host. */
	readonly sack: readonly [client: boolean, server: boolean];
	readonly timestamps: readonly [client: boolean, server: boolean];
	readonly scaling: readonly [client: boolean, server: boolean];
	readonly switches?: readonly Switch[];
	readonly opening: 'listen' | 'simultaneous';
	/** The adversary comes only after the handshake. */
	readonly opened: boolean;
	readonly weather: Weather | null;
	readonly commands: readonly Command[];
};

const CLIENT_PORT = 40_000;

/** Plays a trial to its end. @throws Violation when a property does not hold */
export function play(trial: Trial, coverage: Coverage, watches: readonly Watch[] = WATCHES): Ends {
	const ends = createEnds(setupOf(trial), watches, coverage);
	ends.weather = weathered(trial);
	begin(ends, trial);
	for (const command of trial.commands) obey(ends, trial, command);
	ends.weather = null;
	heal(ends);
	return ends;
}

export function setupOf(trial: Trial): Setup {
	const {profile, seed, mtu, latency, switches = []} = trial;
	const host = (i: 0 | 1) => ({
		isn: trial.isn[i],
		sysctl: {
			tcp_sack: Number(trial.sack[i]),
			tcp_timestamps: Number(trial.timestamps[i]),
			tcp_window_scaling: Number(trial.scaling[i]),
		},
	});
	return {
		profile,
		seed,
		switches,
		hosts: {client: host(0), server: host(1)},
		wire: {mode: 'hold', latency, mtu},
		calls: [],
	};
}

function begin(ends: Ends, trial: Trial): void {
	const options = (i: 0 | 1): Partial<SocketOptions> => ({
		SO_RCVBUF: trial.receive[i],
		SO_SNDBUF: trial.send,
		TCP_NODELAY: trial.nodelay,
	});
	const call = (host: HostName, what: SocketCall) => perform(ends, {do: 'call', host, call: what});
	if (trial.opening === 'listen') {
		call('server', {call: 'listen', socket: 'l', port: 80, accepts: true, options: options(1)});
		call('client', {call: 'connect', socket: 'c', port: 80, localPort: CLIENT_PORT, options: options(0)});
	} else {
		call('client', {call: 'connect', socket: 'c', port: 80, localPort: CLIENT_PORT, options: options(0)});
		call('server', {call: 'connect', socket: 's', port: CLIENT_PORT, localPort: 80, options: options(1)});
	}

	if (!trial.opened) return;
	const {weather} = ends;
	ends.weather = trial.mss === null ? null : weathered({...trial, weather: null});
	flow(ends, true);
	while (HOST_NAMES.some(host => stateOf(ends, host) !== 'ESTABLISHED') && goOn(ends));
	flow(ends, false);
	ends.weather = weather;
}

function flow(ends: Ends, on: boolean): void {
	for (const host of HOST_NAMES) ends.flowing[host] = on;
}

/** So many octets are a step of one trial: what fits both a segment and the buffers, give or take. */
function scaled(trial: Trial, amount: number): number {
	const unit = Math.min(Math.max(48, trial.mss ?? 9000), trial.mtu - 40, trial.send, ...trial.receive);
	return Math.ceil((amount * unit) / 4);
}

function obey(ends: Ends, trial: Trial, command: Command): void {
	const {world} = ends;
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
			toTimer(ends);
			break;
		case 'event':
			goOn(ends);
			break;
		case 'all':
			for (const {id} of world.wire.flights.slice()) {
				const flight = world.wire.flights.find(f => f.id === id);
				if (flight !== undefined) meddle(ends, {do: 'deliver', which: world.wire.flights.indexOf(flight), other: 0});
			}

			break;
		case 'wait':
			runTo(ends, world.now + command.by);
			break;
		case 'flow':
		case 'hold':
			ends.flowing[command.host] = command.do === 'flow';
			break;
		case 'forge':
			forge(ends, command.host, command.what, command.by);
			break;
		case 'lie':
			lie(ends, command.which, command.other);
			break;
		default:
			meddle(ends, command);
	}
}

/** On, until a timer has fired: what flows arrives on the way. */
function toTimer(ends: Ends): void {
	for (let steps = 0; steps < 200; steps++) {
		const {acts} = ends;
		const before = acts.length;
		if (!goOn(ends)) return;
		// Only an arrival is an act.
		if (acts.length === before) return;
	}
}
