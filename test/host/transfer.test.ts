import {describe, expect, it} from 'vitest';
import {connectionOf, patternOctets, type Returned} from '../../src/host/index.js';
import {call, open, returns, run, runFor, twoHosts} from '../support/two-hosts.js';

const second = 1_000_000;

const textOf = (result: Returned | null): string =>
	result !== null && 'ret' in result && result.text !== null ? new TextDecoder().decode(result.text) : '';

describe('send and recv', () => {
	it('reads the octets that were written, each telling its place in the stream', () => {
		const world = open();
		call(world, 'client', {call: 'send', socket: 'c', bytes: 20});
		call(world, 'client', {call: 'send', socket: 'c', bytes: 20});
		runFor(world, second);
		const read = call(world, 'server', {call: 'recv', socket: 'a', bytes: 100});
		expect(textOf(read)).toBe('abcdefghijklmnopqrstuvwxyzabcdefghijklmn');
		expect(read).toEqual({ret: 40, text: patternOctets(0, 40)});
	});

	it('sends text as it is, in UTF-8', () => {
		const world = open();
		expect(call(world, 'server', {call: 'send', socket: 'a', text: 'grüß'})).toEqual({ret: 6, text: null});
		runFor(world, second);
		expect(textOf(call(world, 'client', {call: 'recv', socket: 'c', bytes: 100}))).toBe('grüß');
	});

	it('gives at most what was asked for, and EAGAIN when nothing is there', () => {
		const world = open();
		call(world, 'client', {call: 'send', socket: 'c', bytes: 10});
		runFor(world, second);
		expect(textOf(call(world, 'server', {call: 'recv', socket: 'a', bytes: 4}))).toBe('abcd');
		expect(textOf(call(world, 'server', {call: 'recv', socket: 'a', bytes: 100}))).toBe('efghij');
		expect(call(world, 'server', {call: 'recv', socket: 'a', bytes: 1})).toEqual({errno: 'EAGAIN', error: null});
	});

	it('takes as much as the send buffer has room for, then EAGAIN', () => {
		const world = open();
		expect(call(world, 'client', {call: 'send', socket: 'c', bytes: 100_000})).toEqual({ret: 65_536, text: null});
		expect(call(world, 'client', {call: 'send', socket: 'c', bytes: 1})).toMatchObject({errno: 'EAGAIN'});
	});

	it('closes the window when the program does not read, and opens it when it does', () => {
		const world = open();
		call(world, 'client', {call: 'send', socket: 'c', bytes: 65_536});
		runFor(world, 5 * second);
		const tcb = connectionOf(world.hosts.server, 'a')?.tcb;
		expect(tcb?.rcv.wnd).toBe(0);
		expect(call(world, 'server', {call: 'recv', socket: 'a', bytes: 70_000})).toMatchObject({ret: 65_535});
		runFor(world, 100 * second);
		expect(call(world, 'server', {call: 'recv', socket: 'a', bytes: 70_000})).toEqual({
			ret: 1,
			text: patternOctets(65_535, 1),
		});
	});

	it('queues what is sent before the connection opens (§3.10.2); Linux does not', () => {
		for (const [profile, result] of [
			['rfc9293', {ret: 5, text: null}],
			['linux', {errno: 'EAGAIN', error: null}],
		] as const) {
			const world = twoHosts({profile});
			call(world, 'server', {call: 'listen', socket: 'l', port: 80, accepts: true});
			call(world, 'client', {call: 'connect', socket: 'c', port: 80});
			expect(call(world, 'client', {call: 'send', socket: 'c', text: 'early'})).toEqual(result);
			runFor(world, second);
			const read = call(world, 'server', {call: 'recv', socket: 'a', bytes: 10});
			expect(textOf(read)).toBe(profile === 'linux' ? '' : 'early');
		}
	});

	it('refuses a length that is none', () => {
		const world = open();
		expect(call(world, 'client', {call: 'send', socket: 'c'})).toMatchObject({errno: 'EINVAL'});
		expect(call(world, 'client', {call: 'send', socket: 'c', bytes: -1})).toMatchObject({errno: 'EINVAL'});
		expect(call(world, 'client', {call: 'recv', socket: 'c', bytes: 0.5})).toMatchObject({errno: 'EINVAL'});
		expect(call(world, 'client', {call: 'send', socket: 'c', bytes: 0})).toEqual({ret: 0, text: null});
		expect(call(world, 'client', {call: 'recv', socket: 'nobody', bytes: 1})).toMatchObject({errno: 'EBADF'});
	});
});

describe('drain', () => {
	it('waits until all octets have come, keeping the window open', () => {
		const world = open();
		expect(call(world, 'server', {call: 'drain', socket: 'a', bytes: 150_000})).toBeNull();
		let left = 150_000;
		while (left > 0) {
			const sent = call(world, 'client', {call: 'send', socket: 'c', bytes: left});
			left -= sent !== null && 'ret' in sent ? sent.ret : 0;
			runFor(world, second);
		}

		expect(returns(world, 'server')).toEqual(['listen l 0', 'drain a 150000']);
		expect(world.hosts.server.waiting).toEqual([]);
	});

	it('ends with what has come when the peer closes', () => {
		const world = open();
		call(world, 'server', {call: 'drain', socket: 'a', bytes: 1000});
		call(world, 'client', {call: 'send', socket: 'c', bytes: 30});
		call(world, 'client', {call: 'close', socket: 'c'});
		runFor(world, second);
		expect(returns(world, 'server').at(-1)).toBe('drain a 30');
	});

	it('leaves no trace while it waits', () => {
		const world = open();
		call(world, 'server', {call: 'drain', socket: 'a', bytes: 1000});
		const before = world.told.length;
		call(world, 'server', {call: 'listen', socket: 'm', port: 81});
		const kinds = world.told.slice(before).map(({effect}) => (effect.kind === 'tcp' ? effect.connection : effect.kind));
		expect(kinds).toEqual([3, 3, 'returned']);
	});

	it('ends with the error when the peer resets', () => {
		const world = open();
		call(world, 'server', {call: 'drain', socket: 'a', bytes: 1000});
		call(world, 'client', {call: 'abort', socket: 'c'});
		runFor(world, second);
		expect(returns(world, 'server').at(-1)).toBe('drain a ECONNRESET');
	});

	it('ends when its own socket is closed', () => {
		const world = open();
		call(world, 'server', {call: 'drain', socket: 'a', bytes: 1000});
		call(world, 'server', {call: 'close', socket: 'a'});
		expect(returns(world, 'server').slice(-2)).toEqual(['close a 0', 'drain a EBADF']);
	});
});

describe('a second attempt to connect', () => {
	it('begins the stream anew: what the refused attempt had queued is not counted', () => {
		const world = twoHosts();
		call(world, 'client', {call: 'connect', socket: 'c', port: 80});
		call(world, 'client', {call: 'send', socket: 'c', bytes: 10});
		runFor(world, second);
		expect(call(world, 'client', {call: 'recv', socket: 'c', bytes: 1})).toMatchObject({errno: 'ECONNREFUSED'});
		call(world, 'server', {call: 'listen', socket: 'l', port: 80, accepts: true});
		call(world, 'client', {call: 'connect', socket: 'c', port: 80});
		call(world, 'client', {call: 'send', socket: 'c', bytes: 5});
		runFor(world, second);
		expect(textOf(call(world, 'server', {call: 'recv', socket: 'a', bytes: 99}))).toBe('abcde');
	});
});

describe('octets written are octets read', () => {
	it('over a wire that loses every seventh segment, in both directions at once', () => {
		const world = open();
		world.loses = (_from, _segment, n) => n % 7 === 0;
		const read: Record<'client' | 'server', number[]> = {client: [], server: []};
		const written = {client: 0, server: 0};
		const sockets = {client: 'c', server: 'a'} as const;
		const total = 40_000;
		for (let round = 0; round < 2_000 && read.client.length + read.server.length < 2 * total; round++) {
			for (const host of ['client', 'server'] as const) {
				const sent = call(world, host, {
					call: 'send',
					socket: sockets[host],
					bytes: Math.min(3_000, total - written[host]),
				});
				if (sent !== null && 'ret' in sent) written[host] += sent.ret;
				const got = call(world, host, {call: 'recv', socket: sockets[host], bytes: 5_000});
				if (got !== null && 'ret' in got && got.text !== null) read[host].push(...got.text);
			}

			runFor(world, second / 10);
		}

		const expected = [...patternOctets(0, total)];
		expect(read.client).toEqual(expected);
		expect(read.server).toEqual(expected);
		call(world, 'client', {call: 'close', socket: 'c'});
		call(world, 'server', {call: 'close', socket: 'a'});
		run(world);
		expect(world.hosts.client.connections).toEqual([]);
		expect(world.hosts.server.connections.map(c => c.tcb.state)).toEqual(['LISTEN']);
	});
});
