/** Where trials come from: every number that has ever broken a TCP is more likely than others. */

import fc from 'fast-check';
import type {Command, Trial} from './trial.js';

/** Trials in which programs only shut their own direction; nothing may be lost then. @param most - commands */
export const trials = (most: number): fc.Arbitrary<Trial> =>
	trialWith(fc.array(command, {maxLength: most, size: 'max'}));

/** Trials in which a program may close before it has read all. */
export const hastyTrials = (most: number): fc.Arbitrary<Trial> =>
	trialWith(fc.array(withClose, {maxLength: most, size: 'max'}));

const host = fc.constantFrom('client' as const, 'server' as const);
const index = fc.nat({max: 20});

const command: fc.Arbitrary<Command> = fc.oneof(
	{
		weight: 6,
		arbitrary: fc.record({
			do: fc.constantFrom('write', 'write', 'write', 'write', 'urge'),
			host,
			amount: fc.integer({min: 1, max: 60}),
		}),
	},
	{weight: 4, arbitrary: fc.record({do: fc.constant('read' as const), host, amount: fc.integer({min: 1, max: 40})})},
	{weight: 1, arbitrary: fc.record({do: fc.constant('shutdown' as const), host})},
	{
		weight: 12,
		arbitrary: fc.record({do: fc.constantFrom('deliver', 'deliver', 'drop', 'duplicate'), which: index, other: index}),
	},
	{
		weight: 6,
		arbitrary: fc.record({
			do: fc.constantFrom('delay', 'move', 'move', 'flip', 'replay', 'slice'),
			which: index,
			other: index,
		}),
	},
	{weight: 3, arbitrary: fc.record({do: fc.constantFrom('timer', 'timer', 'event', 'all')})},
	{
		weight: 2,
		arbitrary: fc.record({do: fc.constant('wait' as const), by: fc.constantFrom(1, 20_000, 250_000, 3_000_000)}),
	},
	{weight: 1, arbitrary: fc.record({do: fc.constantFrom('flow', 'hold'), host})},
);

const withClose = fc.oneof(
	{weight: 30, arbitrary: command},
	{weight: 1, arbitrary: fc.record({do: fc.constant('close' as const), host})},
);

const isn = fc.oneof(
	fc.constantFrom(0, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 31 - 700, 2 ** 32 - 1, 2 ** 32 - 700, 2 ** 32 - 20),
	fc.integer({min: 0, max: 2 ** 32 - 1}),
);

const chance = (most: number) =>
	fc.record({probability: fc.double({min: 0, max: most, noNaN: true}), correlation: fc.constant(0)});

const faults: fc.Arbitrary<Trial['faults']> = fc.oneof(
	fc.constant({}),
	fc.record({
		loss: fc.option(chance(0.4).map(loss => ({model: 'random' as const, ...loss}))),
		duplicate: fc.option(chance(0.3)),
		corrupt: fc.option(chance(0.2)),
		jitter: fc.constantFrom(0, 30_000),
	}),
);

const trialWith = (commands: fc.Arbitrary<readonly Command[]>): fc.Arbitrary<Trial> =>
	fc.record({
		profile: fc.constantFrom('rfc9293', 'rfc9293', 'linux'),
		seed: fc.nat(),
		isn: fc.tuple(isn, isn),
		mtu: fc.constantFrom(1500, 1500, 576, 88, 9000),
		latency: fc.constantFrom(20_000, 20_000, 1, 700_000),
		receive: fc.tuple(fc.constantFrom(65_535, 4096, 1000, 300, 17, 1), fc.constantFrom(65_535, 4096, 1000, 300, 17, 1)),
		send: fc.constantFrom(65_536, 4096, 700, 50, 1),
		nodelay: fc.boolean(),
		opening: fc.constantFrom('listen', 'listen', 'listen', 'simultaneous'),
		opened: fc.boolean(),
		faults,
		commands,
	});
