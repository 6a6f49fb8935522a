/** The session on disk: every operation as it is made, and what an earlier run left unfinished. */

import {writeFileSync} from 'node:fs';
import type {Unfinished} from '../app/index.js';
import {
	continueSessionFile,
	dismissSession,
	latestUnfinished,
	newSessionFile,
	readSessionFile,
	type SessionFile,
} from '../edge/session-file.js';
import {type History, parseSession} from '../lab/index.js';
import {type CliWords, fillIn, whyNot} from './words.js';

export type SessionKeeper = {
	/** An earlier session to offer. */
	readonly unfinished: Unfinished | null;
	/** A new session: its head. */
	readonly begin: (head: string) => void;
	readonly write: (line: string) => void;
	readonly save: (path: string, text: string) => {readonly error: string} | null;
	/** @param left - the person left as one leaves: nothing is offered next time */
	readonly end: (left: boolean) => void;
};

/** @param tell - shows a sentence about the disk, or takes it away */
export async function keepSession(words: CliWords, tell: (text: string | null) => void): Promise<SessionKeeper> {
	const {sessionFolder} = await import('../edge/paths.js');
	const folder = sessionFolder();
	const trouble = {onTrouble: (what: {sentence: string} | null) => tell(what?.sentence ?? null)};
	let file: SessionFile | null = null;
	/** A session in which nothing is done leaves no file. */
	let unwritten: string | null = null;
	return {
		unfinished: offered(folder, resumed => {
			file = continueSessionFile(resumed, trouble);
			unwritten = null;
		}),
		begin(head) {
			file?.finish();
			file = null;
			unwritten = head;
		},
		write(line) {
			if (unwritten !== null) {
				file = newSessionFile(folder, trouble);
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
				return {error: fillIn(words.unwritable, {path, why: whyNot(error, words)})};
			}
		},
		end(left) {
			if (left) file?.finish();
			else file?.close();
		},
	};
}

/** The newest session whose process is gone, as far as it can be read. */
function offered(folder: string, resume: (path: string) => void): Unfinished | null {
	const found = latestUnfinished(folder);
	if (found === null) return null;
	const {path} = found;
	const history = readHistory(path);
	if (history === null || history.entries.length === 0) {
		dismissSession(path);
		return null;
	}

	return {
		history,
		title: null,
		decided: goesOn => {
			if (goesOn) resume(path);
			else dismissSession(path);
		},
	};
}

function readHistory(path: string): History | null {
	const read = readSessionFile(path);
	if ('trouble' in read) return null;
	const session = parseSession(`${read.lines.join('\n')}\n`);
	return 'error' in session ? null : session.history;
}
