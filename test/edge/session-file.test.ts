import {
	appendFileSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {
	continueSessionFile,
	dismissSession,
	type FileTrouble,
	latestUnfinished,
	newSessionFile,
	readSessionFile,
} from '../../src/edge/session-file.js';

let folder = '';
let troubles: (FileTrouble | null)[] = [];
const onTrouble = (trouble: FileTrouble | null): void => {
	troubles.push(trouble);
};
const gone = (): boolean => false;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'tcp-lab-test-'));
	troubles = [];
});
afterEach(() => rmSync(folder, {recursive: true, force: true}));

describe('a session file', () => {
	it('has each line on disk as soon as it is made', () => {
		const file = newSessionFile(join(folder, 'deep', 'er'), {onTrouble});
		file.append('{"a":1}');
		expect(readFileSync(file.path, 'utf8')).toBe('{"a":1}\n');
		file.append('{"b":"中"}');
		expect(readFileSync(file.path, 'utf8')).toBe('{"a":1}\n{"b":"中"}\n');
		file.close();
		expect(troubles).toEqual([]);
	});

	it('leaves nothing behind when nothing was done', () => {
		const file = newSessionFile(join(folder, 'none'), {onTrouble});
		file.finish();
		expect(existsSync(join(folder, 'none'))).toBe(false);
	});

	it('is offered after a kill, and not after a finish', () => {
		const killed = newSessionFile(folder, {onTrouble, pid: 1001});
		killed.append('x');
		expect(latestUnfinished(folder, gone)?.path).toBe(killed.path);
		killed.finish();
		expect(latestUnfinished(folder, gone)).toBe(null);
		expect(readdirSync(folder)).toHaveLength(1);
	});

	it('is not offered while its process lives', () => {
		newSessionFile(folder, {onTrouble, pid: 1001}).append('x');
		expect(latestUnfinished(folder, pid => pid === 1001)).toBe(null);
	});

	it('is offered newest first', () => {
		for (const pid of [1, 2, 3]) {
			const file = newSessionFile(folder, {onTrouble, pid});
			file.append('x');
			utimesSync(file.path, 100, pid === 2 ? 300 : 200);
		}
		expect(latestUnfinished(folder, gone)?.path).toMatch(/-2\.open\.jsonl$/);
	});

	it('can be dismissed without being opened', () => {
		const file = newSessionFile(folder, {onTrouble, pid: 7});
		file.append('x');
		expect(dismissSession(file.path)).toBe(true);
		expect(latestUnfinished(folder, gone)).toBe(null);
	});

	it('is read without its torn last line, and goes on behind the whole ones', () => {
		const first = newSessionFile(folder, {onTrouble, pid: 11});
		first.append('one');
		first.append('two');
		appendFileSync(first.path, '{"tor');
		expect(readSessionFile(first.path)).toEqual({lines: ['one', 'two'], torn: true});

		const next = continueSessionFile(first.path, {onTrouble, pid: 12});
		next.append('three');
		expect(existsSync(first.path)).toBe(false);
		expect(readSessionFile(next.path)).toEqual({lines: ['one', 'two', 'three'], torn: false});
		expect(troubles).toEqual([]);
	});

	it('reports once that it cannot be written, and keeps the lines until it can', () => {
		const blocked = join(folder, 'blocked');
		writeFileSync(blocked, 'a file where the folder should be');
		const file = newSessionFile(blocked, {onTrouble});
		file.append('one');
		file.append('two');
		expect(troubles).toHaveLength(1);
		expect(troubles[0]?.sentence).toMatch(/^this session is not being saved: .* \(.*\)$/);
		rmSync(blocked);
		mkdirSync(blocked);
		file.append('three');
		expect(troubles).toEqual([troubles[0], null]);
		expect(readSessionFile(file.path)).toEqual({lines: ['one', 'two', 'three'], torn: false});
	});

	it.runIf(existsSync('/dev/full'))('says that the disk is full', () => {
		symlinkSync('/dev/full', join(folder, '1970-01-01T00-00-00.000-5.open.jsonl'));
		const file = newSessionFile(folder, {onTrouble, pid: 5, startedAt: new Date(0)});
		file.append('one');
		file.append('two');
		file.close();
		expect(troubles).toEqual([
			{
				reason: 'disk full',
				path: file.path,
				sentence: `this session is not being saved: the disk is full (${file.path})`,
			},
		]);
	});

	it.runIf(existsSync('/proc/self'))('says so where no folder can be made', () => {
		newSessionFile('/proc/nowhere/deep', {onTrouble}).append('one');
		expect(troubles).toHaveLength(1);
	});

	it('says why it cannot be read', () => {
		expect(readSessionFile(join(folder, 'none.jsonl'))).toMatchObject({trouble: {reason: 'missing'}});
		expect(latestUnfinished(join(folder, 'nowhere'), gone)).toBe(null);
	});
});
