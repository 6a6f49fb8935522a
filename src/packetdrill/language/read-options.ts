/** TCP options between `<` and `>`, as they stand in the header: in order, NOPs too. */

import {
	type Cursor,
	expectInteger,
	expectSign,
	expectWord,
	startsWith,
	take,
	takeSign,
	takeWord,
	unknownName,
	wrong,
} from './cursor.js';
import {octetsOfItems} from './option-items.js';
import type {OptionItem} from './script.js';

const NAMES = ['nop', 'eol', 'mss', 'wscale', 'sackOK', 'sack', 'TS', 'FO', 'FOEXP', 'md5', 'uto', 'kind'];

/** The options of a segment; without brackets there are none. @throws ParseError */
export function readOptionList(cursor: Cursor): readonly OptionItem[] | 'any' {
	const from = cursor.at;
	if (!takeSign(cursor, '<')) return [];
	if (takeSign(cursor, '...')) {
		expectSign(cursor, '>');
		return 'any';
	}

	const items: OptionItem[] = [];
	if (!startsWith(cursor, '>')) {
		do items.push(readOption(cursor));
		while (takeSign(cursor, ','));
	}

	expectSign(cursor, '>', '"," or ">" behind the option');
	const octets = octetsOfItems(items).length;
	if (octets % 4 !== 0)
		throw wrong(cursor, 'options of a multiple of four octets: nop or eol fill up', `${octets}`, from);
	if (octets > 40) throw wrong(cursor, 'options of 40 octets at most', `${octets}`, from);
	return items;
}

function readOption(cursor: Cursor): OptionItem {
	const {at} = cursor;
	const name = expectWord(cursor, 'a TCP option');
	switch (name) {
		case 'nop':
		case 'eol':
		case 'sackOK':
			return {kind: name};
		case 'mss':
			return {kind: name, value: expectInteger(cursor, 'octets', 0, 0xffff)};
		case 'wscale':
			return {kind: name, value: expectInteger(cursor, 'a shift count', 0, 0xff)};
		case 'uto':
			return {kind: name, value: expectInteger(cursor, 'seconds', 0, 0x7fff * 60)};
		case 'sack':
			return {kind: name, blocks: readBlocks(cursor)};
		case 'TS':
			return readTimestamps(cursor);
		case 'FO':
		case 'FOEXP':
			return {kind: name, octets: readHex(cursor, 'a cookie of whole octets')};
		case 'md5':
			// The other dialect lets its tool make the digest.
			if (takeWord(cursor, 'valid')) return {kind: name, octets: '00'.repeat(16)};
			return {kind: name, octets: readHex(cursor, 'a digest of whole octets')};
		case 'kind': {
			const number = expectInteger(cursor, 'the kind of an option', 2, 255);
			return {kind: name, number, octets: readHex(cursor, 'whole octets')};
		}
		default:
			throw unknownName(cursor, 'a TCP option', name, NAMES, at);
	}
}

function readBlocks(cursor: Cursor): readonly (readonly [number, number])[] {
	const blocks: (readonly [number, number])[] = [];
	for (;;) {
		const left = blocks.length === 0 || /[0-9]/.test(cursor.source.text[cursor.at] ?? '');
		if (!left) return blocks;
		const from = expectInteger(cursor, 'the left edge of a block');
		expectSign(cursor, ':');
		blocks.push([from, expectInteger(cursor, 'the right edge of a block')]);
	}
}

function readTimestamps(cursor: Cursor): OptionItem {
	if (!takeWord(cursor, 'val')) throw wrong(cursor, '"val"');
	const val = expectInteger(cursor, 'a timestamp');
	if (!takeWord(cursor, 'ecr')) throw wrong(cursor, '"ecr"');
	return {kind: 'TS', val, ecr: expectInteger(cursor, 'a timestamp')};
}

const HEX = /[0-9a-zA-Z_]+/y;

function readHex(cursor: Cursor, what: string): string {
	const {at} = cursor;
	const written = take(cursor, HEX) ?? '';
	const digits = cursor.defines.get(written) ?? written;
	if (!/^(?:[0-9a-fA-F]{2})*$/.test(digits)) throw wrong(cursor, `${what}, two hexadecimal digits each`, written, at);
	return digits.toLowerCase();
}
