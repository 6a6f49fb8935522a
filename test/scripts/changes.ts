/** What can be wrong with one outbound line of a script: each change alone. */

import type {Event, OptionItem, Script, TcpLine, When} from '../../src/packetdrill/language/script.js';

/** A script with one line of it changed, and what was changed. */
export type Change = {readonly what: string; readonly line: number; readonly text: string; readonly script: Script};

/** Every change of every outbound line. */
export function* changes(script: Script): Generator<Change> {
	for (const [index, event] of script.events.entries()) {
		const {action} = event;
		if (action.kind !== 'tcp' || action.direction !== 'out') continue;
		const instead = (what: string, other: Partial<Event>): Change => ({
			what,
			line: event.place.line,
			text: event.text,
			script: {...script, events: script.events.with(index, {...event, ...other})},
		});
		for (const [what, changed] of changesOf(action))
			if (what !== 'seq' || !givesItsNumber(script, index)) yield instead(what, {action: changed});
		for (const when of otherTimes(event.when)) yield instead('time', {when});
	}
}

/** Microseconds: more than the tolerance, and less than the pauses of any script. */
const OFF = 20_000;

/** Early and late by more than is forgiven. */
function otherTimes(when: When): readonly When[] {
	if (when.kind === 'any') return [];
	const by = 'until' in when ? OFF + when.until - when.at : OFF;
	const at = when.at + by;
	const later = 'until' in when ? {...when, at, until: when.until + by} : {...when, at};
	const earlier = 'until' in when ? {...when, at: when.at - by, until: when.until - by} : {...when, at: when.at - by};
	return when.at < by ? [later] : [later, earlier];
}

function* changesOf(line: TcpLine): Generator<[what: string, TcpLine]> {
	for (const letter of 'SFRP.UEW') {
		const flags = line.flags.includes(letter) ? line.flags.replace(letter, '') : `${line.flags}${letter}`;
		yield [`flags ${letter}`, {...line, flags: inOrder(flags)}];
	}

	for (const by of [1, -1]) {
		yield ['seq', {...line, seq: (line.seq + by) >>> 0}];
		if (line.ack !== null) yield ['ack', {...line, ack: (line.ack + by) >>> 0}];
		if (line.length + by >= 0) yield ['length', {...line, length: line.length + by}];
		if (line.window !== null && line.window + by >= 0) yield ['win', {...line, window: line.window + by}];
	}

	yield ['urg', {...line, urgent: line.urgent + 1}];
	if (line.ip.tos !== null) yield ['tos', {...line, ip: {...line.ip, tos: line.ip.tos ^ 4}}];
	if (line.ip.ttl !== null) yield ['ttl', {...line, ip: {...line.ip, ttl: line.ip.ttl - 1}}];
	if (line.ip.ecn !== null) yield ['ECN', {...line, ip: {...line.ip, ecn: line.ip.ecn === 3 ? 0 : 3}}];
	if (line.options === 'any') return;
	const options = line.options;
	yield ['option added', {...line, options: [...options, {kind: 'nop'}]}];
	for (const [at, item] of options.entries()) {
		yield ['option left out', {...line, options: options.filter((_, index) => index !== at)}];
		for (const other of otherItems(item)) yield ['option changed', {...line, options: options.with(at, other)}];
	}
}

const ORDER = 'SFRP.UEW';
const inOrder = (flags: string): string => [...ORDER].filter(letter => flags.includes(letter)).join('');

/** More than any tolerance forgives a timestamp. */
const LATER = 1_000;

function otherItems(item: OptionItem): readonly OptionItem[] {
	switch (item.kind) {
		case 'mss':
		case 'wscale':
		case 'uto':
			return [{...item, value: item.value + 1}];
		case 'TS':
			return [
				{...item, val: item.val + LATER},
				{...item, ecr: item.ecr + 1},
			];
		case 'sack':
			return item.blocks.flatMap(([left, right], at) => [
				{...item, blocks: item.blocks.with(at, [left + 1, right])},
				{...item, blocks: item.blocks.with(at, [left, right + 1])},
			]);
		case 'FO':
		case 'FOEXP':
			return [{...item, octets: `${item.octets}00`}];
		default:
			return [];
	}
}

/**
 * The SEQ of the first SYN that the host sends on a connection is what the script calls its ISN: it names a number that
 * the host chooses, and any name is as good as another.
 */
function givesItsNumber({events}: Script, index: number): boolean {
	const syns = events.slice(0, index + 1).flatMap(({action}) => (isSyn(action) ? [action] : []));
	const [line, before, beforeThat] = syns.reverse();
	if (line === undefined || events[index]?.action !== line) return false;
	if (before === undefined) return true;
	const answersOurs = beforeThat !== undefined && isOpen(beforeThat, 'out');
	return line.flags.includes('.') && isOpen(before, 'in') && !answersOurs;
}

const isSyn = (action: Event['action']): action is TcpLine => action.kind === 'tcp' && action.flags.startsWith('S');
const isOpen = ({direction, flags}: TcpLine, by: TcpLine['direction']): boolean =>
	direction === by && !flags.includes('.');
