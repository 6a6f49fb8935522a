import {
	closeSync,
	existsSync,
	ftruncateSync,
	mkdirSync,
	openSync,
	readdirSync,
	readFileSync,
	renameSync,
	statSync,
	writeSync,
} from 'node:fs';
import {basename, dirname, join} from 'node:path';

/** What the system said when a session could not be written. */
export type FileTrouble = {readonly path: string; readonly error: unknown};

/** A session on disk: one line an input, each written as it is made. Nothing here throws. */
export type SessionFile = {
	readonly path: string;
	/** One line, or several, without the last line end. What could not be written is kept, and tried again with the next. */
	append(lines: string): void;
	/** The user left as one leaves: the next start does not offer this session. */
	finish(): void;
	/** Stops writing, and leaves the session to be offered. */
	close(): void;
};

type SessionFileOptions = {
	/** Called when writing fails, once until it works again; then with null. */
	onTrouble(trouble: FileTrouble | null): void;
	/** Whose session it is; this process's. */
	pid?: number;
	/** Names the file; now. */
	startedAt?: Date;
};

/** A new session in a folder. The file and its folder are made with the first line. */
export function newSessionFile(folder: string, options: SessionFileOptions): SessionFile {
	const {pid = process.pid, startedAt = new Date()} = options;
	const stamp = startedAt.toISOString().slice(0, 23).replaceAll(':', '-');
	return sessionFile(join(folder, `${stamp}-${pid}${open}`), 0, options);
}

/**
 * Goes on with a session that was not finished: under this process's name, without a torn last line.
 *
 * @returns null when it is gone or cannot be renamed: another lab, started at the same time, goes on with it
 */
export function continueSessionFile(path: string, options: SessionFileOptions): SessionFile | null {
	const {pid = process.pid} = options;
	const mine = join(dirname(path), basename(path).replace(namePattern, `$1-${pid}${open}`));
	try {
		// Of two that try only one can.
		renameSync(path, mine);
		return sessionFile(mine, wholeLength(readFileSync(mine)), options);
	} catch {
		return null;
	}
}

/** The whole lines of a session file, each with its end: what follows the last one was torn. Null: it cannot be read. */
export function readSessionFile(path: string): string | null {
	try {
		const octets = readFileSync(path);
		return octets.toString('utf8', 0, wholeLength(octets));
	} catch {
		return null;
	}
}

/**
 * The sessions that were not finished, and whose process is gone, newest first. To be asked before this process has
 * one: a file that bears its number is an earlier process's, as often in containers.
 */
export function unfinishedSessions(folder: string, isRunning: (pid: number) => boolean = isOtherLab): string[] {
	return names(folder)
		.filter(name => {
			const [, , pid] = namePattern.exec(name) ?? [];
			return pid !== undefined && !isRunning(Number(pid));
		})
		.map(name => join(folder, name))
		.map(path => ({path, changedAt: changeOf(path)}))
		.filter(({changedAt}) => changedAt !== null)
		.sort((a, b) => Number(b.changedAt) - Number(a.changedAt))
		.map(({path}) => path);
}

/** Takes a session off the list of those to be offered; false when that could not be written down. */
export function dismissSession(path: string): boolean {
	try {
		renameSync(path, finishedName(path));
		return true;
	} catch {
		return false;
	}
}

/** End of the name while the session goes on. */
const open = '.open.jsonl';

const namePattern = /^(.+)-(\d+)\.open\.jsonl$/;

function finishedName(path: string): string {
	return `${path.slice(0, -open.length)}.jsonl`;
}

function sessionFile(path: string, writtenSoFar: number, {onTrouble}: SessionFileOptions): SessionFile {
	let file: number | null = null;
	/** Octets that are whole lines; whatever stands behind them is torn. */
	let whole = writtenSoFar;
	let unsaved = '';
	let inTrouble = false;
	let ended = false;

	const save = (): void => {
		try {
			if (file === null) {
				makeFolder(dirname(path));
				file = openSync(path, writtenSoFar > 0 ? 'r+' : 'w', 0o600);
				if (writtenSoFar > 0) ftruncateSync(file, whole);
			}
			const octets = Buffer.from(unsaved);
			let done = 0;
			while (done < octets.length) done += writeSync(file, octets, done, octets.length - done, whole + done);
			whole += octets.length;
			unsaved = '';
			if (inTrouble) onTrouble(null);
			inTrouble = false;
		} catch (error) {
			if (!inTrouble) onTrouble({path, error});
			inTrouble = true;
		}
	};
	const close = (): void => {
		if (ended) return;
		if (unsaved !== '') save();
		ended = true;
		if (file === null) return;
		try {
			closeSync(file);
		} catch {
			// Everything that could be written is written.
		}
	};

	return {
		path,
		append(lines) {
			if (ended) return;
			unsaved += `${lines}\n`;
			save();
		},
		finish() {
			const hasFile = file !== null || writtenSoFar > 0;
			close();
			if (hasFile) dismissSession(path);
		},
		close,
	};
}

/**
 * Makes a folder and those above it.
 *
 * Not by `recursive`: Node then tries for ever where the system says that the folder above, which is there, is not
 * (as `/proc` does).
 */
function makeFolder(folder: string): void {
	try {
		mkdirSync(folder, {mode: 0o700});
	} catch (error) {
		const code = codeOf(error);
		if (code === 'EEXIST') return;
		const above = dirname(folder);
		if (code !== 'ENOENT' || above === folder || existsSync(above)) throw error;
		makeFolder(above);
		mkdirSync(folder, {mode: 0o700});
	}
}

/** Octets up to the last line end. */
function wholeLength(octets: Uint8Array): number {
	return octets.lastIndexOf(0x0a) + 1;
}

function names(folder: string): string[] {
	try {
		return readdirSync(folder);
	} catch {
		return [];
	}
}

function changeOf(path: string): Date | null {
	try {
		const {mtime, size} = statSync(path);
		return size > 0 ? mtime : null;
	} catch {
		return null;
	}
}

/** Whether another process lives and is a lab: its number alone may have gone to another program since. */
function isOtherLab(pid: number): boolean {
	if (pid === process.pid) return false;
	try {
		process.kill(pid, 0);
	} catch (error) {
		// EPERM: it lives, and is somebody else's.
		if (codeOf(error) !== 'EPERM') return false;
	}
	try {
		return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('tcp-lab');
	} catch {
		return true;
	}
}

function codeOf(error: unknown): string {
	return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
