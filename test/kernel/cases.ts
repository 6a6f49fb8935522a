/** Recorded scenarios: a file of what is to happen, and beside it the trace of what two Linux kernels did. */

import {readdirSync, readFileSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {parseScenario, play, type Scenario, traceLines} from '../../src/format/index.js';
import {readTrace, type Trace} from './trace.js';

export type Case = {readonly name: string; readonly scenario: Scenario; readonly kernel: Trace};

/**
 * All of a folder, by name.
 *
 * @param folder - of scenarios; their traces lie beside them, or in a folder `traces` beside that
 */
export async function casesOf(folder: string): Promise<Case[]> {
	const files = readdirSync(folder).filter(file => file.endsWith('.json'));
	return Promise.all(files.sort().map(file => readCase(join(folder, file))));
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
