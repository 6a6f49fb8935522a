import {readFileSync} from 'node:fs';
import {beforeAll, describe, expect, it} from 'vitest';
import {castLines} from '../../src/cli/cast.js';
import {builtIns} from '../../src/cli/scenario-files.js';
import {parseScenario, play, type Run} from '../../src/format/index.js';
import {
	DRAWINGS,
	htmlPicture,
	mermaidPicture,
	type Story,
	svgPicture,
	THEMES,
	textPicture,
} from '../../src/format/pictures/index.js';
import {plain} from '../../src/format/pictures/mermaid.js';
import {instantsOf} from '../../src/format/pictures/story.js';
import {createLab} from '../../src/lab/index.js';
import {plainMeasure} from '../../src/present/index.js';
import {openDisplay} from '../support/display.js';

const LANGS = ['en', 'zh'] as const;
const runs = new Map<string, Run>();

beforeAll(async () => {
	for (const {name, path} of builtIns())
		runs.set(name, play(await parseScenario({path, text: readFileSync(path, 'utf8')})));
});

const storyOf = ({scenario, start, entries}: Run, lang: 'en' | 'zh' = 'en'): Story => ({
	title: scenario.title[lang],
	start,
	entries,
	lang,
});

const runOf = (name: string): Run => {
	const run = runs.get(name);
	if (run === undefined) throw new Error(`no scenario ${name}`);
	return run;
};

/** What a person, a program and a file name could try. */
const HOSTILE = `<script>alert(1)</script> & "quotes' ]]> --> end; #9; \u0000\u001b[2J \u202e{{x}}`;

/** A session whose title and text are hostile. */
function hostile(): Story {
	const lab = createLab();
	lab.do({do: 'call', host: 'client', call: {call: 'connect', socket: 'c', port: 80}});
	lab.do({do: 'deliver-all'});
	lab.do({do: 'deliver-all'});
	lab.do({do: 'deliver-all'});
	lab.do({do: 'call', host: 'client', call: {call: 'send', socket: 'c', text: HOSTILE}});
	lab.do({do: 'call', host: 'client', call: {call: 'send', socket: '<b>&', text: HOSTILE}});
	return {title: HOSTILE, start: lab.history.start, entries: lab.history.entries, lang: 'en'};
}

/** The names of open elements at the end, in order: empty for well-formed XML. Throws where one closes another. */
function unclosed(xml: string): string[] {
	const open: string[] = [];
	const rest = xml.replace(/<([/?!]?)([\w:-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)\??>/g, (_, slash, name, __, alone) => {
		if (slash === '/') {
			if (open.pop() !== name) throw new Error(`</${name}> closes something else`);
		} else if (slash === '' && alone === '') open.push(name);
		return '';
	});
	if (/[<>]/.test(rest.replace(/>/g, match => match))) {
		const stray = /<.{0,40}/.exec(rest);
		if (stray !== null) throw new Error(`markup that is none: ${stray[0]}`);
	}
	if (/&(?!(?:amp|lt|gt|quot|#39);)/.test(rest)) throw new Error('a bare ampersand');
	return open;
}

describe('SVG', () => {
	it('is well-formed, alone and without script, of every scenario, in either language, in every theme', () => {
		for (const [name, run] of runs) {
			for (const lang of LANGS) {
				for (const [i, theme] of THEMES.entries()) {
					const svg = svgPicture(storyOf(run, lang), {theme, draw: DRAWINGS[i] ?? 'all'});
					expect([name, unclosed(svg)]).toEqual([name, []]);
					expect(svg).not.toMatch(/<script|\bon\w+=|href|url\(|NaN|undefined|Infinity/);
				}
			}
		}
	});

	it('draws each segment, with its fate, and each change of state', () => {
		const run = runOf('fin-lost');
		const svg = svgPicture(storyOf(run), {theme: 'light', draw: 'ladder'});
		const count = (kind: string): number => run.facts.filter(fact => fact.kind === kind).length;
		expect(svg.match(/class="seg /g)?.length).toBe(count('sent'));
		expect(svg.match(/class="seg lost"/g)?.length).toBe(1);
		expect(svg.match(/class="seg again"/g)?.length).toBe(1);
		expect(svg.match(/<circle/g)?.length).toBe(count('state'));
		expect(svg).toContain('1 s later');
	});

	it('adds the graphs where text was sent, and colours for dark and light', () => {
		const all = svgPicture(storyOf(runOf('fast-retransmit')), {theme: 'auto', draw: 'all'});
		expect(all).toContain('prefers-color-scheme:dark');
		expect(all).toContain('>ssthresh<');
		expect(all).toMatch(/class="tick s-again"/);
		const bare = svgPicture(storyOf(runOf('three-way-handshake')), {theme: 'dark', draw: 'all'});
		expect(bare).not.toContain('>ssthresh<');
		expect(bare).not.toContain('prefers-color-scheme');
	});

	it('says everything that people wrote as text', () => {
		const svg = svgPicture(hostile(), {theme: 'light', draw: 'all'});
		expect(unclosed(svg)).toEqual([]);
		expect(svg).not.toContain('<script');
		expect(svg).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quotes&#39;');
		expect(svg.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
	});
});

describe('HTML', () => {
	it('is one file that may load nothing, and has a step for each instant', () => {
		for (const [name, run] of runs) {
			for (const lang of LANGS) {
				const html = htmlPicture(storyOf(run, lang), {theme: 'auto', draw: 'all'});
				expect(html).toContain(`default-src 'none'`);
				expect(html).not.toMatch(/\bsrc=|<link|@import|url\(|https?:\/\/(?!www\.w3\.org\/2000\/svg)/);
				const data = JSON.parse(/id="data">(.*?)<\/script>/s.exec(html)?.[1] ?? '');
				expect([name, data.steps.length]).toEqual([name, instantsOf(storyOf(run)).length]);
				const indexes: number[] = data.steps.flatMap((step: Record<string, number[]>) => [
					...(step.facts ?? []),
					...(step.client ?? []),
					...(step.server ?? []),
				]);
				expect(Math.max(...indexes)).toBe(data.lines.length - 1);
				for (const line of data.lines) expect(unclosed(line)).toEqual([]);
			}
		}
	});

	it('lets no text out of its place', () => {
		const html = htmlPicture(hostile(), {theme: 'light', draw: 'all'});
		expect(html.match(/<script/g)?.length).toBe(2);
		expect(html.match(/<\/script>/g)?.length).toBe(2);
		expect(html).not.toContain('<b>&');
	});
});

describe('Mermaid', () => {
	// The library is too large to test with here; its grammar's shape for what we write is this.
	const LINE =
		/^(?:---|title: ".*"|sequenceDiagram| {4}participant [CS] as [^;#<>]+| {4}Note (?:left of C|right of S|over C,S): .+| {4}[CS](?:->>|-x)[CS]: .+)$/;

	it('is a sequence diagram of every scenario, in either language', () => {
		for (const run of runs.values()) {
			for (const lang of LANGS) {
				const lines = mermaidPicture(storyOf(run, lang)).trimEnd().split('\n');
				expect(lines.filter(line => !LINE.test(line))).toEqual([]);
				const arrows = lines.filter(line => /->>|-x/.test(line)).length;
				expect(arrows).toBe(run.facts.filter(({kind}) => kind === 'sent').length);
			}
		}
	});

	it('writes what means something to it by number', () => {
		expect(plain('a; #b <i> end & {c} %%')).toBe('a#59; #35;b #60;i#62; #101;nd #38; #123;c#125; #37;#37;');
		const lines = mermaidPicture(hostile()).trimEnd().split('\n');
		expect(lines.filter(line => !LINE.test(line))).toEqual([]);
	});
});

describe('text', () => {
	it('has no line wider than asked, and no sign beyond ASCII where that is asked', () => {
		for (const run of runs.values()) {
			for (const lang of LANGS) {
				const style = {lang, ascii: false, numbers: 'relative', measure: plainMeasure} as const;
				const lines = textPicture(storyOf(run, lang), 100, 'all', style);
				expect(lines.slice(1).filter(line => plainMeasure(line) > 100)).toEqual([]);
				const ascii = textPicture(storyOf(run), 80, 'all', {...style, lang: 'en', ascii: true});
				expect(ascii.filter(line => /[^\x20-\x7e]/.test(line))).toEqual([]);
			}
		}
	});
});

describe('an asciicast', () => {
	it('is a header and events in the order of time, and ends on the screen as it is', async () => {
		const run = runOf('syn-ack-lost');
		const style = {lang: 'zh', ascii: false, numbers: 'relative', measure: plainMeasure} as const;
		const [head = '', ...events] = castLines(run, {columns: 80, rows: 24, title: 't', style});
		expect(JSON.parse(head)).toMatchObject({version: 2, width: 80, height: 24});
		const display = openDisplay(80, 24);
		let before = -1;
		for (const line of events) {
			const [at, kind, text] = JSON.parse(line);
			expect(at).toBeGreaterThanOrEqual(before);
			expect(kind).toBe('o');
			before = at;
			display.write(text);
		}
		await display.until('ESTABLISHED');
		expect(display.text()).toContain('SYN,ACK');
		display.dispose();
	});
});
