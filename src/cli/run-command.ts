/** `tcp-lab run FILE…`: scenarios without a screen. */

import {capabilities} from '../edge/capabilities.js';
import type {Run, Scenario, Verdict} from '../format/index.js';
import type {ProfileName} from '../host/index.js';
import {fill, type Lang, type Style} from '../present/index.js';
import {fileOutput, isSameFile, type Output, streamOutput} from './output.js';
import {FAILED, OK, Problem, signed, WRONG} from './problem.js';
import {builtIns, headOf, readScenario} from './scenario-files.js';
import type {Surroundings} from './surroundings.js';
import {type CliWords, cliWords} from './words.js';

export type RunOptions = {
	readonly lang: Lang;
	readonly profile?: ProfileName;
	readonly seed?: number;
	readonly format: 'text' | 'jsonl';
	readonly output?: string;
	readonly quiet?: boolean;
	readonly list?: boolean;
	readonly ascii?: boolean;
};

/** @returns the exit code: the worst of the files' */
export async function run(files: readonly string[], options: RunOptions, around: Surroundings): Promise<number> {
	const words = cliWords(options.lang);
	if (options.list === true) return list(options, around, words);
	if (files.length === 0) throw new Problem(words.noFiles);

	const {judge, play, verdictText} = await import('../format/index.js');
	const scenarios = await readAll(files, around, words);
	if (scenarios === null) return WRONG;

	const output = outputFor(options, files, around, words);
	let code = OK;
	for (const [index, scenario] of scenarios.entries()) {
		const played = play(scenario, {profile: options.profile ?? null, seed: options.seed ?? null});
		const verdicts = judge(played);
		await report(output, played, verdicts, options, around, index > 0);
		const failed = verdicts.filter(verdict => !verdict.held);
		if (failed.length > 0) code = FAILED;
		// The ladder first, then what was wrong with it.
		output.flush();
		for (const verdict of failed) around.stderr.write(`${verdictText(played, verdict)}\n`);
	}

	await output.finish();
	return code;
}

/** `-` is the standard output. @throws Problem for a file that is read too: to open it would empty it */
function outputFor(
	{output = '-'}: RunOptions,
	files: readonly string[],
	{stdout}: Surroundings,
	words: CliWords,
): Output {
	if (output === '-') return streamOutput(stdout, words);
	if (files.some(file => isSameFile(file, output))) throw new Problem(fill(words.sameFile, {path: output}));
	return fileOutput(output, words);
}

/** Null: at least one cannot be read, and what is wrong has been said. Nothing has run then. */
async function readAll(
	files: readonly string[],
	around: Surroundings,
	words: CliWords,
): Promise<readonly Scenario[] | null> {
	const {ParseError, parseScenario} = await import('../format/index.js');
	const scenarios: Scenario[] = [];
	for (const file of files) {
		try {
			scenarios.push(await parseScenario(readScenario(file, words)));
		} catch (error) {
			if (error instanceof ParseError) around.stderr.write(`${error.message}\n`);
			else if (error instanceof Problem) around.stderr.write(`${signed(error.message)}\n`);
			else throw error;
		}
	}

	return scenarios.length === files.length ? scenarios : null;
}

async function report(
	output: Output,
	played: Run,
	verdicts: readonly Verdict[],
	options: RunOptions,
	around: Surroundings,
	again: boolean,
): Promise<void> {
	if (options.quiet === true) return;
	const {reportLines, summaryLine, traceLines} = await import('../format/index.js');
	if (options.format === 'jsonl') {
		output.lines(traceLines(played));
		return;
	}

	const style = await styleOf(options, around);
	const summary = played.scenario.expect.length === 0 ? [] : ['', summaryLine(verdicts, options.lang)];
	output.lines([...(again ? [''] : []), ...reportLines(played, style), ...summary]);
}

/** As wide as the terminal; 100 where there is none. */
async function styleOf({lang, ascii = false}: RunOptions, {env, platform, stdout}: Surroundings) {
	const {textWidth} = await import('../edge/width.js');
	const {unicode} = capabilities({ascii}, {env, platform, stdinIsTty: true, stdoutIsTty: true});
	const style: Style = {lang, ascii: !unicode, numbers: 'relative', measure: textWidth};
	return {...style, width: Math.max(60, Math.min(stdout.isTTY ? (stdout.columns ?? 80) : 100, 140))};
}

async function list(options: RunOptions, around: Surroundings, words: CliWords): Promise<number> {
	const known = builtIns();
	const width = Math.max(...known.map(({name}) => name.length));
	const output = outputFor(options, [], around, words);
	output.lines(known.map(one => `${one.name.padEnd(width)}  ${headOf(one)[options.lang]}`));
	await output.finish();
	return OK;
}
