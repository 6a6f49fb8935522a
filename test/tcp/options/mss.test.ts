import {describe, expect, it} from 'vitest';
import {SECOND} from '../../../src/tcp/index.js';
import {
	arrive,
	closed,
	established,
	everyIsn,
	listening,
	ours,
	send,
	sent,
	synReceived,
	synSent,
	user,
	wait,
} from '../../support/arrive.js';

everyIsn(() => {
	describe('§3.7.1 maximum segment size', () => {
		it('of the peer is 536 when its SYN names none (MUST-15)', () => {
			expect(established({mss: null}).snd.mss).toBe(536);
			expect(established({mss: null, how: 'passive'}).snd.mss).toBe(536);
		});

		it('effective for sending is the smaller of what the peer takes and what our link carries (MUST-16)', () => {
			expect(established({mss: 1000}).snd.mss).toBe(1000);
			expect(established({mss: 9000}).snd.mss).toBe(1460);
			expect(established({mss: 1460, config: {mtuMss: 500}}).snd.mss).toBe(500);
		});

		it('bounds every segment (SHLD-28)', () => {
			const tcb = established({mss: 100});
			send(tcb, 1000);
			expect(sent(tcb).map(s => s.text.length)).toEqual([100, 100, 100, 100]);
		});

		it('of a few octets would make headers of all traffic: 48 at least are sent (CVE-2019-11479)', () => {
			for (const mss of [0, 1, 8, 47, 48]) expect(established({mss}).snd.mss).toBe(48);
			expect(established({mss: 8, config: {mtuMss: 28}}).snd.mss).toBe(28);
		});

		it('of ours is told in each SYN and SYN,ACK (MUST-14, SHLD-5, MUST-67), also when sent again', () => {
			const a = closed({config: {mss: 1200}});
			user(a, {call: 'open', how: 'active', iss: ours(100)});
			expect(sent(a)).toMatchObject([{syn: true, options: {mss: 1200}}]);
			wait(a, 1 * SECOND);
			expect(sent(a)).toMatchObject([{syn: true, options: {mss: 1200}}]);
			const b = listening({config: {mss: 1200}});
			arrive(b, {seq: 300, flags: 'S'});
			expect(sent(b)).toMatchObject([{syn: true, options: {mss: 1200}}]);
			const c = synSent({config: {mss: 1200}});
			arrive(c, {seq: 300, flags: 'S'});
			expect(sent(c)).toMatchObject([{syn: true, options: {mss: 1200}}]);
		});

		it('is told in no other segment (MUST-65)', () => {
			const tcb = synReceived();
			arrive(tcb, {ack: 101, text: 'abc'});
			send(tcb, 'def');
			expect(sent(tcb)).toMatchObject([{syn: false, options: {mss: null}}]);
			arrive(tcb, {seq: 250, text: 'old'});
			expect(sent(tcb)).toMatchObject([{options: {mss: null}}]);
		});

		it('named on a segment without SYN changes nothing', () => {
			const tcb = established({mss: 1000});
			arrive(tcb, {mss: 200});
			expect(tcb.snd.mss).toBe(1000);
		});
	});
});
