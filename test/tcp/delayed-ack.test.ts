import {describe, expect, it} from 'vitest';
import {SECOND} from '../../src/tcp/index.js';
import {arrive, established, everyIsn, reasons, send, sends, timers, wait} from '../support/arrive.js';

everyIsn(() => {
	describe('§3.8.6.3 delayed ACKs', () => {
		it('wait for text to ride on (SHLD-18)', () => {
			const tcb = established();
			expect(arrive(tcb, {text: 'ping'})).toEqual(['text-accepted', 'signal text arrived', 'ack-delayed']);
			expect(sends(send(tcb, 'pong'))).toEqual(['send P. 101:105(4) ack 305']);
			expect(timers(tcb)).toEqual({retransmission: 1});
		});

		it('wait less than half a second (MUST-40)', () => {
			const tcb = established();
			arrive(tcb, {text: 'ping'});
			expect(wait(tcb, 0.5 * SECOND)).toEqual(['0.2 s: delayed-ack', 'send . 101:101(0) ack 305']);
			expect(reasons(tcb)).toEqual(['delayed-ack-timeout']);
		});

		it('do not wait longer because more text comes', () => {
			const tcb = established();
			arrive(tcb, {text: 'a'});
			wait(tcb, 0.1 * SECOND);
			arrive(tcb, {text: 'b'});
			expect(timers(tcb)).toEqual({'delayed-ack': 0.1});
		});

		it('go at once for every second full segment (SHLD-19)', () => {
			const tcb = established();
			const answers = Array.from({length: 6}, () => sends(arrive(tcb, {text: 1460})).length);
			expect(answers).toEqual([0, 1, 0, 1, 0, 1]);
			expect(reasons(tcb)).toEqual(['ack-every-second']);
		});

		it('count 2 RMSS octets, RMSS being the MSS that we asked for', () => {
			const tcb = established({config: {mss: 536}, mss: 1460});
			const answers = Array.from({length: 4}, () => sends(arrive(tcb, {text: 536})).length);
			expect(answers).toEqual([0, 1, 0, 1]);
		});

		it('count the segments that a path with a small MTU lets through', () => {
			const tcb = established({config: {mss: 1460}, mss: 536});
			const answers = Array.from({length: 4}, () => sends(arrive(tcb, {text: 536})).length);
			expect(answers).toEqual([0, 1, 0, 1]);
		});

		it('go at once when a gap opens, stays, or fills (RFC 5681 §4.2)', () => {
			const tcb = established();
			expect(sends(arrive(tcb, {seq: 401, text: 100}))).toHaveLength(1);
			expect(sends(arrive(tcb, {seq: 601, text: 100}))).toHaveLength(1);
			expect(sends(arrive(tcb, {seq: 301, text: 100}))).toHaveLength(1);
			expect(sends(arrive(tcb, {seq: 501, text: 100}))).toHaveLength(1);
			expect(sends(arrive(tcb, {seq: 701, text: 100}))).toHaveLength(0);
		});

		it('go at once for text that came before', () => {
			const tcb = established();
			arrive(tcb, {text: 'abc'});
			expect(sends(arrive(tcb, {seq: 301, text: 'abc'}))).toEqual(['send . 101:101(0) ack 304']);
			expect(timers(tcb)).toEqual({});
		});

		it('without delay (switch no-delayed-ack) go with each segment', () => {
			const tcb = established({switches: ['no-delayed-ack']});
			expect(sends(arrive(tcb, {text: 'a'}))).toHaveLength(1);
			expect(timers(tcb)).toEqual({});
		});
	});
});
