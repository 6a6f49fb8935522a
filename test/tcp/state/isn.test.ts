import {describe, expect, it} from 'vitest';
import {initialSequenceNumber, type Secret, seq, unsigned} from '../../../src/tcp/index.js';
import {sipHash64} from '../../../src/tcp/state/siphash.js';

/** Key 00 01 … 0f as two little-endian words, k0 and k1, each as high and low half. */
const VECTOR_KEY: Secret = [0x07060504, 0x03020100, 0x0f0e0d0c, 0x0b0a0908];

/** The first of the reference vectors of SipHash-2-4: messages of 0 to 15 octets 00 01 02 …, as octets of the hash. */
const VECTORS = [
	'310e0edd47db6f72',
	'fd67dc93c539f874',
	'5a4fa9d909806c0d',
	'2d7efbd796666785',
	'b7877127e09427cf',
	'8da699cd64557618',
	'cee3fe586e46c9cb',
	'37d1018bf50002ab',
	'6224939a79f5f593',
	'b0e4a90bdf82009e',
	'f3b9dd94c5bb5d7a',
	'a7ad6b22462fb3f4',
	'fbe50e86bc8f1e75',
	'903d84c02756ea14',
	'eef27a8e90ca23f7',
	'e545be4961ca29a1',
];

const SECRET: Secret = [0x12345678, 0x9abcdef0, 0x0fedcba9, 0x87654321];
const HERE = {address: '192.0.2.1', port: 49_152};
const PEER = {address: '192.0.2.2', port: 80};
const isn = (now: number, local = HERE, remote = PEER, secret = SECRET) =>
	unsigned(initialSequenceNumber(now, local, remote, secret));

function littleEndian([high, low]: readonly [number, number]): string {
	const octets = [low, high].flatMap(half => [0, 8, 16, 24].map(shift => (half >>> shift) & 0xff));
	return octets.map(octet => octet.toString(16).padStart(2, '0')).join('');
}

describe('SipHash-2-4, the pseudorandom function', () => {
	it('gives the hashes of its reference vectors', () => {
		const hashes = VECTORS.map((_, n) =>
			littleEndian(sipHash64(VECTOR_KEY, String.fromCharCode(...Array.from({length: n}, (__, i) => i)))),
		);
		expect(hashes).toEqual(VECTORS);
	});
});

describe('§3.4.1 initial sequence numbers', () => {
	it('follow a clock that ticks every 4 microseconds (MUST-8)', () => {
		expect(isn(4_000_000) - isn(0)).toBe(1_000_000);
		expect(isn(3)).toBe(isn(0));
		expect(isn(4)).toBe(isn(0) + 1);
	});

	it('wrap with their clock after 4.77 hours', () => {
		expect(isn(4 * 2 ** 32)).toBe(isn(0));
	});

	it('are another function of time for each pair of sockets, by a keyed hash (SHLD-1)', () => {
		const others = [
			isn(0, {...HERE, port: 49_153}),
			isn(0, {...HERE, address: '192.0.2.3'}),
			isn(0, HERE, {...PEER, port: 81}),
			isn(0, HERE, {...PEER, address: '192.0.2.4'}),
			isn(0, PEER, HERE),
		];
		expect(new Set([isn(0), ...others]).size).toBe(6);
	});

	it('cannot be computed without the key (MUST-9)', () => {
		for (let word = 0; word < 4; word++) {
			const secret = SECRET.map((n, i) => (i === word ? n ^ 1 : n)) as unknown as Secret;
			expect(isn(0, HERE, PEER, secret)).not.toBe(isn(0));
		}
	});

	it('are spread evenly over the number space: 10,000 of them, in each of 64 parts', () => {
		const parts = new Array<number>(64).fill(0);
		const seen = new Set<number>();
		for (let n = 0; n < 10_000; n++) {
			const number = isn(0, {...HERE, port: n}, PEER);
			seen.add(number);
			parts[number >>> 26] = (parts[number >>> 26] ?? 0) + 1;
		}

		const expected = 10_000 / 64;
		const chiSquare = parts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
		// 63 degrees of freedom: above 103.4 one time in a thousand.
		expect(chiSquare).toBeLessThan(103.4);
		expect(seen.size).toBeGreaterThan(9_990);
	});

	it('of neighbouring ports are not neighbours', () => {
		const gaps = Array.from({length: 1000}, (_, n) =>
			Math.abs(isn(0, {...HERE, port: n + 1}) - isn(0, {...HERE, port: n})),
		);
		expect(Math.min(...gaps)).toBeGreaterThan(1000);
		expect(seq(0)).toBe(seq(2 ** 32));
	});
});
