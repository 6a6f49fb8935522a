import {existsSync} from 'node:fs';
import {afterAll, describe, expect, it} from 'vitest';
import {recordsIn} from '../../src/cli/lesson-shelf.js';
import {readRecords, writeRecords} from '../../src/edge/lesson-records.js';
import {tcpLab, temporary} from './support.js';

const files = temporary();
afterAll(files.remove);

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

	it('says where a goal is not reached, with exit code 1', async () => {
		const text = (await tcpLab(['lesson', 'new'])).out;
		const path = files.write('goal.yaml', text.replace('fate: dropped', 'fate: delivered'));
		const {code, err} = await tcpLab(['lesson', 'check', path]);
		expect(code).toBe(1);
		expect(err).toMatch(
			/goal\.yaml:23:11: the solution of step 1 does not reach its goal\n23 \| {5}goal: .*\n {15}\^\n$/,
		);
	});

	it('says where a line is broken, with exit code 2', async () => {
		const text = (await tcpLab(['lesson', 'new'])).out;
		const path = files.write('broken.yaml', text.replace('  zh: SYN 丢失\n', ''));
		const {code, err} = await tcpLab(['lesson', 'check', path]);
		expect(code).toBe(2);
		expect(err).toMatch(/broken\.yaml:9:3: expected a text with "zh", got only en\n/);
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
});
