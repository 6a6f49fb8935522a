import {describe, expect, it} from 'vitest';
import {stateTerm} from '../../src/present/explain/terms-of.js';
import {GLOSSARY, TERMS} from '../../src/present/words/glossary.js';
import {meaningOf} from '../../src/present/words/meanings.js';
import {MECHANISMS, type Mechanism, mechanismOf} from '../../src/present/words/mechanisms.js';
import {termWords} from '../../src/present/words/terms.js';
import {RULES, type RuleId, STATES} from '../../src/tcp/index.js';

const CHINESE = /[\u4e00-\u9fff]/;
const mechanisms = Object.keys(MECHANISMS) as Mechanism[];

describe('what rules are for', () => {
	it('is told of every rule, by one mechanism each', () => {
		const ids = Object.keys(RULES) as RuleId[];
		expect(ids.filter(id => mechanismOf(id) === null)).toEqual([]);
		const named = mechanisms.flatMap(each => MECHANISMS[each].rules as readonly RuleId[]);
		expect(named.filter((id, i) => named.indexOf(id) !== i)).toEqual([]);
	});

	it('is told in both languages, and where Linux does otherwise in both', () => {
		for (const each of mechanisms) {
			const en = meaningOf(each, 'en');
			const zh = meaningOf(each, 'zh');
			expect(en.why, each).toMatch(/^[A-Za-z].{30,}[.?]$/);
			expect(zh.why, each).toMatch(CHINESE);
			expect(en.why, each).not.toMatch(CHINESE);
			expect(zh.differs === undefined, each).toBe(en.differs === undefined);
			if (en.differs !== undefined) expect(`${en.differs} ${zh.differs}`, each).toMatch(/Linux.*Linux/s);
		}
	});
});

describe('the glossary', () => {
	it('has its words in both languages, one to three sentences, and where they are written', () => {
		expect(TERMS.length).toBeGreaterThanOrEqual(80);
		for (const id of TERMS) {
			const en = termWords(id, 'en');
			const zh = termWords(id, 'zh');
			expect(en.says.match(/[.?](?= |$)/g)?.length, id).toBeLessThanOrEqual(4);
			expect(en.says, id).not.toMatch(CHINESE);
			expect(zh.says, id).toMatch(CHINESE);
			expect(GLOSSARY[id].where, id).toMatch(/^RFC \d+ §\d/);
		}
		const names = TERMS.map(id => termWords(id, 'en').name.toLowerCase());
		expect(new Set(names).size).toBe(names.length);
	});

	it('leads from each word to others that exist, and never back to itself', () => {
		for (const id of TERMS) {
			const see: readonly string[] = GLOSSARY[id].see;
			expect(
				see.filter(other => !TERMS.some(term => term === other) || other === id),
				id,
			).toEqual([]);
			expect(see.length, id).toBeGreaterThan(0);
		}
	});

	it('has a word for each state', () => {
		expect(STATES.filter(state => stateTerm(state) === null)).toEqual([]);
	});
});
