import {describe, expect, it} from 'vitest';
import {
	branch,
	branches,
	compareBranches,
	createHistory,
	createLab,
	createWorld,
	type History,
	type Input,
	jump,
	MAX_BRANCHES,
	record,
	redo,
	step,
	switchBranch,
	toggle,
	undo,
	worldOf,
} from '../../src/lab/index.js';
import {connect, setupWith, states, told} from './support.js';

const script: readonly Input[] = [
	connect,
	{do: 'drop', segment: 'c1'},
	{do: 'wait', for: 'timer'},
	{do: 'deliver', segment: 'c2'},
	{do: 'deliver', segment: 's1'},
	{do: 'deliver', segment: 'c3'},
	{do: 'call', host: 'client', call: {call: 'send', socket: 'c', text: 'hello'}},
	{do: 'flip', segment: 'c4', bit: null},
	{do: 'deliver', segment: 'c4'},
	{do: 'wait', for: 'timer'},
	{do: 'deliver-all'},
	{do: 'wait', by: 12_345},
];

function recorded(inputs: readonly Input[] = script): History {
	const history = createHistory(setupWith());
	for (const input of inputs) record(history, input);
	return history;
}

describe('undo and redo', () => {
	it('give back the same worlds', () => {
		const history = recorded();
		const worlds = history.entries.map(entry => structuredClone(entry.world));
		while (undo(history));
		expect(worldOf(history)).toEqual(createWorld(setupWith()));
		for (const world of worlds) {
			expect(redo(history)).toBe(true);
			expect(worldOf(history)).toEqual(world);
		}

		expect(redo(history)).toBe(false);
	});

	it('never write to a world that was kept', () => {
		const history = recorded(script.slice(0, 6));
		const kept = structuredClone(history.entries.map(entry => entry.world));
		for (const input of script.slice(6)) record(history, input);
		jump(history, 3);
		for (const input of script.slice(2)) record(history, input);
		expect(history.entries.slice(0, 3).map(entry => entry.world)).toEqual(kept.slice(0, 3));
		expect(history.branches[0]?.entries.slice(0, 6).map(entry => entry.world)).toEqual(kept);
	});

	it('jump to any place and to no other', () => {
		const history = recorded();
		expect(jump(history, 4)).toBe(true);
		expect(worldOf(history)).toBe(history.entries[3]?.world);
		expect([jump(history, -1), jump(history, 99), jump(history, 1.5)]).toEqual([false, false, false]);
		expect(history.cursor).toBe(4);
	});
});

describe('replay', () => {
	it('of the same inputs gives the same facts, octet for octet', () => {
		const history = recorded();
		const world = createWorld(setupWith());
		for (const entry of history.entries) expect(step(world, entry.input)).toEqual(entry.facts);
		expect(world).toEqual(worldOf(history));
	});
});

describe('toggle', () => {
	it('takes one loss away, and what follows from it goes; what no longer applies says so', () => {
		const history = recorded();
		expect(toggle(history, 1)).toBe(true);
		expect(history.entries[1]).toMatchObject({off: true, facts: []});
		expect(told(history.entries[2]?.facts ?? []).filter(line => line.startsWith('sent'))).toEqual(['sent c2 S again']);
		expect(history.cursor).toBe(script.length);

		const alone = recorded(script.filter((_, i) => i !== 1));
		expect(worldOf(history)).toEqual(worldOf(alone));
	});

	it('twice is as before', () => {
		const history = recorded();
		const before = structuredClone(history.entries);
		toggle(history, 1);
		expect(history.entries).not.toEqual(before);
		toggle(history, 1);
		expect(history.entries).toEqual(before);
	});

	it('makes later inputs void when their segment never comes to be', () => {
		const history = recorded();
		toggle(history, 0);
		expect(told(history.entries[1]?.facts ?? [])).toEqual(['void no-such-segment']);
		expect(told(history.entries[3]?.facts ?? [])).toEqual(['void no-such-segment']);
		expect(toggle(history, 99)).toBe(false);
	});
});

describe('branches', () => {
	it('keep the future that a new input cuts off', () => {
		const history = recorded();
		jump(history, 1);
		record(history, {do: 'deliver', segment: 'c1'});
		expect(history.entries.length).toBe(2);
		expect(branches(history).map(b => [b.name, b.entries.length])).toEqual([
			['main', 2],
			['1', script.length],
		]);

		expect(switchBranch(history, '1')).toBe(true);
		expect(states(worldOf(history)).client).toEqual(['ESTABLISHED']);
		expect(history.entries.map(entry => entry.input)).toEqual(script);
		expect(switchBranch(history, 'main')).toBe(true);
		expect(history.entries.length).toBe(2);
		expect(switchBranch(history, 'nowhere')).toBe(false);
	});

	it('can be begun anywhere, under a name', () => {
		const history = recorded();
		jump(history, 1);
		expect(branch(history, 'no loss')).toBe('no loss');
		expect(branch(history, 'no loss')).toBeNull();
		expect(branch(history, 'main')).toBeNull();
		record(history, {do: 'deliver', segment: 'c1'});
		expect(history.branch).toBe('no loss');
		switchBranch(history, 'main');
		expect([history.cursor, history.entries.length]).toEqual([1, script.length]);
	});

	it('are bounded, and those with a name stay longest', () => {
		const history = recorded(script.slice(0, 2));
		branch(history, 'mine');
		for (let i = 0; i < 2 * MAX_BRANCHES; i++) {
			record(history, {do: 'wait', by: i});
			undo(history);
		}

		expect(history.branches.length).toBe(MAX_BRANCHES);
		expect(history.branches[0]?.name).toBe('main');
	});

	it('are compared: where they part, where each ends', () => {
		const history = recorded(script.slice(0, 6));
		jump(history, 1);
		record(history, {do: 'deliver', segment: 'c1'});
		const comparison = compareBranches(history, 'main', '1');
		expect(comparison?.shared).toBe(1);
		expect(comparison?.parting?.a).toMatchObject({kind: 'delivered', id: 'c1'});
		expect(comparison?.parting?.b).toMatchObject({kind: 'dropped', id: 'c1'});
		expect(comparison?.a.states.client).toEqual([{connection: 1, state: 'SYN-SENT'}]);
		expect(comparison?.b.states.client).toEqual([{connection: 1, state: 'ESTABLISHED'}]);
		expect(comparison?.changes.client[1]).toContain('state');
		expect(compareBranches(history, 'main', 'main')?.parting).toBeNull();
		expect(compareBranches(history, 'main', 'nowhere')).toBeNull();
	});
});

describe('createLab', () => {
	it('does what its docstring says', () => {
		const lab = createLab();
		lab.do(connect);
		lab.do({do: 'drop', segment: 'c1'});
		const facts = lab.do({do: 'wait', for: 'timer'});
		expect(facts.some(fact => fact.kind === 'sent' && fact.again)).toBe(true);
		expect(lab.world.hosts.client.connections[0]?.tcb.rto.rto).toBe(2_000_000);
		expect(lab.undo()).toBe(true);
		expect(lab.world.now).toBe(0);
		expect(told(lab.facts).at(-1)).toBe('dropped c1 by act');
		expect(lab.redo()).toBe(true);
	});
});
