/** Whether a segment is what a line expects. */

import {itemText} from '../language/option-items.js';
import type {OptionItem, Settings, TcpLine} from '../language/script.js';
import {type Flow, learnTimestamp} from '../machine/flows.js';
import type {Shown} from './notation.js';

/** The first field that differs. */
export type Difference = {readonly field: string; readonly expected: string; readonly got: string};

/** @returns null: it is as expected, in all that the line speaks of */
export function difference(line: TcpLine, actual: Shown, flow: Flow, settings: Settings): Difference | null {
	return (
		differs('flags', line.flags || '-', actual.flags || '-') ??
		differs('seq', line.seq, actual.seq) ??
		differs('length', line.length, actual.length) ??
		(line.ack === null ? null : differs('ack', line.ack, actual.ack ?? 'none')) ??
		(line.window === null ? null : differs('win', line.window, actual.window ?? 'none')) ??
		differs('urg', line.urgent, actual.urgent) ??
		differentOption(line, actual, flow, settings) ??
		differentIp(line, actual)
	);
}

const differs = (field: string, expected: number | string, got: number | string): Difference | null =>
	expected === got ? null : {field, expected: `${expected}`, got: `${got}`};

function differentOption(line: TcpLine, actual: Shown, flow: Flow, settings: Settings): Difference | null {
	const wanted = line.options;
	const there = actual.options;
	if (wanted === 'any' || there === 'any') return null;
	for (let index = 0; index < Math.max(wanted.length, there.length); index++) {
		const expected = wanted[index];
		const got = there[index];
		if (expected?.kind === 'TS' && got?.kind === 'TS') {
			const different = differentTimestamps(expected, got, flow, settings);
			if (different !== null) return different;
			continue;
		}

		const found = differs(
			'option',
			expected === undefined ? 'none' : itemText(expected),
			got === undefined ? 'none' : itemText(got),
		);
		if (found !== null) return found;
	}

	return null;
}

/** Our own timestamps run by a clock that is ours: they are held against the script's where it says what a tick is. */
function differentTimestamps(
	expected: OptionItem & {kind: 'TS'},
	got: OptionItem & {kind: 'TS'},
	flow: Flow,
	{timestampTick, tolerance}: Settings,
): Difference | null {
	const val = learnTimestamp(flow, expected.val, got.val);
	const apart = Math.abs((val - expected.val) | 0);
	if (timestampTick !== null && apart * timestampTick > tolerance) return differs('TS val', expected.val, val);
	return differs('TS ecr', expected.ecr, got.ecr);
}

function differentIp({ip}: TcpLine, {ip: actual}: Shown): Difference | null {
	if (ip.ecn === 'any') {
		if (actual.ecn !== 1 && actual.ecn !== 2) return differs('ECN', 'ect01', MARKS[Number(actual.ecn)] ?? '');
	} else if (ip.ecn !== null && ip.ecn !== actual.ecn)
		return differs('ECN', MARKS[ip.ecn] ?? '', MARKS[Number(actual.ecn)] ?? '');
	if (ip.tos !== null && ip.tos !== actual.tos) return differs('tos', ip.tos, actual.tos ?? 0);
	return ip.ttl === null ? null : differs('ttl', ip.ttl, actual.ttl ?? 0);
}

const MARKS = ['noecn', 'ect1', 'ect0', 'ce'];
