import {describe, expect, it} from 'vitest';
import {SECOND, type Tcb} from '../../src/tcp/index.js';
import {
	arrive,
	asTheirs,
	closeWait,
	established,
	everyIsn,
	reasons,
	receive,
	sends,
	sent,
	wait,
} from '../support/arrive.js';

const buffer = (receiveBuffer: number, more = {}) => established({config: {receiveBuffer, ...more}});
const rightEdge = (tcb: Tcb) => asTheirs(tcb.rcv.nxt) + tcb.rcv.wnd;

everyIsn(() => {
	describe('§3.8.6 the receive window', () => {
		it('is the free buffer, but 65,535 octets at most', () => {
			expect(buffer(5000).rcv.wnd).toBe(5000);
			expect(buffer(1_000_000).rcv.wnd).toBe(65_535);
		});

		it('never moves its right edge to the left (SHLD-14)', () => {
			const tcb = buffer(10_000);
			let edge = rightEdge(tcb);
			const acts = [
				() => arrive(tcb, {text: 3000}),
				() => receive(tcb, 10),
				() => arrive(tcb, {text: 2000}),
				() => receive(tcb, 2000),
				() => arrive(tcb, {seq: asTheirs(tcb.rcv.nxt) + 100, text: 500}),
				() => arrive(tcb, {text: 4000}),
				() => receive(tcb, 9000),
			];
			for (const act of acts) {
				act();
				expect(rightEdge(tcb)).toBeGreaterThanOrEqual(edge);
				edge = rightEdge(tcb);
			}
		});

		it('may stay shut for ever: each probe is answered, none is taken (MAY-8)', () => {
			const tcb = buffer(10);
			arrive(tcb, {text: 10});
			for (let n = 0; n < 100; n++) {
				expect(sends(arrive(tcb, {text: 'p'}))).toEqual(['send . 101:101(0) ack 311']);
				wait(tcb, 60 * SECOND);
			}

			expect(tcb.state).toBe('ESTABLISHED');
		});

		it('closes as text comes, and opens as it is read', () => {
			const tcb = buffer(3000);
			arrive(tcb, {text: 3000});
			expect(sent(tcb)[0]).toMatchObject({wnd: 0});
			receive(tcb);
			expect(sent(tcb)[0]).toMatchObject({wnd: 3000});
		});
	});

	describe('§3.8.6.2.2 silly windows, the receiver’s part (MUST-39)', () => {
		it('keeps a shut window shut until a segment, or half the buffer, can be told', () => {
			const tcb = buffer(10_000);
			arrive(tcb, {text: 10_000});
			expect(sends(receive(tcb, 1459))).toEqual([]);
			expect(tcb.rcv.wnd).toBe(0);
			expect(receive(tcb, 1)).toEqual(['text "x"', 'receive-delivers', 'send . 101:101(0) ack 10301']);
			expect(reasons(tcb)).toEqual(['window-update']);
			expect(tcb.rcv.wnd).toBe(1460);
		});

		it('half the buffer is enough where that is less than a segment', () => {
			const tcb = buffer(1000);
			arrive(tcb, {text: 1000});
			expect(sends(receive(tcb, 499))).toEqual([]);
			expect(sends(receive(tcb, 1))).toHaveLength(1);
			expect(tcb.rcv.wnd).toBe(500);
		});

		it('works with a buffer of a single octet', () => {
			const tcb = buffer(1);
			arrive(tcb, {text: 'a'});
			expect(tcb.rcv.wnd).toBe(0);
			expect(sends(receive(tcb))).toHaveLength(1);
			expect(tcb.rcv.wnd).toBe(1);
		});

		it('without it (switch no-silly-window-avoidance) tells every octet that was read', () => {
			const tcb = established({config: {receiveBuffer: 10_000}, switches: ['no-silly-window-avoidance']});
			arrive(tcb, {text: 10_000});
			expect(sends(receive(tcb, 1))).toHaveLength(1);
			expect(sends(receive(tcb, 1))).toHaveLength(1);
			expect(tcb.rcv.wnd).toBe(2);
		});
	});

	describe('§3.8.6 a window update', () => {
		it('is not sent for each read of a reader that keeps up', () => {
			const tcb = established();
			let alone = 0;
			for (let n = 0; n < 20; n++) {
				arrive(tcb, {text: 1460});
				alone += sends(receive(tcb)).length;
			}

			// Twenty segments are 29,200 octets: less than half of the buffer, and the ACKs between told of it anyway.
			expect(alone).toBe(0);
		});

		it('is sent when half of the buffer has been read since the peer was told', () => {
			const tcb = established({config: {receiveBuffer: 20_000}});
			for (let n = 0; n < 12; n++) arrive(tcb, {text: 1000});
			expect(sends(receive(tcb, 8000))).toEqual([]);
			expect(sends(receive(tcb, 2000))).toHaveLength(1);
		});

		it('is not sent when the peer has closed: it has nothing more to send', () => {
			const tcb = buffer(1000);
			arrive(tcb, {text: 999, flags: 'F.'});
			expect(tcb.state).toBe('CLOSE-WAIT');
			expect(sends(receive(tcb))).toEqual([]);
			expect(sends(receive(closeWait()))).toEqual([]);
		});
	});
});
