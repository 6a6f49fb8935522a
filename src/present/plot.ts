/** A sheet with two axes: instants across, numbers upwards. */

import type {Micros} from '../tcp/index.js';
import type {Meaning} from './line.js';
import {ink, inkBefore, isBlank, type Sheet} from './sheet.js';
import {instant} from './time.js';

/** Part of a sheet: `left`, `top` is its upper left cell; axis and their numbers lie outside, at the left and below. */
export type Plot = {
	readonly sheet: Sheet;
	readonly left: number;
	readonly top: number;
	readonly cells: number;
	readonly rows: number;
	readonly from: Micros;
	readonly to: Micros;
	/** The number in the lowest and in the highest row. */
	readonly low: number;
	readonly high: number;
};

/** The column of an instant, 0 … cells - 1. */
export const columnOf = ({from, to, cells}: Plot, at: Micros): number =>
	to <= from ? 0 : Math.max(0, Math.min(cells - 1, Math.round(((at - from) / (to - from)) * (cells - 1))));

/** The row of a number, counted from the sheet's top. */
export const rowOf = ({low, high, rows, top}: Plot, value: number): number => {
	const part = high <= low ? 0 : (value - low) / (high - low);
	return top + rows - 1 - Math.max(0, Math.min(rows - 1, Math.round(part * (rows - 1))));
};

/** Steps between the numbers of an axis of so many rows. */
const stepsFor = (rows: number): number => (rows >= 13 ? 4 : rows >= 5 ? 2 : 1);

/** The least number from `most` on that an axis of so many rows divides into round ones. */
export function roundAbove(most: number, rows: number): number {
	const steps = stepsFor(rows);
	const least = Math.max(1, most) / steps;
	const unit = 10 ** Math.floor(Math.log10(least));
	const factor = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find(each => each * unit >= least) ?? 10;
	return Math.max(steps, Math.ceil(factor * unit) * steps);
}

/** Both axes: `label` writes a number of the left one. */
export function axes(plot: Plot, label: (value: number) => string): void {
	const {sheet, left, top, rows, cells, from, to, low, high} = plot;
	const {glyphs} = sheet;
	const bottom = top + rows;
	const marks = stepsFor(rows);
	for (let row = 0; row < rows; row++) ink(sheet, left - 1, top + row, glyphs.vertical, 'quiet');
	for (let i = 0; i <= marks; i++) {
		const value = low + ((high - low) * i) / marks;
		const y = rowOf(plot, value);
		inkBefore(sheet, left - 1, y, label(value), 'quiet');
		ink(sheet, left - 1, y, glyphs.tickLeft, 'quiet');
	}
	ink(sheet, left - 1, bottom, glyphs.cornerUpRight + glyphs.line.repeat(cells), 'quiet');
	let free = 0;
	for (const at of roundInstants(from, to, Math.max(1, Math.min(8, Math.floor(cells / 13))))) {
		const x = left + columnOf(plot, at);
		const text = instant(at);
		const width = text.length;
		const start = Math.max(0, Math.min(x - Math.floor(width / 2), left + cells - width));
		if (start < free) continue;
		ink(sheet, x, bottom, glyphs.tickDown, 'quiet');
		ink(sheet, start, bottom + 1, text, 'quiet');
		free = start + width + 2;
	}
}

/** Instants that are whole milliseconds, at most `count` and one; where none lies between, the first. */
export function roundInstants(from: Micros, to: Micros, count: number): readonly Micros[] {
	const least = Math.max(1, (to - from) / count);
	const unit = 10 ** Math.floor(Math.log10(least));
	const by = Math.max(1000, ([1, 2, 5, 10].find(each => each * unit >= least) ?? 10) * unit);
	const first = Math.ceil(from / by);
	const round = Array.from({length: Math.max(0, Math.floor(to / by) - first + 1)}, (_, i) => (first + i) * by);
	return round.length === 0 ? [from] : round;
}

/** A value from an instant on. */
export type Change = {readonly at: Micros; readonly value: number};

/** A line that stays where it is until it changes: corners where it does. */
export function stair(plot: Plot, changes: readonly Change[], meaning: Meaning, signs: StairSigns): void {
	const {sheet, left, cells, to} = plot;
	let next = 0;
	let value: number | null = null;
	const last = columnOf(plot, to);
	for (let column = 0; column < cells && column <= last; column++) {
		const before = value;
		let least: number | null = null;
		let most: number | null = null;
		for (let change = changes[next]; change !== undefined; change = changes[next]) {
			if (columnOf(plot, change.at) > column) break;
			value = change.value;
			least = least === null ? value : Math.min(least, value);
			most = most === null ? value : Math.max(most, value);
			next += 1;
		}
		if (value === null) continue;
		const end = rowOf(plot, value);
		const start = before === null ? end : rowOf(plot, before);
		const upper = Math.min(start, end, most === null ? end : rowOf(plot, most));
		const lower = Math.max(start, end, least === null ? end : rowOf(plot, least));
		const x = left + column;
		for (let y = upper; y <= lower; y++) ink(sheet, x, y, signs.down, meaning);
		if (upper === lower) {
			ink(sheet, x, end, signs.across, meaning);
			continue;
		}
		if (start !== upper && start !== lower) ink(sheet, x, start, signs.down, meaning);
		else if (before !== null) ink(sheet, x, start, start === lower ? signs.leftUp : signs.leftDown, meaning);
		if (end === upper && end !== start) ink(sheet, x, end, signs.upRight, meaning);
		else if (end === lower && end !== start) ink(sheet, x, end, signs.downRight, meaning);
	}
}

/** What a stair is drawn with. */
export type StairSigns = {
	readonly across: string;
	readonly down: string;
	/** From the left upwards, from the left downwards, from below to the right, from above to the right. */
	readonly leftUp: string;
	readonly leftDown: string;
	readonly upRight: string;
	readonly downRight: string;
};

/** Columns filled from the bottom, where nothing is drawn yet. */
export function filled(plot: Plot, changes: readonly Change[], sign: string, meaning: Meaning): void {
	const {sheet, left, top, rows, cells} = plot;
	let next = 0;
	let value = 0;
	for (let column = 0; column < cells; column++) {
		let most = 0;
		let first = true;
		for (let change = changes[next]; change !== undefined; change = changes[next]) {
			if (columnOf(plot, change.at) > column) break;
			if (first) most = Math.max(most, value);
			first = false;
			value = change.value;
			most = Math.max(most, value);
			next += 1;
		}
		const shown = first ? value : most;
		if (shown <= plot.low) continue;
		for (let y = rowOf(plot, shown); y < top + rows; y++)
			if (isBlank(sheet, left + column, y, 1)) ink(sheet, left + column, y, sign, meaning);
	}
}
