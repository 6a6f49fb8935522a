// The parts of Ink that the bundle has otherwise. Ink is pinned exactly: a part that no longer fits fails the build.
import {readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';

/** Modules of our own in place of a package's: [what is imported, by whom, ours, its export]. */
const replaced = [
	// Keeps what it has read from frame to frame.
	{wanted: './output.js', from: /ink\/build\/renderer\.js$/, file: 'src/edge/ink/output.ts', name: 'Output'},
	// Told by the code of a character where that is enough, remembered where it is not.
	{wanted: 'string-width', from: /node_modules/, file: 'src/edge/width.ts', name: 'textWidth'},
];

/** Modules that the lab has no use for, by what is left of them. */
const left = {
	// edge/terminal.ts is the one owner of signals, exits and the cursor.
	'signal-exit': 'export default () => () => {};',
	'cli-cursor': 'export default {show() {}, hide() {}, toggle() {}};',
	'patch-console': 'export default () => () => {};',
	// It starts programs to learn a size that the session always knows.
	'terminal-size': 'export default () => ({columns: 80, rows: 24});',
	// Colours are always written in full; edge/screen.ts reduces them to what the terminal shows.
	'#supports-color': 'const level = {level: 3}; export default {stdout: level, stderr: level};',
	// Reads source files to draw a stack trace; edge/exit.ts has one sentence.
	'./ErrorOverview.js': 'export default () => null;',
	'./devtools.js': '',
};

/** Text in Ink's files, and what stands there instead: memories with a bound. */
const mended = [
	{
		file: /ink\/build\/measure-text\.js$/,
		changes: [
			[
				"import widestLine from 'widest-line';",
				"import widestLine from 'widest-line';\nimport {Bounded} from 'tcp-lab:bounded';",
			],
			['new Map()', 'new Bounded(2048)'],
		],
	},
	{
		file: /ink\/build\/wrap-text\.js$/,
		changes: [
			[
				"import wrapAnsi from 'wrap-ansi';",
				"import wrapAnsi from 'wrap-ansi';\nimport {Bounded} from 'tcp-lab:bounded';",
			],
			['const cache = {};', 'const cache = new Bounded(2048);'],
			['const cachedText = cache[cacheKey];', 'const cachedText = cache.get(cacheKey);'],
			['cache[cacheKey] = wrappedText;', 'cache.set(cacheKey, wrappedText);'],
		],
	},
	{
		// Instantiated at once and from octets: no fetch of a data URL, so no undici at start.
		file: /yoga-layout\/dist\/src\/index\.js$/,
		changes: [
			['await loadYoga()', 'await loadYoga({instantiateWasm})'],
			['import wrapAssembly from', "import instantiateWasm from 'tcp-lab:yoga';\nimport wrapAssembly from"],
		],
	},
	{
		file: /yoga-wasm-base64-esm\.js$/,
		changes: [[/H="data:application\/octet-stream;base64,[^"]*"/, 'H="data:application/octet-stream;base64,"']],
	},
];

const instantiateYoga = `
import octets from 'tcp-lab:yoga.wasm';
export default function instantiateWasm(imports, done) {
	const instance = new WebAssembly.Instance(new WebAssembly.Module(octets), imports);
	done(instance);
	return instance.exports;
}
`;

export function inkParts(root) {
	return {
		name: 'ink-parts',
		setup(build) {
			const used = new Set();

			build.onResolve({filter: /^tcp-lab:/}, ({path}) =>
				path === 'tcp-lab:bounded' ? {path: join(root, 'src/edge/bounded.ts')} : {path, namespace: 'yoga'},
			);
			build.onLoad({filter: /^tcp-lab:yoga$/, namespace: 'yoga'}, () => ({contents: instantiateYoga}));
			build.onLoad({filter: /^tcp-lab:yoga\.wasm$/, namespace: 'yoga'}, () => ({
				contents: yogaOctets(root),
				loader: 'binary',
			}));

			for (const {wanted, from, file, name} of replaced) {
				build.onResolve({filter: new RegExp(`^${wanted.replaceAll('.', '\\.')}$`)}, ({importer}) => {
					if (!from.test(importer)) return undefined;
					used.add(wanted);
					return {path: wanted, namespace: 'ours', pluginData: {file, name}};
				});
			}
			build.onLoad({filter: /.*/, namespace: 'ours'}, ({pluginData: {file, name}}) => ({
				contents: `export {${name} as default} from ${JSON.stringify(join(root, file))};`,
				resolveDir: root,
			}));

			for (const [wanted, contents] of Object.entries(left)) {
				build.onResolve({filter: new RegExp(`^${wanted.replaceAll('.', '\\.')}$`)}, ({importer}) => {
					if (!/node_modules\/(ink|chalk|cli-cursor|restore-cursor)\//.test(importer)) return undefined;
					used.add(wanted);
					return {path: wanted, namespace: 'left'};
				});
				build.onLoad({filter: new RegExp(`^${wanted.replaceAll('.', '\\.')}$`), namespace: 'left'}, () => ({contents}));
			}

			for (const {file, changes} of mended) {
				build.onLoad({filter: file}, ({path}) => {
					let contents = readFileSync(path, 'utf8');
					for (const [was, is] of changes) {
						const next = contents.replace(was, is);
						if (next === contents) throw new Error(`${path} has no "${was}" to mend: which Ink is this?`);
						contents = next;
					}
					used.add(String(file));
					return {contents, resolveDir: dirname(path)};
				});
			}

			// Its expressions for emoji take longer to make than a frame; most screens never ask.
			build.onResolve({filter: /^string-width$/}, ({importer, kind}) => {
				if (kind === 'require-call' || !/src\/edge\/width\.ts$/.test(importer)) return undefined;
				return {path: 'string-width', namespace: 'late'};
			});
			build.onLoad({filter: /.*/, namespace: 'late'}, () => ({
				contents: "export default text => require('string-width').default(text);",
				resolveDir: root,
			}));

			build.onEnd(({metafile}) => {
				const wanted = [
					...replaced.map(part => part.wanted),
					...Object.keys(left),
					...mended.map(part => String(part.file)),
				];
				const unused = wanted.filter(part => !used.has(part));
				const hasInk = Object.keys(metafile?.inputs ?? {}).some(path => path.includes('node_modules/ink/'));
				if (hasInk && unused.length > 0) throw new Error(`never met while bundling Ink: ${unused.join(', ')}`);
			});
		},
	};
}

/** Yoga's WebAssembly, taken out of the data URL that the package carries it in. */
function yogaOctets(root) {
	const ink = createRequire(join(root, 'node_modules/ink/package.json'));
	const path = join(dirname(ink.resolve('yoga-layout')), '../binaries/yoga-wasm-base64-esm.js');
	const [, base64] = /octet-stream;base64,([^"]+)"/.exec(readFileSync(path, 'utf8')) ?? [];
	if (base64 === undefined) throw new Error(`${path} holds no data URL`);
	return Buffer.from(base64, 'base64');
}
