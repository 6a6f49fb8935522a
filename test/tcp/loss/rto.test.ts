import {describe, expect, it} from 'vitest';
import {
	behaviours,
	createTcb,
	type Effect,
	MILLISECOND,
	type Micros,
	RFC9293,
	SECOND,
	type Tcb,
} from '../../../src/tcp/index.js';
import {sample} from '../../../src/tcp/loss/rto.js';
import {
	arrive,
	closed,
	effects,
	established,
	everyIsn,
	IRS,
	ours,
	send,
	sends,
	synReceived,
	synSent,
	timers,
	user,
	wait,
} from '../../support/arrive.js';

const bare = (config = {}): Tcb => createTcb({...RFC9293, rtoMin: 1, ...config}, {address: '192.0.2.1', port: 1});
const taking = (tcb: Tcb, ...roundTrips: Micros[]): Tcb => {
	const out: Effect[] = [];
	for (const roundTrip of roundTrips) sample(tcb, roundTrip, out);
	return tcb;
};

const measured = ({rto}: Tcb) => [rto.srtt, rto.rttvar, rto.rto];

describe('RFC 6298 §2: computing RTO', () => {
	it('is one second before the first sample (§2.1)', () => {
		expect(bare().rto).toMatchObject({srtt: null, rto: 1 * SECOND});
	});

	it('after the first sample R: SRTT = R, RTTVAR = R/2, RTO = SRTT + 4 RTTVAR (§2.2)', () => {
		expect(measured(taking(bare(), 100_000))).toEqual([100_000, 50_000, 300_000]);
	});

	it('after the next: RTTVAR from the old SRTT, then SRTT (§2.3)', () => {
		// RTTVAR = 3/4 × 50 + 1/4 × |100 - 180| = 57.5; SRTT = 7/8 × 100 + 1/8 × 180 = 110; RTO = 110 + 230.
		expect(measured(taking(bare(), 100_000, 180_000))).toEqual([110_000, 57_500, 340_000]);
		// RTTVAR = 3/4 × 57.5 + 1/4 × |110 - 110| = 43.125; SRTT = 110; RTO = 110 + 172.5.
		expect(measured(taking(bare(), 100_000, 180_000, 110_000))).toEqual([110_000, 43_125, 282_500]);
	});

	it('never counts a variance smaller than the clock can see', () => {
		const tcb = taking(bare(), ...new Array<number>(200).fill(1000));
		expect(tcb.rto.rto).toBeGreaterThanOrEqual(1001);
	});

	it('is told in milliseconds and seconds', () => {
		const out: Effect[] = [];
		sample(bare(), 100_040, out);
		expect(out).toEqual([{kind: 'rule', rule: 'rtt-sampled', values: {rtt: 100, srtt: 100, rto: 0.3}}]);
	});

	it('is rounded up to one second (§2.4)', () => {
		expect(taking(bare({rtoMin: 1 * SECOND}), 100_000).rto.rto).toBe(1 * SECOND);
	});

	it('has an upper bound, of 60 seconds here (§2.5)', () => {
		expect(taking(bare(), 100 * SECOND).rto.rto).toBe(60 * SECOND);
	});

	it('falls back to what the round trip says with the first sample after backing off', () => {
		const tcb = bare();
		tcb.rto.rto = 32 * SECOND;
		tcb.rto.backoff = 5;
		expect(measured(taking(tcb, 100_000))).toEqual([100_000, 50_000, 300_000]);
		expect(tcb.rto.backoff).toBe(0);
	});
});

everyIsn(() => {
	describe('RFC 6298 §3: samples', () => {
		it('are taken of the handshake at both ends', () => {
			const a = synSent();
			wait(a, 80 * MILLISECOND);
			arrive(a, {seq: IRS, ack: 101, flags: 'S.', wnd: 8000});
			expect(a.rto.srtt).toBe(80 * MILLISECOND);
			const b = synReceived();
			wait(b, 70 * MILLISECOND);
			arrive(b, {ack: 101});
			expect(b.rto.srtt).toBe(70 * MILLISECOND);
		});

		it('are taken of one segment at a time, and of the next when that is acknowledged', () => {
			const tcb = established();
			send(tcb, 1460);
			wait(tcb, 100 * MILLISECOND);
			send(tcb, 1460);
			wait(tcb, 100 * MILLISECOND);
			expect(arrive(tcb, {ack: 101 + 1460})).toContain('rtt-sampled');
			wait(tcb, 100 * MILLISECOND);
			expect(arrive(tcb, {ack: 101 + 2 * 1460})).not.toContain('rtt-sampled');
			send(tcb, 1460);
			expect(arrive(tcb, {ack: 101 + 3 * 1460})).toContain('rtt-sampled');
		});

		it('are never taken of a segment that was sent twice (Karn; MUST-18)', () => {
			const tcb = established();
			send(tcb, 'hello');
			wait(tcb, 1 * SECOND);
			wait(tcb, 10 * MILLISECOND);
			const {srtt} = tcb.rto;
			expect(arrive(tcb, {ack: 106})).toContain('karn-no-sample');
			expect(tcb.rto.srtt).toBe(srtt);
		});

		it('so the backed-off RTO stays until something new is measured', () => {
			const tcb = established();
			send(tcb, 'hello');
			wait(tcb, 3 * SECOND);
			expect(tcb.rto).toMatchObject({rto: 4 * SECOND, backoff: 2});
			arrive(tcb, {ack: 106});
			expect(tcb.rto).toMatchObject({rto: 4 * SECOND, backoff: 2});
			send(tcb, 'again');
			expect(timers(tcb)).toMatchObject({retransmission: 4});
			wait(tcb, 50 * MILLISECOND);
			expect(arrive(tcb, {ack: 111})).toContain('rtt-sampled');
			expect(tcb.rto).toMatchObject({rto: 1 * SECOND, backoff: 0});
		});

		it('with the switch no-karn are taken from the last sending, and RTO collapses', () => {
			const tcb = established({switches: ['no-karn']});
			send(tcb, 'hello');
			wait(tcb, 3 * SECOND);
			expect(tcb.rto.rto).toBe(4 * SECOND);
			expect(arrive(tcb, {ack: 106})).toContain('rtt-sampled');
			expect(tcb.rto).toMatchObject({rto: 1 * SECOND, backoff: 0});
		});
	});

	describe('RFC 6298 §5: managing the timer', () => {
		it('starts it with the first segment that takes sequence numbers, and leaves it running (§5.1)', () => {
			const tcb = established();
			expect(timers(tcb)).toEqual({});
			send(tcb, 'a');
			expect(timers(tcb)).toEqual({retransmission: 1});
			wait(tcb, 400 * MILLISECOND);
			send(tcb, 1460);
			expect(timers(tcb)).toEqual({retransmission: 0.6});
		});

		it('turns it off when all is acknowledged (§5.2)', () => {
			const tcb = established();
			send(tcb, 'abc');
			arrive(tcb, {ack: 104});
			expect(timers(tcb)).toEqual({});
		});

		it('starts it anew when some is acknowledged (§5.3)', () => {
			const tcb = established();
			send(tcb, 2 * 1460);
			wait(tcb, 400 * MILLISECOND);
			arrive(tcb, {ack: 101 + 1460});
			expect(timers(tcb)).toEqual({retransmission: tcb.rto.rto / SECOND});
		});

		it('leaves it alone when nothing new is acknowledged', () => {
			const tcb = established();
			send(tcb, 2 * 1460);
			wait(tcb, 400 * MILLISECOND);
			arrive(tcb, {ack: 101});
			expect(timers(tcb)).toEqual({retransmission: 0.6});
		});

		it('sends the earliest unacknowledged segment again, doubles RTO, starts anew (§5.4–5.6, MUST-19)', () => {
			const tcb = established();
			send(tcb, 3 * 1460);
			expect(wait(tcb, 1 * SECOND)).toEqual([
				'1 s: retransmission',
				'retransmission-timeout',
				'cc-timeout',
				'send . 101:1561(1460) ack 301',
			]);
			expect(effects(tcb)).toContainEqual({kind: 'rule', rule: 'retransmission-timeout', values: {from: 1, to: 2}});
			expect(tcb.rto.rto).toBe(2 * SECOND);
			expect(timers(tcb)).toEqual({retransmission: 2});
		});

		it('says of a segment whether it goes for the first time or again', () => {
			const tcb = established();
			const again = () => effects(tcb).flatMap(effect => (effect.kind === 'send' ? [effect.again] : []));
			send(tcb, 'hello');
			expect(again()).toEqual([false]);
			wait(tcb, 1 * SECOND);
			expect(again()).toEqual([true]);
			arrive(tcb, {wnd: 0});
			wait(tcb, 2 * SECOND);
			expect(again()).toEqual([true]);
			const peer = synReceived({switches: ['answer-lost-syn-ack']});
			arrive(peer, {seq: IRS, flags: 'S'});
			expect(effects(peer)).toMatchObject([{kind: 'send', again: true}, {kind: 'rule'}]);
		});

		it('doubles up to 60 seconds', () => {
			const tcb = established({config: {r2: 20}});
			send(tcb, 'hello');
			const fired = wait(tcb, 300 * SECOND).filter(line => line.endsWith('retransmission'));
			expect(fired).toEqual([1, 3, 7, 15, 31, 63, 123, 183, 243].map(s => `${s} s: retransmission`));
		});

		it('begins with 3 s for text when the SYN had to be sent again (§5.7)', () => {
			const a = synSent();
			wait(a, 1 * SECOND);
			expect(arrive(a, {seq: IRS, ack: 101, flags: 'S.', wnd: 8000})).toContain('rto-three-seconds');
			send(a, 'hello');
			expect(timers(a)).toEqual({retransmission: 3});
			const b = synReceived();
			wait(b, 1 * SECOND);
			expect(arrive(b, {ack: 101})).toContain('rto-three-seconds');
			expect(b.rto.rto).toBe(3 * SECOND);
		});
	});

	describe('§3.8.3 connection failures', () => {
		it('tells the user of trouble at R1, three retransmissions (SHLD-9, SHLD-10)', () => {
			const tcb = established();
			send(tcb, 'hello');
			expect(wait(tcb, 6.9 * SECOND)).not.toContain('signal delivery problem');
			expect(wait(tcb, 0.1 * SECOND)).toEqual([
				'0.1 s: retransmission',
				'retransmission-timeout',
				'cc-timeout',
				'send P. 101:106(5) ack 301',
				'r1-reached',
				'signal delivery problem',
			]);
		});

		it('gives up data at R2, after 100 seconds at least (MUST-20, SHLD-11)', () => {
			const tcb = established();
			send(tcb, 'hello');
			const lines = wait(tcb, 200 * SECOND);
			expect(sends(lines)).toHaveLength(6);
			expect(lines.slice(-4)).toEqual([
				'123 s: retransmission',
				'r2-reached',
				'signal connection aborted due to user timeout',
				'-> CLOSED',
			]);
		});

		it('counts timeouts in a row for that, not other retransmissions of the segment', () => {
			const tcb = established();
			send(tcb, 5 * 1460);
			for (let n = 0; n < 3; n++) arrive(tcb, {ack: 101});
			expect(tcb.retransmissions[0]?.timesSent).toBe(2);
			const lines = wait(tcb, 200 * SECOND);
			expect(lines.filter(line => line === 'retransmission-timeout')).toHaveLength(6);
			expect(lines).toContain('123 s: retransmission');
		});

		it('counts anew after any progress', () => {
			const tcb = established();
			send(tcb, 2 * 1460);
			wait(tcb, 100 * SECOND);
			arrive(tcb, {ack: 101 + 1460});
			expect(tcb.rto.timeouts).toBe(0);
			wait(tcb, 100 * SECOND);
			expect(tcb.state).toBe('ESTABLISHED');
		});

		it('lets the program set R2 (MUST-21)', () => {
			const tcb = established({config: {r2: 2}});
			send(tcb, 'hello');
			expect(wait(tcb, 10 * SECOND).slice(-4)[0]).toBe('7 s: retransmission');
			expect(tcb.state).toBe('CLOSED');
		});

		it('in Linux has R2 as a time: what so many retransmissions take from 200 ms on, after the first', () => {
			const tcb = established({config: {r2: 3, behaviours: behaviours('r2-is-time')}});
			send(tcb, 'hello');
			const lines = wait(tcb, 100 * SECOND);
			expect(lines.filter(line => line.endsWith('s: retransmission'))).toEqual(
				[1, 3, 7].map(s => `${s} s: retransmission`),
			);
			expect(sends(lines)).toHaveLength(2);
			expect(tcb.state).toBe('CLOSED');
		});

		it('counts from the text’s own first retransmission, however often the SYN went', () => {
			const tcb = synSent({config: {r2: 5, behaviours: behaviours('r2-is-time')}});
			wait(tcb, 2 * SECOND);
			arrive(tcb, {seq: IRS, ack: 101, flags: 'S.', wnd: 65_535});
			wait(tcb, 100 * SECOND);
			const lines = [...send(tcb, 'hello'), ...wait(tcb, 100 * SECOND)];
			expect(sends(lines)).toHaveLength(3);
			expect(lines.filter(line => line.endsWith('s: retransmission'))).toEqual(
				[3, 9, 21].map(s => `${s} s: retransmission`),
			);
			expect(tcb.state).toBe('CLOSED');
		});

		it('handles a SYN in the same way (MUST-22), and gives it up after 3 minutes at least (MUST-23)', () => {
			const tcb = synSent();
			const lines = wait(tcb, 400 * SECOND);
			expect(sends(lines)).toEqual(new Array<string>(7).fill('send S 100:100(0) <mss 1460>'));
			expect(lines.filter(line => line.endsWith('retransmission'))).toEqual(
				[1, 3, 7, 15, 31, 63, 123, 183].map(s => `${s} s: retransmission`),
			);
			expect(lines.slice(-3)).toEqual(['r2-reached', 'signal connection aborted due to user timeout', '-> CLOSED']);
		});

		it('sends a SYN,ACK again in the same way', () => {
			const lines = wait(synReceived(), 400 * SECOND);
			expect(sends(lines)).toEqual(new Array<string>(7).fill('send S. 100:100(0) ack 301 <mss 1460>'));
			expect(lines.at(-1)).toBe('-> CLOSED');
		});
	});

	describe('§3.10.8 USER TIMEOUT', () => {
		const config = {userTimeout: 5 * SECOND};

		it('flushes all queues, tells the user, enters CLOSED', () => {
			const tcb = established({config});
			send(tcb, 'hello');
			expect(wait(tcb, 10 * SECOND).slice(-4)).toEqual([
				'5 s: user',
				'user-timeout',
				'signal connection aborted due to user timeout',
				'-> CLOSED',
			]);
			expect(timers(tcb)).toEqual({});
		});

		it('holds for the SYN too', () => {
			const tcb = closed({config});
			user(tcb, {call: 'open', how: 'active', iss: ours(100)});
			expect(wait(tcb, 10 * SECOND)).toContain('5 s: user');
			expect(tcb.state).toBe('CLOSED');
		});

		it('counts from the last progress, and not at all while nothing is out', () => {
			const tcb = established({config});
			send(tcb, 2 * 1460);
			wait(tcb, 4 * SECOND);
			arrive(tcb, {ack: 101 + 1460});
			expect(timers(tcb)).toMatchObject({user: 5});
			arrive(tcb, {ack: 101 + 2 * 1460});
			expect(timers(tcb)).toEqual({});
			wait(tcb, 100 * SECOND);
			expect(tcb.state).toBe('ESTABLISHED');
		});
	});
});
