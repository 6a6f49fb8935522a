import {describe, expect, it} from 'vitest';
import {behaviours, sendBufferFor, sendRoom} from '../../../src/tcp/index.js';
import {arrive, established, everyIsn, send} from '../../support/arrive.js';

const RECORD = 22 * 1460;

/** A peer's window of 65,535, so that a record is half of it in whole segments; ten segments go at once. */
const linux = (config: {sendBuffer: number; sendBufferMost: number}) =>
	established({config: {initialWindow: 10, behaviours: behaviours('send-records'), ...config}});

everyIsn(() => {
	describe('Linux’s send buffer', () => {
		it('is room for two initial windows of segments with all that they take', () => {
			expect(sendBufferFor(1460, 0)).toBe(46_080);
			expect(sendBufferFor(8960, 0)).toBe(332_800);
			expect(sendBufferFor(1460, 20)).toBe(92_160);
		});

		it('takes what goes at once and a whole record behind it, as no record is cut short', () => {
			const tcb = linux({sendBuffer: 46_080, sendBufferMost: 46_080});
			expect(sendRoom(tcb)).toBe(14_600 + RECORD);
			send(tcb, 14_600 + RECORD);
			expect(tcb.unsent.length).toBe(RECORD);
			expect(sendRoom(tcb)).toBe(0);
		});

		it('begins records as long as their memory is below its size', () => {
			expect(sendRoom(linux({sendBuffer: 4_608, sendBufferMost: 4_608}))).toBe(14_600 + RECORD);
			expect(sendRoom(linux({sendBuffer: 100_000, sendBufferMost: 100_000}))).toBe(14_600 + 3 * RECORD);
		});

		it('fills the last record, whatever the memory says', () => {
			const tcb = linux({sendBuffer: 4_608, sendBufferMost: 4_608});
			send(tcb, 20_000);
			expect(sendRoom(tcb)).toBe(14_600 + RECORD - 20_000);
		});

		it('grows with cwnd, once a SEND was cut short and cwnd is not used up', () => {
			const tcb = linux({sendBuffer: 46_080, sendBufferMost: 1_000_000});
			tcb.sendMemory.short = true;
			send(tcb, 14_600);
			expect(tcb.sendMemory.grown).toBe(0);
			arrive(tcb, {ack: 101 + 14_600});
			expect(tcb.sendMemory.grown).toBe(sendBufferFor(1460, Math.floor(tcb.cc.cwnd / 1460)));
			expect(tcb.sendMemory.short).toBe(false);
		});
	});
});
