import {describe, expect, it} from 'vitest';
import {reopens, SECOND, type Tcb} from '../../src/tcp/index.js';
import {
	arrive,
	closing,
	established,
	everyIsn,
	type Fields,
	finWait2,
	lastAck,
	receive,
	segmentFor,
	timers,
	timeWait,
	wait,
} from '../support/arrive.js';
import {Pair} from '../support/ends.js';

const mayReopen = (tcb: Tcb, fields: Fields) => reopens(tcb, segmentFor(tcb, fields));

everyIsn(() => {
	describe('§3.6.1, §3.10.8 TIME-WAIT', () => {
		it('lasts 2 MSL, four minutes (MUST-13), then the TCB is deleted', () => {
			const tcb = timeWait();
			expect(wait(tcb, 239.9 * SECOND)).toEqual([]);
			expect(wait(tcb, 0.1 * SECOND)).toEqual(['0.1 s: time-wait', 'time-wait-timeout', '-> CLOSED']);
		});

		it('is entered from CLOSING and FIN-WAIT-2, never by the end that closes last', () => {
			const tcb = closing();
			arrive(tcb, {ack: 102});
			expect(tcb.state).toBe('TIME-WAIT');
			expect(timeWait().state).toBe('TIME-WAIT');
			const last = lastAck();
			arrive(last, {ack: 102});
			expect(last.state).toBe('CLOSED');
		});

		it('is started anew by the FIN, not by text, an ACK, a SYN or a RST that is refused', () => {
			const tcb = timeWait({switches: ['rfc1337']});
			wait(tcb, 40 * SECOND);
			for (const fields of [{seq: 250, text: 'old'}, {ack: 102}, {seq: 310, flags: 'S'}, {flags: 'R'}])
				arrive(tcb, fields);
			expect(timers(tcb)).toEqual({'time-wait': 200});
			arrive(tcb, {seq: 301, flags: 'F.', ack: 102});
			expect(timers(tcb)).toEqual({'time-wait': 240});
		});

		it('answers old text, and so may be assassinated by the RST that follows (RFC 1337)', () => {
			const tcb = timeWait();
			expect(arrive(tcb, {seq: 250, text: 'old'})).toContain('send . 102:102(0) ack 302');
			expect(arrive(tcb, {seq: 302, flags: 'R'})).toEqual(['rst-closes', '-> CLOSED']);
		});

		it('leaves text to be read', () => {
			const tcb = finWait2();
			arrive(tcb, {text: 'last words', flags: 'F.', ack: 102});
			expect(receive(tcb)[0]).toBe('text "last words", ended');
		});
	});

	describe('§3.6.1 a new SYN in TIME-WAIT (MAY-2)', () => {
		it('may reopen the connection when its number lies above all old ones', () => {
			expect(mayReopen(timeWait(), {seq: 302, flags: 'S'})).toBe(true);
			expect(mayReopen(timeWait(), {seq: 302 + 100_000, flags: 'S'})).toBe(true);
		});

		it('may not when it could be an old duplicate', () => {
			for (const seq of [301, 300, 0]) expect(mayReopen(timeWait(), {seq, flags: 'S'})).toBe(false);
		});

		it('may not with ACK or RST on it, nor in another state', () => {
			expect(mayReopen(timeWait(), {seq: 400, flags: 'S.'})).toBe(false);
			expect(mayReopen(timeWait(), {seq: 400, flags: 'SR'})).toBe(false);
			expect(mayReopen(timeWait(), {seq: 400, flags: '.'})).toBe(false);
			expect(mayReopen(established(), {seq: 400, flags: 'S'})).toBe(false);
		});

		it('is challenged where nobody reopens', () => {
			expect(arrive(timeWait(), {seq: 302, flags: 'S'})).toEqual(['syn-challenge', 'send . 102:102(0) ack 302']);
		});
	});

	describe('RFC 6191 §2: timestamps tell a new SYN from an old one', () => {
		const stamped = () => timeWait({both: ['timestamps']});
		const syn = (tcb: Tcb, seq: number, ts: number | null) => mayReopen(tcb, {seq, flags: 'S', ts});

		it('a newer timestamp reopens, whatever the number', () => {
			expect(stamped().ts.recent).toBe(7000);
			expect(syn(stamped(), 200, 7001)).toBe(true);
			expect(syn(stamped(), 302, 7001)).toBe(true);
		});

		it('the same timestamp, or none, leaves it to the number', () => {
			for (const ts of [7000, null]) {
				expect(syn(stamped(), 302, ts)).toBe(true);
				expect(syn(stamped(), 301, ts)).toBe(false);
			}
		});

		it('an older one does not, though the number lies above', () => {
			expect(syn(stamped(), 10_000, 6999)).toBe(false);
			expect(arrive(stamped(), {seq: 10_000, flags: 'S', ts: 6999})[0]).toBe('paws-refuses');
		});

		it('after a connection without timestamps, any one reopens if we would take it up', () => {
			expect(syn(timeWait({config: {timestamps: true}}), 200, 5)).toBe(true);
			expect(syn(timeWait(), 200, 5)).toBe(false);
			expect(syn(timeWait(), 302, 5)).toBe(true);
		});
	});

	describe('the switch no-time-wait, which is not TCP', () => {
		const switches = ['no-time-wait'] as const;

		it('acknowledges the FIN and is gone', () => {
			expect(arrive(finWait2({switches}), {flags: 'F.', ack: 102})).toEqual([
				'fin-taken',
				'signal connection closing',
				'fin-to-time-wait',
				'send . 102:102(0) ack 302',
				'no-time-wait',
				'-> CLOSED',
			]);
		});

		it('owes nothing when it leaves CLOSING', () => {
			expect(arrive(closing({switches}), {ack: 102}).slice(-3)).toEqual(['fin-acked', 'no-time-wait', '-> CLOSED']);
		});
	});
});

describe('§3.6 the last ACK is lost', () => {
	const closeBoth = (pair: Pair): void => {
		pair.call(pair.a, {call: 'close', reading: 'continues'});
		pair.run(1 * SECOND);
		pair.call(pair.b, {call: 'close', reading: 'continues'});
	};

	it('TIME-WAIT is there to acknowledge the repeated FIN: both ends close well', () => {
		const pair = new Pair().connect();
		let lost = 0;
		pair.wire = (_, from) => !(from === pair.a && pair.a.tcb.state === 'TIME-WAIT' && lost++ === 0);
		closeBoth(pair);
		pair.run(3 * SECOND);
		expect([pair.a.tcb.state, pair.b.tcb.state]).toEqual(['TIME-WAIT', 'CLOSED']);
		expect(pair.b.log.at(-1)).toBe('signal connection closed');
		expect(pair.a.log).toContain('fin-restarts-time-wait');
	});

	it('without TIME-WAIT the repeated FIN meets nobody, and a good close ends in a RST', () => {
		const switches = {...new Pair().a.tcb.config.switches, 'no-time-wait': true};
		const pair = new Pair(10_000, {switches}).connect();
		let lost = 0;
		pair.wire = (seg, from) =>
			!(from === pair.a && seg.ack === pair.b.tcb.snd.nxt && pair.b.tcb.snd.fin !== null && lost++ === 0);
		closeBoth(pair);
		pair.run(3 * SECOND);
		expect([pair.a.tcb.state, pair.b.tcb.state]).toEqual(['CLOSED', 'CLOSED']);
		expect(pair.b.log).toContain('rst-closes');
		expect(pair.b.log).not.toContain('signal connection closed');
	});
});
