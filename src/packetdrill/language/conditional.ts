/**
 * `#ifdef NAME`, `#ifndef NAME`, `#else`, `#endif`, as the C preprocessor that some suites are run through has them.
 * What is left out becomes blank, so that every place in the file stays where it is.
 */

import {ParseError, type Source} from '../../format/parse-error.js';

/** Other lines may begin with this sign: Python's comments. */
const DIRECTIVE = /^[ \t]*#[ \t]*(ifdef|ifndef|else|endif)\b[ \t]*([A-Za-z_]\w*)?/;

/** @throws ParseError for one that is not closed, or that closes nothing */
export function withoutHidden(source: Source, isDefined: (name: string) => boolean): string {
	if (!/^[ \t]*#/m.test(source.text)) return source.text;
	const open: {readonly line: number; shown: boolean; readonly outer: boolean}[] = [];
	const isShown = (): boolean => open.at(-1)?.shown ?? true;
	const fail = (line: number, expected: string, got: string): ParseError =>
		new ParseError(source, {line, column: 1}, expected, got);
	const lines = source.text.split('\n').map((text, index) => {
		const [, word, name] = DIRECTIVE.exec(text) ?? [];
		if (word === undefined) return isShown() ? text : blank(text);
		const line = index + 1;
		const last = open.at(-1);
		switch (word) {
			case 'ifdef':
			case 'ifndef':
				if (name === undefined) throw fail(line, `a name behind #${word}`, text.trim());
				open.push({line, shown: isShown() && isDefined(name) === (word === 'ifdef'), outer: isShown()});
				break;
			case 'else':
				if (last === undefined) throw fail(line, 'an #ifdef before #else', text.trim());
				last.shown = last.outer && !last.shown;
				break;
			default:
				if (open.pop() === undefined) throw fail(line, 'an #ifdef before #endif', text.trim());
		}

		return blank(text);
	});
	const unclosed = open[0];
	if (unclosed !== undefined) throw fail(unclosed.line, 'an #endif that closes this', 'the end of the file');
	return lines.join('\n');
}

const blank = (text: string): string => text.replace(/[^\r]/g, ' ');
