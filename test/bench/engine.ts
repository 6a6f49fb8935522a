/** What the engine alone takes: two TCBs without host, wire or screen. Each time also in hundreds of a fixed loop's turns. */

import {type Config, RFC9293} from '../../src/tcp/index.js';
import {asItIs, type Carry, losing, transfer} from './engine/bulk.js';
import {linux, withSack} from './engine/configs.js';
import {connection} from './engine/connections.js';
import {loopTime, processorTime} from './engine/loop.js';
import {idlePair, retained, snapshot} from './engine/memory.js';
import {asHeaders, asOctets} from './engine/octets.js';
import {transferLosing} from './engine/sweep.js';
import type {Row} from './row.js';

const BULK = 20_000_000;
const RUNS = 25;
const LOSSES = [2, 0, 1, 5, 10, 20];
/** Transfers for each loss, each with a seed of its own. */
const SEEDS = 100;
/** Few, so that a run is short and some run is not disturbed. */
const SEEDS_A_RUN = 20;

export function measure(): Row[] {
	const loop = loopTime();
	const rows: Row[] = [{what: 'engine: a hundred turns of a fixed loop', value: loop, unit: 'ns'}];
	rows.push(...bulk());
	rows.push(
		...sweep('SACK, Reno', withSack('reno')),
		...sweep('SACK, CUBIC', withSack('cubic')),
		...sweep('as Linux', linux()),
	);
	rows.push(...connections(), ...memory());
	for (const row of rows) {
		if (row.unit === 'ns') row.loops = row.value / loop;
		if (row.unit === 'µs') row.loops = (row.value * 1000) / loop;
	}

	return rows;
}

/** Both ends' work for a segment, whichever way it went. */
function bulk(): Row[] {
	const plain = segmentTime(() => asItIs);
	const within = (how: string, value: number, most: number): Row => ({
		what: `engine: the same ${how}`,
		value,
		unit: 'ns',
		ratio: value / plain,
		goal: `≤ × ${most}`,
		held: value <= plain * most,
	});
	const told = leastOf(RUNS, () => transfer(BULK, asItIs, RFC9293, () => []));
	const headers = segmentTime(() => asHeaders);
	const octets = segmentTime(() => asOctets);
	return [
		{what: 'engine: a segment of a 20 MB transfer', value: plain, unit: 'ns', goal: '≤ 500 ns', held: plain <= 500},
		within('with rules and timers told', told, 1.3),
		within('as header octets', headers, 1.5),
		within('as octets, with checksums', octets, 3),
		{what: 'engine: the same, every 200th text lost', value: segmentTime(() => losing(200)), unit: 'ns'},
		{what: 'engine: the same, as Linux', value: leastOf(RUNS, () => transfer(BULK, asItIs, linux())), unit: 'ns'},
	];
}

function segmentTime(carry: () => Carry): number {
	return leastOf(RUNS, () => transfer(BULK, carry()));
}

/** The figure of each loss beside that of 2 %. */
function sweep(name: string, config: Config): Row[] {
	// Else the loss that all others stand beside is measured while the compiler still learns what a loss is.
	for (const loss of LOSSES) for (let seed = 1; seed <= SEEDS; seed++) transferLosing(loss / 100, seed, config);
	const at = new Map(LOSSES.map(loss => [loss, sweepOf(loss / 100, config)]));
	const usual = at.get(2)?.value ?? Number.NaN;
	return [...at].map(([loss, {value, segments}]) => ({
		what: `engine: 100 kB, ${name}, ${loss} % lost: ${Math.round(segments)} segments`,
		value,
		unit: 'µs',
		...(loss === 2
			? {goal: '≤ 65 µs', held: value <= 65}
			: {ratio: value / usual, goal: '≤ × 1.5', held: value <= usual * 1.5}),
	}));
}

/** Microseconds and segments a transfer. */
function sweepOf(loss: number, config: Config): {value: number; segments: number} {
	let segments = 0;
	let time = 0;
	for (let first = 1; first <= SEEDS; first += SEEDS_A_RUN) {
		let sent = 0;
		time += leastOf(RUNS, () => {
			sent = 0;
			for (let seed = first; seed < first + SEEDS_A_RUN; seed++) sent += transferLosing(loss, seed, config).segments;
			return SEEDS_A_RUN;
		});
		segments += sent;
	}

	return {value: (time * SEEDS_A_RUN) / SEEDS / 1000, segments: segments / SEEDS};
}

function connections(): Row[] {
	const each = leastOf(RUNS, () => {
		for (let n = 0; n < 300; n++) connection(RFC9293);
		return 300;
	});
	return [
		{what: 'engine: a connection, a request, an answer, the end', value: each / 1000, unit: 'µs'},
		{what: 'engine: such connections in a second', value: 1e9 / each, unit: ''},
	];
}

function memory(): Row[] {
	const idle = idlePair(RFC9293);
	retained(5_000_000, RFC9293);
	const short = retained(5_000_000, RFC9293);
	const long = retained(50_000_000, RFC9293);
	const {byHand, byPlatform} = snapshot(RFC9293);
	return [
		{what: 'engine: an idle pair', value: idle, unit: 'kB', goal: '≤ 8 kB', held: idle <= 8},
		{
			what: 'engine: kept after 50 MB',
			value: long,
			unit: 'kB',
			beside: {what: '5 MB', value: short},
			goal: '≤ 50 kB more',
			held: long <= short + 50,
		},
		{
			what: 'engine: a snapshot of a TCB',
			value: byHand,
			unit: 'ns',
			beside: {what: 'structuredClone', value: byPlatform},
			ratio: byPlatform / byHand,
			goal: '≥ × 25',
			held: byPlatform >= 25 * byHand,
		},
	];
}

/**
 * Nanoseconds for one of the things that `work` says it has done: the least of all runs, because a neighbour who wants
 * the same caches only ever makes a run longer.
 */
function leastOf(runs: number, work: () => number): number {
	for (let warm = 0; warm < 3; warm++) work();
	let least = Number.POSITIVE_INFINITY;
	for (let run = 0; run < runs; run++) {
		const from = processorTime();
		const done = work();
		least = Math.min(least, (processorTime() - from) / done);
	}

	return least;
}
