/** Lessons on disk: those that come with the program, and a teacher's. */

import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import type {Source} from '../format/index.js';
import {nearest} from '../format/nearest.js';
import {CHAPTER_IDS, type ChapterId} from '../lesson/chapters.js';
import {fill, type Lang} from '../present/index.js';
import {Problem} from './problem.js';
import {readFile, sourceOf} from './scenario-files.js';
import type {CliWords} from './words.js';

/** What the menu shows, read without the YAML package: it is there at once. */
export type LessonHead = {
	readonly id: string;
	readonly path: string;
	readonly chapter: ChapterId;
	readonly order: number;
	readonly title: Readonly<Record<Lang, string>>;
	readonly steps: number;
	/** The whole file, for the search. */
	readonly text: string;
};

/** Beside the bundle, or beside this folder when the sources run as they are. */
const FOLDERS = ['./lessons/', '../lessons/'];

export function lessonFolder(): string | null {
	const paths = FOLDERS.map(folder => fileURLToPath(new URL(folder, import.meta.url)));
	return paths.find(path => existsSync(`${path}README.md`)) ?? null;
}

/** In the order of the course. */
export function builtInLessons(): readonly LessonHead[] {
	const folder = lessonFolder();
	if (folder === null) return [];
	return readdirSync(folder)
		.filter(file => file.endsWith('.yaml'))
		.map(file => headOf(folder + file))
		.sort((a, b) => CHAPTER_IDS.indexOf(a.chapter) - CHAPTER_IDS.indexOf(b.chapter) || a.order - b.order);
}

function headOf(path: string): LessonHead {
	const text = readFileSync(path, 'utf8');
	const field = (name: string): string => new RegExp(`^${name}: *(.*?) *$`, 'm').exec(text)?.[1] ?? '';
	const [, en = '', zh = ''] = TITLE.exec(text) ?? [];
	const chapter = CHAPTER_IDS.find(id => id === field('chapter')) ?? 'opening';
	const [, steps = ''] = STEPS.exec(text) ?? [];
	return {
		id: field('id'),
		path,
		chapter,
		order: Number(field('order')),
		title: {en: bare(en), zh: bare(zh)},
		steps: steps.match(/^ {2}- /gm)?.length ?? 0,
		text,
	};
}

const TITLE = /^title:\s+(?:\{ *)?en: *(.*?)\s*(?:,|\n)\s*zh: *(.*?) *\}?$/m;
const STEPS = /^steps:\n((?:(?: .*)?\n)+)/m;

/** Without the quotes that YAML may want. */
const bare = (value: string): string => value.replace(/^(["'])(.*)\1$/, '$2');

/**
 * A built-in lesson by its name, else a file.
 *
 * @throws Problem with the sentence to say
 */
export function lessonSource(given: string, words: CliWords): Source {
	const known = builtInLessons();
	const builtIn = known.find(({id}) => id.toLowerCase() === given.toLowerCase());
	if (builtIn !== undefined && !existsSync(given)) {
		return {path: builtIn.path.replace(/^.*[\\/]/, ''), text: builtIn.text};
	}

	if (given !== '-' && !existsSync(given) && !/[./\\]/.test(given)) {
		const near = nearest(
			given,
			known.map(({id}) => id),
		);
		const hint = near === null ? '' : fill(words.didYouMean, {name: near});
		throw new Problem(fill(words.noSuchLesson, {name: given, hint}));
	}

	return sourceOf(readFile(given, words), words);
}
