// Builds dist: the program as one file without dependencies, and the library with its types.
// `--bundle` leaves the library out.
import {spawnSync} from 'node:child_process';
import {cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {bundle, root} from './bundle.mjs';

// Packages that a start must not evaluate: reached by import() only.
const rare = ['yaml'];

const wantsLibrary = !process.argv.includes('--bundle');

if (!existsSync(join(root, 'node_modules/esbuild'))) {
	console.error('tcp-lab is built by its development packages: run "npm install" without --omit=dev');
	process.exit(1);
}
if (wantsLibrary) rmSync(join(root, 'dist'), {recursive: true, force: true});

const metafile = await bundle({entry: 'src/cli/main.ts', outfile: 'dist/tcp-lab.js'});
// Files beside the program, so that people can read and copy them.
for (const folder of ['scenarios', 'lessons']) {
	cpSync(join(root, 'src', folder), join(root, 'dist', folder), {recursive: true});
}
writeFileSync(join(root, 'dist/LICENSES.txt'), `${ownLicense()}\n\n${licenses(Object.keys(metafile.inputs))}\n`);

const eager = evaluatedAtStart(metafile, 'src/cli/main.ts');
const early = rare.filter(name => [...eager].some(path => path.includes(`node_modules/${name}/`)));
if (early.length > 0) {
	console.error(`evaluated at start, though rarely wanted: ${early.join(', ')}; reach them by import()`);
	process.exit(1);
}

if (wantsLibrary) {
	const tsc = join(root, 'node_modules/typescript/bin/tsc');
	const {status} = spawnSync(process.execPath, [tsc, '-p', '.build/library.json'], {cwd: root, stdio: 'inherit'});
	if (status !== 0) process.exit(1);
}

/** The modules that run when the entry is imported: those reached without import(). */
function evaluatedAtStart({inputs}, entry) {
	const seen = new Set();
	const visit = path => {
		if (seen.has(path) || inputs[path] === undefined) return;
		seen.add(path);
		for (const {path: next, kind} of inputs[path].imports) if (kind !== 'dynamic-import') visit(next);
	};
	visit(entry);
	return seen;
}

/** What package.json calls by its name, in full; the bundled packages' own follow it. */
function ownLicense() {
	const {name, version} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
	const text = `MIT License

Copyright (c) the tcp-lab authors

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;
	return `${underlined(`${name} ${version}`)}\n\n${text}`;
}

function underlined(title) {
	return `${title}\n${'='.repeat(title.length)}`;
}

/** The license of every package in the bundle, one after the other. */
function licenses(inputs) {
	const folders = new Set();
	for (const path of inputs) {
		const [, folder] = /^(?:[a-z-]+:)?(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path) ?? [];
		if (folder !== undefined) folders.add(folder);
	}
	return [...folders].sort().map(licenseOf).join('\n\n');
}

function licenseOf(folder) {
	const path = join(root, folder);
	const {name, version, license} = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
	const file = readdirSync(path).find(entry => /^licen[cs]e/i.test(entry));
	const text = file === undefined ? `License: ${license}` : readFileSync(join(path, file), 'utf8').trim();
	return `${underlined(`${name} ${version}`)}\n\n${text}`;
}
