/** Options as a script writes them, and as octets of the header: both hold order and padding, which the engine's do not. */

import {NO_OPTIONS, type Options} from '../../tcp/index.js';
import {readOptions, sizeOfOptions, writeOptions} from '../../wire/index.js';
import type {OptionItem} from './script.js';

const KINDS = {mss: 2, wscale: 3, sackOK: 4, sack: 5, TS: 8, md5: 19, uto: 28, FO: 34, FOEXP: 254} as const;

/** What the experimental option begins with, when it carries a Fast Open cookie (RFC 7413, appendix). */
const FOEXP_MAGIC = [0xf9, 0x89] as const;

/** The options as they go over the wire. */
export function octetsOfItems(items: readonly OptionItem[]): Uint8Array {
	const octets: number[] = [];
	for (const item of items) {
		if (item.kind === 'nop') octets.push(1);
		else if (item.kind === 'eol') octets.push(0);
		else {
			const body = bodyOf(item);
			octets.push(item.kind === 'kind' ? item.number : KINDS[item.kind], 2 + body.length, ...body);
		}
	}

	return Uint8Array.from(octets);
}

function bodyOf(item: Exclude<OptionItem, {kind: 'nop' | 'eol'}> | {kind: 'sackOK'}): readonly number[] {
	switch (item.kind) {
		case 'mss':
			return half(item.value);
		case 'wscale':
			return [item.value];
		case 'sack':
			return item.blocks.flatMap(([left, right]) => [...word(left), ...word(right)]);
		case 'TS':
			return [...word(item.val), ...word(item.ecr)];
		case 'uto':
			return half(item.value < 0x8000 ? item.value : 0x8000 | Math.round(item.value / 60));
		case 'FO':
		case 'md5':
		case 'kind':
			return fromHex(item.octets);
		case 'FOEXP':
			return [...FOEXP_MAGIC, ...fromHex(item.octets)];
		default:
			return [];
	}
}

const half = (value: number): readonly number[] => [(value >> 8) & 0xff, value & 0xff];
const word = (value: number): readonly number[] => [
	value >>> 24,
	(value >>> 16) & 0xff,
	(value >>> 8) & 0xff,
	value & 0xff,
];
const fromHex = (digits: string): readonly number[] =>
	digits.match(/../g)?.map(pair => Number.parseInt(pair, 16)) ?? [];
const hex = (octets: Uint8Array): string => Array.from(octets, octet => octet.toString(16).padStart(2, '0')).join('');

/** The options as an engine reads them. Null: a length among them cannot be (MUST-7). */
export function optionsFrom(items: readonly OptionItem[]): Options | null {
	if (items.length === 0) return NO_OPTIONS;
	const octets = octetsOfItems(items);
	const options = readOptions(new DataView(octets.buffer), 0, octets.length);
	return typeof options === 'number' ? null : options;
}

/** The engine's options in the order, and with the padding, that they have on the wire. */
export function itemsOf(options: Options): readonly OptionItem[] {
	const size = sizeOfOptions(options);
	if (size === 0) return [];
	const octets = new Uint8Array(size);
	writeOptions(new DataView(octets.buffer), 0, options);
	return itemsIn(octets);
}

function itemsIn(octets: Uint8Array): readonly OptionItem[] {
	const items: OptionItem[] = [];
	for (let at = 0; at < octets.length; ) {
		const kind = octets[at] ?? 0;
		if (kind < 2) {
			items.push({kind: kind === 1 ? 'nop' : 'eol'});
			at += 1;
			continue;
		}

		const length = Math.max(2, octets[at + 1] ?? 2);
		items.push(itemOf(kind, octets.subarray(at + 2, at + length)));
		at += length;
	}

	return items;
}

function itemOf(kind: number, body: Uint8Array): OptionItem {
	const view = new DataView(body.buffer, body.byteOffset, body.length);
	const is = (number: number, length: number): boolean => kind === number && body.length === length;
	if (is(KINDS.mss, 2)) return {kind: 'mss', value: view.getUint16(0)};
	if (is(KINDS.wscale, 1)) return {kind: 'wscale', value: view.getUint8(0)};
	if (is(KINDS.sackOK, 0)) return {kind: 'sackOK'};
	if (is(KINDS.TS, 8)) return {kind: 'TS', val: view.getUint32(0), ecr: view.getUint32(4)};
	if (is(KINDS.uto, 2)) {
		const field = view.getUint16(0);
		return {kind: 'uto', value: field < 0x8000 ? field : (field & 0x7fff) * 60};
	}

	if (kind === KINDS.sack && body.length % 8 === 0 && body.length > 0) {
		const blocks: (readonly [number, number])[] = [];
		for (let at = 0; at < body.length; at += 8) blocks.push([view.getUint32(at), view.getUint32(at + 4)]);
		return {kind: 'sack', blocks};
	}

	if (kind === KINDS.FO) return {kind: 'FO', octets: hex(body)};
	if (kind === KINDS.md5) return {kind: 'md5', octets: hex(body)};
	if (kind === KINDS.FOEXP && body[0] === FOEXP_MAGIC[0] && body[1] === FOEXP_MAGIC[1])
		return {kind: 'FOEXP', octets: hex(body.subarray(2))};
	return {kind: 'kind', number: kind, octets: hex(body)};
}

/** One option in packetdrill's notation. */
export function itemText(item: OptionItem): string {
	switch (item.kind) {
		case 'nop':
		case 'eol':
		case 'sackOK':
			return item.kind;
		case 'mss':
		case 'wscale':
		case 'uto':
			return `${item.kind} ${item.value}`;
		case 'sack':
			return `sack ${item.blocks.map(([left, right]) => `${left}:${right}`).join(' ')}`;
		case 'TS':
			return `TS val ${item.val} ecr ${item.ecr}`;
		case 'FO':
		case 'FOEXP':
		case 'md5':
			return item.octets === '' ? item.kind : `${item.kind} ${item.octets}`;
		case 'kind':
			return `kind ${item.number} ${item.octets}`.trimEnd();
	}
}

/** All of them, in brackets; empty where there are none. */
export const itemsText = (items: readonly OptionItem[] | 'any'): string => {
	if (items === 'any') return '<...>';
	return items.length === 0 ? '' : `<${items.map(itemText).join(',')}>`;
};
