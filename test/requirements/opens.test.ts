import {describe, expect, it} from 'vitest';
import {SECOND} from '../../src/tcp/index.js';
import {call, lines, open, run, runFor, states, twoHosts} from '../support/two-hosts.js';

describe('§3.9.1.1 a passive OPEN', () => {
	it('that fails or succeeds changes no connection that is there (MUST-41)', () => {
		const world = open();
		const before = structuredClone(world.hosts.server.connections);
		expect(call(world, 'server', {call: 'listen', socket: 'm', port: 80})).toMatchObject({errno: 'EADDRINUSE'});
		expect(world.hosts.server.connections).toEqual(before);
		expect(call(world, 'server', {call: 'listen', socket: 'm', port: 81})).toMatchObject({ret: 0});
		expect(world.hosts.server.connections.slice(0, 2)).toEqual(before);
		expect(states(world, 'server')).toEqual(['LISTEN', 'ESTABLISHED', 'LISTEN']);
	});

	it('works on a port whose other connection is in SYN-SENT or SYN-RECEIVED (MUST-42)', () => {
		for (const [crossing, state] of [
			[false, 'SYN-SENT'],
			[true, 'SYN-RECEIVED'],
		] as const) {
			const world = twoHosts();
			world.loses = (_, segment) => !crossing || segment.ack !== null;
			call(world, 'client', {call: 'connect', socket: 'c', port: 91, localPort: 90});
			if (crossing) call(world, 'server', {call: 'connect', socket: 's', port: 90, localPort: 91});
			runFor(world, 0.1 * SECOND);
			expect(states(world, 'client')).toEqual([state]);
			expect(call(world, 'client', {call: 'listen', socket: 'l', port: 90, accepts: true})).toMatchObject({ret: 0});
			world.loses = () => false;
			call(world, 'server', {call: 'connect', socket: 't', port: 90});
			runFor(world, 0.1 * SECOND);
			expect(states(world, 'client')).toEqual([state, 'LISTEN', 'ESTABLISHED']);
		}
	});
});

describe('§3.9.1.1 a connection', () => {
	it('keeps its address to the last segment (MUST-45)', () => {
		const world = open();
		for (const bytes of [10, 3000]) call(world, 'client', {call: 'send', socket: 'c', bytes});
		world.loses = (_from, _segment, n) => n % 5 === 0;
		runFor(world, 10 * SECOND);
		call(world, 'client', {call: 'close', socket: 'c'});
		call(world, 'server', {call: 'close', socket: 'a'});
		run(world);
		expect(lines(world).length).toBeGreaterThan(8);
		for (const {from, segment} of world.sent)
			expect(segment.source.address).toBe(from === 'client' ? '10.0.0.1' : '10.0.0.2');
	});
});
