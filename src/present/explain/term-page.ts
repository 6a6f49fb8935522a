/** A word of the glossary as a page. */

import {span, wrap} from '../fit.js';
import type {Line, Style} from '../line.js';
import {safe} from '../safe.js';
import {GLOSSARY, type TermId} from '../words/glossary.js';
import {termWords} from '../words/terms.js';
import {wordsFor} from '../words/words.js';

/** Its sentences, where it is written, and numbered what to see also; lines of at most `width` cells. */
export function termPage(id: TermId, width: number, style: Style): Line[] {
	const {glossary} = wordsFor(style.lang).explain;
	const {says, name} = termWords(id, style.lang);
	const lines = (text: string, indent = ''): Line[] =>
		wrap(safe(text, style), width, style, indent).map(line => [span(line)]);
	const see: readonly TermId[] = GLOSSARY[id].see;
	const english = termWords(id, 'en').name;
	return [
		[span(safe(name === english ? name : `${name} (${english})`, style), 'title')],
		[],
		...lines(says),
		[],
		[span(safe(`${glossary.where}${wordsFor(style.lang).why.colon}${GLOSSARY[id].where}`, style), 'rule')],
		[],
		[span(glossary.see, 'title')],
		...see.map((other, i): Line => [span(`${i + 1}  `, 'key'), span(safe(termWords(other, style.lang).name, style))]),
	];
}
