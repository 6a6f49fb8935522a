import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {InvariantError, NO_OPTIONS, type Segment, segment, seq} from '../../src/tcp/index.js';
import {decode, encode, isAddress, octetLength, textOffset} from '../../src/wire/index.js';
import {anySegment, from} from './support.js';

const hex = (octets: Uint8Array): string => [...octets].map(octet => octet.toString(16).padStart(2, '0')).join('');

const octets = (text: string): Uint8Array =>
	Uint8Array.from(text.replaceAll(' ', '').match(/../g) ?? [], pair => Number.parseInt(pair, 16));

/** What is wrong with a segment after `change` has been made to its octets and the checksums made right. */
function after(made: Segment, change: (octets: Uint8Array) => void): ReturnType<typeof decode> {
	const damaged = encode(made);
	change(damaged);
	rightSums(damaged);
	return decode(damaged);
}

/** By pairs, as RFC 1071 says it. */
function sumOf(part: Uint8Array): number {
	let sum = 0;
	for (let i = 0; i < part.length; i += 2) sum += ((part[i] ?? 0) << 8) | (part[i + 1] ?? 0);
	while (sum > 0xffff) sum = (sum & 0xffff) + (sum >>> 16);
	return ~sum & 0xffff;
}

function rightSums(whole: Uint8Array): void {
	const start = ((whole[0] ?? 0) & 15) * 4;
	whole.set([0, 0], 10);
	const ip = sumOf(whole.subarray(0, start));
	whole.set([ip >> 8, ip & 255], 10);
	if (whole.length < start + 18) return;
	whole.set([0, 0], start + 16);
	const length = whole.length - start;
	const tcp = sumOf(
		Uint8Array.from([...whole.subarray(12, 20), 0, 6, length >> 8, length & 255, ...whole.subarray(start)]),
	);
	whole.set([tcp >> 8, tcp & 255], start + 16);
}

const synAck = segment({
	source: {address: '10.0.0.2', port: 80},
	destination: {address: '10.0.0.1', port: 40_000},
	seq: seq(300),
	ack: seq(101),
	syn: true,
	wnd: 65_535,
	options: {...NO_OPTIONS, mss: 1460},
});

describe('a segment as octets', () => {
	it('lays out IPv4 and TCP as RFC 791 and RFC 9293 §3.1 draw them', () => {
		expect(hex(encode({...synAck, ecn: 1, ttl: 63, dscp: 46}, 0x1234))).toBe(
			[
				'45b9002c123440003f0614dd',
				'0a0000020a000001',
				'00509c400000012c00000065',
				'6012ffff',
				'e5f2',
				'0000',
				'020405b4',
			].join(''),
		);
	});

	it('reads and writes a SYN as Linux sent it', () => {
		const sent =
			'4500003ce9f4400040063bff0a6300010a630002e25e00500b5cf9e800000000a002faf060130000' +
			'020405b40402080abbec3450000000000103030a';
		const read = decode(octets(sent));
		expect(read).toEqual({
			kind: 'segment',
			segment: segment({
				source: {address: '10.99.0.1', port: 57_950},
				destination: {address: '10.99.0.2', port: 80},
				seq: seq(190_642_664),
				syn: true,
				wnd: 64_240,
				options: {
					...NO_OPTIONS,
					mss: 1460,
					sackPermitted: true,
					timestamps: {val: 0xbbec_3450, ecr: 0},
					wscale: 10,
				},
			}),
		});
		expect(read.kind === 'segment' && hex(encode(read.segment, 0xe9f4))).toBe(sent);
	});

	it('reads back every segment as it was', () => {
		fc.assert(
			fc.property(anySegment, made => {
				const whole = encode(made);
				expect(whole.length).toBe(octetLength(made));
				expect(textOffset(made) % 4).toBe(0);
				expect(decode(whole)).toEqual({kind: 'segment', segment: made});
			}),
			{numRuns: 1000},
		);
	});

	it('sums both headers and any length of text as RFC 1071 does', () => {
		for (let bytes = 0; bytes < 70; bytes++) {
			const whole = encode(from('client', {flags: 'P.', ack: 7, bytes}));
			const summed = whole.slice();
			rightSums(summed);
			expect(hex(whole)).toBe(hex(summed));
		}
	});

	it('does not lose carries of 1,460 octets of ones', () => {
		const whole = encode({...from('client', {flags: '.', ack: 0xffff_ffff}), text: new Uint8Array(1460).fill(255)});
		const summed = whole.slice();
		rightSums(summed);
		expect(hex(whole)).toBe(hex(summed));
		expect(decode(whole).kind).toBe('segment');
	});

	it('fills the last word of the options with zeros (MUST-69)', () => {
		const made = segment({...synAck, options: {...NO_OPTIONS, unknown: [{kind: 254, octets: octets('abcdef')}]}});
		expect(hex(encode(made).subarray(40))).toBe('fe05abcdef000000');
	});

	it('leaves out the SACK blocks that do not fit in 40 octets', () => {
		const sack = [1, 2, 3, 4].map(n => [seq(n * 100), seq(n * 100 + 50)] as const);
		const made = segment({...synAck, options: {...NO_OPTIONS, timestamps: {val: 1, ecr: 2}, sack}});
		const read = decode(encode(made));
		expect(read.kind === 'segment' && read.segment.options.sack).toEqual(sack.slice(0, 3));
	});

	it('holds text up to the end of IPv4, and no more', () => {
		const most = {...from('client', {}), text: new Uint8Array(65_535 - 40).fill(1)};
		expect(decode(encode(most))).toEqual({kind: 'segment', segment: most});
		expect(() => encode({...most, text: new Uint8Array(65_536 - 40)})).toThrow(InvariantError);
	});

	it.each(['10.0.0', '10.0.0.256', '10.0.0.01', '10.0.0.1.2', '10..0.1', 'a.b.c.d', '', '10.0.0.0001'])(
		'does not take %j for an address',
		address => {
			expect(isAddress(address)).toBe(false);
			expect(() => encode(segment({source: {address, port: 1}}))).toThrow(InvariantError);
		},
	);

	it('keeps its octets when another segment is encoded after it', () => {
		const first = encode(synAck);
		const before = hex(first);
		encode(from('client', {bytes: 900, flags: 'P.', ack: 3}));
		expect(hex(first)).toBe(before);
	});
});

describe('octets that are no segment', () => {
	it('says which checksum is wrong, whichever bit of the segment was flipped (MUST-3)', () => {
		const whole = encode(from('client', {flags: 'P.', ack: 9, text: 'hello'}));
		for (let bit = 160; bit < whole.length * 8; bit++) {
			const damaged = whole.slice();
			damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (0x80 >> (bit & 7));
			expect(decode(damaged)).toEqual({kind: 'error', error: 'checksum', at: 36});
		}
	});

	it('lets no single flipped bit of the IPv4 header pass', () => {
		const whole = encode(synAck);
		for (let bit = 0; bit < 160; bit++) {
			const damaged = whole.slice();
			damaged[bit >> 3] = (damaged[bit >> 3] ?? 0) ^ (0x80 >> (bit & 7));
			expect(decode(damaged).kind).toBe('error');
		}
	});

	it('cannot see two flips that offset each other', () => {
		const damaged = encode(from('client', {flags: 'P.', ack: 9, text: '\u0001a\u0000a'}));
		damaged[40] = 0;
		damaged[42] = 1;
		const read = decode(damaged);
		expect(read.kind === 'segment' && [...read.segment.text]).toEqual([0, 97, 1, 97]);
	});

	it.each([
		['too-short', 0, octets('4500')],
		['not-ipv4', 0, octets(`60${'00'.repeat(39)}`)],
		['ip-header-length', 0, octets(`44${'00'.repeat(39)}`)],
		['ip-header-length', 0, octets(`4f${'00'.repeat(39)}`)],
	] as const)('finds %s at %i', (error, at, whole) => {
		expect(decode(whole)).toEqual({kind: 'error', error, at});
	});

	it('finds a total length past the end, and one below the header', () => {
		const error = {kind: 'error', error: 'ip-total-length', at: 2};
		expect(after(synAck, whole => whole.set([0, 45], 2))).toEqual(error);
		expect(after(synAck, whole => whole.set([0, 19], 2))).toEqual(error);
	});

	it('refuses fragments, other protocols, and a TCP header cut short', () => {
		expect(after(synAck, whole => whole.set([0x20, 0], 6))).toEqual({kind: 'error', error: 'fragment', at: 6});
		expect(after(synAck, whole => whole.set([17], 9))).toEqual({kind: 'error', error: 'not-tcp', at: 9});
		const short = encode(synAck).slice(0, 39);
		short.set([0, 39], 2);
		rightSums(short);
		expect(decode(short)).toEqual({kind: 'error', error: 'too-short', at: 20});
	});

	it('refuses a data offset below 5, and one past the end', () => {
		const error = {kind: 'error', error: 'data-offset', at: 32};
		expect(after(synAck, whole => whole.set([0x40], 32))).toEqual(error);
		expect(after(synAck, whole => whole.set([0x70], 32))).toEqual(error);
	});

	it.each([0, 1, 5, 255])('refuses an option of length %i in four octets (MUST-7)', length => {
		const error = {kind: 'error', error: 'option-length', at: 41};
		expect(after(synAck, whole => whole.set([length], 41))).toEqual(error);
	});

	it('refuses an option whose length is cut off', () => {
		const error = {kind: 'error', error: 'option-length', at: 43};
		expect(after(synAck, whole => whole.set([1, 1, 1, 8], 40))).toEqual(error);
	});
});

describe('options', () => {
	const optionsOf = (four: readonly number[]) => {
		const read = after(synAck, whole => whole.set(four, 40));
		return read.kind === 'segment' ? read.segment.options : read;
	};

	it('end at EOL, whatever stands behind it', () => {
		expect(optionsOf([0, 2, 0, 9])).toEqual(NO_OPTIONS);
	});

	it('may begin anywhere, after NOPs (MUST-5, MUST-64)', () => {
		expect(optionsOf([1, 3, 3, 14])).toEqual({...NO_OPTIONS, wscale: 14});
	});

	it('are kept when nobody knows them (MUST-6)', () => {
		expect(optionsOf([253, 4, 7, 8])).toEqual({...NO_OPTIONS, unknown: [{kind: 253, octets: octets('0708')}]});
	});

	it('are unknown when a known kind has a length that is not its own', () => {
		expect(optionsOf([2, 3, 5, 0])).toEqual({...NO_OPTIONS, unknown: [{kind: 2, octets: octets('05')}]});
	});
});

describe('whatever octets come', () => {
	it('are a segment or an error, never an exception', () => {
		fc.assert(
			fc.property(fc.uint8Array({maxLength: 120}), whole => {
				expect(decode(whole).kind).toMatch(/segment|error/);
			}),
			{numRuns: 5000},
		);
	});

	it('are so when they begin like IPv4 and TCP and both sums are right', () => {
		const change = fc.tuple(fc.nat(), fc.integer({min: 0, max: 255}));
		const kinds = new Set<string>();
		fc.assert(
			fc.property(anySegment, fc.array(change, {maxLength: 6}), fc.nat(), (made, changes, cut) => {
				const whole = encode(made);
				for (const [at, octet] of changes) whole[20 + (at % (whole.length - 20))] = octet;
				const part = cut % 4 === 0 ? whole.slice(0, Math.max(20, cut % whole.length)) : whole;
				part.set([part.length >> 8, part.length & 255], 2);
				rightSums(part);
				const read = decode(part);
				kinds.add(read.kind === 'segment' ? 'segment' : read.error);
				if (read.kind === 'segment') expect(decode(encode(read.segment)).kind).toBe('segment');
			}),
			{numRuns: 5000},
		);
		expect([...kinds].sort()).toEqual(['data-offset', 'option-length', 'segment', 'too-short']);
	});

	it('take no more than one look each, however long they are', () => {
		const padded = new Uint8Array(1_000_000);
		padded.set(encode(synAck));
		expect(decode(padded)).toEqual({kind: 'segment', segment: synAck});
	});
});
