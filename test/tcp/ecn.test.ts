import {describe, expect, it} from 'vitest';
import {SECOND, type Tcb} from '../../src/tcp/index.js';
import {arrive, close, established, everyIsn, listening, send, sent, synSent, wait} from '../support/arrive.js';

const asks = {config: {ecn: 'ask' as const}};
const accepts = {config: {ecn: 'accept' as const}};
const bits = (tcb: Tcb) => sent(tcb).map(({ece, cwr, ecn}) => [ece, cwr, ecn]);

/** Open, and both ends have agreed. */
function agreed(): Tcb {
	const tcb = synSent(asks);
	arrive(tcb, {seq: 300, ack: 101, flags: 'S.E', wnd: 65_535, mss: 1000});
	return tcb;
}

const PLAIN = [false, false, 0];

everyIsn(() => {
	describe('RFC 3168 §6.1.1: the SYNs agree', () => {
		it('a SYN with ECE and CWR asks, and is not itself to be marked (SHLD-8)', () => {
			expect(bits(synSent(asks))).toEqual([[true, true, 0]]);
			expect(bits(synSent(accepts))).toEqual([PLAIN]);
			expect(bits(synSent())).toEqual([PLAIN]);
		});

		it('a SYN,ACK with ECE alone agrees, where its host wants to', () => {
			for (const [making, answer] of [
				[asks, [true, false, 0]],
				[accepts, [true, false, 0]],
				[{}, PLAIN],
			] as const) {
				const tcb = listening(making);
				arrive(tcb, {seq: 300, flags: 'SEW', wnd: 5000});
				expect(bits(tcb)).toEqual([answer]);
				expect(tcb.agreed.ecn).toBe(answer[0]);
			}
		});

		it('is not agreed where the SYN did not ask, or asked with one bit', () => {
			for (const flags of ['S', 'SE', 'SW']) {
				const tcb = listening(asks);
				arrive(tcb, {seq: 300, flags, wnd: 5000});
				expect([flags, tcb.agreed.ecn]).toEqual([flags, false]);
			}
		});

		it('is not agreed where the SYN,ACK has both bits, as a mirror has, or none', () => {
			for (const [flags, holds] of [
				['S.E', true],
				['S.EW', false],
				['S.W', false],
				['S.', false],
			] as const) {
				const tcb = synSent(asks);
				arrive(tcb, {seq: 300, ack: 101, flags, wnd: 5000});
				expect([flags, tcb.agreed.ecn]).toEqual([flags, holds]);
			}
		});

		it('a SYN,ACK that agrees with what was not asked agrees with nothing', () => {
			const tcb = synSent(accepts);
			arrive(tcb, {seq: 300, ack: 101, flags: 'S.E', wnd: 5000});
			expect(tcb.agreed.ecn).toBe(false);
		});

		it('a SYN that was marked does not ask', () => {
			const tcb = listening(asks);
			arrive(tcb, {seq: 300, flags: 'SEW', ecn: 3, wnd: 5000});
			expect(tcb.agreed.ecn).toBe(false);
		});
	});

	describe('RFC 3168 §6.1: the sender', () => {
		it('lets new text be marked: ECT(0) (SHLD-8)', () => {
			const tcb = agreed();
			send(tcb, 2000);
			expect(bits(tcb)).toEqual([
				[false, false, 2],
				[false, false, 2],
			]);
			const not = established();
			send(not, 100);
			expect(bits(not)).toEqual([PLAIN]);
		});

		it('does not let a pure ACK, a FIN alone, or what is sent again be marked (§6.1.4, §6.1.5)', () => {
			const tcb = agreed();
			expect(bits(tcb)).toEqual([PLAIN]);
			send(tcb, 500);
			wait(tcb, 1 * SECOND);
			expect(sent(tcb)).toMatchObject([{ecn: 0}]);
			arrive(tcb, {ack: 601});
			close(tcb);
			expect(sent(tcb)).toMatchObject([{fin: true, ecn: 0}]);
		});

		it('does not let a window probe be marked (§6.1.6)', () => {
			const tcb = agreed();
			arrive(tcb, {wnd: 0});
			send(tcb, 500);
			wait(tcb, 1 * SECOND);
			expect(sent(tcb)).toMatchObject([{text: {length: 1}, ecn: 0}]);
		});

		it('halves its window when ECE comes, sends nothing again, and says CWR on the next new text (§6.1.2)', () => {
			const tcb = agreed();
			send(tcb, 4000);
			const lines = arrive(tcb, {ack: 1101, flags: '.E'});
			expect(lines).toContain('ecn-cut');
			expect(tcb.cc.ssthresh).toBe(2000);
			expect(tcb.cc.cwnd).toBe(2000);
			expect(sent(tcb)).toEqual([]);
			arrive(tcb, {ack: 4101});
			send(tcb, 2000);
			expect(bits(tcb)).toEqual([
				[false, true, 2],
				[false, false, 2],
			]);
		});

		it('does so once a window, however often it is told', () => {
			const tcb = agreed();
			send(tcb, 4000);
			arrive(tcb, {ack: 1101, flags: '.E'});
			expect(arrive(tcb, {ack: 2101, flags: '.E'})).toContain('ecn-same-window');
			expect(tcb.cc.ssthresh).toBe(2000);
			arrive(tcb, {ack: 4101});
			send(tcb, 4000);
			expect(arrive(tcb, {ack: 5101, flags: '.E'})).toContain('ecn-cut');
		});

		it('heeds no ECE that was not agreed on', () => {
			const tcb = established({mss: 1000});
			send(tcb, 4000);
			const {ssthresh} = tcb.cc;
			expect(arrive(tcb, {ack: 1101, flags: '.E'})).not.toContain('ecn-cut');
			expect(tcb.cc.ssthresh).toBe(ssthresh);
		});
	});

	describe('RFC 3168 §6.1.3: the receiver', () => {
		it('tells of a mark on every ACK until CWR comes (SHLD-8)', () => {
			const tcb = agreed();
			arrive(tcb, {text: 1000, ecn: 3});
			arrive(tcb, {text: 1000, ecn: 2});
			expect(bits(tcb)).toEqual([[true, false, 0]]);
			arrive(tcb, {text: 1000, ecn: 2});
			arrive(tcb, {text: 1000, ecn: 2});
			expect(bits(tcb)).toEqual([[true, false, 0]]);
			arrive(tcb, {text: 1000, flags: '.W', ecn: 2});
			arrive(tcb, {text: 1000, ecn: 2});
			expect(bits(tcb)).toEqual([PLAIN]);
		});

		it('tells again when what says CWR is marked itself', () => {
			const tcb = agreed();
			arrive(tcb, {text: 1000, ecn: 3});
			arrive(tcb, {text: 1000, flags: '.W', ecn: 3});
			expect(bits(tcb)).toEqual([[true, false, 0]]);
		});

		it('tells nothing of marks where it was not agreed', () => {
			const tcb = established();
			arrive(tcb, {text: 1460, ecn: 3});
			arrive(tcb, {text: 1460, ecn: 3});
			expect(bits(tcb)).toEqual([PLAIN]);
		});
	});
});
