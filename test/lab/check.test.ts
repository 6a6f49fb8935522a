import {describe, expect, it} from 'vitest';
import {wrongInInput} from '../../src/lab/check/check-input.js';
import {wrongInSetup} from '../../src/lab/check/check-setup.js';
import {defaultSetup, type Input} from '../../src/lab/index.js';

const inputs: readonly Input[] = [
	{
		do: 'call',
		host: 'client',
		call: {call: 'connect', socket: 'c', port: 80, options: {SO_RCVBUF: 1, SO_LINGER: null}},
	},
	{do: 'call', host: 'server', call: {call: 'listen', socket: 'l', port: 80, backlog: 0, accepts: true}},
	{do: 'call', host: 'server', call: {call: 'accept', socket: 'a', listener: 'l'}},
	{do: 'call', host: 'server', call: {call: 'send', socket: 'a', text: 'hi', urgent: true}},
	{
		do: 'call',
		host: 'server',
		call: {call: 'setsockopt', socket: 'a', option: 'SO_LINGER', value: {onoff: 1, linger: 0}},
	},
	{do: 'call', host: 'server', call: {call: 'shutdown', socket: 'a', how: 'wr'}},
	{do: 'deliver', segment: "c1''"},
	{do: 'deliver-all'},
	{do: 'wait', for: 'timer'},
	{do: 'wait', by: 0},
	{do: 'flip', segment: 'c1', bit: null},
	{do: 'move', segment: 'c1', where: 'after', other: 'c2'},
	{do: 'edit', segment: 'c1', fields: {relative: true, seq: 0, ack: null, flags: 'S', mss: null}},
	{do: 'forge', from: 'outsider', to: 'client', fields: {}},
	{
		do: 'path',
		from: 'client',
		mode: 'flow',
		faults: {loss: {model: 'gemodel', p: 0.1, r: 0.5, oneMinusH: 1, oneMinusK: 0}},
	},
	{do: 'rule', rule: {from: 'client', flags: 'S', nth: [1, 2], do: 'delay', by: 0.5}},
	{do: 'sysctl', host: 'client', name: 'anything', value: '1 2 3'},
	{do: 'switch', host: 'both', name: 'no-karn', on: true},
	{do: 'crash', host: 'client'},
];

describe('JSON from outside', () => {
	it.each(inputs.map(input => [JSON.stringify(input)]))('%s is an input', json => {
		expect(wrongInInput(JSON.parse(json))).toBeNull();
	});

	it.each([
		['null', 'do'],
		['[]', 'do'],
		['{"do":"__proto__"}', 'do'],
		['{"do":"toString"}', 'do'],
		['{"do":"drop","segment":1}', 'segment'],
		['{"do":"drop","segment":"c1","extra":1}', 'extra'],
		['{"do":"wait","by":0.5}', 'by'],
		['{"do":"wait","by":-1}', 'by'],
		[
			'{"do":"path","from":"client","faults":{"loss":{"model":"random","probability":2,"correlation":0}}}',
			'faults.loss.probability',
		],
		['{"do":"rule","rule":{"from":"client","do":"drop","nth":[0]}}', 'rule.nth.0'],
		['{"do":"switch","host":"both","name":"no-tcp","on":true}', 'name'],
	])('%s is none, because of %s', (json, field) => {
		expect(wrongInInput(JSON.parse(json))).toBe(field);
	});

	it('is a setup, or names the field that is not', () => {
		const setup = defaultSetup('linux', 7);
		expect(wrongInSetup(setup)).toBeNull();
		expect(wrongInSetup({...setup, hosts: {client: {isn: 2 ** 32}, server: {}}})).toBe('hosts.client.isn');
		expect(wrongInSetup({...setup, hosts: {client: {sysctl: {tcp_no: 1}}, server: {}}})).toBe(
			'hosts.client.sysctl.tcp_no',
		);
		expect(wrongInSetup({...setup, calls: [{at: -1, host: 'client', call: {}}]})).toBe('calls.0.at');
		expect(wrongInSetup({...setup, hosts: {client: {address: '10.0.0.256'}, server: {}}})).toBe('hosts.client.address');
		expect(wrongInSetup({...setup, hosts: {client: {address: '127.0.0.1'}, server: {}}})).toBe('hosts.client.address');
		expect(wrongInSetup({...setup, wire: {faults: {rate: 0}}})).toBe('wire.faults.rate');
		expect(wrongInSetup({...setup, wire: {rules: [{from: 'client', flags: 'SX', do: 'drop'}]}})).toBe(
			'wire.rules.0.flags',
		);
		expect(wrongInSetup({...setup, wire: {rules: [{from: 'client', do: 'delay', by: 1e300}]}})).toBe('wire.rules.0.by');
		expect(wrongInSetup({...setup, acts: [{at: 0, input: {do: 'wait', by: 1}}]})).toBe('acts.0.input.do');
	});
});
