import {describe, expect, it} from 'vitest';
import {completions, parseCommandLine, type Session} from '../../src/app/index.js';
import {inputText} from '../../src/app/input-text.js';
import {FAULT_WORDS, faultText, parseFault, parseTime, timeText} from '../../src/app/quantity.js';
import {VERBS} from '../../src/app/verbs.js';
import {wordsFor} from '../../src/present/index.js';
import {NO_FAULTS} from '../../src/wire/index.js';
import {newSession, press, type} from './support.js';

const parse = (text: string, session: Session = newSession()) =>
	parseCommandLine(text, session.store.getState(), wordsFor('en'));

/** A session with `c1` in flight. */
const inHandshake = (): Session => {
	const session = newSession();
	press(session, 'c');
	return session;
};

describe('the command line', () => {
	it('knows each call', () => {
		expect(parse('connect')).toEqual({command: {do: 'call', call: {name: 'connect'}}});
		expect(parse('connect server 8080')).toEqual({
			command: {do: 'call', host: 'server', call: {name: 'connect', port: 8080}},
		});
		expect(parse('send 100')).toEqual({command: {do: 'call', call: {name: 'send', bytes: 100}}});
		expect(parse('send server "100"')).toEqual({
			command: {do: 'call', host: 'server', call: {name: 'send', text: '100'}},
		});
		expect(parse('send hello wire')).toEqual({command: {do: 'call', call: {name: 'send', text: 'hello wire'}}});
		expect(parse('recv 50')).toEqual({command: {do: 'call', call: {name: 'recv', bytes: 50}}});
		expect(parse('shutdown rdwr')).toEqual({command: {do: 'call', call: {name: 'shutdown', how: 'rdwr'}}});
		expect(parse('setsockopt TCP_NODELAY true')).toEqual({
			command: {do: 'call', call: {name: 'setsockopt', option: 'TCP_NODELAY', value: true}},
		});
		expect(parse('crash server')).toEqual({command: {do: 'call', host: 'server', call: {name: 'crash'}}});
	});

	it('knows each act', () => {
		const session = inHandshake();
		expect(parse('drop c1', session)).toEqual({command: {do: 'act', act: 'drop', segment: 'c1'}});
		expect(parse('delay c1 500ms', session)).toEqual({
			command: {do: 'input', input: {do: 'delay', segment: 'c1', by: 500_000}},
		});
		expect(parse('edit c1 seq=7', session)).toEqual({
			command: {do: 'input', input: {do: 'edit', segment: 'c1', fields: {relative: true, seq: 7}}},
		});
		expect(parse('forge outsider server tsval=7 tsecr=0', session)).toMatchObject({
			command: {input: {do: 'forge', fields: {tsval: 7, tsecr: 0}}},
		});
		expect(parse('forge outsider server flags=R seq=1 text="a b"', session)).toEqual({
			command: {
				do: 'input',
				input: {do: 'forge', from: 'outsider', to: 'server', fields: {relative: true, flags: 'R', seq: 1, text: 'a b'}},
			},
		});
		expect(parse('rule from=client flags=S nth=1,2 do=drop')).toEqual({
			command: {do: 'input', input: {do: 'rule', rule: {from: 'client', flags: 'S', nth: [1, 2], do: 'drop'}}},
		});
		expect(parse('hold client')).toEqual({
			command: {do: 'all', commands: [{do: 'input', input: {do: 'path', from: 'client', mode: 'hold'}}]},
		});
		expect(parse('latency server 50ms')).toEqual({
			command: {do: 'all', commands: [{do: 'input', input: {do: 'path', from: 'server', faults: {delay: 50_000}}}]},
		});
		expect(parse('switch two-way-handshake on')).toEqual({
			command: {do: 'input', input: {do: 'switch', host: 'both', name: 'two-way-handshake', on: true}},
		});
		expect(parse('sysctl client tcp_rmem 4096 8192 16384')).toEqual({
			command: {
				do: 'all',
				commands: [{do: 'input', input: {do: 'sysctl', host: 'client', name: 'tcp_rmem', value: '4096 8192 16384'}}],
			},
		});
		expect(parse('wait 1.5s')).toEqual({command: {do: 'input', input: {do: 'wait', by: 1_500_000}}});
		expect(parse('wait timer')).toEqual({command: {do: 'wait', for: 'timer'}});
	});

	it('takes a verb that is short, if it is only one', () => {
		expect(parse('conn')).toEqual({command: {do: 'call', call: {name: 'connect'}}});
		expect(parse('s 100')).toMatchObject({error: 'There is no command “s”; Tab lists them.'});
	});

	it('says where reading stopped and what was expected there', () => {
		const session = inHandshake();
		expect(parse('')).toEqual({error: 'expected a command; Tab lists them', at: 0});
		expect(parse('delay c9 1s', session)).toEqual({
			error: 'expected a segment in flight, such as c1 · delay SEGMENT TIME',
			at: 6,
		});
		expect(parse('delay c1 soon', session)).toEqual({
			error: 'expected a time, such as 500ms or 1.5s · delay SEGMENT TIME',
			at: 9,
		});
		expect(parse('delay c1', session)).toMatchObject({at: 8});
		expect(parse('crash now')).toMatchObject({error: 'expected client or server · crash [HOST]', at: 6});
		expect(parse('undo 3')).toMatchObject({error: 'expected nothing more · undo', at: 5});
		expect(parse('loss 200%')).toMatchObject({at: 5});
		expect(parse('sysctl')).toMatchObject({error: expect.stringContaining('expected a sysctl')});
		expect(parse('forge client client flags=R')).toMatchObject({error: expect.stringContaining('expected fields')});
	});

	it('says it in Chinese too', () => {
		const {error} = parseCommandLine('delay', newSession().store.getState(), wordsFor('zh')) as {error: string};
		expect(error).toBe('此处应为一个在途报文段，如 c1 · delay 报文段 时间');
	});

	it('completes verbs, segments, names and values', () => {
		const {store} = inHandshake();
		const line = (text: string): string => completions(text, store.getState()).line;
		expect(line('conn')).toBe('connect ');
		expect(line('drop ')).toBe('drop c1 ');
		expect(line('sysctl client tcp_syn_r')).toBe('sysctl client tcp_syn_retries ');
		expect(line('switch two')).toBe('switch two-way-handshake ');
		expect(line('lang ')).toBe('lang ');
		expect(completions('lang ', store.getState()).choices).toEqual(['en', 'zh']);
		expect(completions('send ', store.getState()).choices).toContain('client');
		expect(completions('', store.getState()).choices).toEqual([...new Set(VERBS.map(({verb}) => verb))]);
	});

	it('gives back what was entered before', () => {
		const session = newSession();
		for (const text of ['connect', 'drop']) {
			press(session, ':');
			type(session, text);
			press(session, 'enter');
		}
		press(session, ':', 'up', 'up');
		expect(session.store.getState().modes.at(-1)).toMatchObject({line: {before: 'connect', after: ''}});
	});

	it('has a usage for every verb, and no verb twice', () => {
		const names = VERBS.map(({verb}) => verb);
		expect(names.filter((name, place) => names.indexOf(name) !== place)).toEqual([]);
	});

	it('reads an input as it is told in the history view', () => {
		const session = inHandshake();
		const told = (text: string): string => {
			const parsed = parse(text, session);
			if (!('command' in parsed) || parsed.command.do !== 'input') return '';
			return inputText(parsed.command.input);
		};
		for (const text of [
			'delay c1 500ms',
			'duplicate c1 20ms',
			'flip c1 3',
			'mark c1',
			'forge client server seq=5 flags=R',
			'switch both no-karn on',
			'rule from=client do=drop nth=2',
			'wait 250ms',
		]) {
			expect(told(text)).toBe(text);
		}
	});
});

describe('quantities', () => {
	it('read back as they were written', () => {
		for (const text of ['0s', '20ms', '1.5s', '250us', '120s']) expect(timeText(parseTime(text) ?? -1)).toBe(text);
		for (const text of ['', 'x', '1x', '-1s', '1e3', '99999999999s']) expect(parseTime(text)).toBeNull();
	});

	it('of netem read back as they were written', () => {
		const faults = {
			...NO_FAULTS,
			delay: 20_000,
			loss: {model: 'gemodel', p: 0.01, r: 0.1, oneMinusH: 1, oneMinusK: 0},
			duplicate: {probability: 0.05, correlation: 0.25},
			reorder: {probability: 0.25, correlation: 0.5, gap: 5},
			rate: 1_500_000,
		} as const;
		for (const word of FAULT_WORDS) {
			expect(parseFault(word, faultText(word, faults))).toEqual({[word]: faults[word]});
		}
	});
});
