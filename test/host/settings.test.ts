import {describe, expect, it} from 'vitest';
import {
	configOf,
	connectionOf,
	copyHost,
	createHost,
	DEFAULT_OPTIONS,
	type Host,
	type HostEffect,
	hostArrive,
	hostCall,
	PROFILES,
	SYSCTLS,
	setSwitch,
	setSysctl,
	sysctlProblem,
} from '../../src/host/index.js';
import {NO_SWITCHES, RFC9293} from '../../src/tcp/index.js';
import {act, call, lines, open, runFor, type TwoHosts, twoHosts} from '../support/two-hosts.js';

const second = 1_000_000;

const host = (profile: 'rfc9293' | 'linux', mtu = 1500): Host => twoHosts({profile, client: {mtu}}).hosts.client;

const configIn = (world: TwoHosts) => connectionOf(world.hosts.client, 'c')?.tcb.config;

describe('profiles', () => {
	it('rfc9293 gives a connection the constants of the standards', () => {
		expect(configOf(host('rfc9293'), DEFAULT_OPTIONS)).toEqual(RFC9293);
	});

	it('linux gives what Linux has', () => {
		expect(configOf(host('linux'), DEFAULT_OPTIONS)).toMatchObject({
			msl: 30 * second,
			rtoMin: 200_000,
			rtoMax: 120 * second,
			r2Syn: 6,
			r2SynAck: 5,
			r2: 15,
			delayedAck: 40_000,
			initialWindow: 10,
			receiveBuffer: 65_536,
		});
	});

	it('every value of every profile is one that may be set, and none is left out', () => {
		for (const values of Object.values(PROFILES)) {
			expect(Object.keys(values).sort()).toEqual(Object.keys(SYSCTLS).sort());
			for (const [name, value] of Object.entries(values))
				expect([name, sysctlProblem(name, value)]).toEqual([name, null]);
		}
	});

	it('take the segment size from the link: MTU less 40 octets (MUST-16, MUST-67), or what the program allows', () => {
		expect(configOf(host('rfc9293', 576), DEFAULT_OPTIONS)).toMatchObject({mss: 536, mtuMss: 536});
		expect(configOf(host('rfc9293'), {...DEFAULT_OPTIONS, TCP_MAXSEG: 1000})).toMatchObject({mss: 1000, mtuMss: 1000});
		expect(configOf(host('rfc9293'), {...DEFAULT_OPTIONS, TCP_MAXSEG: 9000})).toMatchObject({mss: 1460, mtuMss: 1460});
	});
});

describe('sysctl values', () => {
	const set = (world: TwoHosts, name: string, value: number | string) => {
		let problem: ReturnType<typeof setSysctl> = null;
		act(world, 'client', (h, now, out) => {
			problem = setSysctl(h, name, value, now, out);
		});
		return problem;
	};

	it('that Linux reads as it goes reach open connections', () => {
		const world = open();
		expect(set(world, 'tcp_retries2', 2)).toBeNull();
		expect(configIn(world)?.r2).toBe(2);
		call(world, 'server', {call: 'abort', socket: 'a'});
		runFor(world, second);
		world.loses = () => true;
		call(world, 'client', {call: 'connect', socket: 'd', port: 80});
		set(world, 'tcp_syn_retries', 1);
		runFor(world, 3.1 * second);
		expect(call(world, 'client', {call: 'recv', socket: 'd', bytes: 1})).toMatchObject({errno: 'ETIMEDOUT'});
	});

	it('that Linux reads when it makes a socket reach new connections only', () => {
		const world = open();
		set(world, 'tcp_rmem', '4096 20000 30000');
		set(world, 'tcp_rto_min_us', 5_000);
		expect(configIn(world)).toMatchObject({receiveBuffer: 65_535, rtoMin: second});
		call(world, 'client', {call: 'connect', socket: 'd', port: 80});
		expect(connectionOf(world.hosts.client, 'd')?.tcb.config).toMatchObject({receiveBuffer: 20_000, rtoMin: 5_000});
	});

	it('that are unknown, or out of range, change nothing', () => {
		const world = open();
		const before = world.hosts.client.sysctl;
		expect(set(world, 'tcp_magic', 1)).toBe('no-such-sysctl');
		expect(set(world, 'toString', 1)).toBe('no-such-sysctl');
		const wrong: [string, number | string][] = [
			['tcp_retries2', -1],
			['tcp_retries2', 'many'],
			['tcp_retries2', 1.5],
			['tcp_retries2', '1 2'],
			['tcp_retries2', ''],
			['tcp_syn_retries', 1000],
			['tcp_rmem', '4096 1'],
			['tcp_rmem', '4096 20000 10000'],
			['ip_local_port_range', '5000 4000'],
			['ip_local_port_range', '0 4000'],
			['tcp_congestion_control', 'a b'],
			['lab_delayed_ack_ms', 500],
		];
		for (const [name, value] of wrong)
			expect([name, value, set(world, name, value)]).toEqual([name, value, 'bad-value']);
		expect(world.hosts.client.sysctl).toBe(before);
	});

	it('take numbers as text, as a file gives them', () => {
		const world = open();
		expect(set(world, 'tcp_retries2', '9')).toBeNull();
		expect(configIn(world)?.r2).toBe(9);
	});

	it('tcp_rfc1337 and the switch rfc1337 do the same', () => {
		const world = open();
		set(world, 'tcp_rfc1337', 1);
		expect(configIn(world)?.switches.rfc1337).toBe(true);
		set(world, 'tcp_rfc1337', 0);
		expect(configIn(world)?.switches.rfc1337).toBe(false);
	});
});

describe('switches', () => {
	it('take a mechanism away from connections that are open', () => {
		const world = open();
		act(world, 'client', (h, now, out) => setSwitch(h, 'no-nagle', true, now, out));
		expect(configIn(world)?.switches['no-nagle']).toBe(true);
		expect(world.hosts.server.switches['no-nagle']).toBe(false);
		expect(NO_SWITCHES['no-nagle']).toBe(false);
	});

	it('what waited for the mechanism goes at once', () => {
		const world = open();
		for (const bytes of [10, 10]) call(world, 'client', {call: 'send', socket: 'c', bytes});
		expect(lines(world).at(-1)).toBe('client P. 101:111(10) ack 301');
		act(world, 'client', (h, now, out) => setSwitch(h, 'no-nagle', true, now, out));
		expect(lines(world).at(-1)).toBe('client P. 111:121(10) ack 301');
	});
});

describe('socket options', () => {
	it('TCP_NODELAY lets small segments go at once, also those that wait (MUST-17)', () => {
		const world = open();
		for (const bytes of [10, 10]) call(world, 'client', {call: 'send', socket: 'c', bytes});
		expect(lines(world).at(-1)).toBe('client P. 101:111(10) ack 301');
		expect(call(world, 'client', {call: 'setsockopt', socket: 'c', option: 'TCP_NODELAY', value: 1})).toMatchObject({
			ret: 0,
		});
		expect(lines(world).at(-1)).toBe('client P. 111:121(10) ack 301');
	});

	it('SO_KEEPALIVE starts probing an idle connection, and finds it dead', () => {
		const world = open();
		const set = (option: 'SO_KEEPALIVE' | 'TCP_KEEPIDLE' | 'TCP_KEEPINTVL' | 'TCP_KEEPCNT', value: number) =>
			call(world, 'client', {call: 'setsockopt', socket: 'c', option, value});
		set('TCP_KEEPIDLE', 10);
		set('TCP_KEEPINTVL', 1);
		set('TCP_KEEPCNT', 3);
		set('SO_KEEPALIVE', 1);
		world.loses = () => true;
		runFor(world, 12 * second);
		expect(configIn(world)?.keepalive).toEqual({on: true, idle: 10 * second, interval: second, probes: 3});
		runFor(world, 2 * second);
		expect(call(world, 'client', {call: 'recv', socket: 'c', bytes: 1})).toMatchObject({errno: 'ETIMEDOUT'});
	});

	it('TCP_USER_TIMEOUT ends a connection whose text is not acknowledged in time', () => {
		const world = open();
		call(world, 'client', {call: 'setsockopt', socket: 'c', option: 'TCP_USER_TIMEOUT', value: 3000});
		world.loses = () => true;
		call(world, 'client', {call: 'send', socket: 'c', bytes: 10});
		runFor(world, 2.9 * second);
		expect(call(world, 'client', {call: 'recv', socket: 'c', bytes: 1})).toMatchObject({errno: 'EAGAIN'});
		runFor(world, 0.2 * second);
		expect(call(world, 'client', {call: 'send', socket: 'c', bytes: 1})).toMatchObject({errno: 'ETIMEDOUT'});
	});

	it('of a listener are those of the connections it takes', () => {
		const world = twoHosts();
		const options = {SO_RCVBUF: 4096, TCP_NODELAY: true};
		call(world, 'server', {call: 'listen', socket: 'l', port: 80, accepts: true, options});
		call(world, 'client', {call: 'connect', socket: 'c', port: 80, options: {TCP_MAXSEG: 500}});
		runFor(world, second);
		expect(connectionOf(world.hosts.server, 'a')?.tcb.config).toMatchObject({receiveBuffer: 4096, nagle: false});
		expect(connectionOf(world.hosts.server, 'a')?.tcb.snd.mss).toBe(500);
		expect(connectionOf(world.hosts.client, 'c')?.tcb.snd.wnd).toBe(4096);
	});

	it('SO_RCVBUF never takes back a window that was offered (SHLD-14), nor leaves no room at all', () => {
		const world = open();
		call(world, 'server', {call: 'setsockopt', socket: 'a', option: 'SO_RCVBUF', value: 0});
		expect(connectionOf(world.hosts.server, 'a')?.tcb.config.receiveBuffer).toBe(65_535);
		call(world, 'server', {call: 'listen', socket: 'm', port: 81, accepts: true, options: {SO_RCVBUF: 0}});
		call(world, 'client', {call: 'connect', socket: 'd', port: 81});
		runFor(world, second);
		expect(connectionOf(world.hosts.client, 'd')?.tcb.snd.wnd).toBe(1);
	});

	it('that do not exist, or values that they cannot have, are errors', () => {
		const world = open();
		const set = (option: string, value: unknown) =>
			call(world, 'client', {call: 'setsockopt', socket: 'c', option, value} as Parameters<typeof call>[2]);
		expect(set('TCP_MD5SIG', 1)).toMatchObject({errno: 'ENOPROTOOPT'});
		expect(set('constructor', 1)).toMatchObject({errno: 'ENOPROTOOPT'});
		expect(set('TCP_KEEPCNT', 0)).toMatchObject({errno: 'EINVAL'});
		expect(set('TCP_KEEPCNT', true)).toMatchObject({errno: 'EINVAL'});
		expect(set('SO_LINGER', {onoff: 1, linger: -1})).toMatchObject({errno: 'EINVAL'});
		expect(set('SO_LINGER', {onoff: 0, linger: 5})).toMatchObject({ret: 0});
		expect(set('TCP_NODELAY', {onoff: 1, linger: 1})).toMatchObject({errno: 'EINVAL'});
	});
});

describe('the table of values', () => {
	it('says which an open connection follows, as it does', () => {
		const wrong = Object.entries(SYSCTLS).flatMap(([name, {values, readBy}]) => {
			if (!Array.isArray(values)) return [];
			const [least, most] = values;
			const followed = [least, most, least + 1].map(value => {
				const world = open({profile: 'linux'});
				const client = world.hosts.client;
				const connection = connectionOf(client, 'c');
				if (connection === null) return 'no connection';
				const [before, ofNewOnes] = [connection.tcb.config, configOf(client, connection.options)];
				setSysctl(client, name, value, world.now, []);
				const after = connectionOf(client, 'c')?.tcb.config;
				const differs = (a: unknown, b: unknown): boolean => JSON.stringify(a) !== JSON.stringify(b);
				if (!differs(ofNewOnes, configOf(client, connection.options))) return null;
				return differs(before, after) ? 'now' : 'new';
			});
			const found = followed.find(each => each !== null);
			return found === undefined || found === readBy ? [] : [`${name}: ${readBy}, and it is ${found}`];
		});
		expect(wrong).toEqual([]);
	});
});

describe('a copy of a host', () => {
	it('goes its own way: whatever is done to it, the first stays as it was', () => {
		const world = open();
		call(world, 'client', {call: 'send', socket: 'c', bytes: 5_000});
		const client = world.hosts.client;
		const before = structuredClone(client);
		const copy = copyHost(client);
		expect(copy).toEqual(before);

		const out: HostEffect[] = [];
		hostCall(copy, {call: 'drain', socket: 'c', bytes: 5}, world.now, out);
		hostCall(copy, {call: 'send', socket: 'c', bytes: 100}, world.now, out);
		hostCall(copy, {call: 'connect', socket: 'd', port: 80}, world.now, out);
		hostCall(copy, {call: 'listen', socket: 'l', port: 90}, world.now, out);
		setSysctl(copy, 'tcp_retries2', 3, world.now, out);
		setSwitch(copy, 'no-nagle', true, world.now, out);
		hostCall(copy, {call: 'abort', socket: 'c'}, world.now, out);
		for (const {to, segment} of world.sent) if (to === 'client') hostArrive(copy, segment, world.now, out);
		expect(client).toEqual(before);
	});

	it('is plain data: it comes back whole from JSON where it has no octets', () => {
		const made = createHost({
			name: 'client',
			address: '10.0.0.1',
			peerAddress: '10.0.0.2',
			profile: 'linux',
			sysctl: {tcp_retries2: 3},
			switches: NO_SWITCHES,
			secret: [1, 2, 3, 4],
			mtu: 1500,
		});
		hostCall(made, {call: 'listen', socket: 'l', port: 80}, 0, []);
		const again: Host = JSON.parse(JSON.stringify(made));
		const plain = (h: Host) => ({...h, sockets: h.sockets.map(s => ({...s, left: [...Object.values(s.left)]}))});
		expect(plain(again)).toEqual(plain(made));
	});
});
