/** The catalogue: everything that a person reads, in every language. */

import {RULES, type RuleId} from '../../tcp/state/rules.js';
import type {Lang} from '../line.js';
import {en} from './en.js';
import {RULES_ZH} from './rules-zh.js';
import type {Words} from './shape.js';
import {zh} from './zh.js';

export type {Words};

/** All words for one reader. */
export const wordsFor = (lang: Lang): Words => (lang === 'zh' ? zh : en);

/** The template with its `{name}`s filled; a name without a value stays as it is, so that the gap is seen. */
export function fill(template: string, values: Readonly<Record<string, string | number>> | null = null): string {
	if (values === null || !template.includes('{')) return template;
	const filled = template.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
	return filled.replace(ONE, (_, noun: string, verb = '') => `1 ${noun}${SINGULAR[verb.trim()] ?? verb}`);
}

/** English nouns and verbs that the catalogue has in the plural. */
const ONE = /(?<![\d.])1 (octet|input|retransmission|connection|segment|packet)s( are| wait| have)?(?!\w)/g;
const SINGULAR: Readonly<Record<string, string>> = {are: ' is', wait: ' waits', have: ' has'};

/** A rule's sentence, with `{values}` unfilled. */
export const ruleSentence = (id: RuleId, lang: Lang): string => (lang === 'zh' ? RULES_ZH[id] : RULES[id].says);
