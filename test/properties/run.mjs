// npm run properties [-- RUNS [SEED]]: trials of two ends over a hostile wire, on every core but at most two, and how
// often each property was put to the test. 100,000 trials unless told otherwise. Exit 1: a property does not hold.
import {fork} from 'node:child_process';
import {availableParallelism} from 'node:os';
import {fileURLToPath} from 'node:url';
import {bundle, load} from '../support/bundle.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const runs = Number(process.argv[2] ?? 100_000);
const seed = Number(process.argv[3] ?? Date.now() % 2 ** 31);
const CHUNK = 1000;

const worker = await bundle(new URL('worker.ts', import.meta.url));
const {added, coverageTable, untouched} = await load(new URL('table.ts', import.meta.url));

const chunks = Array.from({length: Math.ceil(runs / CHUNK)}, (_, i) => ({
	seed: (seed + i) % 2 ** 31,
	runs: Math.min(CHUNK, runs - i * CHUNK),
}));
const from = Date.now();
let coverage = null;
let done = 0;
let failure = null;
console.log(`seed ${seed}, ${runs} trials`);
await Promise.all(Array.from({length: Math.min(2, availableParallelism())}, work));

const took = (Date.now() - from) / 1000;
if (coverage !== null) console.log(coverageTable(coverage).join('\n'));
if (failure !== null) console.log(`\n${failure.says}`);
const missed = failure === null && coverage !== null ? untouched(coverage) : [];
if (missed.length > 0) console.log(`never put to the test: ${missed.join(', ')}`);
console.log(
	`\nseed ${seed}: ${done} trials in ${took.toFixed(0)} s, ` +
		(failure === null ? 'no counterexample' : `property ${failure.property} does not hold`),
);
process.exitCode = failure === null && missed.length === 0 ? 0 : 1;

/** One process, which takes one chunk after the other. */
function work() {
	return new Promise((resolve, reject) => {
		const child = fork(worker, {cwd: root});
		const next = () => {
			const chunk = failure === null ? chunks.shift() : undefined;
			if (chunk === undefined) child.disconnect();
			else child.send(chunk);
		};
		child.on('message', outcome => {
			coverage = coverage === null ? outcome.coverage : added(coverage, outcome.coverage);
			failure ??= outcome.failure;
			done += outcome.runs;
			if (process.stderr.isTTY) process.stderr.write(`\r${done} `);
			next();
		});
		child.on('exit', code => (code === 0 ? resolve() : reject(new Error(`a worker ended with ${code}`))));
		next();
	});
}
