import {mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {keepSession} from '../../src/cli/session-keeper.js';
import {cliWords} from '../../src/cli/words.js';
import {defaultSetup, operationLine, parseSession, sessionHead} from '../../src/lab/index.js';

let folder = '';
let told: (string | null)[] = [];

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'tcp-lab-test-'));
	told = [];
});
afterEach(() => rmSync(folder, {recursive: true, force: true}));

const head = sessionHead(defaultSetup('rfc9293', 1));
const connect = operationLine({
	op: 'input',
	input: {do: 'call', host: 'client', call: {call: 'connect', socket: 'c', port: 80}},
});
const drop = operationLine({op: 'input', input: {do: 'drop', segment: 'c1'}});

/** A process number above all that Linux gives: nobody's. */
const NOBODY = 2 ** 22 + 1;

/** What a killed lab left, some seconds ago. */
function leave(name: string, text: string): string {
	const path = join(folder, `${name}-${NOBODY}.open.jsonl`);
	writeFileSync(path, text);
	return path;
}

const keep = () => keepSession(folder, cliWords('en'), text => told.push(text));
const opened = (): string[] => readdirSync(folder).filter(name => name.endsWith('.open.jsonl'));
const entriesOf = (name: string): number => {
	const read = parseSession(readFileSync(join(folder, name), 'utf8'));
	return 'history' in read ? read.history.entries.length : -1;
};

describe('the session on disk', () => {
	it('is whole after each operation, wherever the process is killed', () => {
		const keeper = keep();
		keeper.begin(head.trimEnd());
		expect(readdirSync(folder)).toEqual([]);
		for (const [done, line] of [connect, drop, operationLine({op: 'undo'})].entries()) {
			keeper.write(line.trimEnd());
			expect(entriesOf(opened()[0] ?? '')).toBe(Math.min(done + 1, 2));
		}
	});

	it('goes on where a killed lab stopped, without its torn last line', () => {
		leave('a', head + connect + drop.slice(0, -4));
		const keeper = keep();
		expect(keeper.unfinished?.history.entries).toHaveLength(1);
		keeper.unfinished?.decided(true);
		keeper.write(drop.trimEnd());
		expect(opened().map(entriesOf)).toEqual([2]);
	});

	it('is copied when another lab goes on with it first', () => {
		leave('a', head + connect);
		const [one, other] = [keep(), keep()];
		one.unfinished?.decided(true);
		rmSync(join(folder, opened()[0] ?? ''));
		other.unfinished?.decided(true);
		other.write(drop.trimEnd());
		expect(opened().map(entriesOf)).toEqual([2]);
		expect(told).toEqual([]);
	});

	it('of a later tcp-lab is left alone, and the next one is offered', () => {
		leave('a', head + connect);
		const later = leave('b', head.replace('"tcp-lab":1', '"tcp-lab":2') + connect);
		expect(keep().unfinished?.history.entries).toHaveLength(1);
		expect(opened()).toContain(later.slice(folder.length + 1));
	});

	it('is offered up to a line that is broken, and the broken file stays', () => {
		const broken = leave('a', `${head}${connect}{"do":"nothing"}\n${drop}`);
		const keeper = keep();
		expect(keeper.unfinished?.history.entries).toHaveLength(1);
		keeper.unfinished?.decided(true);
		expect(opened().map(entriesOf)).toEqual([1]);
		expect(readFileSync(broken.replace('.open', ''), 'utf8')).toContain('"nothing"');
	});

	it('with nothing in it is passed over', () => {
		leave('a', head);
		leave('b', 'no session');
		expect(keep().unfinished).toBe(null);
		expect(opened()).toEqual([]);
	});

	it('that cannot be written is told once, in the language of the lab', () => {
		const keeper = keepSession('/dev/null/nowhere', cliWords('zh'), text => told.push(text));
		keeper.begin(head.trimEnd());
		keeper.write(connect.trimEnd());
		keeper.write(drop.trimEnd());
		expect(told).toEqual([expect.stringMatching(/^本次会话没有保存：没有这个文件或文件夹（/)]);
	});
});
