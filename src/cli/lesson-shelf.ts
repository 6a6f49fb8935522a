/** Lessons as the screen has them: those that come with the program, one from a file, and what was done in them. */

import {type LessonHead, type LessonRecord, type LessonShelf, withRecord} from '../app/index.js';
import {readRecords, writeRecords} from '../edge/lesson-records.js';
import {ParseError} from '../format/index.js';
import {type Lesson, parseLesson} from '../lesson/index.js';
import {fill} from '../present/index.js';
import {builtInLessons, lessonSource} from './lesson-files.js';
import {Problem} from './problem.js';
import {type CliWords, whyNot} from './words.js';

/** @param tell - says a sentence about the disk */
export function lessonShelf(folder: string, words: CliWords, tell: (text: string) => void): LessonShelf {
	const heads: readonly LessonHead[] = builtInLessons();
	return {
		heads,
		records: recordsIn(folder),
		load: async id => {
			try {
				return await loadLesson(id, words);
			} catch (error) {
				if (error instanceof ParseError || error instanceof Problem) return {error: error.message.split('\n')[0] ?? ''};
				throw error;
			}
		},
		keep: (id, record) => {
			// Read again: another lab may have written since.
			const error = writeRecords(folder, withRecord<unknown>(readRecords(folder), id, record));
			if (error !== null) tell(fill(words.notSaved, {path: folder, why: whyNot(error, words)}));
		},
	};
}

/** @throws ParseError and Problem */
export const loadLesson = (name: string, words: CliWords): Promise<Lesson> => parseLesson(lessonSource(name, words));

/** Those that are whole: the file may be older, or somebody's own. */
export function recordsIn(folder: string): Readonly<Record<string, LessonRecord>> {
	const whole = Object.entries(readRecords(folder)).flatMap(([id, json]) => {
		const record = recordOf(json);
		return record === null ? [] : [[id, record] as const];
	});
	return Object.fromEntries(whole);
}

const COUNTS = ['done', 'step', 'asked', 'right', 'hints', 'showed', 'stars'] as const;

function recordOf(json: unknown): LessonRecord | null {
	if (typeof json !== 'object' || json === null) return null;
	const given = json as Readonly<Record<string, unknown>>;
	if (COUNTS.some(name => !Number.isSafeInteger(given[name]))) return null;
	const {session, answers} = given;
	if (session !== null && typeof session !== 'string') return null;
	if (typeof answers !== 'object' || answers === null) return null;
	const isList = (taken: unknown): boolean => Array.isArray(taken) && taken.every(Number.isSafeInteger);
	return Object.values(answers).every(isList) ? (given as LessonRecord) : null;
}
