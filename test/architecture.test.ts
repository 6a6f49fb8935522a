import {readdirSync, readFileSync} from 'node:fs';
import {dirname, join, relative} from 'node:path';
import {fileURLToPath} from 'node:url';
import {describe, expect, it} from 'vitest';

const SRC = fileURLToPath(new URL('../src', import.meta.url));

/** What each folder may import, besides itself. The order of the layers, as DESIGN draws it. */
const MAY_USE: Readonly<Record<string, readonly string[]>> = {
	tcp: [],
	host: ['tcp'],
	wire: ['tcp'],
	lab: ['tcp', 'host', 'wire'],
	present: ['tcp', 'host', 'wire', 'lab'],
	lesson: ['tcp', 'host', 'wire', 'lab', 'present', 'format'],
	format: ['tcp', 'host', 'wire', 'lab', 'present'],
	packetdrill: ['tcp', 'host', 'wire', 'lab', 'present', 'format'],
	experiment: ['tcp', 'host', 'wire', 'lab'],
	app: ['tcp', 'host', 'wire', 'lab', 'present', 'lesson', 'format', 'packetdrill', 'experiment'],
	ui: ['tcp', 'host', 'wire', 'lab', 'present', 'app'],
	edge: ['tcp', 'host', 'wire', 'lab', 'present', 'lesson', 'format', 'packetdrill', 'experiment', 'app', 'ui'],
	cli: ['tcp', 'host', 'wire', 'lab', 'present', 'lesson', 'format', 'packetdrill', 'experiment', 'app', 'ui', 'edge'],
};

/** The parts of a folder, from the lowest up; each imports those before it alone. '' is what stands in the folder itself. */
const PARTS: Readonly<Record<string, readonly string[]>> = {
	tcp: ['state', 'options', 'congestion', 'loss', 'buffers', ''],
	packetdrill: ['language', 'machine', 'packets', 'calls', 'written', ''],
};

const CORE = ['tcp', 'host', 'wire', 'lab', 'present'];

const MOST_LINES = 400;

type Source = {readonly path: string; readonly folder: string; readonly text: string; readonly code: string};

const sources: readonly Source[] = readdirSync(SRC, {recursive: true, encoding: 'utf8'})
	.filter(path => /\.tsx?$/.test(path))
	.map(path => {
		const text = readFileSync(join(SRC, path), 'utf8');
		return {
			path,
			folder: path.includes('/') ? path.slice(0, path.indexOf('/')) : '',
			text,
			code: withoutComments(text),
		};
	});

const core = sources.filter(source => CORE.includes(source.folder));

/** Sentences in comments and strings are no code. */
function withoutComments(text: string): string {
	return text
		.replace(/\/\*[\s\S]*?\*\//g, '')
		.replace(/'(?:[^'\\\n]|\\.)*'/g, "''")
		.replace(/(^|[^:])\/\/.*$/gm, '$1');
}

function importsOf({path, text}: Source): {readonly name: string; readonly folder: string | null}[] {
	return [
		...text.matchAll(
			/(?:^|\n)\s*(?:import|export)\b[^'";]*?\bfrom\s+'([^']+)'|(?:^|\n)import\s+'([^']+)'|\bimport\('([^']+)'\)/g,
		),
	]
		.map(found => found[1] ?? found[2] ?? found[3] ?? '')
		.map(name => {
			if (!name.startsWith('.')) return {name, folder: null};
			const target = relative(SRC, join(SRC, dirname(path), name));
			return {name, folder: target.includes('/') ? target.slice(0, target.indexOf('/')) : ''};
		});
}

const found = (where: readonly Source[], what: RegExp): string[] =>
	where.flatMap(({path, code}) =>
		code.split('\n').flatMap(line => (what.test(line) ? [`${path}: ${line.trim()}`] : [])),
	);

/** The files of src that a file imports, types too. */
const filesOf = (source: Source): string[] =>
	importsOf(source)
		.filter(({name}) => name.startsWith('.'))
		.map(({name}) => relative(SRC, join(SRC, dirname(source.path), name)).replace(/\.js$/, ''));

/** A way through imports that comes back to where it began; null where there is none. */
function circle(): string | null {
	const next = new Map(sources.map(source => [source.path.replace(/\.tsx?$/, ''), filesOf(source)]));
	const done = new Set<string>();
	const walk = (file: string, way: readonly string[]): string | null => {
		if (way.includes(file)) return [...way.slice(way.indexOf(file)), file].join(' → ');
		if (done.has(file)) return null;
		for (const other of next.get(file) ?? []) {
			const met = walk(other, [...way, file]);
			if (met !== null) return met;
		}

		done.add(file);
		return null;
	};

	for (const file of next.keys()) {
		const met = walk(file, []);
		if (met !== null) return met;
	}

	return null;
}

describe('the layers', () => {
	it('have no imports that run in a circle, within a folder either', () => {
		expect(circle()).toBeNull();
	});

	it('have parts of which each imports only those below it', () => {
		const wrong = sources.flatMap(source => {
			const parts = PARTS[source.folder];
			if (parts === undefined) return [];
			const rank = (path: string): number => parts.indexOf(path.split('/').slice(1, -1).join('/'));
			if (rank(source.path) === -1) return [`${source.path} is in no part`];
			return filesOf(source)
				.filter(file => file.startsWith(`${source.folder}/`) && rank(file) > rank(source.path))
				.map(file => `${source.path} → ${file}`);
		});
		expect(wrong).toEqual([]);
	});

	it('have each folder of src in their table', () => {
		expect(sources.map(s => s.folder).filter(folder => folder !== '' && MAY_USE[folder] === undefined)).toEqual([]);
	});

	it('import one way', () => {
		const wrong = sources.flatMap(source =>
			importsOf(source)
				.filter(({folder}) => folder !== null && source.folder !== '' && folder !== source.folder)
				.filter(({folder}) => !MAY_USE[source.folder]?.includes(folder ?? ''))
				.map(({name}) => `${source.path} imports ${name}`),
		);
		expect(wrong).toEqual([]);
	});

	it('take no package and no Node module into the core, which runs in a browser too', () => {
		const wrong = core.flatMap(source =>
			importsOf(source)
				.filter(({folder}) => folder === null)
				.map(({name}) => `${source.path} imports ${name}`),
		);
		expect(wrong).toEqual([]);
	});

	it('know the machine in edge and cli alone', () => {
		const wrong = sources.flatMap(source =>
			importsOf(source)
				.filter(({name}) => name.startsWith('node:') && source.folder !== 'edge' && source.folder !== 'cli')
				.map(({name}) => `${source.path} imports ${name}`),
		);
		expect(wrong).toEqual([]);
	});

	it('keep React and Ink in ui and edge, zustand in app and ui', () => {
		const allowed: Readonly<Record<string, readonly string[]>> = {
			react: ['ui', 'edge'],
			ink: ['ui', 'edge'],
			'ink-select-input': ['ui', 'edge'],
			zustand: ['app', 'ui'],
		};
		const wrong = sources.flatMap(source =>
			importsOf(source)
				.filter(({name}) => {
					const folders = allowed[name.split('/')[0] ?? ''];
					return folders !== undefined && !folders.includes(source.folder);
				})
				.map(({name}) => `${source.path} imports ${name}`),
		);
		expect(wrong).toEqual([]);
	});
});

describe('the core', () => {
	it('reads no clock, rolls no dice, and waits for nothing', () => {
		expect(
			found(
				core,
				/\b(?:Date|performance|setTimeout|setInterval|setImmediate|queueMicrotask|crypto|process)\b\s*[.(]|Math\.random/,
			),
		).toEqual([]);
	});

	it('compares sequence numbers on the circle, never as a line', () => {
		const number = String.raw`\.(?:seq|una|nxt|iss|irs|wl1|wl2|ack\.sent|recover|resent|told|snd\.fin|snd\.max|timing)`;
		const relation = String.raw`\s(?:<|>|<=|>=)\s`;
		expect(found(core, new RegExp(`${number}${relation}|${relation}[\\w.]*${number}\\b(?!\\.|\\()`))).toEqual([]);
	});

	it('holds plain data only: no class but the errors', () => {
		expect(found(core, /\bclass\s+\w+(?!.*extends\s+\w*Error\b)/)).toEqual([]);
		expect(
			found(
				core.filter(s => ['tcp', 'host', 'wire'].includes(s.folder)),
				/\basync\b|\bPromise\b/,
			),
		).toEqual([]);
	});
});

describe('every file', () => {
	it('has no default export', () => {
		expect(found(sources, /\bexport\s+default\b|\bas\s+default\b/)).toEqual([]);
	});

	it('has no `any`', () => {
		expect(found(sources, /[:<,|(]\s*any\b(?!\w)\s*[;,>)|[=]|\bas any\b/)).toEqual([]);
	});

	it(`stays below ${MOST_LINES} lines, but for tables`, () => {
		const long = sources.filter(({path, text}) => !isTable(path) && text.split('\n').length > MOST_LINES);
		expect(long.map(s => s.path)).toEqual([]);
	});

	it('has a name in kebab-case', () => {
		const wrong = sources.filter(
			({path}) => !path.split('/').every(part => /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.tsx?)?$/.test(part)),
		);
		expect(wrong.map(s => s.path)).toEqual([]);
	});
});

/** The rules, and the words of a language, are one list each. */
const isTable = (path: string): boolean => path === 'tcp/state/rules.ts' || path.startsWith('present/words/');
