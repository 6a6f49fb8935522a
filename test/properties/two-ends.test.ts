import fc from 'fast-check';
import {describe, it} from 'vitest';
import {play, type Trial} from './trial.js';
import {hastyTrials, trials} from './trials.js';

/** `SEED=… RUNS=… npx vitest run …` for other trials than the suite's. */
const SEED = Number(process.env.SEED ?? 9293);
const RUNS = Number(process.env.RUNS ?? 5200);

const check = (trial: fc.Arbitrary<Trial>, runs: number): void => {
	console.info(`seed ${SEED}, ${runs} trials`);
	fc.assert(
		fc.property(trial, t => void play(t)),
		{seed: SEED, numRuns: runs},
	);
};

describe('two ends over a wire that an adversary holds, and that heals at last', () => {
	it('read the octets that were written, reach CLOSED, and make no storm (1–3, 5–7, 11, 12, 16, 18, 21, 23, 24, 30, 32, 41, 42, 45)', () => {
		check(trials(80), Math.ceil(RUNS * 0.8));
	});

	it('read a beginning of what was written, and reach CLOSED, when a program closes early', () => {
		check(hastyTrials(80), Math.ceil(RUNS * 0.2));
	});
});
