/**
 * One input changes little of a world, so what it left as it was is kept once: a history of ten thousand worlds then
 * takes less than half of the memory. Only worlds that nobody will write to any more may share parts.
 */

import {type Connection, HOST_NAMES, type Host} from '../host/index.js';
import type {Tcb} from '../tcp/index.js';
import type {Wire} from '../wire/index.js';
import type {World} from './world.js';

/** Lets `after` use the parts of `before` that are the same. Values do not change. */
export function share(before: World, after: World): void {
	after.hosts.client = sharedHost(before.hosts.client, after.hosts.client);
	after.hosts.server = sharedHost(before.hosts.server, after.hosts.server);
	after.hosts = shared(before.hosts, after.hosts);
	after.schedule = shared(before.schedule, after.schedule);
	after.chance = shared(before.chance, after.chance);
	after.wire = sharedWire(before.wire, after.wire);
}

function sharedHost(before: Host, after: Host): Host {
	for (const [i, connection] of after.connections.entries()) {
		const was = before.connections[i];
		if (was?.id === connection.id) after.connections[i] = sharedConnection(was, connection);
	}

	for (const [i, socket] of after.sockets.entries()) {
		const was = before.sockets[i];
		if (was !== undefined) after.sockets[i] = shared(was, socket);
	}

	after.connections = shared(before.connections, after.connections);
	after.sockets = shared(before.sockets, after.sockets);
	after.waiting = shared(before.waiting, after.waiting);
	return shared(before, after);
}

function sharedConnection(before: Connection, after: Connection): Connection {
	const was = before.tcb;
	const {tcb} = after;
	for (const name of QUEUES) tcb[name].chunks = shared(was[name].chunks, tcb[name].chunks);
	for (const name of Object.keys(tcb) as (keyof Tcb)[]) keep(was, tcb, name);
	after.tcb = shared(was, tcb);
	return shared(before, after);
}

const QUEUES = ['unsent', 'unread'] as const;

function keep<K extends keyof Tcb>(before: Tcb, after: Tcb, name: K): void {
	after[name] = shared(before[name], after[name]);
}

function sharedWire(before: Wire, after: Wire): Wire {
	for (const side of HOST_NAMES) {
		after.paths[side].last = shared(before.paths[side].last, after.paths[side].last);
		after.paths[side] = shared(before.paths[side], after.paths[side]);
	}

	after.paths = shared(before.paths, after.paths);
	after.flights = shared(before.flights, after.flights);
	after.seen = shared(before.seen, after.seen);
	after.sent = shared(before.sent, after.sent);
	return shared(before, after);
}

/** `before` where both hold the very same things, `after` otherwise. */
function shared<T>(before: T, after: T): T {
	if (before === after || !isPlain(before) || !isPlain(after)) return after;
	if (Array.isArray(after)) {
		if (!Array.isArray(before) || before.length !== after.length) return after;
		for (let i = 0; i < after.length; i++) if (before[i] !== after[i]) return after;
		return before;
	}

	// Parts of a world have all their fields from birth, so the names need no comparing.
	for (const key in after) if (before[key] !== after[key]) return after;
	return before;
}

const isPlain = (value: unknown): value is object =>
	typeof value === 'object' && value !== null && !(value instanceof Uint8Array);
