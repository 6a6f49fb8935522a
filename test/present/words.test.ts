import {describe, expect, it} from 'vitest';
import {DEFAULT_OPTIONS, SYSCTLS} from '../../src/host/index.js';
import {fill, ruleSentence, wordsFor} from '../../src/present/index.js';
import {ALSO_ZH} from '../../src/present/words/rules-zh.js';
import {RULES, type RuleId} from '../../src/tcp/index.js';

const braces = (template: string): string[] => [...template.matchAll(/\{(\w+)\}/g)].map(match => match[1] ?? '').sort();

/** Every string of a catalogue by its path. */
function leaves(words: object, path = ''): [string, string][] {
	return Object.entries(words).flatMap(([key, value]): [string, string][] =>
		typeof value === 'string' ? [[`${path}${key}`, value]] : leaves(value as object, `${path}${key}.`),
	);
}

describe('the catalogue', () => {
	const english = new Map(leaves(wordsFor('en')));
	const chinese = new Map(leaves(wordsFor('zh')));

	it('has the same values in braces in both languages', () => {
		const differing = [...english].filter(([path, template]) => {
			const other = chinese.get(path);
			return other === undefined || braces(other).join() !== braces(template).join();
		});
		expect(differing).toEqual([]);
	});

	it('is empty in Chinese only where it is empty in English', () => {
		const empty = (words: Map<string, string>) => [...words].filter(([, s]) => s.trim() === '').map(([path]) => path);
		expect(empty(chinese)).toEqual(empty(english));
	});

	it('is Chinese where it says so, but for names that stay', () => {
		const sentences = [...chinese].filter(([, template]) => / \w+ \w+ \w+ /.test(template));
		expect(sentences.filter(([, template]) => !/[\u4e00-\u9fff]/.test(template))).toEqual([]);
	});
});

describe('where a rule is written', () => {
	it('is said in Chinese too, where words stand beside the numbers', () => {
		const english = Object.entries<{readonly section: string; readonly also?: string}>(RULES).filter(
			([, {also = ''}]) => /[A-Za-z’]{2,} [a-z’]{2,}/.test(also),
		);
		expect(english.length).toBeGreaterThan(10);
		expect(english.map(([rule]) => rule).filter(rule => ALSO_ZH[rule as RuleId] === undefined)).toEqual([]);
	});
});

describe('what options do', () => {
	it('is told of every sysctl in both languages, and of none that is not there', () => {
		expect(Object.keys(wordsFor('zh').options.sysctls).sort()).toEqual(Object.keys(SYSCTLS).sort());
		expect(Object.keys(wordsFor('zh').options.sockets)).toEqual(Object.keys(DEFAULT_OPTIONS));
		expect(Object.keys(wordsFor('en').options.sockets)).toEqual(Object.keys(DEFAULT_OPTIONS));
	});
});

describe('the rules’ sentences', () => {
	it('name the same values in both languages', () => {
		const ids = Object.keys(RULES) as RuleId[];
		const differing = ids.filter(id => braces(ruleSentence(id, 'en')).join() !== braces(ruleSentence(id, 'zh')).join());
		expect(differing).toEqual([]);
	});
});

describe('fill', () => {
	it('puts values in, and leaves a gap that has none to be seen', () => {
		expect(fill('{a} and {b}', {a: 1})).toBe('1 and {b}');
		expect(fill('nothing to fill')).toBe('nothing to fill');
	});

	it('says one octet, and eleven octets', () => {
		expect(fill('{n} octets are taken.', {n: 1})).toBe('1 octet is taken.');
		expect(fill('{n} octets are taken.', {n: 11})).toBe('11 octets are taken.');
		expect(fill('{n} retransmissions (R1)', {n: 1})).toBe('1 retransmission (R1)');
	});
});
