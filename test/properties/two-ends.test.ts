import {beforeAll, describe, expect, it} from 'vitest';
import {NUMBERS, PROPERTIES, titleOf} from './properties.js';
import {type Outcome, search} from './search.js';

/** `SEED=… RUNS=… npx vitest run …` for other trials than the suite's. `npm run properties` plays many more. */
const SEED = Number(process.env.SEED ?? 9293);
const RUNS = Number(process.env.RUNS ?? 5000);

describe(`two ends over a wire that an adversary holds, and that heals at last: ${RUNS} trials, seed ${SEED}`, () => {
	let outcome: Outcome;
	beforeAll(() => {
		outcome = search(SEED, RUNS);
	}, 600_000);

	it('find no counterexample to any property', () => {
		expect(outcome.failure?.says ?? null).toBeNull();
	});

	for (const n of NUMBERS.filter(number => PROPERTIES[number]?.shown !== 'tests')) {
		it(titleOf(n), () => {
			expect(outcome.failure?.property).not.toBe(n);
			expect(outcome.coverage[n], 'how often its premise was met').toBeGreaterThan(0);
		});
	}
});
