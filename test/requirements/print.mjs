// npm run requirements: prints the requirement table of RFC 9293; ends with 1 when an id is open.
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
const {outputFiles} = await build({
	stdin: {contents: "export {REQUIREMENTS} from '../requirements.ts'; export * from './table.ts';", resolveDir: here},
	bundle: true,
	write: false,
	platform: 'node',
	target: 'node20',
	format: 'esm',
});
const code = Buffer.from(outputFiles[0].contents).toString('base64');
const {REQUIREMENTS, openIn, print} = await import(`data:text/javascript;base64,${code}`);

const tests = fileURLToPath(new URL('..', import.meta.url));
console.log(print(REQUIREMENTS, tests));
process.exitCode = openIn(REQUIREMENTS, tests).length > 0 ? 1 : 0;
