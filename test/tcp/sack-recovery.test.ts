import {describe, expect, it} from 'vitest';
import {SECOND, type Tcb} from '../../src/tcp/index.js';
import {arrive, asOurs, established, everyIsn, send, sent, timers, wait} from '../support/arrive.js';

const MSS = 1000;

/** Ten segments of 1000 octets out, and thirty more waiting; SACK agreed on, losses found by RFC 6675. */
function tenOut(config = {}, octets = 40 * MSS): Tcb {
	const tcb = established({
		both: ['sack'],
		config: {mss: MSS, mtuMss: MSS, initialWindow: 10, sendBuffer: 100_000, ...config},
		mss: MSS,
	});
	send(tcb, octets);
	expect(numbers(tcb)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10].slice(0, octets / MSS));
	return tcb;
}

/** The number just behind our `n`-th segment. */
const after = (n: number): number => 101 + n * MSS;
/** A block that covers our segments from `first` to `last`. */
const block = (first: number, last = first): readonly [number, number] => [after(first - 1), after(last)];
/** Which of our segments the last event sent, from 1. */
const numbers = (tcb: Tcb): number[] => sent(tcb).map(s => (asOurs(s.seq) - 101) / MSS + 1);
const reports = (tcb: Tcb, ...blocks: (readonly [number, number])[]): string[] => arrive(tcb, {sack: blocks});

everyIsn(() => {
	describe('RFC 6675 §5: loss recovery by SACK', () => {
		it('begins with the third report of something new, sends the oldest again, and halves cwnd', () => {
			const tcb = tenOut();
			reports(tcb, block(2));
			reports(tcb, block(2, 3));
			expect([tcb.cc.phase, tcb.cc.dupAcks]).toEqual(['open', 2]);
			expect(reports(tcb, block(2, 4))).toContain('fast-retransmit');
			expect([tcb.cc.phase, tcb.cc.cwnd, tcb.cc.ssthresh]).toEqual(['recovery', 5 * MSS, 5 * MSS]);
			expect(numbers(tcb)).toEqual([1]);
		});

		it('begins at once when one ACK reports enough (IsLost of the oldest)', () => {
			const tcb = tenOut();
			expect(reports(tcb, block(2, 4))).toContain('fast-retransmit');
		});

		it('takes an ACK that reports nothing new for no duplicate', () => {
			const tcb = tenOut();
			for (let n = 0; n < 5; n++) reports(tcb, block(2));
			expect([tcb.cc.phase, tcb.cc.dupAcks]).toEqual(['open', 1]);
		});

		it('sends only what `pipe` leaves room for: what is reported or lost is not in the pipe', () => {
			const tcb = tenOut();
			reports(tcb, block(2, 4));
			// Out: 5 … 10 and 1 again, with cwnd 5.
			expect(reports(tcb, block(2, 5))).not.toContain('sends-text');
			expect(numbers(tcb)).toEqual([]);
			reports(tcb, block(2, 6));
			expect(numbers(tcb)).toEqual([]);
			reports(tcb, block(2, 7));
			expect(numbers(tcb)).toEqual([11]);
		});

		it('repairs several holes in one round trip (NextSeg rule 1), lowest first, each once', () => {
			const tcb = tenOut();
			reports(tcb, block(2));
			reports(tcb, block(4), block(2));
			reports(tcb, block(6), block(4), block(2));
			expect(numbers(tcb)).toEqual([1]);
			reports(tcb, block(6, 8), block(4), block(2));
			expect(numbers(tcb)).toEqual([3, 5]);
			reports(tcb, block(6, 9), block(4), block(2));
			expect(numbers(tcb)).toEqual([11]);
		});

		it('sends holes that are not surely lost when nothing new may go (rule 3), then the last once (rule 4)', () => {
			const tcb = tenOut({}, 10 * MSS);
			reports(tcb, block(2, 4));
			expect(reports(tcb, block(8), block(2, 6)).filter(line => line === 'sends-text')).toEqual([]);
			expect(numbers(tcb)).toEqual([7]);
			arrive(tcb, {ack: after(6), sack: [block(8)]});
			expect(numbers(tcb)).toEqual([10]);
			arrive(tcb, {ack: after(7), sack: [block(8, 9)]});
			expect(numbers(tcb)).toEqual([]);
		});

		it('ends when all that was out is acknowledged, with cwnd as it is', () => {
			const tcb = tenOut({}, 10 * MSS);
			reports(tcb, block(2, 4));
			expect(arrive(tcb, {ack: after(9)})).not.toContain('recovery-ends');
			expect(arrive(tcb, {ack: after(10)})).toContain('recovery-ends');
			expect([tcb.cc.phase, tcb.cc.cwnd, tcb.cc.dupAcks]).toEqual(['open', 5 * MSS, 0]);
		});

		it('cuts once for the losses of one window, after a timeout too', () => {
			const tcb = tenOut({}, 10 * MSS);
			wait(tcb, 1 * SECOND);
			expect(tcb.cc.ssthresh).toBe(5 * MSS);
			arrive(tcb, {ack: after(1), sack: [block(3, 9)]});
			expect([tcb.cc.phase, tcb.cc.ssthresh]).toEqual(['loss', 5 * MSS]);
			// What is reported anew does not go again.
			expect(numbers(tcb)).toEqual([2]);
		});

		it('never sends again what was reported, until a timeout: then the report counts no more (RFC 2018 §8)', () => {
			const tcb = tenOut({}, 10 * MSS);
			reports(tcb, block(2, 10));
			expect(numbers(tcb)).toEqual([1]);
			expect(tcb.board.sacked).toBe(9);
			wait(tcb, 1 * SECOND);
			expect([numbers(tcb), tcb.board.sacked]).toEqual([[1], 0]);
			arrive(tcb, {ack: after(1)});
			expect(numbers(tcb)).toEqual([2, 3]);
		});

		it('keeps what is reported until it is acknowledged: the peer may change its mind', () => {
			const tcb = tenOut({}, 10 * MSS);
			reports(tcb, block(2, 10));
			expect(tcb.retransmissions.length).toBe(10);
			expect(timers(tcb).retransmission).toBeDefined();
		});
	});

	describe('RFC 2018 §5: reports that say nothing', () => {
		it.each([
			['beyond SND.NXT', [after(9), after(12)]],
			['upside down', [after(4), after(2)]],
			['empty', [after(3), after(3)]],
			['of half a segment', [after(2) + 1, after(3)]],
		] as const)('%s are not taken', (_what, wrong) => {
			const tcb = tenOut();
			reports(tcb, [wrong[0], wrong[1]]);
			expect([tcb.board.sacked, tcb.cc.dupAcks]).toEqual([0, 0]);
		});

		it('are not read when SACK was not agreed on', () => {
			const tcb = established({config: {mss: MSS, mtuMss: MSS, initialWindow: 10}, mss: MSS});
			send(tcb, 10 * MSS);
			reports(tcb, block(2, 5));
			expect(tcb.board.sacked).toBe(0);
		});
	});

	describe('RFC 3042: limited transmit', () => {
		it('lets a new segment go for each of the first two duplicate ACKs, beyond cwnd', () => {
			const tcb = established({config: {mss: MSS, mtuMss: MSS, initialWindow: 4, limitedTransmit: true}, mss: MSS});
			send(tcb, 20 * MSS);
			arrive(tcb, {});
			expect([numbers(tcb), tcb.cc.cwnd]).toEqual([[5], 4 * MSS]);
			arrive(tcb, {});
			expect(numbers(tcb)).toEqual([6]);
			arrive(tcb, {});
			expect(numbers(tcb)).toEqual([1]);
		});

		it('needs a window that takes them', () => {
			const tcb = established({
				config: {mss: MSS, mtuMss: MSS, initialWindow: 4, limitedTransmit: true},
				mss: MSS,
				wnd: 4 * MSS,
			});
			send(tcb, 20 * MSS);
			arrive(tcb, {});
			expect(numbers(tcb)).toEqual([]);
		});

		it('is off in RFC 9293 alone', () => {
			const tcb = established({config: {mss: MSS, mtuMss: MSS, initialWindow: 4}, mss: MSS});
			send(tcb, 20 * MSS);
			arrive(tcb, {});
			expect(numbers(tcb)).toEqual([]);
		});
	});
});
