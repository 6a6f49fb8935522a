/** Recorded scenarios: a file of what is to happen, and beside it the trace of what two Linux kernels did. */

import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {parseScenario, play, type Scenario, traceLines} from '../../src/format/index.js';
import {readTrace, type Trace} from './trace.js';

export type Case = {readonly name: string; readonly scenario: Scenario; readonly kernel: Trace};

/**
 * All of a folder that have been recorded, by name.
 *
 * @param folder - of scenarios; their traces lie beside them, or in a folder `traces` beside that
 */
export async function casesOf(folder: string): Promise<Case[]> {
	const paths = readdirSync(folder).map(file => join(folder, file));
	const recorded = paths.filter(path => path.endsWith('.json') && existsSync(tracePath(path)));
	return Promise.all(recorded.sort().map(path => readCase(path)));
}

/** @param trace - the path of its trace, where that lies elsewhere */
export async function readCase(path: string, trace: string = tracePath(path)): Promise<Case> {
	const scenario = await parseScenario({path, text: readFileSync(path, 'utf8')});
	return {
		name: basename(path, '.json'),
		scenario,
		kernel: readTrace(readFileSync(trace, 'utf8').split('\n')),
	};
}

function tracePath(path: string): string {
	const file = `${basename(path, '.json')}.jsonl`;
	const beside = join(dirname(path), '..', 'traces');
	return basename(dirname(path)) === 'scenarios' ? join(beside, file) : join(dirname(path), file);
}

/** What our hosts do with it in the profile `linux`. */
export const ourTrace = ({scenario}: Case): Trace => readTrace(traceLines(play(scenario, {profile: 'linux'})));
