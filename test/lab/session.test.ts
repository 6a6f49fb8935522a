import {describe, expect, it} from 'vitest';
import {
	branches,
	createHistory,
	defaultSetup,
	type History,
	type Operation,
	operate,
	operationLine,
	parseSession,
	sessionHead,
	sessionText,
	worldOf,
} from '../../src/lab/index.js';
import {connect, setupWith} from './support.js';

const operations: readonly Operation[] = [
	{op: 'input', input: connect},
	{op: 'input', input: {do: 'drop', segment: 'c1'}},
	{op: 'undo'},
	{op: 'input', input: {do: 'deliver', segment: 'c1'}},
	{op: 'input', input: {do: 'deliver', segment: 's1'}},
	{op: 'branch', name: 'crash'},
	{op: 'input', input: {do: 'crash', host: 'server'}},
	{op: 'toggle', index: 1},
	{op: 'switch', name: 'main'},
	{op: 'input', input: {do: 'wait', for: 'timer'}},
	{op: 'input', input: {do: 'wait', by: 1000}},
	{op: 'extend', by: 500},
	{op: 'undo'},
	{op: 'redo'},
	{op: 'jump', to: 2},
];

const head = sessionHead(defaultSetup('rfc9293', 1));

function played(): {history: History; text: string} {
	const history = createHistory(setupWith());
	let text = head;
	for (const operation of operations) {
		expect(operate(history, operation)).toBe(true);
		text += operationLine(operation);
	}

	return {history, text};
}

const errorOf = (text: string) => {
	const parsed = parseSession(text);
	if (!('error' in parsed)) return null;
	const {line, reason, field} = parsed.error;
	return {line, reason, field};
};

describe('a session', () => {
	it('written as it goes, and read again, is the same history: branches, switched-off inputs, cursor', () => {
		const {history, text} = played();
		const parsed = parseSession(text);
		expect(parsed).toEqual({history, torn: false});
		if ('history' in parsed) expect(branches(parsed.history).map(b => b.name)).toEqual(['main', '1', 'crash']);
	});

	it('loses only a torn last line', () => {
		const {text} = played();
		for (const torn of [1, 3, 8]) {
			const parsed = parseSession(text.slice(0, -torn));
			expect('history' in parsed && parsed.torn).toBe(torn > 1);
		}
	});

	it('can be written afterwards too, for the branch we are on', () => {
		const {history} = played();
		operate(history, {op: 'switch', name: 'crash'});
		const parsed = parseSession(sessionText(history));
		if (!('history' in parsed)) throw new Error('does not parse');
		expect(parsed.history.entries).toEqual(history.entries);
		expect(worldOf(parsed.history)).toEqual(worldOf(history));
	});

	it('says which line and which field is wrong', () => {
		const line = (json: string) => errorOf(`${head}${json}\n{"op":"undo"}\n`);
		expect(errorOf('')).toEqual({line: 1, reason: 'header', field: ''});
		expect(errorOf('hello\n')).toEqual({line: 1, reason: 'header', field: ''});
		expect(errorOf('{"tcp-lab":2,"setup":{}}\n')).toEqual({line: 1, reason: 'version', field: 'tcp-lab'});
		expect(errorOf('{"tcp-lab":1,"setup":{"profile":"bsd"}}\n')).toMatchObject({reason: 'setup', field: 'profile'});
		expect(line('{"do":"dr')).toEqual({line: 2, reason: 'json', field: ''});
		expect(line('7')).toEqual({line: 2, reason: 'operation', field: ''});
		expect(line('{"op":"fly"}')).toEqual({line: 2, reason: 'operation', field: 'op'});
		expect(line('{"do":"drop"}')).toEqual({line: 2, reason: 'operation', field: 'segment'});
		expect(line('{"do":"call","host":"client","call":{"call":"connect","socket":"c","port":99999}}')).toEqual({
			line: 2,
			reason: 'operation',
			field: 'call.port',
		});
		expect(errorOf(`${head}{"op":"redo"}\n`)).toEqual({line: 2, reason: 'void', field: ''});
		expect(errorOf(`${head}\n${JSON.stringify(connect)}\n{"op":"toggle","index":7}\n`)?.line).toBe(4);
	});

	it('gives what stands before the wrong line', () => {
		const parsed = parseSession(`${head}${operationLine({op: 'input', input: connect})}{"op":"fly"}\n`);
		expect('error' in parsed && parsed.error.upTo?.entries.length).toBe(1);
	});
});
