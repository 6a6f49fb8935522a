import {type Compared, comparedWith, type Variant} from '../lab/index.js';
import {comparison, fill, instant, type Line, segmentLabel, type Words} from '../present/index.js';
import type {Switch} from '../tcp/index.js';
import type {Item} from './item.js';
import {type Machine, warn} from './machine.js';
import type {Mode} from './mode.js';
import {push} from './mode-stack.js';
import {type SessionState, wordsOf} from './state.js';

/** What this history can be held against: its branches, then itself with one thing otherwise. */
export function variantItems(state: SessionState): readonly Item[] {
	const {compare} = wordsOf(state);
	const item = (against: Variant, detail: string): Item => ({
		id: JSON.stringify(against),
		label: variantName(against, state),
		detail,
		command: {do: 'compare', against},
		closes: false,
	});
	const {branches, start} = state.history;
	const other = otherProfile(state);
	const congestion = otherCongestion(state);
	return [
		...branches.map(({name, entries}) => {
			const time = instant((entries.at(-1)?.world ?? start).now);
			return item({kind: 'branch', name}, fill(compare.branchDetail, {count: entries.length, time}));
		}),
		item({kind: 'profile', name: other}, compare.profileDetail),
		item({kind: 'congestion', name: congestion}, compare.congestionDetail),
		item({kind: 'switch', name: 'no-time-wait'}, compare.withoutDetail),
		item({kind: 'no-loss'}, compare.noLossDetail),
		...sentSegments(state),
	];
}

/** Each segment that could have been lost, or could have arrived: the selected one first, then the newest. */
function sentSegments(state: SessionState): readonly Item[] {
	const {past, style, selected, world} = state;
	const {compare} = wordsOf(state);
	const facts = past.entries.slice(0, past.cursor).flatMap(entry => entry.facts);
	const lost = lostOnes(state);
	const flights = facts.flatMap(fact => (fact.kind === 'sent' ? [fact.flight] : []));
	return flights
		.toReversed()
		.sort((a, b) => Number(b.id === selected) - Number(a.id === selected))
		.slice(0, MOST_SEGMENTS)
		.map(flight => {
			const against: Variant = {kind: lost.has(flight.id) ? 'kept' : 'lost', segment: flight.id};
			const label = segmentLabel(flight, style, world.wire.isns);
			return {
				id: `fate ${flight.id}`,
				label: variantName(against, state),
				detail: fill(compare.segmentDetail, {label}),
				command: {do: 'compare', against},
				closes: false,
			};
		});
}

/** A longer list is laid out too slowly for a key; `:compare` takes every segment by name. */
const MOST_SEGMENTS = 100;

/** The segments that have been lost so far. */
const lostOnes = ({past}: SessionState): ReadonlySet<string> =>
	new Set(
		past.entries
			.slice(0, past.cursor)
			.flatMap(({facts}) => facts.flatMap(fact => (fact.kind === 'dropped' ? [fact.id] : []))),
	);

const otherProfile = ({history: {setup}}: SessionState): 'linux' | 'rfc9293' =>
	(setup.hosts.client.profile ?? setup.profile) === 'linux' ? 'rfc9293' : 'linux';

const otherCongestion = ({history: {start}}: SessionState): 'reno' | 'cubic' =>
	start.hosts.client.sysctl.tcp_congestion_control === 'cubic' ? 'reno' : 'cubic';

/** What the other side of the comparison is called. */
function variantName(against: Variant, state: SessionState): string {
	const {compare} = wordsOf(state);
	switch (against.kind) {
		case 'branch':
			return fill(compare.branch, {name: against.name});
		case 'lost':
			return fill(compare.lostSegment, {id: against.segment});
		case 'kept':
			return fill(compare.keptSegment, {id: against.segment});
		case 'no-loss':
			return compare.noLoss;
		case 'switch':
			return switchName(against.name, state);
		case 'congestion':
			return fill(compare.congestion, {name: against.name});
		case 'profile':
			return fill(compare.profile, {name: against.name});
	}
}

function switchName(name: Switch, state: SessionState): string {
	const {compare, switches} = wordsOf(state);
	const on = state.world.hosts.client.switches[name];
	if (name === 'no-time-wait') return on ? compare.withIt : compare.without;
	return fill(on ? compare.switchOff : compare.switchOn, {name: switches[name]});
}

/** Opens the page of the comparison. */
export function compare(machine: Machine, wanted: Variant): void {
	const state = machine.state();
	// Who names a segment means its other fate.
	const isLost = wanted.kind === 'lost' && lostOnes(state).has(wanted.segment);
	const against: Variant = isLost ? {kind: 'kept', segment: wanted.segment} : wanted;
	const {compare: words} = wordsOf(state);
	const compared = comparedWith(state.history, against);
	if (compared === null) {
		const id = 'segment' in against ? against.segment : against.kind === 'branch' ? against.name : '';
		warn(machine, fill(against.kind === 'branch' ? words.noBranch : words.cannot, {id}));
		return;
	}
	push(machine, {name: 'compare', against, compared, scroll: 0});
}

/** Why there is nothing to compare. */
export const nothingToCompare = (state: SessionState): string | null =>
	state.past.cursor === 0 && state.history.branches.length === 0 ? wordsOf(state).compare.nothing : null;

/** What this side is called. */
const ourName = (state: SessionState, words: Words): string =>
	state.history.branch === 'main' ? words.compare.now : fill(words.compare.branch, {name: state.history.branch});

type ComparePage = Extract<Mode, {name: 'compare'}>;

/** The page of a comparison; laid out anew only when something else is to be seen. */
export function compareLines(state: SessionState, {compared, against}: ComparePage, width: number): readonly Line[] {
	const {style} = state;
	const kept = KEPT.get(compared);
	if (kept?.style === style && kept.width === width) return kept.lines;
	const names = [ourName(state, wordsOf(state)), variantName(against, state)] as const;
	const lines = comparison({compared, names, width, style});
	KEPT.set(compared, {style, width, lines});
	return lines;
}

/** By what is compared, which lives no longer than its page. */
const KEPT = new WeakMap<Compared, Pick<SessionState, 'style'> & {width: number; lines: readonly Line[]}>();

export function compareTitle(state: SessionState, {against}: ComparePage): string {
	const words = wordsOf(state);
	return fill(words.compare.title, {a: ourName(state, words), b: variantName(against, state)});
}
