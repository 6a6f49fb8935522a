import {describe, expect, it} from 'vitest';
import {behaviours, MILLISECOND, SECOND, type Tcb} from '../../src/tcp/index.js';
import {
	arrive,
	close,
	effects,
	established,
	everyIsn,
	type Fields,
	IRS,
	type Making,
	sends,
	synReceived,
	timers,
	wait,
} from '../support/arrive.js';

const config = {behaviours: behaviours('syn-ack-again')};
const SYN = {seq: IRS, flags: 'S'};

everyIsn(() => {
	describe('a SYN that comes again in SYN-RECEIVED, in Linux', () => {
		const waiting = (making: Making = {}) => synReceived({config, ...making});

		it('gets the SYN,ACK again, whose timer counts anew', () => {
			const tcb = waiting();
			wait(tcb, 400 * MILLISECOND);
			expect(arrive(tcb, SYN)).toEqual(['send S. 100:100(0) ack 301 <mss 1460>', 'syn-ack-again']);
			expect(effects(tcb)[0]).toMatchObject({kind: 'send', again: true});
			expect(timers(tcb)).toEqual({retransmission: 1});
			expect(tcb.state).toBe('SYN-RECEIVED');
		});

		it('once in half a second', () => {
			const tcb = waiting();
			arrive(tcb, SYN);
			wait(tcb, 499 * MILLISECOND);
			expect(arrive(tcb, SYN)).toEqual(['seq-unacceptable-quiet']);
			wait(tcb, 1 * MILLISECOND);
			expect(sends(arrive(tcb, SYN))).toHaveLength(1);
		});

		it('does not take the word from a timer that is due at the same instant', () => {
			const tcb = waiting();
			tcb.timers.retransmission = 1 * SECOND;
			wait(tcb, 1 * SECOND - 1);
			tcb.timers.retransmission = 1 * SECOND - 1;
			arrive(tcb, SYN);
			expect(timers(tcb)).toEqual({retransmission: 0});
		});

		it('with the switch alone the timer runs on', () => {
			const tcb = synReceived({switches: ['answer-lost-syn-ack']});
			wait(tcb, 400 * MILLISECOND);
			arrive(tcb, SYN);
			expect(timers(tcb)).toEqual({retransmission: 0.6});
		});

		it('must be that SYN: in that state, with that number, without an ACK', () => {
			const answers = (tcb: Tcb, fields: Fields) => arrive(tcb, fields).includes('syn-ack-again');
			expect(answers(waiting(), {...SYN, seq: IRS - 1})).toBe(false);
			expect(answers(waiting(), {...SYN, seq: IRS + 1})).toBe(false);
			expect(answers(waiting(), {...SYN, flags: 'S.', ack: 101})).toBe(false);
			expect(answers(waiting(), {seq: IRS, flags: ''})).toBe(false);
			expect(answers(waiting(), {seq: IRS, flags: 'F'})).toBe(false);
			expect(answers(established({config, how: 'passive'}), SYN)).toBe(false);
			expect(answers(established({switches: ['answer-lost-syn-ack']}), SYN)).toBe(false);
		});

		it('without either it gets a bare ACK', () => {
			expect(sends(arrive(synReceived(), SYN))).toEqual(['send . 101:101(0) ack 301']);
			expect(sends(arrive(waiting({how: 'active'}), SYN))).toEqual(['send . 101:101(0) ack 301']);
		});
	});

	describe('the SYN,ACK that ends a simultaneous open', () => {
		const syns = {seq: IRS, flags: 'S.', ack: 101};

		it('is acknowledged by Linux, its SYN told as having come twice', () => {
			const tcb = synReceived({how: 'active', both: ['sack'], config});
			expect(sends(arrive(tcb, syns))).toEqual(['send . 101:101(0) ack 301 <sack 300:301>']);
			expect(tcb.state).toBe('ESTABLISHED');
			expect(sends(arrive(synReceived({how: 'active', config}), syns))).toEqual(['send . 101:101(0) ack 301']);
		});

		it('needs no answer by Figure 7', () => {
			expect(sends(arrive(synReceived({how: 'active', both: ['sack']}), syns))).toEqual([]);
		});
	});

	describe('a FIN behind text that nobody will read (SHLD-3)', () => {
		it('is reset like that text, with the number that the peer expects', () => {
			const tcb = established();
			close(tcb, 'ends');
			expect(arrive(tcb, {seq: 401, flags: 'F.', ack: 101})).toEqual([
				'text-nobody-reads',
				'send R 101:101(0)',
				'signal connection reset',
				'-> CLOSED',
			]);
		});

		it('is held where it will be read, and taken where nothing is missing', () => {
			const reads = established();
			close(reads);
			expect(arrive(reads, {seq: 401, flags: 'F.', ack: 101})).toContain('fin-held');
			const gone = established();
			close(gone, 'ends');
			expect(arrive(gone, {flags: 'F.', ack: 101})).toContain('-> CLOSING');
		});
	});
});
