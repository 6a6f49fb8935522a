/** `tcp-lab run FILE.pkt…`: packetdrill scripts, and folders of them, without a screen. */

import {type Dirent, existsSync, readdirSync, statSync} from 'node:fs';
import {ParseError} from '../format/parse-error.js';
import type {ScriptRun} from '../packetdrill/index.js';
import {fill} from '../present/index.js';
import {junitLines} from './junit.js';
import {fileOutput, isSameFile, streamOutput} from './output.js';
import {FAILED, OK, Problem, WRONG} from './problem.js';
import {type RunOptions, refuse, type ScriptOptions} from './run-options.js';
import {readNamed, sourceOf} from './scenario-files.js';
import type {ScriptResult} from './script-result.js';
import type {Surroundings} from './surroundings.js';
import {tapLines} from './tap.js';
import {type CliWords, cliWords, whyNot} from './words.js';

const isFolder = (name: string): boolean => existsSync(name) && statSync(name).isDirectory();

/** A script by its name, or a folder, in which scripts are looked for. */
export const isScript = (name: string): boolean => name.endsWith('.pkt') || isFolder(name);

/** @returns the exit code: 0 all passed, 1 one did not, 2 one could not be read or was stopped */
export async function runScripts(
	names: readonly string[],
	options: RunOptions & ScriptOptions,
	around: Surroundings,
): Promise<number> {
	const words = cliWords(options.lang);
	const {format, output: to = '-', lang, quiet = false} = options;
	if (format !== 'text' && format !== 'tap' && format !== 'junit')
		throw new Problem(fill(words.scriptFormat, {format}));
	refuse(['stream', 'vantage', 'theme', 'draw', 'size', 'seed'], options, words);
	const paths = names.flatMap(name => (isFolder(name) ? scriptsIn(name, words) : [name]));
	if (paths.length === 0) throw new Problem(fill(words.noScripts, {path: names.join(', ')}));
	if (paths.some(path => isSameFile(path, to))) throw new Problem(fill(words.sameFile, {path: to}));
	const {scriptWords} = await import('../packetdrill/index.js');
	const results: ScriptResult[] = [];
	const output = to === '-' ? streamOutput(around.stdout, words) : fileOutput(to, words);
	for (const path of paths) {
		const result = await runOne(path, options, words);
		results.push(result);
		if (format !== 'text') continue;
		if (result.outcome === 'passed') {
			if (!quiet) output.lines(result.lines);
			continue;
		}

		output.flush();
		around.stderr.write(`${result.lines.join('\n')}\n`);
	}

	if (format === 'tap') output.lines(tapLines(results));
	else if (format === 'junit') output.lines(junitLines(results));
	else if (paths.length > 1) {
		const said = scriptWords(lang);
		const passed = results.filter(({outcome}) => outcome === 'passed').length;
		const broken = results.filter(({outcome}) => outcome === 'unreadable').length;
		output.lines([fill(broken === 0 ? said.summary : said.summaryBroken, {passed, count: results.length, broken})]);
	}

	await output.finish();
	if (results.some(({outcome}) => outcome === 'unreadable')) return WRONG;
	return results.some(({outcome}) => outcome === 'failed') ? FAILED : OK;
}

/** All scripts in a folder, and in those within it, by name. @throws Problem where there is more than can be looked through */
function scriptsIn(folder: string, words: CliWords): readonly string[] {
	const found: string[] = [];
	const open = [folder.replace(/\/+$/, '') || '/'];
	for (let seen = 0; open.length > 0; ) {
		const path = open.shift() ?? '';
		const entries = entriesOf(path, path === folder, words);
		seen += entries.length;
		if (seen > MOST_ENTRIES) throw new Problem(fill(words.unreadable, {path: folder, why: words.tooMuch}));
		for (const entry of entries) {
			const inner = `${path === '/' ? '' : path}/${entry.name}`;
			if (entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules') open.push(inner);
			else if (entry.isFile() && entry.name.endsWith('.pkt')) found.push(inner);
		}
	}

	return found.sort();
}

/** More than any suite has, and looked through in a moment. */
const MOST_ENTRIES = 20_000;

/** One within the folder that may not be read has nothing for us. */
function entriesOf(path: string, wanted: boolean, words: CliWords): readonly Dirent[] {
	try {
		return readdirSync(path, {withFileTypes: true});
	} catch (error) {
		if (!wanted) return [];
		throw new Problem(fill(words.unreadable, {path, why: whyNot(error, words)}));
	}
}

async function runOne(
	path: string,
	{
		lang,
		profile,
		exact = false,
		maxEvents,
		allowMore = false,
		define = [],
		verbose = false,
	}: RunOptions & ScriptOptions,
	words: CliWords,
): Promise<ScriptResult> {
	const {failedLines, hasPassed, logText, passedLine, readScript, runScript} = await import('../packetdrill/index.js');
	const named = readNamed(path, words);
	try {
		const script = readScript(sourceOf(named, words), definesIn(define, words));
		const run: ScriptRun = runScript(script, {
			profile: profile ?? null,
			exact,
			moreMayCome: allowMore,
			...(maxEvents !== undefined && {mostEvents: maxEvents}),
		});
		const log = verbose ? run.log.map(logText) : [];
		const passed = hasPassed(run);
		const lines = [...log, ...(passed ? [passedLine(run, lang)] : failedLines(run, lang))];
		return {
			path,
			lines,
			outcome: passed ? 'passed' : run.stopped ? 'unreadable' : 'failed',
			seconds: run.took / 1e6,
		};
	} catch (error) {
		if (!(error instanceof ParseError)) throw error;
		return {path, lines: error.message.split('\n'), outcome: 'unreadable', seconds: 0};
	}
}

function definesIn(given: readonly string[], words: CliWords): ReadonlyMap<string, string> {
	return new Map(
		given.map(one => {
			const [, name = '', value = '1'] = /^([A-Za-z_]\w*)(?:=(.*))?$/.exec(one) ?? [];
			if (name === '') throw new Problem(fill(words.badDefine, {what: one}));
			return [name, value.replace(/^"(.*)"$/, '$1')] as const;
		}),
	);
}
