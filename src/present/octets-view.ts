/** Octets as hexadecimal and text, and the fields of IPv4 and TCP that they are (RFC 791, RFC 9293 §3.1). */

import {fitLine, span, wrap} from './fit.js';
import {glyphsFor} from './glyphs.js';
import type {Line, Meaning, Style} from './line.js';
import {octetsAsText} from './safe.js';
import {fill, type Words, wordsFor} from './words/words.js';

/**
 * Hex and ASCII first, then each field by name with its octets and value.
 *
 * Any octets will do: fields are named as far as they go, and it is said where they end. As many lines as it takes,
 * each exactly `width` cells.
 */
export function octetsView(octets: Uint8Array, width: number, style: Style): Line[] {
	const words = wordsFor(style.lang);
	const parts = partsOf(octets, words);
	const lines = [...dump(octets, parts, width, style), [span('')]];
	const longest = Math.max(...parts.flatMap(({fields}) => fields.map(({name}) => style.measure(name))));
	const names = Math.min(longest + 1, Math.floor(width / 2));
	for (const part of parts) lines.push(...listed(part, octets, names, width, style));
	return lines.map(line => fitLine(line, width, style));
}

type Field = {
	readonly name: string;
	/** First octet, and how many; two fields may share an octet. */
	readonly at: number;
	readonly size: number;
	readonly value: string;
	readonly meaning: Meaning;
};
type Part = {readonly title: string; readonly meaning: Meaning; readonly fields: readonly Field[]};

/** Rows of eight or sixteen octets: offset, hex, ASCII; each octet in its part's colour. */
function dump(octets: Uint8Array, parts: readonly Part[], width: number, style: Style): Line[] {
	const bar = glyphsFor(style).bar;
	const row = width >= 5 + 16 * 3 + 3 + 16 ? 16 : 8;
	const meanings = new Array<Meaning>(octets.length).fill('quiet');
	for (const part of parts) {
		for (const field of part.fields) meanings.fill(part.meaning, field.at, field.at + field.size);
	}

	const lines: Line[] = [];
	for (let start = 0; start < octets.length; start += row) {
		const line = [span(`${start.toString(16).padStart(4, '0')} `, 'quiet')];
		const end = Math.min(octets.length, start + row);
		for (let from = start; from < end; ) {
			let to = from + 1;
			while (to < end && meanings[to] === meanings[from]) to++;
			let text = '';
			for (let i = from; i < to; i++) text += ` ${hex(octets[i] ?? 0)}`;
			line.push(span(text, meanings[from]));
			from = to;
		}
		line.push(span('   '.repeat(start + row - end)));
		line.push(span(`  ${bar}${octetsAsText(octets.subarray(start, end), row)}${bar}`, 'quiet'));
		lines.push(line);
	}
	return lines;
}

function listed(
	{title, meaning, fields}: Part,
	octets: Uint8Array,
	names: number,
	width: number,
	style: Style,
): Line[] {
	const lines: Line[] = [[span(title, 'title')]];
	for (const field of fields) {
		const digits = field.size <= 4 ? [...octets.subarray(field.at, field.at + field.size)].map(hex).join('') : '';
		const where = `${String(field.at).padStart(4)}  `;
		const pad = ' '.repeat(Math.max(1, names - style.measure(field.name)));
		const raw = width >= 60 ? digits.padEnd(10) : '';
		const indent = where.length + names + raw.length;
		const [first = '', ...more] = wrap(field.value, Math.max(8, width - indent), style);
		lines.push([span(where, 'quiet'), span(field.name + pad, meaning), span(raw, 'quiet'), span(first, field.meaning)]);
		for (const text of more) lines.push([span(' '.repeat(indent) + text, field.meaning)]);
	}
	return lines;
}

const hex = (octet: number): string => octet.toString(16).padStart(2, '0');

/** The parts that the octets have, whatever they are. */
function partsOf(octets: Uint8Array, words: Words): Part[] {
	const w = words.octets;
	if (octets.length < 20) return [cutOff(octets, 0, fill(w.truncated, {part: w.ipv4}), w.ipv4)];
	if ((octets[0] ?? 0) >> 4 !== 4) return [cutOff(octets, 0, w.notIpv4, w.ipv4)];
	const start = ((octets[0] ?? 0) & 15) * 4;
	if (start < 20 || start > octets.length) return [cutOff(octets, 0, fill(w.truncated, {part: w.ipv4}), w.ipv4)];
	const total = Math.min(octets.length, Math.max(start, u16(octets, 2)));
	const parts = [ipv4(octets, start, words)];
	if (octets[9] !== 6) return parts;
	if (total - start < 20) return [...parts, cutOff(octets, start, fill(w.truncated, {part: w.tcp}), w.tcp)];

	parts.push(tcp(octets, start, total, words));
	const header = ((octets[start + 12] ?? 0) >> 4) * 4;
	const text = start + header;
	if (header < 20 || text > total)
		return [...parts, cutOff(octets, start + 20, fill(w.truncated, {part: w.tcp}), w.tcp)];
	if (text > start + 20)
		parts.push({title: w.options, meaning: 'key', fields: options(octets, start + 20, text, words)});
	if (total > text) {
		const size = total - text;
		const value = `${fill(w.octetCount, {count: size})}: ${octetsAsText(octets.subarray(text, total), 200)}`;
		parts.push({title: w.text, meaning: 'strong', fields: [plain(w.text, text, size, value)]});
	}
	return parts;
}

const plain = (name: string, at: number, size: number, value: string | number, meaning: Meaning = 'plain'): Field => ({
	name,
	at,
	size,
	value: String(value),
	meaning,
});

const cutOff = (octets: Uint8Array, at: number, value: string, title: string): Part => ({
	title,
	meaning: 'quiet',
	fields: [plain('', at, octets.length - at, value, 'error')],
});

function ipv4(octets: Uint8Array, header: number, words: Words): Part {
	const w = words.octets;
	const first = octets[0] ?? 0;
	const service = octets[1] ?? 0;
	const fragment = u16(octets, 6);
	const protocol = octets[9] ?? 0;
	return {
		title: w.ipv4,
		meaning: 'client',
		fields: [
			plain(w.version, 0, 1, first >> 4),
			plain(w.headerLength, 0, 1, `${first & 15} × 4 = ${header}`),
			plain(w.dscp, 1, 1, service >> 2),
			plain(w.ecn, 1, 1, service & 3),
			plain(w.totalLength, 2, 2, u16(octets, 2)),
			plain(w.identification, 4, 2, u16(octets, 4)),
			plain(
				w.fragment,
				6,
				2,
				`${(fragment & 0x4000) === 0 ? '' : 'DF '}${(fragment & 0x2000) === 0 ? '' : 'MF '}${fragment & 0x1fff}`,
			),
			plain(w.ttl, 8, 1, octets[8] ?? 0),
			plain(w.protocol, 9, 1, protocol === 6 ? '6 TCP' : protocol),
			checked(w.headerChecksum, 10, sum(octets, 0, header, 10), u16(octets, 10), words),
			plain(w.source, 12, 4, [...octets.subarray(12, 16)].join('.')),
			plain(w.destination, 16, 4, [...octets.subarray(16, 20)].join('.')),
			...(header > 20 ? [plain(w.options, 20, header - 20, fill(w.octetCount, {count: header - 20}))] : []),
		],
	};
}

function tcp(octets: Uint8Array, at: number, end: number, words: Words): Part {
	const w = words.octets;
	const bits = octets[at + 13] ?? 0;
	const offset = octets[at + 12] ?? 0;
	const names = ['CWR', 'ECE', 'URG', 'ACK', 'PSH', 'RST', 'SYN', 'FIN'].filter((_, i) => (bits & (0x80 >> i)) !== 0);
	const pseudo = u16(octets, 12) + u16(octets, 14) + u16(octets, 16) + u16(octets, 18) + 6 + (end - at);
	const right = sum(octets, at, end, at + 16, pseudo);
	return {
		title: w.tcp,
		meaning: 'server',
		fields: [
			plain(w.sourcePort, at, 2, u16(octets, at)),
			plain(w.destinationPort, at + 2, 2, u16(octets, at + 2)),
			plain(w.seq, at + 4, 4, u32(octets, at + 4)),
			(bits & 0x10) === 0
				? plain(w.ack, at + 8, 4, `${u32(octets, at + 8)} (${w.notLooked})`, 'quiet')
				: plain(w.ack, at + 8, 4, u32(octets, at + 8)),
			plain(w.dataOffset, at + 12, 1, `${offset >> 4} × 4 = ${(offset >> 4) * 4}`),
			plain(w.reserved, at + 12, 1, offset & 15),
			plain(w.control, at + 13, 1, names.join(' ') || '0', 'strong'),
			plain(w.window, at + 14, 2, u16(octets, at + 14)),
			checked(w.checksum, at + 16, right, u16(octets, at + 16), words),
			plain(w.urgent, at + 18, 2, u16(octets, at + 18)),
		],
	};
}

function checked(name: string, at: number, right: number, found: number, {octets: w}: Words): Field {
	const shown = `0x${found.toString(16).padStart(4, '0')}`;
	if (right === found) return plain(name, at, 2, `${shown} ${w.right}`);
	const expected = `0x${right.toString(16).padStart(4, '0')}`;
	return plain(name, at, 2, `${shown} ${fill(w.wrong, {expected})}`, 'error');
}

/** Options by kind; a length that cannot be ends the list. */
function options(octets: Uint8Array, start: number, end: number, words: Words): Field[] {
	const w = words.octets;
	const fields: Field[] = [];
	for (let at = start; at < end; ) {
		const kind = octets[at] ?? 0;
		if (kind === 0) {
			fields.push(plain(w.endOfOptions, at, 1, 0));
			if (at + 1 < end) fields.push(plain(w.padding, at + 1, end - at - 1, fill(w.octetCount, {count: end - at - 1})));
			break;
		}
		if (kind === 1) {
			fields.push(plain(w.noOperation, at, 1, 1));
			at += 1;
			continue;
		}
		const size = octets[at + 1] ?? 0;
		if (size < 2 || at + size > end) {
			fields.push(plain(fill(w.unknownOption, {kind}), at, end - at, fill(w.truncated, {part: w.options}), 'error'));
			break;
		}
		fields.push(option(octets, kind, at, size, words));
		at += size;
	}
	return fields;
}

function option(octets: Uint8Array, kind: number, at: number, size: number, {octets: w}: Words): Field {
	if (kind === 2 && size === 4) return plain(w.mss, at, size, u16(octets, at + 2));
	if (kind === 3 && size === 3)
		return plain(w.wscale, at, size, `${octets[at + 2] ?? 0} (× ${2 ** (octets[at + 2] ?? 0)})`);
	if (kind === 4 && size === 2) return plain(w.sackPermitted, at, size, '');
	if (kind === 5 && size % 8 === 2) {
		const blocks: string[] = [];
		for (let i = at + 2; i < at + size; i += 8) blocks.push(`${u32(octets, i)}:${u32(octets, i + 4)}`);
		return plain(w.sack, at, size, blocks.join(' '));
	}
	if (kind === 8 && size === 10) return plain(w.timestamps, at, size, `${u32(octets, at + 2)} ${u32(octets, at + 6)}`);
	const value = [...octets.subarray(at + 2, at + size)].map(hex).join(' ');
	if (kind === 28 && size === 4) {
		const field = u16(octets, at + 2);
		return plain(w.userTimeout, at, size, field < 0x8000 ? `${field} s` : `${field & 0x7fff} min`);
	}
	if (kind === 34) return plain(w.fastOpen, at, size, size === 2 ? w.cookieRequest : value);
	return plain(fill(w.unknownOption, {kind}), at, size, value);
}

const u16 = (octets: Uint8Array, at: number): number => ((octets[at] ?? 0) << 8) | (octets[at + 1] ?? 0);
const u32 = (octets: Uint8Array, at: number): number => u16(octets, at) * 65_536 + u16(octets, at + 2);

/** The Internet checksum (RFC 1071) of the octets from `start` to `end`, those at `skip` counted as zero. */
function sum(octets: Uint8Array, start: number, end: number, skip: number, more = 0): number {
	let total = more;
	for (let i = start; i < end; i += 2) {
		if (i === skip) continue;
		total += ((octets[i] ?? 0) << 8) | (i + 1 < end ? (octets[i + 1] ?? 0) : 0);
	}
	while (total > 0xffff) total = (total & 0xffff) + Math.floor(total / 65_536);
	return ~total & 0xffff;
}
