import fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {
	behaviours,
	checkTcb,
	copyTcb,
	distance,
	MILLISECOND,
	plus,
	type Seq,
	type Tcb,
} from '../../../src/tcp/index.js';
import {takeBlocks} from '../../../src/tcp/options/sack-blocks.js';
import {
	arrive,
	closeWait,
	established,
	everyIsn,
	finWait1,
	finWait2,
	type Making,
	receive,
	send,
	sends,
	sent,
	theirs,
	timeWait,
	wait,
} from '../../support/arrive.js';

const sacking = (making: Making = {}) => established({both: ['sack'], ...making});

/** Only ` <sack …>` and the ACK of the bare segments that an arrival made. */
const acks = (lines: readonly string[]) => sends(lines).map(line => line.replace('send . 101:101(0) ', ''));

everyIsn(() => {
	describe('RFC 2018 §4: what held text is told', () => {
		it('no block while text comes in order', () => {
			const tcb = sacking();
			arrive(tcb, {text: 1460});
			expect(acks(arrive(tcb, {text: 1460}))).toEqual(['ack 3221']);
		});

		it('§8 case 2: the first of eight segments is lost, and one block grows', () => {
			const tcb = sacking();
			const told = [801, 1301, 1801].map(seq => acks(arrive(tcb, {seq, text: 500})));
			expect(told).toEqual([['ack 301 <sack 801:1301>'], ['ack 301 <sack 801:1801>'], ['ack 301 <sack 801:2301>']]);
		});

		it('§8 case 3: every second one is lost; the latest block stands first, then the most recently told', () => {
			const tcb = sacking();
			const told = [301, 1301, 2301, 3301].flatMap(seq => acks(arrive(tcb, {seq, text: 500})));
			wait(tcb, 200 * MILLISECOND);
			expect(told).toEqual([
				'ack 801 <sack 1301:1801>',
				'ack 801 <sack 2301:2801 1301:1801>',
				'ack 801 <sack 3301:3801 2301:2801 1301:1801>',
			]);
			expect(acks(arrive(tcb, {seq: 1801, text: 500}))).toEqual(['ack 801 <sack 1301:2801 3301:3801>']);
			expect(acks(arrive(tcb, {seq: 801, text: 500}))).toEqual(['ack 2801 <sack 3301:3801>']);
			expect(acks(arrive(tcb, {seq: 2801, text: 500}))).toEqual(['ack 3801']);
		});

		it('a block that grows becomes the first again', () => {
			const tcb = sacking();
			for (const seq of [501, 701, 901]) arrive(tcb, {seq, text: 100});
			expect(acks(arrive(tcb, {seq: 601, text: 50}))).toEqual(['ack 301 <sack 501:651 901:1001 701:801>']);
			expect(acks(arrive(tcb, {seq: 801, text: 100}))).toEqual(['ack 301 <sack 701:1001 501:651>']);
		});

		it('four blocks at most, and three beside timestamps', () => {
			const tcb = sacking();
			const other = sacking({both: ['sack', 'timestamps']});
			for (const seq of [401, 501, 601, 701]) {
				arrive(tcb, {seq, text: 10});
				arrive(other, {seq, text: 10});
			}

			expect(acks(arrive(tcb, {seq: 801, text: 10}))).toEqual(['ack 301 <sack 801:811 701:711 601:611 501:511>']);
			expect(acks(arrive(other, {seq: 801, text: 10}))).toEqual(['ack 301 <ts 0 7000, sack 801:811 701:711 601:611>']);
		});

		it('older blocks are told when there is room again', () => {
			const tcb = sacking();
			for (const seq of [401, 501, 601, 701, 801]) arrive(tcb, {seq, text: 10});
			expect(acks(arrive(tcb, {seq: 711, text: 90}))).toEqual(['ack 301 <sack 701:811 601:611 501:511 401:411>']);
		});

		it('Linux has forgotten them by then', () => {
			const tcb = sacking({config: {behaviours: behaviours('four-sack-blocks')}});
			for (const seq of [401, 501, 601, 701, 801]) arrive(tcb, {seq, text: 10});
			expect(acks(arrive(tcb, {seq: 711, text: 90}))).toEqual(['ack 301 <sack 701:811 601:611 501:511>']);
		});

		it('a FIN that is held counts one, alone or behind text', () => {
			const tcb = sacking();
			expect(acks(arrive(tcb, {seq: 401, text: 10, flags: 'F.'}))).toEqual(['ack 301 <sack 401:412>']);
			const bare = sacking();
			expect(acks(arrive(bare, {seq: 401, flags: 'F.'}))).toEqual(['ack 301 <sack 401:402>']);
			arrive(bare, {seq: 301, text: 100});
			expect(bare.state).toBe('CLOSE-WAIT');
			expect(bare.sack.blocks).toEqual([]);
		});

		it('Linux tells of the block that a held FIN ended with the ACK that goes over it, in FIN-WAIT-2 alone', () => {
			const config = {behaviours: behaviours('blocks-outlive-fin')};
			const tcb = finWait2({both: ['sack'], config});
			arrive(tcb, {seq: 303, text: 'cd', flags: 'F.'});
			expect(sends(arrive(tcb, {seq: 301, text: 'ab'}))).toEqual(['send . 102:102(0) ack 306 <sack 303:306>']);
			for (const other of [sacking({config}), finWait2({both: ['sack']})]) {
				arrive(other, {seq: 303, text: 'cd', flags: 'F.'});
				expect(sends(arrive(other, {seq: 301, text: 'ab'}))[0]).not.toContain('sack');
			}
		});

		it('only what lies inside the window', () => {
			const tcb = sacking({config: {receiveBuffer: 1000}});
			expect(acks(arrive(tcb, {seq: 1201, text: 200}))).toEqual(['ack 301 <sack 1201:1301>']);
		});

		it('nothing where one end did not offer it', () => {
			expect(acks(arrive(established({config: {sack: true}}), {seq: 401, text: 10}))).toEqual(['ack 301']);
			expect(acks(arrive(established({syn: {sackOk: true}}), {seq: 401, text: 10}))).toEqual(['ack 301']);
		});

		it('a reset flushes them with the text', () => {
			const tcb = sacking();
			arrive(tcb, {seq: 401, text: 10});
			arrive(tcb, {flags: 'R'});
			expect(tcb.sack).toEqual({blocks: [], twice: null});
		});
	});

	describe('RFC 2018 §3 and RFC 6691 §3: text and blocks share a segment', () => {
		it('new text is shorter by the blocks that go with it', () => {
			const tcb = sacking({both: ['sack', 'timestamps']});
			arrive(tcb, {seq: 401, text: 10});
			expect(sends(send(tcb, 1500))[0]).toBe('send . 101:1537(1436) ack 301 <ts 0 7000, sack 401:411>');
			const two = sacking({both: ['sack', 'timestamps']});
			for (const seq of [401, 501]) arrive(two, {seq, text: 10});
			expect(sends(send(two, 1500))[0]).toBe('send . 101:1529(1428) ack 301 <ts 0 7000, sack 501:511 401:411>');
		});

		it('what came twice takes room as well', () => {
			const tcb = sacking();
			arrive(tcb, {text: 500});
			wait(tcb, 200 * MILLISECOND);
			arrive(tcb, {seq: 301, text: 1000});
			expect(sends(send(tcb, 1500))[0]).toBe('send . 101:1549(1448) ack 1301 <sack 301:801>');
			expect(sends(arrive(tcb, {ack: 1549}))[0]).toBe('send P. 1549:1601(52) ack 1301');
		});

		it('what is sent again full-sized has no room for them', () => {
			const tcb = sacking();
			send(tcb, 1460);
			arrive(tcb, {seq: 401, text: 10});
			expect(sends(wait(tcb, 1_000 * MILLISECOND))).toEqual(['send P. 101:1561(1460) ack 301']);
		});

		it('what is sent again carries as many as fit', () => {
			const tcb = sacking();
			send(tcb, 1440);
			for (const seq of [401, 501, 601]) arrive(tcb, {seq, text: 10});
			expect(sends(wait(tcb, 1_000 * MILLISECOND))).toEqual(['send P. 101:1541(1440) ack 301 <sack 601:611 501:511>']);
		});

		it('text has half of the smallest segment at least', () => {
			const tcb = sacking({mss: 48});
			for (const seq of [401, 501, 601]) arrive(tcb, {seq, text: 10});
			expect(sends(send(tcb, 100))[0]).toBe('send . 101:129(28) ack 301 <sack 601:611 501:511>');
		});

		it('a FIN carries them', () => {
			const tcb = finWait1({both: ['sack']});
			arrive(tcb, {ack: 101, seq: 401, text: 10});
			expect(sends(wait(tcb, 1_000 * MILLISECOND))).toEqual(['send F. 101:101(0) ack 301 <sack 401:411>']);
		});
	});

	describe('RFC 2883 §4: text that came twice', () => {
		it('§4.1.1: below RCV.NXT, told at once and once', () => {
			const tcb = sacking();
			arrive(tcb, {text: 500});
			wait(tcb, 200 * MILLISECOND);
			expect(arrive(tcb, {seq: 301, text: 500})).toEqual([
				'text-came-twice',
				'seq-unacceptable',
				'send . 101:101(0) ack 801 <sack 301:801>',
			]);
			expect(acks(arrive(tcb, {seq: 1801, text: 500}))).toEqual(['ack 801 <sack 1801:2301>']);
		});

		it('§4.1.2: below RCV.NXT while text is held: before the held block', () => {
			const tcb = sacking();
			arrive(tcb, {text: 500});
			arrive(tcb, {seq: 1301, text: 500});
			expect(acks(arrive(tcb, {seq: 301, text: 500}))).toEqual(['ack 801 <sack 301:801 1301:1801>']);
		});

		it('§4.1.3: inside held text: then the block that holds it stands second', () => {
			const tcb = sacking();
			arrive(tcb, {seq: 1301, text: 500});
			arrive(tcb, {seq: 801, text: 500});
			arrive(tcb, {seq: 3001, text: 100});
			expect(acks(arrive(tcb, {seq: 1301, text: 500}))).toEqual(['ack 301 <sack 1301:1801 801:1801 3001:3101>']);
		});

		it('§4.2.1: the first half came before, the second is new and in order', () => {
			const tcb = sacking();
			arrive(tcb, {text: 500});
			wait(tcb, 200 * MILLISECOND);
			arrive(tcb, {seq: 301, text: 1000});
			expect(acks(wait(tcb, 200 * MILLISECOND))).toContain('ack 1301 <sack 301:801>');
		});

		it('§4.2.2: a part is held already, on the left, on the right, in the middle', () => {
			const left = sacking();
			arrive(left, {seq: 801, text: 500});
			expect(acks(arrive(left, {seq: 1001, text: 500}))).toEqual(['ack 301 <sack 1001:1301 801:1501>']);
			const right = sacking();
			arrive(right, {seq: 801, text: 500});
			expect(acks(arrive(right, {seq: 601, text: 500}))).toEqual(['ack 301 <sack 801:1101 601:1301>']);
			const middle = sacking();
			arrive(middle, {seq: 801, text: 100});
			expect(acks(arrive(middle, {seq: 601, text: 500}))).toEqual(['ack 301 <sack 801:901 601:1101>']);
		});

		it('§4.2.3: of two stretches the first alone is told, however many segments made it', () => {
			const tcb = sacking();
			arrive(tcb, {seq: 801, text: 100});
			arrive(tcb, {seq: 901, text: 100});
			arrive(tcb, {seq: 1201, text: 100});
			expect(acks(arrive(tcb, {seq: 701, text: 700}))).toEqual(['ack 301 <sack 801:1001 701:1401>']);
		});

		it('text in order that was held behind a hole is told with the ACK that goes over both', () => {
			const tcb = sacking();
			arrive(tcb, {seq: 401, text: 100});
			expect(acks(arrive(tcb, {seq: 301, text: 150}))).toEqual(['ack 501 <sack 401:451>']);
		});

		it('old text and held text that touch are one stretch', () => {
			const tcb = sacking();
			arrive(tcb, {text: 100});
			arrive(tcb, {seq: 401, text: 0});
			arrive(tcb, {seq: 451, text: 100});
			expect(acks(arrive(tcb, {seq: 351, text: 150}))).toEqual(['ack 551 <sack 351:401>']);
		});

		it('ahead of RCV.NXT it is not told where one block has room: alone it would pass for the latest', () => {
			const tcb = sacking({both: ['sack', 'timestamps'], config: {mtuMss: 28}});
			for (const seq of [501, 511]) arrive(tcb, {seq, text: 10});
			expect(acks(arrive(tcb, {seq: 501, text: 10}))).toEqual(['ack 301 <ts 0 7000, sack 501:521>']);
			arrive(tcb, {text: 10});
			expect(acks(arrive(tcb, {seq: 301, text: 10}))).toEqual(['ack 311 <ts 0 7000, sack 301:311>']);
		});

		it('is forgotten with what was held, where memory is short', () => {
			const tcb = sacking({
				config: {
					behaviours: behaviours('quick-acks', 'moderated-window'),
					receiveMemory: {first: 3000, most: 3000, fixed: true, moderated: true},
				},
			});
			// Three ACKs go at once, further ones are gathered.
			for (const seq of [401, 501, 401]) arrive(tcb, {seq, text: 10});
			expect(sends(arrive(tcb, {seq: 501, text: 10}))).toEqual([]);
			expect(arrive(tcb, {seq: 601, text: 10})).toContain('held-text-given-up');
			expect(acks(wait(tcb, 2 * MILLISECOND))).toEqual(['ack 301 <sack 601:611>']);
		});

		it('a FIN that came twice counts one', () => {
			const tcb = closeWait({both: ['sack']});
			expect(acks(arrive(tcb, {seq: 301, flags: 'F.'}))).toEqual(['ack 302 <sack 301:302>']);
		});

		it('is not told in TIME-WAIT, nor of a SYN or a keep-alive, which hold no text', () => {
			expect(sends(arrive(timeWait({both: ['sack']}), {seq: 301, flags: 'F.'}))).toEqual(['send . 102:102(0) ack 302']);
			expect(sends(arrive(sacking(), {seq: 300, flags: 'S'}))).toEqual(['send . 101:101(0) ack 301']);
			expect(sends(arrive(sacking(), {seq: 300}))).toEqual(['send . 101:101(0) ack 301']);
			expect(sends(arrive(sacking(), {seq: 300, text: 'k'}))).toEqual(['send . 101:101(0) ack 301 <sack 300:301>']);
		});

		it('is not told with dsack off, nor where SACK was not agreed on', () => {
			for (const tcb of [sacking({config: {dsack: false}}), established()]) {
				arrive(tcb, {text: 500});
				wait(tcb, 200 * MILLISECOND);
				expect(acks(arrive(tcb, {seq: 301, text: 500}))).toEqual(['ack 801']);
				arrive(tcb, {seq: 901, text: 100});
				expect(tcb.sack.twice).toBeNull();
				expect(acks(arrive(tcb, {seq: 901, text: 100}))[0]).not.toContain('901:1001 901:1001');
			}
		});
	});

	it('property: whatever comes, blocks are the islands of held text, the latest first; what came twice goes before', () => {
		const offsets = ([left, right]: readonly [Seq, Seq]): [number, number] => [
			distance(theirs(301), left),
			distance(theirs(301), right),
		];
		const byEdge = (a: readonly [number, number], b: readonly [number, number]) => a[0] - b[0];
		const piece = fc.record({from: fc.integer({min: 0, max: 50}), length: fc.integer({min: 1, max: 9})});
		fc.assert(
			fc.property(fc.array(piece, {maxLength: 25}), pieces => {
				const tcb = sacking();
				const has = new Set<number>();
				let twice: [number, number] | null = null;
				for (const {from, length} of pieces) {
					const to = from + length;
					const before = nextMissing(has);
					const again = firstStretch(from, to, n => n < before || has.has(n));
					for (let n = from; n < to; n++) has.add(n);
					arrive(tcb, {seq: 301 + from, text: length});
					const [seg] = sent(tcb);
					const next = nextMissing(has);
					const islands = islandsOf(has, next);
					expect(tcb.sack.blocks.map(offsets).toSorted(byEdge)).toEqual(islands);
					// Text in order may have its ACK delayed: then it is told later.
					twice = again ?? twice;
					if (seg === undefined) continue;
					const here = islands.find(([left, right]) => left <= from && to <= right);
					const expected = [...(twice === null ? [] : [twice]), ...(here === undefined ? [] : [here])];
					expect((seg.options.sack ?? []).map(offsets).slice(0, expected.length)).toEqual(expected);
					twice = null;
				}
			}),
		);

		function nextMissing(has: ReadonlySet<number>): number {
			let n = 0;
			while (has.has(n)) n++;
			return n;
		}

		function firstStretch(from: number, to: number, held: (n: number) => boolean): [number, number] | null {
			let left = from;
			while (left < to && !held(left)) left++;
			let right = left;
			while (right < to && held(right)) right++;
			return left === right ? null : [left, right];
		}

		function islandsOf(has: ReadonlySet<number>, next: number): [number, number][] {
			const islands: [number, number][] = [];
			for (let n = next; n < 70; n++) {
				const [left, right] = firstStretch(n, 70, m => m >= next && has.has(m)) ?? [70, 70];
				if (left < 70) islands.push([left, right]);
				n = right;
			}

			return islands;
		}
	});

	describe('checkTcb', () => {
		const broken = (change: (tcb: Tcb) => unknown): string[] => {
			const tcb = sacking();
			arrive(tcb, {seq: 401, text: 10});
			arrive(tcb, {seq: 411, text: 10});
			arrive(tcb, {seq: 501, text: 10});
			change(tcb);
			return checkTcb(tcb);
		};
		const block = (left: number, right: number) => [theirs(left), theirs(right)] as const;

		it.each([
			['blocks are told only where both ends agreed', [[401, 421]], false],
			['a block lies ahead of RCV.NXT', [[301, 421]], true],
			['a block lies ahead of RCV.NXT', [[421, 401]], true],
			[
				'blocks are apart',
				[
					[401, 411],
					[411, 421],
				],
				true,
			],
			['all of a block is held', [[401, 422]], true],
			['all of a block is held', [[400, 421]], true],
			['all of a block is held', [[421, 501]], true],
		] as const)('sees that not %s: %j', (sentence, blocks, sack) => {
			const wrong = broken(tcb => {
				tcb.agreed.sack = sack;
				tcb.sack.blocks = blocks.map(([left, right]) => block(left, right));
			});
			expect(wrong).toContain(`${sentence} (ESTABLISHED)`);
		});

		it('sees that nothing is held, and that a D-SACK waits without agreement', () => {
			expect(broken(tcb => tcb.outOfOrder.splice(0))).toContain('a block is of held text (ESTABLISHED)');
			const alone = broken(tcb => {
				tcb.agreed.sack = false;
				tcb.sack = {blocks: [], twice: block(301, 302)};
			});
			expect(alone).toEqual(['blocks are told only where both ends agreed (ESTABLISHED)']);
		});

		it('sees nothing wrong with two islands, or three parts in one', () => {
			expect(broken(() => {})).toEqual([]);
		});
	});

	describe('a copy of the TCB', () => {
		it('keeps its blocks when the original goes on', () => {
			const tcb = sacking();
			arrive(tcb, {seq: 401, text: 10});
			const copy = copyTcb(tcb);
			arrive(tcb, {seq: 501, text: 10});
			expect(copy.sack.blocks).toEqual([[theirs(401), theirs(411)]]);
			copy.sack.twice = [theirs(301), plus(theirs(301), 5)];
			expect(tcb.sack.twice).toBeNull();
			expect(takeBlocks(copy, 1440)).toEqual([
				[theirs(301), theirs(306)],
				[theirs(401), theirs(411)],
			]);
			expect(takeBlocks(copy, 1449)).toBeNull();
		});
	});

	it('what was held is read once, whatever was told of it', () => {
		const tcb = sacking();
		arrive(tcb, {seq: 304, text: 'def'});
		arrive(tcb, {seq: 302, text: 'bcd'});
		expect(sent(tcb)[0]?.options.sack).toEqual([
			[theirs(304), theirs(305)],
			[theirs(302), theirs(307)],
		]);
		arrive(tcb, {seq: 301, text: 'a'});
		expect(receive(tcb)).toContain('text "abcdef"');
	});
});
