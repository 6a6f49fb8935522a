/** SipHash-2-4 (Aumasson and Bernstein, 2012), cut to 32 bits; each 64-bit word is a pair of 32-bit halves. */

type Word = [high: number, low: number];

/**
 * A keyed hash that cannot be computed without the key.
 *
 * @param key - 128 bits as four words, most significant first: k0 high, k0 low, k1 high, k1 low
 * @param text - ASCII
 * @returns 32 bits, signed
 */
export function sipHash(key: readonly [number, number, number, number], text: string): number {
	return sipHash64(key, text)[1] | 0;
}

/** All 64 bits, for the test vectors. @param text - one octet a character, code below 256 */
export function sipHash64(key: readonly [number, number, number, number], text: string): Word {
	const v: [Word, Word, Word, Word] = [
		[key[0] ^ 0x736f6d65, key[1] ^ 0x70736575],
		[key[2] ^ 0x646f7261, key[3] ^ 0x6e646f6d],
		[key[0] ^ 0x6c796765, key[1] ^ 0x6e657261],
		[key[2] ^ 0x74656462, key[3] ^ 0x79746573],
	];
	const blocks = Math.floor(text.length / 8) + 1;
	for (let block = 0; block < blocks; block++) {
		const m: Word = [word(text, block * 8 + 4), word(text, block * 8)];
		if (block === blocks - 1) m[0] |= (text.length & 0xff) << 24;
		xor(v[3], m);
		round(v);
		round(v);
		xor(v[0], m);
	}

	v[2][1] ^= 0xff;
	for (let i = 0; i < 4; i++) round(v);
	return [v[0][0] ^ v[1][0] ^ v[2][0] ^ v[3][0], v[0][1] ^ v[1][1] ^ v[2][1] ^ v[3][1]];
}

/** Four octets from `at`, little-endian; past the end they are 0. */
function word(text: string, at: number): number {
	let value = 0;
	for (let i = 3; i >= 0; i--) value = (value << 8) | (at + i < text.length ? text.charCodeAt(at + i) & 0xff : 0);
	return value;
}

function round(v: [Word, Word, Word, Word]): void {
	half(v[0], v[1], 13);
	swap(v[0]);
	half(v[2], v[3], 16);
	half(v[0], v[3], 21);
	half(v[2], v[1], 17);
	swap(v[2]);
}

/** a += b; b = (b <<< bits) ^ a */
function half(a: Word, b: Word, bits: number): void {
	const low = (a[1] >>> 0) + (b[1] >>> 0);
	a[0] = (a[0] + b[0] + (low > 0xffffffff ? 1 : 0)) | 0;
	a[1] = low | 0;
	const [high, lower] = b;
	b[0] = (high << bits) | (lower >>> (32 - bits));
	b[1] = (lower << bits) | (high >>> (32 - bits));
	xor(b, a);
}

function xor(a: Word, b: Word): void {
	a[0] ^= b[0];
	a[1] ^= b[1];
}

/** Rotation by 32. */
function swap(a: Word): void {
	const [high] = a;
	a[0] = a[1];
	a[1] = high;
}
