import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {beforeAll, describe, expect, it} from 'vitest';
import {builtIns} from '../../src/cli/scenario-files.js';
import {parseScenario, play as playScenario, type Run} from '../../src/format/index.js';
import {createHistory, extend, type History, record, worldOf} from '../../src/lab/index.js';
import {
	busiestStream,
	courseOf,
	eventLog,
	type Line,
	type Past,
	plainMeasure,
	type Style,
	segmentPicture,
	sequenceGraph,
	sequenceRuler,
	socketTables,
	stateDiagram,
	timeline,
	timelineHeight,
	wayOf,
	windowChart,
} from '../../src/present/index.js';
import {ASCII, client, connect, drop, EN, handshake, play, shown, text, timer, ZH} from './play.js';

type View = {
	readonly past: Past;
	readonly start: Run['start'];
	readonly world: Run['end'];
	readonly width: number;
	readonly height: number;
	readonly scroll: number;
	readonly selected: null;
	readonly style: Style;
};

const VIEWS: Readonly<Record<string, (view: View) => Line[]>> = {
	timeline,
	states: stateDiagram,
	ruler: sequenceRuler,
	window: windowChart,
	graph: sequenceGraph,
	segment: segmentPicture,
	log: eventLog,
	tables: socketTables,
};

const SIZES = [
	{width: 78, height: 17},
	{width: 118, height: 32},
	{width: 110, height: 51},
	{width: 198, height: 51},
] as const;

const runs = new Map<string, Run>();

const runOf = (name: string): Run => {
	const run = runs.get(name);
	if (run === undefined) throw new Error(`no scenario ${name}`);
	return run;
};

const viewOf = (
	{entries, start, end}: Run,
	style: Style = EN,
	size: {readonly width: number; readonly height: number} = SIZES[0],
): View => ({
	past: {entries, cursor: entries.length},
	start,
	world: end,
	scroll: 0,
	selected: null,
	style,
	...size,
});

beforeAll(async () => {
	for (const {name, path} of builtIns()) {
		runs.set(name, playScenario(await parseScenario({path, text: readFileSync(path, 'utf8')})));
	}
});

describe('each picture', () => {
	it.each(Object.keys(VIEWS))(
		'%s fills its room exactly, of every scenario, at every size, in either language',
		name => {
			const draw = VIEWS[name];
			if (draw === undefined) throw new Error(name);
			for (const [scenario, run] of runs) {
				for (const style of [EN, ZH, ASCII]) {
					for (const size of SIZES) {
						for (const scroll of [0, 7]) {
							const lines = draw({...viewOf(run, style, size), scroll}).map(text);
							const where = `${scenario} ${style.lang} ${size.width}`;
							expect([where, lines.length]).toEqual([where, size.height]);
							expect([where, lines.filter(line => plainMeasure(line) !== size.width)]).toEqual([where, []]);
							if (style === ASCII)
								expect([where, lines.filter(line => /[^\x20-\x7e]/.test(line))]).toEqual([where, []]);
						}
					}
				}
			}
		},
	);

	it.each(Object.keys(VIEWS))('%s of nothing says so, or draws what is there', name => {
		const history = play([]).history;
		const view = {...viewOf(runOf('data-lost')), past: history, start: history.start, world: worldOf(history)};
		expect(VIEWS[name]?.(view).length).toBe(view.height);
	});

	it.each([
		['timeline', 'fin-lost'],
		['states', 'four-segment-close'],
		['ruler', 'fast-retransmit'],
		['window', 'fast-retransmit'],
		['graph', 'fast-retransmit'],
		['segment', 'data-lost'],
		['log', 'syn-ack-lost'],
		['tables', 'data-lost'],
	] as const)('%s of %s looks as it did', async (name, scenario) => {
		const frames = [EN, ZH, ASCII].map(style => {
			const {past, ...view} = viewOf(runOf(scenario), style);
			// In the middle of it, where there is one.
			const cursor =
				name === 'ruler'
					? past.entries.findIndex(({facts}) => facts.some(fact => fact.kind === 'sent' && fact.again)) + 1
					: past.cursor;
			const then = {...view, world: past.entries[cursor - 1]?.world ?? view.world, past: {...past, cursor}};
			return (VIEWS[name]?.(then) ?? []).map(line => text(line).trimEnd()).join('\n');
		});
		const path = fileURLToPath(new URL(`golden/${name}.txt`, import.meta.url));
		await expect(`${frames.join('\n\n')}\n`).toMatchFileSnapshot(path);
	});
});

describe('the time axis', () => {
	it('shows 20 ms and 4 minutes in one picture', () => {
		const run = runOf('four-segment-close');
		const lines = shown(timeline(viewOf(run, EN, SIZES[3])));
		expect(lines.filter(line => line.includes('0.12')).length).toBeGreaterThan(0);
		expect(lines.filter(line => /4 min later/.test(line)).length).toBe(1);
		expect(lines.filter(line => /4:00\.\d{3} ┤/.test(line)).length).toBe(1);
	});

	it('is scrolled through all that happened, to the very first segment', () => {
		const view = viewOf(runOf('fast-retransmit'));
		const height = timelineHeight(view.past, view.world, view.width, EN);
		expect(shown(timeline({...view, scroll: height})).join('\n')).toContain('c1 ──SYN 0');
		expect(height).toBeGreaterThan(view.height);
	});
});

describe('an arrow on the time axis that has no rail', () => {
	it('tells when it arrives', () => {
		const send = client({call: 'send', socket: 'c', bytes: 100});
		const quick = client({call: 'setsockopt', socket: 'c', option: 'TCP_NODELAY', value: true});
		const sent = Array.from({length: 7}, () => send);
		const lab = play([...handshake, quick, ...sent, {do: 'wait', by: 50_000}, {do: 'deliver-all'}]);
		const {world, history: past} = lab;
		const lines = shown(timeline({...viewOf(runOf('data-lost')), past, world}));
		expect(lines.filter(line => line.includes('┼0.110┼▶')).length).toBe(3);
	});
});

describe('the diagram of states', () => {
	it('knows the way of a connection that is gone', () => {
		const run = runOf('four-segment-close');
		const view = viewOf(run);
		expect(wayOf(view, 'client').map(({state}) => state)).toEqual([
			'CLOSED',
			'SYN-SENT',
			'ESTABLISHED',
			'FIN-WAIT-1',
			'FIN-WAIT-2',
			'TIME-WAIT',
			'CLOSED',
		]);
		expect(shown(stateDiagram(view)).join('\n')).toContain('▸7 CLOSED 6◂');
	});

	it.each([
		[EN, 'server’s right'],
		[ZH, '服务器在右'],
	])('has its legend whole on a narrow screen', (style, end) => {
		const lines = shown(stateDiagram(viewOf(runOf('fin-lost'), style, {width: 78, height: 32})));
		expect(lines.filter(line => line.trimEnd().endsWith(end))).toHaveLength(1);
	});
});

describe('the course of the variables', () => {
	it('is the same whether a wait was one entry or one for each event', () => {
		const {setup, end} = runOf('fast-retransmit');
		const [whole, steps, frames] = [createHistory(setup), createHistory(setup), createHistory(setup)];
		record(whole, {do: 'wait', by: end.now});
		while (worldOf(steps).now < end.now)
			record(steps, {do: 'wait', by: Math.min(10_000, end.now - worldOf(steps).now)});
		record(frames, {do: 'wait', by: 10_000});
		const course = (history: History) => courseOf(history, history.start).filter(({client}) => client !== null);
		// A wait that grows by frames is played on each time.
		while (worldOf(frames).now < end.now) {
			extend(frames, Math.min(50_000, end.now - worldOf(frames).now));
			course(frames);
		}
		const distinct = (history: History): string[] =>
			course(history)
				.map(({client}) => JSON.stringify(client))
				.filter((line, i, all) => line !== all[i - 1]);
		expect(distinct(frames)).toEqual(distinct(whole));
		expect(distinct(steps)).toEqual(distinct(whole));
		expect(course(whole).length).toBeGreaterThan(8);
		expect(course(whole).at(-1)?.client?.cwnd).toBe(worldOf(whole).hosts.client.connections[0]?.tcb.cc.cwnd);
	});
});

describe('the time–sequence graph', () => {
	it('has what was sent, what was lost and what was sent again', () => {
		const stream = busiestStream(viewOf(runOf('fast-retransmit')).past);
		expect(stream?.host).toBe('client');
		expect(stream?.ranges.filter(({lost}) => lost).map(({from, to}) => [from, to])).toEqual([[1, 537]]);
		expect(stream?.ranges.filter(({again}) => again).map(({from, to}) => [from, to])).toEqual([[1, 537]]);
		expect(stream?.acked.at(-1)?.value).toBe(2145);
	});
});

describe('the segment', () => {
	it('says what changed against the one before of the same sender', () => {
		const lab = play(handshake);
		const view = {...viewOf(runOf('data-lost')), past: lab.history, world: lab.world};
		expect(shown(segmentPicture(view)).join('\n')).toContain('since c1: seq 0 → 1 (+1), ack 0 → 1, flags SYN → ACK');
		expect(shown(segmentPicture({...view, scroll: 99})).join('\n')).toContain('c1 client → server');
	});
});

describe('the log', () => {
	it('shows only the lines that have every word of its filter', () => {
		const view = viewOf(runOf('syn-ack-lost'), EN, SIZES[3]);
		const states = shown(eventLog({...view, filter: 'state client'}));
		expect(states.every(line => line.includes('client'))).toBe(true);
		expect(states.length).toBe(wayOf(view, 'client').length - 1);
		expect(shown(eventLog({...view, filter: 'nobody-says-this'}))).toEqual([
			'Nothing in the log has “nobody-says-this” in it.',
		]);
	});
});

describe('the tables', () => {
	it('have what ss and netstat say of a retransmitted SYN', () => {
		const lab = play([connect, drop('c1'), timer]);
		const view = {...viewOf(runOf('data-lost')), past: lab.history, world: lab.world};
		const lines = shown(socketTables(view)).join('\n');
		expect(lines).toMatch(/SYN-SENT +0 +1 +10\.0\.0\.1:49152 +10\.0\.0\.2:80\n +timer:\(on,2sec,1\) reno/);
		expect(lines).toMatch(/tcp +0 +1 10\.0\.0\.1:49152 +10\.0\.0\.2:80 +SYN_SENT/);
		expect(lines).toMatch(/LISTEN +0 +4096 +0\.0\.0\.0:80 +0\.0\.0\.0:\*/);
		expect(lines).toContain('segs_out:2');
	});
});
