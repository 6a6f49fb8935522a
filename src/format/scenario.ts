/** A scenario file, YAML or JSON: two hosts, a wire, what happens when, and what must come of it. */

import {type ProfileName, SYSCTLS, sysctlProblem} from '../host/index.js';
import type {HostSetup, Setup} from '../lab/index.js';
import {type Micros, SWITCHES} from '../tcp/index.js';
import {act} from './acts.js';
import {timedCall} from './calls.js';
import {type Expectation, expectation} from './expectation.js';
import {wire} from './faults.js';
import type {Source} from './parse-error.js';
import {list, number, object, oneOf, optional, record, refuse, type Shape, text, whole} from './shape.js';
import {nearest} from './nearest.js';
import {parseTree, type Tree} from './tree.js';
import {address, time} from './values.js';

export type Scenario = {
	readonly source: Source;
	/** The file's name without its ending where the file has no title. */
	readonly title: {readonly en: string; readonly zh: string};
	/** The two lines of why on top of the file. */
	readonly why: string;
	/** When the run ends; null: when nothing more can happen, or after `QUIET_LIMIT`. */
	readonly until: Micros | null;
	readonly setup: Setup;
	readonly expect: readonly Expectation[];
};

const PROFILES = ['rfc9293', 'linux'] as const satisfies readonly ProfileName[];

const profile = oneOf('a profile', PROFILES);
const switches = list(oneOf('a switch', SWITCHES));

const sysctlValue: Shape<number | string> = tree =>
	tree.kind === 'scalar' && typeof tree.value === 'string' ? tree.value : number('a sysctl value', -1)(tree);

/** Every value is one that the host would take. */
const sysctl: Shape<Record<string, number | string>> = tree => {
	const values = record(sysctlValue)(tree);
	for (const {key, keyPlace, value} of tree.kind === 'map' ? tree.entries : []) {
		const problem = sysctlProblem(key, values[key] ?? '');
		if (problem === 'bad-value') return refuse(value, `${key}: ${SYSCTLS[key]?.says ?? 'a value'}`);
		if (problem !== null) refuseName({...value, place: keyPlace}, key);
	}

	return values;
};

function refuseName(tree: Tree, key: string): never {
	const near = nearest(key, Object.keys(SYSCTLS));
	const hint = near === null ? '' : ` (did you mean "${near}"?)`;
	return refuse(tree, 'a sysctl that the hosts know, without "net.ipv4."', `${JSON.stringify(key)}${hint}`);
}

const hostSetup: Shape<HostSetup> = object('a host', {
	address: optional(address),
	profile: optional(profile),
	sysctl: optional(sysctl),
	switches: optional(switches),
	isn: optional(whole('a sequence number', 0, 2 ** 32 - 1)),
});

const hosts = object('the hosts', {client: optional(hostSetup), server: optional(hostSetup)});

const scenario = object('a scenario', {
	title: optional(text),
	title_zh: optional(text),
	until: optional(time),
	profile: optional(profile),
	seed: optional(whole('a seed', 0, 2 ** 32 - 1)),
	switches: optional(switches),
	hosts: optional(hosts),
	wire: optional(wire),
	calls: optional(list(timedCall)),
	acts: optional(list(act)),
	expect: optional(list(expectation)),
});

const ADDRESSES = {client: '10.0.0.1', server: '10.0.0.2'} as const;

/** Without a word in the file: 20 ms one way, time flows. */
const WIRE = {mode: 'flow', rules: []} as const;

/**
 * Reads a scenario.
 *
 * @throws ParseError with the place of the first thing that is wrong
 */
export async function parseScenario(source: Source): Promise<Scenario> {
	const tree = await parseTree(source);
	const file = scenario(tree);
	checkTimes(tree, file.until ?? null);
	const name = nameOf(source.path);
	const en = file.title ?? name;
	return {
		source,
		title: {en, zh: file.title_zh ?? en},
		why: whyOf(source.text),
		until: file.until ?? null,
		setup: {
			profile: file.profile ?? 'rfc9293',
			seed: file.seed ?? 1,
			switches: file.switches ?? [],
			hosts: {
				client: {address: ADDRESSES.client, ...file.hosts?.client},
				server: {address: ADDRESSES.server, ...file.hosts?.server},
			},
			wire: file.wire ?? WIRE,
			calls: file.calls ?? [],
			acts: file.acts ?? [],
		},
		expect: file.expect ?? [],
	};
}

/** `lost-syn-ack` of `a/b/lost-syn-ack.yaml`. */
export const nameOf = (path: string): string =>
	path.replace(/^.*[\\/]/, '').replace(/\.(ya?ml|json)$/i, '') || 'scenario';

/** The comment that the file begins with. */
const whyOf = (text: string): string =>
	(/^(?:#[^\n]*\n)+/.exec(text.replaceAll('\r\n', '\n'))?.[0] ?? '')
		.split('\n')
		.map(line => line.replace(/^#\s?/, ''))
		.join('\n')
		.trim();

/** What would never happen, or never be looked at, is a mistake. */
function checkTimes(tree: Tree, until: Micros | null): void {
	if (until === null || tree.kind !== 'map') return;
	for (const {key, value} of tree.entries) {
		if (value.kind !== 'list' || !['calls', 'acts', 'expect'].includes(key)) continue;
		for (const item of value.items) {
			const at = item.kind === 'map' ? item.entries.find(entry => entry.key === 'at')?.value : undefined;
			if (at !== undefined && time(at) > until) refuse(at, `a time up to "until", ${until / 1e6}`);
		}
	}
}
