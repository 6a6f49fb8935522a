import {describe, expect, it} from 'vitest';
import {connectionOf, socketNamed} from '../../src/host/index.js';
import {call, lines, returns, run, runFor, states, twoHosts} from '../support/two-hosts.js';

const second = 1_000_000;

describe('a connection opens, carries text and closes', () => {
	it('walks through figure 6 and figure 12 with the numbers of the RFC', () => {
		const world = twoHosts();
		expect(call(world, 'server', {call: 'listen', socket: 'l', port: 80, backlog: 8})).toEqual({ret: 0, text: null});
		expect(call(world, 'server', {call: 'accept', socket: 'a', listener: 'l'})).toBeNull();
		expect(call(world, 'client', {call: 'connect', socket: 'c', port: 80})).toEqual({ret: 115, text: null});
		runFor(world, second);
		expect(lines(world)).toEqual([
			'client S 100:100(0)',
			'server S. 300:300(0) ack 101',
			'client . 101:101(0) ack 301',
		]);
		expect(returns(world, 'server')).toEqual(['listen l 0', 'accept a 0']);
		expect(states(world, 'server')).toEqual(['LISTEN', 'ESTABLISHED']);

		const before = lines(world).length;
		call(world, 'client', {call: 'close', socket: 'c'});
		runFor(world, second);
		expect(states(world, 'server')).toEqual(['LISTEN', 'CLOSE-WAIT']);
		expect(states(world, 'client')).toEqual(['FIN-WAIT-2']);
		call(world, 'server', {call: 'close', socket: 'a'});
		runFor(world, second);
		expect(lines(world, before)).toEqual([
			'client F. 101:101(0) ack 301',
			'server . 301:301(0) ack 102',
			'server F. 301:301(0) ack 102',
			'client . 102:102(0) ack 302',
		]);
		expect(states(world, 'client')).toEqual(['TIME-WAIT']);
		expect(states(world, 'server')).toEqual(['LISTEN']);
		run(world);
		expect(states(world, 'client')).toEqual([]);
	});

	it('lets the host’s own application accept at once, and names its sockets a, a2, a3', () => {
		const world = twoHosts();
		call(world, 'server', {call: 'listen', socket: 'l', port: 80, accepts: true});
		for (const socket of ['c', 'd', 'e']) call(world, 'client', {call: 'connect', socket, port: 80});
		runFor(world, second);
		expect(world.hosts.server.sockets.map(s => s.name)).toEqual(['l', 'a', 'a2', 'a3']);
		expect(world.hosts.client.sockets.map(s => s.port)).toEqual([49_152, 49_153, 49_154]);
		expect(connectionOf(world.hosts.server, 'a2')?.tcb.remote?.port).toBe(49_153);
	});

	it('opens from both sides at once (figure 7)', () => {
		const world = twoHosts();
		call(world, 'client', {call: 'connect', socket: 'c', port: 80, localPort: 40_000});
		call(world, 'server', {call: 'connect', socket: 's', port: 40_000, localPort: 80});
		runFor(world, second);
		expect(lines(world).slice(0, 4)).toEqual([
			'client S 100:100(0)',
			'server S 300:300(0)',
			'server S. 300:300(0) ack 101',
			'client S. 100:100(0) ack 301',
		]);
		expect(states(world, 'client')).toEqual(['ESTABLISHED']);
		expect(states(world, 'server')).toEqual(['ESTABLISHED']);
		expect(socketNamed(world.hosts.server, 's')?.established).toBe(true);
	});
});
