/** What a person would do, at its time: `acts[]`. Every input of the lab but `wait`. */

import {HOST_NAMES} from '../host/index.js';
import type {Input} from '../lab/index.js';
import {type IcmpError, SWITCHES} from '../tcp/index.js';
import {socketCall} from './calls.js';
import {faults, wireRule} from './faults.js';
import {boolean, byField, entryOf, object, oneOf, optional, orNull, refuse, type Shape, text, whole} from './shape.js';
import type {Tree} from './tree.js';
import {checkSysctlName, flagLetters, host, mode, port, sender, sequenceNumber, sysctlValue, time} from './values.js';

/** `c3`, a copy `c3'`. */
const segmentId: Shape<string> = tree => {
	const id = text(tree);
	return /^[csx][1-9]\d{0,6}'*$/.test(id) ? id : refuse(tree, "a segment’s name: c1, s2, x1, or a copy’s, c1'");
};

const icmpNumber = whole('an ICMP type');
const icmpType: Shape<IcmpError['type']> = tree => {
	const type = icmpNumber(tree);
	return type === 3 || type === 4 || type === 11 || type === 12 ? type : refuse(tree, 'an ICMP type: 3, 4, 11 or 12');
};

const word = whole('octets', 0, 65_535);
const timestamp = whole('a timestamp', 0, 2 ** 32 - 1);

const segmentFields = object('a segment', {
	sourcePort: optional(port),
	destinationPort: optional(port),
	seq: optional(sequenceNumber),
	ack: optional(orNull(sequenceNumber)),
	flags: optional(flagLetters),
	wnd: optional(word),
	up: optional(word),
	text: optional(text),
	bytes: optional(word),
	mss: optional(orNull(word)),
	tsval: optional(orNull(timestamp)),
	tsecr: optional(timestamp),
	/** Scenario files count from the ISNs unless they say `relative: false`. */
	relative: optional(boolean),
});

const fields = (tree: Tree) => {
	const {relative = true, ...rest} = segmentFields(tree);
	return relative ? {...rest, relative: true as const} : rest;
};

const when = {at: time} as const;
const doing = <const T extends string>(name: T) => ({...when, do: oneOf('the act', [name])});

const sysctlFields = object('an act of sysctl', {
	...doing('sysctl'),
	host,
	name: text,
	value: (tree: Tree) => tree,
});

/** Which values may be depends on the name. */
const settingOfSysctl = (tree: Tree) => {
	const {value, ...rest} = sysctlFields(tree);
	checkSysctlName(entryOf(tree, 'name') ?? tree, rest.name);
	return {...rest, value: sysctlValue(rest.name)(value)};
};

const shapes = {
	call: object('a call as an act', {...when, do: oneOf('the act', ['call']), host, call: socketCall}),
	deliver: object('an act of deliver', {...doing('deliver'), segment: segmentId}),
	'deliver-all': object('an act of deliver-all', doing('deliver-all')),
	drop: object('an act of drop', {...doing('drop'), segment: segmentId}),
	delay: object('an act of delay', {...doing('delay'), segment: segmentId, by: time}),
	duplicate: object('an act of duplicate', {...doing('duplicate'), segment: segmentId, by: optional(time)}),
	move: object('an act of move', {
		...doing('move'),
		segment: segmentId,
		where: oneOf('a place', ['before', 'after']),
		other: segmentId,
	}),
	flip: object('an act of flip', {
		...doing('flip'),
		segment: segmentId,
		bit: optional(orNull(whole('a bit'))),
	}),
	mark: object('an act of mark', {...doing('mark'), segment: segmentId}),
	edit: object('an act of edit', {...doing('edit'), segment: segmentId, fields}),
	forge: object('an act of forge', {
		...doing('forge'),
		from: sender,
		to: host,
		fields,
	}),
	icmp: object('an act of icmp', {
		...doing('icmp'),
		segment: segmentId,
		type: icmpType,
		code: whole('an ICMP code', 0, 255),
		mtu: optional(whole('octets', 0, 65_535)),
	}),
	replay: object('an act of replay', {...doing('replay'), segment: segmentId}),
	path: object('an act of path', {
		...doing('path'),
		from: host,
		mode: optional(mode),
		faults: optional(faults),
	}),
	rule: object('an act of rule', {...doing('rule'), rule: wireRule}),
	sysctl: settingOfSysctl,
	switch: object('an act of switch', {
		...doing('switch'),
		host: oneOf('a host', [...HOST_NAMES, 'both']),
		name: oneOf('a switch', SWITCHES),
		on: boolean,
	}),
	crash: object('an act of crash', {...doing('crash'), host}),
} as const satisfies Record<Exclude<Input['do'], 'wait'>, Shape<unknown>>;

const any = byField('do', 'an act', shapes);

/** An input with its time. */
export const act: Shape<{readonly at: number; readonly input: Input}> = tree => {
	const {at, ...rest} = any(tree);
	switch (rest.do) {
		case 'duplicate':
			return {at, input: {by: 0, ...rest}};
		case 'flip':
			return {at, input: {bit: null, ...rest}};
		case 'icmp':
			return {at, input: {mtu: 0, ...rest}};
		default:
			return {at, input: rest};
	}
};
