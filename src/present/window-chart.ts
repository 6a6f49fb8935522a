/**
 * cwnd, ssthresh, what is in flight, and the round-trip time, over time.
 *
 *     14600┤          ┌──────┐
 *          │    ┌─────┘▒▒▒▒▒▒└────────
 *         0┤────┘▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒
 *          └┬──────────────────┬──────
 */

import {HOST_NAMES, type HostName} from '../host/index.js';
import type {World} from '../lab/index.js';
import type {Micros} from '../tcp/index.js';
import {type CourseMoment, courseOf, type Reading} from './course.js';
import {span, wrap} from './fit.js';
import type {Line, Meaning, Style} from './line.js';
import type {Past} from './past.js';
import {axes, type Change, filled, type Plot, roundAbove, type StairSigns, stair} from './plot.js';
import {ink, inkWords, type Sheet, sheetLines, sheetOf} from './sheet.js';
import {duration, octets} from './time.js';
import {fill, type Words, wordsFor} from './words/words.js';

export type ChartView = {
	readonly past: Past;
	/** Before the first entry. */
	readonly start: World;
	readonly world: World;
	readonly width: number;
	readonly height: number;
	readonly style: Style;
};

/** Of the end that has had more in flight; of both where there is room: exactly `height` lines of `width` cells. */
export function windowChart(view: ChartView): Line[] {
	const {past, start, width, height, style} = view;
	const words = wordsFor(style.lang);
	const moments = courseOf(past, start);
	const sheet = sheetOf(width, height, style);
	const ends = [...HOST_NAMES].sort((a, b) => weight(moments, b) - weight(moments, a));
	const busy = ends.filter(host => moments.some(moment => hasNumbers(moment[host])));
	if (busy.length === 0) {
		ink(sheet, 1, Math.floor(height / 2), words.pictures.nothingToPlot, 'quiet');
		return sheetLines(sheet);
	}
	const shown = height >= 2 * LEAST_ROWS + 2 ? busy : busy.slice(0, 1);
	const each = Math.floor(height / shown.length);
	const time = spanOf(shown.map(host => seriesOf(moments, host)));
	for (const [i, host] of shown.entries()) chart(sheet, moments, host, time, {top: i * each, rows: each}, words);
	return sheetLines(sheet);
}

/** One end's picture needs so many rows. */
const LEAST_ROWS = 17;

const hasNumbers = (reading: Reading | null): reading is Reading =>
	reading !== null && reading.state !== 'CLOSED' && reading.state !== 'LISTEN' && reading.cwnd > 0;

/** The most that an end had in flight. */
const weight = (moments: readonly CourseMoment[], host: HostName): number =>
	moments.reduce((most, moment) => Math.max(most, moment[host]?.flight ?? 0), 0);

type Series = Readonly<Record<'cwnd' | 'ssthresh' | 'flight' | 'srtt' | 'rto', Change[]>>;

/** From the first change to the last: both ends' pictures stand above one another. */
function spanOf(ends: readonly Series[]): {readonly from: Micros; readonly to: Micros} {
	const series = ends.flatMap(each => Object.values(each));
	const from = series.reduce((least, changes) => Math.min(least, changes[0]?.at ?? least), Number.POSITIVE_INFINITY);
	return {from, to: series.reduce((most, changes) => Math.max(most, changes.at(-1)?.at ?? most), from + 1)};
}

/** The series of one end: each change of a value. */
export function seriesOf(moments: readonly CourseMoment[], host: HostName): Series {
	const cwnd: Change[] = [];
	const ssthresh: Change[] = [];
	const flight: Change[] = [];
	const srtt: Change[] = [];
	const rto: Change[] = [];
	for (const moment of moments) {
		const reading = moment[host];
		if (!hasNumbers(reading)) continue;
		const {at} = moment;
		changed(cwnd, at, reading.cwnd);
		if (reading.ssthresh < 2 ** 30) changed(ssthresh, at, reading.ssthresh);
		changed(flight, at, reading.flight);
		if (reading.srtt !== null) changed(srtt, at, reading.srtt);
		changed(rto, at, reading.rto);
	}
	return {cwnd, ssthresh, flight, srtt, rto};
}

function changed(series: Change[], at: number, value: number): void {
	if (series.at(-1)?.value !== value) series.push({at, value});
}

const LEFT = 8;

function chart(
	sheet: Sheet,
	moments: readonly CourseMoment[],
	host: HostName,
	{from, to}: {readonly from: Micros; readonly to: Micros},
	{top, rows}: {readonly top: number; readonly rows: number},
	words: Words,
): void {
	const {glyphs} = sheet;
	const {cwnd, ssthresh, flight, srtt, rto} = seriesOf(moments, host);
	const high = (series: readonly (readonly Change[])[]): number =>
		series.flat().reduce((most, {value}) => Math.max(most, value), 1);

	const low = (series: readonly (readonly Change[])[]): number =>
		Math.max(
			1,
			series.flat().reduce((least, {value}) => Math.min(least, value), Number.POSITIVE_INFINITY),
		);

	const signs = solid(sheet);
	const limit: StairSigns = {
		...signs,
		across: glyphs.dashed,
		leftUp: glyphs.dashed,
		leftDown: glyphs.dashed,
		upRight: glyphs.dashed,
		downRight: glyphs.dashed,
		down: glyphs.broken,
	};
	const legendRows = legend(sheet, top, host, words);
	const room = rows - legendRows;
	// Two axes of two rows each.
	const below = Math.max(3, Math.floor((room - 4) * 0.36));
	const above = room - 4 - below;
	const across = {sheet, left: LEFT, cells: Math.max(4, sheet.width - LEFT - 1), from, to, low: 0};
	const plot: Plot = {
		...across,
		top: top + legendRows,
		rows: above,
		// The highest does not touch the legend.
		high: roundAbove(high([cwnd, flight, ssthresh]) * 1.08, above),
	};
	axes(plot, value => octets(Math.round(value)));
	stair(plot, ssthresh, 'warning', limit);
	stair(plot, cwnd, 'strong', signs);
	filled(plot, flight, glyphs.block, 'flying');

	// A timeout of seconds and a round trip of milliseconds are both to be seen: powers of ten.
	const [shortest, longest] = [low([srtt, rto]), high([srtt, rto])].map(Math.log10) as [number, number];
	const spread = Math.max(0.5, longest - shortest);
	const times: Plot = {
		...across,
		top: plot.top + above + 2,
		rows: below,
		low: longest - spread * 1.15,
		high: longest + spread * 0.05,
	};
	axes(times, value => duration(Number((10 ** value).toPrecision(2))));
	stair(times, logarithms(rto), 'warning', limit);
	stair(times, logarithms(srtt), 'timer', signs);
}

const logarithms = (series: readonly Change[]): Change[] =>
	series.map(({at, value}) => ({at, value: Math.log10(Math.max(1, value))}));

function legend(sheet: Sheet, top: number, host: HostName, words: Words): number {
	const {glyphs} = sheet;
	const {pictures, sides} = words;
	const entries: readonly [string, Meaning][] = [
		[fill(pictures.sender, {host: sides[host]}), host],
		[`${glyphs.line.repeat(2)} cwnd`, 'strong'],
		[`${glyphs.dashed.repeat(2)} ssthresh`, 'warning'],
		[`${glyphs.block.repeat(2)} FlightSize`, 'flying'],
		[`${pictures.below} ${glyphs.line.repeat(2)} SRTT`, 'timer'],
		[`${glyphs.dashed.repeat(2)} RTO`, 'warning'],
	];
	return inkWords(sheet, top, entries);
}

/** A stair of lines with corners. */
export const solid = ({glyphs}: Pick<Sheet, 'glyphs'>): StairSigns => ({
	across: glyphs.line,
	down: glyphs.vertical,
	leftUp: glyphs.cornerUpLeft,
	leftDown: glyphs.cornerDownRight,
	upRight: glyphs.cornerDownLeft,
	downRight: glyphs.cornerUpRight,
});

/** A sentence where there is nothing to draw. */
export function emptyPicture(text: string, width: number, height: number, style: Style): Line[] {
	const lines = wrap(text, Math.max(1, width - 2), style).map((line): Line => [span(` ${line}`, 'quiet')]);
	const above = Math.max(0, Math.floor((height - lines.length) / 2));
	return [...Array.from({length: above}, (): Line => []), ...lines];
}
