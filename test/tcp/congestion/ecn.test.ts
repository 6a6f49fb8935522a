import {describe, expect, it} from 'vitest';
import {behaviours, type Config, SECOND, type Segment, type Tcb} from '../../../src/tcp/index.js';
import {
	arrive,
	asOurs,
	established,
	everyIsn,
	IRS,
	listening,
	type Making,
	send,
	sent,
	show,
	synSent,
	wait,
} from '../../support/arrive.js';

const MSS = 1000;
const config = {mss: MSS, mtuMss: MSS, ecn: 'ask' as const};
const making: Making = {config, mss: MSS};

/** Flags of what the last event sent. */
const flagsSent = (tcb: Tcb): string[] => sent(tcb).map(seg => show(seg).split(' ')[0] ?? '');
const markings = (tcb: Tcb): Segment['ecn'][] => sent(tcb).map(seg => seg.ecn);
const after = (n: number) => 101 + n * MSS;

/** Both ends have agreed; we opened. */
function agreed(more: Partial<Config> = {}): Tcb {
	const tcb = synSent({...making, config: {...config, ...more}});
	arrive(tcb, {seq: IRS, flags: 'S.E', ack: 101, wnd: 65_535, mss: MSS});
	expect(tcb.agreed.ecn).toBe(true);
	return tcb;
}

everyIsn(() => {
	describe('RFC 3168 §6.1.1: the question in the SYN', () => {
		it.each(['ask', 'accept', 'off'] as const)('of who would %s it', ecn => {
			expect(flagsSent(synSent({config: {ecn}}))).toEqual([ecn === 'ask' ? 'SEW' : 'S']);
		});

		it.each([
			['S.E', true],
			['S.', false],
			['S.EW', false],
			['S.W', false],
		])('answered by %s: %s', (flags, agrees) => {
			const tcb = synSent(making);
			const lines = arrive(tcb, {seq: IRS, flags, ack: 101, wnd: 8000, mss: MSS});
			expect([tcb.agreed.ecn, lines.includes('ecn-agreed')]).toEqual([agrees, agrees]);
			expect(flagsSent(tcb)).toEqual(['.']);
		});

		it('is not answered where it was not asked', () => {
			const tcb = synSent({config: {ecn: 'accept'}});
			arrive(tcb, {seq: IRS, flags: 'S.E', ack: 101, wnd: 8000});
			expect(tcb.agreed.ecn).toBe(false);
		});

		it.each([
			['ask', 'SEW', 'S.E'],
			['accept', 'SEW', 'S.E'],
			['off', 'SEW', 'S.'],
			['ask', 'S', 'S.'],
			['accept', 'SE', 'S.'],
			['accept', 'SW', 'S.'],
		] as const)('comes to who would %s it: %s is answered by %s', (ecn, flags, answer) => {
			const tcb = listening({config: {ecn}});
			arrive(tcb, {seq: IRS, flags, wnd: 8000});
			expect(flagsSent(tcb)).toEqual([answer]);
			expect(tcb.agreed.ecn).toBe(answer === 'S.E');
		});

		it('is not believed where the SYN itself could be marked: no SYN may be ECT', () => {
			const tcb = listening({config: {ecn: 'accept'}});
			arrive(tcb, {seq: IRS, flags: 'SEW', wnd: 8000, ecn: 2});
			expect(flagsSent(tcb)).toEqual(['S.']);
		});

		it('of both ends at once is agreement, and the answers have ECE alone', () => {
			const tcb = synSent(making);
			arrive(tcb, {seq: IRS, flags: 'SEW', wnd: 8000, mss: MSS});
			expect([tcb.state, tcb.agreed.ecn, flagsSent(tcb)]).toEqual(['SYN-RECEIVED', true, ['S.E']]);
		});

		it('of a peer to who opened and would only accept it is not agreed to', () => {
			const tcb = synSent({config: {ecn: 'accept'}});
			arrive(tcb, {seq: IRS, flags: 'SEW', wnd: 8000});
			expect([tcb.agreed.ecn, flagsSent(tcb)]).toEqual([false, ['S.']]);
		});
	});

	describe('RFC 3168 §6.1.1.1: a SYN sent again', () => {
		it('does not ask, for boxes that drop what they do not know', () => {
			const tcb = synSent(making);
			expect(wait(tcb, 1 * SECOND)).toContain('ecn-syn-without');
			expect(flagsSent(tcb)).toEqual(['S']);
			expect(wait(tcb, 2 * SECOND)).not.toContain('ecn-syn-without');
			expect(flagsSent(tcb)).toEqual(['S']);
		});

		it('asks again where the fallback is off', () => {
			const tcb = synSent({config: {ecn: 'ask', ecnFallback: false}});
			wait(tcb, 1 * SECOND);
			expect(flagsSent(tcb)).toEqual(['SEW']);
		});

		it('as a SYN,ACK it still agrees', () => {
			const tcb = listening({config: {ecn: 'accept'}});
			arrive(tcb, {seq: IRS, flags: 'SEW', wnd: 8000});
			wait(tcb, 1 * SECOND);
			expect(flagsSent(tcb)).toEqual(['S.E']);
		});
	});

	describe('what may be marked (§6.1.4 to §6.1.6)', () => {
		it('is new text alone', () => {
			const tcb = agreed();
			expect(markings(tcb)).toEqual([0]);
			send(tcb, 3 * MSS);
			expect(markings(tcb)).toEqual([2, 2, 2]);
			arrive(tcb, {text: 2 * MSS});
			expect([flagsSent(tcb), markings(tcb)]).toEqual([['.'], [0]]);
		});

		it('is no retransmission', () => {
			const tcb = agreed();
			send(tcb, MSS);
			wait(tcb, 2 * SECOND);
			expect(sent(tcb).map(seg => [asOurs(seg.seq), seg.ecn])).toEqual([[101, 0]]);
		});

		it('is no window probe', () => {
			const tcb = agreed();
			arrive(tcb, {wnd: 0});
			send(tcb, MSS);
			wait(tcb, 2 * SECOND);
			expect(sent(tcb).map(seg => [seg.text.length, seg.ecn])).toEqual([[1, 0]]);
		});

		it('is nothing where it was not agreed on', () => {
			const tcb = established(making);
			send(tcb, MSS);
			expect(markings(tcb)).toEqual([0]);
		});
	});

	describe('the receiver (§6.1.3)', () => {
		it('says ECE on every ACK from a mark on, until CWR comes', () => {
			const tcb = agreed();
			expect(arrive(tcb, {text: 2 * MSS, ecn: 2})).not.toContain('ecn-marked');
			expect(flagsSent(tcb)).toEqual(['.']);
			expect(arrive(tcb, {text: 2 * MSS, ecn: 3})).toContain('ecn-marked');
			expect(flagsSent(tcb)).toEqual(['.E']);
			expect(arrive(tcb, {text: 2 * MSS, ecn: 3})).not.toContain('ecn-marked');
			expect(flagsSent(tcb)).toEqual(['.E']);
			arrive(tcb, {text: 2 * MSS, ecn: 2});
			expect(flagsSent(tcb)).toEqual(['.E']);
			expect(arrive(tcb, {text: 2 * MSS, ecn: 2, flags: '.W'})).toContain('ecn-cwr-heard');
			expect(flagsSent(tcb)).toEqual(['.']);
		});

		it('says it on its own text too', () => {
			const tcb = agreed();
			arrive(tcb, {text: 2 * MSS, ecn: 3});
			send(tcb, 100);
			expect(flagsSent(tcb)).toEqual(['P.E']);
		});

		it('goes on where the segment with CWR is marked itself', () => {
			const tcb = agreed();
			arrive(tcb, {text: 2 * MSS, ecn: 3});
			expect(arrive(tcb, {text: 2 * MSS, ecn: 3, flags: '.W'})).toEqual(
				expect.arrayContaining(['ecn-cwr-heard', 'ecn-marked']),
			);
			expect(flagsSent(tcb)).toEqual(['.E']);
		});

		it('hears marks of text that comes out of order', () => {
			const tcb = agreed();
			arrive(tcb, {seq: 301 + MSS, text: MSS, ecn: 3});
			expect(flagsSent(tcb)).toEqual(['.E']);
		});

		it('does not hear the mark of an ACK, nor any where it was not agreed on', () => {
			const tcb = agreed();
			arrive(tcb, {ecn: 3});
			expect(tcb.ecn.echo).toBe(false);
			const without = established(making);
			arrive(without, {text: 2 * MSS, ecn: 3});
			expect(flagsSent(without)).toEqual(['.']);
		});

		it('waits with its ACK as ever, but not as Linux has it', () => {
			const tcb = agreed();
			arrive(tcb, {text: MSS, ecn: 3});
			expect(sent(tcb)).toEqual([]);
			const linux = agreed({behaviours: behaviours('quick-acks')});
			linux.ecn.seen = true;
			arrive(linux, {text: 100, ecn: 3});
			expect(flagsSent(linux)).toEqual(['.E']);
		});
	});

	describe('the sender (§6.1.2)', () => {
		/** Ten segments out, cwnd ten. */
		const tenOut = (more: Partial<Config> = {}): Tcb => {
			const tcb = agreed({initialWindow: 10, ...more});
			send(tcb, 60 * MSS);
			expect(sent(tcb)).toHaveLength(10);
			return tcb;
		};

		it('halves cwnd for ECE, sends nothing again, and says CWR on the next new text', () => {
			const tcb = tenOut();
			expect(arrive(tcb, {ack: after(1), flags: '.E'})).toContain('ecn-cut');
			expect([tcb.cc.cwnd, tcb.cc.ssthresh, sent(tcb)]).toEqual([5 * MSS, 5 * MSS, []]);
			arrive(tcb, {ack: after(6), flags: '.E'});
			expect(sent(tcb).map(seg => [asOurs(seg.seq), seg.cwr])).toEqual([[after(10), true]]);
			arrive(tcb, {ack: after(7)});
			expect(sent(tcb).map(seg => seg.cwr)).toEqual([false]);
		});

		it('cuts once for a window of data, and again in the next', () => {
			const tcb = tenOut();
			arrive(tcb, {ack: after(1), flags: '.E'});
			expect(arrive(tcb, {ack: after(10), flags: '.E'})).toContain('ecn-same-window');
			expect(tcb.cc.cwnd).toBe(5 * MSS);
			expect(arrive(tcb, {ack: after(11), flags: '.E'})).toContain('ecn-cut');
			expect(tcb.cc.cwnd).toBe(2500);
		});

		it('does not open cwnd for an ACK with ECE', () => {
			const tcb = tenOut();
			arrive(tcb, {ack: after(1), flags: '.E'});
			arrive(tcb, {ack: after(8), flags: '.E'});
			expect([tcb.cc.cwnd, tcb.cc.acked]).toEqual([5 * MSS, 0]);
		});

		it('says CWR after a loss too, and does not cut again for marks of that window', () => {
			const tcb = tenOut();
			for (let i = 0; i < 3; i++) arrive(tcb, {});
			expect(tcb.cc.phase).toBe('recovery');
			expect(tcb.ecn.reduced).toBe(true);
			const {ssthresh} = tcb.cc;
			expect(arrive(tcb, {flags: '.E'})).toContain('ecn-same-window');
			expect(tcb.cc.ssthresh).toBe(ssthresh);
			arrive(tcb, {ack: after(10)});
			expect(sent(tcb).map(seg => seg.cwr)[0]).toBe(true);
		});

		it('does not say CWR on a retransmission', () => {
			const tcb = tenOut();
			for (let i = 0; i < 3; i++) arrive(tcb, {});
			expect(sent(tcb).map(seg => [asOurs(seg.seq), seg.cwr])).toEqual([[101, false]]);
		});

		it('takes ECE for nothing where it was not agreed on', () => {
			const tcb = established({config: {...config, initialWindow: 10}, mss: MSS});
			send(tcb, 60 * MSS);
			expect(arrive(tcb, {ack: after(1), flags: '.E'})).not.toContain('ecn-cut');
			expect(tcb.cc.cwnd).toBe(11 * MSS);
		});

		it('comes down over a round trip where RACK is wanted (RFC 6937)', () => {
			const tcb = agreed({
				initialWindow: 10,
				sack: false,
				behaviours: behaviours('rack', 'counts-segments', 'no-sender-sws'),
			});
			send(tcb, 60 * MSS);
			arrive(tcb, {ack: after(1), flags: '.E'});
			expect([tcb.cc.phase, tcb.cc.ssthresh]).toEqual(['cwr', 5 * MSS]);
			expect(sent(tcb).map(seg => seg.cwr)).toEqual([true]);
			for (let i = 2; i <= 11; i++) arrive(tcb, {ack: after(i)});
			expect([tcb.cc.phase, tcb.cc.cwnd]).toEqual(['open', 5 * MSS]);
		});
	});
});
