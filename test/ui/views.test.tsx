import {readFileSync} from 'node:fs';
import {beforeAll, describe, expect, it} from 'vitest';
import {createSession, type Session, type Size, type WireView} from '../../src/app/index.js';
import {builtIns} from '../../src/cli/scenario-files.js';
import {textWidth} from '../../src/edge/width.js';
import {parseScenario, play, type Run} from '../../src/format/index.js';
import {createHistory, record} from '../../src/lab/index.js';
import type {Lang} from '../../src/present/index.js';
import {App} from '../../src/ui/index.js';
import {pictureOf} from '../support/picture.js';
import {openTestTerminal, type TestTerminal} from '../support/terminal.js';

/** Loss, SACK, and text sent again, on a narrow line. */
const LOSSES = `
title: Two of seventeen are lost
hosts: { client: { sysctl: { tcp_sack: 1 } }, server: { sysctl: { tcp_sack: 1 } } }
wire: { latency: 0.02, rate: 4mbit, rules: [ { from: client, minLength: 100, nth: [9, 10], do: drop } ] }
until: 0.29
calls:
  - { at: 0, host: server, socket: l, call: listen, port: 80 }
  - { at: 0, host: server, socket: a, call: accept, listener: l }
  - { at: 0, host: client, socket: c, call: connect, port: 80 }
  - { at: 0.1, host: client, socket: c, call: send, bytes: 24000 }
  - { at: 0.1, host: server, socket: a, call: drain, bytes: 24000 }
`;

/** What each view is looked at with. */
const VIEWS: readonly (readonly [WireView, string])[] = [
	['ladder', 'losses'],
	['time', 'fin-lost'],
	['states', 'four-segment-close'],
	['sequence', 'losses'],
	['window', 'losses'],
	['graph', 'losses'],
	['segment', 'losses'],
	['log', 'losses'],
	['tables', 'losses'],
];

const SMALL: Size = {columns: 80, rows: 24};
const MEDIUM: Size = {columns: 120, rows: 40};
const LARGE: Size = {columns: 200, rows: 60};

const runs = new Map<string, Run>();

beforeAll(async () => {
	runs.set('losses', play(await parseScenario({path: 'losses', text: LOSSES})));
	for (const {name, path} of builtIns().filter(each => VIEWS.some(([, scenario]) => scenario === each.name)))
		runs.set(name, play(await parseScenario({path, text: readFileSync(path, 'utf8')})));
});

type Look = {readonly size: Size; readonly lang: Lang; readonly ascii?: boolean};

function sessionOf([view, scenario]: readonly [WireView, string], {size, lang, ascii = false}: Look): Session {
	const run = runs.get(scenario);
	if (run === undefined) throw new Error(`no scenario ${scenario}`);
	const history = createHistory(run.setup);
	for (const {input} of run.entries) record(history, input);
	const session = createSession({setup: run.setup, history, lang, ascii, measure: textWidth, size});
	session.press('2');
	session.dispatch({do: 'view', view});
	return session;
}

async function shown(session: Session, {columns, rows}: Size, colours: 0 | 3): Promise<TestTerminal> {
	const screen = openTestTerminal(<App session={session} />, {columns, rows, colours});
	await screen.until('tcp-lab');
	return screen;
}

describe('each view', () => {
	it.each(VIEWS)('%s in colour at 80×24 looks as it did; without colour it has the same signs', async (...view) => {
		const session = sessionOf(view, {size: SMALL, lang: 'en'});
		const coloured = await shown(session, SMALL, 3);
		await expect(pictureOf(coloured, view[0])).toMatchFileSnapshot(`golden/views/${view[0]}.svg`);
		const plain = await shown(session, SMALL, 0);
		expect(plain.lines()).toEqual(coloured.lines());
		expect(plain.cells().flat().join()).not.toMatch(/fg:|bg:/);
		await plain.close();
		await coloured.close();
	});

	it.each(VIEWS)('%s uses more room when there is, in Chinese and in ASCII', async (...view) => {
		const frames: string[] = [];
		for (const look of [
			{size: MEDIUM, lang: 'zh'},
			{size: LARGE, lang: 'en', ascii: true},
		] as const) {
			const screen = await shown(sessionOf(view, look), look.size, 0);
			frames.push(screen.text());
			await screen.close();
		}
		expect(frames[1]).toMatch(/^[\x20-\x7e\n]*$/);
		await expect(`${frames.join('\n\n')}\n`).toMatchFileSnapshot(`golden/views/${view[0]}.txt`);
	});

	it.each(VIEWS)('%s fills the terminal at each size in either language, and says its name', async (...view) => {
		for (const [size, lang] of [
			[SMALL, 'zh'],
			[MEDIUM, 'en'],
			[LARGE, 'zh'],
		] as const) {
			const screen = await shown(sessionOf(view, {size, lang}), size, 3);
			const lines = screen.lines();
			expect(lines.length).toBe(size.rows);
			expect(lines[1]).toMatch(lang === 'zh' ? /线路 · / : /wire · /);
			expect(lines.at(-1)).toMatch(lang === 'zh' ? /\? 帮助/ : /\? help/);
			expect(lines.filter(line => textWidth(line) > size.columns)).toEqual([]);
			await screen.close();
		}
	});
});
