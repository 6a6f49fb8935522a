import {describe, expect, it} from 'vitest';
import {type Tcb, unsigned} from '../../../src/tcp/index.js';
import {arrive, asTheirs, effects, reasons, receive, sends, wait} from '../../support/arrive.js';
import {linux, type Wanted} from '../../support/linux.js';

/** No options in the segments: a full one carries 1460 octets. */
const PLAIN = {both: []} as const satisfies Wanted;
const buffer = (SO_RCVBUF: number, more: Wanted = PLAIN): Tcb => linux({options: {SO_RCVBUF}, ...more});
const millisecond = (tcb: Tcb) => wait(tcb, 1000);

/** The windows that are told while segments of so many octets come, and nobody reads. */
function windowsUntilShut(tcb: Tcb, octets: number): number[] {
	const windows: number[] = [];
	while (tcb.rcv.wnd > 0 && windows.length < 100) {
		arrive(tcb, {text: Math.min(tcb.rcv.wnd, octets)});
		// Long enough for any ACK that waits.
		wait(tcb, 50_000);
		windows.push(tcb.rcv.wnd);
	}

	return windows;
}

/** Limits of the window while so many segments come and are read at once. */
function limits(tcb: Tcb, octets: number, count: number): number[] {
	return Array.from({length: count}, () => {
		arrive(tcb, {text: octets});
		receive(tcb);
		millisecond(tcb);
		return tcb.moderation.limit;
	});
}

describe('Linux: the first window (tcp_select_initial_window)', () => {
	it.each([
		[1_152, 1_152],
		[1_500, 1_460],
		[3_000, 2_920],
		[5_000, 4_380],
		[20_000, 18_980],
	])(
		'a buffer for %i octets of text offers %i: whole segments, or all where that is less than one',
		(octets, window) => {
			expect(buffer(octets).moderation.offered).toBe(window);
		},
	);

	it('cannot tell more than 65,535 without scaling, and remembers what it would have told', () => {
		const tcb = buffer(100_000);
		expect([tcb.rcv.wnd, tcb.moderation.offered]).toEqual([65_535, 68 * 1460]);
	});

	it('counts the segments that timestamps leave room for', () => {
		// In the first ACK the scale has rounded it to 128.
		expect(linux({how: 'passive'}).moderation.offered).toBe(45 * 1448);
		expect(linux().moderation.offered).toBe(64_256);
		expect(linux(PLAIN).moderation.offered).toBe(44 * 1460);
	});
});

describe('Linux: when the connection opens (tcp_init_buffer_space)', () => {
	it.each([
		// Two segments are left in any case.
		[3_000, 2_920, 2_920],
		[4_000, 2_920, 2_920],
		[5_000, 3_540, 3_540],
		[20_000, 18_540, 18_540],
	])('of a buffer for %i octets one segment is kept back, but not of the last two', (octets, clamp, limit) => {
		expect(buffer(octets).moderation).toMatchObject({clamp, limit});
	});

	it('a buffer of less than two segments is offered whole', () => {
		expect(buffer(1_500).moderation).toMatchObject({clamp: 1_500, limit: 1_460, space: 1_460});
	});

	it('reading is measured against ten segments at first', () => {
		expect(linux(PLAIN).moderation.space).toBe(14_600);
		expect(linux().moderation.space).toBe(14_480);
		expect(buffer(5_000).moderation.space).toBe(3_540);
	});
});

describe('Linux: the window grows with what arrives (tcp_grow_window)', () => {
	it('by two segments for each full one, up to what the buffer holds', () => {
		// 160 of 256 octets are text then, less the record that is not read yet.
		expect(limits(linux(), 1448, 8)).toEqual([67_152, 70_048, 72_944, 75_840, 78_736, 80_480, 80_480, 80_480]);
	});

	it('and says so: the next ACK goes at once', () => {
		const tcb = linux();
		expect(arrive(tcb, {text: 1448})).toContain('window-may-grow');
		expect(effects(tcb)).toContainEqual({kind: 'rule', rule: 'window-may-grow', values: {octets: 67_152}});
		expect(tcb.rhythm.quick % 2).toBe(1 - 1);
	});

	it('not for segments that waste the memory that they lie in', () => {
		expect(limits(linux(), 500, 3)).toEqual([64_088, 64_088, 64_088]);
		expect(limits(linux(), 100, 3)).toEqual([64_088, 64_088, 64_088]);
	});

	it('learns from a longer segment than any before what part of memory is text', () => {
		const ratios = [700, 1000, 1448].map(octets => {
			const tcb = linux();
			arrive(tcb, {text: octets});
			return [tcb.memory.ratio, tcb.moderation.clamp];
		});
		// A segment up to 588 octets lies in 1 kB, a longer one in 2 kB; its record takes 256.
		expect(ratios).toEqual([700, 1000, 1448].map(octets => Math.floor((octets * 256) / 2304)).map(r => [r, r * 512]));
	});

	it('shrinks the limit with the ratio, and what reading is measured against', () => {
		const tcb = linux();
		limits(tcb, 700, 1);
		expect(tcb.moderation).toMatchObject({clamp: 39_424, limit: 39_424});
		const small = buffer(20_000);
		arrive(small, {text: 601});
		expect(small.moderation).toMatchObject({clamp: 10_312, limit: 10_312, space: 10_312});
	});

	it('stands still while nothing of the buffer is free beyond it', () => {
		const tcb = linux(PLAIN);
		const seen: number[] = [];
		for (let n = 0; n < 7; n++) {
			arrive(tcb, {text: 1460});
			seen.push(tcb.moderation.limit);
		}

		expect(seen).toEqual([67_160, 70_080, 73_000, 75_920, 75_920, 75_920, 75_920]);
	});
});

describe('Linux: what is offered (__tcp_select_window)', () => {
	it('without scaling is whole segments, and shuts when less than one is free', () => {
		const windows = windowsUntilShut(linux(PLAIN), 1448);
		expect(windows.slice(0, 12)).toEqual([...Array(10).fill(65_535), 65_160, 63_712]);
		expect(windows.slice(10)).toEqual(Array.from({length: 46}, (_, n) => 65_160 - 1448 * n));
		expect(windows.at(-1)).toBe(0);
	});

	it('of a small buffer never moves its right edge to the left', () => {
		expect(windowsUntilShut(buffer(4_000), 1448)).toEqual([2_920, 1_472, 24, 0]);
	});

	it('with scaling is rounded up to what the header can tell', () => {
		const windows = windowsUntilShut(linux({wscale: 7}), 1448);
		expect(windows.every(window => window % 128 === 0)).toBe(true);
		expect(windows.slice(0, 6)).toEqual([67_200, 70_144, 72_960, 75_904, 74_752, 73_344]);
		expect(windows.slice(-5)).toEqual([4_352, 2_944, 1_536, 128, 0]);
	});

	it('opens again when a segment can be told, then at each doubling', () => {
		const tcb = linux(PLAIN);
		windowsUntilShut(tcb, 1448);
		const updates: (readonly [number, number])[] = [];
		for (let n = 1; n <= 60; n++) {
			receive(tcb, 500);
			if (reasons(tcb).includes('window-update')) updates.push([n * 500, tcb.rcv.wnd]);
		}

		expect(updates).toEqual([
			[4_500, 4_344],
			[9_000, 8_688],
			[17_500, 17_376],
		]);
	});

	it('a buffer of two segments opens for one, then for both', () => {
		const tcb = buffer(4_000);
		windowsUntilShut(tcb, 1448);
		const updates = Array.from({length: 6}, () => {
			receive(tcb, 500);
			return reasons(tcb).map(why => [why, tcb.rcv.wnd]);
		});
		expect(updates).toEqual([[], [], [['window-update', 1_448]], [], [], [['window-update', 2_896]]]);
	});

	it('is not told of when a RST has ended the connection: what is left is read, and no ACK is owed', () => {
		const tcb = buffer(8_192);
		for (let n = 0; n < 4; n++) arrive(tcb, {text: 1460});
		arrive(tcb, {flags: 'R'});
		expect(receive(tcb)).toEqual(['text of 5840', 'receive-delivers']);
	});

	it('is not told of to a peer that has closed', () => {
		const tcb = buffer(4_000);
		arrive(tcb, {text: 1460});
		arrive(tcb, {text: 1460, flags: 'F.'});
		wait(tcb, 50_000);
		expect(sends(receive(tcb, 1460))).toEqual([]);
	});
});

describe('Linux: SO_RCVBUF', () => {
	it('set by the program fixes the buffer at twice its octets: reading does not move it', () => {
		const tcb = buffer(20_000);
		expect([tcb.memory.size, tcb.config.receiveMemory.fixed]).toEqual([40_000, true]);
		for (let n = 0; n < 200; n++) {
			arrive(tcb, {text: 1460});
			millisecond(tcb);
			receive(tcb);
		}

		expect(tcb.memory.size).toBe(40_000);
	});
});

describe('Linux: the buffer follows the reading (tcp_rcv_space_adjust)', () => {
	/** So many segments a round trip of 22 ms, read when 40 have come. */
	function grown(wanted: Wanted, count: number): {tcb: Tcb; told: unknown[]} {
		const tcb = linux(wanted);
		const told: unknown[] = [];
		for (let n = 1; n <= count; n++) {
			arrive(tcb, {text: Math.min(1460, tcb.rcv.wnd)});
			wait(tcb, 500);
			if (n % 40 !== 0) continue;
			receive(tcb);
			for (const effect of effects(tcb))
				if (effect.kind === 'rule' && effect.rule === 'buffer-grows') told.push([n, effect.values]);
		}

		return {tcb, told};
	}

	it('when more was read in a round trip than in any before: twice that, and as much again as it grew', () => {
		const {tcb, told} = grown(PLAIN, 200);
		expect(told).toEqual([[160, {octets: 59_860, size: 1_362_147}]]);
		// 2 * 59,860, and the same times (59,860 - 14,600) / 14,600, twice; at 162 of 256.
		const window = 2 * 59_860 + 2 * Math.floor((2 * 59_860 * (59_860 - 14_600)) / 14_600);
		expect(tcb.memory.size).toBe(Math.floor((window * 256) / 162));
		expect(tcb.moderation).toMatchObject({space: 59_860, clamp: Math.floor((1_362_147 * 162) / 256)});
	});

	it('measures the round trip by what a whole window takes to arrive: the shortest counts', () => {
		const {tcb} = grown(PLAIN, 200);
		expect(tcb.moderation.roundTrip).toBe(22_000);
		expect(unsigned(tcb.moderation.roundEnd)).not.toBe(0);
	});

	it('but not where tcp_moderate_rcvbuf is off', () => {
		const {tcb, told} = grown({...PLAIN, sysctl: {tcp_moderate_rcvbuf: 0}}, 200);
		expect([told, tcb.memory.size, tcb.moderation.space]).toEqual([[], 131_072, 59_860]);
	});

	it('nor beyond the most of tcp_rmem', () => {
		const {tcb} = grown({...PLAIN, sysctl: {tcp_rmem: '4096 131072 200000'}}, 200);
		expect([tcb.memory.size, asTheirs(tcb.rcv.nxt) > 200_000]).toEqual([200_000, true]);
	});
});
