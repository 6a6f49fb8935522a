/** Axes of a graph on paper. */

import {instant, roundInstants} from '../../present/index.js';
import type {Micros} from '../../tcp/index.js';
import {element, escaped, round} from './xml.js';

/** A graph's room: pixels, and what they stand for. */
export type Frame = {
	readonly left: number;
	readonly top: number;
	readonly width: number;
	readonly height: number;
	readonly from: Micros;
	readonly to: Micros;
	readonly low: number;
	readonly high: number;
};

export const xOf = ({left, width, from, to}: Frame, at: Micros): number =>
	left + (to <= from ? 0 : Math.max(0, Math.min(1, (at - from) / (to - from))) * width);

export const yOf = ({top, height, low, high}: Frame, value: number): number =>
	top + height - (high <= low ? 0 : Math.max(0, Math.min(1, (value - low) / (high - low))) * height);

/** Both axes, with lines across at the numbers of the left one. */
export function axesOf(frame: Frame, marks: readonly number[], label: (value: number) => string): string {
	const {left, top, width, height, from, to} = frame;
	const bottom = top + height;
	return [
		...marks.map(value => {
			const y = yOf(frame, value);
			return [
				element('line', {x1: left, y1: y, x2: left + width, y2: y, class: 'axis'}),
				element('text', {x: left - 8, y: y + 4, class: 'quiet small', 'text-anchor': 'end'}, escaped(label(value))),
			].join('');
		}),
		element('path', {d: `M${left} ${top}V${bottom}H${left + width}`, class: 'axis'}),
		...roundInstants(from, to, 7).map(at => {
			const x = xOf(frame, at);
			return [
				element('line', {x1: x, y1: bottom, x2: x, y2: bottom + 5, class: 'axis'}),
				element('text', {x, y: bottom + 19, class: 'quiet small', 'text-anchor': 'middle'}, escaped(instant(at))),
			].join('');
		}),
	].join('\n');
}

type Change = {readonly at: Micros; readonly value: number};

/** A line that stays where it is until it changes; empty for no changes. */
export function stairPath(frame: Frame, changes: readonly Change[]): string {
	const [first] = changes;
	if (first === undefined) return '';
	let path = `M${round(xOf(frame, first.at))} ${round(yOf(frame, first.value))}`;
	for (const {at, value} of changes.slice(1)) path += `H${round(xOf(frame, at))}V${round(yOf(frame, value))}`;
	return `${path}H${round(frame.left + frame.width)}`;
}

/** Round numbers from 0 to the first one that is not below `most`. */
export function roundMarks(most: number, steps: number): number[] {
	const least = Math.max(1, most) / steps;
	const unit = 10 ** Math.floor(Math.log10(least));
	const by = Math.ceil(([1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find(each => each * unit >= least) ?? 10) * unit);
	return Array.from({length: steps + 1}, (_, i) => i * by);
}

/** Signs and what they mean, in a row. */
export function legendOf(
	entries: readonly {readonly mark: string; readonly text: string}[],
	x: number,
	y: number,
): string {
	let at = x;
	return entries
		.map(({mark, text}) => {
			const placed = `<g transform="translate(${round(at)} ${y})">${mark}${element('text', {x: 26, y: 4, class: 'small'}, escaped(text))}</g>`;
			// Chinese is twice as wide.
			at += 26 + 18 + [...text].reduce((sum, sign) => sum + (sign > '\u2e80' ? 12 : 6.6), 0);
			return placed;
		})
		.join('\n');
}
