import {describe, expect, it} from 'vitest';
import type {Tcb} from '../../src/tcp/index.js';
import {
	arrive,
	arriveQuietly,
	asOurs,
	clock,
	established,
	everyIsn,
	listening,
	receive,
	send,
	sent,
	wait,
} from '../support/arrive.js';

/** An array that counts how often its places are looked at, written and moved. */
function counted<T>(list: readonly T[]): {readonly list: T[]; readonly looks: () => number} {
	let count = 0;
	const proxy = new Proxy([...list], {
		get(target, key, self) {
			if (typeof key === 'string' && /^\d+$/.test(key)) count++;
			return Reflect.get(target, key, self);
		},
		set(target, key, value, self) {
			count++;
			return Reflect.set(target, key, value, self);
		},
	});
	return {list: proxy, looks: () => count};
}

describe('bug 7: SACK panic and slowness: CVE-2019-11477, -11478, -11479, FreeBSD’s -5599', () => {
	it.each([0, 1, 8, 48])('a peer that offers an MSS of %i gets segments of 48 octets at least', mss => {
		for (const making of [{mss}, {mss, both: ['timestamps', 'sack'] as const}]) {
			const tcb = established({...making, wnd: 60_000});
			send(tcb, 5_000);
			const sizes = sent(tcb).map(({text}) => text.length);
			// Timestamps take 12 octets of each (RFC 6691).
			expect(Math.min(...sizes)).toBeGreaterThanOrEqual(36);
			expect(sizes.length).toBeLessThanOrEqual(4);
		}
	});

	/** `n` segments out, of which every second one is reported, one more with each ACK. @returns looks at the queue, an ACK */
	function looksPerAck(n: number, reported: (nth: number) => [number, number], behaviour: 'rack' | null): number {
		const tcb = established({both: ['sack'], mss: 100, wnd: 65_535, config: {initialWindow: 2 * n}});
		if (behaviour !== null) tcb.config = {...tcb.config, behaviours: {...tcb.config.behaviours, [behaviour]: true}};
		send(tcb, 100 * n, {push: true});
		expect(tcb.retransmissions).toHaveLength(n);
		const {list, looks} = counted(tcb.retransmissions);
		tcb.retransmissions = list;
		const acks = Math.floor(n / 2);
		const blocks: [number, number][] = [];
		for (let i = 0; i < acks; i++) {
			blocks.unshift(reported(i));
			arriveQuietly(tcb, {ack: 101, sack: blocks.slice(0, 4)});
		}

		return looks() / acks;
	}

	it('single octets reported within segments mark none of them, and cost a look or two each', () => {
		const octet = (i: number): [number, number] => [101 + 200 * i + 150, 101 + 200 * i + 151];
		const [few, many] = [looksPerAck(100, octet, null), looksPerAck(400, octet, null)];
		expect(many).toBeLessThan(few * 2);
		const tcb = established({both: ['sack'], mss: 100});
		send(tcb, 1000);
		arrive(tcb, {ack: 101, sack: [[251, 252]]});
		expect(tcb.retransmissions.filter(({sacked}) => sacked)).toEqual([]);
		expect(tcb.retransmissions.reduce((sum, {text}) => sum + text.length, 0)).toBe(400);
	});

	it('a block that grows by halves of segments marks each once both halves were reported', () => {
		const tcb = established({both: ['sack'], mss: 100, config: {initialWindow: 10}});
		send(tcb, 1000);
		arrive(tcb, {ack: 101, sack: [[201, 251]]});
		arrive(tcb, {ack: 101, sack: [[201, 301]]});
		arrive(tcb, {ack: 101, sack: [[451, 501]]});
		arrive(tcb, {ack: 101, sack: [[401, 501]]});
		expect(tcb.retransmissions.map(({sacked}) => sacked).slice(0, 4)).toEqual([false, true, false, true]);
	});

	it('SACK is advice: what was reported is kept until it is acknowledged, though the peer change its mind', () => {
		const tcb = established({both: ['sack']});
		send(tcb, 5 * 1460);
		arrive(tcb, {ack: 101, sack: [[101 + 1460, 101 + 3 * 1460]]});
		wait(tcb, 3_000_000);
		expect(tcb.retransmissions.reduce((sum, {text}) => sum + text.length, 0)).toBeGreaterThanOrEqual(3 * 1460);
		expect(asOurs(tcb.snd.una)).toBe(101);
		expect(clock(tcb)).toBe(3_000_000);
	});
});

describe('bug 8: SegmentSmack: CVE-2018-5390, FreeBSD’s CVE-2018-6922', () => {
	const single = (tcb: Tcb, n: number): void => arriveQuietly(tcb, {seq: 301 + n, text: 'x'});

	it('65,535 segments of one octet in reverse are held in few places, and then are one text', () => {
		const tcb = established();
		for (let n = 65_534; n > 0; n--) single(tcb, n);
		// Side by side they are gathered, so that neither places nor moves grow with their number.
		expect(tcb.outOfOrder.length).toBeLessThanOrEqual(2 * Math.ceil(65_534 / 64));
		single(tcb, 0);
		expect(tcb.outOfOrder).toHaveLength(0);
		expect(receive(tcb)[0]).toBe('text of 65535');
	});

	/** Looks at the held text for each segment: a search, and moves that the machine makes at once are not among them. */
	function looks(n: number, order: (i: number) => number): number {
		const tcb = established();
		let count = 0;
		for (let i = 0; i < n; i++) {
			const {list, looks: counted1} = counted(tcb.outOfOrder);
			const splice = list.splice.bind(list);
			const plain = [...tcb.outOfOrder];
			list.splice = ((...args: Parameters<typeof plain.splice>) => {
				const gone = plain.splice(...args);
				tcb.outOfOrder = plain;
				return gone;
			}) as typeof splice;
			tcb.outOfOrder = list;
			single(tcb, order(i));
			count += counted1();
			tcb.outOfOrder = plain;
		}

		return count / n;
	}

	it.each([
		['in reverse', (n: number) => (i: number) => n - i],
		['every second one, in reverse', (n: number) => (i: number) => 2 * (n - i)],
		['from both ends', (n: number) => (i: number) => (i % 2 === 0 ? i + 1 : 4 * n - i)],
	])('four times as many, %s, take a few more steps each, not four times as many', (_, order) => {
		const [few, many] = [looks(250, order(250)), looks(1000, order(1000))];
		expect(many).toBeLessThanOrEqual(few + 8);
	});
});

everyIsn(() => {
	describe('bug 13: optimistic ACK, ACK division, duplicate-ACK spoofing', () => {
		it('an ACK of octets that were not sent brings cwnd nothing', () => {
			const tcb = established();
			send(tcb, 1460);
			const {cwnd} = tcb.cc;
			for (let i = 1; i < 20; i++) arrive(tcb, {ack: 101 + 1460 + i * 1460});
			expect(tcb.cc.cwnd).toBe(cwnd);
			expect(asOurs(tcb.snd.una)).toBe(101);
		});

		it('an ACK in a thousand pieces brings no more than one for all', () => {
			const grown = (pieces: number): number => {
				const tcb = established();
				send(tcb, 4 * 1460);
				const {cwnd} = tcb.cc;
				for (let i = 1; i <= pieces; i++) arrive(tcb, {ack: 101 + Math.floor((2 * 1460 * i) / pieces)});
				return tcb.cc.cwnd - cwnd;
			};
			expect(grown(1000)).toBeLessThanOrEqual(2 * 1460);
			expect(grown(1000)).toBeLessThanOrEqual(2 * grown(2));
		});

		it('a thousand duplicate ACKs let go no more than the segments that they could be about', () => {
			for (const both of [[], ['sack']] as const) {
				const tcb = established({both, wnd: 65_535, config: {sendBuffer: 2 ** 20}});
				send(tcb, 200_000);
				const out = tcb.retransmissions.length;
				let more = 0;
				for (let i = 0; i < 1000; i++) {
					arrive(tcb, {ack: 101});
					more += sent(tcb).length;
				}

				expect(more).toBeLessThanOrEqual(out + 3);
			}
		});
	});

	describe('bug 19: overlapping segments with different octets', () => {
		it('the octets that came first are read, wherever the second segment begins and ends', () => {
			let cases = 0;
			for (let from = 0; from <= 14; from++) {
				for (let to = from + 1; to <= 15; to++) {
					for (const held of [true, false]) {
						const tcb = established();
						const start = 301 + (held ? 1 : 0);
						arrive(tcb, {seq: start + 5, text: 'FIRST'});
						arrive(tcb, {seq: start + from, text: 'x'.repeat(to - from)});
						// Whatever is missing still.
						arrive(tcb, {seq: 301, text: '.'.repeat(start - 301 + 15)});
						const read = receive(tcb)[0] ?? '';
						expect(read.slice(6 + (start - 301) + 5).slice(0, 5)).toBe('FIRST');
						cases++;
					}
				}
			}

			expect(cases).toBeGreaterThanOrEqual(217);
		});
	});
});

describe('bug 7: SACK panic, at a listener', () => {
	it('clamps what a SYN offers, too', () => {
		const tcb = listening();
		arrive(tcb, {seq: 300, flags: 'S', mss: 1, wnd: 1000});
		arrive(tcb, {seq: 301, ack: 101, wnd: 1000});
		send(tcb, 200);
		expect(Math.max(...sent(tcb).map(({text}) => text.length))).toBe(48);
	});
});
