/**
 * The command line: what may be said, and which file does it.
 *
 * commander and not cac: it types its options, knows near-misses and choices, and hands every error over as a value, so
 * that each can be one sentence with exit code 2.
 */

import {Command, CommanderError, InvalidArgumentError, Option} from 'commander';
import {nearest} from '../format/nearest.js';
import {DRAWINGS, THEMES} from '../format/pictures/story.js';
import {PROFILE_NAMES} from '../host/index.js';
import {fill, type Lang} from '../present/index.js';
import {commandError} from './command-errors.js';
import {addLessonCommands} from './lesson-arguments.js';
import {FAILED, OK, Problem, signed, WRONG} from './problem.js';
import {PICTURES, type RunOptions, type ScriptOptions} from './run-options.js';
import type {ScreenOptions} from './screen-options.js';
import {langOf, type Surroundings} from './surroundings.js';
import {versionOf} from './version.js';
import {bugText, type CliWords, cliWords} from './words.js';

const LANGS = ['en', 'zh'] as const satisfies readonly Lang[];
const FORMATS = [
	'text',
	'jsonl',
	'pcapng',
	'pkt',
	...PICTURES,
	'tap',
	'junit',
] as const satisfies readonly RunOptions['format'][];

/** Does what the arguments say. @returns the exit code; it never ends the process itself */
export async function main(args: readonly string[], around: Surroundings): Promise<number> {
	const words = cliWords(langGiven(args) ?? langOf(around.env));
	let code = OK;
	const program = commandLine(words, around, done => {
		code = done;
	});
	try {
		await program.parseAsync(args, {from: 'user'});
		return code;
	} catch (error) {
		if (error instanceof CommanderError) {
			if (error.exitCode === 0) return OK;
			around.stderr.write(`${signed(commandError(error.message, words))}\n`);
			return WRONG;
		}

		if (error instanceof Problem) {
			around.stderr.write(`${signed(error.message)}\n`);
			return WRONG;
		}

		around.stderr.write(`${bugText(error, around.env, words)}\n`);
		return FAILED;
	}
}

/** Help and errors come before options are read, so the language is looked up by itself. */
const langGiven = (args: readonly string[]): Lang | null => {
	const at = args.findIndex(arg => arg === '--lang' || arg.startsWith('--lang='));
	const given = at < 0 ? undefined : args[at]?.includes('=') ? args[at]?.slice('--lang='.length) : args[at + 1];
	return LANGS.find(lang => lang === given) ?? null;
};

function commandLine(words: CliWords, around: Surroundings, done: (code: number) => void): Command {
	const langOption = new Option('--lang <lang>', words.lang).choices(LANGS);
	const profileOption = new Option('--profile <profile>', words.profile).choices(PROFILE_NAMES);
	const seedOption = new Option('--seed <n>', words.seed).argParser(seedFrom(words));
	const asciiOption = new Option('--ascii', words.ascii);

	const program = new Command('tcp-lab')
		.description(words.about)
		.exitOverride()
		.configureOutput({
			writeOut: text => void around.stdout.write(text),
			// What commander would print comes back as an error, and is said there.
			writeErr: () => {},
		})
		.configureHelp({
			styleTitle: title => titles(words)[title] ?? title,
			styleOptionDescription: text => text.replace('(choices: ', words.choices).replace(' default: ', words.byDefault),
		})
		.enablePositionalOptions()
		.helpOption('-h, --help', words.help)
		.helpCommand(false)
		.addOption(new Option('--scenario <file>', words.scenario))
		.addOption(new Option('--lesson <id>', words.lessonOption).conflicts('scenario'))
		.addOption(profileOption)
		.addOption(langOption)
		.addOption(seedOption)
		.addOption(asciiOption)
		.addOption(new Option('--no-color', words.noColor))
		.addOption(new Option('-V, --version', words.version))
		.allowExcessArguments()
		.action(async () => {
			const options = program.opts<ScreenOptions & {version?: boolean; lang?: Lang}>();
			if (options.version === true) {
				around.stdout.write(`${versionOf()}\n`);
				return;
			}

			const [unknown] = program.args;
			if (unknown !== undefined) throw new Problem(unknownCommand(unknown, words));
			const {openLab} = await import('./screen-command.js');
			done(await openLab({...options, lang: options.lang ?? langOf(around.env)}, around));
		});

	const run = program
		.command('run [files...]')
		.description(words.run, {files: words.files})
		.helpOption('-h, --help', words.help)
		.addOption(profileOption)
		.addOption(new Option('--format <format>', words.format).choices(FORMATS).default('text'))
		.addOption(new Option('-o, --output <file>', words.output))
		.addOption(new Option('--vantage <place>', words.vantage))
		.addOption(new Option('--theme <theme>', words.theme).choices(THEMES))
		.addOption(new Option('--draw <what>', words.draw).choices(DRAWINGS))
		.addOption(new Option('--size <columns>x<rows>', words.size).argParser(sizeFrom(words)))
		.addOption(new Option('--stream <n>', words.stream).argParser(streamFrom(words)))
		.addOption(seedOption)
		.addOption(langOption)
		.addOption(asciiOption)
		.addOption(new Option('-q, --quiet', words.quiet))
		.addOption(new Option('--list', words.list))
		.addOption(new Option('-v, --verbose', words.verbose))
		.addOption(new Option('--exact', words.exact))
		.addOption(new Option('--allow-more', words.allowMore))
		.addOption(new Option('--max-events <n>', words.maxEvents).argParser(countFrom(words)))
		.addOption(new Option('-D, --define <name=value>', words.define).argParser(gathered))
		.action(async (files: string[]) => {
			const options = run.optsWithGlobals<RunOptions & ScriptOptions & {lang?: Lang}>();
			const {run: runFiles} = await import('./run-command.js');
			done(await runFiles(files, {...options, lang: options.lang ?? langOf(around.env)}, around));
		});
	addLessonCommands(program, {words, around, done, langOption, asciiOption});
	return program;
}

const titles = (words: CliWords): Readonly<Record<string, string>> => ({
	'Usage:': words.usage,
	'Arguments:': words.arguments,
	'Options:': words.options,
	'Commands:': words.commands,
});

/** Given again and again; one at a time, so that it does not take the files behind it. */
const gathered = (given: string, before: readonly string[] = []): readonly string[] => [...before, given];

const seedFrom =
	(words: CliWords) =>
	(given: string): number => {
		const seed = Number(given);
		if (!/^\d{1,10}$/.test(given) || seed > 0xffff_ffff) throw new InvalidArgumentError(words.badSeed);
		return seed;
	};

const countFrom =
	(words: CliWords) =>
	(given: string): number => {
		if (!/^[1-9]\d{0,11}$/.test(given)) throw new InvalidArgumentError(words.badCount);
		return Number(given);
	};

const sizeFrom =
	(words: CliWords) =>
	(given: string): {columns: number; rows: number} => {
		const [, columns = 0, rows = 0] = (/^(\d{2,3})x(\d{2,3})$/.exec(given) ?? []).map(Number);
		if (columns < 60 || rows < 16) throw new InvalidArgumentError(words.badSize);
		return {columns, rows};
	};

const streamFrom =
	(words: CliWords) =>
	(given: string): number => {
		if (!/^\d{1,9}$/.test(given)) throw new InvalidArgumentError(words.badStream);
		return Number(given);
	};

function unknownCommand(name: string, words: CliWords): string {
	const near = nearest(name, ['run', 'lesson']);
	const hint = near === null ? '' : fill(words.didYouMean, {name: near});
	return fill(words.noSuchCommand, {name, hint});
}
