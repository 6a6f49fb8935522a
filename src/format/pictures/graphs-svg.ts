/** The two graphs on paper: sequence numbers over time, and window and round trip over time. */

import {busiestStream, courseOf, duration, fill, octets, type Stream, seriesOf, wordsFor} from '../../present/index.js';
import type {Micros} from '../../tcp/index.js';
import {axesOf, type Frame, legendOf, roundMarks, stairPath, xOf, yOf} from './axes-svg.js';
import {WIDTH} from './ladder-plan.js';
import {endOf, type Story} from './story.js';
import {element, escaped, round} from './xml.js';

/** A graph as a group of elements with its upper edge at 0; `time`: what its x axis stands for. */
export type Graph = {readonly markup: string; readonly height: number; readonly frames: readonly Frame[]};

const LEFT = 84;
const RIGHT = 34;

const line = (tone: string): string => element('path', {d: 'M0 0H20', class: `line ${tone}`});
const tick = (tone: string): string => element('path', {d: 'M10 -7V7', class: `tick ${tone}`});

/** Null: no text was sent. */
function sequenceGraphOf(story: Story): Graph | null {
	const stream = busiestStream(pastOf(story));
	if (stream === null) return null;
	const words = wordsFor(story.lang);
	const {graph, sender, keep} = words.pictures;
	const {ranges, acked, edge, sacked} = stream;
	const frame = frameOf(stream);
	const marks = roundMarks(ranges.reduce((most, range) => Math.max(most, range.to), 1) * 1.03, 5);
	const scaled = {...frame, high: marks.at(-1) ?? 1};
	const limits = edge.filter(({value}) => value <= scaled.high);
	const title = `${keep.graph} · ${fill(sender, {host: words.sides[stream.host]})} (${graph.octets})`;
	const markup = [
		element('text', {x: LEFT, y: 16, class: 'head'}, escaped(title)),
		legendOf(
			[
				{mark: tick('s-sent'), text: graph.sent},
				{mark: tick('s-again'), text: graph.again},
				{mark: tick('s-lost'), text: graph.lost},
				{mark: line('l-acked'), text: graph.acked},
				...(limits.length === 0 ? [] : [{mark: line('l-window dashed'), text: graph.window}]),
				...(sacked.length === 0 ? [] : [{mark: tick('s-sack'), text: graph.sacked}]),
			],
			LEFT,
			36,
		),
		axesOf(scaled, marks, value => octets(value)),
		limits.length === 0 ? '' : element('path', {d: stairPath(scaled, limits), class: 'line dashed l-window'}),
		...sacked.map(({at, from, to}) => bar(scaled, at, from, to, 's-sack')),
		element('path', {d: stairPath(scaled, acked), class: 'line l-acked'}),
		...ranges.map(({at, from, to, again, lost}) =>
			bar(scaled, at, from, to, lost ? 's-lost' : again ? 's-again' : 's-sent'),
		),
	];
	return {
		markup: markup.filter(part => part !== '').join('\n'),
		height: frame.top + frame.height + 40,
		frames: [scaled],
	};
}

const bar = (frame: Frame, at: Micros, from: number, to: number, tone: string): string => {
	const [upper, lower] = [yOf(frame, to), yOf(frame, from)];
	// A SYN is one number: a hair would not be seen.
	const end = Math.max(lower, upper + 3);
	return element('path', {d: `M${round(xOf(frame, at))} ${round(upper)}V${round(end)}`, class: `tick ${tone}`});
};

function frameOf({ranges, acked}: Stream): Frame {
	const instants = [...ranges.map(({at}) => at), ...acked.map(({at}) => at)];
	const from = Math.min(...instants);
	const to = withMargin(from, Math.max(...instants));
	return {left: LEFT, top: 54, width: WIDTH - LEFT - RIGHT, height: 300, from, to, low: 0, high: 1};
}

/** What happens last is not to lie on the edge. */
const withMargin = (from: Micros, last: Micros): Micros =>
	Math.max(from + 1000, Math.round(last + (last - from) * 0.03));

const pastOf = ({entries}: Story) => ({entries, cursor: entries.length});

/** Of the end that had most in flight. Null: no connection was opened. */
function windowGraphOf(story: Story): Graph | null {
	const words = wordsFor(story.lang);
	const moments = courseOf(pastOf(story), story.start);
	const most = (host: 'client' | 'server'): number =>
		moments.reduce((sum, moment) => Math.max(sum, moment[host]?.flight ?? 0), 0);
	const host = most('server') > most('client') ? 'server' : 'client';
	const {cwnd, ssthresh, flight, srtt, rto} = seriesOf(moments, host);
	const instants = [cwnd, ssthresh, flight, srtt, rto].flatMap(series => series.map(({at}) => at));
	if (cwnd.length === 0) return null;
	const from = Math.min(...instants);
	const to = withMargin(from, Math.max(...instants));
	const marks = roundMarks(
		[...cwnd, ...ssthresh, ...flight].reduce((high, {value}) => Math.max(high, value), 1),
		4,
	);
	const frame: Frame = {
		left: LEFT,
		top: 54,
		width: WIDTH - LEFT - RIGHT,
		height: 230,
		from,
		to,
		low: 0,
		high: marks.at(-1) ?? 1,
	};

	const times = [...srtt, ...rto].map(({value}) => Math.log10(Math.max(1, value)));
	const powers = {low: Math.floor(Math.min(...times)), high: Math.ceil(Math.max(...times) + 0.01)};
	const below: Frame = {...frame, top: frame.top + frame.height + 46, height: 130, ...powers};
	const decades = Array.from({length: powers.high - powers.low + 1}, (_, i) => powers.low + i);
	const logarithms = (series: typeof srtt) =>
		series.map(({at, value}) => ({at, value: Math.log10(Math.max(1, value))}));
	const {keep, sender} = words.pictures;
	const title = `${keep.window} · ${fill(sender, {host: words.sides[host]})}`;
	const area =
		flight.length === 0
			? ''
			: `${stairPath(frame, flight)}V${frame.top + frame.height}H${round(xOf(frame, flight[0]?.at ?? from))}Z`;
	const markup = [
		element('text', {x: LEFT, y: 16, class: 'head'}, escaped(title)),
		legendOf(
			[
				{mark: line('l-cwnd'), text: 'cwnd'},
				{mark: line('l-ssthresh dashed'), text: 'ssthresh'},
				{mark: element('rect', {x: 0, y: -6, width: 20, height: 12, class: 'a-flight'}), text: 'FlightSize'},
				{mark: line('l-srtt'), text: 'SRTT'},
				{mark: line('l-rto dashed'), text: 'RTO'},
			],
			LEFT,
			36,
		),
		axesOf(frame, marks, value => octets(value)),
		area === '' ? '' : element('path', {d: area, class: 'a-flight'}),
		ssthresh.length === 0 ? '' : element('path', {d: stairPath(frame, ssthresh), class: 'line dashed l-ssthresh'}),
		element('path', {d: stairPath(frame, cwnd), class: 'line l-cwnd'}),
		axesOf(below, decades, value => duration(10 ** value)),
		element('path', {d: stairPath(below, logarithms(rto)), class: 'line dashed l-rto'}),
		srtt.length === 0 ? '' : element('path', {d: stairPath(below, logarithms(srtt)), class: 'line l-srtt'}),
	];
	return {
		markup: markup.filter(part => part !== '').join('\n'),
		height: below.top + below.height + 40,
		frames: [frame, below],
	};
}

/** What there is to draw beside the ladder. */
export const graphsOf = (story: Story, which: 'all' | 'graph' | 'window'): readonly Graph[] =>
	[
		which === 'window' ? null : sequenceGraphOf(story),
		which === 'graph' || (which === 'all' && !carriesText(story)) ? null : windowGraphOf(story),
	].filter(graph => graph !== null);

/** The window of a connection that carries no text tells nothing. */
const carriesText = (story: Story): boolean => busiestStream(pastOf(story)) !== null;

export const subtitleOf = (story: Story): string => {
	const {hosts, seed} = endOf(story);
	const {client, server} = hosts;
	const profile = client.profile === server.profile ? client.profile : `${client.profile} / ${server.profile}`;
	return fill(wordsFor(story.lang).pictures.keep.profile, {profile, seed});
};
