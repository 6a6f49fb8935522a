// Mermaid's own parser reads the diagram of every scenario, in either language.
// node .ci/mermaid.mjs FOLDER: where `npm install mermaid` was run.
import {execFileSync} from 'node:child_process';
import {createRequire} from 'node:module';
import {fileURLToPath, pathToFileURL} from 'node:url';

const program = fileURLToPath(new URL('../bin/tcp-lab.js', import.meta.url));
const require = createRequire(pathToFileURL(`${process.argv[2]}/package.json`));
const {default: mermaid} = await import(pathToFileURL(require.resolve('mermaid')).href);
const run = (...args) => execFileSync(process.execPath, [program, 'run', ...args], {encoding: 'utf8'});

const names = run('--list')
	.split('\n')
	.map(line => line.split(' ')[0])
	.filter(name => name !== '');
let read = 0;
for (const name of names) {
	for (const lang of ['en', 'zh']) {
		const {diagramType} = await mermaid.parse(run(name, '--lang', lang, '--format', 'mermaid'));
		if (diagramType !== 'sequence') throw new Error(`${name}: read as ${diagramType}`);
		read++;
	}
}
// A parser that takes everything proves nothing.
if (await mermaid.parse('sequenceDiagram\n  A->>B hello', {suppressErrors: true}))
	throw new Error('it reads what is none');
if (read === 0) throw new Error('there was nothing to read');
console.log(`Mermaid reads all ${read} diagrams`);
