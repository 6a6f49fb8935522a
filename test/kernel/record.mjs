// TWIN=PATH node test/kernel/record.mjs FILE.json…: asks two Linux kernels, and keeps the answer beside the question.
//
// TWIN is the harness that plays a scenario between two network namespaces and prints the trace; it wants root. Each
// scenario is recorded three times with real-time priority, and FILE.jsonl is written where the three agree as
// compare.ts judges; where they do not, or a call came late, once more: the machine may have had a bad moment. A file that
// has its trace is left alone; remove the trace to ask again.
import {execFile} from 'node:child_process';
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {promisify} from 'node:util';
import {load} from '../support/bundle.mjs';

const TIMES = 3;
const MOST_LATE = 0.006;
const run = promisify(execFile);
const {differences} = await load(new URL('compare.ts', import.meta.url));
const {readTrace} = await load(new URL('trace.ts', import.meta.url));

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

/** The first of the recordings, and where the others are not like it, or not on time. */
async function ask(file) {
	const recording = await record(file);
	const unlike = lateCalls(file, recording);
	for (let n = 1; n < TIMES; n++) {
		unlike.push(...differences(read(recording), read(await record(file))).map(({text}) => text));
	}

	return {recording, unlike};
}

/** Calls that the machine made, or ended, so much later than it should that the segments tell of that and not of TCP. */
function lateCalls(file, recording) {
	const {calls: planned} = JSON.parse(readFileSync(file, 'utf8'));
	const {calls} = read(recording);
	return ['client', 'server'].flatMap(host => {
		const due = planned.filter(call => call.host === host);
		const made = calls.filter(call => call.host === host);
		return made.flatMap(({socket, call, at, t}, n) => {
			// After a call that waits, the next is late for a reason.
			const free = Math.max(due[n].at, made[n - 1]?.t ?? 0);
			const waits = call === 'accept' || call === 'drain' || call === 'close';
			const late = Math.max(at - free, waits ? 0 : t - at);
			return late > MOST_LATE ? [`${host} ${socket}.${call}: ${Math.round(late * 1000)} ms late`] : [];
		});
	});
}

async function record(file) {
	const {stdout, stderr} = await run('chrt', ['-f', '60', 'python3', twin, file], {maxBuffer: 2 ** 26});
	if (stderr !== '') throw new Error(`${file}: ${stderr}`);
	return stdout;
}

function read(recording) {
	return readTrace(recording.split('\n'));
}
