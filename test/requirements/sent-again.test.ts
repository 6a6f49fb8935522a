import {describe, expect, it} from 'vitest';
import {SECOND} from '../../src/tcp/index.js';
import {encode} from '../../src/wire/index.js';
import {arrive, established, everyIsn, send, sends, sent, wait} from '../support/arrive.js';

everyIsn(() => {
	describe('§3.8 what is sent again', () => {
		it('is the same octets, the IPv4 identification too (MAY-4)', () => {
			const tcb = established();
			send(tcb, 'hello');
			const first = sent(tcb).map(segment => encode(segment));
			wait(tcb, 1 * SECOND);
			expect(sent(tcb).map(segment => encode(segment))).toEqual(first);
			expect(first).toHaveLength(1);
		});

		it('goes though the window has shrunk onto it (MAY-7)', () => {
			const tcb = established({config: {initialWindow: 100}, wnd: 5000, mss: 1000});
			send(tcb, 4000);
			arrive(tcb, {wnd: 300});
			expect(sends(wait(tcb, 1 * SECOND))).toEqual(['send . 101:1101(1000) ack 301']);
		});
	});
});
