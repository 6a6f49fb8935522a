// TWIN=PATH node test/kernel/record.mjs FILE.json…: asks two Linux kernels, and keeps the answer beside the question.
//
// TWIN is the harness that plays a scenario between two network namespaces and prints the trace; it wants root. Each
// scenario is recorded three times with real-time priority, and FILE.jsonl is written where the three agree as
// compare.ts judges; where they do not, once more, as the machine may have had a bad moment. A file that has its trace
// is left alone; remove the trace to ask again.
import {execFile} from 'node:child_process';
import {existsSync, writeFileSync} from 'node:fs';
import {promisify} from 'node:util';
import {load} from './bundle.mjs';

const TIMES = 3;
const run = promisify(execFile);
const {differences} = await load('compare.ts');
const {readTrace} = await load('trace.ts');

const twin = process.env.TWIN;
if (twin === undefined) {
	console.error('TWIN is not set: the path of the harness');
	process.exit(2);
}

for (const file of process.argv.slice(2)) {
	const trace = file.replace(/\.json$/, '.jsonl');
	if (existsSync(trace)) continue;
	let {recording, unlike} = await ask(file);
	if (unlike.length > 0) ({recording, unlike} = await ask(file));
	if (unlike.length === 0) writeFileSync(trace, recording);
	console.log(`${file}: ${unlike.length === 0 ? 'kept' : `not stable: ${unlike.join('; ')}`}`);
}

/** The first of the recordings, and where the others are not like it. */
async function ask(file) {
	const recording = await record(file);
	const unlike = [];
	for (let n = 1; n < TIMES; n++) unlike.push(...differences(read(recording), read(await record(file))));
	return {recording, unlike: unlike.map(({text}) => text)};
}

async function record(file) {
	const {stdout, stderr} = await run('chrt', ['-f', '60', 'python3', twin, file], {maxBuffer: 2 ** 26});
	if (stderr !== '') throw new Error(`${file}: ${stderr}`);
	return stdout;
}

function read(recording) {
	return readTrace(recording.split('\n'));
}
