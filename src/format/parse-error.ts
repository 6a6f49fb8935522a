/** A file that says what cannot be: where, what was expected, what stands there, and the line with a caret. */

/** A file as it was read. `path` is for showing only. */
export type Source = {readonly path: string; readonly text: string};

/** Both from 1. A tab is one column. */
export type Place = {readonly line: number; readonly column: number};

export class ParseError extends Error {
	override name = 'ParseError';

	constructor(
		readonly source: Source,
		readonly place: Place,
		readonly expected: string,
		/** Null where nothing stands there that could be shown. */
		readonly got: string | null,
	) {
		super(
			`${where(source, place)}: expected ${expected}${got === null ? '' : `, got ${got}`}\n${excerpt(source, place)}`,
		);
	}
}

/** `path:line:column`, as compilers say it and editors jump to. */
export const where = (source: Source, place: Place): string => `${source.path}:${place.line}:${place.column}`;

/** The line with its number, and a caret under the column. Long lines are cut around the caret. */
export function excerpt(source: Source, {line, column}: Place): string {
	const whole = source.text.split(/\r?\n/)[line - 1] ?? '';
	const from = Math.max(0, Math.min(column - 1 - CONTEXT, whole.length - 2 * CONTEXT));
	const text = whole.slice(from, from + 2 * CONTEXT).replaceAll(CONTROL, ' ');
	const gutter = `${line} | `;
	return `${gutter}${text}\n${' '.repeat(gutter.length + cells(text.slice(0, column - 1 - from)))}^`;
}

const CONTEXT = 50;
// A file may hold anything; a terminal must not obey it.
const CONTROL = /\p{Cc}/gu;

/** Cells that a text takes: a Chinese title before the caret counts twice. */
const cells = (text: string): number => text.length + (text.match(WIDE)?.length ?? 0);
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/g;
