import {describe, expect, it} from 'vitest';
import {behaviours, MILLISECOND, timestampOffset} from '../../../src/tcp/index.js';
import {echoedRoundTrip, ecrBefore} from '../../../src/tcp/options/timestamps.js';
import {
	abort,
	arrive,
	clock,
	close,
	effects,
	established,
	everyIsn,
	IRS,
	listening,
	type Making,
	ours,
	PEER_CLOCK,
	receive,
	segmentFor,
	send,
	sends,
	sent,
	synReceived,
	synSent,
	user,
	wait,
} from '../../support/arrive.js';

/** Both ends use timestamps; ours begin at 0 with virtual time, the peer's at 7000. */
const stamped = (making: Making = {}) => established({both: ['timestamps'], ...making});

everyIsn(() => {
	describe('RFC 7323 §3.2: who sends the option', () => {
		it('a SYN offers it, and has nothing to echo', () => {
			expect(sent(synSent({both: ['timestamps']}))[0]?.options.timestamps).toEqual({val: 0, ecr: 0});
			expect(sent(synSent())[0]?.options.timestamps).toBeNull();
		});

		it('a SYN,ACK takes the offer up, and echoes', () => {
			expect(sends(arrive(listening({both: ['timestamps']}), {seq: IRS, flags: 'S', ts: 55}))).toEqual([
				'send S. 100:100(0) ack 301 <mss 1460, ts 0 55>',
			]);
		});

		it('a SYN,ACK has none where the SYN had none, and where its host does not want it', () => {
			expect(sends(arrive(listening({both: ['timestamps']}), {seq: IRS, flags: 'S'}))).toEqual([
				'send S. 100:100(0) ack 301 <mss 1460>',
			]);
			expect(sends(arrive(listening(), {seq: IRS, flags: 'S', ts: 55}))).toEqual([
				'send S. 100:100(0) ack 301 <mss 1460>',
			]);
		});

		it('the ACK of a SYN,ACK without it has none, nor has anything that follows', () => {
			const tcb = synSent({both: ['timestamps']});
			expect(sends(arrive(tcb, {seq: IRS, flags: 'S.', ack: 101, wnd: 9000}))).toEqual(['send . 101:101(0) ack 301']);
			expect(sends(send(tcb, 'x'))).toEqual(['send P. 101:102(1) ack 301']);
		});

		it('the SYN,ACK of a simultaneous open echoes the SYN', () => {
			const tcb = synSent({both: ['timestamps']});
			expect(sends(arrive(tcb, {seq: IRS, flags: 'S', ts: 55, wnd: 9000}))).toEqual([
				'send S. 100:100(0) ack 301 <mss 1460, ts 0 55>',
			]);
		});

		it('once agreed on, every segment carries it: text, again, ACK, FIN', () => {
			const tcb = stamped();
			wait(tcb, 20 * MILLISECOND);
			expect(sends(send(tcb, 'abc'))).toEqual(['send P. 101:104(3) ack 301 <ts 20 7000>']);
			expect(sends(wait(tcb, 1_000 * MILLISECOND))).toEqual(['send P. 101:104(3) ack 301 <ts 1020 7000>']);
			arrive(tcb, {ack: 104});
			expect(sends(arrive(tcb, {seq: 302, text: 'y'}))).toEqual(['send . 104:104(0) ack 301 <ts 1020 8020>']);
			expect(sends(close(tcb))).toEqual(['send F. 104:104(0) ack 301 <ts 1020 8020>']);
		});

		it('a RST carries it too; without an ACK it echoes nothing', () => {
			const tcb = stamped();
			wait(tcb, 20 * MILLISECOND);
			expect(sends(abort(tcb))).toEqual(['send R 101:101(0) <ts 20 0>']);
			expect(sends(abort(established()))).toEqual(['send R 101:101(0)']);
		});

		it('a RST that acknowledges, as Linux’s do, echoes too', () => {
			const config = {behaviours: behaviours('acknowledging-resets')};
			const tcb = stamped({config});
			abort(tcb);
			expect(sent(tcb)).toMatchObject([
				{rst: true, seq: ours(101), wnd: 65_535, options: {timestamps: {val: 0, ecr: 7000}}},
			]);
			const other = established({config});
			abort(other);
			expect(sent(other)).toMatchObject([{rst: true, options: {timestamps: null}}]);
		});

		it('an option that was not agreed on is ignored', () => {
			const tcb = established();
			arrive(tcb, {text: 'abc', ts: 99});
			expect(tcb.ts.recent).toBe(0);
			expect(sends(arrive(tcb, {text: 'def', ts: 1}))).toEqual([]);
			expect(receive(tcb)).toContain('text "abcdef"');
		});
	});

	describe('RFC 6691 §2: what the option takes, text gives', () => {
		it('a full segment is 12 octets shorter, and the MSS that we offer stays', () => {
			const tcb = stamped();
			expect(sends(send(tcb, 1500))).toEqual(['send . 101:1549(1448) ack 301 <ts 0 7000>']);
			expect(tcb.snd.mss).toBe(1448);
			expect(established().snd.mss).toBe(1460);
		});

		it('the smallest MSS leaves room for text', () => {
			expect(stamped({mss: 1}).snd.mss).toBe(36);
			expect(stamped({config: {mtuMss: 8}}).snd.mss).toBe(1);
		});
	});

	describe('RFC 7323 §4.3: which timestamp is echoed', () => {
		it('that of the last segment in order', () => {
			const tcb = stamped();
			arrive(tcb, {text: 1460, ts: 7010});
			expect(sends(arrive(tcb, {text: 1460, ts: 7020}))).toEqual(['send . 101:101(0) ack 3221 <ts 0 7010>']);
			arrive(tcb, {text: 1460, ts: 7030});
			expect(tcb.ts.recent).toBe(7030);
		});

		it('while an ACK is delayed, that of the first segment it will acknowledge', () => {
			const tcb = stamped();
			arrive(tcb, {text: 'a', ts: 7010});
			arrive(tcb, {text: 'b', ts: 7020});
			expect(sends(wait(tcb, 200 * MILLISECOND))).toEqual(['send . 101:101(0) ack 303 <ts 200 7010>']);
		});

		it('behind a hole, still that of the last segment that moved RCV.NXT', () => {
			const tcb = stamped();
			expect(sends(arrive(tcb, {seq: 401, text: 100, ts: 7010}))).toEqual(['send . 101:101(0) ack 301 <ts 0 7000>']);
			expect(sends(arrive(tcb, {seq: 501, text: 100, ts: 7020}))).toEqual(['send . 101:101(0) ack 301 <ts 0 7000>']);
		});

		it('that of the segment which fills the hole', () => {
			const tcb = stamped();
			arrive(tcb, {seq: 401, text: 100, ts: 7010});
			expect(sends(arrive(tcb, {seq: 301, text: 100, ts: 7030}))).toEqual(['send . 101:101(0) ack 501 <ts 0 7030>']);
		});

		it('that of a segment without text too', () => {
			const tcb = stamped();
			arrive(tcb, {ts: 7040});
			expect(tcb.ts.recent).toBe(7040);
		});

		it('none of a segment whose ACK is refused', () => {
			const tcb = stamped();
			expect(arrive(tcb, {ack: 900, text: 'x', ts: 2 ** 31 + 6000})).toEqual([
				'ack-not-sent-yet',
				'send . 101:101(0) ack 301 <ts 0 7000>',
			]);
			expect(sends(arrive(tcb, {text: 1460, ts: 7001}))).toEqual([]);
		});

		it('none of a segment outside the window', () => {
			const tcb = stamped();
			arrive(tcb, {seq: 200, text: 'x', ts: 7500});
			expect(tcb.ts.recent).toBe(7000);
		});
	});

	describe('RFC 7323 §5.4: our clock', () => {
		it('ticks once a millisecond and goes round at 2^32', () => {
			const tcb = listening({both: ['timestamps']});
			tcb.ts.offset = 2 ** 32 - 5;
			arrive(tcb, {seq: IRS, flags: 'S', ts: 0, wnd: 9000});
			expect(sent(tcb)[0]?.options.timestamps).toEqual({val: 2 ** 32 - 5, ecr: 0});
			wait(tcb, 7_999);
			arrive(tcb, {ack: 101, ts: 8, wnd: 9000});
			expect(sends(send(tcb, 'x'))).toEqual(['send P. 101:102(1) ack 301 <ts 2 8>']);
		});

		it('runs ahead by what OPEN was told, after a return to LISTEN as well', () => {
			const tcb = listening({both: ['timestamps']});
			tcb.ts.offset = 40_000;
			arrive(tcb, {seq: IRS, flags: 'S', ts: 1});
			arrive(tcb, {flags: 'R', ts: null});
			expect(tcb.state).toBe('LISTEN');
			expect(sends(arrive(tcb, {seq: IRS, flags: 'S', ts: 2}))).toEqual([
				'send S. 100:100(0) ack 301 <mss 1460, ts 40000 2>',
			]);
			const other = synSent({both: ['timestamps']});
			abort(other);
			user(other, {call: 'open', how: 'active', iss: ours(100), tsOffset: 77});
			expect(effects(other)).toContainEqual(
				expect.objectContaining({segment: expect.objectContaining({seq: ours(100)})}),
			);
			expect(sent(other)[0]?.options.timestamps).toEqual({val: 77, ecr: 0});
		});

		it('is ahead by as much in all connections between two hosts, and otherwise in others', () => {
			const secret = [1, 2, 3, 4] as const;
			const offset = timestampOffset('10.0.0.1', '10.0.0.2', secret);
			expect(timestampOffset('10.0.0.1', '10.0.0.2', secret)).toBe(offset);
			expect(timestampOffset('10.0.0.1', '10.0.0.3', secret)).not.toBe(offset);
			expect(timestampOffset('10.0.0.2', '10.0.0.1', secret)).not.toBe(offset);
			expect(timestampOffset('10.0.0.1', '10.0.0.2', [1, 2, 3, 5])).not.toBe(offset);
			expect(Number.isInteger(offset) && offset >= 0 && offset < 2 ** 32).toBe(true);
		});
	});

	describe('RFC 7323 §4.1: the round trip that an echo tells', () => {
		it('is the time since the echoed timestamp, a tick at least', () => {
			const tcb = stamped();
			wait(tcb, 50 * MILLISECOND);
			const trip = (ecr: number) => echoedRoundTrip(tcb, segmentFor(tcb, {ts: [7050, ecr]}), clock(tcb));
			expect(trip(20)).toBe(30 * MILLISECOND);
			expect(trip(50)).toBe(MILLISECOND);
			expect(trip(51)).toBeNull();
		});

		it('is not known without an echo, without the ACK bit, and without agreement', () => {
			const tcb = stamped();
			wait(tcb, 50 * MILLISECOND);
			expect(echoedRoundTrip(tcb, segmentFor(tcb, {ts: [7050, 0]}), clock(tcb))).toBeNull();
			expect(echoedRoundTrip(tcb, segmentFor(tcb, {ts: null}), clock(tcb))).toBeNull();
			expect(echoedRoundTrip(tcb, segmentFor(tcb, {flags: '', ts: [7050, 20]}), clock(tcb))).toBeNull();
			const without = established();
			expect(echoedRoundTrip(without, segmentFor(without, {ts: [7050, 20]}), 50 * MILLISECOND)).toBeNull();
		});

		it('counts across 2^32', () => {
			const tcb = stamped();
			tcb.ts.offset = 2 ** 32 - 10;
			wait(tcb, 20 * MILLISECOND);
			expect(echoedRoundTrip(tcb, segmentFor(tcb, {ts: [7020, 2 ** 32 - 10]}), clock(tcb))).toBe(20 * MILLISECOND);
		});
	});

	describe('RFC 3522 §3: Eifel detection', () => {
		it('an echo older than the retransmission is of the original', () => {
			const tcb = stamped();
			wait(tcb, 1_000 * MILLISECOND);
			const at = 800 * MILLISECOND;
			expect(ecrBefore(tcb, segmentFor(tcb, {ts: [8000, 799]}), at)).toBe(true);
			expect(ecrBefore(tcb, segmentFor(tcb, {ts: [8000, 800]}), at)).toBe(false);
			expect(ecrBefore(tcb, segmentFor(tcb, {ts: [8000, 900]}), at)).toBe(false);
			expect(ecrBefore(tcb, segmentFor(tcb, {ts: [8000, 0]}), at)).toBe(false);
			expect(ecrBefore(tcb, segmentFor(tcb, {ts: null}), at)).toBe(false);
		});
	});

	it('a crossing SYN without the option: neither end goes on with it (§3.2)', () => {
		const tcb = synReceived({how: 'active', config: {timestamps: true}});
		expect(tcb.agreed.timestamps).toBe(false);
		expect(sent(tcb)[0]?.options.timestamps).toBeNull();
		expect(PEER_CLOCK).toBe(7000);
	});
});
