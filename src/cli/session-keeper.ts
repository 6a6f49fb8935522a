/** The session on disk: every operation as it is made, and what an earlier run left unfinished. */

import {writeFileSync} from 'node:fs';
import type {Unfinished} from '../app/index.js';
import {
	continueSessionFile,
	dismissSession,
	type FileTrouble,
	newSessionFile,
	readSessionFile,
	type SessionFile,
	unfinishedSessions,
} from '../edge/session-file.js';
import {parseSession} from '../lab/index.js';
import {fill} from '../present/index.js';
import {type CliWords, whyNot} from './words.js';

type SessionKeeper = {
	/** An earlier session to offer. */
	readonly unfinished: Unfinished | null;
	/** A new session: its head. */
	readonly begin: (head: string) => void;
	readonly write: (line: string) => void;
	readonly save: (path: string, text: string) => {readonly error: string} | null;
	/** @param left - the person left as one leaves: nothing is offered next time */
	readonly end: (left: boolean) => void;
};

/**
 * @param folder - of session files; it need not exist
 * @param tell - shows a sentence about the disk, or takes it away
 */
export function keepSession(folder: string, words: CliWords, tell: (text: string | null) => void): SessionKeeper {
	const onTrouble = (trouble: FileTrouble | null): void =>
		tell(trouble === null ? null : fill(words.notSaved, {path: trouble.path, why: whyNot(trouble.error, words)}));
	let file: SessionFile | null = null;
	/** What a file begins with that is not there yet: a session in which nothing is done leaves none. */
	let unwritten: string | null = null;
	return {
		unfinished: offered(folder, (path, lines, isWhole) => {
			file = isWhole ? continueSessionFile(path, {onTrouble}) : null;
			unwritten = null;
			if (file !== null) return;
			// Somebody else's by now, or broken further on: what was read is written anew, and the old file stays as it is.
			file = newSessionFile(folder, {onTrouble});
			file.append(lines);
			if (!isWhole) dismissSession(path);
		}),
		begin(head) {
			file?.finish();
			file = null;
			unwritten = head;
		},
		write(line) {
			if (unwritten !== null) {
				file = newSessionFile(folder, {onTrouble});
				file.append(unwritten);
				unwritten = null;
			}

			file?.append(line);
		},
		save(path, text) {
			try {
				// Never over what is there: it may be the only copy of something.
				writeFileSync(path, text, {flag: 'wx'});
				return null;
			} catch (error) {
				return {error: fill(words.unwritable, {path, why: whyNot(error, words)})};
			}
		},
		end(left) {
			if (left) file?.finish();
			else file?.close();
		},
	};
}

/**
 * The newest session whose process is gone, as far as it can be read. One of a later tcp-lab is left for that.
 *
 * @param resume - told the file, the lines that were read, and whether that is all of it
 */
function offered(folder: string, resume: (path: string, lines: string, isWhole: boolean) => void): Unfinished | null {
	for (const path of unfinishedSessions(folder)) {
		const text = readSessionFile(path);
		if (text === null) continue;
		const read = parseSession(text);
		const error = 'error' in read ? read.error : null;
		if (error?.reason === 'version') continue;
		const history = 'error' in read ? read.error.upTo : read.history;
		if (history === null || (history.entries.length === 0 && history.branches.length === 0)) {
			dismissSession(path);
			continue;
		}

		const lines = text
			.trimEnd()
			.split('\n')
			.slice(0, error === null ? undefined : error.line - 1);
		return {
			history,
			title: null,
			decided: goesOn => {
				if (goesOn) resume(path, lines.join('\n'), error === null);
				else dismissSession(path);
			},
		};
	}

	return null;
}
