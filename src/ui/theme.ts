import type {Line, Meaning} from '../present/index.js';

/**
 * What a meaning looks like, as SGR parameters.
 *
 * Only the sixteen colours that every terminal has, in the reader's own palette: they are told apart on light and dark
 * ground alike. Nothing here is the only sign of anything: where there is no colour, glyphs, words and bold remain.
 */
const LOOKS: Readonly<Record<Meaning, string>> = {
	plain: '',
	quiet: '2',
	strong: '1',
	title: '1',
	key: '1;36',
	client: '36',
	server: '35',
	outsider: '1;33',
	flying: '1',
	arrived: '32',
	lost: '1;31',
	damaged: '4;33',
	again: '33',
	state: '1;32',
	timer: '36',
	'urgent-timer': '1;31',
	changed: '1;33',
	selected: '7',
	rule: '36',
	warning: '1;33',
	error: '1;31',
};

const OPEN = Object.fromEntries(
	Object.entries(LOOKS).map(([meaning, look]) => [meaning, look === '' ? '' : `\u001b[${look}m`]),
) as Readonly<Record<Meaning, string>>;

// With its 0: Ink's own tokenizer takes the short form for text.
const CLOSE = '\u001b[0m';

/** A line as the terminal is to see it. */
export function paint(line: Line): string {
	let text = '';
	let open = '';
	for (const {text: piece, meaning} of line) {
		const wanted = OPEN[meaning];
		if (wanted !== open) {
			if (open !== '') text += CLOSE;
			text += wanted;
			open = wanted;
		}
		text += piece;
	}
	return open === '' ? text : text + CLOSE;
}

/** Lines as one text: a pane is one node, so a frame costs what its changed panes cost. */
export const paintRows = (lines: readonly Line[]): string => lines.map(paint).join('\n');
