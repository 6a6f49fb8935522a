// npm run captures: tshark's labels beside ours, over all scenarios in both profiles, at each end.
import {rmSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {build} from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
// Beside the sources, for they find the scenarios by their own place.
const outfile = join(here, `print-${process.pid}.mjs`);
await build({
	entryPoints: [join(here, 'print.ts')],
	outfile,
	bundle: true,
	platform: 'node',
	target: 'node20',
	format: 'esm',
	packages: 'external',
	logLevel: 'error',
});
try {
	const {table} = await import(pathToFileURL(outfile).href);
	console.log(await table());
} finally {
	rmSync(outfile);
}
