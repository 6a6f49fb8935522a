import {describe, expect, it} from 'vitest';
import {MILLISECOND, type Tcb} from '../../../src/tcp/index.js';
import {timestampAt} from '../../../src/tcp/options/timestamps.js';
import {arrive, asTheirs, close, effects, PEER_CLOCK, receive, send, user, wait} from '../../support/arrive.js';
import {linux, ROUND_TRIP, type Wanted} from '../../support/linux.js';

const milliseconds = (tcb: Tcb, count: number): void => void wait(tcb, count * MILLISECOND);
const roundTrip = (tcb: Tcb): number => tcb.moderation.roundTrip / MILLISECOND;

/** A segment that answers our last one, so many milliseconds after that. */
function answered(wanted: Wanted, after: number, text = 1448): Tcb {
	const tcb = linux(wanted);
	milliseconds(tcb, after);
	arrive(tcb, {text});
	return tcb;
}

describe('Linux: the round trip that a receiver sees (tcp_rcv_rtt_measure_ts)', () => {
	it('is what passed since the ACK that a full segment answers', () => {
		expect(roundTrip(answered({}, 30))).toBe(30);
	});

	it('is not told by a short segment, nor within one millisecond, nor without timestamps', () => {
		expect(roundTrip(answered({}, 30, 100))).toBe(0);
		expect(roundTrip(answered({}, 0))).toBe(0);
		expect(roundTrip(answered({both: ['sack', 'scaling']}, 30))).toBe(0);
	});

	it('is told once by each echo: what comes later of the same burst has waited for the sender', () => {
		const tcb = linux();
		const echo = timestampAt(tcb, ROUND_TRIP);
		milliseconds(tcb, 50);
		arrive(tcb, {text: 100, ts: [PEER_CLOCK + 70, echo]});
		arrive(tcb, {text: 1448, ts: [PEER_CLOCK + 70, echo]});
		expect(roundTrip(tcb)).toBe(0);
	});

	it('a bare ACK of what was foreseen leaves that echo to the segment behind it', () => {
		const tcb = linux();
		send(tcb, 100);
		milliseconds(tcb, 30);
		arrive(tcb, {ack: 201});
		arrive(tcb, {text: 1448});
		expect(roundTrip(tcb)).toBe(30);
	});

	it('an ACK with another window uses the echo up', () => {
		const tcb = linux();
		send(tcb, 100);
		milliseconds(tcb, 30);
		arrive(tcb, {ack: 201, wnd: 1000});
		arrive(tcb, {text: 1448});
		expect(roundTrip(tcb)).toBe(0);
	});

	it('falls at once, and rises by an eighth while the program keeps up', () => {
		const tcb = answered({}, 30);
		receive(tcb);
		milliseconds(tcb, 20);
		arrive(tcb, {text: 1448});
		expect(roundTrip(tcb)).toBe(20);
		milliseconds(tcb, 60);
		// Unread text: what took so long may have been ourselves.
		arrive(tcb, {text: 1448});
		expect(roundTrip(tcb)).toBe(20);
		receive(tcb);
		milliseconds(tcb, 60);
		arrive(tcb, {text: 1448});
		expect(roundTrip(tcb)).toBe(25);
	});

	it('is of interest only while both directions are open', () => {
		const tcb = linux();
		close(tcb);
		milliseconds(tcb, 30);
		arrive(tcb, {ack: 102, text: 1448});
		expect([tcb.state, roundTrip(tcb)]).toEqual(['FIN-WAIT-2', 0]);
	});
});

describe('Linux: the buffer follows the reading, with timestamps, too', () => {
	it('of ten segments a round trip, then twenty: for four times as many', () => {
		const tcb = linux();
		const told: unknown[] = [];
		for (const count of [10, 10, 20, 20, 20]) {
			milliseconds(tcb, 20);
			for (let n = 0; n < count; n++) {
				arrive(tcb, {text: 1448});
				receive(tcb);
				told.push(...effects(tcb).flatMap(e => (e.kind === 'rule' && e.rule === 'buffer-grows' ? [e.values] : [])));
			}
		}

		const read = 20 * 1448;
		const window = 2 * read + 2 * Math.floor((2 * read * (read - 14_480)) / 14_480);
		expect(told).toEqual([{octets: read, size: Math.floor((window * 256) / tcb.memory.ratio)}]);
	});
});

describe('Linux: the buffer grows for what is held behind a gap', () => {
	/** Full segments in a row, the first of which is lost. */
	function gap(count: number, wanted: Wanted = {}, before: (tcb: Tcb) => void = () => {}): Tcb {
		const tcb = linux(wanted);
		before(tcb);
		const first = asTheirs(tcb.rcv.nxt);
		for (let n = 1; n < count; n++) arrive(tcb, {seq: first + n * 1448, text: 1448});
		return tcb;
	}

	it('when that and twice what was read in a round trip have no room', () => {
		expect(gap(36).memory.size).toBe(131_072);
		const tcb = gap(39);
		expect(arrive(tcb, {seq: asTheirs(tcb.rcv.nxt) + 39 * 1448, text: 1448})).toContain('buffer-grows-for-held');
		expect(tcb.memory.size).toBe(Math.floor(((2 * 14_480 + 40 * 1448) * 256) / tcb.memory.ratio));
	});

	it('not where the program has set it, nor where nobody will read', () => {
		expect(gap(40, {options: {SO_RCVBUF: 65_536}}).memory.size).toBe(131_072);
		expect(gap(40, {}, tcb => user(tcb, {call: 'stop-reading'})).memory.size).toBe(131_072);
	});
});
