import {describe, expect, it} from 'vitest';
import {NO_OPTIONS, type Options, segment} from '../../src/tcp/index.js';
import {decode, encode, textOffset} from '../../src/wire/index.js';

const made = (options: Partial<Options>) =>
	segment({
		source: {address: '10.0.0.1', port: 1},
		destination: {address: '10.0.0.2', port: 2},
		syn: true,
		options: {...NO_OPTIONS, ...options},
	});

/** The octets of the options. */
const octetsOf = (options: Partial<Options>): string => {
	const whole = encode(made(options));
	return [...whole.subarray(40, textOffset(made(options)))].map(octet => octet.toString(16).padStart(2, '0')).join(' ');
};

/** The options as they are read. */
const read = (options: Partial<Options>): unknown => {
	const found = decode(encode(made(options)));
	return found.kind === 'segment' ? found.segment : found;
};

const cookie = (length: number): Uint8Array => Uint8Array.from({length}, (_, i) => i + 1);

describe('RFC 7413 §4.1.1 the Fast Open option', () => {
	it('is kind 34 and the cookie, filled up with NOPs; empty where a cookie is asked for', () => {
		expect(octetsOf({fastOpen: cookie(0)})).toBe('22 02 01 01');
		expect(octetsOf({fastOpen: cookie(8)})).toBe('22 0a 01 02 03 04 05 06 07 08 01 01');
		expect(octetsOf({fastOpen: cookie(6)})).toBe('22 08 01 02 03 04 05 06');
	});

	it('is read with no cookie, or with one of 4 to 16 octets, an even number of them', () => {
		for (const length of [0, 4, 6, 8, 10, 12, 14, 16])
			expect(read({fastOpen: cookie(length)})).toMatchObject({options: {fastOpen: cookie(length), unknown: []}});
	});

	it('is any unknown option with another length', () => {
		for (const length of [1, 2, 3, 5, 7, 15, 17, 18])
			expect(read({unknown: [{kind: 34, octets: cookie(length)}]})).toMatchObject({
				options: {fastOpen: null, unknown: [{kind: 34, octets: cookie(length)}]},
			});
	});
});

describe('RFC 5482 §3.3 the user timeout option', () => {
	it('is kind 28, four octets: seconds up to 32,767, then minutes with the first bit set', () => {
		expect(octetsOf({userTimeout: 0})).toBe('1c 04 00 00');
		expect(octetsOf({userTimeout: 300})).toBe('1c 04 01 2c');
		expect(octetsOf({userTimeout: 32_767})).toBe('1c 04 7f ff');
		expect(octetsOf({userTimeout: 32_820})).toBe('1c 04 82 23');
		expect(octetsOf({userTimeout: 32_767 * 60})).toBe('1c 04 ff ff');
		expect(octetsOf({userTimeout: 40_000 * 60})).toBe('1c 04 ff ff');
	});

	it('is read back as it was', () => {
		for (const userTimeout of [0, 1, 300, 32_767, 32_820, 32_767 * 60])
			expect(read({userTimeout})).toMatchObject({options: {userTimeout, unknown: []}});
	});

	it('may say a few minutes in minutes', () => {
		const unknown = [{kind: 28, octets: Uint8Array.of(0x80, 5)}];
		expect(read({unknown})).toMatchObject({options: {userTimeout: 300, unknown: []}});
	});

	it('is any unknown option with another length', () => {
		for (const length of [0, 1, 3])
			expect(read({unknown: [{kind: 28, octets: cookie(length)}]})).toMatchObject({
				options: {userTimeout: null, unknown: [{kind: 28}]},
			});
	});

	it('stands with a cookie and everything else that a SYN says in forty octets', () => {
		const all = {
			mss: 1460,
			wscale: 7,
			sackPermitted: true,
			timestamps: {val: 1, ecr: 2},
			userTimeout: 300,
			fastOpen: cookie(14),
		};
		expect(octetsOf(all).split(' ')).toHaveLength(40);
		expect(read(all)).toMatchObject({options: all});
	});
});
