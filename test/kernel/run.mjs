// npm run kernel [-- NAME…]: what Linux did in the recorded scenarios beside what our hosts do.
//
// NAME is a scenario's name or its beginning, or a FILE.json of elsewhere with its trace FILE.jsonl beside it (or
// FILE.json=TRACE.jsonl). Without a name only `agree N of M` and the first difference of each that does not.
import {existsSync, mkdirSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {build} from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = join(here, '../..');
const folder = join(root, 'node_modules/.cache/tcp-lab-kernel');
const outfile = join(folder, `show-${process.pid}.mjs`);
mkdirSync(folder, {recursive: true});
await build({
	entryPoints: [join(here, 'show.ts')],
	absWorkingDir: root,
	outfile,
	bundle: true,
	platform: 'node',
	target: 'node20',
	format: 'esm',
	packages: 'external',
	logLevel: 'error',
});

const {show} = await import(pathToFileURL(outfile).href);
rmSync(outfile);
const folders = ['scenarios', 'questions'].map(name => join(here, name)).filter(existsSync);
console.log(await show(folders, process.argv.slice(2)));
