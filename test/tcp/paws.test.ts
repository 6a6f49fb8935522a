import {describe, expect, it} from 'vitest';
import {behaviours, MILLISECOND, SECOND} from '../../src/tcp/index.js';
import {
	arrive,
	closeWait,
	established,
	everyIsn,
	IRS,
	type Making,
	receive,
	send,
	sends,
	synReceived,
	timeWait,
	wait,
} from '../support/arrive.js';

const DAY = 86_400 * SECOND;

/** Both ends use timestamps; TS.Recent is 7000. */
const stamped = (making: Making = {}) => established({both: ['timestamps'], ...making});

const lenient = () => stamped({config: {behaviours: behaviours('lenient-timestamps')}});

everyIsn(() => {
	describe('RFC 7323 §5.3 R1: a timestamp older than TS.Recent', () => {
		it('is of an old duplicate, though its numbers are in the window: answered and dropped', () => {
			const tcb = stamped();
			arrive(tcb, {ts: 7100});
			expect(arrive(tcb, {text: 'old', ts: 7099})).toEqual(['paws-refuses', 'send . 101:101(0) ack 301 <ts 0 7100>']);
			expect(receive(tcb)).toEqual(['wait']);
			expect(tcb.ts.recent).toBe(7100);
		});

		it('does not acknowledge either, nor open the window', () => {
			const tcb = stamped();
			send(tcb, 'abc');
			arrive(tcb, {ts: 7100});
			expect(arrive(tcb, {ack: 104, wnd: 5, ts: 7050})).toEqual([
				'paws-refuses',
				'send . 104:104(0) ack 301 <ts 0 7100>',
			]);
			expect(tcb.retransmissions).toHaveLength(1);
			expect(tcb.snd.wnd).toBe(65_535);
		});

		it('the same timestamp is not older', () => {
			const tcb = stamped();
			expect(arrive(tcb, {text: 'new', ts: 7000})).toContain('text-accepted');
		});

		it('is measured on a circle: 2^31 - 1 behind is older, one more is newer', () => {
			const tcb = stamped();
			expect(arrive(tcb, {text: 'x', ts: 7000 - (2 ** 31 - 1)})[0]).toBe('paws-refuses');
			expect(arrive(tcb, {text: 'x', ts: 7000 + (2 ** 31 - 1)})).toContain('text-accepted');
			expect(tcb.ts.recent).toBe(7000 + 2 ** 31 - 1);
		});

		it('goes before the window test: what is outside and old is refused for its age', () => {
			expect(arrive(stamped(), {seq: 200, text: 'x', ts: 6999})[0]).toBe('paws-refuses');
		});

		it('never keeps a RST out', () => {
			const tcb = stamped();
			expect(arrive(tcb, {flags: 'R', ts: 1})).toEqual(['rst-accepted', 'signal connection reset', '-> CLOSED']);
			const other = stamped();
			expect(arrive(other, {flags: 'R', ts: null})).toContain('-> CLOSED');
		});

		it('keeps a SYN out, with the answer that a challenge is', () => {
			expect(arrive(stamped(), {flags: 'S', ts: 6000})).toEqual([
				'paws-refuses',
				'send . 101:101(0) ack 301 <ts 0 7000>',
			]);
		});

		it('is answered once in half a second where it is a bare ACK, as part of a loop may be (RFC 5961 §7)', () => {
			const tcb = stamped();
			expect(sends(arrive(tcb, {ts: 6000}))).toHaveLength(1);
			expect(arrive(tcb, {ts: 6000})).toEqual(['paws-quiet']);
			expect(sends(arrive(tcb, {text: 'x', ts: 6000}))).toHaveLength(1);
			wait(tcb, 500 * MILLISECOND);
			expect(sends(arrive(tcb, {ts: 6000}))).toHaveLength(1);
		});

		it('holds in SYN-RECEIVED, after the peer’s FIN, and in TIME-WAIT', () => {
			for (const make of [synReceived, closeWait, timeWait]) {
				expect(arrive(make({both: ['timestamps']}), {text: 'x', ts: 6000})[0]).toBe('paws-refuses');
			}
		});

		it('is looked for on arrival only: held text is not judged again', () => {
			const tcb = stamped();
			arrive(tcb, {seq: 302, text: 'bc', ts: 7001});
			arrive(tcb, {ts: 7500});
			arrive(tcb, {seq: 301, text: 'a', ts: 7600});
			expect(receive(tcb)).toContain('text "abc"');
		});
	});

	describe('RFC 7323 §5.5: TS.Recent after 24 days says nothing', () => {
		it('a segment that looks old is taken then, and its timestamp recorded', () => {
			const tcb = stamped();
			wait(tcb, 24 * DAY);
			expect(arrive(tcb, {text: 'x', ts: 6000})).toContain('paws-outdated');
			expect(tcb.ts.recent).toBe(6000);
			expect(receive(tcb)).toContain('text "x"');
		});

		it('a moment before it is still refused', () => {
			const tcb = stamped();
			wait(tcb, 24 * DAY - 1);
			expect(arrive(tcb, {text: 'x', ts: 6000})[0]).toBe('paws-refuses');
		});

		it('any timestamp recorded meanwhile counts the days anew, the same one too', () => {
			for (const ts of [7001, 7000]) {
				const tcb = stamped();
				wait(tcb, 23 * DAY);
				arrive(tcb, {ts});
				wait(tcb, 23 * DAY);
				expect(arrive(tcb, {text: 'x', ts: 6999})[0]).toBe('paws-refuses');
			}
		});
	});

	describe('RFC 7323 §3.2: a segment without the timestamp that was agreed on', () => {
		it('is dropped in silence', () => {
			const tcb = stamped();
			expect(arrive(tcb, {text: 'x', ts: null})).toEqual(['timestamp-missing']);
			expect(tcb.state).toBe('ESTABLISHED');
		});

		it('is taken by Linux, and TS.Recent stays', () => {
			const tcb = lenient();
			expect(arrive(tcb, {text: 'x', ts: null})).toContain('text-accepted');
			expect(tcb.ts.recent).toBe(7000);
		});
	});

	describe('what Linux forgives', () => {
		it('one tick', () => {
			const tcb = lenient();
			expect(arrive(tcb, {text: 'x', ts: 6999})).toContain('text-accepted');
			expect(tcb.ts.recent).toBe(7000);
			expect(arrive(tcb, {text: 'x', ts: 6998})[0]).toBe('paws-refuses');
		});

		it('an old bare ACK below RCV.NXT: common, and dropped without an answer', () => {
			const tcb = lenient();
			expect(arrive(tcb, {seq: 300, ts: 6000})).toEqual(['paws-old-ack']);
			expect(arrive(tcb, {seq: 302, ts: 6000})[0]).toBe('paws-refuses');
			expect(arrive(tcb, {seq: 300, text: 'x', ts: 6000})[0]).toBe('paws-refuses');
			expect(arrive(tcb, {seq: IRS, flags: 'F.', ts: 6000})[0]).toBe('paws-refuses');
			const other = lenient();
			expect(arrive(other, {seq: 300, flags: 'S.', ts: 6000})[0]).toBe('paws-refuses');
			expect(arrive(lenient(), {seq: 300, flags: '', ts: 6000})[0]).toBe('paws-refuses');
			expect(arrive(lenient(), {flags: 'S.', ts: 6990})[0]).toBe('paws-refuses');
			expect(arrive(lenient(), {flags: '', ts: 6990})[0]).toBe('paws-refuses');
		});

		it('a duplicate ACK with nothing new in it, as old as an RTO', () => {
			const tcb = lenient();
			const rto = tcb.rto.rto / MILLISECOND;
			expect(arrive(tcb, {ts: 7000 - rto})).toEqual([]);
			expect(arrive(tcb, {ts: 7000 - rto - 1})[0]).toBe('paws-refuses');
			wait(tcb, SECOND);
			expect(arrive(tcb, {wnd: 5, ts: 6900})[0]).toBe('paws-refuses');
			send(tcb, 'abc');
			wait(tcb, 600 * MILLISECOND);
			expect(arrive(tcb, {ack: 104, ts: 6900})[0]).toBe('paws-refuses');
		});
	});
});
