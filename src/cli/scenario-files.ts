/** Scenarios on disk: those that come with the program, and the user's. */

import {closeSync, existsSync, openSync, readdirSync, readFileSync, readSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import type {Source} from '../format/index.js';
import {nearest} from '../format/nearest.js';
import {fill} from '../present/index.js';
import {Problem} from './problem.js';
import {type CliWords, whyNot} from './words.js';

export type BuiltIn = {readonly name: string; readonly path: string};

/** Beside the bundle, or beside this folder when the sources run as they are. */
const FOLDERS = ['./scenarios/', '../scenarios/'];

/** In the order of their numbers, which is the order to learn them in. */
export function builtIns(): readonly BuiltIn[] {
	for (const folder of FOLDERS) {
		const path = fileURLToPath(new URL(folder, import.meta.url));
		if (!existsSync(`${path}01-three-way-handshake.yaml`)) continue;
		return readdirSync(path)
			.filter(file => file.endsWith('.yaml'))
			.sort()
			.map(file => ({name: file.replace(/^\d+-/, '').replace(/\.yaml$/, ''), path: path + file}));
	}

	return [];
}

/** The title and the first citation of a built-in one, without the YAML package: the menu is there at once. */
export function headOf({path}: BuiltIn): {readonly en: string; readonly zh: string; readonly section: string} {
	const text = readFileSync(path, 'utf8');
	const line = (name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(text)?.[1] ?? '';
	const [, rfc = '9293', place = ''] = CITATION.exec(text) ?? [];
	return {en: line('title'), zh: line('title_zh'), section: `RFC ${rfc} ${place}`};
}

const CITATION = /(?:RFC (\d+) )?(§[A\d.]*\d|Figure \d+)/;

/** A file as it was read. `path` is for showing only. */
export type Octets = {readonly path: string; readonly octets: Uint8Array};

/**
 * What a person names, as octets: `-` is the standard input; a path is a file; anything else a built-in scenario's name.
 *
 * @throws Problem with the sentence to say
 */
export function readNamed(given: string, words: CliWords): Octets {
	if (given === '-') return readFile('-', words);
	const known = builtIns();
	const name = given.replace(/^\d+-/, '');
	const builtIn = known.find(one => one.name === name);
	if (builtIn !== undefined && !existsSync(given)) {
		return {path: `${builtIn.name}.yaml`, octets: readOctets(builtIn.path, given, words)};
	}

	if (!existsSync(given) && !/[./\\]/.test(given)) {
		const near = nearest(
			name,
			known.map(one => one.name),
		);
		const hint = near === null ? '' : fill(words.didYouMean, {name: near});
		throw new Problem(fill(words.noSuchScenario, {name: given, hint}));
	}

	return readFile(given, words);
}

/** A file, or the standard input by the name `-`. @throws Problem when it cannot be read */
export const readFile = (given: string, words: CliWords): Octets => ({
	path: given,
	octets: readOctets(given === '-' ? 0 : given, given, words),
});

/** As a text. @throws Problem when it is none */
export function sourceOf({path, octets}: Octets, words: CliWords): Source {
	try {
		return {path, text: new TextDecoder('utf-8', {fatal: true}).decode(octets)};
	} catch {
		throw new Problem(fill(words.notText, {path}));
	}
}

/** Octets: enough for a session of a hundred thousand inputs. What is given may be a device without end. */
const MOST = 64_000_000;
const CHUNK = 65_536;

function readOctets(from: string | number, path: string, words: CliWords): Uint8Array {
	const chunks: Buffer[] = [];
	let length = 0;
	try {
		const file = typeof from === 'number' ? from : openSync(from, 'r');
		try {
			while (length <= MOST) {
				const chunk = Buffer.alloc(CHUNK);
				const more = readSync(file, chunk, 0, CHUNK, null);
				if (more === 0) break;
				chunks.push(chunk.subarray(0, more));
				length += more;
			}
		} finally {
			if (typeof from !== 'number') closeSync(file);
		}
	} catch (error) {
		throw new Problem(fill(words.unreadable, {path, why: whyNot(error, words)}));
	}

	if (length > MOST) throw new Problem(fill(words.tooLong, {path}));
	return Buffer.concat(chunks);
}
