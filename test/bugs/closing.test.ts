import {describe, expect, it} from 'vitest';
import {SECOND} from '../../src/tcp/index.js';
import {
	abort,
	arrive,
	asOurs,
	asTheirs,
	close,
	closeWait,
	established,
	everyIsn,
	finWait2,
	lastAck,
	listening,
	receive,
	send,
	sends,
	sent,
	timers,
	wait,
} from '../support/arrive.js';
import {
	all,
	clientIn,
	type Driven,
	drive,
	established as drivenEstablished,
	dropAll,
	FLOW,
	flagsIn,
	send as hostSend,
	settle,
	shutdown,
	stateOf,
} from '../support/drive.js';

everyIsn(() => {
	describe('bug 17: a window shrunk below SND.NXT, and a usable window below zero (MUST-34)', () => {
		it('sends nothing new, keeps what is out, and goes on when it opens', () => {
			const tcb = established({wnd: 6000});
			send(tcb, 10_000);
			const out = asOurs(tcb.snd.nxt);
			arrive(tcb, {ack: 101, wnd: 100});
			expect(sent(tcb)).toEqual([]);
			expect(asOurs(tcb.snd.nxt)).toBe(out);
			for (let i = 0; i < 4; i++) wait(tcb, 5 * SECOND);
			// What is sent again is what was out: never an octet more.
			expect(asOurs(tcb.snd.max)).toBeLessThanOrEqual(out + 1);
			arrive(tcb, {ack: out, wnd: 20_000});
			expect(asOurs(tcb.snd.nxt)).toBeGreaterThan(out);
		});

		it('of zero is probed, by the first octet that is out', () => {
			const tcb = established({wnd: 6000});
			send(tcb, 4000);
			arrive(tcb, {ack: 101, wnd: 0});
			wait(tcb, 3 * SECOND);
			expect(sent(tcb).map(({text}) => text.length)).toEqual([1]);
			expect(tcb.state).toBe('ESTABLISHED');
		});
	});

	describe('bug 19, at the end of the stream: a FIN and text behind it', () => {
		it('text that claims a place behind the FIN is not read', () => {
			const tcb = established();
			arrive(tcb, {text: 'all', flags: 'F.'});
			arrive(tcb, {text: 'more', seq: 304});
			arrive(tcb, {text: 'more', seq: 305});
			expect(receive(tcb)).toEqual(['receive-delivers', 'text "all", ended'].reverse());
			expect(receive(tcb)).toEqual(['error: connection closing']);
		});
	});

	describe('bug 20: a FIN ahead of its text, a FIN sent again with new text, text behind a FIN', () => {
		it('a FIN ahead waits for its text', () => {
			const tcb = established();
			arrive(tcb, {flags: 'F.', seq: 306});
			expect(tcb.state).toBe('ESTABLISHED');
			arrive(tcb, {text: 'hello'});
			expect(tcb.state).toBe('CLOSE-WAIT');
			expect(asTheirs(tcb.rcv.nxt)).toBe(307);
			expect(receive(tcb)[0]).toBe('text "hello", ended');
		});

		it('a FIN sent again with text before it and behind it brings nothing new', () => {
			const tcb = closeWait();
			arrive(tcb, {flags: 'F.', seq: 301, text: 'x'});
			arrive(tcb, {flags: 'F.', seq: 302, text: 'new'});
			expect([tcb.state, tcb.unread.length, asTheirs(tcb.rcv.nxt)]).toEqual(['CLOSE-WAIT', 0, 302]);
		});

		it('a FIN that waits is the end: later text beyond it is not taken', () => {
			const tcb = established();
			arrive(tcb, {flags: 'F.', seq: 304});
			arrive(tcb, {text: 'XYZ', seq: 304});
			arrive(tcb, {text: 'abc'});
			expect(tcb.state).toBe('CLOSE-WAIT');
			expect(receive(tcb)[0]).toBe('text "abc", ended');
		});
	});

	describe('bug 21: SYN with text, SYN with FIN, SYN in ESTABLISHED', () => {
		it('text that came with the SYN is read when the handshake is done, once', () => {
			const tcb = listening();
			arrive(tcb, {seq: 300, flags: 'S', text: 'early', wnd: 1000});
			expect(tcb.unread.length).toBe(0);
			arrive(tcb, {seq: 306, ack: 101, wnd: 1000});
			expect(receive(tcb)[0]).toBe('text "early"');
			arrive(tcb, {seq: 301, text: 'early', wnd: 1000});
			expect(receive(tcb)).toEqual(['wait']);
		});

		it('a SYN with a FIN opens and ends: neither is lost, and nothing breaks', () => {
			const tcb = listening();
			arrive(tcb, {seq: 300, flags: 'SF', wnd: 1000});
			expect(tcb.state).toBe('SYN-RECEIVED');
			arrive(tcb, {seq: 302, ack: 101, wnd: 1000});
			expect(tcb.state).toBe('CLOSE-WAIT');
		});

		it('a SYN in ESTABLISHED is challenged, wherever it stands', () => {
			for (const seq of [300, 301, 5000, 2_000_000]) {
				const tcb = established();
				expect(sends(arrive(tcb, {flags: 'S', seq}))).toEqual(['send . 101:101(0) ack 301']);
				expect(tcb.state).toBe('ESTABLISHED');
			}
		});
	});

	describe('bug 22: a window of zero for ever (sockstress)', () => {
		it('is kept open for a day, probed no faster than the longest RTO, and the program can abort', () => {
			const tcb = established({wnd: 0});
			send(tcb, 'hello');
			let probes = 0;
			for (const until = 86_400; probes * 60 < until; ) {
				wait(tcb, 60 * SECOND);
				const now = sent(tcb).filter(({text}) => text.length === 1).length;
				expect(now).toBeLessThanOrEqual(1);
				arrive(tcb, {wnd: 0});
				expect(tcb.state).toBe('ESTABLISHED');
				probes++;
			}

			expect(timers(tcb).persist).toBeLessThanOrEqual(60);
			abort(tcb);
			expect(tcb.state).toBe('CLOSED');
		});

		it('costs no memory: what waits is what was written', () => {
			const tcb = established({wnd: 0, config: {sendBuffer: 1000}});
			send(tcb, 1000);
			expect(send(tcb, 1)[0]).toBe('error: insufficient resources');
		});
	});

	describe('bug 18: stuck in LAST-ACK (FreeBSD 0c064c43), in FIN-WAIT-2, and a FIN lost with its text', () => {
		it('LAST-ACK ends by R2, though nobody answers', () => {
			const tcb = lastAck();
			wait(tcb, 200 * SECOND);
			expect(tcb.state).toBe('CLOSED');
		});

		it('a FIN that was lost with its text is sent again with it', () => {
			const tcb = established();
			send(tcb, 'bye');
			close(tcb);
			wait(tcb, SECOND);
			expect(sent(tcb).map(({fin, text}) => [fin, text.length])).toEqual([
				[false, 3],
				[true, 0],
			]);
			arrive(tcb, {ack: 104});
			arrive(tcb, {ack: 105});
			expect(tcb.state).toBe('FIN-WAIT-2');
		});

		it('FIN-WAIT-2 takes what still comes, and its end', () => {
			const tcb = finWait2();
			arrive(tcb, {ack: 102, text: 'late'});
			expect(receive(tcb)[0]).toBe('text "late"');
			arrive(tcb, {ack: 102, seq: 305, flags: 'F.'});
			expect(tcb.state).toBe('TIME-WAIT');
		});
	});
});

describe('bug 18: stuck closings between two hosts', () => {
	it('a last ACK that is lost is given again by TIME-WAIT', () => {
		const driven = drivenEstablished();
		all(driven, shutdown('client'));
		settle(driven);
		all(driven, shutdown('server'), {do: 'deliver-all'});
		dropAll(driven);
		expect(stateOf(driven, 'server')).toBe('LAST-ACK');
		all(driven, ...FLOW, {do: 'wait', by: 10 * SECOND});
		expect([stateOf(driven, 'client'), stateOf(driven, 'server')]).toEqual(['TIME-WAIT', 'CLOSED']);
	});

	it('an orphan in FIN-WAIT-2 is forgotten after tcp_fin_timeout (linux)', () => {
		const driven = drivenEstablished({profile: 'linux'});
		all(driven, {do: 'call', host: 'client', call: {call: 'close', socket: 'c'}});
		all(driven, ...FLOW, {do: 'wait', by: SECOND});
		expect(stateOf(driven, 'client')).toBe('FIN-WAIT-2');
		all(driven, {do: 'wait', by: 61 * SECOND});
		expect(stateOf(driven, 'client')).toBe('CLOSED');
	});
});

describe('bug 21: SYN flood, RFC 4987', () => {
	const forged = (driven: Driven, sourcePort: number): void => {
		const fields = {sourcePort, destinationPort: 80, seq: sourcePort, flags: 'S', wnd: 1000, mss: 1460};
		all(driven, {do: 'forge', from: 'outsider', to: 'server', fields});
		all(driven, {do: 'deliver', segment: `x${driven.world.wire.sent.outsider}`});
	};

	it.each(['rfc9293', 'linux'] as const)('a thousand SYNs take no more places than the backlog has (%s)', profile => {
		const driven = drive({
			profile,
			ready: [{host: 'server', call: {call: 'listen', socket: 'l', port: 80, backlog: 16, accepts: true}}],
		});
		for (let port = 1; port <= 1000; port++) forged(driven, port);
		expect(driven.world.hosts.server.connections.length).toBeLessThanOrEqual(1 + 16 + 1);
		dropAll(driven);
		// They expire: the next one who means it is let in.
		for (let i = 0; i < 200; i++) {
			all(driven, {do: 'wait', by: 2 * SECOND});
			dropAll(driven);
		}

		expect(driven.world.hosts.server.connections).toHaveLength(1);
	});
});

describe('bug 24: ICMP attacks, RFC 5927', () => {
	/** An error about the newest segment in flight, after `change` was made to what it quotes. */
	const told = (driven: Driven, type: 3 | 4 | 11 | 12, code: number, mtu = 0): string[] => {
		const newest = driven.world.wire.flights.at(-1)?.id ?? '';
		const facts = all(driven, {do: 'icmp', segment: newest, type, code, mtu});
		return facts.flatMap(fact => (fact.kind === 'rule' ? [fact.rule] : []));
	};

	it.each([
		[3, 2],
		[3, 3],
	] as const)('a hard error (type %i, code %i) ends no synchronized connection in the linux profile', (type, code) => {
		const driven = drivenEstablished({profile: 'linux'});
		all(driven, hostSend('client', 100));
		told(driven, type, code);
		expect(stateOf(driven, 'client')).toBe('ESTABLISHED');
	});

	it.each([
		[3, 0],
		[3, 1],
		[3, 5],
		[11, 0],
		[12, 0],
	] as const)('a soft error (type %i, code %i) ends nothing in any profile', (type, code) => {
		for (const profile of ['rfc9293', 'linux'] as const) {
			for (const driven of [drivenEstablished({profile}), clientIn('SYN-SENT', {profile})]) {
				if (stateOf(driven, 'client') === 'ESTABLISHED') all(driven, hostSend('client', 100));
				else all(driven, {do: 'wait', for: 'timer'});
				const state = stateOf(driven, 'client');
				told(driven, type, code);
				expect(stateOf(driven, 'client')).toBe(state);
			}
		}
	});

	it('one that quotes a number that is not out is ignored, a hard one too', () => {
		for (const profile of ['rfc9293', 'linux'] as const) {
			const driven = drivenEstablished({profile});
			all(driven, hostSend('client', 100));
			const id = driven.world.wire.flights.at(-1)?.id ?? '';
			for (const seq of [0, 1_000_000, 2 ** 32 - 1]) {
				all(driven, {do: 'edit', segment: id, fields: {seq}});
				expect(told(driven, 3, 3)).toContain('icmp-not-of-ours');
				expect(told(driven, 3, 4, 68)).toContain('icmp-not-of-ours');
			}

			expect(stateOf(driven, 'client')).toBe('ESTABLISHED');
		}
	});

	it('"too big" cannot make segments smaller than what is worth a header', () => {
		const driven = drivenEstablished();
		all(driven, hostSend('client', 1000));
		told(driven, 3, 4, 1);
		const facts = all(driven, ...FLOW, {do: 'wait', by: 20 * SECOND});
		expect(driven.world.hosts.client.connections.at(-1)?.tcb.snd.mss).toBeGreaterThanOrEqual(48);
		expect(flagsIn(facts).length).toBeLessThan(100);
	});

	it('a source quench changes nothing (MUST-55)', () => {
		const driven = drivenEstablished();
		all(driven, hostSend('client', 1000));
		const cwnd = driven.world.hosts.client.connections.at(-1)?.tcb.cc.cwnd;
		told(driven, 4, 0);
		expect(driven.world.hosts.client.connections.at(-1)?.tcb.cc.cwnd).toBe(cwnd);
	});
});
