/** A scenario file, YAML or JSON: two hosts, a wire, what happens when, and what must come of it. */

import {isUnicast} from '../host/index.js';
import {ADDRESSES, type HostSetup, type Setup, type WireSetup} from '../lab/index.js';
import {type Micros, SWITCHES} from '../tcp/index.js';
import {act} from './acts.js';
import {timedCall} from './calls.js';
import {type Expectation, expectation} from './expectation.js';
import {wire} from './faults.js';
import type {Source} from './parse-error.js';
import {entryOf, list, object, oneOf, optional, refuse, type Shape, text, whole} from './shape.js';
import {parseTree, type Tree} from './tree.js';
import {address, checkSysctlName, profile, sequenceNumber, sysctlValue, time} from './values.js';

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

const switches = list(oneOf('a switch', SWITCHES));

/** Every value is one that the host would take. */
const sysctl: Shape<Record<string, number | string>> = tree => {
	if (tree.kind !== 'map') return refuse(tree, 'a map of names and values');
	for (const {key, keyPlace, value} of tree.entries) checkSysctlName({...value, place: keyPlace}, key);
	return Object.fromEntries(tree.entries.map(({key, value}) => [key, sysctlValue(key)(value)]));
};

const hostAddress: Shape<string> = tree => {
	const value = address(tree);
	return isUnicast(value) ? value : refuse(tree, 'the address of one host: no group, no loopback');
};

const hostSetup: Shape<HostSetup> = object('a host', {
	address: optional(hostAddress),
	profile: optional(profile),
	sysctl: optional(sysctl),
	switches: optional(switches),
	isn: optional(sequenceNumber),
});

const hostSetups = object('the hosts', {client: optional(hostSetup), server: optional(hostSetup)});

/** What a world is made from: a lesson has these fields too. */
export const setupFields = {
	profile: optional(profile),
	seed: optional(whole('a seed', 0, 2 ** 32 - 1)),
	switches: optional(switches),
	hosts: optional(hostSetups),
	wire: optional(wire),
	calls: optional(list(timedCall)),
	acts: optional(list(act)),
} as const;

const scenario = object('a scenario', {
	title: optional(text),
	title_zh: optional(text),
	until: optional(time),
	...setupFields,
	expect: optional(list(expectation)),
	expect_rfc9293: optional(list(expectation)),
	expect_linux: optional(list(expectation)),
});

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
	const en = file.title ?? nameOf(source.path);
	return {
		source,
		title: {en, zh: file.title_zh ?? en},
		why: whyOf(source.text),
		until: file.until ?? null,
		setup: setupFrom(file, tree, WIRE),
		expect: [
			...(file.expect ?? []),
			...(file.expect_rfc9293 ?? []).map(each => ({...each, profile: 'rfc9293' as const})),
			...(file.expect_linux ?? []).map(each => ({...each, profile: 'linux' as const})),
		],
	};
}

type SetupFile = {readonly [K in keyof typeof setupFields]?: ReturnType<(typeof setupFields)[K]>};

/**
 * The setup that a file's fields describe.
 *
 * @param tree - the map that has them
 * @param wireOf - the wire of a file that does not say
 * @throws ParseError where the hosts cannot be told apart
 */
export function setupFrom(file: SetupFile, tree: Tree, wireOf: WireSetup): Setup {
	const hosts = {
		client: {address: ADDRESSES.client, ...file.hosts?.client},
		server: {address: ADDRESSES.server, ...file.hosts?.server},
	};
	if (hosts.client.address === hosts.server.address) refuseAddresses(tree, hosts.client.address);
	return {
		profile: file.profile ?? 'rfc9293',
		seed: file.seed ?? 1,
		switches: file.switches ?? [],
		hosts,
		wire: file.wire ?? wireOf,
		calls: file.calls ?? [],
		acts: file.acts ?? [],
	};
}

/** `lost-syn-ack` of `a/b/lost-syn-ack.yaml`. */
const nameOf = (path: string): string => path.replace(/^.*[\\/]/, '').replace(/\.(ya?ml|json)$/i, '') || 'scenario';

/** The comment that the file begins with. */
const whyOf = (text: string): string =>
	(/^(?:#[^\n]*\n)+/.exec(text.replaceAll('\r\n', '\n'))?.[0] ?? '')
		.split('\n')
		.map(line => line.replace(/^#\s?/, ''))
		.join('\n')
		.trim();

/** Points at the address that was given, the server's where both were. */
function refuseAddresses(tree: Tree, address: string): never {
	const given = ['server', 'client'].map(name => at(tree, 'hosts', name, 'address')).find(found => found !== null);
	return refuse(given ?? tree, 'two hosts with addresses of their own', `${address} twice`);
}

/** What stands at the end of that way through the maps. */
const at = (tree: Tree, ...keys: readonly string[]): Tree | null =>
	keys.reduce<Tree | null>((found, key) => (found === null ? null : entryOf(found, key)), tree);

/** What would never happen, or never be looked at, is a mistake. */
function checkTimes(tree: Tree, until: Micros | null): void {
	if (until === null || tree.kind !== 'map') return;
	for (const {key, value} of tree.entries) {
		if (value.kind !== 'list' || !['calls', 'acts', 'expect', 'expect_rfc9293', 'expect_linux'].includes(key)) continue;
		for (const item of value.items) {
			const when = entryOf(item, 'at');
			if (when !== null && time(when) > until) refuse(when, `a time up to "until", ${until / 1e6}`);
		}
	}
}
