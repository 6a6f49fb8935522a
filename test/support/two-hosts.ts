/** Two hosts and a perfect wire between them, in virtual time: what a host does, without the lab. */

import {
	createHost,
	HOST_NAMES,
	type Host,
	type HostEffect,
	type HostName,
	type HostOptions,
	hostArrive,
	hostCall,
	hostDeadline,
	hostExpire,
	type ProfileName,
	type Returned,
	type SocketCall,
	type Sysctl,
} from '../../src/host/index.js';
import {
	checkTcb,
	MILLISECOND,
	type Micros,
	NO_SWITCHES,
	SECOND,
	type Segment,
	type Switch,
} from '../../src/tcp/index.js';
import {other} from '../../src/wire/index.js';
import {show} from './ends.js';

export type OnWire = {readonly from: HostName; readonly to: HostName; readonly at: Micros; readonly segment: Segment};

export type TwoHosts = {
	now: Micros;
	readonly hosts: Record<HostName, Host>;
	readonly latency: Micros;
	flying: OnWire[];
	/** Whether the wire loses a segment; `n` counts the sender's segments from 1. */
	loses: (from: HostName, segment: Segment, n: number) => boolean;
	/** All that was sent, lost or not, with the instant of sending. */
	readonly sent: OnWire[];
	/** All that the hosts told. */
	readonly told: {readonly at: Micros; readonly host: HostName; readonly effect: HostEffect}[];
};

type Given = {
	readonly profile?: ProfileName;
	/** One way; 10 ms when not given. */
	readonly latency?: Micros;
	readonly sysctl?: Sysctl;
	readonly switches?: readonly Switch[];
	readonly client?: Partial<HostOptions>;
	readonly server?: Partial<HostOptions>;
};

/** Their first ISNs are 100 and 300, as in the figures of RFC 9293 §3.5. */
export function twoHosts(given: Given = {}): TwoHosts {
	const {profile = 'rfc9293', latency = 10 * MILLISECOND, sysctl = {}, switches = []} = given;
	const common = {
		profile,
		sysctl,
		switches: {...NO_SWITCHES, ...Object.fromEntries(switches.map(name => [name, true]))},
		mtu: 1500,
	};
	const ends = {client: '10.0.0.1', server: '10.0.0.2'};
	return {
		now: 0,
		hosts: {
			client: createHost({
				...common,
				name: 'client',
				address: ends.client,
				peerAddress: ends.server,
				secret: [1, 2, 3, 4],
				isn: 100,
				...given.client,
			}),
			server: createHost({
				...common,
				name: 'server',
				address: ends.server,
				peerAddress: ends.client,
				secret: [5, 6, 7, 8],
				isn: 300,
				...given.server,
			}),
		},
		latency,
		flying: [],
		loses: () => false,
		sent: [],
		told: [],
	};
}

/** The same, with the server's `l` on port 80, and between the client's `c` and the server's `a` a connection, 1 s old. */
export function open(given: Given = {}): TwoHosts {
	const world = twoHosts(given);
	call(world, 'server', {call: 'listen', socket: 'l', port: 80, accepts: true});
	call(world, 'client', {call: 'connect', socket: 'c', port: 80});
	runFor(world, SECOND);
	return world;
}

/** Makes a call now. @returns what it returned; null: it waits */
export function call(world: TwoHosts, host: HostName, what: SocketCall): Returned | null {
	const told = act(world, host, (h, now, out) => hostCall(h, what, now, out));
	const end = told.find(effect => effect.kind === 'returned' && effect.call === what);
	return end?.kind === 'returned' ? end.result : null;
}

/** Lets a host do something, checks its connections, and puts what it sends on the wire. */
export function act(
	world: TwoHosts,
	name: HostName,
	what: (host: Host, now: Micros, out: HostEffect[]) => void,
): HostEffect[] {
	const out: HostEffect[] = [];
	what(world.hosts[name], world.now, out);
	for (const {tcb} of world.hosts[name].connections) {
		const wrong = checkTcb(tcb);
		if (wrong.length > 0) throw new Error(`${name}: ${wrong.join('; ')}`);
	}

	for (const effect of out) {
		world.told.push({at: world.now, host: name, effect});
		if (effect.kind === 'tcp' && effect.effect.kind === 'send') put(world, name, effect.effect.segment);
	}

	return out;
}

/** Puts a segment on the wire as if `from` had sent it. */
export function put(world: TwoHosts, from: HostName, segment: Segment): void {
	const n = world.sent.filter(s => s.from === from).length + 1;
	const to = other(from);
	world.sent.push({from, to, at: world.now, segment});
	if (!world.loses(from, segment, n)) world.flying.push({from, to, at: world.now + world.latency, segment});
}

/** Runs until nothing flies and no timer runs, or to an instant. @throws when that takes more than `steps` events */
export function run(world: TwoHosts, until: Micros = Number.POSITIVE_INFINITY, steps = 20_000): void {
	for (let step = 0; step < steps; step++) {
		const next = nextEvent(world);
		if (next > until || next === Number.POSITIVE_INFINITY) {
			if (until !== Number.POSITIVE_INFINITY) world.now = until;
			return;
		}

		world.now = Math.max(world.now, next);
		const arrived = world.flying.find(flight => flight.at <= world.now);
		if (arrived !== undefined) {
			world.flying = world.flying.filter(flight => flight !== arrived);
			act(world, arrived.to, (host, now, out) => hostArrive(host, arrived.segment, now, out));
			continue;
		}

		for (const name of HOST_NAMES) {
			const due = hostDeadline(world.hosts[name]);
			if (due !== null && due <= world.now) act(world, name, hostExpire);
		}
	}

	throw new Error(`no end after ${steps} events, at ${world.now / SECOND} s`);
}

/** Runs for so long. */
export const runFor = (world: TwoHosts, by: Micros): void => run(world, world.now + by);

function nextEvent(world: TwoHosts): Micros {
	const deadlines = HOST_NAMES.map(name => hostDeadline(world.hosts[name]) ?? Number.POSITIVE_INFINITY);
	return Math.min(...world.flying.map(flight => flight.at), ...deadlines);
}

/** What was sent, as `client S 100:100(0)` or `server S. 300:300(0) ack 101`; from the `from`-th segment on. */
export const lines = (world: TwoHosts, from = 0): string[] =>
	world.sent.slice(from).map(({from: sender, segment}) => `${sender} ${show(segment)}`);

/** The states of a host's connections, listeners too, in the order in which they were made. */
export const states = (world: TwoHosts, name: HostName): string[] =>
	world.hosts[name].connections.map(({tcb}) => tcb.state);

/** The calls of a host that have returned, as `accept a 0` or `recv a EAGAIN`. */
export const returns = (world: TwoHosts, name: HostName): string[] =>
	world.told.flatMap(({host, effect}) =>
		host === name && effect.kind === 'returned'
			? [`${effect.call.call} ${effect.socket} ${'errno' in effect.result ? effect.result.errno : effect.result.ret}`]
			: [],
	);

/** The rules a host applied. */
export const rules = (world: TwoHosts, name: HostName): string[] =>
	world.told.flatMap(({host, effect}) =>
		host === name && effect.kind === 'tcp' && effect.effect.kind === 'rule' ? [effect.effect.rule] : [],
	);
