import {describe, expect, it} from 'vitest';
import {hostIcmp} from '../../src/host/index.js';
import {createWorld, defaultSetup, type Input, step} from '../../src/lab/index.js';
import {act, call, open, rules, runFor, states, type TwoHosts, twoHosts} from '../support/two-hosts.js';

const PORT_UNREACHABLE = {type: 3, code: 3, mtu: 0} as const;
const HOST_UNREACHABLE = {type: 3, code: 1, mtu: 0} as const;

/** A router tells the client of the last segment that it sent. */
function told(world: TwoHosts, error: Parameters<typeof hostIcmp>[1]): void {
	const about = world.sent.findLast(({from}) => from === 'client')?.segment;
	if (about === undefined) throw new Error('nothing was sent');
	act(world, 'client', (host, now, out) => hostIcmp(host, error, about, now, out));
}

describe('§3.9.2.2 an ICMP error', () => {
	it('reaches the connection whose segment it quotes, and no other (MUST-54)', () => {
		const world = open();
		call(world, 'client', {call: 'connect', socket: 'd', port: 80});
		runFor(world, 100_000);
		world.loses = () => true;
		call(world, 'client', {call: 'send', socket: 'c', bytes: 10});
		call(world, 'client', {call: 'send', socket: 'd', bytes: 10});
		told(world, PORT_UNREACHABLE);
		expect(states(world, 'client')).toEqual(['ESTABLISHED']);
		expect(call(world, 'client', {call: 'recv', socket: 'd', bytes: 1})).toMatchObject({errno: 'ECONNRESET'});
		expect(call(world, 'client', {call: 'recv', socket: 'c', bytes: 1})).toMatchObject({errno: 'EAGAIN'});
	});

	it('about a segment that this host never sent is ignored (MUST-54)', () => {
		const world = open();
		world.loses = () => true;
		call(world, 'client', {call: 'send', socket: 'c', bytes: 10});
		const about = world.sent.at(-1)?.segment;
		if (about === undefined) throw new Error('nothing was sent');
		const others = [
			{...about, source: {...about.source, address: '10.0.0.9'}},
			{...about, source: {...about.source, port: 9}},
			{...about, destination: {...about.destination, port: 9}},
			{...about, destination: {...about.destination, address: '10.0.0.9'}},
		];
		for (const other of others)
			act(world, 'client', (host, now, out) => hostIcmp(host, PORT_UNREACHABLE, other, now, out));
		expect(states(world, 'client')).toEqual(['ESTABLISHED']);
		expect(rules(world, 'client').filter(rule => rule === 'icmp-not-of-ours')).toHaveLength(4);
	});

	it('refuses a connection that is being opened, and leaves it to its timer when it may pass (SHLD-26, MUST-56)', () => {
		const connecting = twoHosts();
		connecting.loses = () => true;
		call(connecting, 'client', {call: 'connect', socket: 'c', port: 80});
		told(connecting, HOST_UNREACHABLE);
		expect(states(connecting, 'client')).toEqual(['SYN-SENT']);
		told(connecting, PORT_UNREACHABLE);
		expect(call(connecting, 'client', {call: 'recv', socket: 'c', bytes: 1})).toMatchObject({errno: 'ECONNREFUSED'});
	});

	it('in Linux aborts no connection that is open (RFC 5927 §5.2)', () => {
		const world = open({profile: 'linux'});
		world.loses = () => true;
		call(world, 'client', {call: 'send', socket: 'c', bytes: 10});
		told(world, PORT_UNREACHABLE);
		expect(states(world, 'client')).toEqual(['ESTABLISHED']);
	});
});

describe('the lab’s act icmp', () => {
	const sent = (profile: 'rfc9293' | 'linux' = 'rfc9293') => {
		const world = createWorld(defaultSetup(profile, 1));
		const inputs: readonly Input[] = [
			{do: 'call', host: 'client', call: {call: 'connect', socket: 'c', port: 80}},
			{do: 'deliver-all'},
			{do: 'deliver-all'},
			{do: 'deliver-all'},
			{do: 'call', host: 'client', call: {call: 'send', socket: 'c', bytes: 3000}},
		];
		const facts = inputs.flatMap(input => step(world, input));
		const last = facts.findLast(fact => fact.kind === 'sent');
		return {world, id: last?.kind === 'sent' ? last.flight.id : ''};
	};

	it('tells a segment’s sender, whether it is in flight still or was dropped', () => {
		for (const drops of [false, true]) {
			const {world, id} = sent();
			if (drops) step(world, {do: 'drop', segment: id});
			const facts = step(world, {do: 'icmp', segment: id, type: 3, code: 4, mtu: 640});
			expect(facts).toContainEqual(expect.objectContaining({kind: 'rule', host: 'client', rule: 'path-mtu'}));
			const again = facts.flatMap(fact => (fact.kind === 'sent' ? [fact.flight.segment.text.length] : []));
			expect(Math.max(...again)).toBe(600);
		}
	});

	it('about a segment that never was tells why, and does nothing', () => {
		const {world} = sent();
		expect(step(world, {do: 'icmp', segment: 'c99', type: 3, code: 3, mtu: 0})).toMatchObject([
			{kind: 'void', reason: 'no-such-segment'},
		]);
	});
});
