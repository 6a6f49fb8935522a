/** `tcp-lab`: the lab on screen. Puts session, session file, terminal and picture together. */

import {createSession, type ScenarioTitle, type Session} from '../app/index.js';
import {capabilities} from '../edge/capabilities.js';
import {exitCode} from '../edge/exit.js';
import {openLabScreen} from '../edge/lab-screen.js';
import {sessionFolder} from '../edge/paths.js';
import {textWidth} from '../edge/width.js';
import {ParseError} from '../format/index.js';
import {defaultSetup} from '../lab/index.js';
import type {Lesson} from '../lesson/index.js';
import type {Lang} from '../present/index.js';
import {lessonShelf, loadLesson} from './lesson-shelf.js';
import {captureFile} from './output.js';
import {Problem, signed, WRONG} from './problem.js';
import {builtIns, headOf} from './scenario-files.js';
import type {ScreenOptions} from './screen-options.js';
import {keepSession} from './session-keeper.js';
import {openedFile, scenarioLoaded} from './session-texts.js';
import type {Surroundings} from './surroundings.js';
import {versionOf} from './version.js';
import {bugText, type CliWords, cliWords} from './words.js';

/** @returns the exit code, when the person has left and the terminal is as it was */
export async function openLab(options: ScreenOptions, around: Surroundings): Promise<number> {
	const {lang, profile = 'rfc9293', seed = 1} = options;
	const {stdin, stdout, env, platform} = around;
	const words = cliWords(lang);
	const can = capabilities(options, {
		env,
		platform,
		stdinIsTty: stdin.isTTY === true,
		stdoutIsTty: stdout.isTTY === true,
	});
	if (can.missing !== null)
		throw new Problem({screen: words.noScreen, keys: words.noKeys, cursor: words.noCursor}[can.missing]);

	const load = (name: string) => scenarioLoaded(name, options, words);
	const first = options.scenario === undefined ? null : await load(options.scenario);
	if (first !== null && 'error' in first) {
		around.stderr.write(`${first.whole ?? signed(first.error)}\n`);
		return WRONG;
	}

	const wanted = options.lesson === undefined ? null : await lessonOrWrong(options.lesson, words);
	if (typeof wanted === 'string') {
		around.stderr.write(`${wanted}\n`);
		return WRONG;
	}

	// Said when the step that met the trouble has said its own.
	const keeper = keepSession(sessionFolder(), words, text =>
		queueMicrotask(() => {
			session.store.setState({saving: text === null});
			session.tell(text === null ? null : {text, tone: 'warning'});
		}),
	);
	const session: Session = createSession({
		setup: first?.setup ?? defaultSetup(profile, seed),
		title: first?.title ?? null,
		...(first?.history !== undefined && {history: first.history}),
		...(first?.script !== undefined && {script: first.script}),
		lang,
		ascii: !can.unicode,
		measure: textWidth,
		scenarios: menu(lang),
		loadScenario: load,
		onBegin: keeper.begin,
		onOperation: keeper.write,
		// Who names a lesson has decided what to do.
		unfinished: wanted === null && options.lessons !== true ? keeper.unfinished : null,
		lessons: lessonShelf(sessionFolder(), words, text => queueMicrotask(() => session.tell({text, tone: 'warning'}))),
		files: {
			save: keeper.save,
			open: path => openedFile(path, options, words),
			application: `tcp-lab ${versionOf()}`,
			capture: (path, octets) => captureFile(path, octets, words),
		},
	});
	if (options.lesson !== undefined) session.dispatch({do: 'lesson', id: options.lesson});
	else if (options.lessons === true) session.dispatch({do: 'open', mode: 'lessons'});
	const {colours, escapeDelay} = can;
	const terminal = openLabScreen(session, {stdin, stdout, colours, escapeDelay});
	const exit = await terminal.exited;
	keeper.end(exit.reason === 'quit' || exit.reason === 'interrupt');
	if (exit.reason === 'crash') around.stderr.write(`${bugText(exit.error, env, words)}\n`);
	return exitCode(exit);
}

/** The lesson, or what is wrong with its file. */
async function lessonOrWrong(name: string, words: CliWords): Promise<Lesson | string> {
	try {
		return await loadLesson(name, words);
	} catch (error) {
		if (error instanceof ParseError) return error.message;
		throw error;
	}
}

const menu = (lang: Lang): readonly ScenarioTitle[] =>
	builtIns().map(one => {
		const head = headOf(one);
		return {id: one.name, title: head[lang], section: head.section};
	});
