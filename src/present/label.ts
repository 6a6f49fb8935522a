/** What a segment is, in a few words: `SYN,ACK 0 ack 1`, `data 1:101 (100)`. */

import type {World} from '../lab/index.js';
import {le, NO_TEXT, type Segment, type Seq, unsigned} from '../tcp/index.js';
import type {Flight, Side} from '../wire/index.js';
import {truncate} from './fit.js';
import type {Style} from './line.js';
import {wordsFor} from './words/words.js';

/** The SYNs' numbers by `side port>port`, from which relative numbers count: `world.wire.isns`. */
export type Isns = World['wire']['isns'];

/**
 * A sequence number as the reader wants it: counted from `base`, or as the header has it.
 *
 * A little below the base is shown as negative, as numbers of an older incarnation are.
 *
 * @param base - the ISN, 0 … 2^32 - 1; undefined: none is known, and the number stays as it is
 */
export function shownSeq(number: Seq, base: number | undefined, style: Pick<Style, 'numbers'>): number {
	const absolute = unsigned(number);
	if (style.numbers === 'absolute' || base === undefined) return absolute;
	const relative = (absolute - base) >>> 0;
	return relative > 2 ** 32 - OLD ? relative - 2 ** 32 : relative;
}

const OLD = 2 ** 24;

/** What the numbers of a flight count from: its sender's ISN, and the receiver's. An outsider speaks for the other end. */
export function isnsFor({segment, to}: Pick<Flight, 'segment' | 'to'>, isns: Isns): {seq?: number; ack?: number} {
	const from: Side = to === 'client' ? 'server' : 'client';
	const {source, destination} = segment;
	const seq = isns[`${from} ${source.port}>${destination.port}`];
	const ack = isns[`${to} ${destination.port}>${source.port}`];
	return {...(seq === undefined ? {} : {seq}), ...(ack === undefined ? {} : {ack})};
}

/** The same segment in words, longest first; each shorter one leaves out what matters least. Never empty. */
export function segmentLabels(flight: Pick<Flight, 'segment' | 'to'>, style: Style, isns: Isns): string[] {
	const seg = flight.segment;
	const bases = isnsFor(flight, isns);
	const seq = shownSeq(seg.seq, bases.seq, style);
	const ack = seg.ack === null ? '' : ` ack ${shownSeq(seg.ack, bases.ack, style)}`;
	const size = seg.text.length;
	const names = controlNames(seg, wordsFor(style.lang).wire.text);

	// A closed window is news that no room is too small for; a RST's window means nothing.
	const wnd = ack === '' || seg.rst ? '' : ` wnd ${seg.wnd}`;
	const shut = seg.wnd === 0 ? wnd : '';
	const extras = (seg.urg ? ` up ${seg.up}` : '') + synOptions(seg);
	const {timestamps: ts} = seg.options;
	const clock = ts === null ? '' : ` ts ${ts.val} ${ts.ecr}`;
	const blocks = blocksOf(seg, bases.ack, style);

	if (names === '') {
		if (ack === '') return [`seq ${seq}`, `${seq}`];
		const bare = ack.slice(1);
		return distinct([
			`${bare}${wnd}${blocks} seq ${seq}${extras}${clock}`,
			`${bare}${wnd}${blocks} seq ${seq}${extras}`,
			bare + wnd + blocks,
			bare + shut + blocks,
			bare + shut,
			bare,
			'ack',
		]);
	}

	const range = size === 0 ? `${seq}` : `${seq}:${seq + size}`;
	const whole = size === 0 ? `${names} ${range}` : `${names} ${range} (${size})`;
	// That it carries text is told by its range; that it carries a FIN is told by nothing else.
	const bits = size === 0 ? names : controlNames({...seg, text: NO_TEXT}, '');
	return distinct([
		whole + ack + wnd + blocks + extras + clock,
		whole + ack + wnd + blocks + extras,
		whole + ack + wnd + blocks,
		whole + ack + shut + blocks,
		whole + ack + shut,
		whole + shut,
		whole,
		`${names} ${range}`,
		bits === '' ? range : `${bits} ${range}`,
		bits === '' ? range : bits,
	]);
}

/** The longest label that fits `room` cells; the shortest one cut where none does. */
export function segmentLabel(
	flight: Pick<Flight, 'segment' | 'to'>,
	style: Style,
	isns: Isns,
	room = Number.POSITIVE_INFINITY,
): string {
	const labels = segmentLabels(flight, style, isns);
	return labels.find(label => style.measure(label) <= room) ?? truncate(labels.at(-1) ?? '', room, style);
}

/** What a SYN offers, in the order of its octets: ` mss 1460 sackOK wscale 7 tfo 3f…`; any segment: ` uto 300s`. */
function synOptions({options: {mss, sackPermitted, wscale, fastOpen, userTimeout}}: Segment): string {
	const size = mss === null ? '' : ` mss ${mss}`;
	const offered = `${size}${sackPermitted ? ' sackOK' : ''}${wscale === null ? '' : ` wscale ${wscale}`}`;
	const patience = userTimeout === null ? '' : ` uto ${userTimeout}s`;
	return `${offered}${patience}${fastOpen === null ? '' : ` tfo ${cookieText(fastOpen)}`}`;
}

/** In tcpdump's words. */
function cookieText(cookie: Uint8Array): string {
	if (cookie.length === 0) return 'cookiereq';
	return `cookie ${[...cookie].map(octet => octet.toString(16).padStart(2, '0')).join('')}`;
}

/** ` sack 401:501 601:701`; a first block that lies below the ACK, or inside the second, came twice: ` dsack 1:101`. */
function blocksOf({ack, options: {sack}}: Segment, base: number | undefined, style: Style): string {
	const [first, second] = sack ?? [];
	if (sack === null || first === undefined) return '';
	const range = ([left, right]: readonly [Seq, Seq]): string =>
		` ${shownSeq(left, base, style)}:${shownSeq(right, base, style)}`;
	const old = ack !== null && le(first[1], ack);
	const twice = old || (second !== undefined && le(second[0], first[0]) && le(first[1], second[1]));
	const held = (twice ? sack.slice(1) : sack).map(range).join('');
	return `${twice ? ` dsack${range(first)}` : ''}${held === '' ? '' : ` sack${held}`}`;
}

/** `SYN`, `SYN,ACK`, `data,FIN`; empty for a bare ACK. The ACK bit is named only where the answer is named by it. */
function controlNames(seg: Segment, text: string): string {
	let names = '';
	if (seg.syn) names += ',SYN';
	if (seg.rst) names += ',RST';
	if (seg.text.length > 0) names += `,${text}`;
	if (seg.fin) names += ',FIN';
	if ((seg.syn || seg.rst) && seg.ack !== null) names += ',ACK';
	if (seg.urg) names += ',URG';
	if (seg.ece) names += ',ECE';
	if (seg.cwr) names += ',CWR';
	// ECT alone says nothing yet; a mark does.
	if (seg.ecn === 3) names += ',CE';
	return names.slice(1);
}

const distinct = (labels: string[]): string[] => labels.filter((label, i) => label !== labels[i - 1]);
