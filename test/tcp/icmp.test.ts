import {describe, expect, it} from 'vitest';
import {behaviours, type IcmpError, icmpArrives, SECOND, type Tcb} from '../../src/tcp/index.js';
import {
	arrive,
	close,
	closed,
	established,
	event,
	everyIsn,
	listening,
	ours,
	SYNCHRONIZED,
	send,
	synReceived,
	synSent,
	timers,
	wait,
} from '../support/arrive.js';

/** An error that quotes our segment with that SEQ. */
const icmp = (tcb: Tcb, type: IcmpError['type'], code: number, quoted = 101, mtu = 0) =>
	event(tcb, (now, out) => icmpArrives(tcb, {type, code, mtu}, ours(quoted), now, out));

const SOFT = [
	['network unreachable', 3, 0],
	['host unreachable', 3, 1],
	['source route failed', 3, 5],
	['time exceeded in transit', 11, 0],
	['time exceeded in reassembly', 11, 1],
	['parameter problem', 12, 0],
	['an unreachable code of later times', 3, 13],
] as const;

const HARD = [
	['protocol unreachable', 3, 2],
	['port unreachable', 3, 3],
] as const;

const sending = (making = {}): Tcb => {
	const tcb = established(making);
	send(tcb, 2 * 1460);
	return tcb;
};

everyIsn(() => {
	describe('§3.9.2.2 ICMP errors', () => {
		it.each(SOFT)('%s is told to the program, and aborts nothing (MUST-56, SHLD-25)', (_, type, code) => {
			for (const tcb of [sending(), synSent(), synReceived()]) {
				const {state} = tcb;
				const quoted = state === 'ESTABLISHED' ? 101 : 100;
				expect(icmp(tcb, type, code, quoted)).toEqual(['icmp-told', 'signal delivery problem']);
				expect(tcb.state).toBe(state);
				expect(timers(tcb)).toEqual({retransmission: 1});
			}
		});

		it.each(HARD)('%s aborts the connection (SHLD-26)', (_, type, code) => {
			expect(icmp(sending(), type, code)).toEqual(['icmp-aborts', 'signal connection reset', '-> CLOSED']);
			expect(icmp(synSent(), type, code, 100)).toEqual(['icmp-aborts', 'signal connection refused', '-> CLOSED']);
			const crossed = synReceived({how: 'active'});
			expect(icmp(crossed, type, code, 100)).toEqual(['icmp-aborts', 'signal connection refused', '-> CLOSED']);
		});

		it.each(HARD)('%s leaves a passive open to the timer of its SYN,ACK', (_, type, code) => {
			const tcb = synReceived();
			expect(icmp(tcb, type, code, 100)).toEqual(['icmp-told', 'signal delivery problem']);
			expect(tcb.state).toBe('SYN-RECEIVED');
		});

		it('may be told only, once synchronized, as Linux does (RFC 5927 §5.2)', () => {
			const making = {config: {behaviours: behaviours('soft-when-synchronized')}};
			expect(icmp(sending(making), 3, 3)).toContain('icmp-told');
			expect(icmp(synSent(making), 3, 3, 100)).toContain('icmp-aborts');
		});

		it('source quench has no effect, whatever it quotes (MUST-55)', () => {
			const tcb = sending();
			const before = structuredClone(tcb);
			for (const quoted of [101, 90, 5000]) expect(icmp(tcb, 4, 0, quoted)).toEqual(['source-quench-ignored']);
			expect(tcb).toEqual(before);
		});

		it('counts only when it quotes a segment that is out: the first octet of it, or the last (MUST-54, RFC 5927 §4.1)', () => {
			for (const quoted of [100, 90, 3021, 3022, 70_000])
				expect(icmp(sending(), 3, 3, quoted)).toEqual(['icmp-not-of-ours']);
			for (const quoted of [101, 1561, 3020]) expect(icmp(sending(), 3, 3, quoted)).toContain('icmp-aborts');
			const acknowledged = sending();
			arrive(acknowledged, {ack: 3021});
			expect(icmp(acknowledged, 3, 3, 3020)).toEqual(['icmp-not-of-ours']);
		});

		it.each(['CLOSED', 'LISTEN', ...SYNCHRONIZED] as const)('finds nothing out in a quiet %s', state => {
			const tcb = state === 'CLOSED' ? closed() : state === 'LISTEN' ? listening() : established();
			expect(icmp(tcb, 3, 3, 101)).toEqual(['icmp-not-of-ours']);
		});
	});

	describe('§3.7.2 a path that is too narrow', () => {
		it('shortens segments to what it takes, and what was too long goes again at once', () => {
			const tcb = sending();
			expect(icmp(tcb, 3, 4, 101, 1040)).toEqual([
				'path-mtu',
				'send . 101:1101(1000) ack 301',
				'send . 1101:1561(460) ack 301',
				'send . 1561:2561(1000) ack 301',
				'send P. 2561:3021(460) ack 301',
			]);
			expect(tcb.snd.mss).toBe(1000);
			expect(tcb.retransmissions.map(s => s.text.length)).toEqual([1000, 460, 1000, 460]);
			expect(tcb.retransmissions.map(s => s.psh)).toEqual([false, false, false, true]);
		});

		it('is no sign of congestion: cwnd stays', () => {
			const tcb = sending();
			const {cwnd, ssthresh} = tcb.cc;
			icmp(tcb, 3, 4, 101, 1040);
			expect(tcb.cc).toMatchObject({cwnd, ssthresh});
		});

		it('lets all that was out through in the end, and its FIN behind the last octet', () => {
			const tcb = established();
			send(tcb, 2000);
			close(tcb);
			icmp(tcb, 3, 4, 101, 640);
			expect(tcb.retransmissions.map(s => [s.text.length, s.fin])).toEqual([
				[600, false],
				[600, false],
				[260, false],
				[540, true],
			]);
			for (const ack of [701, 1301, 1561, 2102]) {
				wait(tcb, tcb.rto.rto);
				arrive(tcb, {ack});
			}

			expect(tcb.state).toBe('FIN-WAIT-2');
		});

		it('that does not say how narrow is taken for the narrowest that every host takes: 576', () => {
			const tcb = sending();
			icmp(tcb, 3, 4, 101, 0);
			expect(tcb.snd.mss).toBe(536);
		});

		it('cannot make headers of all traffic: 48 octets at least are sent (CVE-2019-11479)', () => {
			const tcb = sending();
			icmp(tcb, 3, 4, 101, 60);
			expect(tcb.snd.mss).toBe(48);
		});

		it('leaves room for timestamps', () => {
			const tcb = established({both: ['timestamps']});
			send(tcb, 2000);
			icmp(tcb, 3, 4, 101, 1052);
			expect(tcb.snd.mss).toBe(1000);
		});

		it('changes nothing when it is no narrower than what is sent, or when only the SYN is out', () => {
			const tcb = sending();
			expect(icmp(tcb, 3, 4, 101, 1500)).toEqual(['icmp-told']);
			expect(icmp(tcb, 3, 4, 101, 9000)).toEqual(['icmp-told']);
			expect(tcb.snd.mss).toBe(1460);
			expect(icmp(synSent(), 3, 4, 100, 300)).toEqual(['icmp-told']);
		});

		it('gives no round-trip sample of what it cut (Karn)', () => {
			const tcb = sending();
			icmp(tcb, 3, 4, 101, 1040);
			wait(tcb, 0.1 * SECOND);
			expect(arrive(tcb, {ack: 1101})).not.toContain('rtt-sampled');
		});
	});
});
