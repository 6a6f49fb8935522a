import {describe, expect, it} from 'vitest';
import {fastOpenCookie, type Tcb} from '../../src/tcp/index.js';
import {arrive, asOurs, closed, IRS, ISS, octets, ours, send, sends, sent, user, wait} from '../support/arrive.js';

const COOKIE = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);

/** A SYN with a cookie, or a question for one, and text. */
function opening(text: string | number, cookie: Uint8Array | null = COOKIE): {tcb: Tcb; lines: string[]} {
	const tcb = closed();
	const lines = user(tcb, {call: 'open', how: 'active', iss: ours(ISS), fastOpen: {cookie, text: octets(text)}});
	return {tcb, lines};
}

const answer = (tcb: Tcb, ack: number, more = {}) =>
	arrive(tcb, {seq: IRS, flags: 'S.', ack, wnd: 65_535, mss: 1000, ...more});

describe('RFC 7413 §4.2.1: the SYN', () => {
	it('carries the text that the cookie lets it carry', () => {
		const {tcb, lines} = opening('hello');
		expect(lines).toContain('fast-open-sends');
		expect(sent(tcb).map(seg => [seg.syn, seg.text.length, asOurs(seg.seq)])).toEqual([[true, 5, 100]]);
		expect(asOurs(tcb.snd.nxt)).toBe(106);
	});

	it('asks by an empty cookie, and carries no text then', () => {
		const {tcb, lines} = opening('', new Uint8Array(0));
		expect(lines).toContain('fast-open-asks');
		expect(sent(tcb).map(seg => [seg.syn, seg.text.length])).toEqual([[true, 0]]);
	});

	it('without the option is a SYN as any', () => {
		const {lines} = opening('', null);
		expect(lines.filter(line => line.startsWith('fast-open'))).toEqual([]);
	});

	it('sent again goes without text (§4.1.3)', () => {
		const {tcb} = opening('hello');
		wait(tcb, 1_000_000);
		expect(sent(tcb).map(seg => [seg.syn, seg.text.length])).toEqual([[true, 0]]);
	});
});

describe('RFC 7413 §4.2.1: the SYN,ACK', () => {
	it('acknowledges the text with the SYN', () => {
		const {tcb} = opening('hello');
		const lines = answer(tcb, 106);
		expect(lines).toContain('fast-open-acked');
		expect(sends(lines)).toEqual(['send . 106:106(0) ack 301']);
		expect(tcb.retransmissions).toEqual([]);
	});

	it('acknowledges the SYN alone: the text goes again with the handshake’s ACK', () => {
		const {tcb} = opening('hello');
		const lines = answer(tcb, 101);
		expect(lines).toContain('fast-open-not-taken');
		expect(sends(lines)).toEqual(['send P. 101:106(5) ack 301']);
		expect(tcb.retransmissions.map(one => one.timesSent)).toEqual([2]);
	});

	it.each([
		['the peer’s segments', 1200, 65_535, ['send . 101:1101(1000) ack 301']],
		['its window', 900, 600, ['send . 101:701(600) ack 301']],
	])('text that does not fit %s is sent as if it never had been', (_what, text, wnd, expected) => {
		const {tcb} = opening(text);
		const lines = answer(tcb, 101, {wnd});
		expect(lines).toContain('fast-open-not-taken');
		expect(sends(lines)).toEqual(expected);
		expect(tcb.retransmissions.every(one => one.timesSent === 1)).toBe(true);
	});

	it('text that just fits goes again in one piece', () => {
		for (const [text, wnd] of [
			[1000, 65_535],
			[700, 700],
		] as const) {
			const {tcb} = opening(text);
			expect(sends(answer(tcb, 101, {wnd}))).toEqual([`send P. 101:${101 + text}(${text}) ack 301`]);
		}
	});

	it('what was written meanwhile follows the text in its order', () => {
		const {tcb} = opening(1200);
		send(tcb, 'more');
		const lines = sends(answer(tcb, 101));
		expect(lines[0]).toBe('send . 101:1101(1000) ack 301');
		arrive(tcb, {ack: 1101});
		expect(asOurs(tcb.snd.nxt)).toBe(1305);
	});
});

describe('RFC 7413 §4.1.2: the cookie', () => {
	it('is eight octets that follow from the addresses and the key, each of them different', () => {
		const one = fastOpenCookie('192.0.2.1', '192.0.2.2', [1, 2, 3, 4]);
		expect(one).toHaveLength(8);
		expect(one).toEqual(fastOpenCookie('192.0.2.1', '192.0.2.2', [1, 2, 3, 4]));
		for (const other of [
			fastOpenCookie('192.0.2.3', '192.0.2.2', [1, 2, 3, 4]),
			fastOpenCookie('192.0.2.1', '192.0.2.4', [1, 2, 3, 4]),
			fastOpenCookie('192.0.2.1', '192.0.2.2', [1, 2, 3, 5]),
		])
			expect(other).not.toEqual(one);
		expect(new Set(one).size).toBeGreaterThan(4);
	});
});
