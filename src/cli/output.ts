import {closeSync, openSync, type Stats, statSync, writeFileSync, writeSync} from 'node:fs';
import {fill} from '../present/index.js';
import {Problem} from './problem.js';
import type {Surroundings} from './surroundings.js';
import {type CliWords, whyNot} from './words.js';

/** Where a report goes. Lines are gathered, so that a long trace is not a system call each. */
export type Output = {
	lines(lines: Iterable<string>): void;
	octets(octets: Uint8Array): void;
	flush(): void;
	/** @throws Problem when it could not be written */
	finish(): Promise<void>;
};

const CHUNK = 65_536;

/** A file, made anew. @throws Problem when it cannot be */
export function fileOutput(path: string, words: CliWords): Output {
	const attempt = <T>(act: () => T): T => {
		try {
			return act();
		} catch (error) {
			throw new Problem(fill(words.unwritable, {path, why: whyNot(error, words)}));
		}
	};
	const file = attempt(() => openSync(path, 'w'));
	const gathered = gather(some => attempt(() => writeWhole(file, typeof some === 'string' ? Buffer.from(some) : some)));
	return {
		...gathered,
		async finish() {
			gathered.flush();
			attempt(() => closeSync(file));
		},
	};
}

/** Writes a capture from the screen. What is there is replaced, and that is told; what cannot be is a sentence. */
export function captureFile(
	path: string,
	octets: Uint8Array,
	words: CliWords,
): {readonly error: string} | {readonly replaced: boolean} {
	const replaced = statOf(path)?.isFile() === true;
	try {
		writeFileSync(path, octets);
		return {replaced};
	} catch (error) {
		return {error: fill(words.unwritable, {path, why: whyNot(error, words)})};
	}
}

/** Do both paths lead to one file that is there? */
export function isSameFile(a: string, b: string): boolean {
	const [one, other] = [statOf(a), statOf(b)];
	return one !== null && other !== null && one.isFile() && one.ino === other.ino && one.dev === other.dev;
}

function statOf(path: string): Stats | null {
	try {
		return statSync(path);
	} catch {
		return null;
	}
}

function writeWhole(file: number, octets: Uint8Array): void {
	let done = 0;
	while (done < octets.length) done += writeSync(file, octets, done);
}

/** The standard output. A reader that has gone away (`| head`) is no error: nothing more is written. */
export function streamOutput(stdout: Surroundings['stdout'], words: CliWords): Output {
	let trouble: unknown = null;
	const onError = (error: unknown): void => {
		trouble ??= error;
	};
	stdout.on('error', onError);
	const gathered = gather(some => {
		if (trouble === null) stdout.write(some);
	});
	return {
		...gathered,
		async finish() {
			gathered.flush();
			// The callback comes when all before it is written, or has failed.
			if (trouble === null)
				await new Promise<void>(resolve => stdout.write('', error => resolve(error ? onError(error) : undefined)));
			await new Promise(resolve => setImmediate(resolve));
			stdout.off('error', onError);
			if (trouble === null) return;
			// Later errors of a stream that is no more are the same one.
			stdout.on('error', () => {});
			if (isGone(trouble)) return;
			throw new Problem(fill(words.unwritable, {path: words.stdout, why: whyNot(trouble, words)}));
		},
	};
}

const isGone = (error: unknown): boolean =>
	error instanceof Error && 'code' in error && (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED');

function gather(write: (some: string | Uint8Array) => void): Pick<Output, 'lines' | 'octets' | 'flush'> {
	let text = '';
	const flush = (): void => {
		if (text !== '') write(text);
		text = '';
	};
	return {
		lines(lines) {
			for (const line of lines) {
				text += `${line}\n`;
				if (text.length >= CHUNK) flush();
			}
		},
		octets(octets) {
			flush();
			write(octets);
		},
		flush,
	};
}
