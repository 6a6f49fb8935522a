import {describe, expect, it} from 'vitest';
import {connectionOf, hostArrive, socketNamed} from '../../src/host/index.js';
import {segment, seq} from '../../src/tcp/index.js';
import {act, call, lines, returns, rules, run, runFor, states, type TwoHosts, twoHosts} from '../support/two-hosts.js';

const second = 1_000_000;

/** A SYN of nobody we know, straight into the server. */
const flood = (world: TwoHosts, port: number): void => {
	const syn = segment({
		source: {address: '192.0.2.9', port},
		destination: {address: '10.0.0.2', port: 80},
		seq: seq(7),
		syn: true,
		wnd: 1000,
	});
	act(world, 'server', (host, now, out) => hostArrive(host, syn, now, out));
};

const halfOpen = (world: TwoHosts): number => states(world, 'server').filter(s => s === 'SYN-RECEIVED').length;

describe('the queue of half-open connections', () => {
	it('takes no SYN beyond the backlog: a flood leaves no room for others until its entries expire', () => {
		const world = twoHosts();
		world.loses = (_from, sent) => sent.destination.address === '192.0.2.9';
		call(world, 'server', {call: 'listen', socket: 'l', port: 80, backlog: 4});
		for (let port = 1; port <= 20; port++) flood(world, port);
		expect(halfOpen(world)).toBe(5);
		expect(rules(world, 'server').filter(rule => rule === 'syn-queue-full')).toHaveLength(15);

		call(world, 'client', {call: 'connect', socket: 'c', port: 80});
		runFor(world, 60 * second);
		expect(states(world, 'client')).toEqual(['SYN-SENT']);
		run(world);
		expect(halfOpen(world)).toBe(0);
		expect(states(world, 'server')).toEqual(['LISTEN']);
		expect(call(world, 'client', {call: 'recv', socket: 'c', bytes: 1})).toMatchObject({errno: 'ETIMEDOUT'});
	});

	it('is no longer than tcp_max_syn_backlog', () => {
		const world = twoHosts({sysctl: {tcp_max_syn_backlog: 3}});
		call(world, 'server', {call: 'listen', socket: 'l', port: 80, backlog: 100});
		for (let port = 1; port <= 20; port++) flood(world, port);
		expect(halfOpen(world)).toBe(3);
	});

	it('loses an entry to a RST: back to LISTEN, and no program is told (MUST-11)', () => {
		const world = twoHosts();
		call(world, 'server', {call: 'listen', socket: 'l', port: 80});
		call(world, 'server', {call: 'accept', socket: 'a', listener: 'l'});
		call(world, 'client', {call: 'connect', socket: 'c', port: 80});
		runFor(world, 15_000);
		expect(halfOpen(world)).toBe(1);
		call(world, 'client', {call: 'abort', socket: 'c'});
		runFor(world, second);
		expect(lines(world).at(-1)).toBe('client R 101:101(0)');
		expect(states(world, 'server')).toEqual(['LISTEN']);
		expect(returns(world, 'server')).toEqual(['listen l 0']);
	});
});

describe('the queue of connections that wait for accept()', () => {
	/** Backlog 1 has room for two, as on Linux: c and d are in it, e’s ACK comes too late. */
	function overflowing(sysctl = {}): TwoHosts {
		const world = twoHosts({sysctl});
		call(world, 'server', {call: 'listen', socket: 'l', port: 80, backlog: 1});
		call(world, 'client', {call: 'connect', socket: 'c', port: 80});
		runFor(world, 0.1 * second);
		call(world, 'client', {call: 'connect', socket: 'd', port: 80});
		call(world, 'client', {call: 'connect', socket: 'e', port: 80});
		runFor(world, 0.1 * second);
		return world;
	}

	it('when full, ignores the final ACK: the client believes it is connected', () => {
		const world = overflowing();
		expect(states(world, 'client')).toEqual(['ESTABLISHED', 'ESTABLISHED', 'ESTABLISHED']);
		expect(states(world, 'server')).toEqual(['LISTEN', 'ESTABLISHED', 'ESTABLISHED', 'SYN-RECEIVED']);
		expect(rules(world, 'server').at(-1)).toBe('accept-queue-full-ack');
	});

	it('lets that connection in when accept() has made room and the SYN,ACK has come again', () => {
		const world = overflowing();
		for (const socket of ['a', 'b']) call(world, 'server', {call: 'accept', socket, listener: 'l'});
		runFor(world, 5 * second);
		expect(states(world, 'server')).toEqual(['LISTEN', 'ESTABLISHED', 'ESTABLISHED', 'ESTABLISHED']);
		expect(call(world, 'server', {call: 'accept', socket: 'z', listener: 'l'})).toMatchObject({ret: 0});
		expect(connectionOf(world.hosts.server, 'z')?.tcb.remote?.port).toBe(49_154);
	});

	it('lets in text that was sent meanwhile, by its retransmission', () => {
		const world = overflowing();
		call(world, 'client', {call: 'send', socket: 'e', bytes: 10});
		runFor(world, 20_000);
		expect(states(world, 'server').at(-1)).toBe('SYN-RECEIVED');
		for (const socket of ['a', 'b']) call(world, 'server', {call: 'accept', socket, listener: 'l'});
		runFor(world, 10 * second);
		call(world, 'server', {call: 'accept', socket: 'z', listener: 'l'});
		expect(call(world, 'server', {call: 'recv', socket: 'z', bytes: 99})).toMatchObject({ret: 10});
	});

	it('when full, ignores new SYNs', () => {
		const world = overflowing();
		call(world, 'client', {call: 'connect', socket: 'f', port: 80});
		runFor(world, 0.1 * second);
		expect(states(world, 'client').at(-1)).toBe('SYN-SENT');
		expect(rules(world, 'server').at(-1)).toBe('accept-queue-full');
	});

	it('with tcp_abort_on_overflow resets instead', () => {
		const world = overflowing({tcp_abort_on_overflow: 1});
		expect(states(world, 'client')).toEqual(['ESTABLISHED', 'ESTABLISHED']);
		expect(call(world, 'client', {call: 'recv', socket: 'e', bytes: 1})).toMatchObject({errno: 'ECONNRESET'});
	});

	it('gives connections in the order in which they opened, and to those who wait in theirs', () => {
		const world = twoHosts();
		call(world, 'server', {call: 'listen', socket: 'l', port: 80});
		call(world, 'server', {call: 'accept', socket: 'x', listener: 'l'});
		call(world, 'server', {call: 'accept', socket: 'y', listener: 'l'});
		for (const socket of ['c', 'd', 'e']) call(world, 'client', {call: 'connect', socket, port: 80});
		runFor(world, second);
		call(world, 'server', {call: 'accept', socket: 'z', listener: 'l'});
		const ports = ['x', 'y', 'z'].map(name => connectionOf(world.hosts.server, name)?.tcb.remote?.port);
		expect(ports).toEqual([49_152, 49_153, 49_154]);
	});

	it('keeps a connection that was reset meanwhile: accept() takes it, recv tells', () => {
		const world = twoHosts();
		call(world, 'server', {call: 'listen', socket: 'l', port: 80});
		call(world, 'client', {call: 'connect', socket: 'c', port: 80});
		runFor(world, second);
		call(world, 'client', {call: 'send', socket: 'c', bytes: 3});
		call(world, 'client', {call: 'abort', socket: 'c'});
		runFor(world, second);
		expect(call(world, 'server', {call: 'accept', socket: 'a', listener: 'l'})).toMatchObject({ret: 0});
		expect(states(world, 'server')).toEqual(['LISTEN']);
		expect(call(world, 'server', {call: 'recv', socket: 'a', bytes: 9})).toMatchObject({ret: 3});
		expect(call(world, 'server', {call: 'recv', socket: 'a', bytes: 9})).toMatchObject({errno: 'ECONNRESET'});
	});
});

describe('closing a listener', () => {
	it('resets what waits for accept(), forgets what is half-open, and then nobody listens', () => {
		const world = twoHosts();
		call(world, 'server', {call: 'listen', socket: 'l', port: 80});
		call(world, 'client', {call: 'connect', socket: 'c', port: 80});
		runFor(world, second);
		call(world, 'client', {call: 'connect', socket: 'd', port: 80});
		runFor(world, 15_000);
		expect(states(world, 'server')).toEqual(['LISTEN', 'ESTABLISHED', 'SYN-RECEIVED']);
		call(world, 'server', {call: 'close', socket: 'l'});
		expect(states(world, 'server')).toEqual([]);
		run(world);
		expect(call(world, 'client', {call: 'recv', socket: 'c', bytes: 1})).toMatchObject({errno: 'ECONNRESET'});
		expect(call(world, 'client', {call: 'recv', socket: 'd', bytes: 1})).toMatchObject({errno: 'ECONNRESET'});
	});

	it('leaves accepted connections alone, and an accept that waits fails', () => {
		const world = twoHosts();
		call(world, 'server', {call: 'listen', socket: 'l', port: 80});
		call(world, 'server', {call: 'accept', socket: 'a', listener: 'l'});
		call(world, 'client', {call: 'connect', socket: 'c', port: 80});
		runFor(world, second);
		call(world, 'server', {call: 'accept', socket: 'b', listener: 'l'});
		call(world, 'server', {call: 'close', socket: 'l'});
		expect(returns(world, 'server').slice(-2)).toEqual(['close l 0', 'accept b EBADF']);
		expect(states(world, 'server')).toEqual(['ESTABLISHED']);
		call(world, 'client', {call: 'send', socket: 'c', bytes: 3});
		runFor(world, second);
		expect(call(world, 'server', {call: 'recv', socket: 'a', bytes: 3})).toMatchObject({ret: 3});
	});
});

describe('the calls of a listener', () => {
	it('cannot be made on a stream, nor a stream’s on it', () => {
		const world = twoHosts();
		call(world, 'server', {call: 'listen', socket: 'l', port: 80});
		call(world, 'client', {call: 'connect', socket: 'c', port: 80});
		expect(call(world, 'server', {call: 'send', socket: 'l', bytes: 1})).toMatchObject({errno: 'EPIPE'});
		expect(call(world, 'server', {call: 'recv', socket: 'l', bytes: 1})).toMatchObject({errno: 'ENOTCONN'});
		expect(call(world, 'server', {call: 'connect', socket: 'l', port: 9})).toMatchObject({errno: 'EISCONN'});
		expect(call(world, 'client', {call: 'accept', socket: 'a', listener: 'c'})).toMatchObject({errno: 'EINVAL'});
		expect(call(world, 'client', {call: 'accept', socket: 'a', listener: 'l'})).toMatchObject({errno: 'EBADF'});
	});

	it('asks for a backlog of at most somaxconn', () => {
		const world = twoHosts({sysctl: {somaxconn: 10}});
		call(world, 'server', {call: 'listen', socket: 'l', port: 80, backlog: 100});
		call(world, 'server', {call: 'listen', socket: 'm', port: 81, backlog: -1});
		call(world, 'server', {call: 'listen', socket: 'n', port: 82, backlog: 3});
		const backlogs = ['l', 'm', 'n'].map(name => socketNamed(world.hosts.server, name)?.backlog);
		expect(backlogs).toEqual([10, 10, 3]);
	});

	it('answers any ACK with a RST (§3.10.7.2 second) and stays', () => {
		const world = twoHosts();
		call(world, 'server', {call: 'listen', socket: 'l', port: 80});
		const stray = segment({
			source: {address: '10.0.0.1', port: 5},
			destination: {address: '10.0.0.2', port: 80},
			seq: seq(1),
			ack: seq(77),
		});
		act(world, 'server', (host, now, out) => hostArrive(host, stray, now, out));
		expect(lines(world)).toEqual(['server R 77:77(0)']);
		expect(states(world, 'server')).toEqual(['LISTEN']);
	});

	it('works for several ports at once', () => {
		const world = twoHosts();
		call(world, 'server', {call: 'listen', socket: 'l', port: 80, accepts: true});
		call(world, 'server', {call: 'listen', socket: 'm', port: 81, accepts: true});
		call(world, 'client', {call: 'connect', socket: 'c', port: 81});
		call(world, 'client', {call: 'connect', socket: 'd', port: 80});
		call(world, 'client', {call: 'connect', socket: 'e', port: 82});
		runFor(world, second);
		expect(socketNamed(world.hosts.server, 'a')?.port).toBe(81);
		expect(socketNamed(world.hosts.server, 'a2')?.port).toBe(80);
		expect(call(world, 'client', {call: 'recv', socket: 'e', bytes: 1})).toMatchObject({errno: 'ECONNREFUSED'});
	});
});
