/** Every scenario there is, played in either profile, each pair of hosts at addresses of its own. */

import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {parseScenario, play, type Run} from '../../src/format/index.js';
import {PROFILE_NAMES} from '../../src/host/index.js';
import {ADDRESSES, type Setup} from '../../src/lab/index.js';

export type Played = {readonly name: string; readonly run: Run};

const FOLDERS = ['../../src/scenarios/', '../kernel/scenarios/', './scenarios/'];

/** What was asked of a kernel besides: many more, of the same kind. */
export const QUESTIONS = '../kernel/questions/';

/** In one order, always the same. @param more - other folders of scenarios */
export async function allRuns(...more: readonly string[]): Promise<readonly Played[]> {
	const played: Played[] = [];
	for (const folder of [...FOLDERS, ...more].map(name => fileURLToPath(new URL(name, import.meta.url)))) {
		if (!existsSync(folder)) continue;
		for (const file of readdirSync(folder).sort()) {
			if (!/\.(ya?ml|json)$/.test(file)) continue;
			const scenario = await parseScenario({path: file, text: readFileSync(folder + file, 'utf8')});
			for (const profile of PROFILE_NAMES) {
				const setup = atAddresses(scenario.setup, played.length);
				played.push({name: `${file} ${profile}`, run: play({...scenario, setup}, {profile})});
			}
		}
	}

	return played;
}

/** Many captures are handed to tshark as one: it tells connections by their addresses. */
function atAddresses(setup: Setup, number: number): Setup {
	const client = `10.${1 + (number >> 8)}.${number & 255}.1`;
	const server = `10.${1 + (number >> 8)}.${number & 255}.2`;
	const named: Setup = {
		...setup,
		hosts: {
			client: {...setup.hosts.client, address: setup.hosts.client.address ?? ADDRESSES.client},
			server: {...setup.hosts.server, address: setup.hosts.server.address ?? ADDRESSES.server},
		},
	};
	const moved = JSON.stringify(named)
		.replaceAll(`"${named.hosts.client.address}"`, `"${client}"`)
		.replaceAll(`"${named.hosts.server.address}"`, `"${server}"`);
	return JSON.parse(moved);
}

export const joined = (parts: readonly Uint8Array[]): Uint8Array => Buffer.concat(parts);
