import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {seq, unsigned} from '../../src/tcp/index.js';
import {arrive, everyIsn, established as make, receive} from '../support/arrive.js';

everyIsn(() => {
	describe('stream', () => {
		it('property 4: of two segments that differ in the same octets, those that came first are read', () => {
			const part = fc.record({
				from: fc.nat({max: 60}),
				length: fc.integer({min: 1, max: 30}),
				letter: fc.nat({max: 25}),
			});
			fc.assert(
				fc.property(fc.array(part, {minLength: 2, maxLength: 12}), parts => {
					const tcb = make();
					const first = new Map<number, string>();
					for (const {from, length, letter} of parts) {
						const text = String.fromCharCode(97 + letter).repeat(length);
						arrive(tcb, {seq: 301 + from, text, ack: 101});
						for (let n = from; n < from + length; n++) if (!first.has(n)) first.set(n, text[0] ?? '');
					}

					let want = '';
					for (let n = 0; first.has(n); n++) want += first.get(n);
					const [line = ''] = receive(tcb);
					if (want.length > 0 && want.length <= 40) expect(line).toBe(`text "${want}"`);
					else if (want.length === 0) expect(line).toBe('wait');
					else expect(line).toBe(`text of ${want.length}`);
					expect(unsigned(seq(unsigned(tcb.rcv.nxt) - unsigned(tcb.irs) - 1))).toBe(want.length);
				}),
				{seed: 4, numRuns: 500},
			);
		});
	});
});
