/** A run for people: the ladder with its reasons, then what was expected and did not come. */

import type {ProfileName} from '../host/index.js';
import {fill, type Lang, ladderText, ruleSentence, type Style, safe} from '../present/index.js';
import {citation} from '../tcp/index.js';
import type {Verdict} from './judge.js';
import {excerpt, where} from './parse-error.js';
import type {Run} from './player.js';

/** `lost.yaml:12:8: expected …, got …`, the line with a caret, the rule that decided and where it is written. */
export function verdictText(run: Run, {expectation, expected, got, decided}: Verdict): string {
	const {source} = run.scenario;
	return [
		`${where(source, expectation.place)}: expected ${expected}, got ${got}`,
		excerpt(source, expectation.place),
		...(decided === null
			? []
			: [
					`decided at ${(decided.at / 1e6).toFixed(3)} s by ${decided.host}: ${decided.rule}, ${citation(decided.rule)}`,
					`  ${fill(ruleSentence(decided.rule, 'en'), decided.values)}`,
				]),
	].join('\n');
}

type ReportStyle = Style & {readonly width: number};

/** Title, why, every step. */
export function reportLines(run: Run, {width, ...style}: ReportStyle): string[] {
	const {title, why} = run.scenario;
	return [
		safe(title[style.lang], style),
		...(why === '' ? [] : why.split('\n').map(line => `  ${safe(line, style)}`)),
		`  ${settingsLine(run.setup.profile, run.setup.seed, run.setup.switches)}`,
		'',
		...ladderText(run.entries, width, style),
	];
}

const settingsLine = (profile: ProfileName, seed: number, switches: readonly string[]): string =>
	[`profile ${profile}`, `seed ${seed}`, ...switches.map(name => `switch ${name}`)].join(' · ');

/** One line at the end: how many expectations there were, and how many held. */
export function summaryLine(verdicts: readonly Verdict[], lang: Lang): string {
	const held = verdicts.filter(verdict => verdict.held).length;
	if (lang === 'zh') return `期望 ${verdicts.length} 条，成立 ${held} 条`;
	return `${held} of ${verdicts.length} expectations held`;
}
