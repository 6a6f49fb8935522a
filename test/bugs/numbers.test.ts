import {describe, expect, it} from 'vitest';
import {cliWords} from '../../src/cli/words.js';
import {defaultSetup, type Input} from '../../src/lab/index.js';
import {initialSequenceNumber, SECOND, type Secret, unsigned} from '../../src/tcp/index.js';
import {createCoverage} from '../properties/coverage.js';
import {play, type Trial} from '../properties/trial.js';
import {all, established, FLOW, recv, send, stateOf, tcbOf} from '../support/drive.js';

const HERE = {address: '10.0.0.1', port: 40_000};
const PEER = {address: '10.0.0.2', port: 80};

describe('bug 11: NUMBER:JACK: initial sequence numbers that can be guessed', () => {
	const secret = (n: number): Secret => [n, n ^ 0x5bd1e995, n * 31, 7];
	const isn = (port: number, key = secret(1), now = 0): number =>
		unsigned(initialSequenceNumber(now, {...HERE, port}, PEER, key));

	/** Chi-square of the octets at one place: 255 degrees of freedom, so 330 is passed by one honest source in a thousand. */
	const spread = (numbers: readonly number[], shift: number): number => {
		const counts = new Array<number>(256).fill(0);
		for (const n of numbers) counts[(n >>> shift) & 255] = (counts[(n >>> shift) & 255] ?? 0) + 1;
		const mean = numbers.length / 256;
		return counts.reduce((sum, count) => sum + (count - mean) ** 2 / mean, 0);
	};

	it('ten thousand of neighbouring ports, and of neighbouring keys, are spread evenly', () => {
		const ports = Array.from({length: 10_000}, (_, i) => isn(1024 + i));
		const keys = Array.from({length: 10_000}, (_, i) => isn(40_000, secret(i)));
		for (const numbers of [ports, keys]) {
			expect(new Set(numbers).size).toBeGreaterThan(9990);
			for (const shift of [0, 8, 16, 24]) expect(spread(numbers, shift)).toBeLessThan(330);
		}
	});

	it('the difference between two tells nothing of the third', () => {
		const steps = Array.from({length: 10_000}, (_, i) => (isn(1025 + i) - isn(1024 + i)) >>> 0);
		for (const shift of [0, 8, 16, 24]) expect(spread(steps, shift)).toBeLessThan(330);
	});

	it('of one connection’s ends they rise with the clock, so that old segments stay old', () => {
		for (let at = 0; at < 1000; at++) expect((isn(40_000, secret(1), at * 4) - isn(40_000)) >>> 0).toBe(at);
	});

	it('in the lab a seed makes them repeatable, another one others, and the help says so', () => {
		const numbers = (seed: number): number[] => {
			const driven = established({...defaultSetup('rfc9293', seed)});
			return [unsigned(tcbOf(driven, 'client').iss), unsigned(tcbOf(driven, 'server').iss)];
		};
		expect(numbers(5)).toEqual(numbers(5));
		expect(numbers(5)).not.toEqual(numbers(6));
		for (const lang of ['en', 'zh'] as const) expect(cliWords(lang).seed).toContain('ISN');
	});

	it('appears with the switch constant-isn: then anybody knows them', () => {
		const driven = established({switches: ['constant-isn']});
		expect(unsigned(tcbOf(driven, 'client').iss)).toBe(unsigned(tcbOf(driven, 'server').iss));
	});
});

describe('bug 15: PAWS and numbers that wrap', () => {
	const both = {sysctl: {tcp_timestamps: 1, tcp_window_scaling: 1, tcp_sack: 1}};

	it.each(['rfc9293', 'linux'] as const)(
		'a connection idle for 25 days, and for 50, still carries text (%s)',
		profile => {
			for (const days of [25, 50]) {
				const driven = established({profile, hosts: {client: both, server: both}});
				all(driven, send('client', 100), ...FLOW, {do: 'wait', by: SECOND}, recv('server', 100));
				all(driven, {do: 'wait', by: days * 86_400 * SECOND}, send('client', 100), {do: 'wait', by: 5 * SECOND});
				const read = all(driven, recv('server', 1000));
				expect(
					read.flatMap(fact => (fact.kind === 'returned' && 'ret' in fact.result ? [fact.result.ret] : [])),
				).toEqual([100]);
			}
		},
	);

	it('a TSval that wraps in the midst of a transfer stops nothing', () => {
		const driven = established({hosts: {client: both, server: both}});
		const tcb = tcbOf(driven, 'client');
		const wraps = (2 ** 32 - tcb.ts.offset) * 1000;
		// Keep-alives would do: an idle connection has nothing to say until the clock is nearly round.
		all(driven, ...FLOW, {do: 'wait', by: wraps - driven.world.now - 50_000});
		const step = (): Input[] => [send('client', 3000), {do: 'wait', by: 25_000}, recv('server', 65_535)];
		for (let i = 0; i < 8; i++) all(driven, ...step());
		all(driven, {do: 'wait', by: SECOND}, recv('server', 65_535));
		expect(driven.world.hosts.server.sockets.at(-1)?.read).toBe(24_000);
		expect(stateOf(driven, 'client')).toBe('ESTABLISHED');
	});

	it.each([2 ** 31 - 2, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 0])('the whole set of properties at ISN %i', isn => {
		for (const profile of ['rfc9293', 'linux'] as const) {
			for (const on of [true, false]) play(transfer(isn, profile, on), createCoverage());
		}
	});

	/** A lossy transfer both ways, to the end. */
	function transfer(isn: number, profile: Trial['profile'], on: boolean): Trial {
		const writes = Array.from({length: 12}, (_, i) => [
			{do: 'write', host: i % 3 === 0 ? 'server' : 'client', amount: 20},
			{do: 'wait', by: 30_000},
			{do: 'read', host: i % 2 === 0 ? 'server' : 'client', amount: 40},
		]).flat() as Trial['commands'];
		return {
			profile,
			seed: isn % 1000,
			isn: [isn, isn],
			mtu: 1500,
			mss: null,
			latency: 20_000,
			receive: [65_535, 65_535],
			send: 65_536,
			nodelay: false,
			sack: [on, on],
			timestamps: [on, on],
			scaling: [on, on],
			opening: 'listen',
			opened: true,
			weather: {loss: 0.1, duplicate: 0.1, late: 0.1, corrupt: 0.02},
			commands: [{do: 'flow', host: 'client'}, {do: 'flow', host: 'server'}, ...writes],
		};
	}
});
