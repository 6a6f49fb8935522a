import {describe, expect, it} from 'vitest';
import {play, traceLines} from '../../src/format/index.js';
import {read} from './support.js';

const trace = async (text: string): Promise<Record<string, unknown>[]> =>
	[...traceLines(play(await read(text)))].map(line => JSON.parse(line) as Record<string, unknown>);

const calls = `
  - {at: 0, host: server, socket: l, call: listen, port: 80}
  - {at: 0, host: server, socket: a, call: accept, listener: l}
  - {at: 0.1, host: client, socket: c, call: connect, port: 80, localPort: 40000}
  - {at: 0.2, host: client, socket: c, call: send, bytes: 5}
  - {at: 0.3, host: server, socket: a, call: recv, bytes: 9}
  - {at: 0.4, host: server, socket: a, call: recv, bytes: 9}
`;

describe('a trace', () => {
	it('has every segment as it enters the wire, numbers from the ISNs', async () => {
		const lines = await trace(`{until: 0.21, hosts: {client: {isn: 4294967295}}}\n`.replace('}}}', `}}, calls: []}`));
		expect(lines).toEqual([
			{ev: 'state', host: 'client', sockets: [], t: 0},
			{ev: 'state', host: 'server', sockets: [], t: 0},
		]);
		const segments = (await trace(`until: 0.5\nhosts: {client: {isn: 4294967295}}\ncalls:${calls}`)).filter(
			line => line.ev === 'seg',
		);
		expect(segments.slice(0, 4)).toEqual([
			{
				ev: 'seg',
				n: 1,
				fate: 'deliver',
				from: 'client',
				clientPort: 40000,
				serverPort: 80,
				flags: 'S',
				seq: 0,
				ack: null,
				length: 0,
				window: 65535,
				options: [['mss', 1460]],
				t: 0.1,
			},
			expect.objectContaining({n: 2, from: 'server', flags: 'S.', seq: 0, ack: 1, t: 0.12}),
			expect.objectContaining({n: 3, from: 'client', flags: '.', seq: 1, ack: 1, options: [], t: 0.14}),
			expect.objectContaining({n: 4, from: 'client', flags: 'P.', seq: 1, ack: 1, length: 5, t: 0.2}),
		]);
	});

	it('has every call’s end, the waiting ones with the time they were made', async () => {
		const ends = (await trace(`until: 0.5\ncalls:${calls}`)).filter(line => line.ev === 'call');
		expect(ends.map(({host, socket, call, at, ret, err, t}) => [host, socket, call, at, ret ?? err, t])).toEqual([
			['server', 'l', 'listen', 0, 0, 0],
			['client', 'c', 'connect', 0.1, 115, 0.1],
			['server', 'a', 'accept', 0, 0, 0.16],
			['client', 'c', 'send', 0.2, 5, 0.2],
			['server', 'a', 'recv', 0.3, 5, 0.3],
			['server', 'a', 'recv', 0.4, 'EAGAIN', 0.4],
		]);
	});

	it('has a host’s sockets whenever they change, as Linux spells them', async () => {
		const states = (await trace(`until: 0.5\ncalls:${calls}`)).filter(line => line.ev === 'state');
		expect(states.filter(line => line.host === 'client').map(line => line.sockets)).toEqual([
			[],
			[{local: 40000, remote: 80, state: 'SYN_SENT'}],
			[{local: 40000, remote: 80, state: 'ESTABLISHED'}],
		]);
		expect(states.at(-1)).toEqual({
			ev: 'state',
			host: 'server',
			sockets: [
				{local: 80, remote: 0, state: 'LISTEN'},
				{local: 80, remote: 40000, state: 'ESTABLISHED'},
			],
			t: 0.16,
		});
	});

	it.each([
		['drop', '{from: client, minLength: 1, do: drop}', {fate: 'drop'}],
		['delay', '{from: client, minLength: 1, do: delay, by: 0.35}', {fate: 'delay', by: 0.35}],
		['duplicate', '{from: client, minLength: 1, do: duplicate, by: 0.005}', {fate: 'duplicate', by: 0.005}],
		['corrupt', '{from: client, minLength: 1, do: corrupt}', {fate: 'corrupt'}],
		['mark', '{from: client, minLength: 1, do: mark}', {fate: 'deliver'}],
	])('tells what a rule of %s did, once', async (_name, rule, told) => {
		const lines = await trace(`until: 0.5\nwire: {rules: [${rule}]}\ncalls:${calls}`);
		const data = lines.filter(line => line.ev === 'seg' && line.length === 5);
		expect(data).toHaveLength(1);
		expect(data[0]).toMatchObject(told);
		expect('by' in (data[0] ?? {})).toBe('by' in told);
	});
});
