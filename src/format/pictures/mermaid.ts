/** A session as a Mermaid sequence diagram, which many pages and wikis draw by themselves. */

import {duration, fill, instant, segmentLabel, wordsFor} from '../../present/index.js';
import type {Micros} from '../../tcp/index.js';
import type {FlightId} from '../../wire/index.js';
import {endOf, type Story, styleOf, type Theme} from './story.js';

/** A wait that is told. */
const LONG: Micros = 500_000;

export function mermaidPicture(story: Story, theme: Theme = 'auto'): string {
	const words = wordsFor(story.lang);
	const style = styleOf(story);
	const {hosts} = endOf(story);
	const facts = story.entries
		.filter(({off}) => !off)
		.flatMap(({facts: told, world}) => told.map(fact => ({fact, isns: world.wire.isns})));
	const lost = new Map<FlightId, string>();
	for (const {fact} of facts) if (fact.kind === 'dropped') lost.set(fact.id, words.drops[fact.by]);

	const lines = [
		'---',
		`title: ${JSON.stringify(story.title.replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, ' '))}`,
		...(theme === 'auto' ? [] : ['config:', `  theme: ${theme === 'dark' ? 'dark' : 'default'}`]),
		'---',
		'sequenceDiagram',
		`    participant C as ${plain(`${words.sides.client} ${hosts.client.address}`)}`,
		`    participant S as ${plain(`${words.sides.server} ${hosts.server.address}`)}`,
	];
	let before: Micros | null = null;
	for (const {fact, isns} of facts) {
		if (fact.kind !== 'sent' && fact.kind !== 'state') continue;
		const gap = before === null ? 0 : fact.at - before;
		if (gap >= LONG) lines.push(`    Note over C,S: ${plain(fill(words.pictures.keep.later, {time: duration(gap)}))}`);
		before = fact.at;
		if (fact.kind === 'state') {
			const side = fact.host === 'client' ? 'left of C' : 'right of S';
			lines.push(`    Note ${side}: ${plain(fact.to)}`);
			continue;
		}
		const {flight} = fact;
		const [from, to] = flight.to === 'server' ? ['C', 'S'] : ['S', 'C'];
		const why = lost.get(flight.id);
		const marks = [fact.again ? words.wire.again : '', why ?? ''].filter(mark => mark !== '');
		const note = marks.length === 0 ? '' : ` (${marks.join(', ')})`;
		const text = `${instant(fact.at)} ${flight.id} ${segmentLabel(flight, style, isns, 60)}${note}`;
		lines.push(`    ${from}${why === undefined ? '->>' : '-x'}${to}: ${plain(text)}`);
	}
	return `${lines.join('\n')}\n`;
}

/** Text that Mermaid reads as nothing but text: its own entity codes, numbers in `#…;`, for what means something to it. */
export const plain = (text: string): string =>
	text
		.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, ' ')
		.replace(/[#;<>&%"`{}\\]/g, sign => `#${sign.codePointAt(0)};`)
		// A lone `end` closes a block.
		.replace(/\bend\b/gi, word => `#${word.codePointAt(0)};${word.slice(1)}`);
