import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {ParseError} from '../../src/format/index.js';
import {read, refusal} from './support.js';

describe('a scenario file', () => {
	it('may be empty of all but its braces: two hosts, 20 ms, the letter of RFC 9293', async () => {
		const {setup, until, title, expect: expected} = await read('{}', 'a/b/quiet.yaml');
		expect(setup).toEqual({
			profile: 'rfc9293',
			seed: 1,
			switches: [],
			hosts: {client: {address: '10.0.0.1'}, server: {address: '10.0.0.2'}},
			wire: {mode: 'flow', rules: []},
			calls: [],
			acts: [],
		});
		expect({until, title, expected}).toEqual({until: null, title: {en: 'quiet', zh: 'quiet'}, expected: []});
	});

	it('says seconds, which become whole microseconds', async () => {
		const {setup, until} = await read(
			'{until: 1.5, wire: {latency: 0.0150001}, calls: [{at: 0.1, host: client, socket: c, call: close}]}',
		);
		expect(until).toBe(1_500_000);
		expect(setup.wire.latency).toBe(15_000);
		expect(setup.calls).toEqual([{at: 100_000, host: 'client', call: {socket: 'c', call: 'close'}}]);
	});

	it('may be JSON, as kernel scenarios are', async () => {
		const json = JSON.stringify({
			title: 'From a kernel',
			until: 2,
			hosts: {
				client: {address: '10.0.0.1', sysctl: {tcp_rmem: '4096 131072 6291456'}},
				server: {address: '10.0.0.2'},
			},
			wire: {
				latency: 0.01,
				mtu: 576,
				rules: [{from: 'client', flags: 'P.', nth: [1, 3], do: 'duplicate', by: 0.005}],
			},
			calls: [
				{at: 0.1, host: 'client', socket: 'c', call: 'setsockopt', option: 'SO_LINGER', value: {onoff: 1, linger: 0}},
			],
		});
		const {setup, title} = await read(json);
		expect(title.en).toBe('From a kernel');
		expect(setup.wire).toEqual({
			mode: 'flow',
			latency: 10_000,
			mtu: 576,
			rules: [{from: 'client', flags: 'P.', nth: [1, 3], do: 'duplicate', by: 0.005}],
		});
		expect(setup.calls[0]?.call).toEqual({
			socket: 'c',
			call: 'setsockopt',
			option: 'SO_LINGER',
			value: {onoff: 1, linger: 0},
		});
	});

	it('shows on top why it was written, in both languages by name', async () => {
		const {why, title} = await read('# The answer is lost.\n# RFC 6298.\ntitle: Lost\ntitle_zh: 丢失\n');
		expect(why).toBe('The answer is lost.\nRFC 6298.');
		expect(title).toEqual({en: 'Lost', zh: '丢失'});
	});

	it('makes any input at its time, with numbers that count from the ISNs', async () => {
		const {setup} = await read(`
acts:
  - {at: 1, do: replay, segment: c1}
  - {at: 1, do: crash, host: client}
  - {at: 2, do: forge, from: outsider, to: server, fields: {seq: 5, flags: R}}
  - {at: 2, do: forge, from: client, to: server, fields: {relative: false, seq: 90, flags: S}}
  - {at: 3, do: duplicate, segment: s1'}
  - {at: 3, do: path, from: client, mode: hold, faults: {loss: 10%}}
`);
		expect(setup.acts).toEqual([
			{at: 1_000_000, input: {do: 'replay', segment: 'c1'}},
			{at: 1_000_000, input: {do: 'crash', host: 'client'}},
			{
				at: 2_000_000,
				input: {do: 'forge', from: 'outsider', to: 'server', fields: {seq: 5, flags: 'R', relative: true}},
			},
			{at: 2_000_000, input: {do: 'forge', from: 'client', to: 'server', fields: {seq: 90, flags: 'S'}}},
			{at: 3_000_000, input: {do: 'duplicate', segment: "s1'", by: 0}},
			{
				at: 3_000_000,
				input: {
					do: 'path',
					from: 'client',
					mode: 'hold',
					faults: {loss: {model: 'random', probability: 0.1, correlation: 0}},
				},
			},
		]);
	});
});

describe('netem’s words', () => {
	it('hold for both directions, or for one', async () => {
		const {setup} = await read(
			'wire: {delay: 0.1, jitter: 0.01, loss: 1%, client: {rate: 64kbit}, server: {loss: 0.5}}',
		);
		const both = {delay: 100_000, jitter: 10_000};
		expect(setup.wire.faults).toEqual({
			client: {...both, loss: {model: 'random', probability: 0.01, correlation: 0}, rate: 64_000},
			server: {...both, loss: {model: 'random', probability: 0.5, correlation: 0}},
		});
	});

	it('have their correlations, distributions and Gilbert–Elliott’s model', async () => {
		const {setup} = await read(`
wire:
  delay: {time: 0.1, jitter: 0.02, correlation: 25%, distribution: normal}
  loss: {gemodel: {p: 1%, r: 30%, 1-h: 0.9}}
  duplicate: {probability: 0.1, correlation: 0.5}
  reorder: {probability: 25%, gap: 5}
  corrupt: 0.001
  limit: 8
`);
		expect((setup.wire.faults as {client: object}).client).toEqual({
			delay: 100_000,
			jitter: 20_000,
			delayCorrelation: 0.25,
			distribution: 'normal',
			loss: {model: 'gemodel', p: 0.01, r: 0.3, oneMinusH: 0.9, oneMinusK: 0},
			duplicate: {probability: 0.1, correlation: 0.5},
			reorder: {probability: 0.25, correlation: 0, gap: 5},
			corrupt: {probability: 0.001, correlation: 0},
			limit: 8,
		});
	});

	it('stand in a rule: for a direction, or for what fits a pattern', async () => {
		const {setup} = await read('wire: {rules: [{from: client, loss: 5%}, {from: server, flags: ., loss: 0.5}]}');
		expect(setup.wire.rules).toEqual([{from: 'server', flags: '.', nth: 'all', do: 'drop', chance: 0.5}]);
		expect(setup.wire.faults).toEqual({
			client: {loss: {model: 'random', probability: 0.05, correlation: 0}},
			server: {},
		});
	});
});

describe('a file that cannot be read', () => {
	it('says where, what was expected, what stands there, and points at it', async () => {
		expect(await refusal('profile: rfc9293\ncalls:\n  - {at: 0, host: clint, socket: c, call: close}\n')).toBe(
			[
				'test.yaml:3:19: expected a host (client, server), got "clint" (did you mean "client"?)',
				'3 |   - {at: 0, host: clint, socket: c, call: close}',
				'                      ^',
			].join('\n'),
		);
	});

	it('knows no other fields, and guesses which was meant', async () => {
		expect(await refusal('{calls: [{at: 0, host: client, socket: c, call: send, byte: 5}]}')).toContain(
			'test.yaml:1:55: expected a field of a call of send (at, host, call, socket, bytes, text, urgent, push, more, eor), got "byte" (did you mean "bytes"?)',
		);
		expect(await refusal('expectt: []')).toContain('got "expectt" (did you mean "expect"?)');
	});

	it.each([
		['a: [', 'YAML or JSON ('],
		['', 'expected a scenario, got an empty file'],
		['[]', 'expected a scenario'],
		['until: soon', '1:8: expected a number of seconds, got "soon"'],
		['until: -1', 'expected seconds between 0 and 31536000, got -1'],
		['until: .nan', 'expected a number of seconds, got NaN'],
		['until: 1e400', 'expected a number of seconds, got Infinity'],
		['until: 99999999999999999999', 'expected seconds between 0 and 31536000, got 100000000000000000000'],
		['until: 1\nuntil: 2', 'Map keys must be unique'],
		['---\nuntil: 1\n---\nuntil: 2', '3:1: expected YAML or JSON (Source contains multiple documents'],
		['title: x\n\tuntil: 1', '2:1: expected YAML or JSON (Tabs'],
		['profile: linus', 'got "linus" (did you mean "linux"?)'],
		['switches: [no-karm]', '(did you mean "no-karn"?)'],
		['hosts: {client: {sysctl: {tcp_syn_retry: 3}}}', '1:27: expected a sysctl that the hosts know'],
		['hosts: {client: {sysctl: {tcp_syn_retries: 0}}}', 'expected tcp_syn_retries: retransmissions of a SYN'],
		['hosts: {client: {address: 300.1.1.1}}', 'expected an IPv4 address'],
		['hosts: {client: {address: 224.0.0.1}}', 'expected the address of one host: no group, no loopback'],
		[
			'hosts: {client: {address: 10.0.0.2}}',
			'1:27: expected two hosts with addresses of their own, got 10.0.0.2 twice',
		],
		['wire: {latency: 1, delay: 1}', 'expected latency or delay, got both'],
		['wire: {loss: 120%}', 'expected a probability, 0 to 1 or "0%" to "100%", got "120%"'],
		['wire: {rules: [{from: client, do: drop, flags: X}]}', 'expected control bits as letters of SFRP.UEW'],
		['wire: {rules: [{from: client, do: delay}]}', 'expected a delay with "by" in seconds, got none'],
		['wire: {rules: [{from: client, nth: 1}]}', 'expected a rule with "do", got only from, nth'],
		['calls: [{at: 0, host: client, socket: c}]', 'expected the field "call"'],
		['calls: [{at: 0, host: client, socket: c, call: send}]', 'expected a call of send with "bytes" or "text"'],
		['calls: [{at: 0, host: client, socket: c, call: connect}]', 'expected a call of connect with "port"'],
		['{until: 1, calls: [{at: 2, host: client, socket: c, call: close}]}', 'expected a time up to "until", 1, got 2'],
		['acts: [{at: 0, do: wait, by: 1}]', 'expected an act ('],
		['acts: [{at: 0, do: sysctl, host: client, name: tcp_sak, value: 1}]', '(did you mean "tcp_sack"?)'],
		['acts: [{at: 0, do: sysctl, host: client, name: tcp_sack, value: 7}]', 'expected tcp_sack: selective'],
		[
			'wire: {rules: [{from: client, do: delay, by: 1e15}]}',
			'expected seconds between 0 and 31536000, got 1000000000000000',
		],
		['acts: [{at: 0, do: drop, segment: z9}]', 'expected a segment’s name'],
		['expect: [{host: client}]', 'expected an expectation with one of state, passes, rule'],
		['expect: [{rule: listen-sin}]', 'expected a rule, got "listen-sin" (did you mean "listen-syn"?)'],
		['expect: [{host: client, state: CLOSE}]', '(did you mean "CLOSED"?)'],
		['expect: [{not: {not: {host: client, state: CLOSED}}}]', 'expected an expectation with one of state'],
		['expect: [{call: recv, ret: 1, err: EPIPE}]', 'expected "ret" or "err", got both'],
		['a: &a [*a]', 'expected an alias of something before it'],
	])('%j: %s', async (text, sentence) => {
		expect(await refusal(text)).toContain(sentence);
	});

	it('is never anything but a ParseError, whatever the characters', async () => {
		const near = fc.stringMatching(/^[a-z:{}[\]\-\n&*'"#|> 0-9.,!]{0,60}$/);
		await fc.assert(
			fc.asyncProperty(
				fc.oneof(
					fc.string(),
					near,
					near.map(text => `calls: ${text}`),
				),
				async text => {
					try {
						await read(text);
					} catch (error) {
						if (!(error instanceof ParseError)) throw error;
					}
				},
			),
			{numRuns: 500, seed: 9293},
		);
	});

	it.each([10, 300, 1000, 3000, 50_000])('is none because it is nested %i deep', async depth => {
		const refused = refusal(`title: ${'['.repeat(depth)}${']'.repeat(depth)}`);
		expect(await refused).toMatch(/expected a text|nested too deeply/);
	});

	it('shows no control characters of the file to the terminal', async () => {
		const said = await refusal('title: "a\\e[2J"\nuntil: \u0007x\u001b[2J');
		expect(said.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
	});
});
