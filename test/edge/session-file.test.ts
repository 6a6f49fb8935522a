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
	newSessionFile,
	readSessionFile,
	unfinishedSessions,
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
		expect(unfinishedSessions(folder, gone)).toEqual([killed.path]);
		killed.finish();
		expect(unfinishedSessions(folder, gone)).toEqual([]);
		expect(readdirSync(folder)).toHaveLength(1);
	});

	it('is not offered while its process lives', () => {
		newSessionFile(folder, {onTrouble, pid: 1001}).append('x');
		expect(unfinishedSessions(folder, pid => pid === 1001)).toEqual([]);
	});

	it('is offered newest first', () => {
		for (const pid of [1, 2, 3]) {
			const file = newSessionFile(folder, {onTrouble, pid});
			file.append('x');
			utimesSync(file.path, 100, pid === 2 ? 300 : 200);
		}
		expect(unfinishedSessions(folder, gone)[0]).toMatch(/-2\.open\.jsonl$/);
	});

	it('can be dismissed without being opened', () => {
		const file = newSessionFile(folder, {onTrouble, pid: 7});
		file.append('x');
		expect(dismissSession(file.path)).toBe(true);
		expect(unfinishedSessions(folder, gone)).toEqual([]);
	});

	it('is read without its torn last line, and goes on behind the whole ones', () => {
		const first = newSessionFile(folder, {onTrouble, pid: 11});
		first.append('one');
		first.append('two');
		appendFileSync(first.path, '{"tor');
		expect(readSessionFile(first.path)).toBe('one\ntwo\n');

		const next = continueSessionFile(first.path, {onTrouble, pid: 12});
		next?.append('three');
		expect(existsSync(first.path)).toBe(false);
		expect(readSessionFile(next?.path ?? '')).toBe('one\ntwo\nthree\n');
		expect(troubles).toEqual([]);
	});

	it('reports once that it cannot be written, and keeps the lines until it can', () => {
		const blocked = join(folder, 'blocked');
		writeFileSync(blocked, 'a file where the folder should be');
		const file = newSessionFile(blocked, {onTrouble});
		file.append('one');
		file.append('two');
		expect(troubles).toHaveLength(1);
		expect(troubles[0]).toMatchObject({path: file.path, error: {code: 'ENOTDIR'}});
		rmSync(blocked);
		mkdirSync(blocked);
		file.append('three');
		expect(troubles).toEqual([troubles[0], null]);
		expect(readSessionFile(file.path)).toBe('one\ntwo\nthree\n');
	});

	it.runIf(existsSync('/dev/full'))('says that the disk is full', () => {
		symlinkSync('/dev/full', join(folder, '1970-01-01T00-00-00.000-5.open.jsonl'));
		const file = newSessionFile(folder, {onTrouble, pid: 5, startedAt: new Date(0)});
		file.append('one');
		file.append('two');
		file.close();
		expect(troubles).toMatchObject([{path: file.path, error: {code: 'ENOSPC'}}]);
	});

	it.runIf(existsSync('/proc/self'))('says so where no folder can be made', () => {
		newSessionFile('/proc/nowhere/deep', {onTrouble}).append('one');
		expect(troubles).toHaveLength(1);
	});

	it('is nothing where there is none', () => {
		expect(readSessionFile(join(folder, 'none.jsonl'))).toBe(null);
		expect(unfinishedSessions(join(folder, 'nowhere'), gone)).toEqual([]);
	});

	it('goes on in one of two labs that both try', () => {
		const first = newSessionFile(folder, {onTrouble, pid: 21});
		first.append('one');
		expect(continueSessionFile(first.path, {onTrouble, pid: 22})).not.toBe(null);
		expect(continueSessionFile(first.path, {onTrouble, pid: 23})).toBe(null);
		expect(troubles).toEqual([]);
	});

	it('is offered to a process that has been given the same number, as in a container', () => {
		const killed = newSessionFile(folder, {onTrouble});
		killed.append('one');
		expect(unfinishedSessions(folder)).toEqual([killed.path]);
		const next = continueSessionFile(killed.path, {onTrouble});
		next?.append('two');
		expect(readSessionFile(killed.path)).toBe('one\ntwo\n');
	});
});
