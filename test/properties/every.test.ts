import {readdirSync, readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {NUMBERS, PROPERTIES} from './properties.js';

const here = new URL('.', import.meta.url);
const tests = readdirSync(here)
	.filter(name => name.endsWith('.test.ts'))
	.map(name => readFileSync(new URL(name, here), 'utf8'))
	.join('\n');
const bugs = new URL('../bugs/', import.meta.url);
const immune = readdirSync(bugs)
	.map(name => readFileSync(new URL(name, bugs), 'utf8'))
	.join('\n');

describe('the lists', () => {
	it('have 46 properties, each with tests of its own unless trials show it', () => {
		expect(NUMBERS).toEqual(Array.from({length: 46}, (_, i) => i + 1));
		const untold = NUMBERS.filter(n => PROPERTIES[n]?.shown !== 'trials' && !tests.includes(`property ${n}: `));
		expect(untold).toEqual([]);
	});

	it('have 25 known bugs, each with tests under its number', () => {
		const missing = Array.from({length: 25}, (_, i) => i + 1).filter(n => !new RegExp(`'bug ${n}[:,]`).test(immune));
		expect(missing).toEqual([]);
	});
});
