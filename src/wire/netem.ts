/**
 * Faults of one direction, in the words and with the arithmetic of Linux's netem (sch_netem.c, iproute2's tables).
 *
 * Departs from netem: the line with its `rate` comes first and latency after it, as in a real path, so jitter reorders
 * even where there is a rate; and correlation reaches the jitter drawn, which netem's `%` scatters.
 */

import type {Micros} from '../tcp/index.js';
import {type Chance, uniform} from './chance.js';
import type {Faults, Loss, Path} from './wire.js';

/** Nothing but latency: no die is thrown. */
export const isPlain = (faults: Faults): boolean =>
	faults.loss === null &&
	faults.jitter === 0 &&
	faults.rate === null &&
	faults.duplicate === null &&
	faults.reorder === null &&
	faults.corrupt === null &&
	faults.mark === null &&
	faults.pathMtu === null;

/** Does a copy go with it? */
export function isDuplicated(path: Path, chance: Chance): boolean {
	const {duplicate} = path.faults;
	return duplicate !== null && draw(path, 'duplicate', duplicate.correlation, chance) < duplicate.probability;
}

/** Is one of its bits flipped on the way? */
export function isCorrupt(path: Path, chance: Chance): boolean {
	const {corrupt} = path.faults;
	return corrupt !== null && draw(path, 'corrupt', corrupt.correlation, chance) < corrupt.probability;
}

/** Does it meet congestion that a router tells of? */
export function isMarked(path: Path, chance: Chance): boolean {
	const {mark} = path.faults;
	return mark !== null && draw(path, 'mark', mark.correlation, chance) < mark.probability;
}

/** Is it lost, at random or in a burst? */
export function isLost(path: Path, chance: Chance): boolean {
	const {loss} = path.faults;
	if (loss === null) return false;
	if (loss.model === 'random') return draw(path, 'loss', loss.correlation, chance) < loss.probability;
	return isLostInBurst(path, loss, chance);
}

/** The state moves first; whether it loses is the old state's matter, as in netem. */
function isLostInBurst(path: Path, loss: Loss & {model: 'gemodel'}, chance: Chance): boolean {
	const {bad} = path;
	if (uniform(chance) < (bad ? loss.r : loss.p)) path.bad = !bad;
	return uniform(chance) < (bad ? loss.oneMinusH : loss.oneMinusK);
}

/**
 * When a segment that enters the path now comes out of it.
 *
 * @param octets - its length with both headers: what the line's rate counts
 */
export function dueAfter(path: Path, octets: number, now: Micros, chance: Chance): Micros {
	const {reorder, rate} = path.faults;
	const overtakes =
		reorder !== null &&
		path.sinceReorder >= reorder.gap - 1 &&
		draw(path, 'reorder', reorder.correlation, chance) < reorder.probability;
	if (overtakes) {
		path.sinceReorder = 0;
		return now;
	}

	path.sinceReorder++;
	const latency = drawLatency(path, chance);
	if (rate === null) return now + latency;
	path.freeAt = Math.max(now, path.freeAt) + (octets * 8e6) / rate;
	return Math.ceil(path.freeAt) + latency;
}

function drawLatency(path: Path, chance: Chance): Micros {
	const {delay, jitter, delayCorrelation, distribution} = path.faults;
	if (jitter === 0) return delay;
	const drawn = draw(path, 'delay', delayCorrelation, chance);
	return Math.max(0, Math.round(delay + jitter * quantile(distribution, drawn)));
}

/** A number in 0 … 1 that leans by `correlation` on the one drawn before. */
function draw(path: Path, what: keyof Path['last'], correlation: number, chance: Chance): number {
	const fresh = uniform(chance);
	if (correlation === 0) return fresh;
	const leaning = fresh * (1 - correlation) + path.last[what] * correlation;
	path.last[what] = leaning;
	return leaning;
}

/**
 * How many jitters from the mean the share `u` of all segments lies at most: what netem's tables hold.
 *
 * @param u - 0 … 1, without 1
 * @returns uniform: -1 … 1; the others end at 4, where a table entry of 16 bits ends
 */
export function quantile(distribution: Faults['distribution'], u: number): number {
	switch (distribution) {
		case 'uniform':
			return 2 * u - 1;
		case 'normal':
			return normal(u);
		case 'pareto':
			return pareto(u);
		case 'paretonormal':
			return 0.25 * normal(u) + 0.75 * pareto(u);
	}
}

/** Shape 3; 3/2 is its mean, 4/3 nearly one over its deviation. */
const pareto = (u: number): number => Math.min(TABLE_END, ((1 - u) ** (-1 / 3) - 1.5) * (4 / 3));

const TABLE_END = 4;
const ENTRIES = 4096;
const STEP = 1 / 4096;

/** Of the entries next to `u`, in proportion. */
function normal(u: number): number {
	const table = normalTable();
	const place = Math.min(Math.max(u * ENTRIES - 0.5, 0), ENTRIES - 1);
	const below = Math.floor(place);
	const low = table[below] ?? 0;
	return low + ((table[below + 1] ?? low) - low) * (place - below);
}

let made: Float64Array | null = null;

/** Walks the bell curve from where nothing lies below and notes where each 4096th of its area is half full. */
function normalTable(): Float64Array {
	if (made !== null) return made;
	const table = new Float64Array(ENTRIES).fill(TABLE_END);
	let area = 0;
	let entry = 0;
	for (let x = -6; x < TABLE_END && entry < ENTRIES; x += STEP) {
		const middle = x + STEP / 2;
		area += (Math.exp((-middle * middle) / 2) / Math.sqrt(2 * Math.PI)) * STEP;
		while (entry < ENTRIES && area * ENTRIES >= entry + 0.5) table[entry++] = x + STEP;
	}

	made = table;
	return table;
}

/** Every link carries so much without fragments (RFC 791 §3.2). */
const LEAST_MTU = 68;

/** The first of these faults whose value cannot be: a time or a probability out of its range. Null: all can. */
export function badFault(faults: Partial<Faults>): keyof Faults | null {
	const {delay = 0, jitter = 0, delayCorrelation = 0, limit = 1, rate = null, loss = null, pathMtu = null} = faults;
	if (!isDuration(delay)) return 'delay';
	if (!isDuration(jitter)) return 'jitter';
	if (!isShare(delayCorrelation)) return 'delayCorrelation';
	if (!(Number.isSafeInteger(limit) && limit >= 1)) return 'limit';
	if (rate !== null && !(Number.isFinite(rate) && rate > 0)) return 'rate';
	if (loss !== null && !isLoss(loss)) return 'loss';
	if (pathMtu !== null && !(Number.isSafeInteger(pathMtu.octets) && pathMtu.octets >= LEAST_MTU)) return 'pathMtu';
	for (const name of ['duplicate', 'reorder', 'corrupt', 'mark'] as const) {
		const fault = faults[name] ?? null;
		if (fault !== null && !(isShare(fault.probability) && isShare(fault.correlation))) return name;
	}

	const gap = faults.reorder?.gap ?? 1;
	return Number.isSafeInteger(gap) && gap >= 1 ? null : 'reorder';
}

const isLoss = (loss: Loss): boolean =>
	loss.model === 'random'
		? isShare(loss.probability) && isShare(loss.correlation)
		: [loss.p, loss.r, loss.oneMinusH, loss.oneMinusK].every(isShare);

const isDuration = (value: Micros): boolean => Number.isSafeInteger(value) && value >= 0;
const isShare = (value: number): boolean => value >= 0 && value <= 1;
