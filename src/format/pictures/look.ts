/** Colours and type of the pictures to keep. Plain rules, no variables: slide programs read no more of CSS. */

import type {Theme} from './story.js';

type Palette = Readonly<
	Record<
		| 'ground'
		| 'panel'
		| 'ink'
		| 'quiet'
		| 'rule'
		| 'client'
		| 'server'
		| 'outsider'
		| 'lost'
		| 'again'
		| 'state'
		| 'timer'
		| 'window',
		string
	>
>;

const LIGHT: Palette = {
	ground: '#ffffff',
	panel: '#f6f8fa',
	ink: '#1f2328',
	quiet: '#656d76',
	rule: '#d0d7de',
	client: '#0757ba',
	server: '#7a3ec8',
	outsider: '#9a5b00',
	lost: '#c4232d',
	again: '#a35200',
	state: '#116329',
	timer: '#0a6a76',
	window: '#9a6700',
};

const DARK: Palette = {
	ground: '#0d1117',
	panel: '#161b22',
	ink: '#e6edf3',
	quiet: '#8d96a0',
	rule: '#30363d',
	client: '#6cb6ff',
	server: '#c69bff',
	outsider: '#ffd24a',
	lost: '#ff7b72',
	again: '#ffa657',
	state: '#56d364',
	timer: '#4cc9d8',
	window: '#e3b341',
};

export const SANS =
	"system-ui,-apple-system,'Segoe UI','Noto Sans','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif";
export const MONO = "ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Noto Sans Mono CJK SC',monospace";

/** Rules for what is drawn, and for the meanings of `present`'s lines. */
const rules = (p: Palette): string =>
	[
		`.ground{fill:${p.ground}}`,
		`.ink,text{fill:${p.ink}}`,
		`text.quiet,.m-quiet{fill:${p.quiet};color:${p.quiet}}`,
		`.axis{stroke:${p.rule};fill:none}`,
		`.life{stroke:${p.quiet};stroke-width:2}`,
		...(['client', 'server', 'outsider', 'lost', 'again'] as const).flatMap(name => [
			`.seg.${name} path,.seg.${name} line{stroke:${p[name]}}`,
			`.seg.${name} .head{fill:${p[name]};stroke:none}`,
			`.m-${name},text.${name}{fill:${p[name]};color:${p[name]}}`,
			`.dot.${name}{fill:${p[name]}}`,
		]),
		`.halo{stroke:${p.ground}}`,
		`text.state,.m-state{fill:${p.state};color:${p.state}}`,
		`text.timer,.m-timer,.m-rule{fill:${p.timer};color:${p.timer}}`,
		`.m-urgent-timer,.m-error,.m-lost{color:${p.lost}}`,
		`.m-changed,.m-again,.m-warning,.m-damaged{color:${p.again}}`,
		`.m-arrived{color:${p.state}}`,
		`.l-cwnd{stroke:${p.ink}}`,
		`.l-ssthresh,.l-rto,.l-window{stroke:${p.window}}`,
		`.l-srtt{stroke:${p.timer}}`,
		`.l-acked{stroke:${p.state}}`,
		`.a-flight{fill:${p.client};opacity:.22}`,
		`.s-sent{stroke:${p.ink}}`,
		`.s-again{stroke:${p.again}}`,
		`.s-lost{stroke:${p.lost}}`,
		`.s-sack{stroke:${p.timer};opacity:.7}`,
	].join('\n');

/** What does not change with the theme. */
const SHAPES = [
	`text{font-family:${SANS};font-size:13px}`,
	`text.mono{font-family:${MONO};font-size:12px}`,
	'text.title{font-size:19px;font-weight:600}',
	'text.head{font-size:15px;font-weight:600}',
	'text.state{font-weight:600}',
	'text.small{font-size:11.5px}',
	'.seg path,.seg line{fill:none;stroke-width:1.7}',
	'.seg.flying path{stroke-dasharray:6 4}',
	'.halo{stroke-width:4;stroke-linejoin:round;paint-order:stroke}',
	'.axis{stroke-width:1}',
	'.line{fill:none;stroke-width:1.8;stroke-linejoin:round}',
	'.dashed{stroke-dasharray:5 4}',
	'.tick{stroke-width:2.6}',
].join('\n');

/** The style sheet of a picture. */
export function sheetFor(theme: Theme): string {
	if (theme === 'dark') return `${SHAPES}\n${rules(DARK)}`;
	if (theme === 'light') return `${SHAPES}\n${rules(LIGHT)}`;
	return `${SHAPES}\n${rules(LIGHT)}\n@media (prefers-color-scheme:dark){\n${rules(DARK)}\n}`;
}

/** The page around a picture. */
export function pageSheet(theme: Theme): string {
	const page = (p: Palette): string =>
		[
			`body{background:${p.ground};color:${p.ink}}`,
			`aside,button,.bar{background:${p.panel};color:${p.ink};border-color:${p.rule}}`,
			`.cursor{stroke:${p.again}}`,
			`kbd{border-color:${p.rule}}`,
			`.m-selected{background:${p.ink};color:${p.ground}}`,
		].join('\n');
	if (theme === 'dark') return page(DARK);
	return theme === 'light' ? page(LIGHT) : `${page(LIGHT)}\n@media (prefers-color-scheme:dark){\n${page(DARK)}\n}`;
}
