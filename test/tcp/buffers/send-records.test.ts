import {describe, expect, it} from 'vitest';
import {call, distance, plus, type Tcb} from '../../../src/tcp/index.js';
import {arrive, effects, ours, send, sent, wait} from '../../support/arrive.js';
import {linux, ROUND_TRIP, type Wanted} from '../../support/linux.js';

const MSS = 1000;
const PLAIN = {both: [], mss: MSS, wnd: 20_000} as const satisfies Wanted;

/** Where what the last event sent ends, counted from the stream's beginning, `P` where PSH is set. */
const ends = (tcb: Tcb): string =>
	sent(tcb)
		.map(seg => `${distance(ours(101), plus(seg.seq, seg.text.length))}${seg.psh ? 'P' : ''}`)
		.join(' ');

const sendEnding = (tcb: Tcb, octets: number): void => {
	const text = new Uint8Array(octets);
	call(tcb, {call: 'send', text, push: true, urgent: false, ends: true}, 0, []);
};

describe('Linux’s send queue (tcp_sendmsg, forced_push, tcp_grow_skb)', () => {
	it('has records of half the peer’s largest window, the last filled up again when a part of it has gone', () => {
		const tcb = linux(PLAIN);
		send(tcb, 35_000);
		// 10,000 are one record; ten segments of it went as they were written.
		expect(tcb.sendMemory.records).toEqual([
			{octets: 10_000, psh: true, ends: false},
			{octets: 10_000, psh: true, ends: false},
			{octets: 5_000, psh: true, ends: false},
		]);
	});

	it('a record of less than may go takes in of the next, and its PSH moves on to where it ends then', () => {
		const tcb = linux(PLAIN);
		send(tcb, 25_000);
		const seen: string[] = [];
		for (let ack = 1000; ack <= 12_000; ack += 1000) {
			wait(tcb, 10 * ROUND_TRIP);
			arrive(tcb, {ack: 101 + ack, wnd: 10_000});
			seen.push(ends(tcb));
		}

		expect(seen.join(' ')).toBe('11000 12000 13000 14000 15000 16000 17000 18000 19000 20000 21000 22000');
	});

	it('text written later takes the PSH of what it is put behind', () => {
		const tcb = linux({...PLAIN, options: {TCP_CORK: true}});
		send(tcb, 400);
		expect(tcb.sendMemory.records).toEqual([{octets: 400, psh: true, ends: false}]);
		send(tcb, 700);
		expect(ends(tcb)).toBe('1000');
		expect(tcb.sendMemory.records).toEqual([{octets: 100, psh: true, ends: false}]);
	});

	it('MSG_EOR: nothing written later goes in one segment with it, however short it is', () => {
		const tcb = linux({...PLAIN, sysctl: {lab_init_cwnd: 1}});
		send(tcb, 1000);
		sendEnding(tcb, 300);
		sendEnding(tcb, 300);
		send(tcb, 2000);
		expect(tcb.sendMemory.records.map(({octets}) => octets)).toEqual([300, 300, 2000]);
		wait(tcb, ROUND_TRIP);
		arrive(tcb, {ack: 1101});
		expect(ends(tcb)).toBe('1300P 1600P');
	});

	it('MSG_EOR: what goes again is not filled with what is behind it', () => {
		const tcb = linux(PLAIN);
		sendEnding(tcb, 300);
		sendEnding(tcb, 300);
		send(tcb, 300);
		wait(tcb, 100 * ROUND_TRIP);
		expect(effects(tcb).length).toBeGreaterThan(0);
		expect(sent(tcb).every(seg => seg.text.length === 300)).toBe(true);
	});
});
