/** What README shows of `e` and `=`, from the program itself. */

import {textWidth} from '../../src/edge/width.js';
import type {Run} from '../../src/format/index.js';
import {comparedWith, createHistory, record} from '../../src/lab/index.js';
import {comparison, explanation, type Line, type Style} from '../../src/present/index.js';

const EN: Style = {lang: 'en', ascii: false, numbers: 'relative', measure: textWidth};
const WIDTH = 90;

/** The chain of a segment, without what became of it. */
export function whyOf({start, entries, end}: Run, id: string): string {
	const past = {entries, cursor: entries.length};
	const told = explanation({past, start, world: end, width: WIDTH, style: EN}, {kind: 'segment', id});
	return fenced(told?.lines ?? []).replace(/\n\nWhat became[\s\S]*(?=```)/, '\n');
}

/** A segment that was lost beside the same one that was not: from the ladder's heads on. */
export function notLost({setup, entries}: Run, segment: string): string {
	const history = createHistory(setup);
	for (const {input} of entries) record(history, input);
	const compared = comparedWith(history, {kind: 'kept', segment});
	if (compared === null) return '';
	const names = ['as it is', `${segment} not lost`] as const;
	const lines = comparison({compared, names, width: WIDTH, style: EN});
	return fenced(lines.slice(lines.findLastIndex(line => line.length === 0) + 1));
}

const fenced = (lines: readonly Line[]): string =>
	[
		'```text',
		...lines.map(line =>
			line
				.map(({text}) => text)
				.join('')
				.trimEnd(),
		),
		'```',
		'',
	].join('\n');
