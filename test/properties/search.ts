/** Many trials, until one breaks a property. */

import fc from 'fast-check';
import {saveCounterexample} from './counterexample.js';
import {type Coverage, createCoverage} from './coverage.js';
import {Violation, type Watch} from './ends.js';
import {play, type Trial} from './trial.js';
import {hastyTrials, trials} from './trials.js';
import {WATCHES} from './watches.js';

export type Failure = {
	/** 0: no property, an engine that broke its own rules or threw. */
	readonly property: number;
	readonly says: string;
	/** The scenario file; null: there is none, because something else than a property broke. */
	readonly path: string | null;
};

export type Outcome = {readonly runs: number; readonly coverage: Coverage; readonly failure: Failure | null};

/** Commands of a trial, at most. */
const MOST = 80;

/** One trial in five has hasty programs. @param seed - any integer: the same seed, the same trials */
export function search(seed: number, runs: number): Outcome {
	const coverage = createCoverage();
	const hasty = Math.floor(runs / 5);
	const failure = find(trials(MOST), seed, runs - hasty, coverage) ?? find(hastyTrials(MOST), seed, hasty, coverage);
	return {runs, coverage, failure};
}

/** The first counterexample, as short as fast-check makes it, and saved. */
export function find(
	trial: fc.Arbitrary<Trial>,
	seed: number,
	runs: number,
	coverage: Coverage,
	folder?: string,
	watches: readonly Watch[] = WATCHES,
): Failure | null {
	const result = fc.check(
		fc.property(trial, t => void play(t, coverage, watches)),
		{seed, numRuns: runs},
	);
	if (!result.failed) return null;
	const {errorInstance: error, counterexample} = result;
	if (!(error instanceof Violation)) {
		const says = `${error instanceof Error ? error.stack : error}\n${JSON.stringify(counterexample)}`;
		return {property: 0, says, path: null};
	}

	const path = saveCounterexample(error, folder);
	return {property: error.property, says: `seed ${seed}: ${error.message}\nsaved as ${path}`, path};
}
