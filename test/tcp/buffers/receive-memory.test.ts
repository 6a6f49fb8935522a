import {describe, expect, it} from 'vitest';
import type {Tcb} from '../../../src/tcp/index.js';
import {arrive, asTheirs, effects, receive} from '../../support/arrive.js';
import {linux, type Wanted} from '../../support/linux.js';

const PLAIN = {both: []} as const satisfies Wanted;

/** What one segment of so many octets takes. */
function taken(octets: number, wanted: Wanted = PLAIN): number {
	const tcb = linux(wanted);
	arrive(tcb, {text: octets});
	return tcb.memory.used;
}

const records = ({memory}: Tcb) => memory.records.map(({octets, memory: size, spare}) => [octets, size, spare]);

describe('Linux: what received text takes of the buffer (skb->truesize)', () => {
	it.each([
		// 64 + 40 octets before the text, in steps of 64, 320 behind it; 576, 1024, 2048 … octets; and 256 for the record.
		[1, 832],
		[152, 832],
		[153, 1_280],
		[600, 1_280],
		[601, 2_304],
		[1_460, 2_304],
		[1_624, 2_304],
		[1_625, 4_352],
	])('a segment of %i octets takes %i', (octets, memory) => {
		expect(taken(octets)).toBe(memory);
	});

	it('timestamps stand before the text too', () => {
		expect([taken(140, {}), taken(141, {}), taken(588, {}), taken(589, {})]).toEqual([832, 1_280, 1_280, 2_304]);
	});

	it('short segments share a record, as long as it has room', () => {
		const tcb = linux(PLAIN);
		for (let n = 0; n < 4; n++) arrive(tcb, {text: 50});
		// 152 octets fit in the smallest.
		expect(records(tcb)).toEqual([
			[150, 832, 2],
			[50, 832, 102],
		]);
		arrive(tcb, {text: 102});
		expect(records(tcb)[1]).toEqual([152, 832, 0]);
		expect(tcb.memory.used).toBe(2 * 832);
	});

	it('a record is free when all of its text was read', () => {
		const tcb = linux(PLAIN);
		for (let n = 0; n < 3; n++) arrive(tcb, {text: 1460});
		receive(tcb, 1459);
		expect([tcb.memory.used, records(tcb)[0]]).toEqual([3 * 2_304, [1, 2_304, 164]]);
		receive(tcb, 1);
		expect([tcb.memory.used, records(tcb).length]).toEqual([2 * 2_304, 2]);
		receive(tcb, 2000);
		expect([tcb.memory.used, records(tcb)]).toEqual([2_304, [[920, 2_304, 164]]]);
		receive(tcb);
		expect([tcb.memory.used, records(tcb)]).toEqual([0, []]);
	});

	it('text ahead of RCV.NXT takes memory until the gap is filled', () => {
		const tcb = linux(PLAIN);
		arrive(tcb, {seq: 401, text: 100});
		expect([tcb.memory.held, tcb.memory.used]).toEqual([832, 0]);
		arrive(tcb, {seq: 801, text: 1000});
		expect(tcb.memory.held).toBe(832 + 2_304);
		arrive(tcb, {seq: 301, text: 100});
		expect(tcb.memory.held).toBe(2_304);
		arrive(tcb, {seq: 501, text: 300});
		expect([tcb.memory.held, tcb.unread.length]).toEqual([0, 1500]);
	});
});

describe('Linux: a buffer that is full of short segments', () => {
	/** Segments of which none fits into what the one before has left over: 832 octets each. */
	function waste(tcb: Tcb, count: number): string[] {
		return Array.from({length: count}, (_, n) => arrive(tcb, {text: n % 2 === 0 ? 100 : 53})).flat();
	}

	it('counts memory by pages: while the last one has room, nobody looks', () => {
		const tcb = linux({...PLAIN, options: {SO_RCVBUF: 4_000}});
		expect(waste(tcb, 14)).not.toContain('buffer-gathered');
		// Within three pages, and 832 octets more would not be.
		expect([tcb.memory.size, tcb.memory.used]).toEqual([8_000, 11_648]);
	});

	it('but text ahead of RCV.NXT is looked at in any case', () => {
		const tcb = linux({...PLAIN, options: {SO_RCVBUF: 4_000}});
		waste(tcb, 10);
		expect(arrive(tcb, {seq: 2_001, text: 10})).not.toContain('buffer-gathered');
		expect(arrive(tcb, {seq: 2_021, text: 10})).toContain('buffer-gathered');
	});

	it('gathers them on whole pages (tcp_collapse)', () => {
		const tcb = linux({...PLAIN, options: {SO_RCVBUF: 4_000}});
		expect(waste(tcb, 15)).toContain('buffer-gathered');
		expect(effects(tcb)).toContainEqual({kind: 'rule', rule: 'buffer-gathered', values: {from: 11_648, to: 2_304}});
		// 1071 octets need 320 more, so 2 kB; the fifteenth segment goes into what is left of them.
		expect(records(tcb)).toEqual([[1_171, 2_304, 2048 - 320 - 1_171]]);
	});

	it('leaves alone what uses its memory well, up to the first that does not', () => {
		const tcb = linux({...PLAIN, options: {SO_RCVBUF: 8_000}});
		arrive(tcb, {text: 1600});
		const lines = waste(tcb, 32);
		expect(lines).toContain('buffer-gathered');
		expect(records(tcb).map(([octets]) => octets)[0]).toBe(1600);
		expect(tcb.memory.used).toBe(records(tcb).reduce((sum, [, memory = 0]) => sum + memory, 0));
	});

	it('stops the ACKs that would go at once, and takes the window down to two segments', () => {
		const tcb = linux({...PLAIN, options: {SO_RCVBUF: 4_000}});
		waste(tcb, 15);
		expect([tcb.rhythm.quick, tcb.moderation.limit]).toEqual([0, 2 * 1460]);
	});

	it('gives up what is held ahead before it refuses what is next', () => {
		const tcb = linux({options: {SO_RCVBUF: 4_000}, both: ['sack']});
		for (let n = 0; n < 10; n++) arrive(tcb, {seq: 400 + 20 * n, text: 10});
		expect(tcb.outOfOrder.length).toBeGreaterThan(0);
		expect(tcb.memory.held).toBeGreaterThan(4_000);
		const lines = arrive(tcb, {seq: 301, text: 10});
		expect(lines).toContain('held-text-given-up');
		expect([tcb.outOfOrder, tcb.sack.blocks, tcb.memory.held]).toEqual([[], [], 0]);
		expect(asTheirs(tcb.rcv.nxt)).toBe(311);
	});

	it('refuses what is next when nothing can be gathered or given up any more, and shuts the window', () => {
		const tcb = linux({...PLAIN, options: {SO_RCVBUF: 1_200}});
		for (let n = 0; n < 10; n++) arrive(tcb, {text: 100});
		expect(arrive(tcb, {text: 100})).toEqual([
			'buffer-gathered',
			'buffer-overflows',
			'window-shuts',
			'send . 101:101(0) ack 1301',
		]);
		expect([tcb.rcv.wnd, tcb.memory.size]).toEqual([0, 2_400]);
		receive(tcb);
		expect(arrive(tcb, {text: 100})).toContain('text-accepted');
	});

	it('grows to what has come where the program has not set it, at most to the end of tcp_rmem', () => {
		const tcb = linux({...PLAIN, sysctl: {tcp_rmem: '4096 8192 12000'}});
		waste(tcb, 14);
		expect(tcb.memory.size).toBe(8_192);
		waste(tcb, 1);
		expect(tcb.memory).toMatchObject({size: 11_648, used: 12_480});
		waste(tcb, 20);
		expect(tcb.memory.size).toBeLessThanOrEqual(12_000);
	});
});
