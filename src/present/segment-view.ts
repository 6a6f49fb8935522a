/**
 * A segment as the bits of its headers, word by word (RFC 791 §3.1, RFC 9293 §3.1): each field named, with its value,
 * its octets beside it, and what changed against the one before.
 *
 *     │source port 49152              │destination port 80            │ c000 0050
 *     │sequence number 3000                                           │ 0000 0bb8
 */

import type {World} from '../lab/index.js';
import {distance, type Segment} from '../tcp/index.js';
import {encode, type Flight} from '../wire/index.js';
import {fitLine, pad, span, truncate, wrap} from './fit.js';
import {type Glyphs, glyphsFor} from './glyphs.js';
import {type Bits, ipRows, type Row, tcpRows} from './header-words.js';
import {isnsFor, segmentLabel, shownSeq} from './label.js';
import type {Line, Meaning, Span, Style} from './line.js';
import type {Past} from './past.js';
import {lastRungs, type Rung} from './rungs.js';
import {octetsAsText, safe} from './safe.js';
import {instant} from './time.js';
import {emptyPicture} from './window-chart.js';
import {fill, type Words, wordsFor} from './words/words.js';

export type SegmentView = {
	readonly past: Past;
	readonly world: World;
	/** So many segments back from the newest; clamped. */
	readonly scroll: number;
	readonly width: number;
	readonly height: number;
	readonly style: Style;
};

/** Exactly `height` lines of `width` cells. */
export function segmentPicture(view: SegmentView): Line[] {
	const {width, height, style} = view;
	const words = wordsFor(style.lang);
	const rungs = lastRungs(view.past, view.world, Number.POSITIVE_INFINITY, null);
	const place = Math.max(0, rungs.length - 1 - Math.max(0, Math.floor(view.scroll)));
	const rung = rungs[place];
	const lines =
		rung === undefined
			? emptyPicture(words.pictures.noSegment, width, height, style)
			: drawn(rung, before(rungs, place), {place: place + 1, count: rungs.length}, view, words);
	const fitted = lines.slice(0, height).map(line => fitLine(line, width, style));
	while (fitted.length < height) fitted.push([span(' '.repeat(width))]);
	return fitted;
}

/** How many segments there are to look at. */
export const segmentCount = (past: Past, world: World): number =>
	lastRungs(past, world, Number.POSITIVE_INFINITY, null).length;

/** The one before of the same sender and the same connection. */
function before(rungs: readonly Rung[], place: number): Rung | null {
	const now = rungs[place]?.flight;
	if (now === undefined) return null;
	for (let i = place - 1; i >= 0; i--) {
		const rung = rungs[i];
		if (
			rung?.flight.from === now.from &&
			rung.flight.segment.source.port === now.segment.source.port &&
			rung.flight.segment.destination.port === now.segment.destination.port
		)
			return rung;
	}
	return null;
}

type Place = {readonly place: number; readonly count: number};

function drawn(rung: Rung, was: Rung | null, place: Place, view: SegmentView, words: Words): Line[] {
	const {width, height, style} = view;
	const glyphs = glyphsFor(style);
	const {flight} = rung;
	const octets = octetsOf(flight);
	const old = was === null ? null : octetsOf(was.flight);
	const title = titleLine(rung, place, width, style, glyphs, words);
	const changes = changeLines(rung, was, width, style, glyphs, words);
	const header = ((octets[0] ?? 0) & 15) * 4;
	const tcp = tcpRows(octets, header, words);
	// Where not all words have room, what IP has to say goes into one line.
	const whole = height >= tcp.length + 5 + 2 + changes.length;
	const rows = whole ? [...ipRows(octets, words), ...tcp] : tcp;
	const bits = width >= 32 * 2 + 1 + 11 ? 2 : 0;
	if (bits === 0) return [title, ...changes, ...listLines(rows, width, style)];

	// With room to spare each bit stands below its field, and with more there is a rule between the words.
	const spelled = spelledRows(rows, tcp, height - changes.length);
	const airy = height >= rows.length * 3 + 4 + changes.length;
	const wide = width >= 32 * 3 + 1 + 11 ? 3 : 2;
	const lines: Line[] = [title, ...(whole ? [] : [ipLine(octets, glyphs, words)]), bitRuler(wide)];
	for (const [i, row] of rows.entries()) {
		if (airy) lines.push(ruleLine(row.title, wide, glyphs));
		else if (row.title !== '' && i > 0 && height >= rows.length + spelled.length + changes.length + 3)
			lines.push(ruleLine(row.title, wide, glyphs));
		lines.push(rowLine(row, octets, old, wide, style, glyphs));
		if (spelled.includes(row)) lines.push(bitLine(row, octets, old, wide, glyphs));
	}
	if (airy) lines.push(ruleLine('', wide, glyphs));
	const left = height - lines.length - changes.length;
	const text = octets.subarray(header + ((octets[header + 12] ?? 0) >> 4) * 4);
	if (text.length > 0 && left > 0) {
		const {segment} = words.pictures;
		const said = `${segment.text} ${fill(segment.octetCount, {count: text.length})} ${octetsAsText(text, width)}`;
		lines.push([span(` ${truncate(safe(said, style), width - 2, style)}`, 'strong')]);
	}
	return [...lines.slice(0, Math.max(2, height - Math.min(changes.length, 3))), ...changes];
}

/** Which words have room for their bits: all, or TCP's with its options, or those that each segment has. */
function spelledRows(rows: readonly Row[], tcp: readonly Row[], height: number): readonly Row[] {
	const titles = rows.filter(({title}, i) => title !== '' && i > 0).length;
	const room = height - rows.length - titles - 3;
	return [rows, tcp, tcp.slice(0, 5)].find(some => some.length <= room) ?? [];
}

/** The octets as they fly, damage and all. */
function octetsOf({segment, flipped}: Flight): Uint8Array {
	const octets = encode(segment);
	for (const bit of flipped) octets[bit >> 3] = (octets[bit >> 3] ?? 0) ^ (0x80 >> (bit & 7));
	return octets;
}

function titleLine(rung: Rung, {place, count}: Place, width: number, style: Style, glyphs: Glyphs, words: Words): Line {
	const {flight} = rung;
	const from = words.sides[flight.from];
	const title = fill(words.pictures.segment.title, {id: flight.id, from, arrow: glyphs.to, to: words.sides[flight.to]});
	const where = fill(words.pictures.segment.place, {place, count});
	const left = ` ${title}  ${instant(rung.at)}  `;
	const room = width - style.measure(left) - style.measure(where) - 2;
	const label = segmentLabel(flight, style, rung.isns, room);
	return [span(left, flight.from), span(pad(label, room, style), 'strong'), span(` ${where}`, 'quiet')];
}

/** What matters of IP in one line. */
function ipLine(octets: Uint8Array, glyphs: Glyphs, {octets: w}: Words): Line {
	const at = (place: number): string => [...octets.subarray(place, place + 4)].join('.');
	const length = ((octets[2] ?? 0) << 8) | (octets[3] ?? 0);
	const rest = `${w.totalLength} ${length}  TTL ${octets[8] ?? 0}  ECN ${(octets[1] ?? 0) & 3}`;
	return [span(' IPv4  ', 'title'), span(`${at(12)} ${glyphs.to} ${at(16)}  ${rest}`, 'quiet')];
}

function bitRuler(wide: number): Line {
	let text = ' ';
	for (let bit = 0; bit < 32; bit++) text += (bit % (wide === 2 ? 8 : 4) === 0 ? String(bit) : '').padEnd(wide);
	return [span(text.slice(0, 32 * wide + 1), 'quiet')];
}

function ruleLine(title: string, wide: number, glyphs: Glyphs): Line {
	const cells = 32 * wide + 1;
	return title === ''
		? [span(glyphs.line.repeat(cells), 'quiet')]
		: [span(`${glyphs.line.repeat(2)} `, 'quiet'), span(title, 'title'), span(` ${glyphs.line.repeat(4)}`, 'quiet')];
}

function rowLine(
	row: Row,
	octets: Uint8Array,
	old: Uint8Array | null,
	wide: number,
	style: Style,
	glyphs: Glyphs,
): Line {
	const line: Span[] = [span(glyphs.vertical, 'quiet')];
	let bit = 0;
	for (const field of row.fields) {
		const room = field.bits * wide - 1;
		const changed = old !== null && differs(octets, old, row.at * 8 + bit, field.bits);
		line.push(...fieldText(field, room, changed, style, glyphs), span(glyphs.vertical, 'quiet'));
		bit += field.bits;
	}
	if (bit < 32) line.push(span(' '.repeat((32 - bit) * wide)));
	const digits = [...octets.subarray(row.at, row.at + 4)].map(octet => octet.toString(16).padStart(2, '0'));
	return [...line, span(` ${digits.slice(0, 2).join('')} ${digits.slice(2).join('')}`, 'quiet')];
}

/** The bits one by one, each below its place in the ruler. */
function bitLine(row: Row, octets: Uint8Array, old: Uint8Array | null, wide: number, glyphs: Glyphs): Line {
	const line: Span[] = [span(glyphs.vertical, 'quiet')];
	let bit = row.at * 8;
	for (const field of row.fields) {
		const end = bit + field.bits;
		for (; bit < end; bit++) {
			const changed = old !== null && differs(octets, old, bit, 1);
			const one = ((octets[bit >> 3] ?? 0) & (0x80 >> (bit & 7))) !== 0;
			line.push(span((one ? '1' : '0').padEnd(bit + 1 < end ? wide : wide - 1), changed ? 'changed' : 'quiet'));
		}
		line.push(span(glyphs.vertical, 'quiet'));
	}
	return line;
}

/** Name and value, or as much of them as goes; one bit is its letter. */
function fieldText(
	{name, short = name, value, meaning = 'plain'}: Bits,
	room: number,
	changed: boolean,
	style: Style,
	glyphs: Glyphs,
): Span[] {
	const shown: Meaning = changed ? 'changed' : meaning;
	const mark = changed ? glyphs.changed : '';
	if (room < 3) return [span([...value][0]?.padEnd(room) ?? ' '.repeat(room), shown)];
	const whole = name === '' ? value : `${name} ${value}`;
	const cells = room - mark.length;
	const text =
		style.measure(whole) <= cells
			? whole
			: name === '' || style.measure(value) > cells
				? value
				: shortened(short, value, cells, style);
	const tail = pad(truncate(text, cells, style) + mark, room, style);
	const label = text.endsWith(value) ? text.slice(0, text.length - value.length) : '';
	return label === '' ? [span(tail, shown)] : [span(label, 'quiet'), span(tail.slice(label.length), shown)];
}

function shortened(name: string, value: string, cells: number, style: Style): string {
	const room = cells - style.measure(value) - 1;
	if (style.measure(name) <= room) return `${name} ${value}`;
	return room < 3 ? value : `${truncate(name, room, style)} ${value}`;
}

function differs(octets: Uint8Array, old: Uint8Array, from: number, bits: number): boolean {
	for (let bit = from; bit < from + bits; bit++) {
		const mask = 0x80 >> (bit & 7);
		if (((octets[bit >> 3] ?? 0) & mask) !== ((old[bit >> 3] ?? 0) & mask)) return true;
	}
	return false;
}

/** Where there is no room for bits: a field a line. */
function listLines(rows: readonly Row[], width: number, style: Style): Line[] {
	return rows.flatMap(({fields}) =>
		fields
			.filter(({name}) => name !== '')
			.map(
				({name, value}): Line => [
					span(` ${truncate(name, width - 2 - style.measure(value), style)} `, 'quiet'),
					span(value),
				],
			),
	);
}

/** What changed against the one before, field by field, in words. */
function changeLines(rung: Rung, was: Rung | null, width: number, style: Style, glyphs: Glyphs, words: Words): Line[] {
	const {segment: w} = words.pictures;
	const {flight} = rung;
	if (was === null) {
		const text = fill(w.first, {host: words.sides[flight.from]});
		return wrap(text, width - 2, style).map((line): Line => [span(` ${line}`, 'quiet')]);
	}
	const now = told(flight.segment, rung, style);
	const then = told(was.flight.segment, was, style);
	const gone = distance(was.flight.segment.seq, flight.segment.seq);
	const step = gone > 0 && gone < 2 ** 24 ? ` (+${gone})` : '';
	const changes = now
		.filter(([name, value]) => then.find(([other]) => other === name)?.[1] !== value)
		.map(([name, value]) => {
			const old = then.find(([other]) => other === name)?.[1] ?? glyphs.dash;
			return `${name} ${old} ${glyphs.to} ${value}${name === 'seq' ? step : ''}`;
		});
	const said = changes.length === 0 ? w.same : changes.join(', ');
	const text = safe(`${fill(w.since, {id: was.flight.id})} ${said}`, style);
	return wrap(text, width - 2, style, '  ')
		.slice(0, 3)
		.map((line): Line => [span(` ${line}`, 'changed')]);
}

/** A segment's fields by name. */
function told(seg: Segment, {flight, isns}: Rung, style: Style): readonly (readonly [string, string])[] {
	const bases = isnsFor(flight, isns);
	const flags = [
		seg.syn ? 'SYN' : '',
		seg.fin ? 'FIN' : '',
		seg.rst ? 'RST' : '',
		seg.psh ? 'PSH' : '',
		seg.ack === null ? '' : 'ACK',
		seg.urg ? 'URG' : '',
		seg.ece ? 'ECE' : '',
		seg.cwr ? 'CWR' : '',
	].filter(name => name !== '');
	const {timestamps, sack} = seg.options;
	return [
		['seq', String(shownSeq(seg.seq, bases.seq, style))],
		['ack', seg.ack === null ? '0' : String(shownSeq(seg.ack, bases.ack, style))],
		['flags', flags.join(',') || '0'],
		['wnd', String(seg.wnd)],
		['len', String(seg.text.length)],
		['ts', timestamps === null ? '0' : `${timestamps.val}/${timestamps.ecr}`],
		['sack', sack === null ? '0' : String(sack.length)],
		['ECN', String(seg.ecn)],
	];
}
