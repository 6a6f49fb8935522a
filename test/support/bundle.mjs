// TypeScript for scripts that run without vitest: a module and all that it needs, on the fly; packages stay outside.
import {mkdirSync, rmSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {build} from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(root, 'node_modules/.cache/tcp-lab');

/**
 * @param {URL} source - a TypeScript file
 * @param {{contents?: string, define?: Record<string, string>}} more - `contents`: in place of what the file says
 * @returns {Promise<string>} the path of the bundle; it is there as long as this process
 */
export async function bundle(source, {contents, define = {}} = {}) {
	const path = fileURLToPath(source);
	const outfile = join(folder, basename(dirname(path)), `${basename(path, '.ts')}-${process.pid}.mjs`);
	mkdirSync(dirname(outfile), {recursive: true});
	await build({
		...(contents === undefined ? {entryPoints: [path]} : {stdin: {contents, resolveDir: dirname(path)}}),
		absWorkingDir: root,
		outfile,
		bundle: true,
		platform: 'node',
		target: 'node20',
		format: 'esm',
		jsx: 'automatic',
		packages: 'external',
		logLevel: 'error',
		// Files are found from beside the source, wherever the bundle lies.
		define: {'import.meta.url': JSON.stringify(source.href), ...define},
	});
	process.once('exit', () => rmSync(outfile, {force: true}));
	return outfile;
}

/** The module that a TypeScript file is. */
export const load = async source => import(pathToFileURL(await bundle(source)).href);
