import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {describe, expect, it} from 'vitest';
import {RULES} from '../../src/tcp/index.js';
import {REQUIREMENTS} from '../requirements.js';
import {exists, IDS, named, openIn, print, testsOf} from './table.js';

const TESTS = fileURLToPath(new URL('..', import.meta.url));
const ID = /\b(?:MUST|SHLD|MAY|REC)-\d+\b/g;

/** The ids that a rule's citation names, with the rule. */
const cited = Object.entries(RULES).flatMap(([rule, {...told}]) =>
	('also' in told ? (told.also.match(ID) ?? []) : []).map(id => ({rule, id})),
);

describe('the requirement table of RFC 9293, Appendix B', () => {
	it('holds each of its 119 ids, and no other', () => {
		expect(IDS).toHaveLength(119);
		expect(Object.keys(REQUIREMENTS)).toEqual(IDS);
	});

	it('leaves none open: each is met by tests that are there, or does not apply for a reason', () => {
		expect(openIn(REQUIREMENTS, TESTS)).toEqual([]);
	});

	it('has a test for each MUST that shows on the wire, but for source routes', () => {
		const without = IDS.filter(id => id.startsWith('MUST') && REQUIREMENTS[id]?.onWire !== 'no').filter(
			id => testsOf(REQUIREMENTS[id]).length === 0,
		);
		expect(without).toEqual(['MUST-51', 'MUST-52', 'MUST-53']);
	});

	it('knows each id that a rule cites, and has it met', () => {
		expect(cited.length).toBeGreaterThan(20);
		expect(cited.filter(({id}) => testsOf(REQUIREMENTS[id]).length === 0)).toEqual([]);
	});

	it('names, for a requirement that a rule cites, tests in a file that sees that rule applied', () => {
		const unseen = cited.filter(({rule, id}) => {
			const files = testsOf(REQUIREMENTS[id]).map(test => readFileSync(join(TESTS, named(test).path), 'utf8'));
			return !files.some(text => text.includes(`'${rule}'`));
		});
		expect(unseen).toEqual([]);
	});

	it('knows each id that a test’s title names', () => {
		const titles = readdirSync(TESTS, {recursive: true, encoding: 'utf8'})
			.filter(path => /\.test\.tsx?$/.test(path))
			.flatMap(path => readFileSync(join(TESTS, path), 'utf8').match(/^\s*(?:it|describe)\b.*$/gm) ?? []);
		const ids = new Set(titles.flatMap(title => title.match(ID) ?? []));
		expect([...ids].filter(id => !IDS.includes(id))).toEqual([]);
	});

	it('is printed in 80 columns, with its count at the end', () => {
		const lines = print(REQUIREMENTS, TESTS).split('\n');
		expect(lines.filter(line => line.length > 80)).toEqual([]);
		expect(lines.at(-1)).toMatch(/^119 ids: \d+ met, \d+ do not apply, 0 open$/);
	});
});

describe('the table’s own check', () => {
	it('finds an id that is missing, that nothing meets, or whose test is not there', () => {
		const {'MUST-1': _, ...rest} = REQUIREMENTS;
		const broken = {
			...rest,
			'MUST-2': {section: '3.1', says: 'a', onWire: 'yes', metBy: []},
			'MUST-3': {section: '3.1', says: 'b', onWire: 'yes', metBy: ['wire/octets: no such title']},
			'MUST-4': {section: '3.1', says: 'c', onWire: 'yes', metBy: ['wire/nowhere: no such file']},
		} as const;
		expect(openIn(broken, TESTS).slice(0, 4)).toEqual(['MUST-1', 'MUST-2', 'MUST-3', 'MUST-4']);
		expect(print(broken, TESTS)).toContain('? wire/octets.test.ts – no such title');
	});

	it('does not take the beginning of a title for the title', () => {
		expect(exists('wire/octets: end at EOL, whatever stands behind it', TESTS)).toBe(true);
		expect(exists('wire/octets: end at EOL', TESTS)).toBe(false);
	});
});
