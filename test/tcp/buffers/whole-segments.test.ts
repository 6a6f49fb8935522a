import {describe, expect, it} from 'vitest';
import type {Tcb} from '../../../src/tcp/index.js';
import {arrive, asOurs, close, closed, effects, send, sends, sent, timers, user, wait} from '../../support/arrive.js';
import {linux, ROUND_TRIP, type Wanted} from '../../support/linux.js';

const MSS = 1000;
const PLAIN = {both: [], mss: MSS} as const satisfies Wanted;

/** The lengths of what the last event sent, `P` where PSH is set. */
const lengths = (tcb: Tcb): string =>
	sent(tcb)
		.map(seg => `${seg.text.length}${seg.psh ? 'P' : ''}`)
		.join(' ');
const waitsFor = (lines: readonly string[]): string | undefined =>
	lines.find(line => /-waits$|-full$|-too-small$|-shrunk$/.test(line));

describe('Linux: segments and the window of the peer (tcp_bound_to_half_wnd)', () => {
	it.each([
		[1, '', ''],
		[40, '', ''],
		[100, '100P', '100'],
		[536, '536P', '536'],
		[537, '268 268P', '268 268P'],
		[1000, '500 500P', '500 500P'],
		[1500, '750 750P', '750 750P'],
		// What is left is less than a segment: it waits.
		[2500, '1000 1000P', '1000 1000P'],
		// Records are of a segment here, and what goes takes in no more than one other.
		[3999, '1000 1000P 1000', '1000 1000P 1000P'],
		[4000, '1000 1000P 1000 1000P', '1000 1000P'],
	])('a window of %i is filled by halves, but in one piece where it is small', (wnd, first, second) => {
		const tcb = linux({...PLAIN, wnd});
		send(tcb, Math.min(6000, 10 * wnd));
		expect(lengths(tcb)).toBe(first);
		wait(tcb, ROUND_TRIP);
		arrive(tcb, {ack: asOurs(tcb.snd.nxt), wnd});
		expect(lengths(tcb)).toBe(second);
	});

	it('says what it waits for', () => {
		const full = linux({...PLAIN, wnd: 4000});
		expect(waitsFor(send(full, 6000))).toBe('window-full');
		expect(effects(full)).toContainEqual({kind: 'rule', rule: 'window-full', values: {octets: 2000}});
		const small = linux({...PLAIN, wnd: 2500});
		expect(waitsFor(send(small, 6000))).toBe('window-too-small');
		expect(effects(small)).toContainEqual({kind: 'rule', rule: 'window-too-small', values: {octets: 4000}});
		expect(waitsFor(arrive(full, {ack: 101, wnd: 3500}))).toBe('window-shrunk');
		const cwnd = linux({...PLAIN, sysctl: {lab_init_cwnd: 4}});
		expect(waitsFor(send(cwnd, 6000))).toBe('cwnd-full');
		expect(lengths(cwnd)).toBe('1000 1000P 1000 1000P');
	});

	it('a window that opens after an idle time finds cwnd restarted, as a program that writes does', () => {
		const tcb = linux({...PLAIN, wnd: 60_000});
		send(tcb, 10_000);
		wait(tcb, ROUND_TRIP);
		arrive(tcb, {ack: 10_101, wnd: 0});
		expect(tcb.cc.cwnd).toBe(20_000);
		send(tcb, 20_000);
		wait(tcb, 5_000_000);
		arrive(tcb, {ack: 10_101, wnd: 60_000});
		expect(sent(tcb)).toHaveLength(10);
	});

	it('SACK blocks of our own make it shorter', () => {
		const tcb = linux({both: ['sack'], mss: MSS});
		arrive(tcb, {seq: 401, text: 100});
		send(tcb, 3000);
		expect(lengths(tcb)).toBe('988 988P 988 36P');
	});
});

describe('Linux: PSH ends each burst', () => {
	it('of what goes together: no more than half of cwnd, nor than goes in a millisecond', () => {
		const tcb = linux(PLAIN);
		send(tcb, 20_000);
		// 10 segments in 20 ms are half of one in a millisecond: two at least.
		expect(lengths(tcb)).toBe('1000 1000P 1000 1000P 1000 1000P 1000 1000P 1000 1000P');
		const fast = linux({...PLAIN, roundTrip: 2000});
		send(fast, 20_000);
		// Twice 10 segments in 2 ms are nearly ten in one; half of cwnd is five.
		expect(lengths(fast)).toBe('1000 1000 1000 1000 1000P 1000 1000 1000 1000 1000P');
		const faster = linux({...PLAIN, roundTrip: 7000});
		send(faster, 20_000);
		expect(lengths(faster)).toBe('1000 1000P 1000 1000P 1000 1000P 1000 1000P 1000 1000P');
		const between = linux({...PLAIN, roundTrip: 6000});
		send(between, 20_000);
		expect(lengths(between)).toBe('1000 1000 1000P 1000 1000 1000P 1000 1000 1000P 1000');
	});
});

describe('Linux: Nagle as Minshall narrowed it (tcp_minshall_check)', () => {
	const writes = [100, 50, 1000, 1500, 30, 2000, 10];

	it('a short segment waits only while another short one is out', () => {
		const tcb = linux(PLAIN);
		const lines = writes.map(octets => {
			const waits = waitsFor(send(tcb, octets));
			return [lengths(tcb), waits];
		});
		expect(lines).toEqual([
			['100P', undefined],
			['', 'minshall-waits'],
			['1000', 'minshall-waits'],
			['1000', 'minshall-waits'],
			['', 'minshall-waits'],
			['1000 1000P', 'minshall-waits'],
			['', 'minshall-waits'],
		]);
		arrive(tcb, {ack: 201});
		expect(lengths(tcb)).toBe('590P');
	});

	it('behind whole segments alone it goes', () => {
		const tcb = linux(PLAIN);
		send(tcb, 2000);
		send(tcb, 10);
		expect(lengths(tcb)).toBe('10P');
		send(tcb, 10);
		expect(lengths(tcb)).toBe('');
		// All but the short one is acknowledged.
		arrive(tcb, {ack: 2101});
		expect(lengths(tcb)).toBe('');
		arrive(tcb, {ack: 2111});
		expect(lengths(tcb)).toBe('10P');
	});

	it('the end of a large write goes with it', () => {
		const tcb = linux(PLAIN);
		send(tcb, 2500);
		expect(lengths(tcb)).toBe('1000 1000P 500P');
	});

	it('TCP_NODELAY: none waits', () => {
		const tcb = linux({...PLAIN, options: {TCP_NODELAY: true}});
		const lines = writes.map(octets => {
			send(tcb, octets);
			return lengths(tcb);
		});
		expect(lines).toEqual(['100P', '50P', '1000P', '1000 500P', '30P', '1000 1000P', '10P']);
	});

	it('TCP_CORK: every short one waits, until CLOSE', () => {
		const tcb = linux({...PLAIN, options: {TCP_CORK: true}});
		const lines = writes.map(octets => {
			const waits = waitsFor(send(tcb, octets));
			return [lengths(tcb), waits];
		});
		expect(lines.map(([what]) => what)).toEqual(['', '', '1000', '1000', '', '1000 1000P', '']);
		expect(lines.every(([, waits]) => waits === 'cork-waits')).toBe(true);
		arrive(tcb, {ack: asOurs(tcb.snd.nxt)});
		expect(sends(close(tcb))).toEqual(['send FP. 4101:4791(690) ack 301']);
	});

	it('what is urgent does not wait', () => {
		const tcb = linux(PLAIN);
		send(tcb, 10);
		send(tcb, 10, {urgent: true});
		expect(lengths(tcb)).toBe('10P');
	});

	it('what a FIN follows does not wait', () => {
		const tcb = linux(PLAIN);
		send(tcb, 10);
		send(tcb, 10);
		expect(sends(close(tcb))).toEqual(['send FP. 111:121(10) ack 301']);
	});
});

describe('Linux: a sender waits for a larger burst (tcp_tso_should_defer)', () => {
	/** ACKs of one segment each, so many microseconds apart. @returns what each let go */
	function answers(tcb: Tcb, count: number, apart: number): string[] {
		return Array.from({length: count}, () => {
			wait(tcb, apart);
			const waits = waitsFor(arrive(tcb, {ack: asOurs(tcb.snd.una) + MSS}));
			return `${sent(tcb).length}${waits === 'burst-waits' ? ' waits' : ''}`;
		});
	}

	/** In congestion avoidance at 27 segments, all of them out. */
	function avoiding(wanted: Wanted = {}): Tcb {
		const tcb = linux({...PLAIN, options: {SO_SNDBUF: 500_000}, ...wanted});
		send(tcb, 200_000);
		wait(tcb, 20_000);
		answers(tcb, 17, 300);
		tcb.cc.ssthresh = tcb.cc.cwnd;
		answers(tcb, 3, 300);
		return tcb;
	}

	it('where one segment may go, and the next ACK is near', () => {
		expect(answers(avoiding(), 8, 300)).toEqual([
			'0 waits',
			'0 waits',
			'0 waits',
			'4',
			'0 waits',
			'0 waits',
			'0 waits',
			'4',
		]);
	});

	it('not where what was sent last went more than a millisecond ago', () => {
		expect(answers(avoiding(), 8, 1100)).toEqual(Array(8).fill('1'));
	});
});

describe('Linux: text and the SYN', () => {
	it('waits for the handshake, whatever its length', () => {
		const tcb = closed({config: linux(PLAIN).config});
		user(tcb, {call: 'open', how: 'active', iss: tcb.iss});
		send(tcb, 10);
		expect([sent(tcb), timers(tcb).persist]).toEqual([[], undefined]);
	});
});
