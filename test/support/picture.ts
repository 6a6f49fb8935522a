import type {Display} from './display.js';

/** What colour numbers look like in the picture: xterm's sixteen, softened for a dark ground. */
const SIXTEEN = [
	'#1d2021', '#e06c75', '#98c379', '#e5c07b', '#61afef', '#c678dd', '#56b6c2', '#d0d4dc',
	'#7f848e', '#ef7a84', '#a9d489', '#f0cf8e', '#74bcf7', '#d58be8', '#6ac7d3', '#ffffff',
]; // biome-ignore format: two rows of eight read as the palette they are
const INK = '#d0d4dc';
const GROUND = '#16191d';

/** One cell in the picture's own units. */
const WIDTH = 8.4;
const HEIGHT = 16.4;

/** A glyph, and the column where it stands. */
type Glyph = {glyph: string; x: number};
type Run = {x: number; y: number; cells: number; glyphs: Glyph[]; looks: string};

/** A terminal's screen as an SVG, for people who read about the program before they run it. */
export function pictureOf(display: Pick<Display, 'columns' | 'rows' | 'cells'>, title: string): string {
	const {columns, rows} = display;
	const width = Math.round((columns + 2) * WIDTH);
	const height = Math.round((rows + 1) * HEIGHT);
	const cells = display.cells();
	const runs = cells.flatMap((line, y) => runsOf(line, y));
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escaped(title)}">`,
		`<rect width="100%" height="100%" rx="6" fill="${GROUND}"/>`,
		`<g font-family="ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace" font-size="14">`,
		...runs.map(drawn).filter(markup => markup !== ''),
		'</g>',
		'</svg>',
		'',
	].join('\n');
}

/** Neighbours that look alike, in one piece. */
function runsOf(line: readonly string[], y: number): Run[] {
	const runs: Run[] = [];
	for (const [x, cell] of line.entries()) {
		const last = runs.at(-1);
		if (cell === '') {
			if (last !== undefined) last.cells++;
			continue;
		}

		const glyph = [...cell][0] ?? ' ';
		// A frame's line must stand in its column whatever text is beside it.
		const looks = `${cell.slice(glyph.length + 1)}${/[│┃]/.test(glyph) ? ' frame' : ''}`;
		if (last !== undefined && last.looks === looks) {
			last.cells++;
			last.glyphs.push({glyph, x});
		} else runs.push({x, y, cells: 1, glyphs: [{glyph, x}], looks});
	}

	return runs;
}

function drawn({x, y, cells, glyphs, looks}: Run): string {
	const words = looks.split(' ');
	const own = colourOf(words, 'fg') ?? INK;
	const behind = colourOf(words, 'bg');
	const inverse = words.includes('inverse');
	const ink = inverse ? (behind ?? GROUND) : own;
	const ground = inverse ? own : behind;
	const at = (column: number): string => ((column + 1) * WIDTH).toFixed(1);
	const top = ((y + 0.5) * HEIGHT).toFixed(1);
	const baseline = ((y + 1.25) * HEIGHT).toFixed(1);
	const box =
		ground === undefined
			? ''
			: `<rect x="${at(x)}" y="${top}" width="${(cells * WIDTH).toFixed(1)}" height="${HEIGHT}" fill="${ground}"/>`;
	const style = [
		words.includes('bold') ? ' font-weight="bold"' : '',
		words.includes('dim') ? ' opacity="0.65"' : '',
		words.includes('underline') ? ' text-decoration="underline"' : '',
	].join('');
	const texts = piecesOf(glyphs, x + cells).map(
		({from, to, text}) =>
			`<text x="${at(from)}" y="${baseline}" fill="${ink}" textLength="${((to - from) * WIDTH).toFixed(1)}"${style}>${escaped(text)}</text>`,
	);
	return `${box}${texts.join('')}`;
}

type Piece = {from: number; to: number; text: string};

/** What stands between gaps: SVG knows no two blanks in a row, and stretches what is left of them. */
function piecesOf(glyphs: readonly Glyph[], end: number): Piece[] {
	const pieces: Piece[] = [];
	for (const [i, {glyph, x}] of glyphs.entries()) {
		const next = glyphs[i + 1]?.x ?? end;
		const last = pieces.at(-1);
		if (glyph === ' ') continue;
		if (last !== undefined && x - last.to <= 1) {
			last.text += x === last.to ? glyph : ` ${glyph}`;
			last.to = next;
		} else pieces.push({from: x, to: next, text: glyph});
	}
	return pieces;
}

/** `fg:50331648/16711680` is xterm's colour mode and number. */
function colourOf(words: readonly string[], which: 'fg' | 'bg'): string | undefined {
	const word = words.find(one => one.startsWith(`${which}:`));
	if (word === undefined) return undefined;
	const [mode, number] = word.slice(3).split('/').map(Number) as [number, number];
	const direct = mode >>> 24 === 3;
	if (direct) return `#${number.toString(16).padStart(6, '0')}`;
	if (number < 16) return SIXTEEN[number];
	if (number >= 232) return grey(8 + (number - 232) * 10);
	const cube = number - 16;
	const level = (step: number): number => (step === 0 ? 0 : 55 + step * 40);
	const parts = [Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map(level);
	return `#${parts.map(part => part.toString(16).padStart(2, '0')).join('')}`;
}

const grey = (level: number): string => `#${level.toString(16).padStart(2, '0').repeat(3)}`;

const escaped = (text: string): string =>
	text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
