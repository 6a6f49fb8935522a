/** What happened on a line as rows that can be held against those of another line. */

import type {HostName} from '../../host/index.js';
import type {Fact, PastLine} from '../../lab/index.js';
import type {Micros} from '../../tcp/index.js';
import type {Flight} from '../../wire/index.js';
import {callText} from '../facts.js';
import {fit, truncate} from '../fit.js';
import {glyphsFor} from '../glyphs.js';
import {type Isns, segmentLabel} from '../label.js';
import type {Meaning, Style} from '../line.js';
import {fill, type Words} from '../words/words.js';

/**
 * One thing that happened. Two of different lines are the same when their `key` and their time are.
 *
 * `text` is cut to the room that there is; `key` is whole. `sent`: for an arrow.
 */
export type Happened = {
	readonly at: Micros;
	readonly key: string;
	readonly text: string;
	readonly meaning: Meaning;
	readonly sent: Sent | null;
};

type Sent = {readonly flight: Flight; readonly again: boolean; readonly lost: boolean; readonly label: string};

/** A row of two lines beside one another; null: only the other line has it. */
export type Pair = {readonly at: Micros; readonly a: Happened | null; readonly b: Happened | null};

/** Segments as arrows that fill `width` cells, and calls, states and timers that fire. */
export function happenedOn({entries}: PastLine, width: number, style: Style, words: Words): Happened[] {
	const lost = new Set<string>();
	for (const {facts} of entries) for (const fact of facts) if (fact.kind === 'dropped') lost.add(fact.id);
	const all: Happened[] = [];
	for (const {facts, world} of entries) {
		for (const fact of facts) {
			const told = toldAs(fact, world.wire.isns, lost, width, style, words);
			if (told !== null) all.push({...told, at: fact.at});
		}
	}
	return all;
}

/** Cells from which on hosts are called by their names. */
const ROOMY = 40;

function toldAs(
	fact: Fact,
	isns: Isns,
	lost: ReadonlySet<string>,
	width: number,
	style: Style,
	words: Words,
): Omit<Happened, 'at'> | null {
	const {sides, timers, log} = words;
	// In little room a host is called as in the ids of its segments.
	const name = (host: HostName): string => (width < ROOMY ? `${host.charAt(0)} ` : sides[host] + words.why.colon);
	const of = (host: HostName, text: string, meaning: Meaning): Omit<Happened, 'at'> => ({
		key: `${host} ${text}`,
		text: fit(name(host) + text, width, style),
		meaning,
		sent: null,
	});
	switch (fact.kind) {
		case 'sent': {
			const {flight, again} = fact;
			const label = segmentLabel(flight, style, isns);
			const sent = {flight, again, lost: lost.has(flight.id), label};
			return {
				key: `${flight.id} ${label} ${again} ${sent.lost}`,
				text: arrowOf(sent, room => segmentLabel(flight, style, isns, room), width, style),
				meaning: sent.lost ? 'lost' : again ? 'again' : flight.from,
				sent,
			};
		}
		case 'state':
			return of(fact.host, `${fact.from} ${glyphsFor(style).to} ${fact.to}`, 'state');
		case 'timer': {
			if (fact.act !== 'fired') return null;
			return of(fact.host, fill(log.timerFired, {timer: timers[fact.timer]}), 'urgent-timer');
		}
		case 'called':
			return of(fact.host, callText(fact.call), 'key');
		case 'crashed':
			return of(fact.host, log.crashed, 'warning');
		default:
			return null;
	}
}

/** `c1 ──SYN 0────────▶`; what is lost ends in a cross on its way. */
function arrowOf(
	{flight, again, lost}: Omit<Sent, 'label'>,
	labelFor: (room: number) => string,
	width: number,
	style: Style,
): string {
	const glyphs = glyphsFor(style);
	const id = `${flight.id}${again ? glyphs.again : ''} `;
	const room = Math.max(4, width - style.measure(id));
	const end = lost ? Math.max(4, Math.floor(room * 0.8)) : room;
	const label = labelFor(end - 4);
	const line = glyphs.line.repeat(Math.max(0, end - 3 - style.measure(label)));
	const toServer = flight.to === 'server';
	const head = lost ? glyphs.cross : toServer ? glyphs.right : glyphs.left;
	const shaft = glyphs.line.repeat(2);
	const arrow = toServer ? `${shaft}${label}${line}${head}` : `${head}${line}${label}${shaft}`;
	return fit(id + (toServer ? arrow : ' '.repeat(room - end) + arrow), width, style);
}

/** Both lines in the order of time; what is the same on both, at the same instant, shares a row. */
export function paired(a: readonly Happened[], b: readonly Happened[]): Pair[] {
	const pairs: Pair[] = [];
	let i = 0;
	let j = 0;
	while (i < a.length || j < b.length) {
		const left = a[i] ?? null;
		const right = b[j] ?? null;
		if (left === null || right === null || left.at !== right.at) {
			const takeLeft = right === null || (left !== null && left.at < right.at);
			pairs.push({at: (takeLeft ? left : right)?.at ?? 0, a: takeLeft ? left : null, b: takeLeft ? null : right});
			if (takeLeft) i += 1;
			else j += 1;
			continue;
		}
		if (left.key === right.key) pairs.push({at: left.at, a: left, b: right});
		else if (comes(left, b, j)) {
			pairs.push({at: right.at, a: null, b: right});
			j += 1;
			continue;
		} else if (comes(right, a, i)) {
			pairs.push({at: left.at, a: left, b: null});
			i += 1;
			continue;
		} else pairs.push({at: left.at, a: left, b: right});
		i += 1;
		j += 1;
	}
	return pairs;
}

/** Does the same come later in the other line, at the same instant? */
function comes({at, key}: Happened, among: readonly Happened[], from: number): boolean {
	for (let place = from; among[place]?.at === at; place++) if (among[place]?.key === key) return true;
	return false;
}

/** Are both there, and the same? */
export const isSame = ({a, b}: Pair): boolean => a !== null && b !== null && a.key === b.key;

/**
 * Two that are not the same, as they are told beside one another: where cut labels look alike, what differs is in them.
 *
 * @param width - cells of each side
 */
export function toldApart(a: Happened, b: Happened, width: number, style: Style): readonly [string, string] {
	if (a.text !== b.text || a.sent === null || b.sent === null) return [a.text, b.text];
	const [ours, theirs] = [partsOf(a.sent.label), partsOf(b.sent.label)];
	const told = (sent: Sent, parts: readonly string[], others: readonly string[]): string => {
		const own = parts.filter((part, i) => i > 0 && !others.includes(part)).join(' ');
		const whole = `${parts[0] ?? ''} ${own}`.trimEnd();
		const fits = (room: number): string => (own === '' || style.measure(whole) <= room ? whole : own);
		return arrowOf(sent, room => truncate(fits(room), Math.max(1, room), style), width, style);
	};
	return [told(a.sent, ours, theirs), told(b.sent, theirs, ours)];
}

/** `data 1:101 (100)`, `ack 1`, `wnd 502`: each name with its numbers. */
const partsOf = (label: string): string[] => label.split(/ (?=[a-z])/);
