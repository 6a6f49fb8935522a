import {describe, expect, it} from 'vitest';
import {behaviours, SECOND, type Tcb} from '../../src/tcp/index.js';
import {timestampAt} from '../../src/tcp/options/timestamps.js';
import {
	arrive,
	asOurs,
	established,
	everyIsn,
	IRS,
	type Making,
	ours,
	send,
	sends,
	sent,
	synReceived,
	synSent,
	timers,
	wait,
} from '../support/arrive.js';

const MSS = 1000;
/** Segments of 1000 octets, an initial window of four: numbers that can be walked by hand. */
const making = {config: {mss: MSS, mtuMss: MSS}, mss: MSS};
const start = (config = {}) => established({...making, config: {...making.config, ...config}});

/** The number just behind our `n`-th segment. */
const after = (n: number) => 101 + n * MSS;
const windows = ({cc}: Tcb) => [cc.cwnd, cc.ssthresh === 2 ** 30 ? Number.POSITIVE_INFINITY : cc.ssthresh];
/** Which of our segments the last event sent, from 1. */
const numbers = (tcb: Tcb) => sent(tcb).map(s => (asOurs(s.seq) - 101) / MSS + 1);
const flight = (tcb: Tcb) => asOurs(tcb.snd.nxt) - asOurs(tcb.snd.una);

/** In congestion avoidance with cwnd 10 segments and ten of them out. */
function tenOut(config = {}): Tcb {
	const tcb = start({initialWindow: 10, ...config});
	send(tcb, 40 * MSS);
	expect(flight(tcb)).toBe(10 * MSS);
	return tcb;
}

everyIsn(() => {
	describe('RFC 5681 §3.1: the initial window', () => {
		it.each([
			[1460, 3 * 1460],
			[1095, 4 * 1095],
			[1096, 3 * 1096],
			[2190, 3 * 2190],
			[2191, 2 * 2191],
		])('for segments of %i octets is %i', (mss, window) => {
			const tcb = established({config: {mss, mtuMss: mss}, mss});
			expect(windows(tcb)).toEqual([window, Number.POSITIVE_INFINITY]);
		});

		it('is one segment when the SYN was lost', () => {
			const tcb = synSent();
			wait(tcb, 1 * SECOND);
			arrive(tcb, {seq: IRS, ack: 101, flags: 'S.', mss: 1460, wnd: 8000});
			expect(tcb.cc.cwnd).toBe(1460);
		});

		describe('where a lost SYN is forgiven (Linux)', () => {
			const forgiving = {config: {behaviours: behaviours('forgives-lost-syn', 'syn-ack-again')}};
			const segments = ({cc, snd}: Tcb): number => cc.cwnd / snd.mss;

			/** The peer's SYN comes when ours has gone so often. */
			function sentOften(times: number, more: Making = {}, ts?: readonly [number, number]): Tcb {
				const tcb = synSent({...forgiving, ...more});
				while ((tcb.retransmissions[0]?.timesSent ?? 0) < times) wait(tcb, SECOND);
				arrive(tcb, {seq: IRS, ack: 101, flags: 'S.', mss: 1460, wnd: 8000, ...(ts && {ts})});
				return tcb;
			}

			it('takes two timeouts', () => {
				expect([1, 2, 3].map(times => segments(sentOften(times)))).toEqual([3, 3, 1]);
			});

			it('is whole where the timestamp says that the first SYN did arrive', () => {
				const both = {both: ['timestamps']} as const;
				const [first, second] = [0, 1].map(at => timestampAt(synSent({...forgiving, ...both}), at * SECOND));
				expect(segments(sentOften(3, both, [1, first ?? 0]))).toBe(3);
				expect(segments(sentOften(3, both, [1, second ?? 0]))).toBe(1);
			});

			it('counts the timeouts of a SYN,ACK, not the answers to a SYN that came twice', () => {
				const passive = (waits: number, again: number): number => {
					const tcb = synReceived(forgiving);
					for (let n = 0; n < again; n++) {
						arrive(tcb, {seq: IRS, flags: 'S'});
						wait(tcb, SECOND / 2);
					}

					for (let n = 0; n < waits; n++) wait(tcb, tcb.rto.rto);
					arrive(tcb, {ack: 101});
					return segments(tcb);
				};
				expect([passive(0, 3), passive(1, 1), passive(2, 0)]).toEqual([3, 3, 1]);
			});
		});

		it('may be set, as Linux sets it to ten', () => {
			expect(start({initialWindow: 10}).cc.cwnd).toBe(10 * MSS);
		});

		it('is what is sent before the first ACK', () => {
			const tcb = start();
			expect(send(tcb, 20 * MSS).at(-1)).toBe('cwnd-full');
			expect(numbers(tcb)).toEqual([1, 2, 3, 4]);
		});
	});

	describe('RFC 5681 §3.1: slow start (MUST-19)', () => {
		it('grows cwnd by a segment for each ACK, so that two go for one that left', () => {
			const tcb = start();
			send(tcb, 40 * MSS);
			expect(arrive(tcb, {ack: after(1)})).toContain('slow-start');
			expect([tcb.cc.cwnd, numbers(tcb)]).toEqual([5 * MSS, [5, 6]]);
			arrive(tcb, {ack: after(2)});
			expect([tcb.cc.cwnd, numbers(tcb)]).toEqual([6 * MSS, [7, 8]]);
		});

		it('grows by one segment at most when an ACK covers two', () => {
			const tcb = start();
			send(tcb, 40 * MSS);
			arrive(tcb, {ack: after(2)});
			expect([tcb.cc.cwnd, numbers(tcb)]).toEqual([5 * MSS, [5, 6, 7]]);
		});

		it('grows by the octets acknowledged, so that ACKs split in many bring no more (ACK division)', () => {
			const tcb = start();
			send(tcb, 40 * MSS);
			for (let n = 1; n <= 100; n++) arrive(tcb, {ack: 101 + n * 10});
			expect(tcb.cc.cwnd).toBe(5 * MSS);
		});

		it('does not grow a window that was not used', () => {
			const tcb = start();
			for (let n = 0; n < 5; n++) {
				send(tcb, 100);
				arrive(tcb, {ack: 101 + 100 * (n + 1)});
			}

			expect(tcb.cc.cwnd).toBe(4 * MSS);
		});
	});

	describe('RFC 5681 §3.1: congestion avoidance', () => {
		it('grows cwnd by one segment for each window acknowledged', () => {
			const tcb = start();
			send(tcb, 60 * MSS);
			tcb.cc.ssthresh = 4 * MSS;
			for (let n = 1; n <= 3; n++) arrive(tcb, {ack: after(n)});
			expect(tcb.cc.cwnd).toBe(4 * MSS);
			expect(arrive(tcb, {ack: after(4)})).toContain('congestion-avoidance');
			expect(tcb.cc.cwnd).toBe(5 * MSS);
			for (let n = 5; n <= 8; n++) arrive(tcb, {ack: after(n)});
			expect(tcb.cc.cwnd).toBe(5 * MSS);
			arrive(tcb, {ack: after(9)});
			expect(tcb.cc.cwnd).toBe(6 * MSS);
		});
	});

	describe('RFC 5681 §3.1: a window that is not used', () => {
		it('does not grow in congestion avoidance either', () => {
			const tcb = start();
			tcb.cc.ssthresh = 2 * MSS;
			for (let n = 0; n < 20; n++) {
				send(tcb, MSS);
				arrive(tcb, {ack: after(n + 1)});
			}

			expect(tcb.cc.cwnd).toBe(4 * MSS);
		});
	});

	describe('RFC 5681 §3.1: loss seen by the timer', () => {
		it('cuts ssthresh to half of what is out, and cwnd to one segment', () => {
			const tcb = tenOut();
			expect(wait(tcb, 1 * SECOND)).toEqual([
				'1 s: retransmission',
				'retransmission-timeout',
				'cc-timeout',
				'send . 101:1101(1000) ack 301',
				'cwnd-full',
			]);
			expect(windows(tcb)).toEqual([MSS, 5 * MSS]);
		});

		it('never cuts ssthresh below two segments', () => {
			const tcb = start();
			send(tcb, 100);
			wait(tcb, 1 * SECOND);
			expect(tcb.cc.ssthresh).toBe(2 * MSS);
		});

		it('cuts ssthresh once, however often the same is lost', () => {
			const tcb = tenOut();
			wait(tcb, 7 * SECOND);
			expect(tcb.rto.timeouts).toBe(3);
			expect(windows(tcb)).toEqual([MSS, 5 * MSS]);
		});

		it('cuts it when the segment had been sent again by fast retransmit only', () => {
			const tcb = tenOut();
			for (let n = 0; n < 3; n++) arrive(tcb, {ack: 101});
			expect(tcb.cc.ssthresh).toBe(5 * MSS);
			wait(tcb, 1 * SECOND);
			expect([tcb.cc.phase, tcb.cc.cwnd]).toEqual(['loss', MSS]);
			expect(tcb.cc.ssthresh).toBeLessThanOrEqual(5 * MSS);
		});

		it('sends again what it gave up, as slow start allows', () => {
			const tcb = tenOut();
			wait(tcb, 1 * SECOND);
			expect(arrive(tcb, {ack: after(1)}).filter(l => l === 'sends-lost-again' || l === 'slow-start')).toEqual([
				'slow-start',
			]);
			expect([tcb.cc.cwnd, numbers(tcb)]).toEqual([2 * MSS, [2, 3]]);
			arrive(tcb, {ack: after(2)});
			expect([tcb.cc.cwnd, numbers(tcb)]).toEqual([3 * MSS, [4, 5]]);
			arrive(tcb, {ack: after(3)});
			expect([tcb.cc.cwnd, numbers(tcb)]).toEqual([4 * MSS, [6, 7]]);
		});

		it('does not send again what an ACK jumps over', () => {
			const tcb = tenOut();
			wait(tcb, 1 * SECOND);
			arrive(tcb, {ack: after(9)});
			expect(numbers(tcb)).toEqual([10, 11]);
			arrive(tcb, {ack: after(10)});
			expect([tcb.cc.phase, numbers(tcb)]).toEqual(['open', [12, 13]]);
		});

		it('does not take duplicates of what it sent twice for a new loss (RFC 6582 §3.2 step 4)', () => {
			const tcb = tenOut();
			wait(tcb, 1 * SECOND);
			arrive(tcb, {ack: after(4)});
			const lines = [1, 2, 3, 4].flatMap(() => arrive(tcb, {ack: after(4)}));
			expect(lines).toContain('recovery-avoided');
			expect(lines).not.toContain('fast-retransmit');
		});
	});

	describe('RFC 5681 §2: a duplicate ACK', () => {
		const counts = (act: (tcb: Tcb) => void): number => {
			const tcb = tenOut();
			act(tcb);
			return tcb.cc.dupAcks;
		};

		it('acknowledges SND.UNA, without text, SYN, FIN or another window, while text is out', () => {
			expect(counts(tcb => arrive(tcb, {ack: 101}))).toBe(1);
			expect(counts(tcb => arrive(tcb, {ack: 101, text: 'x'}))).toBe(0);
			expect(counts(tcb => arrive(tcb, {ack: 101, flags: 'F.'}))).toBe(0);
			expect(counts(tcb => arrive(tcb, {ack: 101, flags: 'S.'}))).toBe(0);
			expect(counts(tcb => arrive(tcb, {ack: 101, wnd: 60_000}))).toBe(0);
			expect(counts(tcb => arrive(tcb, {ack: 99}))).toBe(0);
			const idle = start();
			arrive(idle, {ack: 101});
			expect(idle.cc.dupAcks).toBe(0);
		});

		it('starts to count anew with any progress', () => {
			const tcb = tenOut();
			arrive(tcb, {ack: 101});
			arrive(tcb, {ack: 101});
			arrive(tcb, {ack: after(1)});
			expect(tcb.cc.dupAcks).toBe(0);
			arrive(tcb, {ack: after(1)});
			arrive(tcb, {ack: after(1)});
			expect(tcb.cc.phase).toBe('open');
		});
	});

	describe('RFC 5681 §3.2: fast retransmit and fast recovery', () => {
		it('sends nothing for the first two duplicates, the missing segment for the third', () => {
			const tcb = tenOut();
			expect(arrive(tcb, {ack: 101})).toEqual(['dup-ack', 'cwnd-full']);
			expect(arrive(tcb, {ack: 101})).toEqual(['dup-ack', 'cwnd-full']);
			expect(arrive(tcb, {ack: 101})).toEqual([
				'dup-ack',
				'fast-retransmit',
				'send . 101:1101(1000) ack 301',
				'cwnd-full',
			]);
			// ssthresh = 10/2 segments, cwnd = ssthresh + 3.
			expect(windows(tcb)).toEqual([8 * MSS, 5 * MSS]);
		});

		it('inflates cwnd for each further duplicate, and sends new text when it exceeds what is out', () => {
			const tcb = tenOut();
			for (let n = 0; n < 3; n++) arrive(tcb, {ack: 101});
			const sentFor = [4, 5, 6, 7].map(() => {
				arrive(tcb, {ack: 101});
				return [tcb.cc.cwnd / MSS, ...numbers(tcb)];
			});
			expect(sentFor).toEqual([[9], [10], [11, 11], [12, 12]]);
		});

		it('deflates when all is acknowledged that was out (RFC 6582 §3.2 step 3, option 1)', () => {
			const tcb = tenOut();
			for (let n = 0; n < 9; n++) arrive(tcb, {ack: 101});
			expect(tcb.cc.cwnd).toBe(14 * MSS);
			// Segments 11 to 14 are out: min(ssthresh, max(4, 1) + 1) = 5, so one more may go.
			expect(arrive(tcb, {ack: after(10)})).toContain('recovery-ends');
			expect([tcb.cc.cwnd, tcb.cc.phase, numbers(tcb)]).toEqual([5 * MSS, 'open', [15]]);
		});

		it('is not entered again by duplicates of what recovery sent, until more than that is acknowledged', () => {
			const tcb = tenOut();
			for (let n = 0; n < 9; n++) arrive(tcb, {ack: 101});
			arrive(tcb, {ack: after(10)});
			const lines = [1, 2, 3].flatMap(() => arrive(tcb, {ack: after(10)}));
			expect(lines).toContain('recovery-avoided');
			arrive(tcb, {ack: after(11)});
			const more = [1, 2, 3].flatMap(() => arrive(tcb, {ack: after(11)}));
			expect(more).toContain('fast-retransmit');
		});

		it('forgets in time where the last loss was: left behind, it would look ahead after 2^31 octets', () => {
			const tcb = tenOut();
			for (let n = 0; n < 3; n++) arrive(tcb, {ack: 101});
			arrive(tcb, {ack: after(10)});
			expect(asOurs(tcb.cc.recover)).toBe(after(10));
			arrive(tcb, {ack: asOurs(tcb.snd.nxt)});
			expect(asOurs(tcb.cc.recover)).toBe(asOurs(tcb.snd.una) - 1);
		});

		it('stays out of it with another number of duplicates where that is set', () => {
			const tcb = tenOut({dupThresh: 5});
			const lines = [1, 2, 3, 4].flatMap(() => arrive(tcb, {ack: 101}));
			expect(lines).not.toContain('fast-retransmit');
			expect(arrive(tcb, {ack: 101})).toContain('fast-retransmit');
		});
	});

	describe('RFC 6582 §3.2: a partial ACK', () => {
		/** Segments 1, 4 and 7 of ten are lost: six duplicates of the seven others have come. */
		function threeLost(): Tcb {
			const tcb = tenOut();
			for (let n = 0; n < 7; n++) arrive(tcb, {ack: 101});
			expect(windows(tcb)).toEqual([12 * MSS, 5 * MSS]);
			return tcb;
		}

		it('sends the next hole at once, deflates by what it acknowledges, adds a segment back', () => {
			const tcb = threeLost();
			expect(arrive(tcb, {ack: after(3)})).toEqual([
				'ack-advances',
				'karn-no-sample',
				'partial-ack',
				'send . 3101:4101(1000) ack 301',
				'signal send buffer has room',
				'send . 12101:13101(1000) ack 301',
				'cwnd-full',
			]);
			// 12 - 3 + 1 = 10 from SND.UNA on: 4 to 13.
			expect([tcb.cc.cwnd, tcb.cc.phase]).toEqual([10 * MSS, 'recovery']);
		});

		it('leads on from hole to hole until all that was out is acknowledged', () => {
			const tcb = threeLost();
			arrive(tcb, {ack: after(3)});
			expect(arrive(tcb, {ack: after(6)}).filter(l => l === 'partial-ack')).toHaveLength(1);
			expect(numbers(tcb)[0]).toBe(7);
			expect(arrive(tcb, {ack: after(10)})).toContain('recovery-ends');
			expect(tcb.cc.ssthresh).toBe(5 * MSS);
		});

		it('starts the timer anew the first time only, so that many holes end in a timeout (§4, impatient)', () => {
			const tcb = threeLost();
			wait(tcb, 0.3 * SECOND);
			arrive(tcb, {ack: after(3)});
			expect(timers(tcb)).toEqual({retransmission: 1});
			wait(tcb, 0.3 * SECOND);
			arrive(tcb, {ack: after(6)});
			expect(timers(tcb)).toEqual({retransmission: 0.7});
			arrive(tcb, {ack: after(10)});
			expect(timers(tcb)).toEqual({retransmission: 1});
		});

		it('adds no segment back when it acknowledges less than one', () => {
			const tcb = threeLost();
			arrive(tcb, {ack: 101 + 400});
			expect(tcb.cc.cwnd).toBe(12 * MSS - 400);
		});

		it('leaves recovery by the timer with the loss window', () => {
			const tcb = threeLost();
			wait(tcb, 1 * SECOND);
			expect([tcb.cc.phase, tcb.cc.cwnd]).toEqual(['loss', MSS]);
		});
	});

	describe('RFC 5681 §4.1: after idling', () => {
		it('falls back to the restart window when nothing was sent for more than RTO', () => {
			const tcb = start();
			send(tcb, 10 * MSS);
			for (let n = 1; n <= 10; n++) arrive(tcb, {ack: after(n)});
			const {cwnd} = tcb.cc;
			expect(cwnd).toBeGreaterThan(4 * MSS);
			wait(tcb, 1 * SECOND);
			expect(send(tcb, 1)).not.toContain('restart-window');
			arrive(tcb, {ack: after(10) + 1});
			wait(tcb, 1.1 * SECOND);
			expect(send(tcb, 1)).toContain('restart-window');
			expect(tcb.cc.cwnd).toBe(4 * MSS);
		});

		it('not before anything can be sent: a segment that is refused changes nothing', () => {
			const tcb = start();
			send(tcb, 10 * MSS);
			for (let n = 1; n <= 10; n++) arrive(tcb, {ack: after(n)});
			const {cwnd} = tcb.cc;
			arrive(tcb, {wnd: 0});
			send(tcb, MSS);
			// The first probe goes after a second, the next two later.
			wait(tcb, 2.5 * SECOND);
			expect(arrive(tcb, {seq: 200, text: 10})).toContain('seq-unacceptable');
			expect(tcb.cc.cwnd).toBe(cwnd);
			expect(arrive(tcb, {wnd: 65_535})).toContain('restart-window');
		});

		it('never raises cwnd', () => {
			const tcb = start();
			send(tcb, MSS);
			wait(tcb, 1 * SECOND);
			arrive(tcb, {ack: after(1)});
			const {cwnd} = tcb.cc;
			wait(tcb, 100 * SECOND);
			send(tcb, 1);
			expect(tcb.cc.cwnd).toBe(cwnd);
			expect(cwnd).toBe(2 * MSS);
		});
	});

	describe('the loss of everything', () => {
		it('heals: what was written is acknowledged in the end', () => {
			const tcb = tenOut();
			wait(tcb, 1 * SECOND);
			let guard = 0;
			while (tcb.snd.una !== tcb.snd.nxt && guard++ < 200) {
				const next = sent(tcb).at(-1);
				arrive(tcb, {ack: next === undefined ? asOurs(tcb.snd.nxt) : asOurs(next.seq) + next.text.length});
			}

			expect(tcb.snd.una).toBe(ours(after(40)));
			expect(sends(wait(tcb, 100 * SECOND))).toEqual([]);
		});
	});
});
