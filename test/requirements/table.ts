/** What the requirement table says, held against the test files, and as text of 80 columns. */

import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import type {Requirement} from '../requirements.js';

type Table = Readonly<Record<string, Requirement>>;

/** The ids of RFC 9293's Appendix B: MUST-1 to 69, SHLD-1 to 31, MAY-1 to 18, REC-1. */
export const IDS: readonly string[] = [
	...count('MUST', 69),
	...count('SHLD', 31),
	...count('MAY', 18),
	...count('REC', 1),
];

function count(level: string, last: number): string[] {
	return Array.from({length: last}, (_, n) => `${level}-${n + 1}`);
}

/** A test as the table names it: `tcp/loss/rto: doubles up to 60 seconds`. */
export function named(test: string): {readonly path: string; readonly title: string} {
	const colon = test.indexOf(': ');
	return {path: `${test.slice(0, colon)}.test.ts`, title: test.slice(colon + 2)};
}

/** Does the file hold a test of that title? @param folder - where test files lie, with a slash at its end or not */
export function exists(test: string, folder: string): boolean {
	const {path, title} = named(test);
	const source = read(join(folder, path));
	return ["'", '`', '"'].some(quote => source.includes(`${quote}${title}${quote}, `));
}

function read(path: string): string {
	try {
		return readFileSync(path, 'utf8');
	} catch {
		return '';
	}
}

export const testsOf = (requirement: Requirement | undefined): readonly string[] =>
	requirement !== undefined && 'metBy' in requirement ? requirement.metBy : [];

/** The ids that nothing settles: not in the table, met by no test, or by one that is not there. */
export function openIn(table: Table, folder: string): string[] {
	return IDS.filter(id => {
		const requirement = table[id];
		if (requirement === undefined) return true;
		if ('doesNotApply' in requirement) return requirement.doesNotApply === '';
		return requirement.metBy.length === 0 || !requirement.metBy.every(test => exists(test, folder));
	});
}

/** The table for reading, one id after the other, and a line that counts. */
export function print(table: Table, folder: string): string {
	const open = new Set(openIn(table, folder));
	const rows = IDS.flatMap(id => {
		const requirement = table[id];
		if (requirement === undefined) return row(id, '', 'OPEN: not in the table');
		const mark = open.has(id) ? ['OPEN'] : [];
		return row(id, requirement.section, requirement.says, ...mark, ...settled(requirement, folder));
	});
	const away = IDS.filter(id => 'doesNotApply' in (table[id] ?? {})).length;
	const met = IDS.length - away - open.size;
	return [
		...row('id', '§', 'what it asks; ✓ tests that show it; – why it does not apply'),
		'─'.repeat(WIDTH),
		...rows,
		'',
		`${IDS.length} ids: ${met} met, ${away} do not apply, ${open.size} open`,
	].join('\n');
}

function settled(requirement: Requirement, folder: string): string[] {
	if ('doesNotApply' in requirement) return [`– ${requirement.doesNotApply}`];
	const tests = requirement.metBy.map(test => {
		const {path, title} = named(test);
		return `${exists(test, folder) ? '✓' : '?'} ${path} – ${title}`;
	});
	return requirement.but === undefined ? tests : [...tests, `· ${requirement.but}`];
}

const WIDTH = 80;
const ID = 8;
const SECTION = 11;

/** Three columns; what is too long for the last goes on below, two further in. */
function row(id: string, section: string, ...texts: readonly string[]): string[] {
	const lines = texts.flatMap(text => wrap(text, WIDTH - ID - SECTION));
	return lines.map((line, n) => {
		const head = n === 0 ? id.padEnd(ID) + section.padEnd(SECTION) : ' '.repeat(ID + SECTION);
		return (head + line).trimEnd();
	});
}

function wrap(text: string, width: number): string[] {
	const lines: string[] = [];
	for (const word of text.split(' ')) {
		const last = lines.pop();
		if (last === undefined) lines.push(word);
		else if (last.length + 1 + word.length <= width) lines.push(`${last} ${word}`);
		else lines.push(last, `  ${word}`);
	}

	return lines;
}
