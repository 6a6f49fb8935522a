import {readdirSync, readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {createSession, listItems, modeOf, pageLines, type Session} from '../../src/app/index.js';
import {parseScenario, play} from '../../src/format/index.js';
import {PROFILE_NAMES, type ProfileName} from '../../src/host/index.js';
import {createHistory, type History, jump, record} from '../../src/lab/index.js';
import {type Lang, plainMeasure, termWords} from '../../src/present/index.js';
import {press} from './support.js';

const folder = new URL('../../src/scenarios/', import.meta.url);
const files = readdirSync(folder).filter(name => name.endsWith('.yaml'));
const both = files.flatMap(file => PROFILE_NAMES.map(profile => [file, profile] as const));

/** A scenario played to its end, as a history that a session can be opened with. */
async function historyOf(file: string, profile: ProfileName): Promise<History> {
	const text = readFileSync(new URL(file, folder), 'utf8');
	const {setup, entries} = play(await parseScenario({path: file, text}), {profile});
	const history = createHistory(setup);
	for (const {input} of entries) record(history, input);
	return history;
}

const open = (history: History, lang: Lang): Session =>
	createSession({setup: history.setup, history, lang, measure: plainMeasure});

const WIDTH = 76;

type Page = {readonly about: string; readonly lines: readonly string[]};

/** The page that `e` opened: what it is about, and its lines. */
function page(session: Session): Page {
	const state = session.store.getState();
	const mode = modeOf(state);
	if (mode.name !== 'explain') throw new Error('no explanation is open');
	const lines = pageLines(state, mode, WIDTH).map(line => line.map(({text}) => text).join(''));
	return {about: JSON.stringify(mode.about), lines};
}

/** The page that `e` opens, and with `h` those before it, until they come round. */
function pagesOf(session: Session): Page[] {
	const pages = new Map<string, Page>();
	press(session, 'e');
	for (let now = page(session); !pages.has(now.about); now = page(session)) {
		pages.set(now.about, now);
		press(session, 'h');
	}
	return [...pages.values()];
}

const LANGS: readonly Lang[] = ['en', 'zh'];
const STEP = '{"kind":"step"}';
const HAN = /[\u4e00-\u9fff]/;
const BEGINS: Readonly<Record<Lang, string>> = {en: '   it began here: ', zh: '   由此开始：'};
/** What a page would say that knows nothing. */
const EMPTY =
	/[{}]|undefined|null|NaN|^ {3}(What for|RFC and Linux|Changes|Also|为了什么|RFC 与 Linux|变化|同时)[:：] *$/;

function wrongIn(lines: readonly string[], lang: Lang): string[] {
	const wrong: string[] = [];
	if (lines.filter(line => line.startsWith(BEGINS[lang])).length !== 1) wrong.push('does not begin once');
	for (const line of lines) {
		if (EMPTY.test(line)) wrong.push(`empty: ${line}`);
		if (plainMeasure(line) > WIDTH) wrong.push(`too wide: ${line}`);
		if (lang === 'en' && HAN.test(line)) wrong.push(`Chinese: ${line}`);
	}
	if (lang === 'zh' && !lines.some(line => HAN.test(line))) wrong.push('not Chinese');
	return wrong;
}

describe.each(both)('e in %s, %s', (file, profile) => {
	it('explains every segment on the wire, and every change of a host, in both languages', async () => {
		const history = await historyOf(file, profile);
		const ids = history.entries.flatMap(({facts}) =>
			facts.flatMap(fact => (fact.kind === 'sent' ? [fact.flight.id] : [])),
		);
		for (const lang of LANGS) {
			const session = open(history, lang);
			press(session, '2');
			const onWire = pagesOf(session);
			expect(ids.filter(id => !onWire.some(({about}) => about.includes(`"id":"${id}"`)))).toEqual([]);
			press(session, 'escape', '1');
			const atClient = pagesOf(session);
			press(session, 'escape', '3');
			const wrong = [...onWire, ...atClient, ...pagesOf(session)]
				.filter(({about}) => about !== STEP)
				.flatMap(({about, lines}) => wrongIn(lines, lang).map(each => `${lang} ${about}: ${each}`));
			expect(wrong).toEqual([]);
		}
	});

	it('explains at every moment what is in flight then', async () => {
		const history = await historyOf(file, profile);
		for (let cursor = 1; cursor <= history.entries.length; cursor++) {
			jump(history, cursor);
			const session = open(history, 'en');
			press(session, '2', 'e');
			const {about, lines} = page(session);
			expect(lines.length, `${cursor} ${about}`).toBeGreaterThan(0);
			if (about !== STEP) expect(wrongIn(lines, 'en'), `${cursor} ${about}`).toEqual([]);
		}
	});
});

describe('g on an explanation', () => {
	it('has the words that are in it, in both languages, and each opens its page', async () => {
		for (const lang of LANGS) {
			const session = open(await historyOf('12-fast-retransmit.yaml', 'linux'), lang);
			press(session, '2', 'e', 'g');
			const state = session.store.getState();
			const items = listItems(state, modeOf(state));
			expect(items.length).toBeGreaterThan(2);
			expect(items.length).toBeLessThan(20);
			press(session, 'enter');
			const mode = modeOf(session.store.getState());
			const {term} = mode.name === 'term' ? mode : {term: null};
			expect(term).toBe(items[0]?.id);
			const [first] = pageLines(session.store.getState(), mode, WIDTH);
			expect(first?.[0]?.text).toContain(term === null ? '?' : termWords(term, lang).name);
			press(session, 'escape', 'escape');
			expect(modeOf(session.store.getState()).name).toBe('explain');
		}
	});
});
