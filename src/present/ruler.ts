/**
 * Where SND.UNA, SND.NXT, RCV.NXT and the windows' edges lie in each direction's sequence space (RFC 9293 Figures 3, 4),
 * and what lies between them: sent twice, taken as lost, reported by SACK; held out of order, and the holes before it.
 *
 *     client ▶ server
 *      snd  ████↻↻↻↻━━━━▒▒▒▒▒▒▒▒░░░░░░░░░░░░░░·······
 *           una 101             nxt 301                 +wnd 65637
 *      rcv  ████□□□□━━━━━━━━━━━━░░░░░░░░░░░░░░
 *           nxt 101                             +wnd 65637
 */

import type {HostName} from '../host/index.js';
import type {World} from '../lab/index.js';
import {distance, type Sent, type Seq, type Tcb, unsigned} from '../tcp/index.js';
import {shownConnection} from './chosen.js';
import {fitLine, span} from './fit.js';
import {type Glyphs, glyphsFor} from './glyphs.js';
import {hasIrs, hasIss} from './known.js';
import {shownSeq} from './label.js';
import type {Line, Meaning, Style} from './line.js';
import {fill, type Words, wordsFor} from './words/words.js';

export type RulerView = {readonly world: World; readonly width: number; readonly height: number; readonly style: Style};

/** Both directions as rulers: exactly `height` lines of exactly `width` cells. */
export function sequenceRuler(view: RulerView): Line[] {
	const {world, width, height, style} = view;
	const words = wordsFor(style.lang);
	const glyphs = glyphsFor(style);
	const roomy = height >= 16;
	const room: Room = {width, thick: height >= 44 ? 3 : height >= 28 ? 2 : 1, listed: height >= 22};
	const lines: Line[] = [
		...direction(world, 'client', 'server', room, style, words, glyphs),
		...(roomy ? [[span('')]] : []),
		...direction(world, 'server', 'client', room, style, words, glyphs),
		...(roomy ? [[span('')], ...legend(words, glyphs, width, style)] : []),
	];
	while (lines.length < height) lines.push([span('')]);
	return lines.slice(0, height).map(line => fitLine(line, width, style));
}

/** A point of interest: its name, and octets from the ruler's start. */
type Edge = {readonly name: string; readonly at: number};

const LEFT = 5;

/** Rows that a strip is high, and whether its pieces are told below it. */
type Room = {readonly width: number; readonly thick: number; readonly listed: boolean};

function direction(
	world: World,
	from: HostName,
	to: HostName,
	{width, thick, listed}: Room,
	style: Style,
	words: Words,
	glyphs: Glyphs,
): Line[] {
	const title = [
		span(fill(words.ruler.direction, {from: words.sides[from], arrow: glyphs.to, to: words.sides[to]}), from),
	];
	const sender = shownConnection(world, from)?.tcb ?? null;
	const receiver = shownConnection(world, to)?.tcb ?? null;
	if (sender === null || !hasIss(sender)) return [title, [span(` ${words.ruler.none}`, 'quiet')]];

	const cells = Math.max(10, width - LEFT - 1);
	const base = sender.snd.una;
	const rcv = receiver !== null && hasIrs(receiver) ? receiver : null;
	const sndEdge = sender.snd.wnd;
	const nxt = distance(base, sender.snd.nxt);
	const rcvNxt = rcv === null ? 0 : distance(base, rcv.rcv.nxt);
	const rcvEdge = rcv === null ? 0 : rcvNxt + rcv.rcv.wnd;
	// A little of what lies behind, so that SND.UNA is not the picture's edge.
	const most = Math.max(nxt, sndEdge, rcvEdge, sender.unsent.length + nxt, 1);
	const place = scale(most, cells);
	const shown = (number: Seq): number => shownSeq(number, unsigned(sender.iss), style);

	const bars = (name: string, pieces: readonly Piece[], edges: readonly Edge[], from: number): Line[] => [
		...Array.from(
			{length: thick},
			(_, row): Line => [span(row === 0 ? ` ${name} ` : ' '.repeat(LEFT), 'quiet'), ...strip(cells, place, pieces)],
		),
		...names(cells, place, edges, style),
		...(listed ? [ranges(pieces, shown(base), from, cells, style)] : []),
	];
	const outgoing = bars(
		'snd',
		[
			{to: 0, glyph: glyphs.full, meaning: 'quiet'},
			...queued(sender, base, glyphs),
			{to: nxt, glyph: glyphs.heavy, meaning: 'flying'},
			{to: Math.max(nxt, sndEdge), glyph: glyphs.empty, meaning: 'arrived'},
			{to: most, glyph: glyphs.dot, meaning: 'quiet'},
		],
		[
			{name: `una ${shown(sender.snd.una)}`, at: 0},
			{name: `nxt ${shown(sender.snd.nxt)}`, at: nxt},
			{name: `+wnd ${shown(sender.snd.una) + sndEdge}`, at: sndEdge},
		],
		0,
	);
	if (rcv === null) return [title, ...outgoing];
	const incoming = bars(
		'rcv',
		received(rcv, base, rcvNxt, rcvEdge, most, glyphs),
		[
			{name: `nxt ${shown(rcv.rcv.nxt)}`, at: rcvNxt},
			{name: `+wnd ${shown(rcv.rcv.nxt) + rcv.rcv.wnd}`, at: rcvEdge},
		],
		rcvNxt,
	);
	return [title, ...outgoing, ...(thick > 1 ? [[span('')]] : []), ...incoming];
}

/**
 * A strip's pieces in numbers, but for what lies behind and beyond.
 *
 * @param base - the number where the strip starts, as shown
 * @param from - octets from there at which the first piece of interest begins
 */
function ranges(pieces: readonly Piece[], base: number, from: number, cells: number, style: Style): Line {
	const line = [span(' '.repeat(LEFT))];
	let room = cells;
	let start = from;
	let reached = from;
	const longer = pieces.filter(({to}) => {
		if (to <= reached) return false;
		reached = to;
		return true;
	});
	for (const [i, piece] of longer.entries()) {
		// Neighbours of one kind are one piece, and the last one is what nobody may send.
		if (piece === pieces.at(-1) || longer[i + 1]?.glyph === piece.glyph) continue;
		const text = `${piece.glyph} ${base + start}:${base + piece.to} (${piece.to - start})`;
		room -= style.measure(text) + 2;
		if (room < 0) break;
		line.push(span(text, piece.meaning), span('  '));
		start = piece.to;
	}
	return line;
}

/** What is out, segment by segment. */
function queued({retransmissions}: Tcb, base: Seq, glyphs: Glyphs): Piece[] {
	return retransmissions.map((sent): Piece => {
		const to = distance(base, sent.seq) + sizeOf(sent);
		if (sent.sacked) return {to, glyph: glyphs.block, meaning: 'timer'};
		if (sent.timesSent > 1) return {to, glyph: glyphs.again, meaning: 'again'};
		if (sent.lost) return {to, glyph: glyphs.cross, meaning: 'lost'};
		return {to, glyph: glyphs.heavy, meaning: 'flying'};
	});
}

/** Sequence numbers that it takes. */
const sizeOf = ({text, syn, fin}: Sent): number => text.length + (syn ? 1 : 0) + (fin ? 1 : 0);

function received(tcb: Tcb, base: Seq, nxt: number, edge: number, most: number, glyphs: Glyphs): Piece[] {
	const pieces: Piece[] = [{to: nxt, glyph: glyphs.full, meaning: 'quiet'}];
	for (const held of tcb.outOfOrder) {
		const start = distance(base, held.seq);
		pieces.push({to: start, glyph: glyphs.hole, meaning: 'lost'});
		pieces.push({to: start + held.text.length + (held.fin ? 1 : 0), glyph: glyphs.heavy, meaning: 'again'});
	}
	pieces.push({to: edge, glyph: glyphs.empty, meaning: 'arrived'}, {to: most, glyph: glyphs.dot, meaning: 'quiet'});
	return pieces;
}

/** Octets to cells. What is in flight is small beside a window, so the scale bends: square roots keep both in sight. */
function scale(most: number, cells: number): (octets: number) => number {
	const behind = Math.max(2, Math.floor(cells / 12));
	return octets => {
		if (octets <= 0) return behind;
		const part = Math.sqrt(Math.min(1, octets / most));
		return behind + Math.max(1, Math.round(part * (cells - 1 - behind)));
	};
}

type Piece = {readonly to: number; readonly glyph: string; readonly meaning: Meaning};

/** Pieces from left to right, each up to its end. */
function strip(cells: number, place: (octets: number) => number, pieces: readonly Piece[]): Line {
	const line = [];
	let used = 0;
	for (const [i, {to, glyph, meaning}] of pieces.entries()) {
		const end = i === pieces.length - 1 ? cells : Math.min(cells, place(to));
		if (end <= used) continue;
		line.push(span(glyph.repeat(end - used), meaning));
		used = end;
	}
	return line;
}

/** The edges' names below their places, pushed aside where they would touch; one below the other where they must. */
function names(cells: number, place: (octets: number) => number, edges: readonly Edge[], style: Style): Line[] {
	const widths = edges.map(({name}) => style.measure(name));
	const total = widths.reduce((sum, width) => sum + width + 1, -1);
	const left = ' '.repeat(LEFT);
	if (total > cells) return edges.map(({name}) => [span(left + name, 'quiet')]);

	let text = '';
	let used = 0;
	let after = total;
	for (const [i, {name, at}] of edges.entries()) {
		const least = used === 0 ? 0 : used + 1;
		const start = Math.max(least, Math.min(place(at), cells - after));
		text += ' '.repeat(start - used) + name;
		used = start + (widths[i] ?? 0);
		after -= (widths[i] ?? 0) + 1;
	}
	return [[span(left + text, 'quiet')]];
}

/** What the signs mean, as many to a line as go. */
function legend({ruler}: Words, glyphs: Glyphs, width: number, style: Style): Line[] {
	const lines: Line[] = [];
	for (const [side, entries] of [
		[
			'snd',
			[
				[glyphs.full, ruler.acked],
				[glyphs.heavy, ruler.flight],
				[glyphs.again, ruler.again],
				[glyphs.cross, ruler.lost],
				[glyphs.block, ruler.sacked],
				[glyphs.empty, ruler.usable],
			],
		],
		[
			'rcv',
			[
				[glyphs.full, ruler.read],
				[glyphs.hole, ruler.hole],
				[glyphs.heavy, ruler.held],
				[glyphs.empty, ruler.window],
			],
		],
	] as const) {
		let text = ` ${side} `;
		for (const [sign, says] of entries) {
			const item = `${sign} ${says}`;
			if (text.trim() !== side && style.measure(text) + style.measure(item) > width) {
				lines.push([span(text.trimEnd(), 'quiet')]);
				text = ' '.repeat(LEFT);
			}
			text += `${item}  `;
		}
		lines.push([span(text.trimEnd(), 'quiet')]);
	}
	return lines;
}
