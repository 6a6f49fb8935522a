import {cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {bundle} from '../../.build/bundle.mjs';
import {main} from '../../src/cli/program.js';

export type Said = {readonly code: number; readonly out: string; readonly err: string};

/** Runs the command line in this process: UTF-8, no terminal unless it is to be one, what it writes is kept. */
export async function tcpLab(args: readonly string[], env: Record<string, string> = {}, isTTY = false): Promise<Said> {
	let out = '';
	let err = '';
	const stream = (write: (text: string) => void) =>
		Object.assign(Object.create(process.stdout), {
			isTTY,
			write(text: string, done?: () => void) {
				write(text);
				done?.();
				return true;
			},
			on: () => {},
			off: () => {},
		}) as NodeJS.WriteStream;
	const code = await main(args, {
		stdin: Object.assign(Object.create(process.stdin), {isTTY: false}) as NodeJS.ReadStream,
		stdout: stream(text => {
			out += text;
		}),
		stderr: stream(text => {
			err += text;
		}),
		env: {LANG: 'en_US.UTF-8', ...env},
		platform: 'linux',
	});
	return {code, out, err};
}

/** A folder of its own with `tcp-lab.mjs`, the program as it is shipped, and its scenarios. Remove it when done. */
export async function bundledProgram(): Promise<string> {
	const folder = mkdtempSync(join(tmpdir(), 'tcp-lab-test-'));
	await bundle({entry: 'src/cli/main.ts', outfile: join(folder, 'tcp-lab.mjs')});
	for (const files of ['scenarios', 'lessons']) {
		cpSync(new URL(`../../src/${files}`, import.meta.url), join(folder, files), {recursive: true});
	}
	return folder;
}

/** A folder for a test's files. */
export function temporary(): {
	readonly path: (name: string) => string;
	readonly write: (name: string, text: string | Uint8Array) => string;
	readonly read: (name: string) => string;
	readonly octets: (name: string) => Uint8Array;
	readonly remove: () => void;
} {
	const folder = mkdtempSync(join(tmpdir(), 'tcp-lab-test-'));
	const path = (name: string): string => join(folder, name);
	return {
		path,
		write(name, text) {
			writeFileSync(path(name), text);
			return path(name);
		},
		read: name => readFileSync(path(name), 'utf8'),
		octets: name => readFileSync(path(name)),
		remove: () => rmSync(folder, {recursive: true, force: true}),
	};
}
