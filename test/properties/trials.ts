/** Where trials come from: every number that has ever broken a TCP is more likely than others. */

import fc from 'fast-check';
import {FORGERIES} from './meddle.js';
import type {Command, Trial, Weather} from './trial.js';

/** Trials in which programs only shut their own direction; nothing may be lost then. @param most - commands */
export const trials = (most: number): fc.Arbitrary<Trial> =>
	trialWith(fc.array(command, {maxLength: most, size: 'max'}));

/** Trials in which a program may close before it has read all, and somebody may write in a peer's name. */
export const hastyTrials = (most: number): fc.Arbitrary<Trial> =>
	trialWith(fc.array(hasty, {maxLength: most, size: 'max'}));

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
			do: fc.constantFrom('delay', 'move', 'move', 'flip', 'replay', 'slice', 'lie'),
			which: index,
			other: index,
		}),
	},
	{
		weight: 2,
		arbitrary: fc.record({
			do: fc.constant('forge' as const),
			host,
			what: fc.constantFrom(...FORGERIES.filter(what => what !== 'rst at RCV.NXT')),
			by: fc.constantFrom(0, 1, 100, 65_535, 2 ** 30),
		}),
	},
	{weight: 3, arbitrary: fc.record({do: fc.constantFrom('timer', 'timer', 'event', 'all')})},
	{
		weight: 2,
		arbitrary: fc.record({do: fc.constant('wait' as const), by: fc.constantFrom(1, 20_000, 250_000, 3_000_000)}),
	},
	{weight: 1, arbitrary: fc.record({do: fc.constantFrom('flow', 'hold'), host})},
);

const hasty: fc.Arbitrary<Command> = fc.oneof(
	{weight: 40, arbitrary: command},
	{weight: 1, arbitrary: fc.record({do: fc.constant('close' as const), host})},
	{
		weight: 1,
		arbitrary: fc.record({
			do: fc.constant('forge' as const),
			host,
			what: fc.constant('rst at RCV.NXT' as const),
			by: fc.constant(0),
		}),
	},
);

/** The edges that sequence numbers wrap at, and what lies a segment or a SYN before them. */
const isn = fc.oneof(
	fc.constantFrom(0, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 31 - 700, 2 ** 32 - 700, 2 ** 32 - 20),
	fc.integer({min: 0, max: 2 ** 32 - 1}),
);

const chance = (most: number) => fc.oneof(fc.constant(0), fc.double({min: 0, max: most, noNaN: true}));

const weather: fc.Arbitrary<Weather | null> = fc.option(
	fc.record({loss: chance(0.4), duplicate: chance(0.3), late: chance(0.3), corrupt: chance(0.2)}),
);

const buffer = fc.constantFrom(65_535, 65_535, 4096, 1000, 300, 17, 1, 2 ** 20, 200_000);

const both = fc.oneof(
	{weight: 3, arbitrary: fc.constantFrom([true, true] as const, [false, false] as const)},
	{weight: 1, arbitrary: fc.tuple(fc.boolean(), fc.boolean())},
);

const trialWith = (commands: fc.Arbitrary<readonly Command[]>): fc.Arbitrary<Trial> =>
	fc.record({
		profile: fc.constantFrom('rfc9293', 'linux'),
		seed: fc.nat(),
		isn: fc.tuple(isn, isn),
		mtu: fc.constantFrom(1500, 1500, 576, 88, 68, 9040),
		mss: fc.oneof({weight: 5, arbitrary: fc.constant(null)}, fc.constantFrom(1, 7, 48, 100, 536, 1460, 9000)),
		latency: fc.constantFrom(20_000, 20_000, 1, 700_000),
		receive: fc.tuple(buffer, buffer),
		send: fc.constantFrom(65_536, 4096, 700, 50, 1, 2 ** 20),
		nodelay: fc.boolean(),
		sack: both,
		timestamps: both,
		scaling: both,
		opening: fc.constantFrom('listen', 'listen', 'listen', 'simultaneous'),
		opened: fc.boolean(),
		weather,
		commands,
	});
