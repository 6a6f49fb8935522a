/** Arrows of the ladder: straight, leaning, or down a rail; whole, partly across, or lost. */

import type {World} from '../lab/index.js';
import type {Micros} from '../tcp/index.js';
import {truncate} from './fit.js';
import type {Glyphs} from './glyphs.js';
import {segmentLabels} from './label.js';
import {type Canvas, put, RANK, write} from './ladder-canvas.js';
import type {Arrow} from './ladder-rows.js';
import type {Meaning, Style} from './line.js';
import {type Rung, share} from './rungs.js';
import {duration, instantBare} from './time.js';
import {fill, type Words} from './words/words.js';

/** What an arrow is drawn on, and with what. */
export type Page = {
	readonly canvas: Canvas;
	readonly glyphs: Glyphs;
	readonly style: Style;
	readonly words: Words;
	readonly world: World;
	/** An arrow for which there is no rail tells when it arrives. */
	readonly tellsArrivals?: boolean;
};

/** Line cells before the label. */
const LEAD = 2;
/** Cells from one rail to the next. */
const PITCH = 2;
/** Cells of a lane from which labels give every detail. */
const DETAILED = 60;

/**
 * Draws one arrow from row `first` to row `last` of the canvas; either may lie outside.
 *
 * @param depth - rails at the sender's side in that row: the label begins behind them
 */
export function arrow(page: Page, {rung, rail}: Arrow, first: number, last: number, depth: number): void {
	const lead = LEAD + depth * PITCH;
	const {flight, end} = rung;
	const whole = page.canvas.lane - 1;
	if (rail !== null) down(page, rung, first, last, whole - 1 - rail * PITCH, lead);
	else if (last > first) lean(page, rung, first, last, lead);
	else if (end === null) straight(page, rung, first, lead, share(flight, page.world.now));
	else straight(page, rung, first, lead, end.kind === 'dropped' && end.by !== 'checksum' ? lostAt(rung) : null);
}

/** The one sign that a segment gets beside its name, and the colour of its arrow where no fate has a stronger one. */
export function mark({flight, again}: Rung, glyphs: Glyphs): [string, Meaning] {
	if (flight.flipped.length > 0) return [glyphs.damaged, 'damaged'];
	if (flight.from === 'outsider' || (flight.cause.kind === 'act' && flight.cause.act === 'forge')) {
		return [glyphs.forged, 'outsider'];
	}
	if (flight.copyOf !== null) return [glyphs.copy, 'again'];
	return again ? [glyphs.again, 'again'] : [' ', 'plain'];
}

/** Time that passed without a segment, in a row of its own. */
export function later({canvas, glyphs, style, words}: Page, y: number, gap: Micros): void {
	const text = ` ${fill(words.wire.later, {time: duration(gap)})} `;
	const start = Math.max(0, Math.floor((canvas.lane - style.measure(text)) / 2));
	const dots = Math.min(start, 6);
	const end = start + style.measure(text);
	for (let i = 1; i <= dots; i += 2) {
		put(canvas, true, y, start - i, glyphs.dot, 'quiet', RANK.dot);
		put(canvas, true, y, end + i - 1, glyphs.dot, 'quiet', RANK.dot);
	}
	write(canvas, true, y, start, text, 'quiet', RANK.label, style);
}

/** Where the cross stands: where the segment was, or half-way for what the wire lost at once. */
function lostAt({flight, end}: Rung): number {
	if (end?.kind !== 'dropped' || end.by === 'limit') return 0;
	return end.by === 'act' ? share(flight, end.at) : 0.5;
}

/** So long that an arrow is still seen to move beside it; all details only where there is much room. */
function labelFor({canvas, style}: Page, {flight, isns}: Rung, lead: number): string {
	const labels = segmentLabels(flight, style, isns);
	const room = Math.floor(canvas.lane * 0.66) - lead + LEAD;
	const wanted = labels.length > 2 && canvas.lane < DETAILED ? labels.slice(1) : labels;
	const most = Math.max(1, canvas.lane - lead - 3);
	return wanted.find(label => style.measure(label) <= room) ?? truncate(wanted.at(-1) ?? '', most, style);
}

/** An arrow in one row. @param across - how far it got between its label and the far side; null: it arrived */
function straight(page: Page, rung: Rung, y: number, lead: number, across: number | null): void {
	const {canvas, glyphs, style, words} = page;
	const {lane} = canvas;
	const {end} = rung;
	const toServer = rung.flight.to === 'server';
	const flying = end === null;
	const lost = end?.kind === 'dropped';
	const label = labelFor(page, rung, lead);
	const least = lead + style.measure(label) + 1;
	const most = lane - (flying ? 2 : 1);
	const at = across === null ? lane - 1 : Math.round(least + across * Math.max(0, most - least));
	const meaning = colour(rung, glyphs);

	for (let x = 0; x < at; x++) put(canvas, toServer, y, x, flying ? glyphs.heavy : glyphs.line, meaning, RANK.line);
	put(canvas, toServer, y, at, lost ? glyphs.cross : toServer ? glyphs.right : glyphs.left, meaning, RANK.head);
	write(canvas, toServer, y, lead, label, flying ? 'strong' : lost ? 'lost' : 'plain', RANK.label, style);
	if (page.tellsArrivals === true && end?.kind === 'delivered' && end.at > rung.at) {
		const instant = instantBare(end.at);
		if (least + instant.length + 3 <= lane)
			write(canvas, toServer, y, lane - 2 - instant.length, instant, 'quiet', RANK.label, style);
	}
	if (flying) {
		for (let x = at + 1; x < lane; x++) {
			if ((lane - x) % 2 === 0) put(canvas, toServer, y, x, glyphs.dot, 'quiet', RANK.dot);
		}
		const place = placeInLine(page.world, rung);
		if (place !== '') put(canvas, toServer, y, lane - 1, place, 'key', RANK.head);
	} else if (end.kind === 'dropped') {
		const reason = words.drops[end.by];
		if (lane - at - 2 >= style.measure(reason)) write(canvas, toServer, y, at + 2, reason, 'quiet', RANK.label, style);
	}
}

/** As which of its direction it would arrive, where it is not the only one: `1` first, `+` beyond nine. */
function placeInLine({wire}: World, {flight}: Rung): string {
	let place = 0;
	let count = 0;
	for (const each of wire.flights) {
		if (each.to !== flight.to) continue;
		count += 1;
		if (each.id === flight.id) place = count;
	}
	return count < 2 || place === 0 ? '' : place > 9 ? '+' : String(place);
}

/** An arrow over several rows: a stair whose first step holds the label. */
function lean(page: Page, rung: Rung, first: number, last: number, lead: number): void {
	const {canvas, glyphs, style} = page;
	const toServer = rung.flight.to === 'server';
	const label = labelFor(page, rung, lead);
	const steps = last - first;
	const whole = canvas.lane - 1;
	const start = Math.min(whole, Math.max(lead + style.measure(label) + 2, Math.floor(canvas.lane / (steps + 1))));
	const corner = (i: number): number => Math.round(start + ((whole - start) * i) / steps);

	run(page, rung, first, 0, corner(0));
	for (let i = 1; i <= steps; i++) {
		if (corner(i) === corner(i - 1) && i < steps) {
			put(canvas, toServer, first + i, corner(i), glyphs.vertical, colour(rung, glyphs), RANK.line);
		} else {
			turn(page, rung, first + i - 1, corner(i - 1), 'down');
			turn(page, rung, first + i, corner(i - 1), 'across');
			run(page, rung, first + i, corner(i - 1) + 1, corner(i));
		}
	}
	head(page, rung, last);
	write(canvas, toServer, first, lead, label, 'plain', RANK.label, style);
}

/** An arrow that goes across, waits at the receiver's door while others come and go, and enters. */
function down(page: Page, rung: Rung, first: number, last: number, x: number, lead: number): void {
	const {canvas, glyphs, style} = page;
	const toServer = rung.flight.to === 'server';
	run(page, rung, first, 0, x);
	turn(page, rung, first, x, 'down');
	for (let y = first + 1; y < last; y++) put(canvas, toServer, y, x, glyphs.vertical, colour(rung, glyphs), RANK.line);
	turn(page, rung, last, x, 'across');
	run(page, rung, last, x + 1, canvas.lane - 1);
	head(page, rung, last);
	write(canvas, toServer, first, lead, labelFor(page, rung, lead), 'plain', RANK.label, style);
}

/** A level piece, from cell `from` up to cell `to`, which is not part of it. */
function run({canvas, glyphs}: Page, rung: Rung, y: number, from: number, to: number): void {
	const toServer = rung.flight.to === 'server';
	for (let x = from; x < to; x++) put(canvas, toServer, y, x, glyphs.line, colour(rung, glyphs), RANK.line);
}

/** A corner: from level to down, or from down to level. */
function turn({canvas, glyphs}: Page, rung: Rung, y: number, x: number, way: 'down' | 'across'): void {
	const toServer = rung.flight.to === 'server';
	const down = toServer ? glyphs.cornerDownRight : glyphs.cornerDownLeft;
	const across = toServer ? glyphs.cornerUpRight : glyphs.cornerUpLeft;
	put(canvas, toServer, y, x, way === 'down' ? down : across, colour(rung, glyphs), RANK.corner);
}

function head({canvas, glyphs}: Page, rung: Rung, y: number): void {
	const toServer = rung.flight.to === 'server';
	const point = toServer ? glyphs.right : glyphs.left;
	put(canvas, toServer, y, canvas.lane - 1, point, colour(rung, glyphs), RANK.head);
}

function colour(rung: Rung, glyphs: Glyphs): Meaning {
	if (rung.end?.kind === 'dropped') return 'lost';
	const [, meaning] = mark(rung, glyphs);
	if (meaning !== 'plain') return meaning;
	return rung.end === null ? 'flying' : 'arrived';
}
