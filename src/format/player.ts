/** A scenario without a screen, from its start to its end. */

import type {ProfileName} from '../host/index.js';
import {copyWorld, createWorld, type Entry, type Fact, type Input, type Setup, step, type World} from '../lab/index.js';
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

export type PlayOptions = {readonly profile?: ProfileName | null; readonly seed?: number | null};

/** When the file has no `until` and something always happens: ten minutes, more than two 2 MSL. */
export const QUIET_LIMIT: Micros = 600_000_000;

/** Plays it to its end. Virtual time costs nothing: four minutes of TIME-WAIT are one step. */
export function play(scenario: Scenario, options: PlayOptions = {}): Run {
	const setup = setupOf(scenario, options);
	const start = createWorld(setup);
	const until = scenario.until ?? QUIET_LIMIT;
	const entries: Entry[] = [];
	const world = (): World => entries.at(-1)?.world ?? start;
	for (;;) {
		const entry = entered(world(), {do: 'wait', for: 'event'});
		if (entry.world.now > until || entry.facts.some(fact => fact.kind === 'void' && fact.reason === NOTHING)) break;
		entries.push(entry);
	}

	if (scenario.until !== null && world().now < until)
		entries.push(entered(world(), {do: 'wait', by: until - world().now}));
	return {scenario, setup, start, entries, facts: entries.flatMap(entry => entry.facts), end: world()};
}

const NOTHING = 'nothing-to-wait-for';

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

function entered(before: World, input: Input): Entry {
	const world = copyWorld(before);
	return {input, off: false, facts: step(world, input), world};
}
