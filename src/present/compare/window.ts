/** cwnd of both lines over one another: ours drawn through, the other one broken, so that it shows where it differs. */

import {HOST_NAMES, type HostName} from '../../host/index.js';
import type {Compared, PastLine} from '../../lab/index.js';
import {type CourseMoment, courseOf} from '../course.js';
import type {Line, Style} from '../line.js';
import {axes, type Change, type Plot, roundAbove, type StairSigns, stair} from '../plot.js';
import {ink, type Sheet, sheetLines, sheetOf} from '../sheet.js';
import {octets} from '../time.js';
import {seriesOf, solid} from '../window-chart.js';
import {fill, type Words} from '../words/words.js';

/** Fewer changes are no curve: the figures tell as much. */
const CURVE = 8;
/** Rows of the plot itself. */
const ROWS = 9;
/** Cells for the numbers of the axis. */
const LEFT = 8;

/** Of the end whose cwnd changed most often; empty where both lines have the same curve, or none has any. */
export function windowsOf(
	{a, b}: Compared,
	names: readonly [string, string],
	width: number,
	style: Style,
	words: Words,
): Line[] {
	const lines = [courseOfLine(a), courseOfLine(b)] as const;
	const curves = HOST_NAMES.map(host => ({host, ours: cwndOf(lines[0], host), theirs: cwndOf(lines[1], host)}));
	const [most] = curves.toSorted((x, y) => y.ours.length + y.theirs.length - x.ours.length - x.theirs.length);
	if (most === undefined || most.ours.length + most.theirs.length < CURVE || isSame(most.ours, most.theirs)) return [];
	const {host, ours, theirs} = most;
	const both = [...ours, ...theirs];
	const sheet = sheetOf(width, ROWS + 3, style);
	legend(sheet, host, names, words);
	const plot: Plot = {
		sheet,
		left: LEFT,
		top: 1,
		cells: Math.max(4, width - LEFT - 1),
		rows: ROWS,
		from: Math.min(...[ours, theirs].flatMap(each => each.slice(0, 1).map(({at}) => at))),
		to: both.reduce((latest, {at}) => Math.max(latest, at), 0),
		low: 0,
		high: roundAbove(both.reduce((highest, {value}) => Math.max(highest, value), 1) * 1.08, ROWS),
	};
	axes(plot, value => octets(Math.round(value)));
	stair(plot, theirs, 'changed', broken(sheet));
	stair(plot, ours, 'strong', solid(sheet));
	return sheetLines(sheet);
}

const courseOfLine = ({start, entries}: PastLine): readonly CourseMoment[] =>
	courseOf({entries, cursor: entries.length}, start);

const cwndOf = (moments: readonly CourseMoment[], host: HostName): readonly Change[] => seriesOf(moments, host).cwnd;

const isSame = (a: readonly Change[], b: readonly Change[]): boolean =>
	a.length === b.length && a.every(({at, value}, i) => b[i]?.at === at && b[i]?.value === value);

function broken({glyphs}: Sheet): StairSigns {
	const {dashed} = glyphs;
	return {across: dashed, down: glyphs.broken, leftUp: dashed, leftDown: dashed, upRight: dashed, downRight: dashed};
}

function legend(sheet: Sheet, host: HostName, [a, b]: readonly [string, string], {compare, sides}: Words): void {
	const {glyphs, style} = sheet;
	const title = fill(compare.of, {name: 'cwnd', host: sides[host]});
	const ours = `${glyphs.line.repeat(2)} ${a}`;
	let x = style.measure(title) + 3;
	ink(sheet, 0, 0, title, 'title');
	ink(sheet, x, 0, ours, 'strong');
	x += style.measure(ours) + 3;
	ink(sheet, x, 0, `${glyphs.dashed.repeat(2)} ${b}`, 'changed');
}
