import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import type {Input} from '../../src/lab/index.js';
import {SECOND, unsigned} from '../../src/tcp/index.js';
import {
	all,
	CONNECT,
	call,
	clientIn,
	type Driven,
	drive,
	dropAll,
	established,
	FLOW,
	flagsIn,
	recv,
	send,
	settle,
	shutdown,
	stateOf,
	tcbOf,
} from '../support/drive.js';

const MSL = 120 * SECOND;

const forged = (driven: Driven, fields: Extract<Input, {do: 'forge'}>['fields']) =>
	all(
		driven,
		{do: 'forge', from: 'outsider', to: 'client', fields},
		{do: 'deliver', segment: `x${driven.world.wire.sent.outsider + 1}`},
	);

describe('states', () => {
	it('property 22: SYN-RECEIVED goes back to LISTEN on a RST, or to CLOSED when the open was active (MUST-11)', () => {
		const passive = drive();
		all(passive, CONNECT, {do: 'deliver', segment: 'c1'}, call('client', 'abort'));
		dropAll(passive);
		const tcb = tcbOf(passive, 'server');
		expect(tcb.state).toBe('SYN-RECEIVED');
		const rst = {sourcePort: 40_000, destinationPort: 80, seq: unsigned(tcb.rcv.nxt), flags: 'R'};
		all(passive, {do: 'forge', from: 'outsider', to: 'server', fields: rst}, {do: 'deliver', segment: 'x1'});
		expect(passive.world.hosts.server.connections.map(c => c.tcb.state)).toEqual(['LISTEN']);

		const active = clientIn('SYN-RECEIVED');
		forged(active, {seq: unsigned(tcbOf(active, 'client').rcv.nxt), flags: 'R'});
		expect(stateOf(active, 'client')).toBe('CLOSED');
	});

	it('property 25: TIME-WAIT lasts 2 MSL from the last FIN', () => {
		const driven = clientIn('TIME-WAIT');
		const from = driven.world.now;
		all(driven, {do: 'wait', for: 'timer'});
		expect(stateOf(driven, 'client')).toBe('CLOSED');
		const entered = driven.facts.find(fact => fact.kind === 'state' && fact.to === 'TIME-WAIT');
		expect(driven.world.now - (entered?.at ?? 0)).toBe(2 * MSL);
		expect(from).toBeGreaterThanOrEqual(entered?.at ?? 0);
	});

	it('property 25: a FIN restarts TIME-WAIT and is acknowledged; old data does neither', () => {
		const driven = clientIn('TIME-WAIT');
		all(driven, {do: 'wait', by: 100 * SECOND});
		const {rcv, snd, timers} = tcbOf(driven, 'client');
		const ends = timers['time-wait'];
		const ack = unsigned(snd.nxt);
		forged(driven, {seq: unsigned(rcv.nxt) - 11, ack, flags: '.', bytes: 10});
		expect(tcbOf(driven, 'client').timers['time-wait']).toBe(ends);
		const facts = forged(driven, {seq: unsigned(rcv.nxt) - 1, ack, flags: 'F.'});
		expect(flagsIn(facts)).toEqual(['.']);
		expect(tcbOf(driven, 'client').timers['time-wait']).toBe(driven.world.now + 2 * MSL);
	});

	it('property 25: only the end that closes first enters it, or both that close at once', () => {
		const one = established();
		all(one, shutdown('client'));
		settle(one);
		all(one, shutdown('server'));
		settle(one);
		expect([stateOf(one, 'client'), stateOf(one, 'server')]).toEqual(['TIME-WAIT', 'CLOSED']);

		const both = established();
		all(both, shutdown('client'), shutdown('server'));
		settle(both);
		expect([stateOf(both, 'client'), stateOf(both, 'server')]).toEqual(['TIME-WAIT', 'TIME-WAIT']);
	});

	it('property 26: a new incarnation reads none of the octets that an old one left on the wire, with MAY-2 or after 2 MSL', () => {
		fc.assert(
			fc.property(
				fc.integer({min: 0, max: 2 ** 32 - 1}),
				fc.integer({min: 0, max: 2 ** 32 - 1}),
				fc.boolean(),
				fc.array(fc.nat({max: 200}), {minLength: 1, maxLength: 30}),
				(client, server, waits, replays) => {
					const driven = established({hosts: {client: {isn: client}, server: {isn: server}}});
					// The server closes first: its TIME-WAIT is what a new SYN must get past (MAY-2).
					for (let i = 0; i < 5; i++) all(driven, send('client', 300), send('server', 300));
					settle(driven);
					all(driven, recv('client', 5000), recv('server', 5000), shutdown('server'));
					settle(driven);
					all(driven, shutdown('client'));
					settle(driven);
					expect(stateOf(driven, 'client')).toBe('CLOSED');
					expect(stateOf(driven, 'server')).toBe('TIME-WAIT');
					all(driven, call('client', 'close'), call('server', 'close'), {do: 'wait', by: (waits ? 241 : 1) * SECOND});
					const old = driven.world.wire.ghosts.map(({id}) => id);
					all(driven, CONNECT);
					for (const [i, n] of replays.entries()) {
						const id = old[n % Math.max(1, old.length)];
						if (id !== undefined) all(driven, {do: 'replay', segment: id});
						if (i % 3 === 0) all(driven, {do: 'deliver-all'});
						if (stateOf(driven, 'client') === 'ESTABLISHED') all(driven, write('NEW'));
					}

					all(driven, ...FLOW, {do: 'wait', by: 60 * SECOND});
					const facts = all(driven, recv('server', 5000));
					const read = facts.flatMap(fact =>
						fact.kind === 'returned' && 'ret' in fact.result ? [fact.result.text] : [],
					);
					expect(new TextDecoder().decode(read[0] ?? new Uint8Array(0)).replaceAll('NEW', '')).toBe('');
				},
			),
			{seed: 26, numRuns: 150},
		);
	});
});

const write = (text: string): Input => ({do: 'call', host: 'client', call: {call: 'send', socket: 'c', text}});
