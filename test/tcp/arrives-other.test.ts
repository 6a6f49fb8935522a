import {describe, expect, it} from 'vitest';
import {call, MILLISECOND, type State} from '../../src/tcp/index.js';
import {
	abort,
	arrive,
	close,
	closeWait,
	closing,
	established,
	event,
	everyIsn,
	finWait1,
	finWait2,
	lastAck,
	MAKE,
	ours,
	receive,
	SYNCHRONIZED,
	send,
	sent,
	synReceived,
	theirs,
	timers,
	timeWait,
	wait,
} from '../support/arrive.js';

/** Where our next segment starts in each of them, ISS being 100. */
const nextSeq = (state: State) => (['ESTABLISHED', 'CLOSE-WAIT'].includes(state) ? 101 : 102);
/** What we wait for there, IRS being 300. */
const nextAck = (state: State) => (['CLOSE-WAIT', 'CLOSING', 'LAST-ACK', 'TIME-WAIT'].includes(state) ? 302 : 301);
const challengeAck = (state: State) => `send . ${nextSeq(state)}:${nextSeq(state)}(0) ack ${nextAck(state)}`;

everyIsn(() => {
	describe('§3.10.7.4 second: check the RST bit', () => {
		it('resets the connection when the RST sits exactly at RCV.NXT', () => {
			for (const state of ['ESTABLISHED', 'FIN-WAIT-1', 'FIN-WAIT-2', 'CLOSE-WAIT'] as const) {
				expect(arrive(MAKE[state](), {flags: 'R'})).toEqual(['rst-accepted', 'signal connection reset', '-> CLOSED']);
			}
		});

		it('deletes the TCB without a word when both ends were closing', () => {
			for (const state of ['CLOSING', 'LAST-ACK', 'TIME-WAIT'] as const)
				expect(arrive(MAKE[state](), {flags: 'R'})).toEqual(['rst-closes', '-> CLOSED']);
		});

		it('flushes all queues, and stops all timers', () => {
			const tcb = established();
			send(tcb, 5000);
			arrive(tcb, {seq: 400, text: 'ahead'});
			arrive(tcb, {flags: 'R'});
			expect([tcb.retransmissions.length, tcb.unsent.length, tcb.outOfOrder.length, timers(tcb)]).toEqual([
				0,
				0,
				0,
				{},
			]);
		});

		it('leaves what had come in order to be read', () => {
			const tcb = established();
			arrive(tcb, {text: 'abc'});
			arrive(tcb, {flags: 'R'});
			expect(receive(tcb)).toEqual(['text "abc"', 'receive-delivers']);
			expect(receive(tcb)).toEqual(['error: connection does not exist']);
		});

		it('is obeyed with text on it (SHLD-2), with an ACK or without', () => {
			expect(arrive(established(), {flags: 'R', text: 'gone'})).toContain('rst-accepted');
			expect(arrive(established(), {flags: 'R.', ack: 5})).toContain('rst-accepted');
		});

		it.each(SYNCHRONIZED)('in %s only challenges a RST elsewhere in the window (RFC 5961 §3)', state => {
			for (const offset of [1, 1000, 65_530]) {
				const tcb = MAKE[state]();
				expect(arrive(tcb, {seq: nextAck(state) + offset, flags: 'R'})).toEqual(['rst-challenge', challengeAck(state)]);
				expect(tcb.state).toBe(state);
			}
		});

		it('challenges a thousand of them twice a second at most (RFC 5961 §7)', () => {
			const tcb = established();
			let answers = 0;
			for (let n = 1; n <= 1000; n++) {
				arrive(tcb, {seq: 301 + n, flags: 'R'});
				answers += sent(tcb).length;
				wait(tcb, 2 * MILLISECOND);
			}

			expect(answers).toBe(4);
		});

		it('by RFC 793 (switch no-challenge-ack) obeys any RST in the window', () => {
			expect(arrive(established({switches: ['no-challenge-ack']}), {seq: 9000, flags: 'R'})).toContain('rst-accepted');
		});

		describe('in SYN-RECEIVED (MUST-11)', () => {
			it('goes back to LISTEN when the open was passive, and the user need not know', () => {
				const tcb = synReceived();
				expect(arrive(tcb, {flags: 'R'})).toEqual(['rst-back-to-listen', '-> LISTEN']);
				expect(tcb).toMatchObject({remote: null, openedBy: 'passive', retransmissions: []});
				expect(timers(tcb)).toEqual({});
				expect(arrive(tcb, {seq: 300, flags: 'S'})).toContain('-> SYN-RECEIVED');
			});

			it('is refused when the open was active', () => {
				const tcb = synReceived({how: 'active'});
				expect(arrive(tcb, {flags: 'R'})).toEqual(['rst-refused', 'signal connection refused', '-> CLOSED']);
			});

			it('ends when the user of a passive open has closed already', () => {
				const tcb = synReceived();
				send(tcb, 'text that keeps the FIN back');
				close(tcb);
				expect(arrive(tcb, {flags: 'R'})).toEqual(['rst-closes', '-> CLOSED']);
			});
		});
	});

	describe('§3.10.7.4 fourth: check the SYN bit', () => {
		it.each(SYNCHRONIZED)('in %s challenges it, wherever it lies (RFC 5961 §4)', state => {
			for (const seq of [nextAck(state), nextAck(state) + 1000])
				expect(arrive(MAKE[state](), {seq, flags: 'S'})).toEqual(['syn-challenge', challengeAck(state)]);
			expect(arrive(MAKE[state](), {seq: 5, flags: 'S'})).toEqual(['seq-unacceptable', challengeAck(state)]);
			expect(arrive(MAKE[state](), {seq: nextAck(state), flags: 'S.', ack: 101})).toEqual([
				'syn-challenge',
				challengeAck(state),
			]);
		});

		it('by RFC 793 (switch no-challenge-ack) resets when it lies in the window', () => {
			expect(arrive(established({switches: ['no-challenge-ack']}), {seq: 400, flags: 'S'})).toEqual([
				'syn-resets',
				'send R 101:101(0)',
				'signal connection reset',
				'-> CLOSED',
			]);
		});

		describe('in SYN-RECEIVED', () => {
			it('goes back to LISTEN when the open was passive', () => {
				expect(arrive(synReceived(), {seq: 500, flags: 'S'})).toEqual(['syn-back-to-listen', '-> LISTEN']);
			});

			it('challenges it when the open was active', () => {
				expect(arrive(synReceived({how: 'active'}), {seq: 500, flags: 'S'})).toEqual([
					'syn-challenge',
					'send . 101:101(0) ack 301',
				]);
			});
		});
	});

	describe('§3.10.7.4 fifth: check the ACK field', () => {
		it.each(['SYN-RECEIVED', ...SYNCHRONIZED] as const)('in %s drops a segment without an ACK', state => {
			const tcb = MAKE[state]();
			expect(arrive(tcb, {flags: 'P', text: 'abc'})).toEqual(['ack-missing']);
			expect(arrive(tcb, {flags: 'F'})).toEqual(['ack-missing']);
			expect(tcb.state).toBe(state);
		});

		describe('in SYN-RECEIVED', () => {
			it('enters ESTABLISHED when our SYN is acknowledged, and takes the window', () => {
				const tcb = synReceived();
				expect(arrive(tcb, {ack: 101, wnd: 7000})).toEqual([
					'ack-opens',
					'-> ESTABLISHED',
					'signal connection established',
					'ack-advances',
					'rtt-sampled',
				]);
				expect(tcb.snd).toMatchObject({una: ours(101), wnd: 7000, wl1: theirs(301), wl2: ours(101)});
			});

			it('takes text that comes with that ACK', () => {
				const tcb = synReceived();
				expect(arrive(tcb, {ack: 101, text: 'hello'})).toEqual([
					'ack-opens',
					'-> ESTABLISHED',
					'signal connection established',
					'ack-advances',
					'rtt-sampled',
					'text-accepted',
					'signal text arrived',
					'ack-delayed',
				]);
			});

			it('enters CLOSE-WAIT when that ACK brings a FIN', () => {
				const tcb = synReceived();
				arrive(tcb, {ack: 101, flags: 'F.'});
				expect(tcb.state).toBe('CLOSE-WAIT');
			});

			it('answers an ACK of anything else with a RST that starts there', () => {
				for (const ack of [100, 102, 99, 70_000]) {
					const tcb = synReceived();
					expect(arrive(tcb, {ack})).toEqual([`send R ${ack}:${ack}(0)`, 'ack-opens-not']);
					expect(tcb.state).toBe('SYN-RECEIVED');
				}
			});

			it('sends text that its user had queued', () => {
				const tcb = synReceived();
				expect(send(tcb, 'banner')).toEqual(['send-queues']);
				arrive(tcb, {ack: 101, wnd: 7000});
				expect(sent(tcb).map(s => s.text.length)).toEqual([6]);
			});
		});

		describe('in ESTABLISHED', () => {
			it('moves SND.UNA, and forgets what is thereby acknowledged', () => {
				const tcb = established();
				send(tcb, 'hello');
				expect(arrive(tcb, {ack: 106})).toEqual(['ack-advances', 'rtt-sampled', 'signal send buffer has room']);
				expect(tcb.retransmissions).toEqual([]);
				expect(timers(tcb)).toEqual({});
			});

			it('keeps the rest of a segment that is acknowledged in part', () => {
				const tcb = established();
				send(tcb, 'hello');
				arrive(tcb, {ack: 103});
				expect(tcb.retransmissions).toMatchObject([{seq: ours(103), timesSent: 1}]);
				expect(new TextDecoder().decode(tcb.retransmissions[0]?.text)).toBe('llo');
			});

			it('ignores an ACK that is not news', () => {
				const tcb = established();
				send(tcb, 'hello');
				arrive(tcb, {ack: 106});
				expect(arrive(tcb, {ack: 106})).toEqual([]);
				expect(arrive(tcb, {ack: 103})).toEqual(['ack-duplicate']);
			});

			it('answers an ACK of what was never sent, and drops it with its text', () => {
				const tcb = established();
				for (const ack of [102, 5000])
					expect([...arrive(tcb, {ack, text: 'abc'}), ...wait(tcb, 500 * MILLISECOND)]).toEqual([
						'ack-not-sent-yet',
						'send . 101:101(0) ack 301',
					]);
				expect(tcb.snd.una).toBe(ours(101));
				expect(tcb.rcv.nxt).toBe(theirs(301));
			});

			it('gives nobody a larger window for acknowledging early (optimistic ACK)', () => {
				const tcb = established();
				send(tcb, 20_000);
				const {cwnd} = tcb.cc;
				arrive(tcb, {ack: 20_101});
				expect(tcb.cc.cwnd).toBe(cwnd);
			});

			it('drops what acknowledges more than the largest window below SND.UNA, and challenges it (MAY-12, RFC 5961 §5)', () => {
				const tcb = established({wnd: 1000});
				send(tcb, 300);
				arrive(tcb, {ack: 401});
				expect(arrive(tcb, {ack: 401 - 1000, text: 'ok'})).toContain('text-accepted');
				expect(arrive(tcb, {ack: 401 - 1001, text: 'no'})).toEqual(['ack-too-old', 'send . 401:401(0) ack 303']);
				expect(arrive(tcb, {ack: 401 - 1001, text: 'no'})).toEqual(['challenge-quiet']);
			});
		});

		describe('the send window', () => {
			it('is taken from a segment that is newer by its SEQ, or as new and newer by its ACK', () => {
				const tcb = established();
				expect(arrive(tcb, {wnd: 5000})).toEqual(['window-updated']);
				expect(arrive(tcb, {wnd: 6000, seq: 301})).toEqual(['window-updated']);
				expect(arrive(tcb, {wnd: 7000, seq: 310})).toEqual(['window-updated']);
				expect(tcb.snd).toMatchObject({wnd: 7000, wl1: theirs(310), wl2: ours(101), maxWnd: 65_535});
			});

			it('is not taken from an old, reordered segment (SND.WL1, SND.WL2)', () => {
				const tcb = established();
				arrive(tcb, {wnd: 7000, seq: 310});
				expect(arrive(tcb, {wnd: 5000, seq: 305})).toEqual(['window-stale']);
				expect(tcb.snd.wnd).toBe(7000);
			});

			it('is not taken from a segment with the same SEQ and an older ACK', () => {
				const tcb = established();
				send(tcb, 'hello');
				arrive(tcb, {ack: 106, wnd: 7000});
				arrive(tcb, {ack: 103, wnd: 5000});
				expect(tcb.snd.wnd).toBe(7000);
			});

			it('comes with every new ACK, on a retransmitted segment too: it counts from SND.UNA', () => {
				const tcb = established({wnd: 1000});
				send(tcb, 800);
				arrive(tcb, {seq: 310, text: 'later'});
				arrive(tcb, {seq: 301, text: 'ninebytes', ack: 901, wnd: 200});
				expect(tcb.snd).toMatchObject({una: ours(901), wnd: 200, wl1: theirs(301), wl2: ours(901)});
			});

			it('is an unsigned number (MUST-1)', () => {
				const tcb = established();
				arrive(tcb, {wnd: 40_000});
				send(tcb, 60_000);
				arrive(tcb, {ack: 101 + 4380, wnd: 65_535});
				expect(tcb.snd.wnd).toBe(65_535);
			});
		});

		it('in FIN-WAIT-1 enters FIN-WAIT-2 when our FIN is acknowledged', () => {
			const tcb = established();
			send(tcb, 'bye');
			close(tcb);
			expect(arrive(tcb, {ack: 104})).not.toContain('fin-acked');
			expect(tcb.state).toBe('FIN-WAIT-1');
			expect(arrive(tcb, {ack: 105})).toEqual([
				'ack-advances',
				'signal send buffer has room',
				'fin-acked',
				'-> FIN-WAIT-2',
			]);
		});

		it('in CLOSING enters TIME-WAIT when our FIN is acknowledged, else ignores the segment', () => {
			const tcb = closing();
			expect(arrive(tcb, {ack: 101})).toEqual(['dup-ack']);
			expect(arrive(tcb, {ack: 102}).slice(-2)).toEqual(['fin-acked', '-> TIME-WAIT']);
			expect(timers(tcb)).toEqual({'time-wait': 240});
		});

		it('in LAST-ACK deletes the TCB when our FIN is acknowledged', () => {
			const tcb = lastAck();
			expect(arrive(tcb, {ack: 101})).toEqual(['dup-ack']);
			expect(arrive(tcb, {ack: 102}).slice(-3)).toEqual(['fin-acked', '-> CLOSED', 'signal connection closed']);
		});

		it('in TIME-WAIT answers no ACK: an ACK for an ACK would never end', () => {
			expect(arrive(timeWait(), {ack: 102})).toEqual([]);
		});
	});

	describe('§3.10.7.4 seventh: process the segment text', () => {
		it.each(['ESTABLISHED', 'FIN-WAIT-1', 'FIN-WAIT-2'] as const)('in %s takes it and delays the ACK', state => {
			const tcb = MAKE[state]();
			expect(arrive(tcb, {text: 'abc', flags: 'P.'})).toEqual(['text-accepted', 'signal text arrived', 'ack-delayed']);
			expect(tcb.rcv).toMatchObject({nxt: theirs(304), wnd: 65_532});
			expect(receive(tcb)[0]).toBe('text "abc"');
		});

		it.each(['CLOSE-WAIT', 'CLOSING', 'LAST-ACK', 'TIME-WAIT'] as const)(
			'in %s ignores it, for a FIN has come',
			state => {
				const tcb = MAKE[state]();
				const lines = arrive(tcb, {text: 'abc'});
				expect(lines).toEqual(state === 'CLOSING' ? [] : ['text-after-fin']);
				expect(tcb.rcv.nxt).toBe(theirs(302));
			},
		);

		it('keeps the right edge where it was told to be: the user’s reading moves it (SHLD-14)', () => {
			const tcb = established({config: {receiveBuffer: 1000}});
			arrive(tcb, {text: 300});
			expect(tcb.rcv).toMatchObject({nxt: theirs(601), wnd: 700});
		});

		it('answers text for a program that reads no more with a RST (SHLD-3, MAY-1)', () => {
			const tcb = established();
			close(tcb, 'ends');
			expect(arrive(tcb, {text: 'abc', ack: 102})).toEqual([
				'ack-advances',
				'rtt-sampled',
				'signal send buffer has room',
				'fin-acked',
				'-> FIN-WAIT-2',
				'text-nobody-reads',
				'send R 102:102(0)',
				'signal connection reset',
				'-> CLOSED',
			]);
		});

		it('takes it unseen for a program that only reads no more', () => {
			const tcb = established();
			event(tcb, (now, out) => call(tcb, {call: 'stop-reading'}, now, out));
			expect(arrive(tcb, {text: 'abc'})).toContain('text-accepted');
			close(tcb);
			expect(arrive(tcb, {seq: 304, text: 'def', ack: 101})).toEqual([
				'text-nobody-reads',
				'send R 101:101(0)',
				'signal connection reset',
				'-> CLOSED',
			]);
		});
	});

	describe('§3.10.7.4 eighth: check the FIN bit', () => {
		it('in ESTABLISHED enters CLOSE-WAIT, tells the user, acknowledges at once', () => {
			expect(arrive(established(), {flags: 'F.'})).toEqual([
				'fin-taken',
				'signal connection closing',
				'fin-to-close-wait',
				'-> CLOSE-WAIT',
				'send . 101:101(0) ack 302',
			]);
		});

		it('may let the ACK wait for the program’s own FIN, so that three segments close', () => {
			const tcb = established({config: {delayedFinAck: true}});
			expect(arrive(tcb, {flags: 'F.'}).at(-1)).toBe('ack-delayed');
			expect(close(tcb)).toContain('send F. 101:101(0) ack 302');
		});

		it('in FIN-WAIT-1 enters CLOSING when our FIN is not acknowledged (Figure 13)', () => {
			expect(arrive(finWait1(), {flags: 'F.', ack: 101})).toEqual([
				'fin-taken',
				'signal connection closing',
				'fin-to-closing',
				'-> CLOSING',
				'send . 102:102(0) ack 302',
			]);
		});

		it('in FIN-WAIT-1 goes on to TIME-WAIT when this segment acknowledges our FIN', () => {
			expect(arrive(finWait1(), {flags: 'F.', ack: 102})).toEqual([
				'ack-advances',
				'rtt-sampled',
				'signal send buffer has room',
				'fin-acked',
				'-> FIN-WAIT-2',
				'fin-taken',
				'signal connection closing',
				'fin-to-time-wait',
				'-> TIME-WAIT',
				'send . 102:102(0) ack 302',
			]);
		});

		it('in FIN-WAIT-2 enters TIME-WAIT and turns the other timers off', () => {
			const tcb = finWait2();
			arrive(tcb, {text: 'abc', ack: 102});
			expect(timers(tcb)).toEqual({'delayed-ack': 0.2});
			arrive(tcb, {flags: 'F.', ack: 102});
			expect(timers(tcb)).toEqual({'time-wait': 240});
		});

		it('comes once: CLOSE-WAIT, CLOSING and LAST-ACK remain as they are', () => {
			for (const tcb of [closeWait(), closing(), lastAck()]) {
				const {state} = tcb;
				arrive(tcb, {seq: 301, flags: 'F.'});
				arrive(tcb, {seq: 310, flags: 'F.'});
				expect([tcb.state, tcb.rcv.nxt]).toEqual([state, theirs(302)]);
			}
		});

		it('takes the text that it came on first', () => {
			const tcb = established();
			expect(arrive(tcb, {text: 'bye', flags: 'FP.'})).toEqual([
				'text-accepted',
				'signal text arrived',
				'fin-taken',
				'signal connection closing',
				'fin-to-close-wait',
				'-> CLOSE-WAIT',
				'send . 101:101(0) ack 305',
			]);
		});

		it('stays outside when the text before it fills the window', () => {
			const tcb = established({config: {receiveBuffer: 4}});
			arrive(tcb, {text: 'full', flags: 'F.'});
			expect([tcb.state, tcb.rcv.nxt]).toEqual(['ESTABLISHED', theirs(305)]);
			receive(tcb);
			arrive(tcb, {seq: 305, flags: 'F.'});
			expect(tcb.state).toBe('CLOSE-WAIT');
		});
	});

	describe('any RST, in any state', () => {
		it.each(Object.keys(MAKE) as State[])(
			'is never answered by a RST in %s, nor by anything outside the window',
			state => {
				for (const flags of ['R', 'R.', 'SR', 'FR.', 'SFRP.U'])
					for (const seq of [0, 250, 300, 301, 302, 303, 100_000]) {
						const tcb = MAKE[state]();
						arrive(tcb, {seq, ack: 101, flags});
						const answers = sent(tcb);
						expect(answers.filter(s => s.rst)).toEqual([]);
						if (seq <= 300 || seq > 66_000) expect(answers).toEqual([]);
					}
			},
		);
	});

	describe('ABORT in every state', () => {
		it('ends in CLOSED', () => {
			for (const make of Object.values(MAKE)) {
				const tcb = make();
				abort(tcb);
				expect([tcb.state, timers(tcb)]).toEqual(['CLOSED', {}]);
			}
		});
	});
});
