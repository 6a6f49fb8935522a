import {fileURLToPath} from 'node:url';
import {afterAll, describe, expect, it} from 'vitest';
import {type Case, casesOf, ourTrace} from './cases.js';
import {differences} from './compare.js';
import {NOT_YET} from './not-yet.js';

const folder = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

describe.each([
	['recorded scenarios', await casesOf(folder('scenarios'))],
	['questions of our own', await casesOf(folder('questions'))],
])('%s', (what, cases) => {
	const agreed = new Set<Case>();

	afterAll(() => console.info(`${what}: agree ${agreed.size} of ${cases.length}`));

	for (const one of cases) {
		const test = one.name in NOT_YET ? it.fails : it;
		test(`${one.name}: ${one.scenario.title.en}`, () => {
			expect(differences(one.kernel, ourTrace(one)).map(({text}) => text)).toEqual([]);
			agreed.add(one);
		});
	}
});

describe('the list of what does not agree yet', () => {
	it('names only what is there', async () => {
		const names = [...(await casesOf(folder('scenarios'))), ...(await casesOf(folder('questions')))].map(
			one => one.name,
		);
		expect(Object.keys(NOT_YET).filter(name => !names.includes(name))).toEqual([]);
	});
});
