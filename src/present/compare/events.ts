/** What happened on a line as rows that can be held against those of another line. */

import type {HostName} from '../../host/index.js';
import type {Fact, PastLine} from '../../lab/index.js';
import type {Micros} from '../../tcp/index.js';
import {callText} from '../facts.js';
import {fit} from '../fit.js';
import {glyphsFor} from '../glyphs.js';
import {type Isns, segmentLabel} from '../label.js';
import type {Meaning, Style} from '../line.js';
import {fill, type Words} from '../words/words.js';

/** One thing that happened. Two of different lines are the same when their `text` and their time are. */
export type Happened = {readonly at: Micros; readonly text: string; readonly meaning: Meaning};

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
			if (told !== null) all.push({at: fact.at, text: told[0], meaning: told[1]});
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
): [string, Meaning] | null {
	const {sides, timers, log} = words;
	// In little room a host is called as in the ids of its segments.
	const name = (host: HostName): string => (width < ROOMY ? `${host.charAt(0)} ` : sides[host] + words.why.colon);
	const of = (host: HostName, text: string): string => fit(name(host) + text, width, style);
	switch (fact.kind) {
		case 'sent': {
			const meaning = lost.has(fact.flight.id) ? 'lost' : fact.again ? 'again' : fact.flight.from;
			return [arrowOf(fact, isns, lost.has(fact.flight.id), width, style), meaning];
		}
		case 'state':
			return [of(fact.host, `${fact.from} ${glyphsFor(style).to} ${fact.to}`), 'state'];
		case 'timer':
			return fact.act === 'fired'
				? [of(fact.host, fill(log.timerFired, {timer: timers[fact.timer]})), 'urgent-timer']
				: null;
		case 'called':
			return [of(fact.host, callText(fact.call)), 'key'];
		case 'crashed':
			return [of(fact.host, log.crashed), 'warning'];
		default:
			return null;
	}
}

/** `c1 ──SYN 0────────▶`; what is lost ends in a cross on its way. */
function arrowOf(
	{flight, again}: Extract<Fact, {kind: 'sent'}>,
	isns: Isns,
	lost: boolean,
	width: number,
	style: Style,
): string {
	const glyphs = glyphsFor(style);
	const id = `${flight.id}${again ? glyphs.again : ''} `;
	const room = Math.max(4, width - style.measure(id));
	const end = lost ? Math.max(4, Math.floor(room * 0.8)) : room;
	const label = segmentLabel(flight, style, isns, end - 4);
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
		if (left.text === right.text) pairs.push({at: left.at, a: left, b: right});
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
function comes({at, text}: Happened, among: readonly Happened[], from: number): boolean {
	for (let place = from; among[place]?.at === at; place++) if (among[place]?.text === text) return true;
	return false;
}

/** Are both there, and the same? */
export const isSame = ({a, b}: Pair): boolean => a !== null && b !== null && a.text === b.text;
