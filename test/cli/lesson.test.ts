import {existsSync} from 'node:fs';
import {afterAll, afterEach, describe, expect, it, vi} from 'vitest';
import {recordsIn} from '../../src/cli/lesson-shelf.js';
import {readRecords, writeRecords} from '../../src/edge/lesson-records.js';
import {sessionFolder} from '../../src/edge/paths.js';
import {tcpLab, temporary} from './support.js';

const files = temporary();
afterAll(files.remove);
afterEach(() => vi.unstubAllEnvs());

describe('tcp-lab lesson', () => {
	it('lists the course by chapters, in both languages', async () => {
		const {code, out} = await tcpLab(['lesson', '--list']);
		expect(code).toBe(0);
		expect(out).toMatch(/^Opening a connection\n {2}O1 +Three segments open it\n/);
		expect((await tcpLab(['lesson', '--list', '--lang', 'zh'])).out).toMatch(/^建立连接\n {2}O1 +三次握手\n/);
	});

	it('writes a lesson to copy, which holds, and overwrites nothing', async () => {
		const path = files.path('mine.yaml');
		expect(await tcpLab(['lesson', 'new', path])).toMatchObject({code: 0, out: ''});
		expect(await tcpLab(['lesson', 'check', path])).toMatchObject({code: 0, out: 'mine: all holds (2 steps)\n'});
		expect(await tcpLab(['lesson', 'new', path])).toMatchObject({
			code: 2,
			err: `tcp-lab: ${path} cannot be written: it exists already\n`,
		});
		expect((await tcpLab(['lesson', 'new'])).out).toBe(files.read('mine.yaml'));
	});

	it.each([
		{
			what: 'a goal that is none',
			from: 'rule: retransmission-timeout,',
			to: 'rule: retransmision-timeout,',
			code: 2,
			place: '56:19',
			says: 'expected a rule, got "retransmision-timeout" (did you mean "retransmission-timeout"?)',
		},
		{
			what: 'a goal that the solution does not reach',
			from: 'fate: dropped',
			to: 'fate: delivered',
			code: 1,
			place: '23:11',
			says: 'the solution of step 1 does not reach its goal',
		},
		{
			what: 'a solution that does not reach its goal',
			from: '{ do: drop, segment: c1 }',
			to: '{ do: wait, by: 0.5 }',
			code: 1,
			place: '23:11',
			says: 'the solution of step 1 does not reach its goal',
		},
		{
			what: 'a translation that is missing',
			from: '  zh: SYN 丢失\n',
			to: '',
			code: 2,
			place: '9:3',
			says: 'expected a text with "zh", got only en',
		},
		{
			what: 'a translation that is none',
			from: 'zh: SYN 丢失',
			to: 'zh: The SYN is lost',
			code: 1,
			place: '10:7',
			says: 'the title is not translated: no Chinese character',
		},
		{
			what: 'a broken line',
			from: 'fate: dropped } }',
			to: 'fate: dropped',
			code: 2,
			place: '24:5',
			says: 'expected YAML',
		},
	])('says where $what stands, with the line and a caret', async ({from, to, code: exit, place, says}) => {
		const text = (await tcpLab(['lesson', 'new'])).out;
		expect(text).toContain(from);
		const path = files.write('wrong.yaml', text.replace(from, to));
		const {code, out, err} = await tcpLab(['lesson', 'check', path]);
		expect({code, out}).toEqual({code: exit, out: ''});
		const [message = '', line = '', caret = ''] = err.split('\n');
		expect(message).toContain(`wrong.yaml:${place}: ${says}`);
		const [row = '', column = ''] = place.split(':');
		expect(line.startsWith(`${row} | `)).toBe(true);
		expect(caret).toBe(`${' '.repeat(row.length + 2 + Number(column))}^`);
	});

	it('says it in the order of the file, of all files', async () => {
		const text = (await tcpLab(['lesson', 'new'])).out;
		const twice = text.replace('zh: SYN 丢失', 'zh: The SYN is lost').replace('fate: dropped', 'fate: delivered');
		const good = files.write('good.yaml', text);
		const {code, out, err} = await tcpLab(['lesson', 'check', files.write('twice.yaml', twice), good]);
		expect({code, out}).toEqual({code: 1, out: 'mine: all holds (2 steps)\n'});
		expect(err.match(/twice\.yaml:\d+:\d+/g)?.map(place => place.replace('twice.yaml:', ''))).toEqual([
			'10:7',
			'23:11',
		]);
	});

	it('prints what each input does, for the author', async () => {
		const {out} = await tcpLab(['lesson', 'check', '-v', 'O1']);
		expect(out).toContain('    0.000 c1 sent client S 0:0(0)\n');
		expect(out).toContain('    0.020 server LISTEN → SYN-RECEIVED\n');
	});

	it('wants a lesson that is there', async () => {
		expect(await tcpLab(['lesson', 'check', 'O99'])).toMatchObject({code: 2});
		expect((await tcpLab(['lesson', 'check'])).err).toBe('tcp-lab: nothing to check: name a lesson file, or --all\n');
	});

	it('has the menu on a terminal only', async () => {
		expect(await tcpLab(['lesson'])).toMatchObject({code: 2, err: expect.stringMatching(/draws on a terminal/)});
	});
});

describe('progress on disk', () => {
	const record = {done: 1, step: 4, asked: 3, right: 2, hints: 1, showed: 0, stars: 0, session: null, answers: {}};

	it('is written whole, and read again', () => {
		const folder = files.path('state');
		expect(writeRecords(folder, {O1: record})).toBeNull();
		expect(recordsIn(folder)).toEqual({O1: record});
	});

	it('is empty where there is none, or the file is somebody else’s', () => {
		expect(readRecords(files.path('nowhere'))).toEqual({});
		const folder = files.path('other');
		writeRecords(folder, {O1: {...record, done: 'yes'}, O2: 7, O3: {...record, answers: {0: ['x']}}});
		expect(recordsIn(folder)).toEqual({});
	});

	it('says why when it cannot be written, and leaves nothing half done', () => {
		const inTheWay = files.write('file', '');
		expect(writeRecords(inTheWay, {O1: record})).toMatchObject({code: 'EEXIST'});
		expect(existsSync(`${inTheWay}/lessons.json`)).toBe(false);
	});

	it('is shown, exported and reset, one lesson or all', async () => {
		vi.stubEnv('XDG_STATE_HOME', files.path('xdg'));
		const begun = {...record, done: 0, step: 1, asked: 1, right: 1, session: '{}'};
		expect(writeRecords(sessionFolder(), {O1: record, O9: begun})).toBeNull();

		expect((await tcpLab(['lesson', '--progress'])).out.replace(/of \d+ done/, 'of N done')).toBe(
			'Lessons: 1 of N done\nO1  Three segments open it: done, 2 of 3 predictions right\n' +
				'O9  Why three and not two?: step 2/6, 1 of 1 predictions right\n',
		);
		expect((await tcpLab(['lesson', '--progress', '--lang', 'zh'])).out).toMatch(
			/^课程：已完成 1\/\d+\nO1 {2}三次握手: 已完成/,
		);
		const exported = JSON.parse((await tcpLab(['lesson', '--export'])).out);
		expect(exported).toEqual({'tcp-lab-lessons': 1, lessons: {O1: record, O9: begun}});

		expect(await tcpLab(['lesson', '--reset', 'o9'])).toMatchObject({code: 0, out: ''});
		expect(recordsIn(sessionFolder())).toEqual({O1: record});
		expect(await tcpLab(['lesson', '--reset', 'O99'])).toMatchObject({code: 2});
		expect(await tcpLab(['lesson', '--reset'])).toMatchObject({code: 0, out: ''});
		expect(recordsIn(sessionFolder())).toEqual({});
		expect((await tcpLab(['lesson', '--progress'])).out).toMatch(/^Lessons: 0 of \d+ done\n$/);
	});
});
