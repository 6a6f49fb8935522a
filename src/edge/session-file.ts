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

/** Why a session cannot be written or read; `sentence` says it in English, with the path. */
export type FileTrouble = {
	reason: 'disk full' | 'read-only' | 'forbidden' | 'missing' | 'other';
	path: string;
	sentence: string;
};

/** A session on disk: one line an input, each written as it is made. Nothing here throws. */
export type SessionFile = {
	readonly path: string;
	/** Lines hold no line feed. What could not be written is kept, and tried again with the next line. */
	append(line: string): void;
	/** The user left as one leaves: the next start does not offer this session. */
	finish(): void;
	/** Stops writing, and leaves the session to be offered. */
	close(): void;
};

export type SessionFileOptions = {
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

/** Goes on with a session that was not finished: under this process's name, without a torn last line. */
export function continueSessionFile(path: string, options: SessionFileOptions): SessionFile {
	const {pid = process.pid} = options;
	const mine = join(dirname(path), basename(path).replace(namePattern, `$1-${pid}${open}`));
	try {
		const whole = Buffer.byteLength(wholeLines(readFileSync(path, 'utf8')));
		if (mine !== path) renameSync(path, mine);
		return sessionFile(mine, whole, options);
	} catch (error) {
		options.onTrouble(troubleOf(error, path, 'write'));
		return newSessionFile(dirname(path), options);
	}
}

/** The lines of a session file; `torn` when the last one was not written to its end, and is left out. */
export function readSessionFile(path: string): {lines: string[]; torn: boolean} | {trouble: FileTrouble} {
	try {
		const text = readFileSync(path, 'utf8');
		const whole = wholeLines(text);
		return {lines: whole.split('\n').slice(0, -1), torn: whole.length < text.length};
	} catch (error) {
		return {trouble: troubleOf(error, path, 'read')};
	}
}

/** The newest session that was not finished, and whose process is gone; null when there is none. */
export function latestUnfinished(
	folder: string,
	isRunning: (pid: number) => boolean = isLab,
): {path: string; changedAt: Date} | null {
	let latest: {path: string; changedAt: Date} | null = null;
	for (const name of names(folder)) {
		const [, , pid] = namePattern.exec(name) ?? [];
		if (pid === undefined || isRunning(Number(pid))) continue;
		const path = join(folder, name);
		const changedAt = changeOf(path);
		if (changedAt !== null && (latest === null || changedAt > latest.changedAt)) latest = {path, changedAt};
	}
	return latest;
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
			if (!inTrouble) onTrouble(troubleOf(error, path, 'write'));
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
		append(line) {
			if (ended) return;
			unsaved += `${line}\n`;
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

function wholeLines(text: string): string {
	return text.slice(0, text.lastIndexOf('\n') + 1);
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

/** Whether a process lives and is a lab: its number alone may have gone to another program since. */
function isLab(pid: number): boolean {
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

function troubleOf(error: unknown, path: string, doing: 'read' | 'write'): FileTrouble {
	const code = codeOf(error);
	const reason = reasons[code] ?? 'other';
	const why = {
		'disk full': 'the disk is full',
		'read-only': 'the file system is read-only',
		forbidden: 'permission is denied',
		missing: 'there is no such file',
		other: code,
	}[reason];
	const what = doing === 'write' ? 'this session is not being saved' : 'the session cannot be read';
	return {reason, path, sentence: `${what}: ${why} (${path})`};
}

const reasons: Readonly<Record<string, FileTrouble['reason']>> = {
	ENOSPC: 'disk full',
	EDQUOT: 'disk full',
	EROFS: 'read-only',
	EACCES: 'forbidden',
	EPERM: 'forbidden',
	ENOENT: 'missing',
};

function codeOf(error: unknown): string {
	return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
