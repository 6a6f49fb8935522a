/** A process of `npm run properties`: gets a seed and a number of trials, answers with what came of them, again and again. */

import {search} from './search.js';

process.on('message', ({seed, runs}: {seed: number; runs: number}) => {
	process.send?.(search(seed, runs));
});
