/** Worlds driven to where a property is looked at, by calls and segments alone. */

import type {HostName} from '../../src/host/index.js';
import {createWorld, defaultSetup, type Fact, type Input, type Setup, step, type World} from '../../src/lab/index.js';
import {flags, type Segment, type State, type Tcb} from '../../src/tcp/index.js';

export type Driven = {readonly world: World; readonly facts: Fact[]};

/** A lab that holds all segments, or lets them flow. */
export const drive = (fields: Partial<Setup> = {}): Driven => ({
	world: createWorld({...defaultSetup('rfc9293', 1), ...fields}),
	facts: [],
});

/** Does inputs and keeps their facts. @returns the facts of these inputs */
export function all(driven: Driven, ...inputs: readonly Input[]): Fact[] {
	const facts = inputs.flatMap(input => step(driven.world, input));
	driven.facts.push(...facts);
	return facts;
}

export const CONNECT: Input = {
	do: 'call',
	host: 'client',
	call: {call: 'connect', socket: 'c', port: 80, localPort: 40_000},
};

const socketOf = (host: HostName): string => (host === 'client' ? 'c' : 'a');

export const call = (host: HostName, name: 'close' | 'abort'): Input => ({
	do: 'call',
	host,
	call: {call: name, socket: socketOf(host)},
});

export const shutdown = (host: HostName): Input => ({
	do: 'call',
	host,
	call: {call: 'shutdown', socket: socketOf(host), how: 'wr'},
});

export const send = (host: HostName, bytes: number): Input => ({
	do: 'call',
	host,
	call: {call: 'send', socket: socketOf(host), bytes},
});

export const recv = (host: HostName, bytes: number): Input => ({
	do: 'call',
	host,
	call: {call: 'recv', socket: socketOf(host), bytes},
});

export const FLOW: readonly Input[] = [
	{do: 'path', from: 'client', mode: 'flow'},
	{do: 'path', from: 'server', mode: 'flow'},
];

export const HOLD: readonly Input[] = [
	{do: 'path', from: 'client', mode: 'hold'},
	{do: 'path', from: 'server', mode: 'hold'},
];

/** Drops what flies now, all of it. */
export const dropAll = (driven: Driven): Fact[] =>
	all(driven, ...driven.world.wire.flights.map(({id}): Input => ({do: 'drop', segment: id})));

/** Delivers until nothing is in flight. */
export function settle(driven: Driven): Fact[] {
	const facts: Fact[] = [];
	for (let rounds = 0; driven.world.wire.flights.length > 0; rounds++) {
		if (rounds > 1000) throw new Error('never settles');
		facts.push(...all(driven, {do: 'deliver-all'}));
	}

	return facts;
}

export function established(fields: Partial<Setup> = {}): Driven {
	const driven = drive(fields);
	all(driven, CONNECT);
	settle(driven);
	return driven;
}

/** The newest connection of a host that is no listener's own. */
export function tcbOf(driven: Driven, host: HostName): Tcb {
	const found = driven.world.hosts[host].connections.findLast(c => c.tcb.remote !== null);
	if (found === undefined) throw new Error(`${host} has no connection`);
	return found.tcb;
}

export const stateOf = (driven: Driven, host: HostName): State =>
	driven.world.hosts[host].connections.findLast(c => c.tcb.remote !== null)?.tcb.state ?? 'CLOSED';

/** The client in this state, reached as a client reaches it; nothing is in flight. */
export function clientIn(state: State, fields: Partial<Setup> = {}): Driven {
	const driven = drive(fields);
	if (state === 'CLOSED' || state === 'LISTEN') {
		if (state === 'LISTEN') {
			all(driven, {do: 'call', host: 'client', call: {call: 'listen', socket: 'cl', port: 40_000}});
		}

		return driven;
	}

	all(driven, CONNECT);
	if (state === 'SYN-SENT') return dropped(driven);
	if (state === 'SYN-RECEIVED') {
		const both: Input = {do: 'call', host: 'server', call: {call: 'connect', socket: 'a', port: 40_000, localPort: 80}};
		dropAll(driven);
		all(driven, {do: 'call', host: 'server', call: {call: 'close', socket: 'l'}}, both, {do: 'deliver', segment: 's1'});
		return dropped(driven);
	}

	settle(driven);
	switch (state) {
		case 'ESTABLISHED':
			return driven;
		case 'FIN-WAIT-1':
			all(driven, shutdown('client'));
			return dropped(driven);
		case 'FIN-WAIT-2':
			all(driven, shutdown('client'));
			settle(driven);
			return driven;
		case 'CLOSE-WAIT':
		case 'LAST-ACK':
			all(driven, shutdown('server'));
			settle(driven);
			if (state === 'LAST-ACK') all(driven, shutdown('client'));
			return dropped(driven);
		case 'CLOSING':
			all(driven, shutdown('client'));
			dropAll(driven);
			all(driven, shutdown('server'));
			all(driven, {do: 'deliver', segment: driven.world.wire.flights[0]?.id ?? ''});
			return dropped(driven);
		case 'TIME-WAIT':
			all(driven, shutdown('client'));
			settle(driven);
			all(driven, shutdown('server'));
			settle(driven);
			return driven;
	}
}

function dropped(driven: Driven): Driven {
	dropAll(driven);
	return driven;
}

export const segmentsIn = (facts: readonly Fact[]): Segment[] =>
	facts.flatMap(fact => (fact.kind === 'sent' && fact.why !== null ? [fact.flight.segment] : []));

export const flagsIn = (facts: readonly Fact[]): string[] => segmentsIn(facts).map(flags);

export const statesIn = (facts: readonly Fact[], host: HostName): State[] =>
	facts.flatMap(fact => (fact.kind === 'state' && fact.host === host ? [fact.to] : []));
