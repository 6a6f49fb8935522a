/** The headers of IPv4 and TCP as words of 32 bits (RFC 791 §3.1, RFC 9293 §3.1): each field's name, value and width. */

import type {Meaning} from './line.js';
import {fill, type Words} from './words/words.js';

/** A field of a header: so many bits, its name and its value. */
export type Bits = {
	readonly bits: number;
	readonly name: string;
	/** Where the name has no room. */
	readonly short?: string;
	readonly value: string;
	readonly meaning?: Meaning;
};
/** Four octets. `title`: what begins with it. */
export type Row = {readonly at: number; readonly title: string; readonly fields: readonly Bits[]};

const u16 = (octets: Uint8Array, at: number): number => ((octets[at] ?? 0) << 8) | (octets[at + 1] ?? 0);
const u32 = (octets: Uint8Array, at: number): number => u16(octets, at) * 65_536 + u16(octets, at + 2);
const dotted = (octets: Uint8Array, at: number): string => [...octets.subarray(at, at + 4)].join('.');
const hex16 = (value: number): string => `0x${value.toString(16).padStart(4, '0')}`;

export function ipRows(octets: Uint8Array, {octets: w}: Words): Row[] {
	const fragment = u16(octets, 6);
	const flags = `${(fragment & 0x4000) === 0 ? '' : 'DF'}${(fragment & 0x2000) === 0 ? '' : 'MF'}`;
	return [
		{
			at: 0,
			title: w.ipv4,
			fields: [
				{bits: 4, name: w.version, short: 'ver', value: String((octets[0] ?? 0) >> 4)},
				{bits: 4, name: 'IHL', value: String((octets[0] ?? 0) & 15)},
				{bits: 6, name: 'DSCP', value: String((octets[1] ?? 0) >> 2)},
				{bits: 2, name: 'ECN', value: String((octets[1] ?? 0) & 3)},
				{bits: 16, name: w.totalLength, value: String(u16(octets, 2))},
			],
		},
		{
			at: 4,
			title: '',
			fields: [
				{bits: 16, name: w.identification, value: String(u16(octets, 4))},
				{bits: 3, name: '', value: flags || '0'},
				{bits: 13, name: w.fragment, short: 'offset', value: String(fragment & 0x1fff)},
			],
		},
		{
			at: 8,
			title: '',
			fields: [
				{bits: 8, name: w.ttl, short: 'TTL', value: String(octets[8] ?? 0)},
				{bits: 8, name: w.protocol, value: octets[9] === 6 ? '6 TCP' : String(octets[9] ?? 0)},
				{bits: 16, name: w.headerChecksum, value: hex16(u16(octets, 10))},
			],
		},
		{at: 12, title: '', fields: [{bits: 32, name: w.source, value: dotted(octets, 12)}]},
		{at: 16, title: '', fields: [{bits: 32, name: w.destination, value: dotted(octets, 16)}]},
	];
}

const CONTROL = ['CWR', 'ECE', 'URG', 'ACK', 'PSH', 'RST', 'SYN', 'FIN'] as const;

export function tcpRows(octets: Uint8Array, at: number, words: Words): Row[] {
	const {octets: w} = words;
	const bits = octets[at + 13] ?? 0;
	const offset = (octets[at + 12] ?? 0) >> 4;
	const rows: Row[] = [
		{
			at,
			title: w.tcp,
			fields: [
				{bits: 16, name: w.sourcePort, value: String(u16(octets, at))},
				{bits: 16, name: w.destinationPort, value: String(u16(octets, at + 2))},
			],
		},
		{at: at + 4, title: '', fields: [{bits: 32, name: w.seq, value: String(u32(octets, at + 4))}]},
		{at: at + 8, title: '', fields: [{bits: 32, name: w.ack, value: String(u32(octets, at + 8))}]},
		{
			at: at + 12,
			title: '',
			fields: [
				{bits: 4, name: w.dataOffset, short: 'off', value: String(offset)},
				{bits: 4, name: '', value: String((octets[at + 12] ?? 0) & 15)},
				...CONTROL.map((name, i): Bits => {
					const set = (bits & (0x80 >> i)) !== 0;
					return {bits: 1, name: '', value: set ? name : name.toLowerCase(), meaning: set ? 'state' : 'quiet'};
				}),
				{bits: 16, name: w.window, value: String(u16(octets, at + 14))},
			],
		},
		{
			at: at + 16,
			title: '',
			fields: [
				{bits: 16, name: w.checksum, value: hex16(u16(octets, at + 16))},
				{bits: 16, name: w.urgent, value: String(u16(octets, at + 18))},
			],
		},
	];
	return [...rows, ...optionRows(octets, at + 20, at + offset * 4, words)];
}

/** Options as they fall: cut where a word ends. */
function optionRows(octets: Uint8Array, from: number, to: number, {octets: w}: Words): Row[] {
	const pieces: Piece[] = [];
	for (let at = from; at < to; ) {
		const kind = octets[at] ?? 0;
		const size = kind === 0 ? to - at : kind === 1 ? 1 : Math.max(2, Math.min(octets[at + 1] ?? 2, to - at));
		pieces.push(...piecesOf(octets, at, kind, size, w));
		at += size;
	}
	const rows: Row[] = [];
	for (let at = from; at < to; at += 4) {
		const fields: Bits[] = [];
		for (const {name, start, size} of pieces) {
			const first = Math.max(start, at);
			const last = Math.min(start + size, at + 4);
			if (last > first)
				fields.push({bits: (last - first) * 8, name: '', value: start >= at ? name : '', meaning: 'key'});
		}
		rows.push({at, title: at === from ? w.options : '', fields});
	}
	return rows;
}

/** Part of an option that has a value of its own. */
type Piece = {readonly name: string; readonly start: number; readonly size: number};

function piecesOf(octets: Uint8Array, at: number, kind: number, size: number, w: Words['octets']): readonly Piece[] {
	const whole = (name: string): readonly Piece[] => [{name, start: at, size}];
	const head = (name: string): Piece => ({name, start: at, size: 2});
	const four = (name: string, start: number): Piece => ({name: `${name} ${u32(octets, start)}`, start, size: 4});
	switch (kind) {
		case 0:
			return whole('EOL');
		case 1:
			return whole('NOP');
		case 2:
			return whole(`MSS ${u16(octets, at + 2)}`);
		case 3:
			return whole(`WS ${octets[at + 2] ?? 0}`);
		case 4:
			return whole('SACK OK');
		case 5:
			return [
				head('SACK'),
				...Array.from({length: Math.floor((size - 2) / 8)}, (_, i) => [
					four('SACK', at + 2 + 8 * i),
					four(w.upTo, at + 6 + 8 * i),
				]).flat(),
			];
		case 8:
			return size === 10 ? [head('TS'), four('TSval', at + 2), four('TSecr', at + 6)] : whole('TS');
		case 28:
			return whole('UTO');
		case 34:
			return whole('TFO');
		default:
			return whole(fill(w.unknownOption, {kind}));
	}
}
