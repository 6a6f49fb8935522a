import {describe, expect, it} from 'vitest';
import {copyWorld, createWorld, defaultSetup, type Fact, type Input, step} from '../../src/lab/index.js';
import {fill, wordsFor} from '../../src/present/index.js';
import {connect, doAll, only, setupWith, states, told} from './support.js';

const send = (bytes: number): Input => ({do: 'call', host: 'client', call: {call: 'send', socket: 'c', bytes}});

const open: readonly Input[] = [
	connect,
	{do: 'deliver', segment: 'c1'},
	{do: 'deliver', segment: 's1'},
	{do: 'deliver', segment: 'c2'},
];

describe('the lab as it starts', () => {
	it('has a server that listens on port 80, nothing in flight, and the clock at 0', () => {
		const world = createWorld(defaultSetup('rfc9293', 1));
		expect(world.now).toBe(0);
		expect(world.wire.flights).toEqual([]);
		expect(states(world)).toEqual({client: [], server: ['LISTEN']});
		expect(world.hosts.server.sockets[0]).toMatchObject({name: 'l', port: 80, accepts: true});
	});

	it('is the same world for the same seed, and has other ISNs for another', () => {
		const isn = (seed: number) => {
			const world = createWorld(defaultSetup('rfc9293', seed));
			step(world, connect);
			return world.wire.flights[0]?.segment.seq;
		};
		expect(createWorld(defaultSetup('linux', 5))).toEqual(createWorld(defaultSetup('linux', 5)));
		expect(isn(1)).toBe(isn(1));
		expect(isn(1)).not.toBe(isn(2));
	});
});

describe('an input', () => {
	it('opens a connection in three segments, each of which knows what made it', () => {
		const world = createWorld(setupWith());
		const facts = doAll(world, open);
		expect(only(facts, 'sent', 'delivered')).toEqual([
			'sent c1 S',
			'delivered c1',
			'sent s1 S.',
			'delivered s1',
			'sent c2 .',
			'delivered c2',
		]);
		expect(states(world).client).toEqual(['ESTABLISHED']);
		expect(states(world).server).toContain('ESTABLISHED');
		const causes = facts.flatMap(fact => (fact.kind === 'sent' ? [fact.flight.cause] : []));
		expect(causes).toEqual([
			{kind: 'call', socket: 'c', call: 'connect'},
			{kind: 'arrival', of: 'c1'},
			{kind: 'arrival', of: 's1'},
		]);
	});

	it('names the segment that a rule was applied to', () => {
		const world = createWorld(setupWith());
		const facts = doAll(world, [connect, {do: 'deliver', segment: 'c1'}]);
		expect(facts).toContainEqual(
			expect.objectContaining({kind: 'rule', host: 'server', rule: 'listen-syn', segment: 'c1'}),
		);
	});

	it('writes to the world it is given and to no copy', () => {
		const world = createWorld(setupWith());
		doAll(world, [connect, {do: 'deliver', segment: 'c1'}]);
		const copy = copyWorld(world);
		const before = structuredClone(copy);
		doAll(world, [
			{do: 'deliver', segment: 's1'},
			{do: 'path', from: 'client', faults: {delay: 5}},
			send(10),
			{do: 'flip', segment: 'c3', bit: null},
			{do: 'deliver', segment: 'c2'},
			{do: 'switch', host: 'both', name: 'no-nagle', on: true},
			{do: 'rule', rule: {from: 'client', do: 'drop'}},
			{do: 'wait', by: 3_000_000},
			{do: 'crash', host: 'server'},
		]);
		expect(copy).toEqual(before);
		expect(world).not.toEqual(before);
	});
});

describe('deliver', () => {
	it('runs the clock to the end of the latency, and waives any further delay', () => {
		const world = createWorld(setupWith());
		doAll(world, [connect, {do: 'delay', segment: 'c1', by: 500_000}, {do: 'deliver', segment: 'c1'}]);
		expect(world.now).toBe(20_000);
	});

	it('does not run the clock for a segment whose latency is over', () => {
		const world = createWorld(setupWith());
		doAll(world, [connect, {do: 'wait', by: 300_000}, {do: 'deliver', segment: 'c1'}]);
		expect(world.now).toBe(300_000);
	});

	it('lets what falls before it happen first', () => {
		const world = createWorld(setupWith({wire: {latency: 1_500_000}}));
		const facts = doAll(world, [connect, {do: 'deliver', segment: 'c1'}]);
		expect(only(facts, 'sent', 'delivered')).toEqual(['sent c1 S', 'sent c2 S again', 'delivered c1', 'sent s1 S.']);
		expect(world.now).toBe(1_500_000);
	});

	it('gives all that is in flight to its hosts in order, and not what they answer', () => {
		const world = createWorld(setupWith());
		doAll(world, open);
		const facts = doAll(world, [send(3000), {do: 'deliver-all'}]);
		const delivered = only(facts, 'delivered');
		expect(delivered.slice(0, 2)).toEqual(['delivered c3', 'delivered c4']);
		expect(delivered.every(line => line.includes(' c'))).toBe(true);
		expect(world.wire.flights.length).toBeGreaterThan(0);
	});
});

describe('wait', () => {
	it('goes to the retransmission at 1 s (RFC 6298 §2.1), and the next 2 s later', () => {
		const world = createWorld(setupWith());
		doAll(world, [connect, {do: 'drop', segment: 'c1'}]);
		const first = step(world, {do: 'wait', for: 'timer'});
		expect(only(first, 'sent')).toEqual(['sent c2 S again']);
		expect(first).toContainEqual(expect.objectContaining({kind: 'timer', timer: 'retransmission', act: 'fired'}));
		const again = first.find(fact => fact.kind === 'sent');
		expect(again).toMatchObject({flight: {cause: {kind: 'timer', timer: 'retransmission'}}});
		expect(world.now).toBe(1_000_000);
		step(world, {do: 'wait', for: 'timer'});
		expect(world.now).toBe(3_000_000);
	});

	it('goes from event to event, with all that happens at one instant', () => {
		const world = createWorld(setupWith({wire: {mode: 'flow', latency: 10_000}}));
		step(world, connect);
		const times = [1, 2, 3].map(() => {
			step(world, {do: 'wait', for: 'event'});
			return world.now;
		});
		expect(times).toEqual([10_000, 20_000, 30_000]);
		expect(states(world).client).toEqual(['ESTABLISHED']);
	});

	it('takes as long as it is told, and stops between events', () => {
		const world = createWorld(setupWith({wire: {mode: 'flow', latency: 10_000}}));
		doAll(world, [connect, {do: 'wait', by: 15_000}]);
		expect(world.now).toBe(15_000);
		expect(world.wire.flights.map(f => f.id)).toEqual(['s1']);
	});

	it('is the same in one piece and in many', () => {
		const run = (pieces: readonly number[]) => {
			const world = createWorld(setupWith({wire: {mode: 'flow', latency: 7_000}}));
			const facts = doAll(world, [connect, {do: 'wait', by: 50_000}, send(20_000)]);
			facts.push(...pieces.flatMap(by => step(world, {do: 'wait', by})));
			return {world, facts};
		};
		expect(run([1, 6_999, 13, 400_000, 2_592_987])).toEqual(run([3_000_000]));
	});

	it('never sees an event in the past', () => {
		const world = createWorld(
			setupWith({wire: {mode: 'flow', faults: {loss: {model: 'random', probability: 0.2, correlation: 0}}}}),
		);
		const facts = doAll(world, [connect, {do: 'wait', by: 9_000_000}, send(50_000), {do: 'wait', by: 60_000_000}]);
		const times = facts.map(fact => fact.at);
		expect(times).toEqual(times.toSorted((a, b) => a - b));
	});
});

describe('an input that does not apply', () => {
	const cases: readonly [string, readonly Input[], string][] = [
		['a segment that never was', [{do: 'drop', segment: 'c9'}], 'no-such-segment'],
		['a name that is none', [{do: 'deliver', segment: 'hello'}], 'no-such-segment'],
		[
			'a segment that has gone',
			[connect, {do: 'drop', segment: 'c1'}, {do: 'deliver', segment: 'c1'}],
			'not-in-flight',
		],
		['nothing to deliver', [{do: 'deliver-all'}], 'nothing-in-flight'],
		['no event to wait for', [{do: 'wait', for: 'event'}], 'nothing-to-wait-for'],
		['no timer to wait for', [{do: 'wait', for: 'timer'}], 'no-timer-runs'],
		['a wait backwards', [{do: 'wait', by: -1}], 'bad-value'],
		['a wait beyond all time', [{do: 'wait', by: Number.MAX_VALUE}], 'bad-value'],
		[
			'a sysctl that Linux does not have',
			[{do: 'sysctl', host: 'client', name: 'tcp_magic', value: 1}],
			'no-such-sysctl',
		],
		['a sysctl value out of range', [{do: 'sysctl', host: 'client', name: 'tcp_retries2', value: -1}], 'bad-value'],
		['a bit past the end', [connect, {do: 'flip', segment: 'c1', bit: 1e6}], 'bit-outside'],
		['a replay of what still flies', [connect, {do: 'replay', segment: 'c1'}], 'still-in-flight'],
		[
			'a rule with letters that are no bits',
			[{do: 'rule', rule: {from: 'client', flags: 'XY', do: 'drop'}}],
			'bad-value',
		],
		['a rule that delays for ever', [{do: 'rule', rule: {from: 'client', do: 'delay', by: 1e300}}], 'bad-value'],
	];
	it.each(cases)('%s: tells why and does nothing', (_, inputs, reason) => {
		const world = createWorld(setupWith());
		doAll(world, inputs.slice(0, -1));
		const before = structuredClone(world);
		const facts = step(world, inputs.at(-1) as Input);
		expect(told(facts)).toEqual([`void ${reason}`]);
		expect(world).toEqual(before);
		for (const fact of facts) {
			if (fact.kind === 'void') expect(fill(wordsFor('en').voids[fact.reason], fact.values)).not.toMatch(/[{}]/);
		}
	});

	it('gives errno where a program would get one', () => {
		const world = createWorld(setupWith());
		const facts = step(world, {do: 'call', host: 'client', call: {call: 'send', socket: 'nobody', bytes: 1}});
		expect(told(facts)).toEqual(['client send EBADF']);
	});
});

describe('scheduled calls', () => {
	it('are made when time reaches them, those at 0 with the first wait', () => {
		const world = createWorld(
			setupWith({
				calls: [
					{at: 100_000, host: 'client', call: {call: 'connect', socket: 'b', port: 80}},
					{at: 0, host: 'client', call: {call: 'connect', socket: 'a', port: 80}},
				],
			}),
		);
		expect(world.wire.flights).toEqual([]);
		const called = (facts: readonly Fact[]) => facts.flatMap(f => (f.kind === 'called' ? [f.call.socket] : []));
		expect(called(step(world, {do: 'wait', for: 'event'}))).toEqual(['a']);
		expect(world.now).toBe(0);
		expect(called(step(world, {do: 'wait', for: 'event'}))).toEqual(['b']);
		expect(world.now).toBe(100_000);
	});

	it('wait while a call before them waits, as a program of one thread does', () => {
		const world = createWorld({
			...setupWith({wire: {mode: 'flow', latency: 10_000}}),
			ready: [{host: 'server', call: {call: 'listen', socket: 'l', port: 80}}],
			calls: [
				{at: 0, host: 'server', call: {call: 'accept', socket: 'a', listener: 'l'}},
				{at: 1_000, host: 'server', call: {call: 'send', socket: 'a', bytes: 7}},
				{at: 50_000, host: 'client', call: {call: 'connect', socket: 'c', port: 80}},
			],
		});
		const facts = step(world, {do: 'wait', by: 100_000});
		const sent = facts.find(fact => fact.kind === 'called' && fact.call.call === 'send');
		expect(sent?.at).toBe(80_000);
		expect(only(facts, 'returned').filter(line => line.startsWith('server'))).toEqual([
			'server accept 0',
			'server send 7',
		]);
	});

	it('come with acts of the scenario, made at their instant', () => {
		const world = createWorld(
			setupWith({
				wire: {mode: 'flow'},
				calls: [{at: 0, host: 'client', call: {call: 'connect', socket: 'c', port: 80}}],
				acts: [
					{at: 5_000, input: {do: 'drop', segment: 'c1'}},
					{at: 200_000, input: {do: 'replay', segment: 'c1'}},
					{at: 900_000, input: {do: 'drop', segment: 'c7'}},
				],
			}),
		);
		const facts = step(world, {do: 'wait', by: 950_000});
		expect(only(facts, 'dropped', 'void')).toEqual(['dropped c1 by act', 'void no-such-segment']);
		expect(states(world).client).toEqual(['ESTABLISHED']);
	});
});

describe('forge', () => {
	it('starts from the header of the newest conversation, as the other host would write it', () => {
		const world = createWorld(setupWith());
		doAll(world, open);
		const tcb = world.hosts.server.connections.at(-1)?.tcb;
		step(world, {do: 'forge', from: 'outsider', to: 'server', fields: {flags: 'R', seq: 1, relative: true}});
		const forged = world.wire.flights.at(-1);
		expect(forged).toMatchObject({id: 'x1', segment: {source: tcb?.remote, destination: tcb?.local, rst: true}});
		const facts = step(world, {do: 'deliver', segment: 'x1'});
		expect(only(facts, 'state')).toEqual(['server CLOSED']);
	});
});

describe('crash', () => {
	it('forgets the connection, so that the other end meets nobody', () => {
		const world = createWorld(setupWith());
		doAll(world, open);
		const facts = doAll(world, [{do: 'crash', host: 'server'}, send(5), {do: 'deliver', segment: 'c3'}]);
		expect(only(facts, 'crashed', 'sent')).toEqual(['server crashed', 'sent c3 P.', 'sent s2 R']);
		expect(world.hosts.server.connections).toEqual([]);
	});
});
