/** The wire of a scenario: latency, netem's words for each direction, and rules for single segments. */

import type {WireSetup} from '../lab/index.js';
import type {Faults, Loss, Side, WireRule} from '../wire/index.js';
import {list, number, object, oneOf, oneOrList, optional, refuse, type Shape, whole} from './shape.js';
import type {Tree} from './tree.js';
import {flagLetters, host, mode, probability, seconds, sequenceNumber, time} from './values.js';

const DISTRIBUTIONS = [
	'uniform',
	'normal',
	'pareto',
	'paretonormal',
] as const satisfies readonly Faults['distribution'][];

/** `delay: 0.05`, or netem's whole sentence as a map. */
const delay: Shape<Partial<Faults>> = tree => {
	if (tree.kind !== 'map') return {delay: time(tree)};
	const {time: delay, jitter, correlation, distribution} = delayMap(tree);
	return {
		delay,
		...(jitter !== undefined && {jitter}),
		...(correlation !== undefined && {delayCorrelation: correlation}),
		...(distribution !== undefined && {distribution}),
	};
};

const delayMap = object('a delay', {
	time,
	jitter: optional(time),
	correlation: optional(probability),
	distribution: optional(oneOf('a distribution', DISTRIBUTIONS)),
});

/** `0.1`, `"10%"`, or with its correlation. */
const chance: Shape<{probability: number; correlation: number}> = tree => {
	if (tree.kind !== 'map') return {probability: probability(tree), correlation: 0};
	return {correlation: 0, ...chanceMap(tree)};
};

const chanceMap = object('a probability', {probability, correlation: optional(probability)});

const gemodelMap = object('gemodel', {
	p: probability,
	r: optional(probability),
	'1-h': optional(probability),
	'1-k': optional(probability),
});

/** netem's defaults: r is 1 - p, 1-h is 1, 1-k is 0 (tc-netem(8)). */
const lossMap = object('a loss', {gemodel: gemodelMap});

const loss: Shape<Loss> = tree => {
	if (tree.kind === 'map' && tree.entries.some(entry => entry.key === 'gemodel')) {
		const {p, r = 1 - p, '1-h': oneMinusH = 1, '1-k': oneMinusK = 0} = lossMap(tree).gemodel;
		return {model: 'gemodel', p, r, oneMinusH, oneMinusK};
	}

	return {model: 'random', ...chance(tree)};
};

const reorder: Shape<NonNullable<Faults['reorder']>> = tree => {
	if (tree.kind !== 'map') return {probability: probability(tree), correlation: 0, gap: 1};
	return {correlation: 0, gap: 1, ...reorderMap(tree)};
};

const reorderMap = object('a reordering', {
	probability,
	correlation: optional(probability),
	gap: optional(whole('segments', 1)),
});

/** Bits a second, or a text as tc takes it: `64kbit`, `1.5mbit`. */
const rate: Shape<number> = tree => {
	if (tree.kind === 'scalar' && typeof tree.value === 'number') return number('bits a second', 1)(tree);
	const [, value, unit] = RATE.exec(tree.kind === 'scalar' ? String(tree.value) : '') ?? [];
	const bits = Number(value) * (UNITS[unit ?? ''] ?? Number.NaN);
	return bits >= 1 ? bits : refuse(tree, 'a rate: bits a second, or a number with bit, kbit, mbit or gbit');
};

const RATE = /^(\d+(?:\.\d+)?)(bit|kbit|mbit|gbit)$/i;
const UNITS: Readonly<Record<string, number>> = {bit: 1, kbit: 1e3, mbit: 1e6, gbit: 1e9};

/** `1000`, or `1000 silent`: the narrowest link on the way, and whether its router tells. */
const pathMtu: Shape<NonNullable<Faults['pathMtu']>> = tree => {
	const [, octets, silent] = /^(\d+)( silent)?$/.exec(tree.kind === 'scalar' ? String(tree.value) : '') ?? [];
	const most = Number(octets);
	if (most >= 68 && most <= 65_535) return {octets: most, silent: silent !== undefined};
	return refuse(tree, 'octets, 68 to 65535, and "silent" where no router tells');
};

/** netem's words, as fields of a direction, of the whole wire, or of a rule without a pattern. */
const words = {
	latency: optional(time),
	delay: optional(delay),
	jitter: optional(time),
	distribution: optional(oneOf('a distribution', DISTRIBUTIONS)),
	loss: optional(loss),
	duplicate: optional(chance),
	reorder: optional(reorder),
	corrupt: optional(chance),
	mark: optional(chance),
	rate: optional(rate),
	pathMtu: optional(pathMtu),
	limit: optional(whole('segments', 1)),
} as const;

const WORDS: readonly string[] = Object.keys(words);

const direction = object('a direction of the wire', {
	...words,
	mode: optional(mode),
});

type Words = Omit<ReturnType<typeof direction>, 'mode'>;

function faultsOf({
	latency,
	delay,
	jitter,
	distribution,
	loss,
	duplicate,
	reorder,
	corrupt,
	mark,
	rate,
	pathMtu,
	limit,
}: Words): Partial<Faults> {
	return {
		...(latency !== undefined && {delay: latency}),
		...delay,
		...(jitter !== undefined && {jitter}),
		...(distribution !== undefined && {distribution}),
		...(loss !== undefined && {loss}),
		...(duplicate !== undefined && {duplicate}),
		...(reorder !== undefined && {reorder}),
		...(corrupt !== undefined && {corrupt}),
		...(mark !== undefined && {mark}),
		...(rate !== undefined && {rate}),
		...(pathMtu !== undefined && {pathMtu}),
		...(limit !== undefined && {limit}),
	};
}

/** netem's words alone: what an act of `do: path` sets. */
export const faults: Shape<Partial<Faults>> = tree => faultsOf(faultWords(tree));

const faultWords = object('faults', words);

const pattern = {
	from: host,
	flags: optional(flagLetters),
	has: optional(flagLetters),
	seq: optional(sequenceNumber),
	ack: optional(sequenceNumber),
	length: optional(whole('octets', 0, 65_535)),
	minLength: optional(whole('octets', 0, 65_535)),
	after: optional(seconds),
	before: optional(seconds),
	nth: optional((tree: Tree) =>
		tree.kind === 'scalar' && tree.value === 'all' ? ('all' as const) : oneOrList(whole('a count', 1))(tree),
	),
} as const;

const ruleThatActs = object('a rule', {
	...pattern,
	do: oneOf('an act on a segment', ['drop', 'delay', 'duplicate', 'corrupt', 'mark']),
	by: optional(seconds),
});

const ruleByChance = object('a rule by chance', {
	...pattern,
	loss: optional(probability),
	duplicate: optional(probability),
	corrupt: optional(probability),
	mark: optional(probability),
});

const ruleOfDirection = object('a rule of netem’s words', {from: host, ...words});

type RuleOrWords = {
	readonly rules: readonly WireRule[];
	readonly from: Side;
	readonly faults: Partial<Faults>;
};

/**
 * Three kinds of rule: `do` with a pattern; netem's loss, duplicate, corrupt or mark with a pattern, so that each segment that
 * fits takes its chance; and netem's words with nothing but `from`, which then hold for that direction.
 */
const ruleOrWords: Shape<RuleOrWords> = tree => {
	const keys = tree.kind === 'map' ? tree.entries.map(entry => entry.key) : [];
	if (keys.includes('do') || !keys.some(key => WORDS.includes(key))) {
		const rule = ruleThatActs(tree);
		if (rule.do === 'delay' && rule.by === undefined) return refuse(tree, 'a delay with "by" in seconds', 'none');
		return {rules: [rule], from: rule.from, faults: {}};
	}

	if (!keys.some(key => key !== 'from' && Object.hasOwn(pattern, key))) {
		const {from, ...rest} = ruleOfDirection(tree);
		return {rules: [], from, faults: faultsOf(rest)};
	}

	const {loss, duplicate, corrupt, mark, ...rest} = ruleByChance(tree);
	const chances = [
		{act: 'drop', chance: loss},
		{act: 'duplicate', chance: duplicate},
		{act: 'corrupt', chance: corrupt},
		{act: 'mark', chance: mark},
	] as const;
	const rules = chances.flatMap(({act, chance}): WireRule[] =>
		chance === undefined ? [] : [{nth: 'all', ...rest, do: act, chance}],
	);
	return {rules, from: rest.from, faults: {}};
};

/** One rule with `do`: what an act of `do: rule` sets. */
export const wireRule: Shape<WireRule> = ruleThatActs;

const wireFields = object('the wire', {
	...words,
	mode: optional(mode),
	mtu: optional(whole('octets', 68, 65_535)),
	client: optional(direction),
	server: optional(direction),
	rules: optional(list(ruleOrWords)),
});

/** `wire`, whose times flow unless it says hold. */
export const wire: Shape<WireSetup> = tree => {
	const {mode = 'flow', mtu, client = {}, server = {}, rules = [], latency, ...both} = wireFields(tree);
	if (latency !== undefined && both.delay !== undefined) return refuse(tree, 'latency or delay', 'both');
	const common = faultsOf(both);
	const own = (from: Side, words: Words): Partial<Faults> =>
		Object.assign({}, common, faultsOf(words), ...rules.filter(rule => rule.from === from).map(rule => rule.faults));
	const each = {client: own('client', client), server: own('server', server)};
	const wanted = Object.keys(each.client).length > 0 || Object.keys(each.server).length > 0;
	if (client.mode !== undefined || server.mode !== undefined) {
		return refuse(tree, 'one mode for both directions; an act of "do: path" sets one', 'a direction with "mode"');
	}

	return {
		mode,
		...(latency !== undefined && {latency}),
		...(mtu !== undefined && {mtu}),
		...(wanted && {faults: each}),
		rules: rules.flatMap(rule => rule.rules),
	};
};
