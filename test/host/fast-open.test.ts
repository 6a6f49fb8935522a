import {describe, expect, it} from 'vitest';
import {connectionOf, type ProfileName} from '../../src/host/index.js';
import {type Segment, segment} from '../../src/tcp/index.js';
import {call, lines, put, returns, rules, runFor, states, type TwoHosts, twoHosts} from '../support/two-hosts.js';

const second = 1_000_000;
const BOTH = 3;

type Given = {
	readonly profile?: ProfileName;
	readonly client?: number;
	readonly server?: number;
	readonly queue?: number;
};

/** A server that takes part, with a queue of so many; `tcp_fastopen` of each. */
function listening({profile = 'rfc9293', client = BOTH, server = BOTH, queue = 5}: Given = {}): TwoHosts {
	const world = twoHosts({
		profile,
		client: {profile, sysctl: {tcp_fastopen: client}},
		server: {profile, sysctl: {tcp_fastopen: server}},
	});
	call(world, 'server', {call: 'listen', socket: 'l', port: 80, options: {TCP_FASTOPEN: queue}});
	return world;
}

const connect = (world: TwoHosts, socket: string, text: string) =>
	call(world, 'client', {call: 'connect', socket, port: 80, text});

/** The same, and the client has the server's cookie from a connection before. */
function knowing(given: Given = {}): TwoHosts {
	const world = listening(given);
	connect(world, 'first', '');
	runFor(world, second);
	expect(world.hosts.client.fastOpenCookies).toHaveLength(1);
	call(world, 'server', {call: 'accept', socket: 'taken', listener: 'l'});
	world.sent.length = 0;
	world.told.length = 0;
	return world;
}

const sent = (world: TwoHosts, from: 'client' | 'server'): Segment[] =>
	world.sent.filter(one => one.from === from).map(one => one.segment);
const lengths = (world: TwoHosts, from: 'client' | 'server') =>
	sent(world, from).map(seg => [seg.syn, seg.text.length]);
const read = (world: TwoHosts, socket: string, host: 'client' | 'server' = 'server') =>
	call(world, host, {call: 'recv', socket, bytes: 99_999});

describe('RFC 7413 §4.2 the first connection to a server', () => {
	it('asks by an empty option, gets eight octets with the SYN,ACK, and keeps them by address', () => {
		const world = listening();
		connect(world, 'c', '');
		runFor(world, second);
		const [syn] = sent(world, 'client');
		const [answer] = sent(world, 'server');
		expect(syn?.options.fastOpen).toHaveLength(0);
		expect(answer?.options.fastOpen).toHaveLength(8);
		expect(world.hosts.client.fastOpenCookies).toEqual([
			{address: '10.0.0.2', cookie: answer?.options.fastOpen, mss: 1460},
		]);
		expect(rules(world, 'client')).toEqual(expect.arrayContaining(['fast-open-asks', 'fast-open-cookie']));
		expect(rules(world, 'server')).toContain('fast-open-grants');
	});

	it('sends no text with the SYN; what sendto() says of it: the RFC queues it, Linux has taken nothing', () => {
		for (const [profile, ret, arrives] of [
			['rfc9293', 5, [false, 5]],
			['linux', 115, [false, 0]],
		] as const) {
			const world = listening({profile});
			expect(connect(world, 'c', 'hello')).toMatchObject({ret});
			runFor(world, second);
			expect(lengths(world, 'client')[0]).toEqual([true, 0]);
			expect(lengths(world, 'client').at(-1)).toEqual(arrives);
		}
	});

	it('gives other addresses other cookies, and another server’s cookie is not this one’s', () => {
		const cookieOf = (address: string, secret: readonly [number, number, number, number]) => {
			const world = twoHosts({
				sysctl: {tcp_fastopen: BOTH},
				client: {address},
				server: {peerAddress: address, secret},
			});
			call(world, 'server', {call: 'listen', socket: 'l', port: 80, options: {TCP_FASTOPEN: 5}});
			connect(world, 'c', '');
			runFor(world, second);
			return String(world.hosts.client.fastOpenCookies[0]?.cookie);
		};
		const one = cookieOf('10.0.0.1', [5, 6, 7, 8]);
		expect(cookieOf('10.0.0.1', [5, 6, 7, 8])).toBe(one);
		expect(cookieOf('10.0.0.3', [5, 6, 7, 8])).not.toBe(one);
		expect(cookieOf('10.0.0.1', [5, 6, 7, 9])).not.toBe(one);
	});

	it('a cookie that nobody asked for is not kept', () => {
		const world = listening();
		call(world, 'client', {call: 'connect', socket: 'c', port: 80});
		const syn = sent(world, 'client')[0] as Segment;
		put(
			world,
			'server',
			segment({
				source: syn.destination,
				destination: syn.source,
				syn: true,
				seq: syn.seq,
				ack: connectionOf(world.hosts.client, 'c')?.tcb.snd.nxt ?? null,
				options: {...syn.options, fastOpen: new Uint8Array(8)},
			}),
		);
		runFor(world, 15_000);
		expect(states(world, 'client')).toEqual(['ESTABLISHED']);
		expect(world.hosts.client.fastOpenCookies).toEqual([]);
	});
});

describe('RFC 7413 §4.2 a connection with a cookie', () => {
	it('takes its text along; the server’s program reads and answers before the handshake is done', () => {
		for (const profile of ['rfc9293', 'linux'] as const) {
			const world = knowing({profile});
			expect(connect(world, 'c', 'hello')).toMatchObject({ret: 5});
			runFor(world, 10_000);
			expect(states(world, 'server').at(-1)).toBe('SYN-RECEIVED');
			call(world, 'server', {call: 'accept', socket: 'a', listener: 'l'});
			expect(read(world, 'a')).toMatchObject({ret: 5});
			expect(call(world, 'server', {call: 'send', socket: 'a', text: 'answer'})).toMatchObject({ret: 6});
			expect(lengths(world, 'server')).toEqual([
				[true, 0],
				[false, 6],
			]);
			runFor(world, second);
			expect(read(world, 'c', 'client')).toMatchObject({ret: 6});
			expect(states(world, 'server').at(-1)).toBe('ESTABLISHED');
			expect(rules(world, 'client')).toContain('fast-open-acked');
			expect(rules(world, 'server').filter(rule => rule === 'fast-open-early')).toHaveLength(1);
		}
	});

	it('has no more text in the SYN than a segment with all options holds; the rest follows', () => {
		for (const [profile, ret] of [
			['rfc9293', 5000],
			['linux', 1420],
		] as const) {
			const world = knowing({profile});
			expect(connect(world, 'c', 'x'.repeat(5000))).toMatchObject({ret});
			runFor(world, second);
			expect(lengths(world, 'client')[0]).toEqual([true, 1420]);
			call(world, 'server', {call: 'accept', socket: 'a', listener: 'l'});
			expect(read(world, 'a')).toMatchObject({ret});
		}
	});

	it('a refused cookie: the text goes again, and the right cookie replaces the wrong one', () => {
		for (const profile of ['rfc9293', 'linux'] as const) {
			const world = knowing({profile});
			const [known] = world.hosts.client.fastOpenCookies;
			if (known === undefined) throw new Error('no cookie');
			world.hosts.client.fastOpenCookies = [{...known, cookie: new Uint8Array(8)}];
			connect(world, 'c', 'hello');
			runFor(world, second);
			expect(rules(world, 'server')).toContain('fast-open-wrong-cookie');
			expect(rules(world, 'client')).toContain('fast-open-not-taken');
			expect(sent(world, 'server')[0]?.options.fastOpen).toEqual(known.cookie);
			// The text goes with the ACK of the SYN,ACK, after one round trip and no timeout.
			expect(world.sent.find(({segment: seg}) => !seg.syn && seg.text.length === 5)?.at).toBeLessThan(1.1 * second);
			// It is the handshake's ACK, too: no other goes.
			expect(lengths(world, 'client')).toEqual([
				[true, 5],
				[false, 5],
			]);
			expect(world.hosts.client.fastOpenCookies[0]?.cookie).toEqual(known.cookie);
			call(world, 'server', {call: 'accept', socket: 'a', listener: 'l'});
			expect(read(world, 'a')).toMatchObject({ret: 5});
		}
	});

	it('a lost SYN goes again without text and without the option, and the text follows the handshake (§4.1.3)', () => {
		for (const profile of ['rfc9293', 'linux'] as const) {
			const world = knowing({profile});
			world.loses = (_from, seg) => seg.syn && seg.text.length > 0;
			connect(world, 'c', 'hello');
			runFor(world, 3 * second);
			const syns = sent(world, 'client').filter(seg => seg.syn);
			expect(syns.map(seg => [seg.text.length, seg.options.fastOpen?.length ?? null])).toEqual([
				[5, 8],
				[0, null],
			]);
			call(world, 'server', {call: 'accept', socket: 'a', listener: 'l'});
			expect(read(world, 'a')).toMatchObject({ret: 5});
			expect(rules(world, 'server')).not.toContain('fast-open-early');
		}
	});

	it('a lost SYN,ACK: text that was taken early is not taken twice', () => {
		for (const profile of ['rfc9293', 'linux'] as const) {
			const world = knowing({profile});
			let lost = 0;
			world.loses = (from, seg) => from === 'server' && seg.syn && lost++ === 0;
			connect(world, 'c', 'hello');
			runFor(world, 5 * second);
			expect(states(world, 'client').at(-1)).toBe('ESTABLISHED');
			expect(states(world, 'server').at(-1)).toBe('ESTABLISHED');
			call(world, 'server', {call: 'accept', socket: 'a', listener: 'l'});
			expect(read(world, 'a')).toMatchObject({ret: 5});
			expect(sent(world, 'client').filter(seg => !seg.syn && seg.text.length > 0)).toEqual([]);
		}
	});

	it('an early connection may be answered and closed at once', () => {
		const world = knowing();
		connect(world, 'c', 'hello');
		runFor(world, 10_000);
		call(world, 'server', {call: 'accept', socket: 'a', listener: 'l'});
		read(world, 'a');
		call(world, 'server', {call: 'send', socket: 'a', text: 'bye'});
		call(world, 'server', {call: 'close', socket: 'a'});
		runFor(world, second);
		expect(read(world, 'c', 'client')).toMatchObject({ret: 3});
		call(world, 'client', {call: 'close', socket: 'c'});
		runFor(world, second);
		expect(states(world, 'server').at(-1)).toBe('TIME-WAIT');
	});

	it('a RST ends an early connection, and its program is told: it does not go back to LISTEN', () => {
		const world = knowing();
		connect(world, 'c', 'hello');
		runFor(world, 10_000);
		call(world, 'server', {call: 'accept', socket: 'a', listener: 'l'});
		read(world, 'a');
		const syn = sent(world, 'client')[0] as Segment;
		const seq = connectionOf(world.hosts.server, 'a')?.tcb.rcv.nxt ?? syn.seq;
		put(world, 'client', segment({source: syn.source, destination: syn.destination, seq, rst: true}));
		world.loses = () => true;
		runFor(world, 10_000);
		expect(read(world, 'a')).toMatchObject({errno: 'ECONNRESET'});
		expect(states(world, 'server')).toEqual(['LISTEN', 'ESTABLISHED']);
	});
});

describe('a listener’s queue of early connections (RFC 7413 §5.1)', () => {
	it('is as long as TCP_FASTOPEN says; what comes beyond it takes the long way', () => {
		const world = knowing({queue: 2});
		for (const socket of ['c', 'd', 'e']) connect(world, socket, 'hello');
		runFor(world, 10_000);
		const early = rules(world, 'server').filter(rule => rule.startsWith('fast-open'));
		expect(early).toEqual(['fast-open-early', 'fast-open-early', 'fast-open-queue-full']);
		runFor(world, second);
		for (const socket of ['a', 'b', 'z']) {
			call(world, 'server', {call: 'accept', socket, listener: 'l'});
			expect(read(world, socket)).toMatchObject({ret: 5});
		}
	});

	it('has room again when a handshake is done', () => {
		const world = knowing({queue: 1});
		for (const socket of ['c', 'd']) {
			connect(world, socket, 'hello');
			runFor(world, second);
		}

		expect(rules(world, 'server').filter(rule => rule === 'fast-open-early')).toHaveLength(2);
	});

	it('of length 0 takes no part: neither cookies nor text', () => {
		const world = listening({queue: 0});
		connect(world, 'c', '');
		runFor(world, second);
		expect(sent(world, 'server')[0]?.options.fastOpen).toBeNull();
		expect(states(world, 'client')).toEqual(['ESTABLISHED']);
	});
});

describe('the bits of tcp_fastopen', () => {
	it('1: without it no program may send text with a SYN', () => {
		for (const client of [0, 2, 4]) {
			const world = listening({client});
			expect(connect(world, 'c', 'hello')).toMatchObject({errno: 'EOPNOTSUPP'});
			const options = {TCP_FASTOPEN_CONNECT: true};
			expect(call(world, 'client', {call: 'connect', socket: 'd', port: 80, options})).toMatchObject({
				errno: 'EOPNOTSUPP',
			});
			expect(world.sent).toEqual([]);
		}
	});

	it('2: without it a server gives no cookie and takes no text', () => {
		const world = listening({server: 1});
		connect(world, 'c', '');
		runFor(world, second);
		expect(sent(world, 'server')[0]?.options.fastOpen).toBeNull();
	});

	it('4: a client sends text without a cookie, and 512: a server takes it so', () => {
		for (const [server, first] of [
			[2 | 512, 'fast-open-early'],
			[2, undefined],
		] as const) {
			const world = listening({client: 1 | 4, server});
			connect(world, 'c', 'hello');
			runFor(world, second);
			expect(lengths(world, 'client')[0]).toEqual([true, 5]);
			expect(sent(world, 'client')[0]?.options.fastOpen).toBeNull();
			expect(rules(world, 'server').find(rule => rule.startsWith('fast-open'))).toBe(first);
			call(world, 'server', {call: 'accept', socket: 'a', listener: 'l'});
			expect(read(world, 'a')).toMatchObject({ret: 5});
		}
	});

	it('1024: every listener takes part, as far as its backlog goes', () => {
		for (const [server, length] of [
			[2, undefined],
			[2 | 1024, 8],
		] as const) {
			const world = listening({server, queue: 0});
			connect(world, 'c', '');
			runFor(world, second);
			expect(sent(world, 'server')[0]?.options.fastOpen?.length).toBe(length);
		}
	});
});

describe('TCP_FASTOPEN_CONNECT', () => {
	const options = {TCP_FASTOPEN_CONNECT: true};

	it('asks for a cookie at once where there is none', () => {
		const world = listening();
		call(world, 'client', {call: 'connect', socket: 'c', port: 80, options});
		expect(sent(world, 'client')[0]?.options.fastOpen).toHaveLength(0);
	});

	it('waits for the first send(), whose text goes with the SYN', () => {
		const world = knowing();
		expect(call(world, 'client', {call: 'connect', socket: 'c', port: 80, options})).toMatchObject({ret: 0});
		expect(world.sent).toEqual([]);
		expect(call(world, 'client', {call: 'connect', socket: 'c', port: 80})).toMatchObject({errno: 'EISCONN'});
		call(world, 'client', {call: 'setsockopt', socket: 'c', option: 'TCP_NODELAY', value: true});
		expect(call(world, 'client', {call: 'send', socket: 'c', bytes: 7})).toMatchObject({ret: 7});
		expect(lengths(world, 'client')).toEqual([[true, 7]]);
		runFor(world, second);
		expect(connectionOf(world.hosts.client, 'c')?.options.TCP_NODELAY).toBe(true);
		call(world, 'server', {call: 'accept', socket: 'a', listener: 'l'});
		expect(read(world, 'a')).toMatchObject({ret: 7});
		expect(returns(world, 'client').at(-1)).toBe('send c 7');
		expect(lines(world)[0]).toMatch(/^client S/);
	});
});
