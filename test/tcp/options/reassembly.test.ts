import fc from 'fast-check';
import {beforeEach, describe, expect, it} from 'vitest';
import type {Tcb} from '../../../src/tcp/index.js';
import {
	arrive,
	arriveQuietly,
	close,
	established,
	everyIsn,
	IRS,
	receive,
	sends,
	theirs,
} from '../../support/arrive.js';

const text = (tcb: Tcb) =>
	receive(tcb)
		.filter(line => line.startsWith('text '))
		.join();

everyIsn(() => {
	describe('§3.10.7.4 seventh: text out of order', () => {
		let tcb: Tcb;
		beforeEach(() => {
			tcb = established();
		});

		it('is held, and answered at once by a duplicate ACK (SHLD-31, MAY-13)', () => {
			expect(arrive(tcb, {seq: 304, text: 'def'})).toEqual(['text-held', 'send . 101:101(0) ack 301']);
			expect(receive(tcb)).toEqual(['wait']);
		});

		it('follows when the gap is filled, with one ACK for all (MUST-59)', () => {
			arrive(tcb, {seq: 304, text: 'def'});
			arrive(tcb, {seq: 307, text: 'ghi'});
			expect(arrive(tcb, {seq: 301, text: 'abc'})).toEqual([
				'window-stale',
				'text-accepted',
				'signal text arrived',
				'text-fills-gap',
				'send . 101:101(0) ack 310',
			]);
			expect(text(tcb)).toBe('text "abcdefghi"');
		});

		it('moves RCV.NXT to the next gap only, and says so at once', () => {
			arrive(tcb, {seq: 304, text: 'def'});
			arrive(tcb, {seq: 310, text: 'jkl'});
			expect(sends(arrive(tcb, {seq: 301, text: 'abc'}))).toEqual(['send . 101:101(0) ack 307']);
			expect(text(tcb)).toBe('text "abcdef"');
		});

		it('keeps the octets that came first where two segments differ', () => {
			arrive(tcb, {seq: 303, text: 'CD'});
			arrive(tcb, {seq: 301, text: 'abcdef'});
			expect(text(tcb)).toBe('text "abCDef"');
		});

		it('keeps them too where the later segment lies in the midst of the earlier', () => {
			arrive(tcb, {seq: 303, text: 'CDEF'});
			arrive(tcb, {seq: 304, text: '??'});
			arrive(tcb, {seq: 301, text: 'ab'});
			expect(text(tcb)).toBe('text "abCDEF"');
		});

		it('takes only the new part of a segment that straddles RCV.NXT', () => {
			arrive(tcb, {seq: 301, text: 'abc'});
			expect(arrive(tcb, {seq: 301, text: '???def'})).toEqual(['seq-trimmed', 'text-accepted', 'signal text arrived']);
			expect(text(tcb)).toBe('text "abcdef"');
		});

		it('is cut at the right edge of the window', () => {
			const small = established({config: {receiveBuffer: 4}});
			expect(arrive(small, {text: 'abcdef'})).toContain('seq-trimmed');
			expect(text(small)).toBe('text "abcd"');
		});

		it('costs no more than its octets when it comes octet by octet from the end (CVE-2018-5390)', () => {
			const octets = 20_000;
			for (let n = octets - 1; n > 0; n--) arriveQuietly(tcb, {seq: 301 + n, text: 'x'});
			// Short parts side by side are gathered.
			expect(tcb.outOfOrder).toHaveLength(Math.ceil((octets - 1) / 64));
			expect(sends(arrive(tcb, {seq: 301, text: 'x'}))).toEqual([`send . 101:101(0) ack ${301 + octets}`]);
			expect(tcb.outOfOrder).toHaveLength(0);
		});
	});

	describe('§3.10.7.4 eighth: a FIN out of order', () => {
		it('waits until the text before it has come', () => {
			const tcb = established();
			expect(arrive(tcb, {seq: 304, flags: 'F.'})).toEqual(['fin-held', 'send . 101:101(0) ack 301']);
			expect(tcb.state).toBe('ESTABLISHED');
			expect(arrive(tcb, {seq: 301, text: 'abc'})).toEqual([
				'window-stale',
				'text-accepted',
				'signal text arrived',
				'text-fills-gap',
				'fin-taken',
				'signal connection closing',
				'fin-to-close-wait',
				'-> CLOSE-WAIT',
				'send . 101:101(0) ack 305',
			]);
		});

		it('waits with the text that it came on', () => {
			const tcb = established();
			expect(arrive(tcb, {seq: 304, text: 'def', flags: 'F.'})).toEqual(['text-held', 'send . 101:101(0) ack 301']);
			arrive(tcb, {seq: 301, text: 'abc'});
			expect(receive(tcb)).toEqual(['text "abcdef", ended', 'receive-delivers']);
			expect(tcb.state).toBe('CLOSE-WAIT');
		});

		it('is held once however often it comes', () => {
			const tcb = established();
			for (let times = 0; times < 5; times++) arrive(tcb, {seq: 304, flags: 'F.'});
			arrive(tcb, {seq: 303, text: 'c', flags: 'F.'});
			expect(tcb.outOfOrder).toHaveLength(2);
			arrive(tcb, {seq: 301, text: 'ab'});
			expect(tcb.state).toBe('CLOSE-WAIT');
			expect(tcb.rcv.nxt).toBe(theirs(305));
		});

		it('is taken once: its repetition is answered, and changes nothing', () => {
			const tcb = established();
			arrive(tcb, {seq: 304, flags: 'F.'});
			arrive(tcb, {seq: 301, text: 'abc'});
			expect(arrive(tcb, {seq: 304, flags: 'F.'})).toEqual(['seq-unacceptable', 'send . 101:101(0) ack 305']);
			expect(arrive(tcb, {seq: 301, text: 'abc', flags: 'F.'})).toEqual([
				'seq-unacceptable',
				'send . 101:101(0) ack 305',
			]);
			expect(tcb.state).toBe('CLOSE-WAIT');
		});

		it('ends the stream: text that claims to lie behind it is dropped', () => {
			const tcb = established();
			arrive(tcb, {seq: 304, flags: 'F.'});
			arrive(tcb, {seq: 304, text: 'DEF'});
			arrive(tcb, {seq: 301, text: 'abc'});
			expect(receive(tcb)).toEqual(['text "abc", ended', 'receive-delivers']);
			expect(tcb.rcv.nxt).toBe(theirs(305));
		});

		it('brings FIN-WAIT-2 to TIME-WAIT when the gap before it fills', () => {
			const tcb = established();
			close(tcb);
			arrive(tcb, {ack: 102});
			arrive(tcb, {seq: 304, ack: 102, flags: 'F.'});
			expect(tcb.state).toBe('FIN-WAIT-2');
			arrive(tcb, {seq: 301, ack: 102, text: 'abc'});
			expect(tcb.state).toBe('TIME-WAIT');
		});
	});
});

describe('reassembly', () => {
	const SIZE = 40;
	const piece = fc.record({
		from: fc.integer({min: -5, max: SIZE + 3}),
		length: fc.integer({min: 1, max: 12}),
		letter: fc.constantFrom('a', 'b', 'c'),
	});

	it('gives each octet once, in order, and as it came first', () => {
		fc.assert(
			fc.property(fc.array(piece, {maxLength: 30}), pieces => {
				const tcb = established({config: {receiveBuffer: SIZE}});
				const model = new Array<string>(SIZE).fill('');
				for (const {from, length, letter} of pieces) {
					// Table 6 refuses what covers the window on both sides: neither its first nor its last octet lies inside.
					const covers = from < model.indexOf('') && from + length > SIZE;
					for (let n = from; n < from + length && !covers; n++)
						if (n >= 0 && n < SIZE && model[n] === '') model[n] = letter;
					// A segment wholly before RCV.NXT or behind the window is refused; the model had those octets, or never will.
					arrive(tcb, {seq: IRS + 1 + from, text: letter.repeat(length)});
				}

				const gap = model.indexOf('');
				const expected = model.slice(0, gap === -1 ? SIZE : gap).join('');
				expect(text(tcb)).toBe(expected === '' ? '' : `text "${expected}"`);
			}),
		);
	});
});

describe('short parts that lie side by side are gathered (CVE-2018-5390)', () => {
	const held = (tcb: Tcb) => tcb.outOfOrder.map(({text: {length}, psh, fin}) => [length, psh, fin]);

	it('up to 64 octets, behind what is there and before it', () => {
		const tcb = established();
		arrive(tcb, {seq: 401, text: 32});
		arrive(tcb, {seq: 433, text: 32});
		expect(held(tcb)).toEqual([[64, false, false]]);
		arrive(tcb, {seq: 465, text: 1});
		expect(held(tcb)).toEqual([
			[64, false, false],
			[1, false, false],
		]);
		const before = established();
		arrive(before, {seq: 433, text: 32});
		arrive(before, {seq: 401, text: 32});
		expect(held(before)).toEqual([[64, false, false]]);
		arrive(before, {seq: 400, text: 1});
		expect(held(before)).toEqual([
			[1, false, false],
			[64, false, false],
		]);
	});

	it('with the PSH of either', () => {
		for (const [first, second, psh] of [
			['.', '.', false],
			['P.', '.', true],
			['.', 'P.', true],
		] as const) {
			const tcb = established();
			arrive(tcb, {seq: 401, text: 5, flags: first});
			arrive(tcb, {seq: 406, text: 5, flags: second});
			expect(held(tcb)).toEqual([[10, psh, false]]);
			const turned = established();
			arrive(turned, {seq: 406, text: 5, flags: second});
			arrive(turned, {seq: 401, text: 5, flags: first});
			expect(held(turned)).toEqual([[10, psh, false]]);
		}
	});

	it('with the FIN of the second', () => {
		const tcb = established();
		arrive(tcb, {seq: 406, text: 5, flags: 'F.'});
		arrive(tcb, {seq: 401, text: 5});
		expect(held(tcb)).toEqual([[10, false, true]]);
		arrive(tcb, {seq: 301, text: 100});
		expect(tcb.state).toBe('CLOSE-WAIT');
	});

	it('but not across a gap', () => {
		const tcb = established();
		arrive(tcb, {seq: 401, text: 5});
		arrive(tcb, {seq: 407, text: 5});
		arrive(tcb, {seq: 390, text: 5});
		expect(held(tcb).map(([length]) => length)).toEqual([5, 5, 5]);
	});

	it('a part over several that are held goes between them, in its place', () => {
		const tcb = established();
		arrive(tcb, {seq: 401, text: 70});
		arrive(tcb, {seq: 501, text: 70});
		arrive(tcb, {seq: 351, text: 300, flags: 'P.'});
		expect(held(tcb)).toEqual([
			[50, true, false],
			[70, false, false],
			[30, true, false],
			[70, false, false],
			[80, true, false],
		]);
	});
});
