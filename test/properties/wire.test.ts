import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {
	createHost,
	type HostEffect,
	type HostName,
	hostArrive,
	hostCall,
	hostDeadline,
	hostExpire,
} from '../../src/host/index.js';
import type {Fact, Input, Setup} from '../../src/lab/index.js';
import {SECOND, type Segment} from '../../src/tcp/index.js';
import {all, CONNECT, type Driven, drive, recv, send, shutdown} from '../support/drive.js';

const faults = fc.record({
	loss: fc.constantFrom(null, {model: 'random', probability: 0.2, correlation: 0} as const),
	duplicate: fc.constantFrom(null, {probability: 0.2, correlation: 0}),
	corrupt: fc.constantFrom(null, {probability: 0.2, correlation: 0}),
	jitter: fc.constantFrom(0, 15_000),
});

/** A transfer both ways over a wire with faults, from open to close. */
function transfer(setup: Partial<Setup>): Driven {
	const driven = drive(setup);
	const inputs: readonly Input[] = [
		CONNECT,
		{do: 'wait', by: 20 * SECOND},
		send('client', 20_000),
		send('server', 5000),
		{do: 'wait', by: 60 * SECOND},
		recv('client', 65_536),
		recv('server', 65_536),
		shutdown('client'),
		{do: 'wait', by: 30 * SECOND},
		shutdown('server'),
		{do: 'wait', by: 600 * SECOND},
	];
	all(driven, ...inputs);
	return driven;
}

const count = (facts: readonly Fact[], kind: Fact['kind']): number => facts.filter(fact => fact.kind === kind).length;

describe('wire', () => {
	it('property 45: what entered was delivered, dropped, or is in flight, whatever the wire’s faults', () => {
		fc.assert(
			fc.property(fc.nat(), faults, fc.constantFrom('rfc9293' as const, 'linux' as const), (seed, bad, profile) => {
				const {facts, world} = transfer({seed, profile, wire: {mode: 'flow', faults: bad}});
				const ended = count(facts, 'delivered') + count(facts, 'dropped');
				expect(count(facts, 'sent')).toBe(ended + world.wire.flights.length);
				// A fault may double what was sent; without one nothing is there that no host sent.
				const copies = facts.filter(fact => fact.kind === 'sent' && fact.why === null);
				if (bad.duplicate === null) expect(copies).toEqual([]);
			}),
			{seed: 45, numRuns: 60},
		);
	});

	it.each(['rfc9293', 'linux'] as const)(
		'property 46: what came in and was called, played to each host alone, makes the same go out (%s)',
		profile => {
			const loss = {model: 'random', probability: 0.1, correlation: 0} as const;
			const driven = transfer({seed: 46, profile, wire: {mode: 'flow', faults: {loss, jitter: 3000}}});
			for (const host of ['client', 'server'] as const) {
				expect(alone(driven, profile, host)).toEqual(sentBy(driven.facts, host));
			}
		},
	);
});

type Sent = {readonly at: number; readonly segment: Segment};

const sentBy = (facts: readonly Fact[], host: HostName): Sent[] =>
	facts.flatMap(fact =>
		fact.kind === 'sent' && fact.why !== null && fact.flight.from === host
			? [{at: fact.at, segment: fact.flight.segment}]
			: [],
	);

/** The host without its peer: only what a capture at its interface and its program's calls tell. */
function alone(driven: Driven, profile: Setup['profile'], name: HostName): Sent[] {
	const was = drive({seed: driven.world.seed, profile}).world.hosts[name];
	const host = createHost({
		name,
		address: was.address,
		peerAddress: was.peerAddress,
		profile,
		sysctl: {},
		switches: was.switches,
		secret: was.secret,
		mtu: was.mtu,
		isn: null,
	});
	const sent: Sent[] = [];
	const effects: HostEffect[] = [];
	const take = (at: number): void => {
		for (const effect of effects.splice(0)) {
			if (effect.kind === 'tcp' && effect.effect.kind === 'send') sent.push({at, segment: effect.effect.segment});
		}
	};
	if (name === 'server') hostCall(host, {call: 'listen', socket: 'l', port: 80, accepts: true}, 0, effects);
	const flights = new Map<string, Segment>();
	for (const fact of driven.facts) {
		if (fact.kind === 'sent') flights.set(fact.flight.id, fact.flight.segment);
		const arrives = fact.kind === 'delivered' && fact.id.startsWith(name === 'client' ? 's' : 'c');
		if (!arrives && !(fact.kind === 'called' && fact.host === name)) continue;
		// At one instant arrivals come before timers, and timers before calls.
		runTo(fact.at - (arrives ? 1 : 0));
		if (fact.kind === 'called') hostCall(host, fact.call, fact.at, effects);
		else if (fact.kind === 'delivered') hostArrive(host, flights.get(fact.id) as Segment, fact.at, effects);
		take(fact.at);
	}

	runTo(driven.world.now);
	return sent;

	function runTo(until: number): void {
		for (let at = hostDeadline(host); at !== null && at <= until; at = hostDeadline(host)) {
			hostExpire(host, at, effects);
			take(at);
		}
	}
}
