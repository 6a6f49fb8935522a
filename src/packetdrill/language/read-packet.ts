/** Packets: `<` comes to the host under test, `>` is expected of it. */

import {
	type Cursor,
	expectInteger,
	expectSign,
	expectWord,
	peekWord,
	startsWith,
	take,
	takeInteger,
	takeSign,
	takeWord,
	unknownName,
	wrong,
} from './cursor.js';
import {ICMP4, ICMP6} from './icmp-names.js';
import {readOptionList} from './read-options.js';
import type {IcmpLine, IpLine, TcpLine} from './script.js';

/** Both ends of a packet's header come behind this sign. @throws ParseError */
export function readPacket(cursor: Cursor, ipVersion: 4 | 6): TcpLine | IcmpLine {
	const direction = takeSign(cursor, '<') ? 'in' : 'out';
	if (direction === 'out') expectSign(cursor, '>', '"<" or ">"');
	const {at} = cursor;
	if (takeWord(cursor, 'icmp')) return readIcmp(cursor, direction, ipVersion);
	const ip = readIp(cursor);
	const other = peekWord(cursor);
	if (OTHERS.includes(other)) throw wrong(cursor, 'a TCP or an ICMP packet: others are not modelled here', other, at);
	return readTcp(cursor, direction, ip);
}

/** What else packetdrill can put around, or in place of, TCP. */
const OTHERS = ['udp', 'gre', 'GREv0', 'mpls', 'psp', 'ipv4', 'ipv6', 'raw', 'sctp', 'udplite'];

const NOT_SAID: IpLine = {ecn: null, tos: null, ttl: null};

const ECN: Readonly<Record<string, IpLine['ecn']>> = {noecn: 0, ect1: 1, ect0: 2, ce: 3, ect01: 'any'};

/** `[ect0]`, `[ce]`, `(tos 0x10)`, `[ttl 64]`. */
function readIp(cursor: Cursor): IpLine {
	const close = takeSign(cursor, '[') ? ']' : takeSign(cursor, '(') ? ')' : null;
	if (close === null) return NOT_SAID;
	let ip = NOT_SAID;
	do {
		const {at} = cursor;
		const word = expectWord(cursor, 'an ECN mark, tos or ttl');
		const ecn = ECN[word];
		if (ecn !== undefined) ip = {...ip, ecn};
		else if (word === 'tos' || word === 'class') ip = {...ip, tos: expectInteger(cursor, 'an octet', 0, 255)};
		else if (word === 'ttl' || word === 'hlim') ip = {...ip, ttl: expectInteger(cursor, 'an octet', 0, 255)};
		else if (word === 'flowlabel') expectInteger(cursor, 'a flow label');
		else throw unknownName(cursor, 'an ECN mark, tos or ttl', word, [...Object.keys(ECN), 'tos', 'ttl'], at);
	} while (takeSign(cursor, ','));
	expectSign(cursor, close);
	return ip;
}

const FLAGS = /-|[A-Za-z.]+(?:[ \t]+\.)?/y;
const ORDER = 'SFRP.UEW';

function readTcp(cursor: Cursor, direction: 'in' | 'out', ip: IpLine): TcpLine {
	const ports = readPorts(cursor);
	const {at} = cursor;
	const written = take(cursor, FLAGS)?.replace(/\s/g, '') ?? null;
	if (written === null) throw wrong(cursor, 'the flags of a segment, of SFRP.UEW, or -');
	for (const [index, letter] of [...written].entries()) {
		if (letter !== '-' && !ORDER.includes(letter)) throw wrong(cursor, 'flags of SFRP.UEW, or -', letter, at + index);
	}

	const flags = [...ORDER].filter(letter => written.includes(letter)).join('');
	const seqAt = cursor.at;
	const seq = expectInteger(cursor, 'SEQ:END(LENGTH)');
	expectSign(cursor, ':', '":" and the number behind the last octet');
	const end = expectInteger(cursor, 'the number behind the last octet');
	expectSign(cursor, '(', '"(" and the octets of text');
	const length = expectInteger(cursor, 'octets of text', 0, 0xffff);
	expectSign(cursor, ')');
	if ((seq + length) >>> 0 !== end)
		throw wrong(
			cursor,
			`${seq}:${(seq + length) >>> 0}(${length}), the end being the start and the length`,
			`${seq}:${end}(${length})`,
			seqAt,
		);
	const seqIsAbsolute = takeSign(cursor, '!');
	const {ack, ackIsAbsolute} = readAck(cursor, flags);
	const window = takeWord(cursor, 'win') ? expectInteger(cursor, 'a window', 0, 0xffff) : null;
	if (window === null && direction === 'in') throw wrong(cursor, '"win": a packet that comes has a window');
	const urgent = takeWord(cursor, 'urg') ? expectInteger(cursor, 'an urgent pointer', 0, 0xffff) : 0;
	const options = readOptionList(cursor);
	if (options === 'any' && direction === 'in') throw wrong(cursor, 'the options of a packet that comes', '<...>', at);
	refuseEncapsulation(cursor);
	return {
		kind: 'tcp',
		direction,
		ip,
		ports,
		flags,
		seq,
		length,
		seqIsAbsolute,
		ack,
		ackIsAbsolute,
		window,
		urgent,
		options,
	};
}

function readPorts(cursor: Cursor): TcpLine['ports'] {
	if (!/[0-9]/.test(cursor.source.text[cursor.at] ?? '')) return null;
	const {at} = cursor;
	const source = takeInteger(cursor);
	// A flag may be a digit in other dialects; two ports have a ">" between them.
	if (source === null || !takeSign(cursor, '>')) {
		cursor.at = at;
		throw wrong(cursor, 'flags of SFRP.UEW, or two ports: 49152 > 80');
	}

	return {source, destination: expectInteger(cursor, 'a port', 0, 0xffff)};
}

function readAck(cursor: Cursor, flags: string): {readonly ack: number | null; readonly ackIsAbsolute: boolean} {
	if (!takeWord(cursor, 'ack')) return {ack: flags.includes('.') ? 0 : null, ackIsAbsolute: false};

	const ack = expectInteger(cursor, 'an acknowledgment number');
	const ackIsAbsolute = takeSign(cursor, '!');
	// Without its bit the field goes over the wire and means nothing.
	return {ack: flags.includes('.') ? ack : null, ackIsAbsolute};
}

function readIcmp(cursor: Cursor, direction: 'in' | 'out', ipVersion: 4 | 6): IcmpLine {
	const kinds = ipVersion === 4 ? {...ICMP6, ...ICMP4} : {...ICMP4, ...ICMP6};
	const typeAt = cursor.at;
	const typeName = expectWord(cursor, 'a type of ICMP');
	const kind = kinds[typeName];
	if (kind === undefined) throw unknownName(cursor, 'a type of ICMP', typeName, Object.keys(kinds), typeAt);
	const code = readCode(cursor, kind.codes);
	const mtu = takeWord(cursor, 'mtu') ? expectInteger(cursor, 'octets', 0, 0xffff) : 0;
	if (takeWord(cursor, 'id')) expectInteger(cursor, 'a number');
	let seq: number | null = null;
	let seqIsAbsolute = false;
	if (takeSign(cursor, '[')) {
		seq = expectInteger(cursor, 'SEQ:END(LENGTH) of the segment quoted');
		expectSign(cursor, ':');
		expectInteger(cursor, 'a sequence number');
		expectSign(cursor, '(');
		expectInteger(cursor, 'octets');
		expectSign(cursor, ')');
		seqIsAbsolute = takeSign(cursor, '!');
		refuseEncapsulation(cursor);
		expectSign(cursor, ']');
	}

	return {kind: 'icmp', direction, type: kind.type, code, mtu, seq, seqIsAbsolute};
}

function readCode(cursor: Cursor, codes: Readonly<Record<string, number>>): number {
	const {at} = cursor;
	const written = peekWord(cursor);
	if (written === '' || written === 'mtu' || written === 'id') return codes[''] ?? 0;
	expectWord(cursor, 'a code');
	const word = cursor.defines.get(written) ?? written;
	const given = /^code_(\d+)$/.exec(word)?.[1];
	const code = given === undefined ? codes[word] : Number(given);
	if (code === undefined) throw unknownName(cursor, 'a code of this type of ICMP', word, Object.keys(codes), at);
	return code;
}

/** TCP in UDP, as FreeBSD's dialect writes it. */
function refuseEncapsulation(cursor: Cursor): void {
	if (startsWith(cursor, '/udp'))
		throw wrong(cursor, 'the end of the packet: TCP within UDP is not modelled here', '/udp');
}
