import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {append, noOctets, take} from '../../../src/tcp/index.js';

const octets = (...values: number[]): Uint8Array => Uint8Array.from(values);

describe('a queue of octets', () => {
	it('gives a whole chunk as it is', () => {
		const queue = noOctets();
		const chunk = octets(1, 2, 3);
		append(queue, chunk);
		expect(take(queue, 3)).toBe(chunk);
		expect(queue).toEqual(noOctets());
	});

	it('gives what lies side by side in memory without a copy', () => {
		const queue = noOctets();
		const all = octets(1, 2, 3, 4, 5, 6, 7);
		for (const [from, to] of [
			[0, 2],
			[2, 5],
			[5, 7],
		] as const)
			append(queue, all.subarray(from, to));
		take(queue, 1);
		const text = take(queue, 5);
		expect([...text]).toEqual([2, 3, 4, 5, 6]);
		expect(text.buffer).toBe(all.buffer);
		expect([...take(queue, 9)]).toEqual([7]);
	});

	it('copies what lies side by side in different memories, or in the wrong order', () => {
		const queue = noOctets();
		const all = octets(1, 2, 3, 4);
		append(queue, all.subarray(2, 4));
		append(queue, all.subarray(0, 2));
		append(queue, octets(9, 9, 9, 9, 5).subarray(4));
		expect([...take(queue, 5)]).toEqual([3, 4, 1, 2, 5]);
	});

	it('gives out what was put in, however it is cut', () => {
		const sizes = fc.array(fc.integer({min: 0, max: 6}), {maxLength: 12});
		fc.assert(
			fc.property(sizes, sizes, fc.boolean(), (written, read, oneBuffer) => {
				const queue = noOctets();
				const all = Uint8Array.from({length: 72}, (_, i) => i);
				let end = 0;
				for (const size of written) {
					append(queue, oneBuffer ? all.subarray(end, end + size) : all.slice(end, end + size));
					end += size;
				}

				let at = 0;
				for (const size of [...read, 100]) {
					const text = take(queue, size);
					expect([...text]).toEqual([...all.subarray(at, Math.min(end, at + size))]);
					at += text.length;
					expect(queue.length).toBe(end - at);
				}
			}),
		);
	});
});
