/** A session as one HTML file that steps through it: ladder, graphs, both ends' variables, and what happened and why. */

import type {World} from '../../lab/index.js';
import {factText, hostOf} from '../../present/facts.js';
import {hostPane, instant, type Line, type Style, span, wordsFor} from '../../present/index.js';
import {xOf} from './axes-svg.js';
import {graphsOf, subtitleOf} from './graphs-svg.js';
import {SCRIPT} from './html-script.js';
import {planLadder, WIDTH} from './ladder-plan.js';
import {HEAD, ladderGroup} from './ladder-svg.js';
import {MONO, pageSheet, SANS, sheetFor} from './look.js';
import {type Instant, instantsOf, type PictureOptions, type Story, styleOf} from './story.js';
import {element, escaped, round} from './xml.js';

/** Cells and rows of an end's variables. */
const PANE = {width: 40, height: 20} as const;

/** Self-contained: its policy lets it load nothing at all. Without scripts it shows the whole ladder. */
export function htmlPicture(story: Story, {theme, draw}: PictureOptions): string {
	const words = wordsFor(story.lang);
	const {keep} = words.pictures;
	const instants = instantsOf(story);
	const plan = planLadder(story, instants);
	const graphs = draw === 'ladder' ? [] : graphsOf(story, draw);
	const frames = graphs.flatMap(graph => graph.frames);
	const lines = new Lines();
	const style = styleOf(story);
	const steps = instants.map((each, i) => ({
		at: instant(each.at),
		y: round((plan.steps[i]?.y ?? 0) + HEAD),
		x: frames.map(frame => round(xOf(frame, each.at))),
		facts: factLines(each, style).map(line => lines.placeOf(line)),
		...panes(each.world, instants[i - 1]?.world ?? story.start, style, lines),
	}));
	const data = {steps, lines: lines.all, count: keep.step};
	const ladderHeight = Math.ceil(plan.height + HEAD);
	let frame = 0;
	const drawings = graphs.map(graph => {
		const cursors = graph.frames.map(({top, height}) => {
			frame += 1;
			return element('line', {
				x1: 0,
				y1: top,
				x2: 0,
				y2: top + height,
				class: 'cursor graph-cursor',
				'data-frame': frame,
			});
		});
		return `${svgOpen(Math.ceil(graph.height))}\n${graph.markup}\n${cursors.join('\n')}\n</svg>`;
	});
	return [
		'<!doctype html>',
		`<html lang="${story.lang === 'zh' ? 'zh-CN' : 'en'}">`,
		'<head>',
		'<meta charset="utf-8">',
		`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">`,
		'<meta name="viewport" content="width=device-width, initial-scale=1">',
		`<meta name="color-scheme" content="${theme === 'auto' ? 'light dark' : theme}">`,
		`<title>${escaped(story.title)} · tcp-lab</title>`,
		`<style>${PAGE}\n${sheetFor(theme)}\n${pageSheet(theme)}</style>`,
		'</head>',
		'<body>',
		`<header><h1>${escaped(story.title)}</h1><p class="m-quiet">tcp-lab · ${escaped(subtitleOf(story))} · ${escaped(keep.keys)}</p></header>`,
		'<main>',
		'<section class="picture">',
		...(draw === 'all' || draw === 'ladder' || graphs.length === 0
			? [
					svgOpen(ladderHeight),
					`<g id="cursor">${element('line', {x1: 84, y1: 0, x2: WIDTH - 12, y2: 0, class: 'cursor'})}</g>`,
					ladderGroup(plan, story),
					'</svg>',
				]
			: ['<svg width="0" height="0"><g id="cursor"></g></svg>']),
		...drawings,
		'</section>',
		'<aside aria-live="polite">',
		'<div class="bar"><button id="back" type="button" aria-label="←">←</button><span><b id="when"></b> <span id="step" class="m-quiet"></span></span><button id="forth" type="button" aria-label="→">→</button></div>',
		'<pre id="facts" class="facts"></pre>',
		`<h2 class="m-client">${escaped(words.sides.client)}</h2><pre id="client"></pre>`,
		`<h2 class="m-server">${escaped(words.sides.server)}</h2><pre id="server"></pre>`,
		'</aside>',
		'</main>',
		`<script type="application/json" id="data">${JSON.stringify(data)
			.replace(/</g, '\\u003c')
			.replace(/\u2028|\u2029/g, ' ')}</script>`,
		`<script>${SCRIPT}</script>`,
		'</body>',
		'</html>',
		'',
	].join('\n');
}

const svgOpen = (height: number): string =>
	`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}">`;

/** Each line of markup once: most of an end's variables stay as they were. */
class Lines {
	readonly all: string[] = [];
	readonly #places = new Map<string, number>();

	placeOf(line: Line): number {
		const markup = marked(line);
		const known = this.#places.get(markup);
		if (known !== undefined) return known;
		this.#places.set(markup, this.all.length);
		return this.all.push(markup) - 1;
	}
}

function marked(line: Line): string {
	const spans = line.map(({text, meaning}) =>
		meaning === 'plain' ? escaped(text) : `<span class="m-${meaning}">${escaped(text)}</span>`,
	);
	return spans.join('').trimEnd();
}

function panes(world: World, before: World, style: Style, lines: Lines): {client: number[]; server: number[]} {
	const of = (host: 'client' | 'server'): number[] => {
		const pane = hostPane({world, before, host, connection: null, style, ...PANE});
		const used = pane.findLastIndex(line => line.some(({text}) => text.trim() !== ''));
		return pane.slice(0, used + 1).map(line => lines.placeOf(line));
	};
	return {client: of('client'), server: of('server')};
}

/** What happened, each by its host; timers that were only set are left out. */
function factLines({facts, world}: Instant, style: Style): Line[] {
	const words = wordsFor(style.lang);
	return facts
		.filter(fact => fact.kind !== 'timer' || fact.act === 'fired')
		.map(fact => {
			const host = hostOf(fact);
			const [text, meaning] = factText(fact, world, world.wire.isns, style, words, 0);
			return [span(`${host === null ? words.wire.title : words.sides[host]}  `, host ?? 'quiet'), span(text, meaning)];
		});
}

/** The page itself: picture at the left, what happens at the right; below each other on a narrow screen. */
const PAGE = [
	`body{margin:0;font:15px/1.45 ${SANS}}`,
	'header{padding:14px 24px 4px}h1{margin:0;font-size:22px}header p{margin:2px 0 6px;font-size:13px}',
	'main{display:flex;gap:16px;padding:0 16px 16px;height:calc(100vh - 84px);box-sizing:border-box}',
	'.picture{overflow:auto;flex:1 1 960px;min-width:0}.picture svg{display:block;max-width:100%;height:auto;margin:0 auto 18px}',
	'aside{flex:0 1 470px;min-width:340px;overflow:auto;border:1px solid;border-radius:8px;padding:12px 14px}',
	'aside h2{font-size:14px;margin:14px 0 4px}',
	`pre{margin:0;font:12.5px/1.42 ${MONO};white-space:pre}`,
	'pre.facts{white-space:pre-wrap;margin:10px 0 0;min-height:7em;padding-left:1.2em;text-indent:-1.2em}',
	'.bar{display:flex;align-items:center;justify-content:space-between;gap:10px;font-variant-numeric:tabular-nums}',
	'button{font:inherit;padding:2px 14px;border:1px solid;border-radius:6px;cursor:pointer}button:disabled{opacity:.4;cursor:default}',
	'.cursor{stroke-width:1.6;stroke-dasharray:2 3}',
	'.to-come{opacity:.13}.under-way path{stroke-dasharray:6 4}[data-from]{cursor:pointer}',
	'.m-state,.m-changed,.m-strong,.m-title{font-weight:600}',
	'@media (max-width:900px){main{flex-direction:column;height:auto}.picture{max-height:60vh}}',
	'@media print{main{display:block;height:auto}aside{display:none}.to-come{opacity:1}.cursor{display:none}.picture{overflow:visible}}',
].join('\n');
