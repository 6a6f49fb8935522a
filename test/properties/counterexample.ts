/** A violation as a scenario file: the screen opens it, `tcp-lab run` plays it, and the properties break on it again. */

import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {stringify} from 'yaml';
import type {Input, Setup} from '../../src/lab/index.js';
import type {Micros} from '../../src/tcp/index.js';
import type {Violation} from './ends.js';
import {titleOf} from './properties.js';

/** Not kept by git. */
const FOLDER = fileURLToPath(new URL('../../counterexamples/', import.meta.url));

const seconds = (micros: Micros): number => micros / 1e6;

/** Writes the file. @returns its path */
export function saveCounterexample(violation: Violation, folder = FOLDER): string {
	mkdirSync(folder, {recursive: true});
	const {setup} = violation.endsThere();
	const path = join(folder, `property-${violation.property}-${setup.profile}-${setup.seed}.yaml`);
	writeFileSync(path, scenarioText(violation));
	return path;
}

export function scenarioText(violation: Violation): string {
	const {setup, acts, world} = violation.endsThere();
	const {property, what, expect} = violation;
	const file = {
		title: `Counterexample: ${property === 0 ? 'an invariant of the TCB' : titleOf(property)}`,
		profile: setup.profile,
		seed: setup.seed,
		switches: setup.switches,
		until: seconds(world.now),
		hosts: setup.hosts,
		wire: wireOf(setup),
		acts: acts.map(({at, input}) => ({at: seconds(at), ...written(input)})),
		expect,
	};
	// JSON's strings, because the text of segments may hold anything.
	const options = {lineWidth: 0, defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN'} as const;
	return `# ${what.replaceAll('\n', ' ')}\n# Found by npm run properties, and made as short as it gets.\n${stringify(file, options)}`;
}

const wireOf = ({wire: {latency = 0, mtu}}: Setup) => ({mode: 'hold', latency: seconds(latency), mtu});

/** As a scenario writes it: seconds, and sequence numbers that are the header's own. */
function written(input: Input): object {
	switch (input.do) {
		case 'delay':
		case 'duplicate':
			return {...input, by: seconds(input.by)};
		case 'edit':
		case 'forge':
			return {...input, fields: {relative: false, ...input.fields}};
		default:
			return input;
	}
}
