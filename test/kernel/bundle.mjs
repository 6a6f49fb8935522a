// TypeScript of this folder for scripts that run without vitest.
import {mkdirSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {build} from 'esbuild';

export const here = fileURLToPath(new URL('.', import.meta.url));
const root = join(here, '../..');

/** The module that a file of this folder is; packages stay outside the bundle. */
export async function load(file) {
	const folder = join(root, 'node_modules/.cache/tcp-lab-kernel');
	const outfile = join(folder, `${file}-${process.pid}.mjs`);
	mkdirSync(folder, {recursive: true});
	await build({
		entryPoints: [join(here, file)],
		absWorkingDir: root,
		outfile,
		bundle: true,
		platform: 'node',
		target: 'node20',
		format: 'esm',
		packages: 'external',
		logLevel: 'error',
	});
	const loaded = await import(pathToFileURL(outfile).href);
	rmSync(outfile);
	return loaded;
}
