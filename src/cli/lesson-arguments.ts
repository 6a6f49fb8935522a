/** The command line of `tcp-lab lesson`. */

import {type Command, Option} from 'commander';
import type {Lang} from '../present/index.js';
import type {ScreenOptions} from './screen-options.js';
import {langOf, type Surroundings} from './surroundings.js';
import type {CliWords} from './words.js';

type Given = {
	readonly words: CliWords;
	readonly around: Surroundings;
	readonly done: (code: number) => void;
	readonly langOption: Option;
	readonly asciiOption: Option;
};

type Options = {readonly lang?: Lang};

type LessonOptions = Omit<ScreenOptions, 'lang'> & {
	readonly list?: boolean;
	readonly progress?: boolean;
	readonly export?: boolean;
	readonly reset?: boolean;
};

/** What is rarely asked for is loaded when it is. */
const load = () => import('./lesson-command.js');

export function addLessonCommands(program: Command, {words, around, done, langOption, asciiOption}: Given): void {
	const lang = (command: Command): Lang => command.optsWithGlobals<Options>().lang ?? langOf(around.env);
	const lesson = program
		.command('lesson [id]')
		.description(words.lesson, {id: words.lessonId})
		.allowExcessArguments(false)
		.helpOption('-h, --help', words.help)
		.addOption(new Option('--list', words.lessonList))
		.addOption(new Option('--progress', words.lessonProgress))
		.addOption(new Option('--export', words.lessonExport))
		.addOption(new Option('--reset', words.lessonReset))
		.addOption(langOption)
		.addOption(asciiOption)
		.addOption(new Option('--no-color', words.noColor))
		.action(async (id: string | undefined) => {
			const {list, progress, export: exports, reset, ...screen} = lesson.optsWithGlobals<LessonOptions>();
			const options = {...screen, lang: lang(lesson)};
			const {exportProgress, listLessons, listProgress, resetProgress} = await load();
			if (list) done(await listLessons(options.lang, around));
			else if (progress) done(await listProgress(options.lang, around));
			else if (exports) done(await exportProgress(options.lang, around));
			else if (reset) done(resetProgress(id ?? null, options.lang));
			else {
				const {openLab} = await import('./screen-command.js');
				done(await openLab({...options, ...(id === undefined ? {lessons: true} : {lesson: id})}, around));
			}
		});

	const check = lesson
		.command('check [files...]')
		.description(words.lessonCheck, {files: words.lessonId})
		.helpOption('-h, --help', words.help)
		.addOption(new Option('--all', words.lessonAll))
		.addOption(new Option('-v, --verbose', words.lessonVerbose))
		.addOption(langOption)
		.action(async (files: string[]) => {
			const {checkLessons} = await load();
			const {all = false, verbose = false} = check.opts<{all?: boolean; verbose?: boolean}>();
			done(await checkLessons(files, {all, verbose, lang: lang(check)}, around));
		});

	const fresh = lesson
		.command('new [file]')
		.description(words.lessonNew)
		.helpOption('-h, --help', words.help)
		.addOption(langOption)
		.action(async (file: string | undefined) => {
			const {newLesson} = await load();
			done(newLesson(file ?? null, lang(fresh), around));
		});
}
