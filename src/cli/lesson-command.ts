/** `tcp-lab lesson` without a screen: the list, the check, a lesson to copy. */

import {readFileSync, writeFileSync} from 'node:fs';
import {forgetRecords, readRecords, recordsPath, recordsText, writeRecords} from '../edge/lesson-records.js';
import {sessionFolder} from '../edge/paths.js';
import {textWidth} from '../edge/width.js';
import {ParseError, type Source} from '../format/index.js';
import {CHAPTERS} from '../lesson/chapters.js';
import {checkLesson, type Lesson, parseLesson, problemText, solutionLines} from '../lesson/index.js';
import {fill, type Lang, wordsFor} from '../present/index.js';
import {builtInLessons, lessonFolder, lessonSource} from './lesson-files.js';
import {recordsIn} from './lesson-shelf.js';
import {streamOutput} from './output.js';
import {FAILED, OK, Problem, WRONG} from './problem.js';
import type {Surroundings} from './surroundings.js';
import {cliWords, whyNot} from './words.js';

/** One line a lesson, by chapters. */
export async function listLessons(lang: Lang, around: Surroundings): Promise<number> {
	const output = streamOutput(around.stdout, cliWords(lang));
	const known = builtInLessons();
	const width = Math.max(0, ...known.map(({id}) => id.length));
	for (const {id: chapter, title} of CHAPTERS) {
		const lessons = known.filter(each => each.chapter === chapter);
		if (lessons.length === 0) continue;
		output.lines([title[lang]]);
		output.lines(lessons.map(each => `  ${each.id.padEnd(width)}  ${each.title[lang]}`));
	}
	await output.finish();
	return OK;
}

/** What was done: a line of all, and one a lesson that was begun. */
export async function listProgress(lang: Lang, around: Surroundings): Promise<number> {
	const words = cliWords(lang);
	const output = streamOutput(around.stdout, words);
	const records = recordsIn(sessionFolder());
	const lessons = builtInLessons();
	const done = lessons.filter(({id}) => (records[id]?.done ?? 0) > 0).length;
	output.lines([fill(wordsFor(lang).lesson.menuDone, {done, count: lessons.length})]);
	for (const {id, title, steps} of lessons) {
		const record = records[id];
		if (record === undefined) continue;
		const {done, session, step, asked, right, stars} = record;
		const parts = [
			...(done > 0 ? [`${words.lessonDone}${stars > 0 ? ` ${'*'.repeat(stars)}` : ''}`] : []),
			...(session !== null ? [fill(words.lessonBegun, {step: step + 1, steps})] : []),
			...(asked > 0 ? [fill(words.lessonAnswers, {right, asked})] : []),
		];
		output.lines([`${id.padEnd(4)}${title[lang]}: ${parts.join(', ')}`]);
	}
	await output.finish();
	return OK;
}

/** The file as it is. */
export async function exportProgress(lang: Lang, around: Surroundings): Promise<number> {
	const output = streamOutput(around.stdout, cliWords(lang));
	output.lines([recordsText(readRecords(sessionFolder())).trimEnd()]);
	await output.finish();
	return OK;
}

/** @param id - of one lesson; null: all of them */
export function resetProgress(id: string | null, lang: Lang): number {
	const words = cliWords(lang);
	const folder = sessionFolder();
	const records = readRecords(folder);
	const kept = Object.entries(records).filter(([name]) => name.toLowerCase() !== id?.toLowerCase());
	if (id !== null && kept.length === Object.keys(records).length) lessonSource(id, words);
	const error = id === null ? forgetRecords(folder) : writeRecords(folder, Object.fromEntries(kept));
	if (error === null) return OK;
	throw new Problem(fill(words.unwritable, {path: recordsPath(folder), why: whyNot(error, words)}));
}

/** Plays each lesson's solution. What does not hold is said with its place. */
export async function checkLessons(
	given: readonly string[],
	{all, verbose, lang}: {readonly all: boolean; readonly verbose: boolean; readonly lang: Lang},
	around: Surroundings,
): Promise<number> {
	const words = cliWords(lang);
	const builtIn = all ? builtInLessons() : [];
	const sources: readonly Source[] = [
		...builtIn.map(({path, text}) => ({path, text})),
		...given.map(name => lessonSource(name, words)),
	];
	if (sources.length === 0) throw new Problem(words.noLessons);
	const output = streamOutput(around.stdout, words);
	let code = OK;
	for (const source of sources) {
		const lesson = await readLesson(source);
		if (typeof lesson === 'string') {
			around.stderr.write(`${lesson}\n`);
			code = WRONG;
			continue;
		}
		if (verbose) output.lines(solutionLines(lesson));
		const problems = checkLesson(lesson, textWidth);
		for (const problem of problems) around.stderr.write(`${problemText(problem)}\n`);
		if (problems.length > 0) code = Math.max(code, FAILED);
		else output.lines([fill(words.lessonGood, {id: lesson.id, steps: lesson.steps.length})]);
	}
	await output.finish();
	for (const {id} of builtIn) {
		const same = builtIn.filter(other => other.id === id).map(({path}) => path);
		if (same.length > 1) throw new Problem(fill(words.lessonTwice, {id, paths: same.join(', ')}));
	}
	return code;
}

/** The lesson, or what is wrong with its file. */
async function readLesson(source: Source): Promise<Lesson | string> {
	try {
		return await parseLesson(source);
	} catch (error) {
		if (error instanceof ParseError) return error.message;
		throw error;
	}
}

/** @param path - of a file that is not there yet; null: the standard output */
export function newLesson(path: string | null, lang: Lang, around: Surroundings): number {
	const words = cliWords(lang);
	const text = readFileSync(`${lessonFolder()}template/my-lesson.yaml`, 'utf8');
	if (path === null) {
		around.stdout.write(text);
		return OK;
	}
	try {
		writeFileSync(path, text, {flag: 'wx'});
	} catch (error) {
		throw new Problem(fill(words.unwritable, {path, why: whyNot(error, words)}));
	}
	return OK;
}
