/** The command line of `tcp-lab lesson`. */

import {type Command, Option} from 'commander';
import type {Lang} from '../present/index.js';
import {langOf, type Surroundings} from './surroundings.js';
import type {CliWords} from './words.js';

type Given = {
	readonly words: CliWords;
	readonly around: Surroundings;
	readonly done: (code: number) => void;
	readonly langOption: Option;
};

type Options = {readonly lang?: Lang};

/** What is rarely asked for is loaded when it is. */
const load = () => import('./lesson-command.js');

export function addLessonCommands(program: Command, {words, around, done, langOption}: Given): void {
	const lang = (command: Command): Lang => command.optsWithGlobals<Options>().lang ?? langOf(around.env);
	const lesson = program
		.command('lesson [id]')
		.description(words.lesson, {id: words.lessonId})
		.helpOption('-h, --help', words.help)
		.addOption(new Option('--list', words.lessonList))
		.addOption(langOption)
		.action(async () => {
			const {listLessons} = await load();
			done(await listLessons(lang(lesson), around));
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
