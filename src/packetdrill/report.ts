/** What a run says: a line when it has passed, and the whole story when it has not. */

import {excerpt, where} from '../format/parse-error.js';
import {fill, type Lang, ruleSentence} from '../present/index.js';
import {citation} from '../tcp/index.js';
import {scriptWords} from './language/words.js';
import type {Decided, Failure, LogLine} from './machine/outcome.js';
import {timeText} from './packets/notation.js';
import type {ScriptRun} from './run-script.js';

/** Lines before the one that failed. */
const LINES_BEFORE = 8;

export const hasPassed = ({failure, stopped}: ScriptRun): boolean => failure === null && stopped === null;

/** `passed: file.pkt · 12 lines, 0.35 s`, with what could not be mapped. */
export function passedLine(run: ScriptRun, lang: Lang): string {
	const words = scriptWords(lang);
	const {script, took} = run;
	const lines = fill(words.lines, {count: script.events.length, time: (took / 1e6).toFixed(3)});
	return [`${words.passed} ${script.source.path} · ${lines}`, ...notesText(run, lang)].join(' · ');
}

/** What could not be mapped, in words; empty: all could. */
export function notesText({notes, warnings}: ScriptRun, lang: Lang): readonly string[] {
	const words = scriptWords(lang);
	return [...(notes.length === 0 ? [] : [fill(words.notMapped, {what: notes.join(', ')})]), ...warnings];
}

/** What went wrong: place, field, both packets, the rule that decided, and what came before. */
export function failedLines(run: ScriptRun, lang: Lang): readonly string[] {
	const words = scriptWords(lang);
	const {script, failure, stopped, log} = run;
	const before = log.slice(-LINES_BEFORE).map(line => logText(line));
	if (stopped !== null) {
		const {place, most} = stopped;
		return [`${where(script.source, place)}: ${fill(words.stopped, {most})}`, excerpt(script.source, place), ...before];
	}

	if (failure === null) return [];
	const {place, field, expected, got} = failure;
	return [
		`${where(script.source, place)}: ${fill(words.differs, {field, expected, got})}`,
		excerpt(script.source, place),
		...pair(failure, lang),
		...decidedLines(failure.decided, lang),
		...(before.length === 0 ? [] : [words.before, ...before]),
		...notesText(run, lang),
	];
}

/** What is said of it beside its line: the field, and both packets. */
export function failureSays(failure: Failure, lang: Lang): readonly string[] {
	const {field, expected, got, wanted, actual} = failure;
	const words = scriptWords(lang);
	return [
		fill(words.differs, {field, expected, got}),
		...(wanted === null || actual === null ? [] : [`${words.actual} ${actual}`]),
	];
}

function pair({wanted, actual}: Failure, lang: Lang): readonly string[] {
	const words = scriptWords(lang);
	const width = Math.max(words.expected.length, words.actual.length);
	return [
		...(wanted === null ? [] : [`  ${words.expected.padEnd(width)} ${wanted}`]),
		...(actual === null ? [] : [`  ${words.actual.padEnd(width)} ${actual}`]),
	];
}

function decidedLines(decided: Decided | null, lang: Lang): readonly string[] {
	if (decided === null) return [];
	const {rule, values, at} = decided;
	return [
		`  ${fill(scriptWords(lang).decided, {time: timeText(at), rule, citation: citation(rule)})}`,
		`    ${fill(ruleSentence(rule, lang), values)}`,
	];
}

/** `   12   0.100000 > . 1:1(0) ack 1001 win 229` */
export const logText = ({at, text, line}: LogLine): string =>
	`  ${line === null ? '' : `${line}`.padStart(4)}${line === null ? '    ' : ''} ${timeText(at).padStart(11)} ${text}`;
