/** RFC 1337: what an assassinated TIME-WAIT lets happen, and the cure; and TIME-WAIT that timestamps end early. */

import {describe, expect, it} from 'vitest';
import {hostArrive} from '../../src/host/index.js';
import {plus, type Segment} from '../../src/tcp/index.js';
import {act, call, lines, put, rules, runFor, states, type TwoHosts, twoHosts} from '../support/two-hosts.js';

const second = 1_000_000;

/** ISNs that stand still bring the hazards about at once. The client is in TIME-WAIT; its segments are in `world.sent`. */
function inTimeWait(rfc1337: boolean): TwoHosts {
	const world = twoHosts({
		switches: ['constant-isn'],
		sysctl: {tcp_rfc1337: rfc1337 ? 1 : 0},
		client: {isn: null},
		server: {isn: null},
	});
	call(world, 'server', {call: 'listen', socket: 'l', port: 80, accepts: true});
	call(world, 'client', {call: 'connect', socket: 'c', port: 80, localPort: 40_000});
	runFor(world, second);
	call(world, 'client', {call: 'send', socket: 'c', text: 'old'});
	call(world, 'server', {call: 'send', socket: 'a', text: 'OLD!'});
	runFor(world, second);
	for (const [host, socket] of [
		['client', 'c'],
		['server', 'a'],
	] as const) {
		call(world, host, {call: 'recv', socket, bytes: 99});
		call(world, host, {call: 'close', socket});
		runFor(world, second);
	}

	expect(states(world, 'client')).toEqual(['TIME-WAIT']);
	return world;
}

/** The old segment of that host with text. */
const oldText = (world: TwoHosts, from: 'client' | 'server'): Segment =>
	world.sent.find(one => one.from === from && one.segment.text.length > 0)?.segment as Segment;

/** The assassination (figure 1): old text is acknowledged, nobody answers RST. */
function assassinate(world: TwoHosts): void {
	put(world, 'server', oldText(world, 'server'));
	runFor(world, second);
}

const again = (world: TwoHosts) => call(world, 'client', {call: 'connect', socket: 'd', port: 80, localPort: 40_000});

describe('RFC 1337 §2.1 TIME-WAIT assassination', () => {
	it('happens by an old segment, its ACK, and the RST that answers from where nobody is', () => {
		const world = inTimeWait(false);
		const before = world.sent.length;
		assassinate(world);
		expect(lines(world, before).map(line => line.split(' ').slice(0, 2).join(' '))).toEqual([
			'server P.',
			'client .',
			'server R',
		]);
		expect(states(world, 'client')).toEqual([]);
	});

	it('does not happen with tcp_rfc1337 (F1): the RST is ignored, and TIME-WAIT holds the ports until its end', () => {
		const world = inTimeWait(true);
		assassinate(world);
		expect(rules(world, 'client')).toContain('rst-in-time-wait-ignored');
		expect(states(world, 'client')).toEqual(['TIME-WAIT']);
		expect(again(world)).toMatchObject({errno: 'EADDRNOTAVAIL'});
		runFor(world, 240 * second);
		expect(again(world)).toMatchObject({ret: 115});
	});
});

describe('RFC 1337 §2 what can follow', () => {
	it('H1: old text is accepted as the new connection’s', () => {
		const world = inTimeWait(false);
		assassinate(world);
		expect(again(world)).toMatchObject({ret: 115});
		runFor(world, second);
		put(world, 'client', oldText(world, 'client'));
		runFor(world, second);
		const text = call(world, 'server', {call: 'recv', socket: 'a', bytes: 99});
		expect(text).toMatchObject({ret: 3, text: new TextEncoder().encode('old')});
	});

	it('H2: then the ends do not agree on their numbers: what is new is held for old, and each ACK is of what was not sent', () => {
		const world = inTimeWait(false);
		assassinate(world);
		again(world);
		runFor(world, second);
		put(world, 'client', oldText(world, 'client'));
		runFor(world, second);
		expect(rules(world, 'client').at(-1)).toMatch(/^(ack-not-sent-yet|challenge-quiet)$/);
		call(world, 'server', {call: 'recv', socket: 'a', bytes: 99});
		call(world, 'client', {call: 'send', socket: 'd', text: 'new'});
		runFor(world, 60 * second);
		expect(call(world, 'server', {call: 'recv', socket: 'a', bytes: 99})).toMatchObject({errno: 'EAGAIN'});
	});

	it('H3: an old ACK in SYN-SENT draws a RST that fits the new half-open connection, and kills it', () => {
		for (const [switches, after] of [
			[['constant-isn', 'no-challenge-ack'], ['LISTEN']],
			[['constant-isn'], ['LISTEN', 'SYN-RECEIVED']],
		] as const) {
			const world = twoHosts({switches, client: {isn: null}, server: {isn: null}});
			call(world, 'server', {call: 'listen', socket: 'l', port: 80, accepts: true});
			again(world);
			runFor(world, 15_000);
			expect(states(world, 'server')).toEqual(['LISTEN', 'SYN-RECEIVED']);
			const syn = world.sent[0]?.segment as Segment;
			const answer = world.sent[1]?.segment as Segment;
			const old: Segment = {...answer, syn: false, seq: syn.seq, ack: plus(syn.seq, 23)};
			world.loses = from => from === 'server';
			world.flying = [];
			act(world, 'client', (host, now, out) => hostArrive(host, old, now, out));
			expect(world.sent.at(-1)).toMatchObject({from: 'client', segment: {rst: true}});
			runFor(world, 12_000);
			// RFC 5961 §3 asks first whether the RST was meant: it stands not at RCV.NXT.
			expect(states(world, 'server')).toEqual(after);
		}
	});
});

describe('tcp_tw_reuse', () => {
	/** The only port of the client stands in TIME-WAIT since `waited`. */
	function reuse(sysctl: Readonly<Record<string, number>>, waited: number, port = 80): unknown {
		const range = {ip_local_port_range: '5000 5000', tcp_timestamps: 1};
		const world = twoHosts({sysctl: {...range, ...sysctl}});
		call(world, 'server', {call: 'listen', socket: 'l', port: 80, accepts: true});
		call(world, 'client', {call: 'connect', socket: 'c', port: 80});
		runFor(world, second);
		call(world, 'client', {call: 'close', socket: 'c'});
		runFor(world, second);
		call(world, 'server', {call: 'close', socket: 'a'});
		runFor(world, 10_000 + waited);
		expect(states(world, 'client')).toEqual(['TIME-WAIT']);
		const made = call(world, 'client', {call: 'connect', socket: 'd', port});
		if (made !== null && 'ret' in made && port === 80) {
			runFor(world, second);
			expect(rules(world, 'client')).toContain('connect-reuses');
			expect(states(world, 'client')).toEqual(['ESTABLISHED']);
		}

		return made === null ? null : 'errno' in made ? made.errno : made.ret;
	}

	it('1: a port in TIME-WAIT is taken a second later, where timestamps tell old from new', () => {
		expect(reuse({tcp_tw_reuse: 1}, second + 1)).toBe(115);
		expect(reuse({tcp_tw_reuse: 1}, second)).toBe('EADDRNOTAVAIL');
	});

	it('waits as long as tcp_tw_reuse_delay says', () => {
		expect(reuse({tcp_tw_reuse: 1, tcp_tw_reuse_delay: 3000}, 3 * second)).toBe('EADDRNOTAVAIL');
		expect(reuse({tcp_tw_reuse: 1, tcp_tw_reuse_delay: 3000}, 3 * second + 1)).toBe(115);
	});

	it('0 and 2 leave the port alone, and so does a connection without timestamps, or to another port', () => {
		expect(reuse({tcp_tw_reuse: 0}, 5 * second)).toBe('EADDRNOTAVAIL');
		expect(reuse({tcp_tw_reuse: 2}, 5 * second)).toBe('EADDRNOTAVAIL');
		expect(reuse({tcp_tw_reuse: 1, tcp_timestamps: 0}, 5 * second)).toBe('EADDRNOTAVAIL');
		expect(reuse({tcp_tw_reuse: 1}, 5 * second, 81)).toBe('EADDRNOTAVAIL');
	});
});
