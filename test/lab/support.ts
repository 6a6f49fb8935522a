/** Worlds and words for the lab's tests. */

import {defaultSetup, type Fact, type Input, type Setup, step, type World} from '../../src/lab/index.js';
import {flags} from '../../src/tcp/index.js';

export const connect: Input = {do: 'call', host: 'client', call: {call: 'connect', socket: 'c', port: 80}};

/** The lab as it starts, with some of its setup replaced. */
export const setupWith = (fields: Partial<Setup> = {}): Setup => ({...defaultSetup('rfc9293', 1), ...fields});

export const doAll = (world: World, inputs: readonly Input[]): Fact[] => inputs.flatMap(input => step(world, input));

/** Facts as short lines: those of the wire, of calls and of states; rules and timers are left out. */
export const told = (facts: readonly Fact[]): string[] =>
	facts.flatMap(fact => {
		switch (fact.kind) {
			case 'sent':
				return [`sent ${fact.flight.id} ${flags(fact.flight.segment)}${fact.again ? ' again' : ''}`];
			case 'delivered':
				return [`delivered ${fact.id}`];
			case 'dropped':
				return [`dropped ${fact.id} by ${fact.by}`];
			case 'changed':
				return [`${fact.how} ${fact.flight.id}`];
			case 'state':
				return [`${fact.host} ${fact.to}`];
			case 'returned':
				return [`${fact.host} ${fact.call.call} ${'ret' in fact.result ? fact.result.ret : fact.result.errno}`];
			case 'accepted':
				return [`${fact.host} accepted ${fact.socket}`];
			case 'crashed':
				return [`${fact.host} crashed`];
			case 'set':
				return [`set ${fact.what}`];
			case 'void':
				return [`void ${fact.reason}`];
			default:
				return [];
		}
	});

/** What stays of the facts when only some kinds matter. */
export const only = (facts: readonly Fact[], ...kinds: readonly Fact['kind'][]): string[] =>
	told(facts.filter(fact => kinds.includes(fact.kind)));

export const states = (world: World): {client: string[]; server: string[]} => ({
	client: world.hosts.client.connections.map(c => c.tcb.state),
	server: world.hosts.server.connections.map(c => c.tcb.state),
});
