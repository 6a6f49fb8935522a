import {describe, expect, it} from 'vitest';
import {behaviours, SECOND, type Tcb} from '../../src/tcp/index.js';
import {arrive, established, everyIsn, send, sent, wait} from '../support/arrive.js';

/** One segment of 1460 octets is out, and nothing is ever answered. */
function unanswered(config = {}): Tcb {
	const tcb = established({config: {mtuProbing: true, r1: 3, r2: 20, sendBuffer: 100_000, ...config}});
	send(tcb, 1460);
	return tcb;
}

const lengths = (tcb: Tcb): number[] => sent(tcb).map(s => s.text.length);

everyIsn(() => {
	describe('RFC 2923 §2.1: a path that swallows long segments and says nothing', () => {
		it('is suspected after R1 timeouts: 1024 octets at most go then', () => {
			const tcb = unanswered();
			wait(tcb, 1 * SECOND);
			wait(tcb, 2 * SECOND);
			expect([lengths(tcb), tcb.snd.mss]).toEqual([[1460], 1460]);
			expect(wait(tcb, 4 * SECOND)).toContain('black-hole');
			expect([lengths(tcb), tcb.snd.mss]).toEqual([[1024], 1024]);
		});

		it('halves with each timeout that follows, down to what headers alone would outweigh', () => {
			const tcb = unanswered({rtoMax: 8 * SECOND});
			wait(tcb, 15 * SECOND);
			expect(tcb.snd.mss).toBe(512);
			wait(tcb, 80 * SECOND);
			expect(tcb.snd.mss).toBe(48);
		});

		it('is left behind when a short segment is answered: the rest goes as short', () => {
			const tcb = unanswered();
			wait(tcb, 7 * SECOND);
			arrive(tcb, {ack: 1125});
			expect(lengths(tcb)).toEqual([436]);
			send(tcb, 3000);
			expect(Math.max(...tcb.retransmissions.map(s => s.text.length))).toBe(1024);
		});

		it('is no reason to shorten what is short already', () => {
			const tcb = established({config: {mtuProbing: true, r2: 20}});
			send(tcb, 100);
			wait(tcb, 60 * SECOND);
			expect(tcb.snd.mss).toBe(1460);
		});

		it('is not looked for where nobody asks (tcp_mtu_probing 0)', () => {
			const tcb = unanswered({mtuProbing: false});
			wait(tcb, 60 * SECOND);
			expect([lengths(tcb), tcb.snd.mss]).toEqual([[1460], 1460]);
		});

		it('with RACK is cut too, and goes piece by piece as cwnd opens', () => {
			const tcb = unanswered({behaviours: behaviours('rack', 'counts-segments')});
			wait(tcb, 7 * SECOND);
			expect(tcb.retransmissions.map(s => s.text.length)).toEqual([1024, 436]);
			expect(lengths(tcb)).toEqual([1024]);
			arrive(tcb, {ack: 1125});
			expect(lengths(tcb)).toEqual([436]);
		});
	});
});
