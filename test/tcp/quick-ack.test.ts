import {describe, expect, it} from 'vitest';
import {MILLISECOND, type Tcb} from '../../src/tcp/index.js';
import {arrive, asTheirs, close, effects, reasons, receive, send, sends, timers, wait} from '../support/arrive.js';
import {linux, type Wanted} from '../support/linux.js';

/** No options in the segments: a full one carries 1460 octets. */
const PLAIN = {both: []} as const satisfies Wanted;
const ms = (tcb: Tcb, by: number) => wait(tcb, by * MILLISECOND);

/** A segment whose text is read at once. @returns the rule of the ACK that goes at once; undefined: it waits */
function hear(tcb: Tcb, octets: number, flags = '.'): string | undefined {
	arrive(tcb, {text: octets, flags});
	const why = reasons(tcb)[0];
	receive(tcb);
	return why ?? reasons(tcb)[0];
}

/** The first ACKs, which go at once, have gone: the buffer is so small that it was one. */
function pastTheFirst({first = 1, ...wanted}: Wanted & {first?: number} = {}): Tcb {
	const tcb = linux({options: {SO_RCVBUF: 3_000}, roundTrip: 300 * MILLISECOND, ...PLAIN, ...wanted});
	for (let n = 0; n < first; n++) expect(hear(tcb, 1000)).toBe('ack-quick');
	expect(tcb.rhythm.quick).toBe(0);
	return tcb;
}

/** Text, and an answer 5 ms later: the next text's ACK waits for the answer to it. */
function dialogue(wanted: Wanted = {}): Tcb {
	const tcb = linux({...PLAIN, ...wanted});
	hear(tcb, 50, 'P.');
	ms(tcb, 5);
	send(tcb, 'pong');
	ms(tcb, 20);
	arrive(tcb, {ack: 105});
	return tcb;
}

describe('Linux: the first ACKs go at once (tcp_incr_quickack)', () => {
	it.each([
		[3_000, 1],
		[8_000, 3],
		[20_000, 9],
		[40_000, 16],
	])('half of the window in segments of 1000: with %i octets, %i', (SO_RCVBUF, count) => {
		const tcb = linux({...PLAIN, options: {SO_RCVBUF}});
		let quick = 0;
		while (quick < 30) {
			arrive(tcb, {text: 1000});
			if (reasons(tcb)[0] !== 'ack-quick') break;
			quick++;
			receive(tcb);
			ms(tcb, 1);
		}

		expect(quick).toBe(count);
	});

	it('then every second segment is told of, where its reader keeps up', () => {
		const tcb = pastTheFirst({options: {SO_RCVBUF: 40_000}, first: 16});
		const answers = Array.from({length: 6}, () => {
			ms(tcb, 1);
			return hear(tcb, 1000);
		});
		expect(answers).toEqual([
			undefined,
			'ack-every-second',
			undefined,
			'ack-every-second',
			undefined,
			'ack-every-second',
		]);
	});

	it('and again after so long a gap that the sender may have started anew: longer than RTO', () => {
		const tcb = pastTheFirst();
		ms(tcb, 900);
		// The end of a write that was read; none of the quick ones.
		expect([hear(tcb, 100), tcb.rhythm.quick]).toEqual(['ack-after-read', 0]);
		ms(tcb, 901);
		expect(hear(tcb, 100)).toBe('ack-quick');
	});

	it('none waits with the switch no-delayed-ack', () => {
		const tcb = pastTheFirst();
		tcb.config = {...tcb.config, switches: {...tcb.config.switches, 'no-delayed-ack': true}};
		arrive(tcb, {text: 10});
		expect([reasons(tcb), timers(tcb)]).toEqual([['sends-ack-now'], {}]);
	});
});

describe('Linux: how long an ACK may wait (icsk_ack.ato)', () => {
	it('follows the pauses between segments, from 40 ms', () => {
		const tcb = linux(PLAIN);
		const pauses = [0, 10, 20, 21, 30, 40, 45, 60, 100];
		const delays = pauses.map(pause => {
			ms(tcb, pause);
			hear(tcb, 100);
			return tcb.rhythm.delay;
		});
		// Up to 20 ms: half of it and 20 ms. Below it: half of it and the pause. Above: nothing new.
		expect(delays).toEqual([40_000, 40_000, 40_000, 41_000, 50_500, 65_250, 77_625, 98_812, 98_812]);
	});

	it('sinks by halves when segments come quickly', () => {
		const tcb = linux(PLAIN);
		for (const pause of [0, 30, 40, 45, 60]) {
			ms(tcb, pause);
			hear(tcb, 100);
		}

		expect(tcb.rhythm.delay).toBe(98_750);
		const delays = Array.from({length: 4}, () => {
			ms(tcb, 15);
			hear(tcb, 100);
			return tcb.rhythm.delay;
		});
		expect(delays).toEqual([69_375, 54_687, 47_343, 43_671]);
	});

	it('is no longer than RTO', () => {
		const tcb = linux({...PLAIN, sysctl: {tcp_rto_min_us: 5_000}});
		expect(tcb.rto.rto).toBe(60_000);
		for (const pause of [0, 30, 35, 45, 55]) {
			ms(tcb, pause);
			hear(tcb, 100);
		}

		expect(tcb.rhythm.delay).toBe(tcb.rto.rto);
	});

	it('doubles when the wait was in vain, and an ACK waits 200 ms at most', () => {
		const tcb = pastTheFirst();
		const waits = Array.from({length: 7}, () => {
			ms(tcb, 200);
			arrive(tcb, {text: 1000});
			const owed = timers(tcb)['delayed-ack'];
			ms(tcb, 200);
			receive(tcb);
			return [owed, tcb.rhythm.delay];
		});
		expect(waits).toEqual([
			[0.04, 80_000],
			[0.08, 160_000],
			[0.16, 320_000],
			[0.2, 640_000],
			[0.2, 900_000],
			[0.2, 900_000],
			[0.2, 900_000],
		]);
	});

	it('is no longer than a round trip', () => {
		const tcb = pastTheFirst({roundTrip: 150 * MILLISECOND});
		const waits = Array.from({length: 4}, () => {
			ms(tcb, 200);
			arrive(tcb, {text: 1000});
			const owed = timers(tcb)['delayed-ack'];
			ms(tcb, 200);
			receive(tcb);
			return owed;
		});
		expect(waits).toEqual([0.04, 0.08, 0.15, 0.15]);
	});

	it('an ACK that is nearly due goes at once when more comes', () => {
		// The pause makes the wait 20 ms and itself; a quarter of that is left, or more.
		for (const [pause, answer] of [
			[27, []],
			[28, ['ack-nearly-due']],
		] as const) {
			const tcb = pastTheFirst();
			arrive(tcb, {text: 10});
			ms(tcb, pause);
			arrive(tcb, {text: 10});
			expect(reasons(tcb)).toEqual(answer);
			expect(timers(tcb)).toEqual(answer.length > 0 ? {} : {'delayed-ack': 0.013});
		}
	});

	it('says in milliseconds how long it waits', () => {
		const tcb = pastTheFirst();
		arrive(tcb, {text: 10});
		expect(effects(tcb)).toContainEqual({kind: 'rule', rule: 'ack-delayed', values: {ms: 40}});
	});
});

describe('Linux: a dialogue (pingpong)', () => {
	it('begins with an answer in time, and then ACKs wait to ride on the next', () => {
		const tcb = dialogue();
		expect(tcb.rhythm.replies).toBe(1);
		arrive(tcb, {text: 50, flags: 'P.'});
		expect([reasons(tcb), timers(tcb)]).toEqual([[], {'delayed-ack': 0.04}]);
		ms(tcb, 5);
		expect(sends(send(tcb, 'pong'))).toEqual(['send P. 105:109(4) ack 401']);
		expect([timers(tcb)['delayed-ack'], tcb.rhythm.replies]).toEqual([undefined, 2]);
	});

	it('does not begin with text of ours that comes later than an ACK may wait', () => {
		const tcb = linux(PLAIN);
		hear(tcb, 50, 'P.');
		ms(tcb, 40);
		send(tcb, 'late');
		expect(tcb.rhythm.replies).toBe(0);
		const inTime = linux(PLAIN);
		hear(inTime, 50, 'P.');
		ms(inTime, 39);
		send(inTime, 'soon');
		expect(inTime.rhythm.replies).toBe(1);
	});

	it('ends when an ACK has waited in vain: the next goes at once', () => {
		const tcb = dialogue();
		arrive(tcb, {text: 50});
		expect(ms(tcb, 100)).toEqual(['0.04 s: delayed-ack', 'send . 105:105(0) ack 401']);
		expect([tcb.rhythm.replies, tcb.rhythm.delay]).toEqual([0, 40_000]);
		expect(hear(tcb, 50)).toBe('ack-quick');
	});

	it('ends when what comes tells of trouble on the way (tcp_enter_quickack_mode)', () => {
		const tcb = dialogue();
		for (const pause of [30, 35]) {
			ms(tcb, pause);
			hear(tcb, 50);
		}

		expect(tcb.rhythm.delay).toBeGreaterThan(40_000);
		arrive(tcb, {seq: 301, text: 50});
		expect([tcb.rhythm.replies, tcb.rhythm.delay, tcb.rhythm.quick]).toEqual([0, 40_000, expect.any(Number)]);
		expect(hear(tcb, 50)).toBe('ack-quick');
	});

	it('a FIN may be one: its ACK waits for our own', () => {
		const tcb = linux(PLAIN);
		arrive(tcb, {flags: 'F.'});
		// Nothing is known of a rhythm: one tick of its clock.
		expect([reasons(tcb), timers(tcb)['delayed-ack']]).toEqual([[], 0.004]);
		expect(sends(close(tcb))).toEqual(['send F. 101:101(0) ack 302']);
		expect(timers(tcb)['delayed-ack']).toBeUndefined();
	});
});

describe('Linux: which segments are full (tcp_measure_rcv_mss)', () => {
	it.each([
		[50, 88],
		[88, 88],
		[400, 388],
		[1460, 536],
	])('of a peer that takes %i octets, %i is the first guess', (mss, guess) => {
		expect(linux({mss}).rhythm.fullSize).toBe(guess);
	});

	it('a longer one than any before; a shorter one when two alike come', () => {
		const tcb = linux(PLAIN);
		const full = [1000, 800, 800, 500, 536, 500, 1460, 1600].map(octets => {
			hear(tcb, octets);
			ms(tcb, 1);
			return tcb.rhythm.fullSize;
		});
		expect(full).toEqual([1000, 1000, 800, 800, 800, 800, 1460, 1460]);
	});

	it.each([
		// With the TCP header: 556 octets even with PSH, 108 without.
		['535 octets with PSH say nothing', 535, 'P.', 1000],
		['536 octets with PSH', 536, 'P.', 536],
		['88 octets without', 88, '.', 88],
		['87 octets say nothing', 87, '.', 1000],
		['88 octets with PSH say nothing', 88, 'P.', 1000],
	])('%s', (_title, octets, flags, full) => {
		const tcb = linux(PLAIN);
		hear(tcb, 1000);
		hear(tcb, octets, flags);
		hear(tcb, octets, flags);
		expect(tcb.rhythm.fullSize).toBe(full);
	});

	it('timestamps count as header', () => {
		const tcb = linux();
		hear(tcb, 1000);
		hear(tcb, 76);
		hear(tcb, 76);
		expect(tcb.rhythm.fullSize).toBe(76);
		hear(tcb, 75);
		hear(tcb, 75);
		expect(tcb.rhythm.fullSize).toBe(76);
	});
});

describe('Linux: an ACK after reading (tcp_cleanup_rbuf)', () => {
	it('goes for the end of a write that the reader has come to', () => {
		const tcb = pastTheFirst();
		arrive(tcb, {text: 100, flags: 'P.'});
		expect(reasons(tcb)).toEqual([]);
		receive(tcb, 99);
		expect(reasons(tcb)).toEqual([]);
		receive(tcb, 1);
		expect(reasons(tcb)).toEqual(['ack-after-read']);
	});

	it('in a dialogue only for the second in a row', () => {
		const tcb = dialogue();
		arrive(tcb, {text: 50, flags: 'P.'});
		receive(tcb);
		expect(reasons(tcb)).toEqual([]);
		arrive(tcb, {text: 50, flags: 'P.'});
		receive(tcb);
		expect(reasons(tcb)).toEqual(['ack-after-read']);
	});

	it('goes for more than a full segment, whoever read how much', () => {
		const tcb = pastTheFirst();
		arrive(tcb, {text: 1000});
		receive(tcb, 10);
		expect(reasons(tcb)).toEqual([]);
		arrive(tcb, {text: 10});
		expect(reasons(tcb)).toEqual([]);
		receive(tcb, 10);
		expect(reasons(tcb)).toEqual(['ack-after-read']);
	});

	it('waits for the reader where the window could not be told as large as before', () => {
		const tcb = pastTheFirst();
		arrive(tcb, {text: 1000});
		expect(arrive(tcb, {text: 1000})).toContain('ack-waits-for-reader');
		expect(reasons(tcb)).toEqual([]);
		const keepsUp = linux({...PLAIN, options: {SO_RCVBUF: 40_000}});
		for (let n = 0; n < 16; n++) hear(keepsUp, 1000);
		arrive(keepsUp, {text: 1000});
		receive(keepsUp, 500);
		arrive(keepsUp, {text: 1000});
		expect(reasons(keepsUp)).toEqual([]);
	});
});

describe('Linux: while a gap is open (__tcp_ack_snd_check, tcp_comp_sack_nr)', () => {
	/** Past the first ACKs, with SACK or without, and a round trip that the receiver has measured. */
	function ready(both: Wanted['both']): Tcb {
		const tcb = linux({both: both ?? [], options: {SO_RCVBUF: 20_000}});
		for (let n = 0; n < 60; n++) {
			hear(tcb, 1000);
			ms(tcb, 1);
		}

		// The second of two goes at once: nothing is owed.
		wait(tcb, 50 * MILLISECOND);
		expect([tcb.rhythm.quick, tcb.ack.owed]).toEqual([0, 'no']);
		return tcb;
	}

	const behindGap = (tcb: Tcb, n: number) => arrive(tcb, {seq: asTheirs(tcb.rcv.nxt) + 100 * n, text: 100});

	it('three ACKs tell of it at once, more are gathered for a twentieth of the round trip, 1 ms at most', () => {
		const tcb = ready(['sack']);
		const answers = [1, 2, 3, 4, 5].map(n => {
			behindGap(tcb, n);
			return reasons(tcb)[0];
		});
		expect(answers).toEqual(['ack-gap-open', 'ack-gap-open', 'ack-gap-open', undefined, undefined]);
		const {'delayed-ack': left = 0} = timers(tcb);
		const measured = Math.min(tcb.rto.srtt ?? 0, tcb.moderation.roundTrip);
		expect(left * 1e6).toBeCloseTo(Math.min(1_000, Math.floor(measured / 20)) + 100);
		expect(wait(tcb, 10 * MILLISECOND).filter(line => line.startsWith('send'))).toHaveLength(1);
	});

	it('the gathered ACK waited for no answer: the next wait is no longer', () => {
		const tcb = ready(['sack']);
		for (const n of [1, 2, 3, 4]) behindGap(tcb, n);
		const {delay} = tcb.rhythm;
		wait(tcb, 10 * MILLISECOND);
		expect(tcb.rhythm.delay).toBe(delay);
	});

	it('the next gap is told of three times again', () => {
		const tcb = ready(['sack']);
		for (const n of [1, 2, 3, 4]) behindGap(tcb, n);
		arrive(tcb, {text: 100});
		const answers = [8, 9, 10, 11].map(n => {
			behindGap(tcb, n);
			return reasons(tcb)[0];
		});
		expect(answers.slice(0, 3)).not.toContain(undefined);
	});

	it('without SACK each ACK is a duplicate that counts: all go', () => {
		const tcb = ready([]);
		const answers = [1, 2, 3, 4, 5, 6].map(n => {
			behindGap(tcb, n);
			return reasons(tcb)[0];
		});
		expect(answers).toEqual(Array(6).fill('ack-gap-open'));
	});
});
