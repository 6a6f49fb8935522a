import {readdirSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {describe, expect, it} from 'vitest';
import {failedLines, hasPassed, notesText, readScript, runScript, type Script} from '../../src/packetdrill/index.js';
import {changes} from './changes.js';

const HERE = dirname(fileURLToPath(import.meta.url));
const folders = readdirSync(HERE, {withFileTypes: true}).filter(entry => entry.isDirectory());
const suite: readonly (readonly [folder: string, readonly Script[]])[] = folders.map(({name}) => [
	name,
	readdirSync(join(HERE, name))
		.sort()
		.map(file => readScript({path: `${name}/${file}`, text: readFileSync(join(HERE, name, file), 'utf8')})),
]);
const scripts = suite.flatMap(([, own]) => own);

describe('scripts of our own', () => {
	it('are at least 150', () => {
		expect(scripts.length).toBeGreaterThanOrEqual(150);
	});

	it('say on top, in two lines, why it must be so, and where that is written', () => {
		const silent = scripts.filter(({source: {text}}) => {
			const lines = text.split('\n');
			const why = lines.slice(
				0,
				Math.max(
					0,
					lines.findIndex(line => !line.startsWith('// ') || /tcp-lab:/.test(line)),
				),
			);
			return why.length !== 2 || !/RFC \d+|Linux/.test(why.join(' '));
		});
		expect(silent.map(({source}) => source.path)).toEqual([]);
	});

	it('each name their profile, and leave no option of a segment unchecked', () => {
		const loose = scripts.filter(
			({own, source}) => own.profile === null || source.text.includes('<...>') || own.moreMayCome,
		);
		expect(loose.map(({source}) => source.path)).toEqual([]);
	});

	it('each have words of their own', () => {
		const why = scripts.map(({source}) => source.text.slice(0, source.text.indexOf('// tcp-lab:')));
		expect(why.filter((text, index) => why.indexOf(text) !== index)).toEqual([]);
	});
});

describe.each(suite)('%s', (_folder, own) => {
	it.each(own.map(script => [script.source.path, script] as const))('%s holds', (_path, script) => {
		const run = runScript(script);
		expect(hasPassed(run) ? [] : failedLines(run, 'en')).toEqual([]);
		expect(notesText(run, 'en')).toEqual([]);
	});

	it('notices every change of every line that expects a segment', () => {
		const unnoticed: string[] = [];
		for (const script of own) {
			for (const change of changes(script)) {
				if (hasPassed(runScript(change.script)))
					unnoticed.push(`${script.source.path}:${change.line}: ${change.what}: ${change.text}`);
			}
		}

		expect(unnoticed).toEqual([]);
	});
});
