import {describe, expect, it} from 'vitest';
import {connectionOf, crash, hostArrive} from '../../src/host/index.js';
import {distance, segment, seq} from '../../src/tcp/index.js';
import {act, call, lines, put, rules, run, runFor, states, type TwoHosts, twoHosts} from '../support/two-hosts.js';

const second = 1_000_000;

function open(given: Parameters<typeof twoHosts>[0] = {}): TwoHosts {
	const world = twoHosts(given);
	call(world, 'server', {call: 'listen', socket: 'l', port: 80, accepts: true});
	call(world, 'client', {call: 'connect', socket: 'c', port: 80, localPort: 40_000});
	runFor(world, second);
	return world;
}

/** The client has closed first: it is in TIME-WAIT on port 40000. */
function inTimeWait(given: Parameters<typeof twoHosts>[0] = {}): TwoHosts {
	const world = open(given);
	call(world, 'client', {call: 'close', socket: 'c'});
	runFor(world, second);
	call(world, 'server', {call: 'close', socket: 'a'});
	runFor(world, second);
	expect(states(world, 'client')).toEqual(['TIME-WAIT']);
	return world;
}

describe('ephemeral ports', () => {
	it('come one after the other, from the profile’s range, skipping those in use', () => {
		for (const [profile, first] of [
			['rfc9293', 49_152],
			['linux', 32_768],
		] as const) {
			const world = twoHosts({profile});
			call(world, 'client', {call: 'connect', socket: 'x', port: 80, localPort: first + 1});
			for (const socket of ['c', 'd']) call(world, 'client', {call: 'connect', socket, port: 80});
			expect(world.hosts.client.sockets.map(s => s.port)).toEqual([first + 1, first, first + 2]);
		}
	});

	it('run out: EADDRNOTAVAIL, until a connection has ended', () => {
		const world = twoHosts({sysctl: {ip_local_port_range: '5000 5001'}});
		for (const socket of ['c', 'd']) call(world, 'client', {call: 'connect', socket, port: 80});
		expect(call(world, 'client', {call: 'connect', socket: 'e', port: 80})).toMatchObject({errno: 'EADDRNOTAVAIL'});
		run(world);
		expect(call(world, 'client', {call: 'connect', socket: 'e', port: 80})).toMatchObject({ret: 115});
	});
});

describe('a port that is asked for', () => {
	it('cannot be a listener’s', () => {
		const world = twoHosts();
		call(world, 'client', {call: 'listen', socket: 'l', port: 90});
		expect(call(world, 'client', {call: 'listen', socket: 'm', port: 90})).toMatchObject({errno: 'EADDRINUSE'});
		expect(call(world, 'client', {call: 'connect', socket: 'c', port: 80, localPort: 90})).toMatchObject({
			errno: 'EADDRINUSE',
		});
	});

	it('cannot lead to the same place twice, but to two places', () => {
		const world = open();
		expect(call(world, 'client', {call: 'connect', socket: 'd', port: 80, localPort: 40_000})).toMatchObject({
			errno: 'EADDRNOTAVAIL',
		});
		expect(call(world, 'client', {call: 'connect', socket: 'd', port: 81, localPort: 40_000})).toMatchObject({
			ret: 115,
		});
	});

	it('is not shared without SO_REUSEADDR', () => {
		const world = open();
		const options = {SO_REUSEADDR: false};
		expect(call(world, 'client', {call: 'connect', socket: 'd', port: 81, localPort: 40_000, options})).toMatchObject({
			errno: 'EADDRINUSE',
		});
	});

	it('must be one', () => {
		const world = twoHosts();
		expect(call(world, 'client', {call: 'connect', socket: 'c', port: 0})).toMatchObject({errno: 'EINVAL'});
		expect(call(world, 'client', {call: 'connect', socket: 'c', port: 80, localPort: 70_000})).toMatchObject({
			errno: 'EINVAL',
		});
		expect(call(world, 'client', {call: 'listen', socket: 'l', port: 0.5})).toMatchObject({errno: 'EINVAL'});
		expect(world.hosts.client.sockets).toEqual([]);
	});
});

describe('a port in TIME-WAIT', () => {
	it('cannot open to the same place until 2 MSL are over', () => {
		const world = inTimeWait();
		const again = {call: 'connect', socket: 'c', port: 80, localPort: 40_000} as const;
		expect(call(world, 'client', again)).toMatchObject({errno: 'EADDRNOTAVAIL'});
		runFor(world, 240 * second);
		expect(call(world, 'client', again)).toMatchObject({ret: 115});
		runFor(world, second);
		expect(states(world, 'client')).toEqual(['ESTABLISHED']);
	});

	it('lasts 60 s on Linux', () => {
		const world = inTimeWait({profile: 'linux'});
		runFor(world, 58 * second);
		expect(states(world, 'client')).toEqual(['TIME-WAIT']);
		runFor(world, 2 * second);
		expect(states(world, 'client')).toEqual([]);
	});

	it('listens again only with SO_REUSEADDR', () => {
		const world = inTimeWait();
		const options = {SO_REUSEADDR: false};
		expect(call(world, 'client', {call: 'listen', socket: 'l', port: 40_000, options})).toMatchObject({
			errno: 'EADDRINUSE',
		});
		expect(call(world, 'client', {call: 'listen', socket: 'l', port: 40_000})).toMatchObject({ret: 0});
	});

	it('opens anew for a SYN above all old numbers, with an ISS above them too (MAY-2)', () => {
		const world = open({server: {isn: 300}});
		call(world, 'server', {call: 'close', socket: 'a'});
		runFor(world, second);
		call(world, 'client', {call: 'close', socket: 'c'});
		runFor(world, second);
		expect(states(world, 'server')).toEqual(['LISTEN', 'TIME-WAIT']);
		const old = world.hosts.server.connections[1]?.tcb;

		// By the clock of RFC 6528 an ISN may lie anywhere; here one just above the old numbers.
		world.hosts.client.isn = 5_000;
		world.hosts.server.isn = 200;
		call(world, 'client', {call: 'connect', socket: 'd', port: 80, localPort: 40_000});
		runFor(world, second);
		expect(states(world, 'client')).toEqual(['ESTABLISHED']);
		expect(states(world, 'server')).toEqual(['LISTEN', 'ESTABLISHED']);
		expect(rules(world, 'server')).toContain('syn-reopens');
		const fresh = connectionOf(world.hosts.server, 'a')?.tcb;
		expect(old && fresh && distance(old.snd.nxt, fresh.iss)).toBe(65_537);
	});

	it('is given up by the end that connects again, where Linux used timestamps on it', () => {
		for (const [tcp_timestamps, expected] of [
			[1, {ret: 115}],
			[0, {errno: 'EADDRNOTAVAIL'}],
		] as const) {
			const host = {profile: 'linux', sysctl: {tcp_timestamps}} as const;
			const world = open({client: host, server: host});
			call(world, 'client', {call: 'close', socket: 'c'});
			runFor(world, second);
			call(world, 'server', {call: 'close', socket: 'a'});
			runFor(world, second);
			expect(states(world, 'client')).toEqual(['TIME-WAIT']);
			const last = world.hosts.client.connections[0]?.tcb.snd.nxt;
			expect(call(world, 'client', {call: 'connect', socket: 'd', port: 80, localPort: 40_000})).toMatchObject(
				expected,
			);
			if (tcp_timestamps === 0) continue;
			runFor(world, second);
			expect(states(world, 'client')).toEqual(['ESTABLISHED']);
			expect(rules(world, 'client')).toContain('connect-reuses');
			const iss = connectionOf(world.hosts.client, 'd')?.tcb.iss;
			expect(last && iss && distance(last, iss)).toBe(65_537);
		}
	});

	it('is killed by an old SYN: the ACK that answers it finds nobody, who answers RST (RFC 1337)', () => {
		for (const [switches, after] of [
			[[], ['LISTEN']],
			[['rfc1337'], ['LISTEN', 'TIME-WAIT']],
		] as const) {
			const world = open({switches});
			call(world, 'server', {call: 'close', socket: 'a'});
			runFor(world, second);
			call(world, 'client', {call: 'close', socket: 'c'});
			runFor(world, second);
			const old = world.sent[0]?.segment;
			if (old !== undefined) put(world, 'client', old);
			runFor(world, second);
			expect(lines(world).slice(-3)).toEqual([
				'client S 100:100(0)',
				'server . 302:302(0) ack 102',
				'client R 102:102(0)',
			]);
			expect(states(world, 'server')).toEqual(after);
		}
	});
});

describe('demultiplexing', () => {
	it('goes by both ends: connections of one port do not mix', () => {
		const world = open();
		call(world, 'client', {call: 'connect', socket: 'd', port: 80, localPort: 40_001});
		runFor(world, second);
		call(world, 'client', {call: 'send', socket: 'c', text: 'for a'});
		call(world, 'client', {call: 'send', socket: 'd', text: 'for a2'});
		runFor(world, second);
		expect(call(world, 'server', {call: 'recv', socket: 'a', bytes: 99})).toMatchObject({ret: 5});
		expect(call(world, 'server', {call: 'recv', socket: 'a2', bytes: 99})).toMatchObject({ret: 6});
	});

	it('answers for nobody with a RST made from the segment (§3.10.7.1), tagged as nobody’s', () => {
		const world = twoHosts();
		const stray = segment({
			source: {address: '10.0.0.1', port: 5},
			destination: {address: '10.0.0.2', port: 6},
			seq: seq(10),
			text: new Uint8Array(5),
		});
		const told = act(world, 'server', (host, now, out) => hostArrive(host, stray, now, out));
		expect(lines(world)).toEqual(['server R. 0:0(0) ack 15']);
		expect(told.every(effect => effect.kind === 'tcp' && effect.connection === 0)).toBe(true);
	});
});

describe('addresses', () => {
	const syn = (from: string, to: string) =>
		segment({source: {address: from, port: 9}, destination: {address: to, port: 80}, seq: seq(1), syn: true, wnd: 9});

	it('MUST-57, MUST-63: a SYN to or from what is no host’s own address is ignored in silence', () => {
		const world = twoHosts();
		call(world, 'server', {call: 'listen', socket: 'l', port: 80});
		const us = '10.0.0.2';
		const wrong = [
			syn('10.0.0.1', '255.255.255.255'),
			syn('10.0.0.1', '224.0.0.1'),
			syn('10.0.0.1', '10.0.0.7'),
			syn('224.0.0.1', us),
			syn('255.255.255.255', us),
			syn('0.0.0.0', us),
			syn('127.0.0.1', us),
		];
		for (const seg of wrong) act(world, 'server', (host, now, out) => hostArrive(host, seg, now, out));
		expect(lines(world)).toEqual([]);
		expect(states(world, 'server')).toEqual(['LISTEN']);
	});

	it('a segment that claims to come from ourselves (LAND) is ignored', () => {
		const world = twoHosts();
		call(world, 'server', {call: 'listen', socket: 'l', port: 80});
		const land = {...syn('10.0.0.2', '10.0.0.2'), source: {address: '10.0.0.2', port: 80}};
		act(world, 'server', (host, now, out) => hostArrive(host, land, now, out));
		expect(lines(world)).toEqual([]);
		expect(rules(world, 'server').at(-1)).toBe('address-ignored');
	});

	it('MUST-46: connect to a group, to everybody, to nobody or to ourselves is an error', () => {
		const world = twoHosts();
		for (const address of ['224.0.0.1', '255.255.255.255', '0.0.0.0', '127.0.0.1', '10.0.0.1']) {
			expect(call(world, 'client', {call: 'connect', socket: 'c', port: 80, address})).toMatchObject({
				errno: 'ENETUNREACH',
			});
		}

		expect(world.hosts.client.sockets).toEqual([]);
	});

	it.each(['10.0.0', '10.0.0.256', '10.0.0.02', '1x.0.0.2', 'server'])(
		'connect to %j, no address, is an error',
		address => {
			const world = twoHosts();
			expect(call(world, 'client', {call: 'connect', socket: 'c', port: 80, address})).toMatchObject({errno: 'EINVAL'});
			expect(world.hosts.client.sockets).toEqual([]);
		},
	);
});

describe('initial sequence numbers', () => {
	const issOf = (world: TwoHosts) => connectionOf(world.hosts.client, 'c')?.tcb.iss;

	it('come from the clock and a secret (RFC 6528): other ports, other times, other secrets give others', () => {
		const iss = (secret: readonly [number, number, number, number], localPort: number, at: number) => {
			const world = twoHosts({client: {isn: null, secret}});
			runFor(world, at);
			call(world, 'client', {call: 'connect', socket: 'c', port: 80, localPort});
			return issOf(world);
		};

		const first = iss([1, 2, 3, 4], 5000, 0);
		expect(iss([1, 2, 3, 4], 5000, 0)).toBe(first);
		const others = [iss([1, 2, 3, 5], 5000, 0), iss([1, 2, 3, 4], 5001, 0), iss([1, 2, 3, 4], 5000, second)];
		expect(new Set([first, ...others]).size).toBe(4);
		const later = others[2];
		expect(first && later && distance(first, later)).toBe(250_000);
	});

	it('are always the same with the switch constant-isn', () => {
		const world = twoHosts({switches: ['constant-isn'], client: {isn: null}});
		call(world, 'client', {call: 'connect', socket: 'c', port: 80});
		call(world, 'client', {call: 'connect', socket: 'd', port: 80});
		expect(issOf(world)).toBe(connectionOf(world.hosts.client, 'd')?.tcb.iss);
	});
});

describe('a crash', () => {
	it('is silent; the other end learns of it when it sends (figure 10)', () => {
		const world = open();
		crash(world.hosts.client, world.now);
		runFor(world, 100 * second);
		expect(states(world, 'server')).toEqual(['LISTEN', 'ESTABLISHED']);
		const before = world.sent.length;
		call(world, 'server', {call: 'send', socket: 'a', bytes: 10});
		runFor(world, second);
		expect(lines(world, before)).toEqual(['server P. 301:311(10) ack 101', 'client R 101:101(0)']);
		expect(states(world, 'server')).toEqual(['LISTEN']);
	});

	it('leaves the port counter at its start, so that the next SYN meets the other half (figure 9)', () => {
		const world = twoHosts({client: {isn: null}});
		call(world, 'server', {call: 'listen', socket: 'l', port: 80, accepts: true});
		call(world, 'client', {call: 'connect', socket: 'c', port: 80});
		runFor(world, second);
		crash(world.hosts.client, world.now);
		expect(world.hosts.client.bootedAt).toBe(second);
		call(world, 'client', {call: 'connect', socket: 'c', port: 80});
		runFor(world, 10 * second);
		expect(rules(world, 'server')).toContain('seq-unacceptable');
		expect(states(world, 'client')).toEqual(['ESTABLISHED']);
		expect(states(world, 'server')).toEqual(['LISTEN', 'ESTABLISHED']);
		expect(world.hosts.client.connections[0]?.id).toBe(2);
	});
});
