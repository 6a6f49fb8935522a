/** `tcp-lab run FILE…`: scenarios without a screen, and captures. */

import {capabilities} from '../edge/capabilities.js';
import {captureKind} from '../format/capture.js';
import type {Run, Scenario, Source, Vantage, Verdict} from '../format/index.js';
import {VANTAGES} from '../format/sightings.js';
import {HOST_NAMES, type HostName} from '../host/index.js';
import {type History, parseSession} from '../lab/index.js';
import {fill, type Style} from '../present/index.js';
import {fileOutput, isSameFile, type Output, streamOutput} from './output.js';
import {FAILED, OK, Problem, signed, WRONG} from './problem.js';
import {recorded} from './recorded.js';
import {isPicture, type RunOptions, refuse, type ScriptOptions} from './run-options.js';
import {writePicture} from './run-picture.js';
import {isScript, runScripts} from './run-scripts.js';
import {builtIns, headOf, type Octets, readNamed, sourceOf} from './scenario-files.js';
import type {Surroundings} from './surroundings.js';
import {versionOf} from './version.js';
import {type CliWords, cliWords} from './words.js';

/** What is to be run, as it was read. */
type Job =
	| {readonly kind: 'scenario'; readonly scenario: Scenario}
	| {readonly kind: 'session'; readonly path: string; readonly history: History}
	| {readonly kind: 'recording'; readonly file: Octets};

/** Options that only packetdrill scripts look at. */
const UNHEARD_OF_RUNS = ['exact', 'allowMore', 'maxEvents', 'define', 'verbose'] as const;

/** Options of pictures, each with the formats that look at it. */
const DRAWN_BY: readonly (readonly ['theme' | 'draw' | 'size', readonly RunOptions['format'][]])[] = [
	['theme', ['svg', 'html', 'mermaid']],
	['draw', ['svg', 'html', 'txt']],
	['size', ['txt', 'cast']],
];

/** @returns the exit code: the worst of the files' */
export async function run(
	files: readonly string[],
	options: RunOptions & ScriptOptions,
	around: Surroundings,
): Promise<number> {
	const words = cliWords(options.lang);
	if (options.list === true) return list(options, around, words);
	if (files.length === 0) throw new Problem(words.noFiles);
	if (files.every(isScript)) return runScripts(files, options, around);
	if (files.some(isScript)) throw new Problem(words.mixed);
	if (options.format === 'tap' || options.format === 'junit')
		throw new Problem(fill(words.forScripts, {format: options.format}));

	const jobs = await readAll(files, around, words);
	if (jobs === null) return WRONG;
	checkOptions(jobs, options, around, words);
	refuse(UNHEARD_OF_RUNS, options, words);
	if (jobs.every(job => job.kind === 'recording')) refuse(['profile', 'seed'], options, words);
	refuse(
		DRAWN_BY.filter(([, formats]) => !formats.includes(options.format)).map(([name]) => name),
		options,
		words,
	);

	const output = outputFor(options, files, around, words);
	let code = OK;
	for (const [index, job] of jobs.entries()) {
		const isFirst = index === 0;
		const ended =
			job.kind === 'scenario'
				? await runScenario(job.scenario, output, options, around, isFirst)
				: job.kind === 'session'
					? await writeScript(job.history, job.path, output, options)
					: await showRecording(job.file, output, options, around, words, isFirst);
		code = Math.max(code, ended);
	}

	await output.finish();
	return code;
}

/** @throws Problem for what cannot be written of these */
function checkOptions(
	jobs: readonly Job[],
	{format, vantage, stream, output = '-'}: RunOptions,
	{stdout}: Surroundings,
	words: CliWords,
): void {
	const recording = jobs.find(job => job.kind === 'recording');
	if (recording !== undefined && format !== 'text')
		throw new Problem(fill(words.textOnly, {path: recording.file.path}));
	if (format === 'pkt') {
		if (jobs.length > 1) throw new Problem(words.oneScript);
		if (vantage !== undefined && !isHost(vantage)) throw new Problem(fill(words.noHost, {name: vantage}));
		return;
	}

	const session = jobs.find(job => job.kind === 'session');
	if (session !== undefined) throw new Problem(fill(words.sessionAsScript, {path: session.path}));
	if (isPicture(format) && jobs.length > 1) throw new Problem(fill(words.onePicture, {format}));
	if (format === 'pcapng') {
		if (jobs.length > 1) throw new Problem(words.oneRun);
		if (output === '-' && stdout.isTTY) throw new Problem(words.binary);
	}

	const isSeen = format === 'pcapng' ? isVantage(vantage) : recording !== undefined;
	if (stream !== undefined && recording === undefined) throw new Problem(words.noRecording);
	if (vantage !== undefined && !isSeen) throw new Problem(fill(words.noVantage, {name: vantage}));
}

const isHost = (name: string | undefined): name is HostName => HOST_NAMES.some(host => host === name);

/** A script for one end; the server's where none is named. */
async function writeScript(
	{start, entries}: Pick<Run, 'start' | 'entries'>,
	title: string,
	output: Output,
	{vantage}: RunOptions,
): Promise<number> {
	const {exportScript} = await import('../packetdrill/index.js');
	const application = `tcp-lab ${versionOf()}`;
	const {text} = exportScript(start, entries, {vantage: isHost(vantage) ? vantage : 'server', title, application});
	output.lines([text.trimEnd()]);
	return OK;
}

const isVantage = (name: string | undefined): name is Vantage => VANTAGES.some(vantage => vantage === name);

async function runScenario(
	scenario: Scenario,
	output: Output,
	options: RunOptions,
	around: Surroundings,
	isFirst: boolean,
): Promise<number> {
	const {judge, play, verdictText} = await import('../format/index.js');
	const played = play(scenario, {profile: options.profile ?? null, seed: options.seed ?? null});
	const verdicts = judge(played);
	await report(output, played, verdicts, options, around, !isFirst);
	const failed = verdicts.filter(verdict => !verdict.held);
	// The ladder first, then what was wrong with it.
	output.flush();
	for (const verdict of failed) around.stderr.write(`${verdictText(played, verdict)}\n`);
	return failed.length === 0 ? OK : FAILED;
}

async function showRecording(
	file: Octets,
	output: Output,
	options: RunOptions,
	around: Surroundings,
	words: CliWords,
	isFirst: boolean,
): Promise<number> {
	const {lines, broken} = await recorded(file, options, await styleOf(options, around), words);
	if (options.quiet !== true) output.lines([...(isFirst ? [] : ['']), ...lines]);
	if (broken === null) return OK;
	output.flush();
	around.stderr.write(`${signed(broken)}\n`);
	return WRONG;
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
): Promise<readonly Job[] | null> {
	const {ParseError} = await import('../format/index.js');
	const jobs: Job[] = [];
	for (const name of files) {
		try {
			const file = readNamed(name, words);
			if (captureKind(file.octets) !== null || isNamedCapture(file.path)) jobs.push({kind: 'recording', file});
			else jobs.push(await textJob(sourceOf(file, words), words));
		} catch (error) {
			if (error instanceof ParseError) around.stderr.write(`${error.message}\n`);
			else if (error instanceof Problem) around.stderr.write(`${signed(error.message)}\n`);
			else throw error;
		}
	}

	return jobs.length === files.length ? jobs : null;
}

const isNamedCapture = (path: string): boolean => /\.p?cap(?:ng)?$/i.test(path);

/** A session file begins with its own mark; everything else is a scenario. */
async function textJob(source: Source, words: CliWords): Promise<Job> {
	const {parseScenario} = await import('../format/index.js');
	if (!/^\s*\{\s*"tcp-lab"/.test(source.text)) return {kind: 'scenario', scenario: await parseScenario(source)};
	const read = parseSession(source.text);
	if (!('error' in read)) return {kind: 'session', path: source.path, history: read.history};
	const {line, reason} = read.error;
	throw new Problem(fill(reason === 'version' ? words.laterSession : words.noSession, {path: source.path, line}));
}

async function report(
	output: Output,
	played: Run,
	verdicts: readonly Verdict[],
	options: RunOptions,
	around: Surroundings,
	again: boolean,
): Promise<void> {
	const {captureOf, reportLines, summaryLine, traceLines} = await import('../format/index.js');
	if (options.format === 'pcapng') {
		const title = played.scenario.title[options.lang];
		const application = `tcp-lab ${versionOf()}`;
		const vantage = isVantage(options.vantage) ? options.vantage : null;
		output.octets(captureOf(played.facts, played.end, {vantage, title, application, lang: options.lang}).octets);
		return;
	}

	if (options.format === 'pkt') {
		await writeScript(played, played.scenario.title.en, output, options);
		return;
	}

	if (options.quiet === true) return;
	if (options.format === 'jsonl') {
		output.lines(traceLines(played));
		return;
	}

	const style = await styleOf(options, around);
	if (isPicture(options.format)) {
		await writePicture(played, options.format, options, style, output);
		return;
	}

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
