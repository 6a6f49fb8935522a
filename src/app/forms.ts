import type {HostName} from '../host/index.js';
import type {Input, SegmentFields} from '../lab/index.js';
import {fill, type Words} from '../present/index.js';
import {distance, flags, unsigned} from '../tcp/index.js';
import {type Flight, isnsOf, parseFlags, type Sender, type Side} from '../wire/index.js';
import type {Command} from './command.js';
import {type Form, field} from './form.js';
import {DISTRIBUTIONS, FAULT_EXAMPLES, FAULT_WORDS, faultText, parseFault} from './quantity.js';
import {connectionShown, type SessionState} from './state.js';
import {textOf} from './text-line.js';

const SIDES: readonly Side[] = ['client', 'server'];
const SENDERS: readonly Sender[] = ['outsider', 'client', 'server'];

/** A forged segment, offered as the blind reset of RFC 5961 §3: right where the server expects the next octet. */
export function forgeForm(state: SessionState): Form {
	const to: HostName = connectionShown(state, 'server') === null ? 'client' : 'server';
	const tcb = connectionShown(state, to)?.tcb;
	const expected = tcb === undefined ? 0 : distance(tcb.irs, tcb.rcv.nxt);
	return {
		kind: 'forge',
		of: '',
		columns: 1,
		at: 0,
		error: null,
		fields: [
			field('from', 'outsider', SENDERS),
			field('to', to, SIDES),
			field('flags', 'R'),
			field('seq', String(expected)),
			field('ack', ''),
			field('wnd', '0'),
			field('text', ''),
			field('sourcePort', tcb?.remote?.port === undefined ? '' : String(tcb.remote.port)),
			field('destinationPort', tcb === undefined ? '' : String(tcb.local.port)),
			// Where timestamps were agreed on, what has none is dropped unseen, and what has an old one is refused.
			...(tcb?.agreed.timestamps ? [field('tsval', String(tcb.ts.recent)), field('tsecr', '0')] : []),
		],
	};
}

/** The fields of a segment in flight, as they are. Numbers count from the ISNs. */
export function editForm(state: SessionState, flight: Flight): Form {
	const {segment} = flight;
	const from: Side = flight.to === 'client' ? 'server' : 'client';
	const isns = isnsOf(state.world.wire, from, segment.source.port, segment.destination.port);
	const text = new TextDecoder('latin1').decode(segment.text);
	const {timestamps: ts} = segment.options;
	return {
		kind: 'edit',
		of: flight.id,
		columns: 1,
		at: 0,
		error: null,
		fields: [
			field('flags', flags(segment)),
			field('seq', String(relative(unsigned(segment.seq), isns.seq))),
			field('ack', segment.ack === null ? '' : String(relative(unsigned(segment.ack), isns.ack))),
			field('wnd', String(segment.wnd)),
			field('text', text),
			field('sourcePort', String(segment.source.port)),
			field('destinationPort', String(segment.destination.port)),
			...(ts === null ? [] : [field('tsval', String(ts.val)), field('tsecr', String(ts.ecr))]),
		],
	};
}

const relative = (number: number, isn: number): number => (number - isn) >>> 0;

/** Both directions beside each other, netem's words one a row. */
export function faultsForm(state: SessionState): Form {
	const {paths} = state.world.wire;
	const rows = [
		SIDES.map(side => field(`${side} mode`, paths[side].mode, ['hold', 'flow'])),
		...FAULT_WORDS.map(word =>
			SIDES.map(side =>
				field(`${side} ${word}`, faultText(word, paths[side].faults), word === 'distribution' ? DISTRIBUTIONS : null),
			),
		),
	];
	return {kind: 'faults', of: '', columns: 2, at: 0, error: null, fields: rows.flat()};
}

/** What filling it in leads to, or the field that cannot be read and what it wants. */
export function formCommand(form: Form, state: SessionState, words: Words): Command | {at: number; error: string} {
	return form.kind === 'faults' ? faultsCommand(form, state, words) : segmentCommand(form, words);
}

function faultsCommand(form: Form, state: SessionState, words: Words): Command | {at: number; error: string} {
	const inputs: Input[] = [];
	for (const from of SIDES) {
		const path = state.world.wire.paths[from];
		let change: Extract<Input, {do: 'path'}> = {do: 'path', from};
		for (const [at, {id, line}] of form.fields.entries()) {
			const [side, word] = id.split(' ');
			if (side !== from) continue;
			const text = textOf(line);
			if (word === 'mode') {
				if (text !== path.mode && (text === 'hold' || text === 'flow')) change = {...change, mode: text};
				continue;
			}
			const known = FAULT_WORDS.find(each => each === word);
			if (known === undefined || text.trim() === faultText(known, path.faults)) continue;
			const parsed = parseFault(known, text);
			if (parsed === null) return {at, error: fill(words.app.expected, {what: FAULT_EXAMPLES[known]})};
			change = {...change, faults: {...change.faults, ...parsed}};
		}
		if (change.mode !== undefined || change.faults !== undefined) inputs.push(change);
	}
	return {do: 'all', commands: inputs.map(input => ({do: 'input', input}))};
}

function segmentCommand(form: Form, words: Words): Command | {at: number; error: string} {
	const text = (id: string): string => {
		const line = form.fields.find(each => each.id === id)?.line;
		return line === undefined ? '' : textOf(line);
	};
	const fields = segmentFields(text);
	if ('wrong' in fields) {
		const at = form.fields.findIndex(({id}) => id === fields.wrong);
		return {at, error: fill(words.app.expected, {what: words.app.fieldWants[fields.wrong]})};
	}
	if (form.kind === 'edit') return {do: 'input', input: {do: 'edit', segment: form.of, fields}};
	const from = SENDERS.find(each => each === text('from')) ?? 'outsider';
	const to = SIDES.find(each => each === text('to')) ?? 'server';
	if (from === to) return {at: 1, error: words.app.otherSide};
	return {do: 'input', input: {do: 'forge', from, to, fields}};
}

export const SEGMENT_FIELDS = [
	'flags',
	'seq',
	'ack',
	'wnd',
	'text',
	'sourcePort',
	'destinationPort',
	'tsval',
	'tsecr',
] as const;

export type SegmentFieldName = (typeof SEGMENT_FIELDS)[number];

/** Fields of 16 bits. */
const WORDS: ReadonlySet<SegmentFieldName> = new Set(['wnd', 'sourcePort', 'destinationPort']);

/**
 * Fields as they are typed; numbers count from the ISNs. Empty is absent, and an empty `ack` takes the ACK bit away.
 *
 * @returns or the name of the field that cannot be read
 */
export function segmentFields(text: (name: SegmentFieldName) => string): SegmentFields | {wrong: SegmentFieldName} {
	const letters = text('flags').trim().toUpperCase();
	if (parseFlags(letters) === null) return {wrong: 'flags'};
	const ack = text('ack').trim();
	let fields: SegmentFields = {
		relative: true,
		flags: letters.includes('.') || ack === '' ? letters : `${letters}.`,
		text: text('text'),
	};
	for (const name of ['seq', 'ack', 'wnd', 'sourcePort', 'destinationPort', 'tsval', 'tsecr'] as const) {
		const value = text(name).trim();
		if (value === '') continue;
		const most = WORDS.has(name) ? 0xffff : 0xffff_ffff;
		if (!/^\d+$/.test(value) || Number(value) > most) return {wrong: name};
		fields = {...fields, [name]: Number(value)};
	}
	if (letters.includes('.') && ack === '') return {wrong: 'ack'};
	return fields;
}
