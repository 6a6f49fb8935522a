/**
 * Holds our trace of a scenario against the kernel's.
 *
 * Judged, each host's segments in their own order: control bits (but for PSH on full-sized segments, which tells how Linux
 * cut its bursts), SEQ, ACK, length, fate, ports; on SYN segments MSS, SACK permitted and window scale; on all of them
 * SACK blocks, timestamps there or not, ECN bits, window zero or not; and the time, within 25 ms + 5 % of the segment's
 * own. Then every call's result, and the states: those that the kernel was seen in (it was polled, so it may have passed
 * through more) must come in the same order.
 *
 * Left out on purpose: the window's size, timestamp values, and the result of connect, which tells nothing.
 */

import {HOST_NAMES, type HostName} from '../../src/host/index.js';
import {type CallEnd, type Seg, type Sockets, segmentText, type Trace} from './trace.js';

/** One thing that is not as the kernel had it. */
export type Difference = {
	/** A sentence that tells what. */
	readonly text: string;
	/** For segments: whose, and the place in that host's order, from 0. */
	readonly segment: {readonly host: HostName; readonly index: number} | null;
};

/** What is not as the kernel had it, none where all agrees. Of each host's segments only the first: what follows, follows. */
export function differences(kernel: Trace, ours: Trace): Difference[] {
	return [
		...HOST_NAMES.flatMap(host => segmentDifference(kernel, ours, host) ?? []),
		...callDifferences(kernel.calls, ours.calls),
		...stateDifferences(kernel.states, ours.states),
		...(ours.segments.length === 0 ? [other('ours has not one segment')] : []),
	];
}

const other = (text: string): Difference => ({text, segment: null});

function segmentDifference(kernel: Trace, ours: Trace, host: HostName): Difference | null {
	const full = Math.max(0, ...kernel.segments.map(seg => seg.length));
	const theirs = kernel.segments.filter(seg => seg.from === host);
	const own = ours.segments.filter(seg => seg.from === host);
	for (let index = 0; index < Math.max(theirs.length, own.length); index++) {
		const text = pairDifference(theirs[index], own[index], full);
		if (text !== null) return {text: `${host} segment ${index + 1}: ${text}`, segment: {host, index}};
	}

	return null;
}

/** @param full - the kernel's longest segment, octets */
function pairDifference(theirs: Seg | undefined, own: Seg | undefined, full: number): string | null {
	if (theirs === undefined) return own === undefined ? null : `too many: ${segmentText(own)}`;
	if (own === undefined) return `missing: ${segmentText(theirs)}`;
	const wrong = wrongFields(theirs, own, full);
	if (wrong.length === 0) return null;
	return `${wrong.join(', ')}\n    kernel ${segmentText(theirs)}\n    ours   ${segmentText(own)}`;
}

const SAME = ['seq', 'ack', 'length', 'fate', 'clientPort', 'serverPort'] as const;

function wrongFields(theirs: Seg, own: Seg, full: number): string[] {
	const isReset = theirs.flags.includes('R');
	return [
		...(bits(theirs, full) === bits(own, full) ? [] : ['flags']),
		...SAME.filter(name => theirs[name] !== own[name]),
		...((theirs.window === 0) === (own.window === 0) || isReset ? [] : ['window']),
		...(judgedOptions(theirs) === judgedOptions(own) ? [] : ['options']),
		...((theirs.ecn ?? 0) === (own.ecn ?? 0) ? [] : ['ecn']),
		...(Math.abs(theirs.t - own.t) <= tolerance(theirs.t) ? [] : ['time']),
	];
}

/** Control bits, without PSH where the segment is full-sized. */
const bits = ({flags, length}: Seg, full: number): string => (length === full ? flags.replace('P', '') : flags);

/** Of the kernel's instant, seconds: its own timers, and the harness, are not exact. */
const tolerance = (t: number): number => 0.025 + 0.05 * Math.max(0, t);

/** The options that count, as a text to compare. */
function judgedOptions({flags, options}: Seg): string {
	const values = new Map(options.map(([name, ...rest]) => [name, rest]));
	const onSyn = flags.includes('S') ? ['mss', 'sackOK', 'wscale'].map(name => values.get(name) ?? null) : [];
	const blocks = (values.get('sack')?.[0] ?? null) as readonly (readonly [number, number])[] | null;
	return JSON.stringify([blocks?.toSorted(byEdges) ?? null, values.has('ts'), ...onSyn]);
}

const byEdges = (a: readonly [number, number], b: readonly [number, number]): number => a[0] - b[0] || a[1] - b[1];

/** Each of the kernel's calls against ours of the same name on the same socket, in their order. */
function callDifferences(kernel: readonly CallEnd[], ours: readonly CallEnd[]): Difference[] {
	const left = [...ours];
	return kernel.flatMap(theirs => {
		const at = left.findIndex(end => keyOf(end) === keyOf(theirs));
		const [own] = at < 0 ? [] : left.splice(at, 1);
		if (theirs.call === 'connect') return [];
		const name = `${theirs.host} ${theirs.socket}.${theirs.call} at ${theirs.at}`;
		if (own === undefined) return other(`${name}: no result`);
		if (resultOf(own) === resultOf(theirs)) return [];
		return other(`${name}: kernel ${resultOf(theirs)}, ours ${resultOf(own)}`);
	});
}

const keyOf = ({host, socket, call}: CallEnd): string => `${host} ${socket}.${call}`;

const resultOf = ({ret, err}: CallEnd): number | string | undefined => err ?? ret;

function stateDifferences(kernel: readonly Sockets[], ours: readonly Sockets[]): Difference[] {
	const own = statePaths(ours);
	return [...statePaths(kernel)].flatMap(([ends, seen]) => {
		const went = own.get(ends) ?? [];
		if (passesThrough(went, seen)) return [];
		return other(`${ends}: kernel seen in ${seen.join(' ')}; ours ${went.join(' ') || 'never there'}`);
	});
}

/** The states of each pair of ports on each host, in their order, each once until the next. */
function statePaths(changes: readonly Sockets[]): ReadonlyMap<string, readonly string[]> {
	const paths = new Map<string, string[]>();
	for (const {host, sockets} of changes) {
		for (const {local, remote, state} of sockets) {
			const ends = `${host} ${local}>${remote}`;
			const path = paths.get(ends) ?? [];
			if (path.at(-1) !== state) path.push(state);
			paths.set(ends, path);
		}
	}

	return paths;
}

/** Does `path` have all of `seen`, in that order, perhaps with others between? */
function passesThrough(path: readonly string[], seen: readonly string[]): boolean {
	let next = 0;
	for (const state of path) if (state === seen[next]) next += 1;
	return next === seen.length;
}
