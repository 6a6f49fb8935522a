import {describe, expect, it} from 'vitest';
import {setSysctl} from '../../src/host/index.js';
import {encode} from '../../src/wire/index.js';
import {act, call, open, runFor, type TwoHosts, twoHosts} from '../support/two-hosts.js';

const EXPEDITED = 46 << 2;
const TOS_AT = 1;
const TTL_AT = 8;

/** An octet of the IPv4 header of each segment that the client sent, from the `from`-th of all on. */
const octetsAt = (world: TwoHosts, at: number, from = 0) =>
	world.sent.slice(from).flatMap(({from: sender, segment}) => (sender === 'client' ? [encode(segment)[at]] : []));

describe('§3.9.2 the TTL', () => {
	it('is the host’s value on every segment: SYN, text, RST for nobody (MUST-49)', () => {
		const world = open({sysctl: {ip_default_ttl: 7}});
		call(world, 'client', {call: 'send', socket: 'c', bytes: 10});
		call(world, 'server', {call: 'connect', socket: 's', port: 9});
		runFor(world, 100_000);
		const ttls = octetsAt(world, TTL_AT);
		expect(ttls.length).toBeGreaterThan(3);
		expect(new Set(ttls)).toEqual(new Set([7]));
		expect(world.sent.at(-1)).toMatchObject({from: 'client', segment: {rst: true}});
	});

	it('is 64 where nothing is set, and changes at once when it is (MUST-49)', () => {
		const world = open();
		expect(new Set(octetsAt(world, TTL_AT))).toEqual(new Set([64]));
		const before = world.sent.length;
		act(world, 'client', (host, now, out) => setSysctl(host, 'ip_default_ttl', 255, now, out));
		call(world, 'client', {call: 'send', socket: 'c', bytes: 10});
		expect(octetsAt(world, TTL_AT, before)).toEqual([255]);
	});
});

describe('§3.9.1.9 the Diffserv field', () => {
	it('is what the program set, from the SYN on (MUST-48), and reaches IP unchanged (SHLD-22)', () => {
		const world = twoHosts();
		call(world, 'server', {call: 'listen', socket: 'l', port: 80, accepts: true});
		call(world, 'client', {call: 'connect', socket: 'c', port: 80, options: {IP_TOS: EXPEDITED}});
		runFor(world, 100_000);
		call(world, 'client', {call: 'send', socket: 'c', bytes: 10});
		expect(octetsAt(world, TOS_AT)).toEqual([EXPEDITED, EXPEDITED, EXPEDITED]);
		expect(world.sent.find(({from}) => from === 'server')?.segment.dscp).toBe(0);
	});

	it('of a listener is that of the connections it takes (MUST-48)', () => {
		const world = twoHosts();
		call(world, 'server', {call: 'listen', socket: 'l', port: 80, accepts: true, options: {IP_TOS: EXPEDITED}});
		call(world, 'client', {call: 'connect', socket: 'c', port: 80});
		runFor(world, 100_000);
		expect(world.sent.find(({from}) => from === 'server')?.segment).toMatchObject({syn: true, dscp: 46});
	});

	it('may be changed while the connection lives (SHLD-21)', () => {
		const world = open();
		const before = world.sent.length;
		call(world, 'client', {call: 'send', socket: 'c', bytes: 10});
		call(world, 'client', {call: 'setsockopt', socket: 'c', option: 'IP_TOS', value: EXPEDITED});
		runFor(world, 1_000_000);
		call(world, 'client', {call: 'send', socket: 'c', bytes: 10});
		expect(octetsAt(world, TOS_AT, before)).toEqual([0, EXPEDITED]);
	});

	it('leaves the two bits that are not its own to TCP (RFC 3168)', () => {
		const world = open();
		expect(call(world, 'client', {call: 'setsockopt', socket: 'c', option: 'IP_TOS', value: 255})).toMatchObject({
			ret: 0,
		});
		expect(call(world, 'client', {call: 'setsockopt', socket: 'c', option: 'IP_TOS', value: 256})).toMatchObject({
			errno: 'EINVAL',
		});
		call(world, 'client', {call: 'send', socket: 'c', bytes: 10});
		expect(octetsAt(world, TOS_AT).at(-1)).toBe(252);
	});
});
