import {describe, expect, it} from 'vitest';
import {behaviours, type Effect, SECOND, type Tcb} from '../../src/tcp/index.js';
import {rememberedThreshold, restartAsLinux, validateWindow} from '../../src/tcp/window-validation.js';
import {arrive, asOurs, clock, established, everyIsn, send, wait} from '../support/arrive.js';

const MSS = 1000;

/** Segments of 1000 octets, an initial window of four; `cwnd` and `ssthresh` in segments. */
function open(cwnd: number, ssthresh: number, config = {}): Tcb {
	const tcb = established({
		mss: MSS,
		config: {
			behaviours: behaviours('counts-segments', 'no-sender-sws'),
			initialWindow: 4,
			slowStartAfterIdle: true,
			...config,
		},
	});
	tcb.cc.cwnd = cwnd * MSS;
	tcb.cc.ssthresh = ssthresh * MSS;
	return tcb;
}

/** A run of sending is over. @returns the rules applied, with their values */
function validate(tcb: Tcb, limited: boolean, later = 0): Effect[] {
	const out: Effect[] = [];
	validateWindow(tcb, limited, clock(tcb) + later, out);
	return out;
}

function restart(tcb: Tcb, idle: number): Effect[] {
	const out: Effect[] = [];
	restartAsLinux(tcb, tcb.lastSentAt + idle, out);
	return out;
}

const segments = ({cc}: Tcb) => [cc.cwnd / MSS, cc.ssthresh / MSS];

everyIsn(() => {
	describe('RFC 2861 as Linux has it: is cwnd what holds the sender back?', () => {
		it('remembers for a window of data whether it was, and how much was out', () => {
			const tcb = open(20, 10);
			send(tcb, 3 * MSS);
			validate(tcb, true);
			expect(tcb.usage).toMatchObject({limited: true, most: 3, until: tcb.snd.nxt});
			send(tcb, 2 * MSS);
			validate(tcb, false);
			expect(tcb.usage).toMatchObject({limited: true, most: 3});
		});

		it('forgets it when that window is acknowledged, to the last octet', () => {
			const tcb = open(20, 10);
			send(tcb, 3 * MSS);
			validate(tcb, true);
			send(tcb, 2 * MSS);
			arrive(tcb, {ack: 101 + 2 * MSS});
			validate(tcb, false);
			expect(tcb.usage.limited).toBe(true);
			arrive(tcb, {ack: 101 + 3 * MSS});
			validate(tcb, false);
			expect(tcb.usage).toMatchObject({limited: false, most: 2});
		});

		it('takes the most that was out within a window, where cwnd was not the limit', () => {
			const tcb = open(20, 10);
			send(tcb, 2 * MSS);
			validate(tcb, false);
			send(tcb, 3 * MSS);
			validate(tcb, false);
			expect(tcb.usage).toMatchObject({limited: false, most: 5});
			arrive(tcb, {ack: 101 + MSS});
			validate(tcb, false);
			expect(tcb.usage.most).toBe(5);
		});
	});

	describe('a window that was not used for an RTO', () => {
		/** Three of twenty segments are out; that was so for so long. */
		const unused = (later: number, change: (tcb: Tcb) => void = () => {}, config = {}) => {
			const tcb = open(20, 10, config);
			send(tcb, 3 * MSS);
			validate(tcb, false);
			tcb.usage.used = 3;
			tcb.usage.validAt = clock(tcb);
			change(tcb);
			return {tcb, told: validate(tcb, false, later)};
		};

		it('loses half of what was not used; ssthresh remembers three quarters of it', () => {
			const {tcb, told} = unused(1 * SECOND);
			expect(told).toEqual([{kind: 'rule', rule: 'window-unused', values: {cwnd: 12 * MSS}}]);
			expect(segments(tcb)).toEqual([12, 15]);
			expect(tcb.usage).toMatchObject({used: 0, validAt: clock(tcb) + 1 * SECOND});
		});

		it('keeps whole segments, and more than what was used', () => {
			const {tcb} = unused(1 * SECOND, ({cc, usage}) => {
				cc.cwnd = 12 * MSS;
				usage.used = 7;
			});
			expect(segments(tcb)).toEqual([9, 10]);
		});

		it('loses nothing a moment before', () => {
			const {tcb, told} = unused(1 * SECOND - 1);
			expect([told, segments(tcb), tcb.usage.used]).toEqual([[], [20, 10], 3]);
		});

		it('loses nothing where all of it was used, or an initial window would be more', () => {
			expect(
				unused(1 * SECOND, ({usage}) => {
					usage.used = 20;
				}).told,
			).toEqual([]);
			const {tcb, told} = unused(1 * SECOND, ({cc}) => {
				cc.cwnd = 4 * MSS;
			});
			expect([told, tcb.usage.used]).toEqual([[], 0]);
		});

		it('loses nothing while a loss is repaired, nor where tcp_slow_start_after_idle is off', () => {
			expect(
				unused(1 * SECOND, ({cc}) => {
					cc.phase = 'recovery';
				}).told,
			).toEqual([]);
			expect(unused(1 * SECOND, () => {}, {slowStartAfterIdle: false}).told).toEqual([]);
		});

		it('is valid again as soon as it was the limit', () => {
			const tcb = open(20, 10);
			send(tcb, 3 * MSS);
			tcb.usage.used = 3;
			expect(validate(tcb, true, 5 * SECOND)).toEqual([]);
			expect(tcb.usage).toMatchObject({used: 0, validAt: clock(tcb) + 5 * SECOND});
		});

		it('is valid in slow start where half of it is out', () => {
			for (const [cwnd, valid] of [
				[5, true],
				[6, false],
			] as const) {
				const tcb = open(cwnd, 100);
				send(tcb, 3 * MSS);
				tcb.usage.used = 3;
				validate(tcb, false, 0);
				expect([cwnd, tcb.usage.used === 0]).toEqual([cwnd, valid]);
			}
		});

		it('in congestion avoidance needs all of it', () => {
			const tcb = open(5, 5);
			send(tcb, 3 * MSS);
			tcb.usage.used = 1;
			validate(tcb, false, 0);
			expect(tcb.usage.used).toBe(3);
		});
	});

	describe('after an idle time', () => {
		it('cwnd is halved for each RTO of it, ssthresh remembers', () => {
			for (const [idle, cwnd] of [
				[1 * SECOND, 20],
				[1 * SECOND + 1, 10],
				[2 * SECOND, 10],
				[2 * SECOND + 1, 5],
				[100 * SECOND, 4],
			] as const) {
				const tcb = open(20, 10);
				const told = restart(tcb, idle);
				expect([idle, ...segments(tcb)]).toEqual([idle, cwnd, cwnd === 20 ? 10 : 15]);
				expect(told).toEqual(cwnd === 20 ? [] : [{kind: 'rule', rule: 'restart-window', values: {cwnd: cwnd * MSS}}]);
			}
		});

		it('a cwnd below the initial window stays, and is not spoken of', () => {
			const tcb = open(3, 10);
			expect([restart(tcb, 50 * SECOND), segments(tcb)]).toEqual([[], [3, 10]]);
		});

		it('is measured anew from there', () => {
			const tcb = open(20, 10);
			tcb.usage.used = 9;
			restart(tcb, 5 * SECOND);
			expect(tcb.usage).toMatchObject({used: 0, validAt: tcb.lastSentAt + 5 * SECOND});
		});

		it('is seen when the program writes, whether or not the window lets it go, and when a window opens for that', () => {
			const tcb = open(20, 10);
			arrive(tcb, {wnd: 0});
			wait(tcb, 1.5 * SECOND);
			expect(send(tcb, MSS)).toContain('restart-window');
			expect(segments(tcb)).toEqual([10, 15]);
			wait(tcb, 0.5 * SECOND);
			expect(arrive(tcb, {wnd: 65_535})).toContain('restart-window');
			expect(segments(tcb)).toEqual([5, 15]);
		});

		it('is not looked for where an ACK of text brings the window', () => {
			const tcb = open(20, 10);
			send(tcb, 30 * MSS);
			wait(tcb, 50 * SECOND);
			expect(arrive(tcb, {ack: asOurs(tcb.snd.nxt), wnd: 60_000})).not.toContain('restart-window');
		});

		it('is none while anything is out, or where tcp_slow_start_after_idle is off', () => {
			const busy = open(20, 10);
			send(busy, MSS);
			expect([restart(busy, 50 * SECOND), segments(busy)]).toEqual([[], [20, 10]]);
			const off = open(20, 10, {slowStartAfterIdle: false});
			expect([restart(off, 50 * SECOND), segments(off)]).toEqual([[], [20, 10]]);
		});

		it('counts from the last sending', () => {
			const tcb = open(20, 10);
			wait(tcb, 10 * SECOND);
			send(tcb, MSS);
			arrive(tcb, {ack: 101 + MSS});
			expect(restart(tcb, 1 * SECOND)).toEqual([]);
		});
	});

	describe('the threshold that is remembered', () => {
		it('is three quarters of cwnd, by halves and quarters of whole segments', () => {
			expect(rememberedThreshold(open(10, 0))).toBe(7 * MSS);
			expect(rememberedThreshold(open(20, 0))).toBe(15 * MSS);
			expect(rememberedThreshold(open(11, 0))).toBe(7 * MSS);
		});

		it('is no smaller than ssthresh, and is ssthresh while a loss or a mark is answered', () => {
			expect(rememberedThreshold(open(10, 9))).toBe(9 * MSS);
			for (const phase of ['cwr', 'recovery'] as const) {
				const tcb = open(10, 3);
				tcb.cc.phase = phase;
				expect(rememberedThreshold(tcb)).toBe(3 * MSS);
			}
		});
	});
});
