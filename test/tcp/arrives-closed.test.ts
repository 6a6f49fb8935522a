import {describe, expect, it} from 'vitest';
import {arrive, closed, everyIsn} from '../support/arrive.js';

everyIsn(() => {
	describe('§3.10.7.1 SEGMENT ARRIVES in CLOSED', () => {
		it('answers a SYN with a RST that acknowledges it, of sequence number zero', () => {
			expect(arrive(closed(), {seq: 300, flags: 'S'})).toEqual(['closed-answers-rst', 'send R. 0:0(0) ack 301']);
		});

		it('counts text, SYN and FIN into what that RST acknowledges', () => {
			expect(arrive(closed(), {seq: 300, flags: 'SF', text: 'abc'})).toEqual([
				'closed-answers-rst',
				'send R. 0:0(0) ack 305',
			]);
		});

		it('answers an ACK with a RST that starts where the ACK points, so that it is acceptable there', () => {
			expect(arrive(closed(), {seq: 301, ack: 777, text: 'abc'})).toEqual(['closed-answers-rst', 'send R 777:777(0)']);
			expect(arrive(closed(), {seq: 301, ack: 777, flags: 'SF.'})).toEqual(['closed-answers-rst', 'send R 777:777(0)']);
		});

		it('never answers a RST', () => {
			for (const flags of ['R', 'R.', 'SR', 'FR.'])
				expect(arrive(closed(), {seq: 300, ack: 101, flags})).toEqual(['closed-rst-ignored']);
		});
	});
});
