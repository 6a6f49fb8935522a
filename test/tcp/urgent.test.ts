import {describe, expect, it} from 'vitest';
import {
	arrive,
	closeWait,
	established,
	everyIsn,
	finWait2,
	receive,
	send,
	sends,
	sent,
	theirs,
	timeWait,
} from '../support/arrive.js';

const wide = {config: {initialWindow: 1000, sendBuffer: 200_000, receiveBuffer: 200_000}};

everyIsn(() => {
	describe('§3.8.5 urgent text, sent (MUST-30)', () => {
		it('points to the octet behind it (MUST-62)', () => {
			const tcb = established();
			expect(send(tcb, 'abc', {urgent: true})).toEqual([
				'send-queues',
				'urgent-sent',
				'send P.U 101:104(3) ack 301 up 3',
			]);
		});

		it('is told on every segment that starts before its end, and on no other', () => {
			const tcb = established({...wide, mss: 1000});
			send(tcb, 2500, {urgent: true});
			arrive(tcb, {ack: 101});
			send(tcb, 2000);
			expect(tcb.retransmissions.map(s => s.text.length)).toEqual([1000, 1000, 1000, 1000]);
			arrive(tcb, {ack: 101 + 4000});
			expect(sent(tcb).map(s => s.urg)).toEqual([false]);
			const other = established({...wide, mss: 1000});
			send(other, 3000, {urgent: true});
			expect(sent(other).map(s => s.up)).toEqual([3000, 2000, 1000]);
		});

		it('is told on an ACK too, while the text waits for window', () => {
			const tcb = established({wnd: 1000});
			arrive(tcb, {wnd: 0});
			send(tcb, 'abc', {urgent: true});
			arrive(tcb, {text: 2920, wnd: 0});
			expect(sent(tcb)).toMatchObject([{urg: true, up: 3}]);
		});

		it('of any length: the pointer goes as far as its field does, later segments carry it on (MUST-31)', () => {
			const tcb = established({...wide, config: {...wide.config, mss: 1000, mtuMss: 1000}, mss: 1000});
			send(tcb, 100_000, {urgent: true});
			expect(
				sent(tcb)
					.map(s => s.up)
					.slice(0, 3),
			).toEqual([65_535, 65_535, 65_535]);
			let acked = 101;
			const last: number[] = [];
			while (tcb.unsent.length > 0) {
				acked += 1000;
				arrive(tcb, {ack: acked, wnd: 65_535});
				last.push(...sent(tcb).map(s => s.up));
			}

			expect(last.slice(-3)).toEqual([3000, 2000, 1000]);
		});

		it('grows with more urgent text, not with more text', () => {
			const tcb = established();
			send(tcb, 'abc', {urgent: true});
			send(tcb, 'def', {urgent: true});
			send(tcb, 'ghi');
			expect(sends(arrive(tcb, {ack: 104}))).toEqual(['send P.U 104:110(6) ack 301 up 3']);
		});

		it('is sent again as urgent', () => {
			const tcb = established();
			send(tcb, 'abc', {urgent: true});
			for (let n = 0; n < 3; n++) arrive(tcb, {ack: 101});
			expect(sent(tcb)).toMatchObject([{urg: true, up: 3}]);
		});

		it('is urgent no more when it is acknowledged', () => {
			const tcb = established();
			send(tcb, 'abc', {urgent: true});
			arrive(tcb, {ack: 104});
			expect(sends(send(tcb, 'def'))).toEqual(['send P. 104:107(3) ack 301']);
		});
	});

	describe('§3.10.7.4 sixth: check the URG bit', () => {
		it('tells the user where urgent text is ahead (MUST-32), and how much of it (MUST-33)', () => {
			const tcb = established();
			expect(arrive(tcb, {text: 'abcdef', flags: 'P.U', up: 4})).toEqual([
				'urgent-signalled',
				'signal urgent data',
				'text-accepted',
				'signal text arrived',
				'ack-delayed',
			]);
			expect(tcb.rcv.up).toBe(theirs(305));
			expect(receive(tcb, 1)[0]).toBe('text "a", urgent 3');
			expect(receive(tcb, 3)[0]).toBe('text "bcd"');
			expect(receive(tcb, 9)[0]).toBe('text "ef"');
		});

		it('counts them rightly behind a FIN', () => {
			const tcb = established();
			arrive(tcb, {text: 'abcdef', flags: 'FP.U', up: 4});
			expect(receive(tcb, 1)[0]).toBe('text "a", urgent 3');
		});

		it('tells before the text has come: with an ACK alone, with text out of order', () => {
			const tcb = established();
			expect(arrive(tcb, {flags: '.U', up: 10})).toEqual(['urgent-signalled', 'signal urgent data']);
			const other = established();
			expect(arrive(other, {seq: 401, text: 'abc', flags: '.U', up: 3})).toContain('signal urgent data');
		});

		it('tells again when the pointer advances (MUST-32), not when it is repeated', () => {
			const tcb = established();
			arrive(tcb, {flags: '.U', up: 10});
			expect(arrive(tcb, {flags: '.U', up: 10})).toEqual([]);
			expect(arrive(tcb, {flags: '.U', up: 5})).toEqual([]);
			expect(arrive(tcb, {flags: '.U', up: 11})).toEqual(['urgent-signalled', 'signal urgent data']);
		});

		it('takes no notice of a pointer to where nothing urgent is', () => {
			const tcb = established();
			expect(arrive(tcb, {flags: '.U', up: 0})).toEqual([]);
		});

		it('tells nothing of urgent text that was read already', () => {
			const tcb = established();
			arrive(tcb, {text: 'abcdef'});
			receive(tcb);
			expect(arrive(tcb, {seq: 307, flags: '.U', up: 0})).toEqual([]);
		});

		it('loses and doubles no octet of the stream, wherever the pointer points (URGENT/11)', () => {
			for (const up of [0, 1, 3, 4, 100, 65_535]) {
				const tcb = established({config: {receiveBuffer: 10}});
				arrive(tcb, {text: 'abc', flags: '.U', up});
				arrive(tcb, {text: 'def', flags: '.U', up});
				expect(receive(tcb)[0]).toMatch(/^text "abcdef"/);
				expect(tcb.rcv.nxt).toBe(theirs(307));
			}
		});

		it('is forgotten in time: what was urgent 2^31 octets ago does not look ahead', () => {
			const tcb = established();
			arrive(tcb, {text: 'abc', flags: '.U', up: 3});
			receive(tcb);
			for (let n = 0; n < 10; n++) {
				arrive(tcb, {text: 60_000});
				receive(tcb);
			}

			expect(tcb.rcv.up).toBe(tcb.rcv.nxt);
		});

		it('in FIN-WAIT-2 counts as well', () => {
			expect(arrive(finWait2(), {ack: 102, flags: '.U', up: 5})).toContain('signal urgent data');
		});

		it('is ignored when a FIN has come', () => {
			expect(arrive(closeWait(), {flags: '.U', up: 5})).toEqual([]);
			expect(arrive(timeWait(), {ack: 102, flags: '.U', up: 5})).toEqual([]);
		});
	});
});
