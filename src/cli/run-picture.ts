/** `tcp-lab run FILE --format svg|html|txt|mermaid|cast`: pictures to keep. */

import type {Run} from '../format/index.js';
import type {Lang, Style} from '../present/index.js';
import type {Output} from './output.js';
import type {Picture, RunOptions} from './run-options.js';

/** Where the reader has not said how wide: a line of text, and a screen with room for its panes. */
const TEXT_WIDTH = 100;
const SCREEN = {columns: 100, rows: 30} as const;

export async function writePicture(
	run: Run,
	picture: Picture,
	{lang, theme = 'auto', draw = 'all', size}: RunOptions,
	style: Style,
	output: Output,
): Promise<void> {
	const story = storyOf(run, lang);
	if (picture === 'cast') {
		const {castLines} = await import('./cast.js');
		output.lines(castLines(run, {...SCREEN, ...size, title: story.title, style}));
		return;
	}

	const {htmlPicture, mermaidPicture, svgPicture, textPicture} = await import('../format/pictures/index.js');
	switch (picture) {
		case 'svg':
			output.octets(new TextEncoder().encode(svgPicture(story, {theme, draw})));
			break;
		case 'html':
			output.octets(new TextEncoder().encode(htmlPicture(story, {theme, draw})));
			break;
		case 'mermaid':
			output.octets(new TextEncoder().encode(mermaidPicture(story, theme)));
			break;
		case 'txt':
			output.lines(textPicture(story, size?.columns ?? TEXT_WIDTH, draw, style));
			break;
	}
}

const storyOf = ({scenario, start, entries}: Run, lang: Lang) => ({title: scenario.title[lang], start, entries, lang});
