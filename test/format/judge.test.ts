import {describe, expect, it} from 'vitest';
import {judge, play, verdictText} from '../../src/format/index.js';
import {read} from './support.js';

const HELLO = `
until: 1
wire: {latency: 0.02}
calls:
  - {at: 0, host: server, socket: l, call: listen, port: 80}
  - {at: 0, host: server, socket: a, call: accept, listener: l}
  - {at: 0.1, host: client, socket: c, call: connect, port: 80, localPort: 40000}
  - {at: 0.2, host: client, socket: c, call: send, text: hello}
  - {at: 0.3, host: server, socket: a, call: recv, bytes: 100}
`;

async function verdict(expectation: string): Promise<{held: boolean; said: string}> {
	const run = play(await read(`${HELLO}expect: [${expectation}]`));
	const [one] = judge(run);
	if (one === undefined) throw new Error('no verdict');
	return {held: one.held, said: `expected ${one.expected}, got ${one.got}`};
}

describe('an expectation that holds', () => {
	it.each([
		'{host: client, state: ESTABLISHED}',
		'{host: client, state: ESTABLISHED, at: 0.14}',
		'{host: client, state: SYN_SENT, at: 0.139999}',
		'{host: client, state: CLOSED, at: 0.05}',
		'{host: server, state: LISTEN, at: 0.05}',
		'{host: server, socket: l, state: LISTEN}',
		'{host: server, passes: [LISTEN, SYN-RECEIVED, ESTABLISHED]}',
		'{host: server, socket: a, passes: [SYN-RECEIVED, ESTABLISHED]}',
		'{rule: listen-syn}',
		'{rule: listen-syn, host: server, at: 0.12, times: 1}',
		'{rule: listen-syn, at: 0.2, within: 0.09}',
		'{rule: listen-syn, host: client, times: 0}',
		'{segment: {from: client, flags: S, seq: 0, ack: null, length: 0, window: 65535}, at: 0.1}',
		'{segment: {id: c3, has: P, seq: 1, ack: 1, length: 5, fate: delivered}, times: 1}',
		'{segment: {from: client}, times: 3}',
		'{host: server, socket: a, read: 0, at: 0.29}',
		'{host: server, socket: a, read: 5, text: hello}',
		'{call: recv, host: server, socket: a, ret: 5, at: 0.3}',
		'{signal: connection established, host: client, at: 0.14}',
		'{timer: delayed-ack, host: server, act: fired, at: 0.42, times: 1}',
		'{not: {host: client, state: CLOSED}}',
		'{not: {rule: retransmission-timeout}}',
	])('%s', async expectation => {
		expect(await verdict(expectation)).toMatchObject({held: true});
	});
});

describe('text that was read', () => {
	it('is whole where a reading ended within a character', async () => {
		const run = play(
			await read(`${HELLO.replace('hello', '中文').replace('bytes: 100', 'bytes: 4')}
  - {at: 0.4, host: server, socket: a, call: recv, bytes: 100}
expect: [{host: server, socket: a, read: 6, text: 中文}]`),
		);
		expect(judge(run)).toMatchObject([{held: true}]);
	});
});

describe('an expectation that fails tells what came instead', () => {
	it.each([
		['{host: client, state: CLOSED, at: 0.5}', 'expected client: CLOSED at 0.500 s, got ESTABLISHED'],
		['{host: client, socket: z, state: CLOSED}', 'expected client z: CLOSED at the end, got no socket z'],
		[
			'{host: server, passes: [SYN-RECEIVED, CLOSED]}',
			'expected server: through SYN-RECEIVED, CLOSED, got LISTEN, SYN-RECEIVED, ESTABLISHED',
		],
		['{rule: listen-syn, host: server, at: 0.3}', 'expected server: rule listen-syn at 0.300 s, got once, at 0.120 s'],
		['{rule: fast-retransmit}', 'expected rule fast-retransmit, got never'],
		['{rule: listen-syn, times: 2}', 'expected rule listen-syn, 2 times, got once, at 0.120 s'],
		[
			'{segment: {from: server, flags: S., seq: 1, ack: 1}}',
			'expected segment from server, flags S., seq 1, ack 1, got none; nearest is s1 at 0.120 s, server S. 0:0(0) ack 1: seq 0',
		],
		[
			'{segment: {from: client, flags: S}, at: 0.2}',
			'expected segment from client, flags S at 0.200 s, got once, at 0.100 s',
		],
		['{segment: {from: client}, times: 0}', 'expected segment from client, never, got 3 times, at 0.100 s'],
		['{host: server, socket: a, text: hullo}', 'expected server a: has read "hullo" at the end, got 5 octets, "hello"'],
		['{call: recv, host: server, err: EAGAIN}', 'expected server: recv returns EAGAIN, got 5 at 0.300 s'],
		['{call: drain, host: server, ret: 1}', 'got it did not return'],
		['{signal: connection reset}', 'expected signal "connection reset", got never'],
		['{not: {host: client, state: ESTABLISHED}}', 'expected not: client: ESTABLISHED at the end, got just that'],
	])('%s', async (expectation, said) => {
		const {held, said: is} = await verdict(expectation);
		expect(held).toBe(false);
		expect(is).toContain(said);
	});

	it('points at its line and names the rule that decided, with its section', async () => {
		const run = play(await read(`${HELLO}expect:\n  - {host: server, state: CLOSED, at: 0.19}\n`, 'hello.yaml'));
		const [one] = judge(run);
		if (one === undefined) throw new Error('no verdict');
		expect(verdictText(run, one)).toBe(
			[
				'hello.yaml:11:5: expected server: CLOSED at 0.190 s, got ESTABLISHED',
				'11 |   - {host: server, state: CLOSED, at: 0.19}',
				'         ^',
				'decided at 0.160 s by server: ack-opens, RFC 9293 §3.10.7.4 fifth',
				'  Our SYN is acknowledged: ESTABLISHED.',
			].join('\n'),
		);
	});
});

describe('a run', () => {
	it('ends at "until", with the clock there', async () => {
		expect(play(await read('until: 3')).end.now).toBe(3_000_000);
	});

	it('ends when nothing more can happen where the file does not say', async () => {
		const run = play(await read(HELLO.replace('until: 1\n', '')));
		// The delayed ACK of "hello" leaves at 0.42 s.
		expect(run.end.now).toBe(440_000);
	});

	it('ends after ten minutes where something always happens', async () => {
		const keepalive =
			'{at: 0.1, host: client, socket: c, call: connect, port: 80, options: {SO_KEEPALIVE: true, TCP_KEEPIDLE: 60}}';
		const run = play(
			await read(`calls: [{at: 0, host: server, socket: l, call: listen, port: 80, accepts: true}, ${keepalive}]`),
		);
		expect(run.end.now).toBeGreaterThan(500_000_000);
		expect(run.end.now).toBeLessThanOrEqual(600_000_000);
	});

	it('takes profile and seed from the command line, for both hosts', async () => {
		const scenario = await read('{until: 1, hosts: {client: {profile: rfc9293}}}');
		const {end, setup} = play(scenario, {profile: 'linux', seed: 7});
		expect([end.hosts.client.profile, end.hosts.server.profile, setup.seed]).toEqual(['linux', 'linux', 7]);
	});

	it('is the same twice from one seed, loss and all', async () => {
		const text = `${HELLO.replace('latency: 0.02', 'latency: 0.02, loss: 0.4')}seed: 3\n`;
		const facts = async () => play(await read(text.replace('until: 1\n', 'until: 100\n'))).facts;
		expect(await facts()).toEqual(await facts());
	});
});
