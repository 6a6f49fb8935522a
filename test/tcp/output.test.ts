import {describe, expect, it} from 'vitest';
import {behaviours, SECOND} from '../../src/tcp/index.js';
import {
	arrive,
	close,
	closeWait,
	established,
	everyIsn,
	octets,
	send,
	sends,
	sent,
	timers,
	user,
	wait,
} from '../support/arrive.js';

/** Lets the handshake's initial window be no limit. */
const wide = {config: {initialWindow: 100}};

everyIsn(() => {
	describe('§3.7.1 segments', () => {
		it('are as long as the effective MSS while text lasts (SHLD-28)', () => {
			const tcb = established({...wide, mss: 1000});
			send(tcb, 2500);
			arrive(tcb, {ack: 2101});
			expect(tcb.retransmissions.map(s => s.text.length)).toEqual([500]);
			const other = established({...wide, mss: 1000});
			send(other, 3000);
			expect(other.retransmissions.map(s => s.text.length)).toEqual([1000, 1000, 1000]);
		});

		it('join what several SENDs brought (MAY-16)', () => {
			const tcb = established();
			send(tcb, 'a');
			for (const letter of 'bcde') send(tcb, letter);
			arrive(tcb, {ack: 102});
			expect(sent(tcb).map(s => s.text)).toEqual([octets('bcde')]);
		});

		it('carry the ACK and the window of the moment', () => {
			const tcb = established({config: {receiveBuffer: 1000}});
			arrive(tcb, {text: 100});
			send(tcb, 'x');
			expect(sent(tcb)[0]).toMatchObject({wnd: 900});
			expect(timers(tcb)).toEqual({retransmission: 1});
		});
	});

	describe('§3.9.1.2 PUSH', () => {
		it('stands on the segment that empties the queue (MUST-61), once for a run of writes (SHLD-27)', () => {
			const tcb = established({...wide, mss: 1000});
			send(tcb, 2500);
			arrive(tcb, {ack: 101});
			send(tcb, 2000);
			expect(sent(tcb).map(s => s.psh)).toEqual([false, false]);
			arrive(tcb, {ack: 2101 + 2000});
			expect(tcb.unsent.length).toBe(0);
			expect(sent(tcb).map(s => [s.text.length, s.psh])).toEqual([[500, true]]);
		});

		it('stands nowhere when the program did not push (MAY-15), and the text leaves all the same (MUST-60)', () => {
			const tcb = established();
			expect(send(tcb, 'abc', {push: false})).toEqual(['send-queues', 'sws-waits']);
			expect(wait(tcb, 1 * SECOND)).toContain('send . 101:104(3) ack 301');
		});

		it('is meant by CLOSE too', () => {
			const tcb = established();
			send(tcb, 'abc', {push: false});
			expect(sends(close(tcb))).toEqual(['send F. 101:104(3) ack 301']);
		});
	});

	describe('§3.7.4 Nagle', () => {
		it('sends a first small segment at once, and holds the next until that is acknowledged (SHLD-7)', () => {
			const tcb = established();
			expect(sends(send(tcb, 'h'))).toEqual(['send P. 101:102(1) ack 301']);
			expect(send(tcb, 'e')).toEqual(['send-queues', 'nagle-waits']);
			expect(send(tcb, 'llo')).toEqual(['send-queues', 'nagle-waits']);
			expect(sends(arrive(tcb, {ack: 102}))).toEqual(['send P. 102:106(4) ack 301']);
		});

		it('never holds a full segment', () => {
			const tcb = established();
			send(tcb, 'h');
			expect(sends(send(tcb, 1460 + 10))).toEqual(['send . 102:1562(1460) ack 301']);
		});

		it('in Minshall’s variant holds a short segment only behind a short one', () => {
			const tcb = established({config: {behaviours: behaviours('minshall-nagle')}});
			expect(sends(send(tcb, 1460 + 10))).toEqual(['send . 101:1561(1460) ack 301', 'send P. 1561:1571(10) ack 301']);
			expect(send(tcb, 'hello')).toEqual(['send-queues', 'nagle-waits']);
			expect(sends(arrive(tcb, {ack: 1561}))).toEqual([]);
			expect(sends(arrive(tcb, {ack: 1571}))).toEqual(['send P. 1571:1576(5) ack 301']);
		});

		it('can be switched off by the program (MUST-17)', () => {
			const tcb = established({config: {nagle: false}});
			send(tcb, 'h');
			expect(sends(send(tcb, 'e'))).toEqual(['send P. 102:103(1) ack 301']);
		});

		it('can be switched off as a mechanism', () => {
			const tcb = established({switches: ['no-nagle']});
			send(tcb, 'h');
			expect(sends(send(tcb, 'e'))).toEqual(['send P. 102:103(1) ack 301']);
		});

		it('does not hold what a FIN will follow: nothing more can come', () => {
			const tcb = established();
			send(tcb, 'h');
			send(tcb, 'ello');
			expect(sends(close(tcb))).toEqual(['send FP. 102:106(4) ack 301']);
		});
	});

	describe('§3.8.6.2.1 silly windows, the sender’s part (MUST-38)', () => {
		it('(1) sends a full segment whenever the window has room for one', () => {
			const tcb = established({wnd: 1460});
			expect(sends(send(tcb, 5000))).toEqual(['send . 101:1561(1460) ack 301']);
		});

		it('(2) sends all that is pushed where the window has room for it', () => {
			const tcb = established({wnd: 100});
			expect(sends(send(tcb, 'tiny'))).toEqual(['send P. 101:105(4) ack 301']);
		});

		it('(3) sends half of the largest window ever offered, when nothing is out', () => {
			const tcb = established({wnd: 1000});
			arrive(tcb, {wnd: 500});
			expect(sends(send(tcb, 2000))).toEqual(['send . 101:601(500) ack 301']);
			const other = established({wnd: 1000});
			arrive(other, {wnd: 499});
			expect(send(other, 2000)).toEqual(['send-queues', 'sws-waits']);
		});

		it('(4) sends what the window allows when it has waited long enough', () => {
			const tcb = established({wnd: 1000});
			arrive(tcb, {wnd: 10});
			send(tcb, 2000);
			expect(timers(tcb)).toEqual({override: 0.2});
			expect(wait(tcb, 0.2 * SECOND)).toEqual([
				'0.2 s: override',
				'sws-override',
				'send . 101:111(10) ack 301',
				'window-full',
				'window-full',
			]);
			expect(timers(tcb)).toEqual({retransmission: 1});
		});

		it('forgets to wait when the window opens', () => {
			const tcb = established({wnd: 1000});
			arrive(tcb, {wnd: 10});
			send(tcb, 2000);
			expect(sends(arrive(tcb, {wnd: 5000}))).toEqual(['send . 101:1561(1460) ack 301']);
			expect(timers(tcb)).toEqual({retransmission: 1});
		});

		it('without it (switch no-silly-window-avoidance) fills every crumb of window', () => {
			const tcb = established({wnd: 1000, switches: ['no-silly-window-avoidance']});
			arrive(tcb, {wnd: 1});
			expect(sends(send(tcb, 2000))).toEqual(['send . 101:102(1) ack 301']);
		});
	});

	describe('§3.8.6 the send window', () => {
		it('is never exceeded by new text', () => {
			const tcb = established({...wide, wnd: 2000});
			expect(sends(send(tcb, 5000))).toEqual(['send . 101:1561(1460) ack 301']);
			expect(wait(tcb, 0.2 * SECOND)).toContain('send . 1561:2101(540) ack 301');
			expect(tcb.snd.nxt).toBe(tcb.snd.max);
		});

		it('may be shrunk by the peer: nothing new is sent (MUST-34, SHLD-15)', () => {
			const tcb = established({...wide, wnd: 5000});
			send(tcb, 4000);
			expect(arrive(tcb, {wnd: 1000})).toEqual(['window-updated', 'window-shrunk']);
			expect(send(tcb, 4000)).toEqual(['send-queues', 'window-shrunk']);
		});

		it('when shrunk, old text inside it is sent again; at zero it is probed, and the connection lives (SHLD-16, SHLD-17, MUST-35)', () => {
			const tcb = established({...wide, wnd: 5000, mss: 1000});
			send(tcb, 4000);
			arrive(tcb, {wnd: 1000});
			expect(sends(wait(tcb, 1 * SECOND))).toEqual(['send . 101:1101(1000) ack 301']);
			expect(sends(arrive(tcb, {ack: 1101, wnd: 0}))).toEqual([]);
			const probes = sends(wait(tcb, 20 * SECOND));
			expect(probes.length).toBeGreaterThan(2);
			expect(new Set(probes)).toEqual(new Set(['send . 1101:1102(1) ack 301']));
		});

		it('when it opens again, the text that was out is sent again within RTO', () => {
			const tcb = established({...wide, wnd: 5000, mss: 1000});
			send(tcb, 3000);
			arrive(tcb, {wnd: 0});
			for (let n = 0; n < 5; n++) {
				wait(tcb, 10 * SECOND);
				arrive(tcb, {wnd: 0});
			}

			arrive(tcb, {wnd: 5000});
			expect(timers(tcb)).toEqual({retransmission: tcb.rto.rto / SECOND});
			expect(sends(wait(tcb, tcb.rto.rto))).toEqual(['send . 101:1101(1000) ack 301']);
		});
	});

	describe('§3.10.4 the FIN', () => {
		it('rides on the last text', () => {
			const tcb = established({...wide, mss: 1000, wnd: 1000});
			send(tcb, 1500);
			close(tcb);
			expect(sends(arrive(tcb, {ack: 1101, wnd: 1000}))).toEqual(['send FP. 1101:1601(500) ack 301']);
		});

		it('takes a number, and so needs a window: it waits when the text fills that', () => {
			const tcb = established({wnd: 4});
			send(tcb, 'four');
			expect(close(tcb)).toEqual(['close-queued', '-> FIN-WAIT-1']);
			expect(sends(arrive(tcb, {ack: 105, wnd: 1}))).toEqual(['send F. 105:105(0) ack 301']);
		});

		it('is sent once: later events send no other', () => {
			const tcb = closeWait();
			close(tcb);
			expect(sends(arrive(tcb, {ack: 101, wnd: 60_000}))).toEqual([]);
			expect(tcb.state).toBe('LAST-ACK');
		});

		it('is sent again with its text when lost', () => {
			const tcb = established();
			send(tcb, 'h');
			send(tcb, 'ello');
			close(tcb);
			arrive(tcb, {ack: 102});
			expect(wait(tcb, 1 * SECOND)).toContain('send FP. 102:106(4) ack 301');
		});

		it('goes even where Nagle would hold a segment', () => {
			const tcb = established();
			send(tcb, 'h');
			expect(sends(close(tcb))).toEqual(['send F. 102:102(0) ack 301']);
		});
	});

	describe('one event', () => {
		it('sends one ACK at most, and none besides text that carries it (MUST-58)', () => {
			const tcb = established();
			send(tcb, 'h');
			send(tcb, 'ello');
			expect(sends(arrive(tcb, {text: 3000, ack: 102}))).toEqual(['send P. 102:106(4) ack 3301']);
		});

		it('leaves nothing to be sent: a call that changes nothing sends nothing', () => {
			const tcb = established();
			send(tcb, 100_000 - 65_536);
			expect(sends(user(tcb, {call: 'status'}))).toEqual([]);
		});
	});
});
