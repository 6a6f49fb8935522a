/** The ladder as an SVG: text that can be selected, lines that lean. */

import {duration, fill, instant, wordsFor} from '../../present/index.js';
import {type LadderPlan, LIFE, type PlannedNote, type PlannedSegment} from './ladder-plan.js';
import {endOf, type Story} from './story.js';
import {element, escaped, round} from './xml.js';

/** The ladder as a group of elements, its upper edge at 0: `plan.height + HEAD` high. */
export function ladderGroup(plan: LadderPlan, story: Story): string {
	const words = wordsFor(story.lang);
	const {hosts} = endOf(story);
	const bottom = plan.height + HEAD - 8;
	const lines = (['client', 'server'] as const).map(host => {
		const x = LIFE[host];
		const name = `${words.sides[host]} ${hosts[host].address}`;
		return [
			element('text', {x, y: 16, class: `head ${host}`, 'text-anchor': 'middle'}, escaped(name)),
			element('line', {x1: x, y1: 26, x2: x, y2: bottom, class: 'life'}),
		].join('');
	});
	return [
		...lines,
		`<g transform="translate(0 ${HEAD})">`,
		...plan.times.map(({at, y}) =>
			element('text', {x: 78, y: y + 4, class: 'quiet small', 'text-anchor': 'end'}, escaped(instant(at))),
		),
		...plan.waits.map(({gap, y}) => waited(fill(words.pictures.keep.later, {time: duration(gap)}), y)),
		...plan.segments.map(drawnSegment),
		...plan.notes.map(drawnNote),
		'</g>',
	].join('\n');
}

/** Pixels above the first event. */
export const HEAD = 34;

function waited(text: string, y: number): string {
	const x = (LIFE.client + LIFE.server) / 2;
	return [
		...[LIFE.client, LIFE.server].map(at =>
			[
				element('rect', {x: at - 2, y: round(y - 3), width: 4, height: 6, class: 'ground'}),
				element('path', {d: `M${at - 7} ${round(y)}l14 -6m-14 12l14 -6`, class: 'life'}),
			].join(''),
		),
		element('text', {x, y: y + 4, class: 'quiet small', 'text-anchor': 'middle'}, escaped(text)),
	].join('');
}

/** Signs of a note: as many as have room at the left. */
const LONGEST = 26;

function drawnNote({host, text, kind, y, at}: PlannedNote): string {
	const isClient = host === 'client';
	const x = LIFE[host] + (isClient ? -12 : 12);
	const tone = kind === 'state' ? 'state' : kind === 'timer' ? 'timer small' : 'quiet small mono';
	const shown = [...text].length > LONGEST ? `${[...text].slice(0, LONGEST - 1).join('')}…` : text;
	const dot = kind === 'state' ? element('circle', {cx: LIFE[host], cy: y, r: 4, class: `dot ${host}`}) : '';
	const label = element(
		'text',
		{x, y: y + 4.5, class: tone, 'text-anchor': isClient ? 'end' : 'start'},
		escaped(shown),
	);
	return `<g class="note" data-from="${at}">${dot}${label}</g>`;
}

function drawnSegment(segment: PlannedSegment): string {
	const {flight, id, label, y, endY, across, fate, says, again, from, to} = segment;
	const toServer = flight.to === 'server';
	const start = toServer ? LIFE.client : LIFE.server;
	const end = start + (toServer ? 1 : -1) * across * (LIFE.server - LIFE.client);
	const [dx, dy] = [end - start, (endY - y) * (fate === 'lost' && across < 1 ? across : 1)];
	const length = Math.hypot(dx, dy);
	const [ux, uy] = [dx / length, dy / length];
	const tip = {x: end, y: y + dy};
	const tone = fate === 'lost' ? 'lost' : again ? 'again' : flight.from;
	const head =
		fate === 'lost'
			? element('path', {d: `M${round(tip.x - 6)} ${round(tip.y - 6)}l12 12m0 -12l-12 12`, 'stroke-width': 2.4})
			: element('path', {d: arrowHead(tip.x, tip.y, ux, uy), class: 'head'});
	const stop = fate === 'lost' ? 0 : 9;
	const line = element('path', {d: `M${start} ${round(y)}L${round(tip.x - ux * stop)} ${round(tip.y - uy * stop)}`});

	// Along the line, at its sender's side: what comes the other way has its name at the other. Steep lines stand close
	// together, but they begin apart.
	const angle = (Math.atan2(dy, Math.abs(dx)) * 180) / Math.PI;
	const isSteep = angle > STEEP;
	const lead = isSteep ? 12 : 26;
	const at = {x: start + Math.sign(dx) * lead, y: isSteep ? y : y + (dy / Math.abs(dx)) * lead - 5};
	const turn = isSteep ? undefined : `rotate(${round(toServer ? angle : -angle)} ${round(at.x)} ${round(at.y)})`;
	const anchor = toServer ? 'start' : 'end';
	const text = element(
		'text',
		{x: at.x, y: at.y, class: 'mono halo', 'text-anchor': anchor, transform: turn},
		escaped(`${id} ${label}`),
	);
	const why =
		says === ''
			? ''
			: element(
					'text',
					{
						x: tip.x + (toServer ? 12 : -12),
						y: tip.y + 4,
						class: `small ${fate === 'lost' ? 'lost' : 'quiet'} halo`,
						'text-anchor': toServer ? 'start' : 'end',
					},
					escaped(says),
				);
	return `<g class="seg ${tone}${fate === 'flying' ? ' flying' : ''}" data-from="${from}" data-to="${to}">${line}${head}${text}${why}</g>`;
}

/** Degrees. */
const STEEP = 20;

function arrowHead(x: number, y: number, ux: number, uy: number): string {
	const back = {x: x - ux * 11, y: y - uy * 11};
	const side = {x: -uy * 4.6, y: ux * 4.6};
	return `M${round(x)} ${round(y)}L${round(back.x + side.x)} ${round(back.y + side.y)}L${round(back.x - side.x)} ${round(back.y - side.y)}Z`;
}
