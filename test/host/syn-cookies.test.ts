import {describe, expect, it} from 'vitest';
import {connectionOf, hostArrive} from '../../src/host/index.js';
import {plus, segment, seq} from '../../src/tcp/index.js';
import {act, call, put, returns, rules, runFor, states, type TwoHosts, twoHosts} from '../support/two-hosts.js';

const second = 1_000_000;

/** A SYN of nobody, straight into the server. */
const flood = (world: TwoHosts, count: number): void => {
	for (let port = 1; port <= count; port++) {
		const syn = segment({
			source: {address: '192.0.2.9', port},
			destination: {address: '10.0.0.2', port: 80},
			seq: seq(7),
			syn: true,
			wnd: 1000,
		});
		act(world, 'server', (host, now, out) => hostArrive(host, syn, now, out));
	}
};

/** A listener with room for two half-open connections, to whose forged clients no segment comes. */
function listening(tcp_syncookies: number, given: Parameters<typeof twoHosts>[0] = {}): TwoHosts {
	const world = twoHosts({...given, sysctl: {...given.sysctl, tcp_syncookies}});
	world.loses = (_from, sent) => sent.destination.address === '192.0.2.9';
	call(world, 'server', {call: 'listen', socket: 'l', port: 80, backlog: 1});
	return world;
}

const connect = (world: TwoHosts, socket = 'c'): void => {
	call(world, 'client', {call: 'connect', socket, port: 80});
	runFor(world, 0.1 * second);
};

const halfOpen = (world: TwoHosts): number => states(world, 'server').filter(s => s === 'SYN-RECEIVED').length;
const count = (world: TwoHosts, rule: string): number => rules(world, 'server').filter(r => r === rule).length;

describe('tcp_syncookies', () => {
	it('0: a full queue drops the SYN, and the real client waits', () => {
		const world = listening(0);
		flood(world, 5);
		connect(world);
		expect(halfOpen(world)).toBe(2);
		expect(states(world, 'client')).toEqual(['SYN-SENT']);
		expect(count(world, 'syn-queue-full')).toBe(4);
		expect(count(world, 'syn-cookie-sent')).toBe(0);
	});

	it('1: a full queue answers by a cookie and remembers nothing; the real client gets in', () => {
		const world = listening(1);
		flood(world, 5);
		expect([halfOpen(world), count(world, 'syn-cookie-sent')]).toEqual([2, 3]);
		connect(world);
		expect(states(world, 'client')).toEqual(['ESTABLISHED']);
		expect(states(world, 'server')).toEqual(['LISTEN', 'SYN-RECEIVED', 'SYN-RECEIVED', 'ESTABLISHED']);
		expect(count(world, 'syn-cookie-opens')).toBe(1);
	});

	it('1: a queue that is not full remembers, as ever', () => {
		const world = listening(1);
		connect(world);
		expect(states(world, 'server')).toEqual(['LISTEN', 'ESTABLISHED']);
		expect(count(world, 'syn-cookie-sent')).toBe(0);
	});

	it('2: answers every SYN by a cookie', () => {
		const world = listening(2);
		flood(world, 1);
		connect(world);
		expect(halfOpen(world)).toBe(0);
		expect(count(world, 'syn-cookie-sent')).toBe(2);
		expect(states(world, 'server')).toEqual(['LISTEN', 'ESTABLISHED']);
	});

	it('lets text pass both ways over the connection that a cookie made', () => {
		for (const profile of ['rfc9293', 'linux'] as const) {
			const world = listening(2, {profile});
			connect(world);
			call(world, 'server', {call: 'accept', socket: 'a', listener: 'l'});
			call(world, 'client', {call: 'send', socket: 'c', bytes: 5000});
			call(world, 'server', {call: 'send', socket: 'a', bytes: 3000});
			runFor(world, second);
			expect(call(world, 'server', {call: 'recv', socket: 'a', bytes: 9999})).toMatchObject({ret: 5000});
			expect(call(world, 'client', {call: 'recv', socket: 'c', bytes: 9999})).toMatchObject({ret: 3000});
		}
	});
});

describe('a connection made from a cookie', () => {
	it('has the ISS of the cookie and the options that timestamps brought back', () => {
		const world = listening(2, {profile: 'linux', sysctl: {tcp_ecn: 1}});
		connect(world);
		const child = world.hosts.server.connections[1]?.tcb;
		const answer = world.sent.find(({from}) => from === 'server')?.segment;
		expect(child?.iss).toBe(answer?.seq);
		expect(child?.agreed).toMatchObject({timestamps: true, sack: true, scaling: true});
		expect(child?.snd.wscale).toBe(7);
		expect(rules(world, 'client')).toContain('ecn-agreed');
	});

	it('has no option where timestamps are off', () => {
		const world = listening(2, {profile: 'linux', sysctl: {tcp_timestamps: 0}});
		connect(world);
		const child = world.hosts.server.connections[1]?.tcb;
		expect(child?.agreed).toMatchObject({timestamps: false, sack: false, scaling: false});
		const client = connectionOf(world.hosts.client, 'c')?.tcb;
		expect(client?.agreed).toMatchObject({timestamps: false, sack: false, scaling: false});
	});

	it('has no round trip from its SYN,ACK: when that went is not known', () => {
		const world = listening(2);
		connect(world);
		expect(world.hosts.server.connections[1]?.tcb.rto.srtt).toBeNull();
	});

	it('hears the user timeout in the first segment without SYN, though the SYN is forgotten (RFC 5482 §3)', () => {
		const world = listening(2, {sysctl: {lab_uto: 1, lab_uto_advertised: 500}});
		connect(world);
		expect(world.hosts.server.connections[1]?.tcb.uto.remote).toBe(500 * second);
	});

	it('opens by text too, where the bare ACK was lost', () => {
		const world = listening(2);
		world.loses = (from, _sent, n) => from === 'client' && n === 2;
		connect(world);
		expect(states(world, 'server')).toEqual(['LISTEN']);
		call(world, 'client', {call: 'send', socket: 'c', bytes: 7});
		runFor(world, second);
		call(world, 'server', {call: 'accept', socket: 'a', listener: 'l'});
		expect(call(world, 'server', {call: 'recv', socket: 'a', bytes: 99})).toMatchObject({ret: 7});
	});

	it('is not made while accept() has too many to take; the client’s text brings the cookie once more', () => {
		const world = listening(2);
		for (const socket of ['c', 'd', 'e']) connect(world, socket);
		expect(states(world, 'client')).toEqual(['ESTABLISHED', 'ESTABLISHED', 'SYN-SENT']);
		expect(rules(world, 'server').at(-1)).toBe('accept-queue-full');

		const late = listening(2);
		for (const socket of ['c', 'd', 'e']) call(late, 'client', {call: 'connect', socket, port: 80});
		runFor(late, 0.1 * second);
		expect(states(late, 'client')).toEqual(['ESTABLISHED', 'ESTABLISHED', 'ESTABLISHED']);
		expect(rules(late, 'server').at(-1)).toBe('syn-cookie-queue-full');
		expect(states(late, 'server')).toEqual(['LISTEN', 'ESTABLISHED', 'ESTABLISHED']);
		for (const socket of ['a', 'b']) call(late, 'server', {call: 'accept', socket, listener: 'l'});
		call(late, 'client', {call: 'send', socket: 'e', bytes: 4});
		runFor(late, second);
		expect(states(late, 'server')).toEqual(['LISTEN', 'ESTABLISHED', 'ESTABLISHED', 'ESTABLISHED']);
		expect(returns(late, 'server').slice(-2)).toEqual(['accept a 0', 'accept b 0']);
	});
});

describe('an ACK that brings no cookie of ours', () => {
	/** An ACK of a number that we never sent, or of the cookie, `after` so long. */
	function forged(tcp_syncookies: number, off: number, after: number): TwoHosts {
		const world = listening(tcp_syncookies, {latency: 1});
		world.loses = (from, sent) => from === 'server' && sent.syn;
		call(world, 'client', {call: 'connect', socket: 'c', port: 80});
		runFor(world, 10);
		const syn = world.sent[0]?.segment;
		const answer = world.sent[1]?.segment;
		if (syn === undefined) throw new Error('nothing was sent');
		call(world, 'client', {call: 'abort', socket: 'c'});
		runFor(world, after);
		const ack = plus(answer?.seq ?? seq(0), 1 + off);
		const {source, destination, seq: first} = syn;
		put(world, 'client', segment({source, destination, seq: plus(first, 1), ack, wnd: 1000}));
		runFor(world, 10);
		return world;
	}

	const last = (world: TwoHosts) => world.sent.at(-1);

	it('is answered by a RST, as is any ACK to LISTEN', () => {
		const world = forged(2, 1000, 0);
		expect(count(world, 'syn-cookie-wrong')).toBe(1);
		expect(last(world)).toMatchObject({from: 'server', segment: {rst: true}});
		expect(states(world, 'server')).toEqual(['LISTEN']);
	});

	it('is too late after two minutes, and looked at no more when no cookie was sent for so long', () => {
		expect(states(forged(2, 0, 50 * second), 'server')).toEqual(['LISTEN', 'ESTABLISHED']);
		const late = forged(2, 0, 121 * second);
		expect(states(late, 'server')).toEqual(['LISTEN']);
		expect(count(late, 'syn-cookie-wrong')).toBe(0);
		expect(last(late)).toMatchObject({from: 'server', segment: {rst: true}});
	});

	it('is not looked at where no cookie was ever sent, or where they are switched off', () => {
		const never = listening(1);
		const source = {address: '10.0.0.1', port: 9};
		put(never, 'client', segment({source, destination: {address: '10.0.0.2', port: 80}, seq: seq(1), ack: seq(1)}));
		runFor(never, second);
		expect(count(never, 'syn-cookie-wrong')).toBe(0);
		expect(last(never)).toMatchObject({from: 'server', segment: {rst: true}});
	});
});
