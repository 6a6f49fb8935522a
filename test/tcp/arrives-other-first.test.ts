import {describe, expect, it} from 'vitest';
import {MILLISECOND, SECOND} from '../../src/tcp/index.js';
import {
	arrive,
	established,
	everyIsn,
	finWait2,
	IRS,
	MAKE,
	OTHER_STATES,
	receive,
	send,
	sent,
	synReceived,
	theirs,
	timers,
	timeWait,
	wait,
} from '../support/arrive.js';

everyIsn(() => {
	describe('§3.10.7.4 first: check the sequence number', () => {
		describe('Table 6, window open', () => {
			const edges: readonly [string, number, boolean][] = [
				['one below the left edge', 300, false],
				['at the left edge', 301, true],
				['at the last octet of the window', 400, true],
				['at the right edge', 401, false],
				['far ahead', 100_000, false],
				['half the circle away', 301 + 2 ** 31, false],
			];
			it.each(edges)('a segment without length, %s', (_, seq, acceptable) => {
				const tcb = established({config: {receiveBuffer: 100}});
				expect(arrive(tcb, {seq})).toEqual(acceptable ? [] : ['seq-unacceptable', 'send . 101:101(0) ack 301']);
			});

			const spans: readonly [string, number, number, boolean][] = [
				['that ends just before the left edge', 291, 10, false],
				['that ends at the first octet', 292, 10, true],
				['that starts at the last octet', 400, 10, true],
				['that starts at the right edge', 401, 10, false],
			];
			it.each(spans)('a segment of ten octets %s', (_, seq, octets, acceptable) => {
				const tcb = established({config: {receiveBuffer: 100}});
				const lines = arrive(tcb, {seq, text: octets});
				expect(lines.includes('seq-unacceptable')).toBe(!acceptable);
				expect(lines.includes('seq-trimmed')).toBe(acceptable);
			});

			it('counts the window in front of the octet that the user has not read', () => {
				const tcb = established({config: {receiveBuffer: 100}});
				arrive(tcb, {text: 60});
				expect(tcb.rcv.wnd).toBe(40);
				expect(arrive(tcb, {seq: 401})).toContain('seq-unacceptable');
			});
		});

		it.each(OTHER_STATES)('in %s an old duplicate is answered by an ACK and changes nothing', state => {
			const tcb = MAKE[state]();
			const before = structuredClone(tcb);
			expect(arrive(tcb, {seq: 250, text: 'old'})[0]).toBe('seq-unacceptable');
			expect(sent(tcb)).toHaveLength(1);
			expect({...tcb, keepalive: null, ack: null, timers: null}).toEqual({
				...before,
				keepalive: null,
				ack: null,
				timers: null,
			});
		});

		it.each(OTHER_STATES)('in %s a RST outside the window is not answered', state => {
			expect(arrive(MAKE[state](), {seq: 250, flags: 'R'})).toEqual(['seq-unacceptable-rst']);
			expect(arrive(MAKE[state](), {seq: 200_000, flags: 'R.'})).toEqual(['seq-unacceptable-rst']);
		});

		it('answers text outside the window each time, for its sender needs to know', () => {
			const tcb = established();
			for (let times = 0; times < 3; times++)
				expect(arrive(tcb, {seq: 250, text: 'old'})).toEqual(['seq-unacceptable', 'send . 101:101(0) ack 301']);
		});

		it('answers a FIN outside the window each time', () => {
			const tcb = MAKE['CLOSE-WAIT']();
			for (let times = 0; times < 3; times++)
				expect(arrive(tcb, {seq: 301, flags: 'F.'})).toEqual(['seq-unacceptable', 'send . 101:101(0) ack 302']);
		});

		it('answers ACKs and SYNs outside the window twice a second at most (RFC 5961 §7)', () => {
			const tcb = established();
			expect(arrive(tcb, {seq: 250})).toEqual(['seq-unacceptable', 'send . 101:101(0) ack 301']);
			expect(arrive(tcb, {seq: 250})).toEqual(['seq-unacceptable-quiet']);
			expect(arrive(tcb, {seq: 250, flags: 'S'})).toEqual(['seq-unacceptable-quiet']);
			wait(tcb, 499 * MILLISECOND);
			expect(arrive(tcb, {seq: 250})).toEqual(['seq-unacceptable-quiet']);
			wait(tcb, 1 * MILLISECOND);
			expect(arrive(tcb, {seq: 250})).toEqual(['seq-unacceptable', 'send . 101:101(0) ack 301']);
		});

		it('keeps that limit for itself: another connection answers as often (CVE-2016-5696)', () => {
			const [one, other] = [established(), established()];
			arrive(one, {seq: 250});
			expect(arrive(other, {seq: 250})).toEqual(['seq-unacceptable', 'send . 101:101(0) ack 301']);
		});
	});

	describe('§3.10.7.4 first, where the letter stands against the figures', () => {
		describe('1. simultaneous open: the SYN,ACK of Figure 7', () => {
			it('is one below RCV.NXT, and opens the connection all the same', () => {
				const tcb = synReceived({how: 'active'});
				expect(arrive(tcb, {seq: IRS, ack: 101, flags: 'S.'})).toEqual([
					'simultaneous-syn-ack',
					'ack-opens',
					'-> ESTABLISHED',
					'signal connection established',
					'ack-advances',
				]);
			});

			it('by the letter (switch letter-simultaneous-open) is answered and dropped', () => {
				const tcb = synReceived({how: 'active', switches: ['letter-simultaneous-open']});
				expect(arrive(tcb, {seq: IRS, ack: 101, flags: 'S.'})).toEqual([
					'seq-unacceptable',
					'send . 101:101(0) ack 301',
				]);
				expect(tcb.state).toBe('SYN-RECEIVED');
				expect(arrive(tcb, {seq: 301, ack: 101})).toContain('-> ESTABLISHED');
			});

			it('is no way in for a passive open, nor after the handshake', () => {
				for (const tcb of [synReceived({how: 'passive'}), established()])
					expect(arrive(tcb, {seq: IRS, ack: 101, flags: 'S.'})).toEqual([
						'seq-unacceptable',
						'send . 101:101(0) ack 301',
					]);
			});
		});

		describe('2. a FIN repeated into TIME-WAIT', () => {
			it('ends at RCV.NXT, and so is acknowledged and starts 2 MSL anew (MUST-13)', () => {
				const tcb = timeWait();
				wait(tcb, 100 * SECOND);
				expect(timers(tcb)).toEqual({'time-wait': 140});
				expect(arrive(tcb, {seq: 301, ack: 102, flags: 'F.'})).toEqual([
					'time-wait-fin',
					'fin-restarts-time-wait',
					'send . 102:102(0) ack 302',
				]);
				expect(timers(tcb)).toEqual({'time-wait': 240});
			});

			it('may bring its last text with it', () => {
				const tcb = finWait2();
				arrive(tcb, {seq: 301, ack: 102, flags: 'F.', text: 'bye'});
				wait(tcb, 100 * SECOND);
				expect(arrive(tcb, {seq: 301, ack: 102, flags: 'F.', text: 'bye'})).toEqual([
					'time-wait-fin',
					'text-after-fin',
					'fin-restarts-time-wait',
					'send . 102:102(0) ack 305',
				]);
			});

			it('by the letter (switch letter-time-wait-fin) is acknowledged, but 2 MSL go on', () => {
				const tcb = timeWait({switches: ['letter-time-wait-fin']});
				wait(tcb, 100 * SECOND);
				expect(arrive(tcb, {seq: 301, ack: 102, flags: 'F.'})).toEqual([
					'seq-unacceptable',
					'send . 102:102(0) ack 302',
				]);
				expect(timers(tcb)).toEqual({'time-wait': 140});
			});
		});

		describe('3. the SYN again, because our SYN,ACK was lost', () => {
			it('by the letter is answered by a bare ACK, which helps nobody', () => {
				const tcb = synReceived();
				expect(arrive(tcb, {seq: IRS, flags: 'S'})).toEqual(['seq-unacceptable', 'send . 101:101(0) ack 301']);
			});

			it('with the switch answer-lost-syn-ack is answered by the SYN,ACK again', () => {
				const tcb = synReceived({switches: ['answer-lost-syn-ack']});
				expect(arrive(tcb, {seq: IRS, flags: 'S'})).toEqual(['send S. 100:100(0) ack 301 <mss 1460>', 'syn-ack-again']);
			});

			it('is the same SYN when it brings text, and does not send us back to LISTEN', () => {
				const tcb = synReceived();
				expect(arrive(tcb, {seq: IRS, flags: 'S', text: 'abc'})).toEqual([
					'seq-trimmed',
					'syn-challenge',
					'send . 101:101(0) ack 301',
				]);
				expect(tcb.state).toBe('SYN-RECEIVED');
				const other = synReceived({switches: ['answer-lost-syn-ack']});
				expect(arrive(other, {seq: IRS, flags: 'S', text: 'abc'})).toContain('syn-ack-again');
			});

			it('gives no round-trip sample once the SYN,ACK was sent twice (Karn)', () => {
				const tcb = synReceived({switches: ['answer-lost-syn-ack']});
				arrive(tcb, {seq: IRS, flags: 'S'});
				expect(arrive(tcb, {ack: 101})).not.toContain('rtt-sampled');
				expect(tcb.rto.srtt).toBeNull();
			});
		});

		describe('4. our window is zero', () => {
			const shut = (switches: Parameters<typeof established>[0] = {}) => {
				const tcb = established({...switches, config: {receiveBuffer: 10}});
				arrive(tcb, {text: 10});
				expect(tcb.rcv.wnd).toBe(0);
				return tcb;
			};

			it('text is refused and answered, and its ACK is read', () => {
				const tcb = shut();
				send(tcb, 'hello');
				expect(arrive(tcb, {text: 'x', ack: 106})).toEqual([
					'zero-window-allowance',
					'ack-advances',
					'rtt-sampled',
					'signal send buffer has room',
					'send . 106:106(0) ack 311',
				]);
				expect(tcb.unread.length).toBe(10);
				expect(tcb.rcv.nxt).toBe(theirs(311));
			});

			it('its urgent pointer is read (MUST-66)', () => {
				const tcb = shut();
				expect(arrive(tcb, {text: 'x', flags: 'U.', up: 1})).toEqual([
					'zero-window-allowance',
					'urgent-signalled',
					'signal urgent data',
					'send . 101:101(0) ack 311',
				]);
			});

			it('its RST is obeyed, with text or without (MUST-66, SHLD-2)', () => {
				expect(arrive(shut(), {flags: 'R'})).toContain('rst-accepted');
				expect(arrive(shut(), {flags: 'R', text: 'why'})).toContain('rst-accepted');
			});

			it('a FIN waits outside, and is answered', () => {
				const tcb = shut();
				expect(arrive(tcb, {flags: 'F.'})).toEqual(['zero-window-allowance', 'send . 101:101(0) ack 311']);
				expect(tcb.state).toBe('ESTABLISHED');
				receive(tcb);
				expect(arrive(tcb, {flags: 'F.'})).toContain('-> CLOSE-WAIT');
			});

			it('by the letter (switch letter-zero-window) the ACK is lost with the text', () => {
				const tcb = shut({switches: ['letter-zero-window']});
				send(tcb, 'hello');
				expect(arrive(tcb, {text: 'x', ack: 106})).toEqual(['seq-unacceptable', 'send . 106:106(0) ack 311']);
				expect(tcb.retransmissions).toHaveLength(1);
			});

			it('an ACK without text is acceptable at RCV.NXT only', () => {
				const tcb = shut();
				send(tcb, 'hello');
				expect(arrive(tcb, {seq: 312, ack: 106})).toContain('seq-unacceptable');
				expect(arrive(tcb, {seq: 311, ack: 106})).toContain('ack-advances');
			});
		});

		describe('5. a RST in TIME-WAIT (RFC 1337)', () => {
			it('by the letter ends it', () => {
				expect(arrive(timeWait(), {flags: 'R'})).toEqual(['rst-closes', '-> CLOSED']);
			});

			it('with the switch rfc1337 is ignored', () => {
				const tcb = timeWait({switches: ['rfc1337']});
				expect(arrive(tcb, {flags: 'R'})).toEqual(['rst-in-time-wait-ignored']);
				expect(tcb.state).toBe('TIME-WAIT');
			});
		});
	});

	describe('A.2: an ACK one below RCV.NXT', () => {
		it('is read where it is news, and answered: both ends’ probes were taken', () => {
			const tcb = established();
			send(tcb, 'hello');
			expect(arrive(tcb, {seq: 300, ack: 106})).toEqual([
				'ack-one-below',
				'ack-advances',
				'rtt-sampled',
				'signal send buffer has room',
				'send . 106:106(0) ack 301',
			]);
		});

		it('is not read with a RST, text, a FIN or a SYN on it, nor without its bit', () => {
			for (const fields of [{flags: 'R.'}, {text: 'x'}, {flags: 'F.'}, {flags: 'S.'}, {flags: ''}]) {
				const tcb = established();
				send(tcb, 'hello');
				expect(arrive(tcb, {seq: 300, ack: 106, ...fields})).not.toContain('ack-one-below');
				expect(tcb.retransmissions).toHaveLength(1);
			}
		});

		it('is a keep-alive where it is not, and only answered', () => {
			const tcb = established();
			send(tcb, 'hello');
			expect(arrive(tcb, {seq: 300, ack: 101})).toEqual(['seq-unacceptable', 'send . 106:106(0) ack 301']);
			expect(tcb.cc.dupAcks).toBe(0);
		});
	});
});
