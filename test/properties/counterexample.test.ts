import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import type fc from 'fast-check';
import {afterAll, describe, expect, it} from 'vitest';
import {judge, parseScenario, play as playScenario, verdictText} from '../../src/format/index.js';
import {wrongInSetup} from '../../src/lab/index.js';
import type {Switch} from '../../src/tcp/index.js';
import {createCoverage} from './coverage.js';
import {Violation, type Watch} from './ends.js';
import {replayed} from './heal.js';
import {find} from './search.js';
import type {Trial} from './trial.js';
import {trials} from './trials.js';
import {WATCHES} from './watches.js';

const folder = mkdtempSync(join(tmpdir(), 'tcp-lab-counterexamples-'));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

/** Trials of engines from which one mechanism was taken. */
const without = (name: Switch, fixed: Partial<Trial> = {}): fc.Arbitrary<Trial> =>
	trials(40).map(trial => ({...trial, profile: 'rfc9293', switches: [name], ...fixed}));

/** The violation that playing a scenario's acts comes to. */
async function violationOf(path: string, watches: readonly Watch[] = WATCHES): Promise<Violation | null> {
	const {setup, until} = await parseScenario({path, text: readFileSync(path, 'utf8')});
	expect(wrongInSetup(JSON.parse(JSON.stringify(setup)))).toBeNull();
	try {
		replayed(setup, watches, until ?? 0);
		return null;
	} catch (error) {
		if (error instanceof Violation) return error;
		throw error;
	}
}

describe('a counterexample', () => {
	const broken: readonly Switch[] = ['no-persist-timer', 'no-karn', 'two-way-handshake', 'no-challenge-ack'];
	it.each(broken)(
		'that %s has is found, made short, saved as a scenario, and breaks the same property again',
		async name => {
			const plain = {mtu: 1500, mss: null, sack: [false, false], timestamps: [false, false]} as const;
			const failure = find(without(name, plain), 9293, 3000, createCoverage(), folder);
			expect(failure?.property).toBeGreaterThan(0);
			const path = failure?.path ?? '';
			expect(failure?.says).toContain(path);
			const again = await violationOf(path);
			expect(again?.property).toBe(failure?.property);
			expect(failure?.says).toContain(again?.what);
		},
	);

	it('that starves a reader is a scenario whose own expectation fails when it is run', async () => {
		const plain: Partial<Trial> = {mtu: 1500, mss: null, opened: true, weather: null, latency: 20_000};
		const starved = trials(0).map((trial): Trial => {
			const commands: Trial['commands'] = [
				{do: 'flow', host: 'client'},
				{do: 'flow', host: 'server'},
				// After its FIN nothing but ACKs can tell of the server's window.
				{do: 'shutdown', host: 'server'},
				{do: 'write', host: 'client', amount: 12},
				{do: 'wait', by: 3_000_000},
				{do: 'hold', host: 'server'},
				{do: 'read', host: 'server', amount: 40},
				{do: 'drop', which: 0, other: 0},
			];
			const receive = [65_535, 3000] as const;
			const none = [false, false] as const;
			const options = {sack: none, timestamps: none, scaling: none, opening: 'listen', send: 65_536} as const;
			return {...trial, ...plain, ...options, profile: 'rfc9293', receive, commands, switches: ['no-persist-timer']};
		});
		// Property 29 would tell of the timer at once: here only what programs see counts.
		const failure = find(
			starved,
			1,
			1,
			createCoverage(),
			folder,
			WATCHES.filter(watch => watch.name !== 'watchTimers'),
		);
		expect(failure?.property).toBe(41);
		const path = failure?.path ?? '';
		const run = playScenario(await parseScenario({path, text: readFileSync(path, 'utf8')}));
		const [verdict] = judge(run);
		expect(verdict?.held).toBe(false);
		expect(verdict === undefined ? '' : verdictText(run, verdict)).toContain(
			'expected server a: has read 4380 octets at the end, got 3000 octets',
		);
	});
});
