import {describe, expect, it} from 'vitest';
import {call, copyTcb, expire, nextDeadline, SECOND, TIMERS} from '../../src/tcp/index.js';
import {
	arrive,
	clock,
	effects,
	established,
	event,
	everyIsn,
	listening,
	octets,
	send,
	wait,
} from '../support/arrive.js';

everyIsn(() => {
	describe('timers', () => {
		it('are deadlines: the next one is known before it comes', () => {
			const tcb = established();
			expect(nextDeadline(tcb)).toBeNull();
			send(tcb, 'hello');
			expect(nextDeadline(tcb)).toBe(clock(tcb) + 1 * SECOND);
			arrive(tcb, {text: 'abc'});
			expect(nextDeadline(tcb)).toBe(clock(tcb) + 0.2 * SECOND);
			expect(nextDeadline(listening())).toBeNull();
		});

		it.each(TIMERS)('each may be the next: %s', timer => {
			const tcb = established();
			tcb.timers.user = 30 * SECOND;
			tcb.timers['time-wait'] = 30 * SECOND;
			tcb.timers[timer] = 20 * SECOND;
			expect(nextDeadline(tcb)).toBe(20 * SECOND);
		});

		it('do nothing before their time', () => {
			const tcb = established();
			send(tcb, 'hello');
			expect(event(tcb, (_, out) => expire(tcb, clock(tcb) + SECOND - 1, out))).toEqual([]);
			expect(effects(tcb)).toEqual([]);
		});

		it('that are due at one instant fire in one order: what is sent again carries the ACK that was due', () => {
			const tcb = established({config: {delayedAck: 1 * SECOND}});
			send(tcb, 'hello');
			arrive(tcb, {text: 'abc'});
			expect(wait(tcb, 1 * SECOND)).toEqual([
				'1 s: retransmission and delayed-ack',
				'retransmission-timeout',
				'cc-timeout',
				'send P. 101:106(5) ack 304',
			]);
		});

		it('stopped by one that fires before them do not fire', () => {
			const tcb = established({config: {userTimeout: 7 * SECOND, r2: 2}});
			send(tcb, 'hello');
			const lines = wait(tcb, 10 * SECOND);
			expect(lines.filter(line => line.startsWith('signal connection aborted'))).toHaveLength(1);
			expect(lines).toContain('7 s: retransmission and user');
		});
	});

	describe('a copy of a TCB', () => {
		it('goes its own way, and so does the one it was made of', () => {
			const tcb = established();
			send(tcb, 5000);
			arrive(tcb, {seq: 400, text: 'ahead'});
			const copy = copyTcb(tcb);
			const before = structuredClone(copy);
			arrive(tcb, {ack: 101 + 1460, text: 99});
			send(tcb, 'more');
			wait(tcb, 100 * SECOND);
			expect(copy).toEqual(before);
			const now = 1;
			const [one, two] = [copyTcb(copy), copyTcb(copy)];
			for (const same of [one, two]) call(same, {call: 'send', text: octets('x'), push: true, urgent: false}, now, []);
			expect(one).toEqual(two);
			expect(copy).toEqual(before);
		});
	});
});
