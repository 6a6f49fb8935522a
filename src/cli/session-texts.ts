/** What a person opens on the screen: a scenario by path or name, or a session that was saved. */

import type {Loaded} from '../app/index.js';
import {captureKind} from '../format/capture.js';
import type {Source} from '../format/index.js';
import type {ProfileName} from '../host/index.js';
import {parseSession} from '../lab/index.js';
import {fill, type Lang} from '../present/index.js';
import {Problem} from './problem.js';
import {type Octets, readNamed, sourceOf} from './scenario-files.js';
import type {ScreenOptions} from './screen-options.js';
import type {CliWords} from './words.js';

/** `error` is one line, for the screen; `whole` has the place with its caret too. */
type Wrong = {readonly error: string; readonly whole?: string};

/** A scenario with what the command line has to say about it. */
export async function scenarioLoaded(
	given: string,
	{
		lang,
		profile = null,
		seed = null,
	}: Pick<ScreenOptions, 'lang'> & {profile?: ScreenOptions['profile'] | null; seed?: number | null},
	words: CliWords,
): Promise<Loaded | Wrong> {
	const {ParseError, parseScenario, setupOf} = await import('../format/index.js');
	try {
		if (given.endsWith('.pkt')) return await scriptLoaded(textOf(readNamed(given, words), words), profile, lang);
		const scenario = await parseScenario(textOf(readNamed(given, words), words));
		return {setup: setupOf(scenario, {profile, seed}), title: scenario.title[lang]};
	} catch (error) {
		if (error instanceof ParseError) return {error: error.message.split('\n')[0] ?? '', whole: error.message};
		if (error instanceof Problem) return {error: error.message};
		throw error;
	}
}

/** A packetdrill script as it runs, standing at its beginning; one that does not pass ends where it fails. */
async function scriptLoaded(source: Source, profile: ProfileName | null, lang: Lang): Promise<Loaded> {
	const {failureSays, readScript, runScript, scriptHistory, scriptWords} = await import('../packetdrill/index.js');
	const run = runScript(readScript(source), {profile, moreMayCome: true});
	const {history, side, lines, lineOf} = scriptHistory(run);
	const {failure} = run;
	const name = source.path.slice(source.path.lastIndexOf('/') + 1);
	const title =
		failure === null ? name : fill(scriptWords(lang).failedAt, {name, line: failure.place.line, field: failure.field});
	const failed = failure === null ? null : {line: failure.place.line, says: failureSays(failure, lang)};
	return {setup: history.setup, history, title, script: {side, lines, lineOf, failed}};
}

/** @throws Problem for a capture, which has no world that could be shown, and for what is no text */
function textOf(file: Octets, words: CliWords): Source {
	if (captureKind(file.octets) !== null) throw new Problem(fill(words.onScreen, {path: file.path}));
	return sourceOf(file, words);
}

/** A session file begins with its own mark; everything else is a scenario. */
export async function openedFile(
	path: string,
	options: Pick<ScreenOptions, 'lang'>,
	words: CliWords,
): Promise<Loaded | Wrong> {
	try {
		const {text} = textOf(readNamed(path, words), words);
		if (!/^\s*\{\s*"tcp-lab"/.test(text)) return await scenarioLoaded(path, options, words);
		const read = parseSession(text);
		if ('error' in read) {
			const {line, reason} = read.error;
			return {error: fill(reason === 'version' ? words.laterSession : words.noSession, {path, line})};
		}

		return {setup: read.history.setup, history: read.history, title: null};
	} catch (error) {
		if (error instanceof Problem) return {error: error.message};
		throw error;
	}
}
