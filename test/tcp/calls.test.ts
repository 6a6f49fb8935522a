import {describe, expect, it} from 'vitest';
import {type Call, createTcb, RFC9293, SECOND, type State} from '../../src/tcp/index.js';
import {
	abort,
	arrive,
	close,
	closed,
	closeWait,
	established,
	everyIsn,
	finWait1,
	listening,
	MAKE,
	ours,
	receive,
	send,
	sends,
	sent,
	synReceived,
	synSent,
	timers,
	user,
	wait,
} from '../support/arrive.js';

const ALL = Object.keys(MAKE) as State[];
const openActive = (iss = 100): Call => ({call: 'open', how: 'active', iss: ours(iss)});
const openPassive = (): Call => ({call: 'open', how: 'passive', iss: ours(100)});

everyIsn(() => {
	describe('§3.10.1 OPEN', () => {
		it('passive: enters LISTEN and sends nothing', () => {
			expect(user(closed({how: 'passive'}), openPassive())).toEqual(['open-passive', '-> LISTEN']);
		});

		it('active: sends <SEQ=ISS><CTL=SYN> with our MSS and enters SYN-SENT (SHLD-5, MAY-3, MUST-14)', () => {
			const tcb = closed();
			expect(user(tcb, openActive())).toEqual(['open-active', '-> SYN-SENT', 'send S 100:100(0) <mss 1460>']);
			expect(tcb).toMatchObject({state: 'SYN-SENT', snd: {una: ours(100), nxt: ours(101)}});
			expect(timers(tcb)).toEqual({retransmission: 1});
		});

		it('active without a remote socket: error', () => {
			expect(user(closed({how: 'passive'}), openActive())).toEqual(['error: remote socket unspecified']);
			expect(user(listening(), openActive())).toEqual(['error: remote socket unspecified']);
		});

		it('active in LISTEN with a remote socket: the connection turns from passive to active', () => {
			const tcb = closed();
			user(tcb, openPassive());
			expect(user(tcb, openActive(700))).toEqual(['open-active', '-> SYN-SENT', 'send S 700:700(0) <mss 1460>']);
			expect(tcb.openedBy).toBe('active');
		});

		it.each(ALL.filter(state => state !== 'CLOSED' && state !== 'LISTEN'))(
			'in %s: the connection exists already',
			state => {
				expect(user(MAKE[state](), openActive())).toEqual(['error: connection already exists']);
				expect(user(MAKE[state](), openPassive())).toEqual(['error: connection already exists']);
			},
		);
	});

	describe('§3.10.2 SEND', () => {
		it('in CLOSED: the connection does not exist', () => {
			expect(send(closed(), 'abc')).toEqual(['error: connection does not exist']);
		});

		it('in LISTEN: nobody to send to', () => {
			expect(send(listening(), 'abc')).toEqual(['error: remote socket unspecified']);
		});

		it.each(['SYN-SENT', 'SYN-RECEIVED'] as const)('in %s: is queued until ESTABLISHED', state => {
			const tcb = MAKE[state]();
			expect(send(tcb, 'abc')).toEqual(['send-queues']);
			expect(tcb.unsent.length).toBe(3);
		});

		it.each(['ESTABLISHED', 'CLOSE-WAIT'] as const)('in %s: is segmentized, with an ACK on it', state => {
			const tcb = MAKE[state]();
			expect(send(tcb, 'abc')).toEqual([
				'send-queues',
				`send P. 101:104(3) ack ${state === 'ESTABLISHED' ? 301 : 302}`,
			]);
		});

		it.each(['FIN-WAIT-1', 'FIN-WAIT-2', 'CLOSING', 'LAST-ACK', 'TIME-WAIT'] as const)(
			'in %s: we have closed',
			state => {
				expect(send(MAKE[state](), 'abc')).toEqual(['error: connection closing']);
			},
		);

		it('after CLOSE in CLOSE-WAIT, while text waits: we have closed', () => {
			const tcb = closeWait({wnd: 2});
			send(tcb, 'abcdef');
			close(tcb);
			expect(tcb.state).toBe('CLOSE-WAIT');
			expect(send(tcb, 'more')).toContain('error: connection closing');
		});

		it('without room in the send buffer: insufficient resources, and nothing of it is taken', () => {
			const tcb = established({config: {sendBuffer: 10}, wnd: 5});
			send(tcb, 'abcdefg');
			expect(send(tcb, 'hijk')).toContain('error: insufficient resources');
			expect(send(tcb, 'hij')[0]).toBe('send-queues');
		});

		it('counts what is sent and not acknowledged as in the buffer', () => {
			const tcb = established({config: {sendBuffer: 10}});
			send(tcb, 'abcdefghij');
			expect(tcb.unsent.length).toBe(0);
			expect(send(tcb, 'k')).toEqual(['error: insufficient resources']);
			expect(arrive(tcb, {ack: 111})).toContain('signal send buffer has room');
			expect(send(tcb, 'k')[0]).toBe('send-queues');
		});
	});

	describe('§3.10.3 RECEIVE', () => {
		it('in CLOSED: the connection does not exist', () => {
			expect(receive(closed())).toEqual(['error: connection does not exist']);
		});

		it.each(['LISTEN', 'SYN-SENT', 'SYN-RECEIVED', 'ESTABLISHED', 'FIN-WAIT-1', 'FIN-WAIT-2'] as const)(
			'in %s: waits for text',
			state => {
				expect(receive(MAKE[state]())).toEqual(['wait']);
			},
		);

		it.each(['CLOSE-WAIT', 'CLOSING', 'LAST-ACK', 'TIME-WAIT'] as const)('in %s without text: closing', state => {
			expect(receive(MAKE[state]())).toEqual(['error: connection closing']);
		});

		it('gives as many octets as are wanted, in order, and tells where the stream ends', () => {
			const tcb = established();
			arrive(tcb, {text: 'abc'});
			arrive(tcb, {text: 'defg', flags: 'F.'});
			expect(receive(tcb, 2)).toEqual(['text "ab"', 'receive-delivers']);
			expect(receive(tcb, 4)).toEqual(['text "cdef"', 'receive-delivers']);
			expect(receive(tcb, 4)).toEqual(['text "g", ended', 'receive-delivers']);
			expect(receive(tcb, 4)).toEqual(['error: connection closing']);
		});

		it('gives acknowledged text in every state, for the peer was told that it had arrived', () => {
			const tcb = finWait1();
			arrive(tcb, {text: 'abc', flags: 'F.', ack: 102});
			expect(tcb.state).toBe('TIME-WAIT');
			wait(tcb, 240 * SECOND);
			expect(tcb.state).toBe('CLOSED');
			expect(receive(tcb)[0]).toBe('text "abc"');
		});
	});

	describe('§3.10.4 CLOSE', () => {
		it('in CLOSED: the connection does not exist', () => {
			expect(close(closed())).toEqual(['error: connection does not exist']);
		});

		it('in LISTEN and SYN-SENT: deletes the TCB and sends nothing', () => {
			expect(close(listening())).toEqual(['close-listen', '-> CLOSED']);
			const tcb = synSent();
			expect(close(tcb)).toEqual(['close-syn-sent', '-> CLOSED']);
			expect(timers(tcb)).toEqual({});
		});

		describe('in SYN-RECEIVED', () => {
			it('without SENDs: sends a FIN and enters FIN-WAIT-1', () => {
				expect(close(synReceived())).toEqual([
					'close-queued',
					'-> FIN-WAIT-1',
					'send F. 101:101(0) ack 301',
					'sends-fin',
				]);
			});

			it('the ACK of SYN and FIN then leads to FIN-WAIT-2', () => {
				const tcb = synReceived();
				close(tcb);
				arrive(tcb, {ack: 102});
				expect(tcb.state).toBe('FIN-WAIT-2');
				expect(tcb.cc.cwnd).toBe(3 * 1460);
			});

			it('the ACK of the SYN alone leaves the FIN to be acknowledged', () => {
				const tcb = synReceived();
				close(tcb);
				expect(arrive(tcb, {ack: 101})).toContain('signal connection established');
				expect(tcb.state).toBe('FIN-WAIT-1');
				expect(wait(tcb, 1 * SECOND)).toContain('send F. 101:101(0) ack 301');
			});

			it('a lost SYN,ACK is still sent again, before the FIN', () => {
				const tcb = synReceived();
				close(tcb);
				expect(sends(wait(tcb, 3 * SECOND))).toEqual([
					'send S. 100:100(0) ack 301 <mss 1460>',
					'send S. 100:100(0) ack 301 <mss 1460>',
				]);
			});

			it('a simultaneous open is still completed by the SYN,ACK of Figure 7', () => {
				const tcb = synReceived({how: 'active'});
				close(tcb);
				expect(arrive(tcb, {seq: 300, ack: 101, flags: 'S.'})).toContain('simultaneous-syn-ack');
				expect(arrive(tcb, {ack: 102})).toContain('-> FIN-WAIT-2');
			});

			it('with SENDs: waits for ESTABLISHED, then text and FIN go', () => {
				const tcb = synReceived();
				send(tcb, 'hello');
				expect(close(tcb)).toEqual(['close-queued']);
				expect(arrive(tcb, {ack: 101}).filter(line => /^(->|send )/.test(line))).toEqual([
					'-> FIN-WAIT-1',
					'send FP. 101:106(5) ack 301',
				]);
			});
		});

		it('in ESTABLISHED: enters FIN-WAIT-1, and the FIN follows all text', () => {
			expect(close(established())).toEqual([
				'close-queued',
				'-> FIN-WAIT-1',
				'send F. 101:101(0) ack 301',
				'sends-fin',
			]);
			const tcb = established({wnd: 3});
			send(tcb, 'abcdef');
			expect(close(tcb)).toEqual(['close-queued', '-> FIN-WAIT-1', 'window-full']);
			expect(arrive(tcb, {ack: 104, wnd: 100}).filter(line => line.startsWith('send '))).toEqual([
				'send FP. 104:107(3) ack 301',
			]);
		});

		it('in FIN-WAIT-1 and FIN-WAIT-2: an error, and no second FIN', () => {
			for (const state of ['FIN-WAIT-1', 'FIN-WAIT-2'] as const)
				expect(close(MAKE[state]())).toEqual(['error: connection closing']);
		});

		it('in CLOSE-WAIT: sends a FIN and enters LAST-ACK', () => {
			expect(close(closeWait())).toEqual(['close-queued', 'send F. 101:101(0) ack 302', 'sends-fin', '-> LAST-ACK']);
		});

		it('in CLOSE-WAIT with text unsent: stays there until the FIN can go', () => {
			const tcb = closeWait({wnd: 3});
			send(tcb, 'abcdef');
			close(tcb);
			expect(tcb.state).toBe('CLOSE-WAIT');
			arrive(tcb, {ack: 104, wnd: 100});
			expect(tcb.state).toBe('LAST-ACK');
			expect(sent(tcb)).toMatchObject([{fin: true}]);
		});

		it.each(['CLOSING', 'LAST-ACK', 'TIME-WAIT'] as const)('in %s: closing already', state => {
			expect(close(MAKE[state]())).toEqual(['error: connection closing']);
		});

		it('with text unread, and nobody to read it: a RST shows that it was lost (SHLD-3, MAY-1)', () => {
			const tcb = established();
			arrive(tcb, {text: 'abc'});
			expect(close(tcb, 'ends')).toEqual(['close-unread', 'send R 101:101(0)', '-> CLOSED']);
		});

		it('with text unread, and a program that reads on: a FIN like any other', () => {
			const tcb = established();
			arrive(tcb, {text: 'abc'});
			expect(close(tcb)).toContain('send F. 101:101(0) ack 304');
			expect(receive(tcb)[0]).toBe('text "abc"');
		});

		it('of the reading side, after that of the writing side, is no error', () => {
			const tcb = finWait1();
			expect(close(tcb, 'ends')).toEqual([]);
			expect(arrive(tcb, {text: 'abc', ack: 102})).toContain('text-nobody-reads');
		});
	});

	describe('§3.10.5 ABORT', () => {
		it('in CLOSED: the connection does not exist', () => {
			expect(abort(closed())).toEqual(['error: connection does not exist']);
		});

		it('in LISTEN and SYN-SENT: tells the user, sends nothing', () => {
			expect(abort(listening())).toEqual(['abort-silent', 'signal connection reset', '-> CLOSED']);
			expect(abort(synSent())).toEqual(['abort-silent', 'signal connection reset', '-> CLOSED']);
		});

		it.each([
			['SYN-RECEIVED', 101],
			['ESTABLISHED', 101],
			['FIN-WAIT-1', 102],
			['FIN-WAIT-2', 102],
			['CLOSE-WAIT', 101],
		] as const)('in %s: sends <SEQ=SND.NXT><CTL=RST> and flushes (MUST-12)', (state, seq) => {
			const tcb = MAKE[state]();
			expect(abort(tcb)).toEqual(['abort-resets', `send R ${seq}:${seq}(0)`, 'signal connection reset', '-> CLOSED']);
			expect([tcb.retransmissions.length, timers(tcb)]).toEqual([0, {}]);
		});

		it.each(['CLOSING', 'LAST-ACK', 'TIME-WAIT'] as const)('in %s: deletes the TCB, sends nothing', state => {
			expect(abort(MAKE[state]())).toEqual(['abort-silent', '-> CLOSED']);
		});
	});

	describe('§3.10.6 STATUS', () => {
		it('is the TCB itself; in CLOSED there is none', () => {
			expect(user(closed(), {call: 'status'})).toEqual(['error: connection does not exist']);
			for (const state of ALL.filter(s => s !== 'CLOSED')) {
				const tcb = MAKE[state]();
				const before = structuredClone(tcb);
				expect(user(tcb, {call: 'status'})).toEqual([]);
				expect(tcb).toEqual(before);
				expect(tcb.state).toBe(state);
			}
		});
	});
});

describe('a TCB', () => {
	it('is plain data, with every field there from birth', () => {
		const tcb = createTcb(RFC9293, {address: '192.0.2.1', port: 1});
		const used = established();
		expect(Object.keys(used).sort()).toEqual(Object.keys(tcb).sort());
		expect(structuredClone(used)).toEqual(used);
	});
});
