import {describe, expect, it} from 'vitest';
import {socketNamed} from '../../src/host/index.js';
import {call, lines, open, returns, rules, run, runFor, states, twoHosts} from '../support/two-hosts.js';

const second = 1_000_000;

describe('close', () => {
	it('resets when text is unread (SHLD-3)', () => {
		const world = open();
		call(world, 'client', {call: 'send', socket: 'c', bytes: 10});
		runFor(world, second);
		call(world, 'server', {call: 'close', socket: 'a'});
		expect(lines(world).at(-1)).toBe('server R 301:301(0)');
		expect(states(world, 'server')).toEqual(['LISTEN']);
		runFor(world, second);
		expect(call(world, 'client', {call: 'send', socket: 'c', bytes: 1})).toEqual({
			errno: 'ECONNRESET',
			error: 'connection reset',
		});
	});

	it('resets with SO_LINGER 0', () => {
		const world = open();
		call(world, 'client', {call: 'setsockopt', socket: 'c', option: 'SO_LINGER', value: {onoff: 1, linger: 0}});
		call(world, 'client', {call: 'close', socket: 'c'});
		expect(lines(world).at(-1)).toBe('client R 101:101(0)');
		expect(world.hosts.client.connections).toEqual([]);
	});

	it('waits with SO_LINGER until the peer has taken all, and so long at most', () => {
		const world = open();
		call(world, 'client', {call: 'setsockopt', socket: 'c', option: 'SO_LINGER', value: {onoff: 1, linger: 2}});
		expect(call(world, 'client', {call: 'close', socket: 'c'})).toBeNull();
		expect(returns(world, 'client').at(-1)).not.toBe('close c 0');
		runFor(world, second);
		expect(returns(world, 'client').at(-1)).toBe('close c 0');

		const lossy = open();
		call(lossy, 'client', {call: 'setsockopt', socket: 'c', option: 'SO_LINGER', value: {onoff: 1, linger: 2}});
		lossy.loses = () => true;
		call(lossy, 'client', {call: 'close', socket: 'c'});
		runFor(lossy, 1.9 * second);
		expect(returns(lossy, 'client').at(-1)).not.toBe('close c 0');
		runFor(lossy, 0.2 * second);
		expect(returns(lossy, 'client').at(-1)).toBe('close c 0');
		expect(states(lossy, 'client')).toEqual(['FIN-WAIT-1']);
	});

	it('resets as Linux does, with an ACK and the window', () => {
		const world = open({profile: 'linux'});
		call(world, 'client', {call: 'setsockopt', socket: 'c', option: 'SO_LINGER', value: {onoff: 1, linger: 0}});
		call(world, 'client', {call: 'close', socket: 'c'});
		expect(lines(world).at(-1)).toBe('client R. 101:101(0) ack 301');
	});

	it('leaves an orphan that ends in its own time, and frees the socket’s name', () => {
		const world = open();
		call(world, 'client', {call: 'close', socket: 'c'});
		expect(socketNamed(world.hosts.client, 'c')).toBeNull();
		expect(call(world, 'client', {call: 'recv', socket: 'c', bytes: 1})).toMatchObject({errno: 'EBADF'});
		expect(states(world, 'client')).toEqual(['FIN-WAIT-1']);
		expect(call(world, 'client', {call: 'connect', socket: 'c', port: 80})).toMatchObject({ret: 115});
	});

	it('answers text for an orphan with a RST (MAY-1)', () => {
		const world = open();
		call(world, 'client', {call: 'close', socket: 'c'});
		runFor(world, second);
		call(world, 'server', {call: 'send', socket: 'a', bytes: 5});
		runFor(world, second);
		expect(lines(world).at(-1)).toBe('client R 102:102(0)');
		expect(states(world, 'client')).toEqual([]);
	});

	it('leaves TIME-WAIT alone, whatever was unread', () => {
		const world = open();
		call(world, 'server', {call: 'send', socket: 'a', bytes: 5});
		call(world, 'client', {call: 'shutdown', socket: 'c', how: 'wr'});
		call(world, 'server', {call: 'close', socket: 'a'});
		runFor(world, second);
		expect(states(world, 'client')).toEqual(['TIME-WAIT']);
		const before = world.sent.length;
		call(world, 'client', {call: 'close', socket: 'c'});
		expect(states(world, 'client')).toEqual(['TIME-WAIT']);
		expect(world.sent.length).toBe(before);
	});

	it('makes room of what was unread in TIME-WAIT at once, not when an invalid segment comes', () => {
		const world = open();
		const windowNow = () => world.hosts.client.connections[0]?.tcb.rcv.wnd;
		const whole = windowNow();
		call(world, 'server', {call: 'send', socket: 'a', bytes: 5000});
		call(world, 'client', {call: 'shutdown', socket: 'c', how: 'wr'});
		call(world, 'server', {call: 'close', socket: 'a'});
		runFor(world, second);
		expect([states(world, 'client'), windowNow()]).toEqual([['TIME-WAIT'], (whole ?? 0) - 5001]);
		call(world, 'client', {call: 'close', socket: 'c'});
		expect(windowNow()).toBe(whole);
	});
});

describe('an orphan', () => {
	const retransmissions = (profile: 'rfc9293' | 'linux', sysctl = {}): number => {
		const world = open({profile, sysctl});
		world.loses = () => true;
		const before = world.sent.length;
		call(world, 'client', {call: 'close', socket: 'c'});
		runFor(world, 3_600 * second);
		expect(states(world, 'client')).toEqual([]);
		return world.sent.slice(before).filter(({segment}) => segment.fin).length - 1;
	};

	it('is given up after tcp_orphan_retries', () => {
		expect(retransmissions('rfc9293', {tcp_orphan_retries: 2})).toBe(2);
	});

	it('is as patient as its program was, by the RFC', () => {
		expect(retransmissions('rfc9293', {tcp_retries2: 5})).toBe(5);
	});
});

describe('shutdown of both directions', () => {
	it('answers text with a RST, and the program learns of it', () => {
		const world = open();
		call(world, 'client', {call: 'shutdown', socket: 'c', how: 'rdwr'});
		call(world, 'server', {call: 'send', socket: 'a', bytes: 5});
		runFor(world, second);
		expect(lines(world).at(-1)).toBe('client R 102:102(0)');
		expect(call(world, 'client', {call: 'recv', socket: 'c', bytes: 5})).toMatchObject({errno: 'ECONNRESET'});
		expect(call(world, 'client', {call: 'recv', socket: 'c', bytes: 5})).toMatchObject({ret: 0});
		// Its peer had said its last word, so what failed is the writing.
		expect(call(world, 'server', {call: 'send', socket: 'a', bytes: 5})).toMatchObject({errno: 'EPIPE'});
	});
});

describe('a socket without a connection', () => {
	it('shut down while it opened: the next call learns of it, the one after finds nothing', () => {
		const world = twoHosts();
		call(world, 'client', {call: 'connect', socket: 'c', port: 80});
		expect(call(world, 'client', {call: 'shutdown', socket: 'c', how: 'wr'})).toMatchObject({ret: 0});
		expect(states(world, 'client')).toEqual([]);
		expect(call(world, 'client', {call: 'send', socket: 'c', bytes: 5})).toMatchObject({errno: 'ECONNRESET'});
		expect(call(world, 'client', {call: 'send', socket: 'c', bytes: 5})).toMatchObject({errno: 'EPIPE'});
		expect(call(world, 'client', {call: 'recv', socket: 'c', bytes: 5})).toMatchObject({errno: 'ENOTCONN'});
	});

	it('whose ports are in TIME-WAIT: connect fails, and the socket is there all the same', () => {
		const world = open({client: {isn: null}});
		const {tcb} = world.hosts.client.connections[0] as {tcb: {local: {port: number}}};
		call(world, 'client', {call: 'close', socket: 'c'});
		runFor(world, second);
		call(world, 'server', {call: 'close', socket: 'a'});
		runFor(world, second);
		const again = {call: 'connect', socket: 'd', port: 80, localPort: tcb.local.port} as const;
		expect(call(world, 'client', again)).toMatchObject({errno: 'EADDRNOTAVAIL'});
		expect(call(world, 'client', {call: 'send', socket: 'd', bytes: 5})).toMatchObject({errno: 'EPIPE'});
	});
});

describe('an orphan in FIN-WAIT-2', () => {
	it('stays for ever by the RFC', () => {
		const world = open();
		call(world, 'client', {call: 'close', socket: 'c'});
		runFor(world, 10_000 * second);
		expect(states(world, 'client')).toEqual(['FIN-WAIT-2']);
	});

	it('is forgotten after tcp_fin_timeout by Linux, and the peer’s FIN then finds nobody', () => {
		const world = open({profile: 'linux', sysctl: {tcp_fin_timeout: 2}});
		call(world, 'client', {call: 'close', socket: 'c'});
		runFor(world, 1.9 * second);
		expect(states(world, 'client')).toEqual(['FIN-WAIT-2']);
		runFor(world, 0.2 * second);
		expect(states(world, 'client')).toEqual([]);
		expect(rules(world, 'client')).toContain('fin-wait-2-forgotten');
		call(world, 'server', {call: 'close', socket: 'a'});
		runFor(world, second);
		expect(lines(world).at(-1)).toBe('client R 102:102(0)');
	});

	it('waits for ever while its program still holds it: a half-close is no orphan', () => {
		const world = open({profile: 'linux'});
		call(world, 'client', {call: 'shutdown', socket: 'c', how: 'wr'});
		runFor(world, 1_000 * second);
		expect(states(world, 'client')).toEqual(['FIN-WAIT-2']);
	});
});

describe('shutdown', () => {
	it('wr: the other direction goes on (half-close)', () => {
		const world = open();
		call(world, 'client', {call: 'shutdown', socket: 'c', how: 'wr'});
		runFor(world, second);
		expect(call(world, 'client', {call: 'send', socket: 'c', bytes: 1})).toEqual({
			errno: 'EPIPE',
			error: 'connection closing',
		});
		expect(call(world, 'server', {call: 'recv', socket: 'a', bytes: 1})).toMatchObject({ret: 0});
		call(world, 'server', {call: 'send', socket: 'a', bytes: 3_000});
		call(world, 'server', {call: 'close', socket: 'a'});
		runFor(world, second);
		expect(call(world, 'client', {call: 'recv', socket: 'c', bytes: 9_000})).toMatchObject({ret: 3_000});
		expect(call(world, 'client', {call: 'recv', socket: 'c', bytes: 9_000})).toMatchObject({ret: 0});
		run(world);
		expect(states(world, 'client')).toEqual([]);
		expect(call(world, 'client', {call: 'recv', socket: 'c', bytes: 1})).toMatchObject({ret: 0});
	});

	it('rd: what comes is still acknowledged, and recv gives 0 after it', () => {
		const world = open();
		call(world, 'server', {call: 'shutdown', socket: 'a', how: 'rd'});
		expect(call(world, 'server', {call: 'recv', socket: 'a', bytes: 5})).toMatchObject({ret: 0});
		call(world, 'client', {call: 'send', socket: 'c', bytes: 5});
		runFor(world, second);
		expect(lines(world).at(-1)).toBe('server . 301:301(0) ack 106');
		expect(call(world, 'server', {call: 'recv', socket: 'a', bytes: 9})).toMatchObject({ret: 5});
		expect(call(world, 'server', {call: 'recv', socket: 'a', bytes: 9})).toMatchObject({ret: 0});
	});

	it('rdwr may be called twice, and fails when the connection is gone', () => {
		const world = open();
		expect(call(world, 'client', {call: 'shutdown', socket: 'c', how: 'rdwr'})).toMatchObject({ret: 0});
		expect(call(world, 'client', {call: 'shutdown', socket: 'c', how: 'rdwr'})).toMatchObject({ret: 0});
		call(world, 'server', {call: 'abort', socket: 'a'});
		runFor(world, second);
		expect(call(world, 'client', {call: 'shutdown', socket: 'c', how: 'wr'})).toMatchObject({errno: 'ENOTCONN'});
	});

	it('ends a connection that is still opening', () => {
		const world = twoHosts();
		call(world, 'client', {call: 'connect', socket: 'c', port: 80});
		call(world, 'client', {call: 'shutdown', socket: 'c', how: 'wr'});
		expect(states(world, 'client')).toEqual([]);
	});
});

describe('text that was unread when the connection ended', () => {
	it('can still be read after a RST, and only then the error is told', () => {
		const world = open();
		call(world, 'client', {call: 'send', socket: 'c', bytes: 100});
		call(world, 'client', {call: 'abort', socket: 'c'});
		runFor(world, second);
		expect(states(world, 'server')).toEqual(['LISTEN']);
		for (const ret of [60, 40])
			expect(call(world, 'server', {call: 'recv', socket: 'a', bytes: 60})).toMatchObject({ret});
		expect(call(world, 'server', {call: 'send', socket: 'a', bytes: 1})).toMatchObject({errno: 'ECONNRESET'});
		expect(call(world, 'server', {call: 'send', socket: 'a', bytes: 1})).toMatchObject({errno: 'EPIPE'});
	});

	it('can still be read when TIME-WAIT is over', () => {
		const world = open();
		call(world, 'server', {call: 'send', socket: 'a', bytes: 7});
		call(world, 'server', {call: 'close', socket: 'a'});
		call(world, 'client', {call: 'shutdown', socket: 'c', how: 'wr'});
		run(world);
		expect(states(world, 'client')).toEqual([]);
		expect(call(world, 'client', {call: 'recv', socket: 'c', bytes: 60})).toMatchObject({ret: 7});
		expect(call(world, 'client', {call: 'recv', socket: 'c', bytes: 60})).toMatchObject({ret: 0});
	});
});

describe('a pending error is told once (SO_ERROR)', () => {
	it('ECONNREFUSED when nobody listens; then the socket may try again', () => {
		const world = twoHosts();
		call(world, 'client', {call: 'connect', socket: 'c', port: 80});
		runFor(world, second);
		expect(lines(world)).toEqual(['client S 100:100(0)', 'server R. 0:0(0) ack 101']);
		expect(call(world, 'client', {call: 'recv', socket: 'c', bytes: 1})).toMatchObject({errno: 'ECONNREFUSED'});
		expect(call(world, 'client', {call: 'recv', socket: 'c', bytes: 1})).toMatchObject({ret: 0});
		call(world, 'server', {call: 'listen', socket: 'l', port: 80, accepts: true});
		expect(call(world, 'client', {call: 'connect', socket: 'c', port: 80})).toMatchObject({ret: 115});
		runFor(world, second);
		expect(states(world, 'client')).toEqual(['ESTABLISHED']);
		expect(call(world, 'client', {call: 'connect', socket: 'c', port: 80})).toMatchObject({errno: 'EISCONN'});
	});

	it('ETIMEDOUT when the SYN is never answered, after R2', () => {
		const world = twoHosts();
		world.loses = () => true;
		call(world, 'client', {call: 'connect', socket: 'c', port: 80});
		expect(call(world, 'client', {call: 'connect', socket: 'c', port: 80})).toMatchObject({errno: 'EALREADY'});
		run(world);
		expect(world.now).toBeGreaterThanOrEqual(180 * second);
		expect(call(world, 'client', {call: 'connect', socket: 'c', port: 80})).toEqual({
			errno: 'ETIMEDOUT',
			error: 'connection aborted due to user timeout',
		});
	});

	it('EPIPE when the RST comes after the peer’s FIN', () => {
		const world = open();
		call(world, 'server', {call: 'close', socket: 'a'});
		runFor(world, second);
		expect(call(world, 'client', {call: 'send', socket: 'c', bytes: 10})).toMatchObject({ret: 10});
		runFor(world, second);
		expect(call(world, 'client', {call: 'recv', socket: 'c', bytes: 10})).toMatchObject({ret: 0});
		expect(call(world, 'client', {call: 'send', socket: 'c', bytes: 10})).toMatchObject({errno: 'EPIPE'});
	});

	it('a drain waiting on it takes it', () => {
		const world = open();
		call(world, 'client', {call: 'drain', socket: 'c', bytes: 10});
		call(world, 'server', {call: 'abort', socket: 'a'});
		runFor(world, second);
		expect(returns(world, 'client')).toEqual(['connect c 115', 'drain c ECONNRESET']);
		expect(call(world, 'client', {call: 'recv', socket: 'c', bytes: 1})).toMatchObject({ret: 0});
	});
});
