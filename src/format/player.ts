/** A scenario without a screen, from its start to its end. */

import type {ProfileName} from '../host/index.js';
import {
	createHistory,
	type Entry,
	type Fact,
	nextHappening,
	record,
	type Setup,
	type World,
	worldOf,
} from '../lab/index.js';
import type {Micros} from '../tcp/index.js';
import type {Scenario} from './scenario.js';

export type Run = {
	readonly scenario: Scenario;
	readonly setup: Setup;
	readonly start: World;
	/** One for each instant at which something happened. */
	readonly entries: readonly Entry[];
	readonly facts: readonly Fact[];
	readonly end: World;
};

type PlayOptions = {readonly profile?: ProfileName | null; readonly seed?: number | null};

/** When the file has no `until` and something always happens: ten minutes, more than two 2 MSL. */
const QUIET_LIMIT: Micros = 600_000_000;

/** Plays it to its end. Virtual time costs nothing: four minutes of TIME-WAIT are one step. */
export function play(scenario: Scenario, options: PlayOptions = {}): Run {
	const history = createHistory(setupOf(scenario, options));
	const {setup, start, entries} = history;
	const until = scenario.until ?? QUIET_LIMIT;
	for (;;) {
		const next = nextHappening(worldOf(history));
		if (next === null || next.at > until) break;
		record(history, {do: 'wait', for: 'event'});
	}

	const rest = (scenario.until ?? 0) - worldOf(history).now;
	if (rest > 0) record(history, {do: 'wait', by: rest});
	return {scenario, setup, start, entries, facts: entries.flatMap(entry => entry.facts), end: worldOf(history)};
}

/** The scenario's setup with what the command line has to say. A profile from there is for both hosts. */
export function setupOf(scenario: Scenario, {profile = null, seed = null}: PlayOptions = {}): Setup {
	const {setup} = scenario;
	const {profile: _client, ...client} = setup.hosts.client;
	const {profile: _server, ...server} = setup.hosts.server;
	return {
		...setup,
		...(profile !== null && {profile, hosts: {client, server}}),
		...(seed !== null && {seed}),
	};
}
