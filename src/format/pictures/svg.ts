/** A session as one SVG file: for a slide, a page, a poster. */

import {graphsOf, subtitleOf} from './graphs-svg.js';
import {planLadder, WIDTH} from './ladder-plan.js';
import {HEAD, ladderGroup} from './ladder-svg.js';
import {sheetFor} from './look.js';
import type {PictureOptions, Story} from './story.js';
import {element, escaped} from './xml.js';

/** Well-formed XML, no script, nothing from outside; its text can be selected. */
export function svgPicture(story: Story, {theme, draw}: PictureOptions): string {
	const parts: string[] = [];
	let y = 64;
	if (draw === 'all' || draw === 'ladder') {
		const plan = planLadder(story);
		parts.push(`<g transform="translate(0 ${y})">`, ladderGroup(plan, story), '</g>');
		y += plan.height + HEAD + 20;
	}
	for (const graph of draw === 'ladder' ? [] : graphsOf(story, draw)) {
		parts.push(`<g transform="translate(0 ${y})">`, graph.markup, '</g>');
		y += graph.height + 24;
	}
	const height = Math.ceil(y);
	return [
		'<?xml version="1.0" encoding="UTF-8"?>',
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" xml:lang="${story.lang}">`,
		`<title>${escaped(story.title)}</title>`,
		`<style>${sheetFor(theme)}</style>`,
		element('rect', {width: WIDTH, height, class: 'ground'}),
		element('text', {x: 24, y: 32, class: 'title'}, escaped(story.title)),
		element(
			'text',
			{x: WIDTH - 24, y: 32, class: 'quiet small', 'text-anchor': 'end'},
			escaped(`tcp-lab · ${subtitleOf(story)}`),
		),
		...parts,
		'</svg>',
		'',
	].join('\n');
}
