import {describe, expect, it} from 'vitest';
import {SECOND} from '../../src/tcp/index.js';
import {arrive, everyIsn, ours, receive, send, sent, synSent, theirs, timers, wait} from '../support/arrive.js';

everyIsn(() => {
	describe('§3.10.7.3 SEGMENT ARRIVES in SYN-SENT', () => {
		describe('first: check the ACK bit', () => {
			it('answers an ACK of anything but our SYN with a RST that starts there', () => {
				for (const ack of [99, 100, 102, 5000]) {
					const tcb = synSent();
					for (const flags of ['.', 'S.', 'F.']) {
						expect(arrive(tcb, {seq: 300, ack, flags})).toEqual([`send R ${ack}:${ack}(0)`, 'syn-sent-ack-bad-rst']);
					}

					expect(tcb.state).toBe('SYN-SENT');
				}
			});

			it('does not answer when that segment is itself a RST', () => {
				const tcb = synSent();
				expect(arrive(tcb, {seq: 300, ack: 100, flags: 'R.'})).toEqual(['syn-sent-ack-bad-drop']);
				expect(tcb.state).toBe('SYN-SENT');
			});
		});

		describe('second: check the RST bit', () => {
			it('is refused by a RST that acknowledges the SYN', () => {
				const tcb = synSent();
				expect(arrive(tcb, {seq: 0, ack: 101, flags: 'R.'})).toEqual([
					'syn-sent-refused',
					'signal connection refused',
					'-> CLOSED',
				]);
			});

			it('drops a RST without an ACK, which anybody could have sent', () => {
				const tcb = synSent();
				expect(arrive(tcb, {seq: 300, flags: 'R'})).toEqual(['syn-sent-rst-no-ack']);
				expect(tcb.state).toBe('SYN-SENT');
			});
		});

		describe('fourth: check the SYN bit', () => {
			it('enters ESTABLISHED on the SYN,ACK and says so to the peer', () => {
				const tcb = synSent();
				expect(arrive(tcb, {seq: 300, ack: 101, flags: 'S.', wnd: 8000, mss: 1000})).toEqual([
					'syn-sent-established',
					'-> ESTABLISHED',
					'signal connection established',
					'ack-advances',
					'rtt-sampled',
					'send . 101:101(0) ack 301',
				]);
				expect(tcb).toMatchObject({
					irs: theirs(300),
					rcv: {nxt: theirs(301)},
					snd: {una: ours(101), nxt: ours(101), wnd: 8000, mss: 1000},
				});
				expect(timers(tcb)).toEqual({});
			});

			it('takes text and FIN that come with the SYN,ACK', () => {
				const tcb = synSent();
				expect(arrive(tcb, {seq: 300, ack: 101, flags: 'SF.', text: 'hi', wnd: 8000})).toEqual([
					'syn-sent-established',
					'-> ESTABLISHED',
					'signal connection established',
					'ack-advances',
					'rtt-sampled',
					'text-accepted',
					'signal text arrived',
					'fin-taken',
					'signal connection closing',
					'fin-to-close-wait',
					'-> CLOSE-WAIT',
					'send . 101:101(0) ack 304',
				]);
				expect(receive(tcb)).toContain('text "hi", ended');
			});

			it('finds the urgent octet of a SYN,ACK where its sender put it, counted from the SYN', () => {
				const tcb = synSent();
				expect(arrive(tcb, {seq: 300, ack: 101, flags: 'S.U', text: 'abc', up: 2, wnd: 8000})).toContain(
					'signal urgent data',
				);
				expect(tcb.rcv.up).toBe(theirs(302));
			});

			it('lets text that was written before ride with the ACK', () => {
				const tcb = synSent();
				expect(send(tcb, 'hello')).toEqual(['send-queues']);
				expect(arrive(tcb, {seq: 300, ack: 101, flags: 'S.', wnd: 8000}).filter(l => l.startsWith('send'))).toEqual([
					'send P. 101:106(5) ack 301',
				]);
			});

			it('answers a SYN without ACK with SYN,ACK of the same ISS: both ends open at once (MUST-10)', () => {
				const tcb = synSent();
				expect(arrive(tcb, {seq: 300, flags: 'S', wnd: 8000})).toEqual([
					'syn-sent-simultaneous',
					'-> SYN-RECEIVED',
					'send S. 100:100(0) ack 301 <mss 1460>',
				]);
				expect(tcb.snd).toMatchObject({wnd: 8000, wl1: theirs(300), una: ours(100), nxt: ours(101)});
				expect(timers(tcb)).toEqual({retransmission: 1});
			});

			it('keeps text of a simultaneous SYN for when the connection is open', () => {
				const tcb = synSent();
				arrive(tcb, {seq: 300, flags: 'S', text: 'abc', wnd: 8000});
				expect(receive(tcb)).toEqual(['wait']);
				arrive(tcb, {seq: 300, flags: 'S.', text: 'abc', ack: 101});
				expect(receive(tcb)).toContain('text "abc"');
			});
		});

		describe('fifth: neither SYN nor RST', () => {
			it('drops it', () => {
				const tcb = synSent();
				expect(arrive(tcb, {seq: 300, ack: 101})).toEqual(['syn-sent-drop']);
				expect(arrive(tcb, {seq: 300, flags: 'F', text: 'abc'})).toEqual(['syn-sent-drop']);
				expect(tcb.state).toBe('SYN-SENT');
			});
		});

		it('still opens after its SYN was sent again', () => {
			const tcb = synSent();
			wait(tcb, 1 * SECOND);
			expect(sent(tcb)).toHaveLength(1);
			arrive(tcb, {seq: 300, ack: 101, flags: 'S.', wnd: 8000});
			expect(tcb.state).toBe('ESTABLISHED');
		});
	});

	describe('the switch two-way-handshake, which is not TCP', () => {
		it('tells nobody that a SYN,ACK answers an old SYN', () => {
			const tcb = synSent({switches: ['two-way-handshake']});
			expect(arrive(tcb, {seq: 300, ack: 91, flags: 'S.'})).toEqual(['syn-sent-two-way']);
		});
	});
});
