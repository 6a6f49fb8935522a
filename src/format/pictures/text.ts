/** A session as plain text, drawn as the screen draws it: for mail, a commit message, a terminal without colours. */

import {
	busiestStream,
	type Line,
	lineWidth,
	type Style,
	safe,
	sequenceGraph,
	span,
	stateDiagram,
	timeline,
	timelineHeight,
	windowChart,
	wordsFor,
} from '../../present/index.js';
import {subtitleOf} from './graphs-svg.js';
import {type Drawing, endOf, type Story} from './story.js';

/** @param width - cells of a line, at least 78 */
export function textPicture(story: Story, width: number, draw: Drawing, style: Style): string[] {
	const cells = Math.max(78, width);
	const past = {entries: story.entries, cursor: story.entries.length};
	const world = endOf(story);
	const view = {past, start: story.start, world, width: cells, style, selected: null, scroll: 0};
	const {keep} = wordsFor(style.lang).pictures;
	const parts: [string, readonly Line[]][] = [];
	if (draw === 'all' || draw === 'ladder') {
		parts.push([keep.ladder, timeline({...view, height: Math.max(1, timelineHeight(past, world, cells, style))})]);
	}
	if (draw === 'all') parts.push([keep.states, stateDiagram({...view, height: 21})]);
	const hasText = busiestStream(past) !== null;
	if (draw === 'graph' || (draw === 'all' && hasText)) parts.push([keep.graph, sequenceGraph({...view, height: 24})]);
	if (draw === 'window' || (draw === 'all' && hasText)) parts.push([keep.window, windowChart({...view, height: 24})]);
	const head = safe(`${story.title} · ${subtitleOf(story)}`, style);
	return [head, ...parts.flatMap(([title, lines]) => ['', heading(title, style), '', ...lines.map(written)])].map(
		line => line.trimEnd(),
	);
}

const written = (line: Line): string => line.map(({text}) => text).join('');

function heading(title: string, style: Style): string {
	const sign = style.ascii ? '-' : '─';
	const text = safe(title, style);
	return `${sign.repeat(2)} ${text} ${sign.repeat(Math.max(2, 60 - lineWidth([span(text)], style)))}`;
}
