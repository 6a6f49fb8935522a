import {readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {parseScenario, play as playScenario} from '../../src/format/index.js';
import {
	type Compared,
	comparedWith,
	createHistory,
	defaultSetup,
	type History,
	record,
	type Variant,
} from '../../src/lab/index.js';
import {comparison} from '../../src/present/index.js';
import {ASCII, all, connect, deliver, drop, EN, play, shown, texts, timer, ZH} from './play.js';

/** A scenario played to its end, as a history. */
async function historyOf(file: string): Promise<History> {
	const text = readFileSync(new URL(`../../src/scenarios/${file}`, import.meta.url), 'utf8');
	const {setup, entries} = playScenario(await parseScenario({path: file, text}));
	const history = createHistory(setup);
	for (const {input} of entries) record(history, input);
	return history;
}

function compared(history: History, variant: Variant): Compared {
	const made = comparedWith(history, variant);
	if (made === null) throw new Error('nothing to compare');
	return made;
}

const page = (history: History, variant: Variant, width = 76): string[] =>
	shown(comparison({compared: compared(history, variant), names: ['as it is', 'otherwise'], width, style: EN}));

describe('a history beside itself with one thing otherwise', () => {
	it('shows what a lost segment costs, and both end at the same instant', async () => {
		const history = await historyOf('01-three-way-handshake.yaml');
		const {a, b} = compared(history, {kind: 'lost', segment: 's1'});
		expect(a.entries.at(-1)?.world.now).toBe(b.entries.at(-1)?.world.now);
		const lines = page(history, {kind: 'lost', segment: 's1'});
		expect(lines[0]).toMatch(/^They part at \d/);
		expect(lines.join('\n')).toMatch(/^lost +\* 0 +1$/m);
		expect(lines.join('\n')).toMatch(/\* s1 .*[^✗]│s1 +✗/);
		expect(history.entries.flatMap(({facts}) => facts).some(({kind}) => kind === 'dropped')).toBe(false);
	});

	it('shows a history with nothing lost beside one with a loss', async () => {
		const lines = page(await historyOf('09-data-lost.yaml'), {kind: 'no-loss'}).join('\n');
		expect(lines).toMatch(/^sent again +\* 1 +0$/m);
		expect(lines).toMatch(/^1\.200 \* c retransmission timer fires +│$/m);
	});

	it('shows one segment lost and not lost, whether a rule, a hand or chance lost it', async () => {
		const ruled = await historyOf('09-data-lost.yaml');
		expect(page(ruled, {kind: 'kept', segment: 'c3'}).join('\n')).toMatch(/\* c3 .*✗ +│c3 .*▶$/m);
		const held = play([connect, drop('c1'), timer, all, all, all]).history;
		const lines = page(held, {kind: 'kept', segment: 'c1'}).join('\n');
		expect(lines).toMatch(/^They part at 0\.000 s/);
		expect(lines).toMatch(/\* c1 .*✗ +│c1 .*▶$/m);
		const dice = createHistory({
			...ruled.setup,
			wire: {...ruled.setup.wire, rules: [], faults: {loss: {model: 'random', probability: 1, correlation: 0}}},
		});
		record(dice, {do: 'wait', by: 500_000});
		const {b} = compared(dice, {kind: 'kept', segment: 'c1'});
		const states = b.entries.flatMap(({facts}) => facts.flatMap(fact => (fact.kind === 'state' ? [fact.to] : [])));
		expect(states).toContain('SYN-RECEIVED');
		expect(comparedWith(dice, {kind: 'kept', segment: 's1'})).toBeNull();
	});

	it('marks what differs though the room is too small to show it, and then shows just that', async () => {
		const history = await historyOf('09-data-lost.yaml');
		const [narrow, wide] = [76, 196].map(width => page(history, {kind: 'profile', name: 'linux'}, width));
		expect(narrow?.[0]).toBe(wide?.[0]);
		expect(narrow?.join('\n')).toMatch(/\* c2 ──ack 1 wnd 65535.*▶│c2 ──ack 1 wnd 502 .*▶$/m);
	});

	it('shows TIME-WAIT and none', async () => {
		const lines = page(await historyOf('14-four-segment-close.yaml'), {kind: 'switch', name: 'no-time-wait'}).join(
			'\n',
		);
		expect(lines).toMatch(/^in TIME-WAIT \(client\) +\* 4 min +0 µs$/m);
		expect(lines).toMatch(/c FIN-WAIT-2 → CLOSED$/m);
		expect(lines).toMatch(/^client +\* FIN-WAIT-2 → TIME-WAIT +FIN-WAIT-2 → CLOSED\n +→ CLOSED$/m);
	});

	it('shows rfc9293 beside linux, and Reno beside CUBIC', async () => {
		const history = await historyOf('12-fast-retransmit.yaml');
		expect(page(history, {kind: 'profile', name: 'linux'}).join('\n')).toMatch(/^cwnd \(client\) +\* \d+ +\d+$/m);
		const {b} = compared(history, {kind: 'congestion', name: 'cubic'});
		expect(b.start.hosts.client.sysctl.tcp_congestion_control).toBe('cubic');
	});

	it('draws cwnd of both over one another where it has a curve, the other one broken', () => {
		const base = defaultSetup('linux', 1);
		const send = (at: number) => ({at, host: 'client', call: {call: 'send', socket: 'c', bytes: 30_000}}) as const;
		const history = createHistory({
			...base,
			wire: {
				mode: 'flow',
				faults: {delay: 20_000, rate: 4_000_000},
				rules: [{from: 'client', minLength: 100, nth: 60, do: 'drop'}],
			},
			calls: [
				{at: 0, host: 'client', call: {call: 'connect', socket: 'c', port: 80}},
				{at: 100_000, host: 'server', call: {call: 'drain', socket: 'a', bytes: 1_000_000}},
				...[1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map(nth => send(100_000 + nth * 80_000)),
			],
		});
		record(history, {do: 'wait', by: 3_000_000});
		const lines = page(history, {kind: 'congestion', name: 'reno'}).join('\n');
		expect(lines).toMatch(/^cwnd \(client\) {3}── as it is {3}╌╌ otherwise$/m);
		expect(lines).toMatch(/^ +│.*╌╌╌$/m);
	});

	it('is no comparison with a segment or a branch that is not there', () => {
		const lab = play([connect]);
		expect(comparedWith(lab.history, {kind: 'lost', segment: 'c9'})).toBeNull();
		expect(comparedWith(lab.history, {kind: 'branch', name: 'none'})).toBeNull();
	});
});

describe('two branches', () => {
	it('are shown from the moment where they part, each line as wide as it may be', () => {
		const lab = play([connect, deliver('c1'), deliver('s1')]);
		lab.undo();
		lab.do(drop('s1'));
		lab.do(timer);
		for (const style of [EN, ZH, ASCII]) {
			for (const width of [56, 76, 116]) {
				const names = ['现在', '1'] as const;
				const lines = texts(
					comparison({compared: compared(lab.history, {kind: 'branch', name: '1'}), names, width, style}),
				);
				expect(lines.filter(line => style.measure(line) > width)).toEqual([]);
			}
		}
		const lines = page(lab.history, {kind: 'branch', name: '1'});
		expect(lines[0]).toBe('They part at 0.020 s; a star marks what differs.');
		expect(lines.join('\n')).toMatch(/^client +\* SYN-SENT +SYN-SENT → ESTABLISHED$/m);
	});

	it('are the same until something is done', () => {
		const lab = play([connect]);
		lab.branch('b');
		expect(page(lab.history, {kind: 'branch', name: 'main'})).toEqual(['So far both are the same.']);
	});
});
