import {describe, expect, it} from 'vitest';
import {behaviours, type Config, MILLISECOND, SECOND, type Tcb} from '../../../src/tcp/index.js';
import {
	arrive,
	asOurs,
	close,
	effects,
	everyIsn,
	IRS,
	send,
	sent,
	synSent,
	timers,
	wait,
} from '../../support/arrive.js';

const MSS = 1000;
const ROUND_TRIP = 20 * MILLISECOND;

/** What Linux does at the sender, and nothing that delays what a test sends. */
const RACK: Partial<Config> = {
	mss: MSS,
	mtuMss: MSS,
	initialWindow: 10,
	rtoMin: 200 * MILLISECOND,
	sendBuffer: 200_000,
	tailLossProbe: true,
	frto: true,
	behaviours: behaviours('rack', 'counts-segments', 'variance-floor'),
};

type Wanted = {config?: Partial<Config>; both?: ('sack' | 'timestamps')[]; octets?: number};

/** Opened over a round trip of 20 ms; then ten segments, or what is wanted, are out. */
function running({config = {}, both = ['sack'], octets = 10 * MSS}: Wanted = {}): Tcb {
	const mtuMss = MSS + (both.includes('timestamps') ? 12 : 0);
	const tcb = synSent({both, config: {...RACK, mtuMss, ...config}});
	wait(tcb, ROUND_TRIP);
	const options = {mss: mtuMss, sackOk: both.includes('sack')};
	arrive(tcb, {
		seq: IRS,
		ack: 101,
		flags: 'S.',
		wnd: 65_535,
		...options,
		...(both.includes('timestamps') && {ts: 7000}),
	});
	if (octets > 0) send(tcb, octets);
	return tcb;
}

/** The number just behind our `n`-th segment; the SYN was the first. */
const after = (n: number): number => 101 + (n - 1) * MSS;
const block = (first: number, last = first): readonly [number, number] => [after(first - 1), after(last)];
/** Which of our segments the last event sent. */
const numbers = (tcb: Tcb): number[] => sent(tcb).map(s => (asOurs(s.seq) - 101) / MSS + 2);
const reasons = (tcb: Tcb): string[] => effects(tcb).flatMap(e => (e.kind === 'send' ? [e.why] : []));
const phase = (tcb: Tcb): string => tcb.cc.phase;

everyIsn(() => {
	describe('RFC 8985 §6.2: RACK', () => {
		it('takes a segment as lost when three sent after it are reported, without a wait', () => {
			const tcb = running();
			wait(tcb, ROUND_TRIP);
			arrive(tcb, {sack: [block(3)]});
			arrive(tcb, {sack: [block(3, 4)]});
			expect([phase(tcb), tcb.board.lost]).toEqual(['disorder', 0]);
			expect(arrive(tcb, {sack: [block(3, 5)]})).toContain('rack-lost');
			expect([phase(tcb), numbers(tcb), reasons(tcb)]).toEqual(['recovery', [2], ['rack-resends']]);
		});

		it('waits a quarter of the least round trip for one report (§6.2 step 4), then sends again (§6.3)', () => {
			const tcb = running({octets: 2 * MSS});
			wait(tcb, ROUND_TRIP);
			expect(arrive(tcb, {sack: [block(3)]})).toContain('rack-waits');
			// 20 ms / 4 and 2 ms, as the ticks of Linux's clock have it.
			expect(timers(tcb)).toEqual({reordering: 0.012});
			wait(tcb, 11 * MILLISECOND);
			expect(tcb.board.lost).toBe(0);
			expect(wait(tcb, 1 * MILLISECOND)).toContain('rack-lost');
			expect([phase(tcb), numbers(tcb)]).toEqual(['recovery', [2]]);
			expect(Object.keys(timers(tcb))).toEqual(['retransmission']);
		});

		it('lets a segment that was only late arrive in that time, and cuts nothing', () => {
			const tcb = running({octets: 2 * MSS});
			wait(tcb, ROUND_TRIP);
			arrive(tcb, {sack: [block(3)]});
			wait(tcb, 5 * MILLISECOND);
			const cwnd = tcb.cc.cwnd;
			arrive(tcb, {ack: after(3)});
			expect([phase(tcb), tcb.cc.cwnd >= cwnd, timers(tcb)]).toEqual(['open', true, {}]);
			expect(tcb.rack.reordered).toBe(1);
		});

		it('waits in recovery too, once the network was seen to overtake', () => {
			const tcb = running();
			wait(tcb, ROUND_TRIP);
			arrive(tcb, {sack: [block(4)]});
			expect(arrive(tcb, {ack: after(2), sack: [block(4)]})).toContain('rack-reordering');
			arrive(tcb, {ack: after(2), sack: [block(4, 5)]});
			arrive(tcb, {ack: after(2), sack: [block(4, 6)]});
			expect([phase(tcb), tcb.board.lost]).toEqual(['disorder', 0]);
			expect(timers(tcb).reordering).toBeCloseTo(0.012);
		});

		it('finds a retransmission that was lost too, by what was sent after it', () => {
			const tcb = running({octets: 40 * MSS});
			wait(tcb, ROUND_TRIP);
			arrive(tcb, {sack: [block(3, 9)]});
			expect(numbers(tcb)[0]).toBe(2);
			expect(numbers(tcb).length).toBeGreaterThan(1);
			wait(tcb, ROUND_TRIP);
			arrive(tcb, {sack: [block(3, 12)]});
			expect(numbers(tcb)).toContain(2);
		});

		it('takes nothing as lost for an ACK that may be of the first sending of what went twice', () => {
			const tcb = running({octets: 4 * MSS});
			// The probe after 48 ms, the timeout 220 ms behind it.
			wait(tcb, 270 * MILLISECOND);
			const before = tcb.rack.order;
			wait(tcb, 1 * MILLISECOND);
			arrive(tcb, {ack: after(2)});
			// A millisecond is less than any round trip was.
			expect(tcb.rack.order).toBe(before);
		});

		it('counts what is neither reported nor lost as in flight, and sends for each that leaves', () => {
			const tcb = running({octets: 40 * MSS});
			wait(tcb, ROUND_TRIP);
			expect(tcb.retransmissions.length).toBe(10);
			arrive(tcb, {sack: [block(3)]});
			expect(numbers(tcb)).toEqual([12]);
		});
	});

	describe('RACK.min_RTT', () => {
		/** Our SYN went twice, and the answer comes 20 ms after the second. */
		function answeredLate(both: NonNullable<Wanted['both']>): Tcb {
			const tcb = synSent({both, config: RACK});
			wait(tcb, SECOND + ROUND_TRIP);
			arrive(tcb, {seq: IRS, ack: 101, flags: 'S.', sackOk: true, ...(both.includes('timestamps') && {ts: 7000})});
			return tcb;
		}

		it('is told by a timestamp, too, where what is acknowledged went twice', () => {
			expect(answeredLate(['sack', 'timestamps']).rack.minRtt).toBe(ROUND_TRIP);
			expect(answeredLate(['sack']).rack.minRtt).toBeNull();
		});
	});

	describe('RFC 2018 §8: a report that is taken back', () => {
		/** Of ten segments the first goes again; then an ACK stops before what was reported. */
		function takenBack(roundTrip = ROUND_TRIP): Tcb {
			const tcb = running();
			wait(tcb, roundTrip);
			arrive(tcb, {sack: [block(3, 6)]});
			wait(tcb, ROUND_TRIP);
			expect(arrive(tcb, {ack: after(2)})).toContain('sack-taken-back');
			return tcb;
		}

		it('has 10 ms, by Linux’s clock 12, to prove that only its ACK is late', () => {
			const tcb = takenBack();
			expect(timers(tcb)).toEqual({retransmission: 0.012});
			wait(tcb, 11 * MILLISECOND);
			expect(sent(tcb)).toEqual([]);
			arrive(tcb, {ack: after(6)});
			expect([tcb.retransmissions.length, tcb.board.sacked]).toEqual([5, 0]);
			expect(timers(tcb).retransmission).toBeGreaterThan(0.2);
		});

		it('or half of SRTT; then nothing that was reported is believed, and the oldest goes again', () => {
			expect(timers(takenBack(400 * MILLISECOND))).toEqual({retransmission: 0.036});
			const tcb = takenBack();
			wait(tcb, 12 * MILLISECOND);
			expect([phase(tcb), numbers(tcb), tcb.board.sacked, tcb.board.lost]).toEqual(['loss', [3], 0, 9]);
		});
	});

	describe('RFC 6937: proportional rate reduction', () => {
		it('lets cwnd come down to ssthresh while segments leave the network, and ends there', () => {
			const tcb = running({octets: 100 * MSS});
			wait(tcb, ROUND_TRIP);
			const before = tcb.cc.cwnd / MSS;
			arrive(tcb, {sack: [block(3, 5)]});
			const target = tcb.cc.ssthresh / MSS;
			expect([phase(tcb), tcb.prr.before, target]).toEqual(['recovery', before, Math.floor(before / 2)]);
			let sentInAll = numbers(tcb).length;
			for (let n = 6; n <= 11; n++) {
				arrive(tcb, {sack: [block(3, n)]});
				sentInAll += numbers(tcb).length;
			}

			// Nine have left the network: half as many go.
			expect(sentInAll).toBe(Math.ceil((9 * target) / before));
			arrive(tcb, {ack: asOurs(tcb.snd.nxt)});
			expect(phase(tcb)).toBe('open');
			// From ssthresh on it grows again, with this ACK already.
			expect(tcb.cc.cwnd).toBe(tcb.cc.ssthresh + MSS);
		});

		it('sends the missing segment whatever is in flight', () => {
			const tcb = running({octets: 10 * MSS});
			wait(tcb, ROUND_TRIP);
			arrive(tcb, {sack: [block(3)]});
			arrive(tcb, {sack: [block(3, 4)]});
			arrive(tcb, {sack: [block(3, 5)]});
			expect(numbers(tcb)).toEqual([2]);
			expect(tcb.prr.out).toBe(1);
		});

		it('cuts once for one window of data: a second hole in it takes nothing more', () => {
			const tcb = running({octets: 10 * MSS});
			wait(tcb, ROUND_TRIP);
			arrive(tcb, {sack: [block(3, 5)]});
			const {ssthresh} = tcb.cc;
			arrive(tcb, {ack: after(2), sack: [block(3, 5), block(7, 10)]});
			expect([phase(tcb), tcb.cc.ssthresh]).toEqual(['recovery', ssthresh]);
		});
	});

	describe('RFC 8985 §7: tail loss probes', () => {
		it('come after two round trips, before the timeout, with the last segment', () => {
			const tcb = running({octets: 3 * MSS});
			expect(timers(tcb)).toEqual({'loss-probe': 0.048});
			expect(wait(tcb, 48 * MILLISECOND)).toContain('tail-loss-probe');
			expect([numbers(tcb), reasons(tcb)]).toEqual([[4], ['tail-loss-probe']]);
			expect(timers(tcb)).toEqual({retransmission: 0.22});
		});

		it('leave room for a delayed ACK where one segment alone is out, RTO at most', () => {
			const tcb = running({octets: 1 * MSS});
			expect(timers(tcb)).toEqual({'loss-probe': 0.22});
		});

		it('carry new text where there is some, whatever cwnd says', () => {
			const tcb = running({octets: 40 * MSS});
			const next = tcb.retransmissions.length + 2;
			wait(tcb, 48 * MILLISECOND);
			expect([numbers(tcb), tcb.tlp.resent]).toEqual([[next], false]);
		});

		it('are sent once: the timeout follows', () => {
			const tcb = running({octets: 3 * MSS});
			const lines = wait(tcb, 300 * MILLISECOND);
			expect(lines.filter(line => line === 'tail-loss-probe').length).toBe(1);
			expect(lines).toContain('retransmission-timeout');
		});

		it('that repair a lost tail cut ssthresh as any loss does (§7.4)', () => {
			const tcb = running({octets: 3 * MSS});
			wait(tcb, 40 * MILLISECOND);
			arrive(tcb, {ack: after(3)});
			wait(tcb, 300 * MILLISECOND);
			send(tcb, 1 * MSS);
			expect(tcb.tlp.end).not.toBeNull();
			expect(arrive(tcb, {ack: asOurs(tcb.snd.nxt)})).toContain('probe-found-loss');
			expect([tcb.tlp.end, tcb.cc.cwnd === tcb.cc.ssthresh]).toEqual([null, true]);
		});

		it('whose original had arrived too cut nothing: a D-SACK tells', () => {
			const tcb = running({octets: 3 * MSS});
			wait(tcb, 48 * MILLISECOND);
			const {ssthresh} = tcb.cc;
			arrive(tcb, {ack: after(4), sack: [block(4)]});
			expect([tcb.tlp.end, tcb.cc.ssthresh]).toEqual([null, ssthresh]);
		});

		it.each([
			['without SACK', {both: []}],
			['where they are switched off', {config: {tailLossProbe: false}}],
		] as const)('do not go %s', (_where, wanted) => {
			const tcb = running({octets: 3 * MSS, ...(wanted as Wanted)});
			expect(timers(tcb)).toEqual({retransmission: 0.22});
		});
	});

	describe('RFC 5682: F-RTO', () => {
		/** A timeout has sent the oldest again. */
		function timedOut(wanted: Wanted = {}): Tcb {
			const tcb = running({config: {tailLossProbe: false}, ...wanted});
			wait(tcb, 230 * MILLISECOND);
			expect([phase(tcb), numbers(tcb)]).toEqual(['loss', [2]]);
			return tcb;
		}

		it('sends new text for the first ACK, not what may be late (step 2 b)', () => {
			const tcb = timedOut({octets: 40 * MSS});
			expect(arrive(tcb, {ack: after(2)})).toContain('frto-sends-new');
			expect(numbers(tcb)).toEqual([12, 13]);
		});

		it('undoes the timeout when what was never sent again arrives (step 3 b)', () => {
			const tcb = timedOut({octets: 40 * MSS});
			const {cwnd} = tcb.undo;
			arrive(tcb, {ack: after(2)});
			expect(arrive(tcb, {ack: after(3)})).toContain('frto-spurious');
			expect([phase(tcb), tcb.cc.cwnd >= cwnd, tcb.board.lost]).toEqual(['open', true, 0]);
		});

		it('goes back to repairing when the next ACK reports something missing (step 3 a)', () => {
			const tcb = timedOut({octets: 40 * MSS});
			arrive(tcb, {ack: after(2)});
			arrive(tcb, {ack: after(2), sack: [block(12)]});
			expect([phase(tcb), tcb.frto]).toEqual(['loss', 'off']);
			expect(numbers(tcb)[0]).toBe(3);
		});

		it('repairs at once when there is nothing new to send', () => {
			const tcb = timedOut();
			arrive(tcb, {ack: after(2)});
			expect([tcb.frto, numbers(tcb)]).toEqual(['off', [3, 4]]);
			expect(reasons(tcb)).toEqual(['sends-lost-again', 'sends-lost-again']);
		});

		it('is not asked where it is switched off', () => {
			const tcb = timedOut({octets: 40 * MSS, config: {tailLossProbe: false, frto: false}});
			arrive(tcb, {ack: after(2)});
			expect(numbers(tcb)).toEqual([3, 4]);
		});

		it('ends the loss when all that was out is acknowledged', () => {
			const tcb = timedOut();
			arrive(tcb, {ack: after(11)});
			expect(phase(tcb)).toBe('open');
		});
	});

	describe('a reduction that was none is undone', () => {
		it('when D-SACKs prove every retransmission needless (RFC 3708)', () => {
			const tcb = running();
			wait(tcb, ROUND_TRIP);
			const {cwnd} = tcb.cc;
			arrive(tcb, {sack: [block(3, 5)]});
			expect(tcb.cc.ssthresh).toBeLessThan(cwnd);
			arrive(tcb, {ack: after(11)});
			expect(arrive(tcb, {sack: [block(2)]})).toContain('reduction-undone');
			expect([tcb.cc.cwnd >= cwnd, phase(tcb)]).toEqual([true, 'open']);
		});

		it('when the ACK echoes a time before the retransmission (Eifel, RFC 3522)', () => {
			const tcb = running({both: ['sack', 'timestamps']});
			wait(tcb, ROUND_TRIP);
			const echo = sentTimestamp(tcb);
			arrive(tcb, {sack: [block(3, 5)]});
			wait(tcb, 5 * MILLISECOND);
			expect(arrive(tcb, {ack: asOurs(tcb.snd.nxt), ts: [9_000_000, echo]})).toContain('reduction-undone');
		});

		it('but not when one of them was needed', () => {
			const tcb = running();
			wait(tcb, ROUND_TRIP);
			arrive(tcb, {sack: [block(3, 5), block(7, 9)]});
			expect(numbers(tcb)).toEqual([2, 6]);
			arrive(tcb, {ack: after(11)});
			expect(arrive(tcb, {sack: [block(2)]})).not.toContain('reduction-undone');
		});
	});

	describe('without SACK', () => {
		it('three duplicate ACKs are the loss of the oldest, and count as arrived', () => {
			const tcb = running({both: []});
			wait(tcb, ROUND_TRIP);
			for (let n = 0; n < 3; n++) arrive(tcb, {});
			expect([phase(tcb), numbers(tcb), tcb.board.sacked]).toEqual(['recovery', [2], 3]);
		});

		it('a partial ACK names the next hole (RFC 6582)', () => {
			const tcb = running({both: []});
			wait(tcb, ROUND_TRIP);
			for (let n = 0; n < 6; n++) arrive(tcb, {});
			wait(tcb, ROUND_TRIP);
			arrive(tcb, {ack: after(4)});
			expect(numbers(tcb)[0]).toBe(5);
		});

		it('recovery holds at its end until more is acknowledged', () => {
			const tcb = running({both: []});
			wait(tcb, ROUND_TRIP);
			for (let n = 0; n < 3; n++) arrive(tcb, {});
			wait(tcb, ROUND_TRIP);
			arrive(tcb, {ack: after(11)});
			expect(phase(tcb)).toBe('recovery');
			send(tcb, MSS);
			wait(tcb, ROUND_TRIP);
			arrive(tcb, {ack: after(12)});
			expect(phase(tcb)).toBe('open');
		});
	});

	describe('what goes again', () => {
		it('takes short segments behind it along, as far as they fit (tcp_retrans_collapse)', () => {
			const tcb = running({octets: 0, config: {tailLossProbe: false, nagle: false}});
			for (let n = 0; n < 4; n++) send(tcb, 10);
			close(tcb);
			wait(tcb, 230 * MILLISECOND);
			expect(sent(tcb).map(s => [s.text.length, s.fin])).toEqual([[40, true]]);
			expect(tcb.retransmissions.length).toBe(1);
		});

		it('takes along what duplicate ACKs had counted as arrived: without SACK none of it counts any more', () => {
			const tcb = running({octets: 0, both: [], config: {nagle: false}});
			for (let n = 0; n < 4; n++) send(tcb, 10);
			wait(tcb, ROUND_TRIP);
			for (let n = 0; n < 3; n++) arrive(tcb, {});
			expect(sent(tcb).map(s => s.text.length)).toEqual([40]);
			expect([tcb.retransmissions.length, tcb.board.sacked, tcb.board.lost, tcb.board.again]).toEqual([1, 0, 1, 1]);
		});

		it('is cut where SACK blocks of our own need room', () => {
			const tcb = running({octets: 5 * MSS});
			arrive(tcb, {seq: 401, text: 100});
			wait(tcb, ROUND_TRIP);
			arrive(tcb, {seq: 301, sack: [block(3, 5)]});
			expect(sent(tcb).map(s => s.text.length)[0]).toBe(MSS - 12);
			expect(tcb.retransmissions.length).toBe(6);
		});
	});
});

/** The TSval of what was sent last. */
function sentTimestamp(tcb: Tcb): number {
	return (Math.floor((tcb.retransmissions[0]?.sentAt ?? 0) / 1000) + tcb.ts.offset) >>> 0;
}
