/** What was done in lessons, on disk: one JSON file in the folder where session files are. Nothing here throws. */

import {mkdirSync, readFileSync, renameSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

const NAME = 'lessons.json';

/** The format's number. */
const VERSION = 1;

export const recordsPath = (folder: string): string => join(folder, NAME);

/** By the lessons' names; empty where there are none, or the file is not ours. */
export function readRecords(folder: string): Readonly<Record<string, unknown>> {
	try {
		const json: unknown = JSON.parse(readFileSync(recordsPath(folder), 'utf8'));
		if (typeof json !== 'object' || json === null || !('tcp-lab-lessons' in json)) return {};
		if (json['tcp-lab-lessons'] !== VERSION || !('lessons' in json)) return {};
		const {lessons} = json;
		return typeof lessons === 'object' && lessons !== null ? {...lessons} : {};
	} catch {
		return {};
	}
}

/** Writes them all, as one: another lab, or a crash, never sees half of it. @returns what the system said, or null */
export function writeRecords(folder: string, lessons: Readonly<Record<string, unknown>>): unknown {
	const path = recordsPath(folder);
	const fresh = `${path}.${process.pid}`;
	try {
		mkdirSync(folder, {recursive: true, mode: 0o700});
		writeFileSync(fresh, recordsText(lessons));
		renameSync(fresh, path);
		return null;
	} catch (error) {
		remove(fresh);
		return error;
	}
}

/** As the file has them. */
export const recordsText = (lessons: Readonly<Record<string, unknown>>): string =>
	`${JSON.stringify({'tcp-lab-lessons': VERSION, lessons}, null, '\t')}\n`;

/** @returns what the system said, or null */
export const forgetRecords = (folder: string): unknown => remove(recordsPath(folder));

function remove(path: string): unknown {
	try {
		rmSync(path, {force: true});
		return null;
	} catch (error) {
		return error;
	}
}
