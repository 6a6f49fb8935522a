import {readdirSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {describe, expect, it} from 'vitest';
import {parseScenario, play} from '../../src/format/index.js';
import {HOST_NAMES} from '../../src/host/index.js';
import {createHistory, defaultSetup, type Input, record} from '../../src/lab/index.js';
import {exportScript, failedLines, readScript, runScript} from '../../src/packetdrill/index.js';

const FOLDER = fileURLToPath(new URL('../../src/scenarios/', import.meta.url));
const scenarios = readdirSync(FOLDER).filter(file => file.endsWith('.yaml'));
const ABOUT = {title: 'A run', application: 'tcp-lab'};

/** What is wrong with it when it runs, to the microsecond. */
const troubles = (text: string): readonly string[] => {
	const run = runScript(readScript({path: 'exported.pkt', text}), {exact: true});
	return run.failure === null ? [] : failedLines(run, 'en');
};

describe('a run written as a script', () => {
	it.each(scenarios)('of %s passes at either end, to the microsecond', async file => {
		const scenario = await parseScenario({path: file, text: readFileSync(FOLDER + file, 'utf8')});
		for (const profile of [null, 'linux'] as const) {
			const run = play(scenario, {profile});
			for (const vantage of HOST_NAMES) {
				expect(troubles(exportScript(run.start, run.entries, {...ABOUT, vantage}).text)).toEqual([]);
			}
		}
	});
});

describe('the name of what was played', () => {
	it.each(['tcp-lab', 'tcp-lab: profile linux', 'a */ b', '`reboot`', 'two\nlines', '#ifdef A'])('may be %j', title => {
		const {start, entries} = createHistory(defaultSetup('rfc9293', 1));
		const {text} = exportScript(start, entries, {...ABOUT, title, vantage: 'server'});
		expect(readScript({path: 'x.pkt', text: `${text}0 socket(..., SOCK_STREAM, IPPROTO_TCP) = 3\n`}).own.profile).toBe(
			'rfc9293',
		);
	});
});

describe('a session played by hand', () => {
	const inputs: readonly Input[] = [
		{do: 'call', host: 'client', call: {call: 'connect', socket: 'c', port: 80}},
		{do: 'deliver', segment: 'c1'},
		{do: 'drop', segment: 's1'},
		{do: 'wait', for: 'timer'},
		{do: 'deliver-all'},
		{do: 'deliver-all'},
		{do: 'call', host: 'client', call: {call: 'send', socket: 'c', text: 'hello'}},
		{do: 'deliver-all'},
		{do: 'call', host: 'server', call: {call: 'recv', socket: 'a', bytes: 100}},
		{do: 'forge', from: 'outsider', to: 'server', fields: {flags: 'R', seq: 4_000_000_000}},
		{do: 'deliver-all'},
		{do: 'call', host: 'client', call: {call: 'close', socket: 'c'}},
		{do: 'deliver-all'},
		{do: 'deliver-all'},
	];

	it.each(HOST_NAMES)('passes as a script for the %s', vantage => {
		const history = createHistory(defaultSetup('rfc9293', 1));
		for (const input of inputs) record(history, input);
		const {text, count} = exportScript(history.start, history.entries, {...ABOUT, vantage});
		expect(count).toBeGreaterThan(8);
		expect(troubles(text)).toEqual([]);
	});

	it('has no line that could run at an end where nothing happened', () => {
		const history = createHistory(defaultSetup('rfc9293', 1));
		record(history, {do: 'sysctl', host: 'client', name: 'tcp_sack', value: 1});
		expect(exportScript(history.start, history.entries, {...ABOUT, vantage: 'client'}).count).toBe(0);
	});
});
