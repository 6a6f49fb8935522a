import {describe, expect, it} from 'vitest';
import {arrive as engineArrive, NO_TEXT, segment} from '../../src/tcp/index.js';
import {
	arrive,
	event,
	everyIsn,
	listening,
	ours,
	receive,
	sent,
	synReceived,
	theirs,
	timers,
} from '../support/arrive.js';

everyIsn(() => {
	describe('§3.10.7.2 SEGMENT ARRIVES in LISTEN', () => {
		describe('first: check for a RST', () => {
			it('ignores it, whatever else it carries', () => {
				for (const flags of ['R', 'R.', 'SR', 'SR.'])
					expect(arrive(listening(), {seq: 300, ack: 101, flags})).toEqual(['listen-rst-ignored']);
			});
		});

		describe('second: check for an ACK', () => {
			it('answers any with a RST, because nothing was sent from here', () => {
				for (const flags of ['.', 'S.', 'F.', 'P.']) {
					const tcb = listening();
					expect(arrive(tcb, {seq: 300, ack: 77, flags})).toEqual(['send R 77:77(0)', 'listen-ack-rst']);
					expect(tcb.state).toBe('LISTEN');
				}
			});
		});

		describe('third: check for a SYN', () => {
			it('answers <SEQ=ISS><ACK=RCV.NXT><CTL=SYN,ACK> and enters SYN-RECEIVED', () => {
				const tcb = listening();
				expect(arrive(tcb, {seq: 300, flags: 'S', wnd: 5000, mss: 1460})).toEqual([
					'listen-syn',
					'-> SYN-RECEIVED',
					'send S. 100:100(0) ack 301 <mss 1460>',
				]);
				expect(tcb).toMatchObject({
					irs: theirs(300),
					iss: ours(100),
					rcv: {nxt: theirs(301)},
					snd: {una: ours(100), nxt: ours(101), wnd: 5000},
				});
				expect(timers(tcb)).toEqual({retransmission: 1});
			});

			it('fills in who the peer is', () => {
				const tcb = listening();
				expect(tcb.remote).toBeNull();
				const source = {address: '198.51.100.7', port: 4711};
				const destination = {address: '192.0.2.1', port: 80};
				event(tcb, (now, out) => engineArrive(tcb, segment({source, destination, syn: true, wnd: 1}), now, out));
				expect(tcb).toMatchObject({remote: source, local: destination});
				expect(sent(tcb)[0]).toMatchObject({source: destination, destination: source});
			});

			it('keeps text that comes with the SYN until the connection is open, and does not acknowledge it before', () => {
				const tcb = listening();
				expect(arrive(tcb, {seq: 300, flags: 'S', text: 'hello', wnd: 5000})).toEqual([
					'listen-syn',
					'-> SYN-RECEIVED',
					'send S. 100:100(0) ack 301 <mss 1460>',
				]);
				expect(receive(tcb)).toEqual(['wait']);
				expect(arrive(tcb, {seq: 306, ack: 101})).toEqual([
					'ack-opens',
					'-> ESTABLISHED',
					'signal connection established',
					'ack-advances',
					'rtt-sampled',
					'text-accepted',
					'signal text arrived',
					'ack-delayed',
				]);
				expect(receive(tcb)).toContain('text "hello"');
			});

			it('keeps a FIN that comes with the SYN until the connection is open', () => {
				const tcb = listening();
				arrive(tcb, {seq: 300, flags: 'SF', text: 'hi', wnd: 5000});
				expect(tcb.state).toBe('SYN-RECEIVED');
				expect(
					arrive(tcb, {seq: 304, ack: 101}).filter(line => line.startsWith('->') || line.startsWith('send')),
				).toEqual(['-> ESTABLISHED', '-> CLOSE-WAIT', 'send . 101:101(0) ack 304']);
				expect(receive(tcb)).toContain('text "hi", ended');
			});

			it('speaks of no text where a FIN alone came with the SYN', () => {
				const tcb = listening();
				arrive(tcb, {seq: 300, flags: 'SF', wnd: 5000});
				const lines = arrive(tcb, {seq: 302, ack: 101});
				expect(lines).toContain('-> CLOSE-WAIT');
				expect(lines).not.toContain('text-accepted');
			});

			it('does not keep text without octets', () => {
				const tcb = synReceived();
				expect(tcb.outOfOrder).toEqual([]);
				expect(sent(tcb)[0]?.text).toBe(NO_TEXT);
			});
		});

		describe('fourth: other text or control', () => {
			it('is dropped in silence', () => {
				for (const flags of ['', 'F', 'P', 'U'])
					expect(arrive(listening(), {seq: 300, flags, text: 'abc'})).toEqual(['listen-drop']);
			});
		});
	});

	describe('the switch two-way-handshake, which is not TCP', () => {
		it('opens on the SYN alone, and so believes an old duplicate', () => {
			const tcb = listening({switches: ['two-way-handshake']});
			expect(arrive(tcb, {seq: 90, flags: 'S', wnd: 5000})).toEqual([
				'listen-syn',
				'-> SYN-RECEIVED',
				'send S. 100:100(0) ack 91 <mss 1460>',
				'listen-two-way',
				'-> ESTABLISHED',
				'signal connection established',
			]);
			expect(timers(tcb)).toEqual({});
		});

		it('takes text that comes with the SYN at once', () => {
			const tcb = listening({switches: ['two-way-handshake']});
			arrive(tcb, {seq: 300, flags: 'S', wnd: 5000, text: 'abc'});
			expect(receive(tcb)).toContain('text "abc"');
		});
	});
});
