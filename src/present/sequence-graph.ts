/**
 * Sequence numbers over time, as Stevens draws them and tcptrace plots them: what was sent, sent again and lost, the
 * line of what is acknowledged, and above it the window's edge.
 */

import type {HostName} from '../host/index.js';
import type {Fact, World} from '../lab/index.js';
import {distance, le, lt, type Micros, type Segment, type Seq, seq} from '../tcp/index.js';
import type {FlightId} from '../wire/index.js';
import {type Isns, isnsFor} from './label.js';
import type {Line, Meaning, Style} from './line.js';
import type {Past} from './past.js';
import {axes, type Change, columnOf, type Plot, roundAbove, rowOf, stair} from './plot.js';
import {ink, inkWords, isBlank, type Sheet, sheetLines, sheetOf} from './sheet.js';
import {octets} from './time.js';
import {solid} from './window-chart.js';
import {fill, type Words, wordsFor} from './words/words.js';

export type GraphView = {
	readonly past: Past;
	readonly world: World;
	readonly width: number;
	readonly height: number;
	readonly style: Style;
};

/** Text, or a SYN or FIN, as it was sent. `from`, `to`: octets from the ISN. */
export type SentRange = {
	readonly id: FlightId;
	readonly at: Micros;
	readonly from: number;
	readonly to: number;
	readonly again: boolean;
	readonly lost: boolean;
};

/** One direction of one connection. */
export type Stream = {
	readonly host: HostName;
	readonly ranges: readonly SentRange[];
	/** As the sender learnt it: what is acknowledged, and up to where it may send. */
	readonly acked: readonly Change[];
	readonly edge: readonly Change[];
	readonly sacked: readonly {readonly at: Micros; readonly from: number; readonly to: number}[];
};

/** The direction in which most text was sent, of the connection that sent most of it; null: no text at all. */
export function busiestStream(past: Past): Stream | null {
	const weights = new Map<string, number>();
	for (const fact of factsOf(past)) {
		if (fact.kind !== 'sent' || fact.flight.from === 'outsider') continue;
		const key = keyOf(fact.flight.from, fact.flight.segment);
		weights.set(key, (weights.get(key) ?? 0) + fact.flight.segment.text.length);
	}
	const [best, most] = [...weights].reduce((a, b) => (b[1] > a[1] ? b : a), ['', 0]);
	return most === 0 ? null : streamOf(past, best);
}

const keyOf = (from: HostName, {source, destination}: Segment): string => `${from} ${source.port}>${destination.port}`;

function* factsOf(past: Past): Generator<Fact> {
	for (const entry of past.entries.slice(0, past.cursor)) yield* entry.facts;
}

function streamOf(past: Past, key: string): Stream {
	const host = key.startsWith('client') ? 'client' : 'server';
	const lost = new Set<FlightId>();
	for (const fact of factsOf(past)) if (fact.kind === 'dropped') lost.add(fact.id);

	const ranges: SentRange[] = [];
	const acked: Change[] = [];
	const edge: Change[] = [];
	const sacked: {at: Micros; from: number; to: number}[] = [];
	const acks = new Map<FlightId, {segment: Segment; isns: Isns}>();
	let base: Seq | null = null;
	let shift = 0;
	for (const entry of past.entries.slice(0, past.cursor)) {
		for (const fact of entry.facts) {
			if (fact.kind === 'sent') {
				const {flight} = fact;
				const {segment} = flight;
				if (flight.from === host && keyOf(host, segment) === key) {
					const known = isnsFor(flight, entry.world.wire.isns).seq;
					// A later incarnation counts anew.
					if (segment.syn || base === null)
						base = segment.syn ? segment.seq : known === undefined ? segment.seq : seq(known);
					const size = segment.text.length + (segment.syn ? 1 : 0) + (segment.fin ? 1 : 0);
					const from = distance(base, segment.seq);
					if (size > 0 && flight.copyOf === null)
						ranges.push({
							id: flight.id,
							at: fact.at,
							from,
							to: from + size,
							again: fact.again,
							lost: lost.has(flight.id),
						});
				} else if (
					flight.to === host &&
					segment.ack !== null &&
					`${host} ${segment.destination.port}>${segment.source.port}` === key
				) {
					acks.set(flight.id, {segment, isns: entry.world.wire.isns});
				}
			} else if (fact.kind === 'delivered') {
				const arrived = acks.get(fact.id)?.segment;
				if (arrived === undefined || arrived.ack === null || base === null || arrived.rst) continue;
				if (arrived.syn) shift = arrived.options.wscale ?? 0;
				const at = distance(base, arrived.ack);
				const before = acked.at(-1)?.value ?? -1;
				if (at > before) acked.push({at: fact.at, value: at});
				const right = Math.max(at, before) + arrived.wnd * 2 ** (arrived.syn ? 0 : shift);
				if (edge.at(-1)?.value !== right) edge.push({at: fact.at, value: right});
				for (const [left, end] of arrived.options.sack ?? []) {
					if (lt(left, end) && le(arrived.ack, left))
						sacked.push({at: fact.at, from: distance(base, left), to: distance(base, end)});
				}
			}
		}
	}
	return {host, ranges, acked, edge, sacked};
}

const LEFT = 8;

/** Exactly `height` lines of `width` cells. */
export function sequenceGraph({past, width, height, style}: GraphView): Line[] {
	const words = wordsFor(style.lang);
	const sheet = sheetOf(width, height, style);
	const stream = busiestStream(past);
	if (stream === null) {
		ink(sheet, 1, Math.floor(height / 2), words.pictures.noText, 'quiet');
		return sheetLines(sheet);
	}
	const top = legend(sheet, stream, words);
	const plot = plotOf(stream, sheet, top);
	axes(plot, value => octets(Math.round(value)));
	drawWindow(plot, stream);
	stair(plot, stream.acked, 'arrived', solid(sheet));
	for (const range of stream.ranges) drawRange(plot, range);
	for (const {at, from, to} of stream.sacked) {
		for (let y = rowOf(plot, to); y <= rowOf(plot, from); y++)
			if (isBlank(sheet, plot.left + columnOf(plot, at), y, 1))
				ink(sheet, plot.left + columnOf(plot, at), y, sheet.glyphs.light, 'timer');
	}
	return sheetLines(sheet);
}

/** From the first to the last sending or acknowledgment; as high as text goes, and the window as far as it is in sight. */
function plotOf({ranges, acked}: Stream, sheet: Sheet, top: number): Plot {
	const instants = [...ranges.map(({at}) => at), ...acked.map(({at}) => at)];
	const from = Math.min(...instants);
	const to = Math.max(from + 1, ...instants);
	const most = ranges.reduce((end, range) => Math.max(end, range.to), 1);
	return {
		sheet,
		left: LEFT,
		top,
		cells: Math.max(4, sheet.width - LEFT - 1),
		rows: Math.max(2, sheet.height - top - 2),
		from,
		to,
		low: 0,
		high: roundAbove(most * 1.05, Math.max(2, sheet.height - top - 2)),
	};
}

/** The window's edge, where it is not above the picture. */
function drawWindow(plot: Plot, {edge}: Stream): void {
	const {sheet, left, cells, high} = plot;
	let next = 0;
	let value: number | null = null;
	for (let column = 0; column < cells; column++) {
		for (let change = edge[next]; change !== undefined && columnOf(plot, change.at) <= column; change = edge[next]) {
			value = change.value;
			next += 1;
		}
		if (value !== null && value <= high) ink(sheet, left + column, rowOf(plot, value), sheet.glyphs.dashed, 'warning');
	}
}

function drawRange(plot: Plot, {at, from, to, again, lost}: SentRange): void {
	const {sheet, left} = plot;
	const {glyphs} = sheet;
	const [sign, meaning]: [string, Meaning] = lost
		? [glyphs.cross, 'lost']
		: again
			? [glyphs.again, 'again']
			: [glyphs.point, 'strong'];
	const x = left + columnOf(plot, at);
	const upper = rowOf(plot, to);
	const lower = Math.max(upper, rowOf(plot, from) - 1);
	for (let y = upper; y <= lower; y++) ink(sheet, x, y, sign, meaning);
}

function legend(sheet: Sheet, {host, sacked}: Stream, words: Words): number {
	const {glyphs} = sheet;
	const {graph, sender} = words.pictures;
	const entries: readonly (readonly [string, Meaning])[] = [
		[fill(sender, {host: words.sides[host]}), host],
		[`${glyphs.point} ${graph.sent}`, 'strong'],
		[`${glyphs.again} ${graph.again}`, 'again'],
		[`${glyphs.cross} ${graph.lost}`, 'lost'],
		[`${glyphs.line.repeat(2)} ${graph.acked}`, 'arrived'],
		[`${glyphs.dashed.repeat(2)} ${graph.window}`, 'warning'],
		...(sacked.length === 0 ? [] : ([[`${glyphs.light} ${graph.sacked}`, 'timer']] as const)),
	];
	return inkWords(sheet, 0, entries);
}
