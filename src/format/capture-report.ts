/** A recorded connection for people: the ladder, what each end's state must be, and which other connections there are. */

import {
	arrowLine,
	duration,
	fill,
	glyphsFor,
	instantBare,
	type Style,
	type TextPage,
	type Words,
	wordsFor,
	wrap,
} from '../present/index.js';
import type {Isns} from '../present/label.js';
import {safe} from '../present/safe.js';
import {type Endpoint, type Micros, unsigned} from '../tcp/index.js';
import {isnKey, type Side} from '../wire/index.js';
import type {Stream, StreamSegment} from './capture-streams.js';
import {type Ends, type StateChange, seePass, unseenEnds} from './inferred-states.js';

export type Recording = {
	/** The file's name. */
	readonly path: string;
	readonly streams: readonly Stream[];
	/** Which of them is shown. */
	readonly stream: Stream;
	/** The interface that is looked at, where the capture has several; null: all. */
	readonly place: string | null;
};

/** What is known of the connection, a line for each segment with the states that it leads to, and the end. */
export function recordingLines(
	{path, streams, stream, place}: Recording,
	style: Style & {readonly width: number},
): string[] {
	const {capture} = wordsFor(style.lang);
	const first = stream.segments[0]?.at ?? 0n;
	// What counts from its own start keeps its times.
	const zero = first < A_DAY ? 0n : first;
	const page = {width: Math.max(60, style.width), times: timesOf(stream, zero), style};
	const isns = isnsOf(stream);
	const ends = unseenEnds();
	const about = [
		streams.length > 1 ? fill(capture.stream, {number: stream.number}) : '',
		fill(capture.segments, {count: stream.segments.length}),
		place === null ? '' : fill(capture.interface, {name: place}),
		first < A_DAY ? '' : fill(capture.began, {date: dateOf(first)}),
		capture.inferred,
	].filter(text => text !== '');
	return [
		safe(`${path}: ${nameOf(stream, style)}`, style),
		safe(`  ${about.join(` ${glyphsFor(style).middle} `)}`, style),
		'',
		...stream.segments.flatMap(one => [
			arrowLine(arrowOf(one, isns, zero, style), page),
			...below(one, one.damaged ? [] : seePass(ends, one.from, one.segment), page),
		]),
		'',
		safe(
			fill(capture.end, {client: stateOf(ends, 'client', capture), server: stateOf(ends, 'server', capture)}),
			style,
		),
		...(streams.length < 2 ? [] : ['', fill(capture.others, {count: streams.length}), ...listLines(streams, style)]),
	];
}

/** One line for each connection: its number, who talks to whom, how much and how long. */
function listLines(streams: readonly Stream[], style: Style): string[] {
	const {capture} = wordsFor(style.lang);
	const names = streams.map(stream => safe(nameOf(stream, style), style));
	const width = Math.max(...names.map(style.measure));
	const numbers = String(streams.length - 1).length;
	return streams.map((stream, i) => {
		const name = names[i] ?? '';
		const rest = [fill(capture.segments, {count: stream.segments.length}), duration(lasted(stream))].join('  ');
		return `  ${String(stream.number).padStart(numbers)}  ${name}${' '.repeat(width - style.measure(name))}  ${rest}`;
	});
}

/** Nanoseconds: a capture that begins so soon after 1970 counts from its own start. */
const A_DAY = 86_400_000_000_000n;

/** Its year has four digits, or it is no date of a capture. */
const dateOf = (at: bigint): string =>
	at < YEAR_10000 ? new Date(Number(at / 1_000_000n)).toISOString().replace('T', ' ').slice(0, -1) : `${at} ns`;

const YEAR_10000 = 253_402_300_800_000_000_000n;

const nameOf = ({client, server}: Stream, style: Style): string =>
	`${endText(client)} ${glyphsFor(style).to} ${endText(server)}`;

const endText = ({address, port}: Endpoint): string =>
	address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;

const since = (at: bigint, zero: bigint): Micros => Math.max(0, Number((at - zero) / 1000n));

const timesOf = ({segments}: Stream, zero: bigint): number =>
	Math.max(5, instantText(segments.at(-1)?.at ?? 0n, zero).length);

/** Milliseconds, as a run has them; microseconds where a real clock has counted. */
function instantText(at: bigint, zero: bigint): string {
	const micros = since(at, zero);
	const bare = instantBare(micros);
	return zero === 0n ? bare : bare + String(micros % 1000).padStart(3, '0');
}

/** From its first segment to its last. */
const lasted = ({segments}: Stream): Micros => since(segments.at(-1)?.at ?? 0n, segments[0]?.at ?? 0n);

function isnsOf({client, server, isns}: Stream): Isns {
	const known: Record<string, number> = {};
	if (isns.client !== null) known[isnKey('client', client.port, server.port)] = unsigned(isns.client);
	if (isns.server !== null) known[isnKey('server', server.port, client.port)] = unsigned(isns.server);
	return known;
}

function arrowOf({frame, at, from, segment, again, damaged}: StreamSegment, isns: Isns, zero: bigint, style: Style) {
	const {wire, drops} = wordsFor(style.lang);
	const to: Side = from === 'client' ? 'server' : 'client';
	return {
		time: instantText(at, zero),
		flight: {id: `#${frame}`, segment, to},
		isns,
		marks: again ? [wire.again] : [],
		ends: !damaged,
		fate: damaged ? drops.checksum : '',
	};
}

/** What the capture itself says of the packet, and what it tells of the states. */
function below({comments}: StreamSegment, changes: readonly StateChange[], {width, times, style}: TextPage): string[] {
	const words = wordsFor(style.lang);
	const indent = ' '.repeat(times + 4);
	const said = [
		...comments.flatMap(comment => comment.split('\n')),
		...changes.map(change => changeText(change, words, style)),
	];
	return said.flatMap(text => wrap(safe(indent + text, style), width, style, `${indent}  `));
}

function changeText({side, from, to}: StateChange, {sides, log}: Words, style: Style): string {
	const change = from === null ? to : fill(log.state, {from, arrow: glyphsFor(style).to, to});
	return `${sides[side]} ${change}`;
}

const stateOf = (ends: Ends, side: Side, {unknown}: Words['capture']): string => ends[side].state ?? unknown;
