import {describe, expect, it} from 'vitest';
import {checkTcb, plus, type Tcb, TIMERS} from '../../src/tcp/index.js';
import {append} from '../../src/tcp/state/octets.js';
import {
	arrive,
	close,
	closed,
	established,
	finWait1,
	listening,
	MAKE,
	octets,
	send,
	timeWait,
} from '../support/arrive.js';

const CLOCKS: readonly string[] = ['retransmission', 'loss-probe', 'reordering'];

/** Text is out, more waits, and some has come ahead of a gap. */
function busy(): Tcb {
	const tcb = established({config: {receiveBuffer: 5000}, wnd: 3000});
	send(tcb, 4000);
	arrive(tcb, {seq: 401, text: 100});
	arrive(tcb, {seq: 601, text: 100});
	return tcb;
}

/** Of five segments out the third was reported, so that the first two count as lost. */
function reported(): Tcb {
	const tcb = established({both: ['sack'], config: {initialWindow: 10, sack: true}});
	send(tcb, 5 * 1460);
	arrive(tcb, {ack: 101, sack: [[101 + 2 * 1460, 101 + 5 * 1460]]});
	return tcb;
}

type Broken = readonly [sentence: string, make: () => Tcb, damage: (tcb: Tcb) => void];

const BROKEN: readonly Broken[] = [
	...TIMERS.flatMap((timer): Broken[] => [
		['no timer runs in CLOSED', closed, tcb => set(tcb, timer)],
		['no timer runs in LISTEN', listening, tcb => set(tcb, timer)],
	]),
	[
		'nothing waits for an acknowledgment in CLOSED',
		closed,
		tcb => tcb.retransmissions.push(...busy().retransmissions.slice(0, 1)),
	],
	['the segment queues are empty in CLOSED', closed, tcb => append(tcb.unsent, octets('x'))],
	['the segment queues are empty in CLOSED', closed, tcb => tcb.outOfOrder.push(...busy().outOfOrder)],
	['no ACK is owed in CLOSED', closed, tcb => (tcb.ack.owed = 'delayed')],
	['SND.UNA =< SND.NXT', established, tcb => (tcb.snd.una = plus(tcb.snd.nxt, 1))],
	['SND.NXT =< SND.MAX', established, tcb => (tcb.snd.max = plus(tcb.snd.nxt, -1))],
	['SND.MAX is at most one probe past SND.NXT', established, tcb => (tcb.snd.max = plus(tcb.snd.nxt, 2))],
	['an empty queue means all is acknowledged', established, tcb => (tcb.snd.una = plus(tcb.snd.nxt, -1))],
	['the retransmission queue is SND.UNA to SND.NXT without a gap', busy, tcb => tcb.retransmissions.shift()],
	['the retransmission queue is SND.UNA to SND.NXT without a gap', busy, tcb => (tcb.snd.una = plus(tcb.snd.una, -1))],
	['the retransmission queue ends at SND.NXT', busy, tcb => tcb.retransmissions.pop()],
	['the scoreboard counts what is reported', reported, tcb => tcb.board.sacked++],
	['the scoreboard counts what is lost', reported, tcb => tcb.board.lost++],
	['the scoreboard counts what is out again', reported, tcb => tcb.board.again++],
	[
		'what is reported is neither lost nor out again',
		reported,
		tcb => (tcb.retransmissions = tcb.retransmissions.map(sent => ({...sent, lost: sent.lost || sent.sacked}))),
	],
	[
		'what is reported is neither lost nor out again',
		reported,
		tcb => (tcb.retransmissions = tcb.retransmissions.map(sent => ({...sent, resent: sent.resent || sent.sacked}))),
	],
	['no less than nothing is in flight', reported, tcb => (tcb.board.sacked = 9)],
	['RCV.WND fits its field', established, tcb => (tcb.rcv.wnd = -1)],
	['RCV.WND fits its field', established, tcb => (tcb.rcv.wnd = 65_536)],
	['unread text fits the receive buffer', busy, tcb => append(tcb.unread, octets(5002))],
	['the right edge told to the peer is still there', established, tcb => tcb.rcv.wnd--],
	['held text lies ahead of RCV.NXT, or came with the SYN', busy, tcb => (tcb.rcv.nxt = plus(tcb.rcv.nxt, 100))],
	['held text is in order and without overlaps', busy, tcb => tcb.outOfOrder.reverse()],
	['held text is in order and without overlaps', busy, tcb => tcb.outOfOrder.push(...tcb.outOfOrder)],
	['held text lies inside the window', busy, tcb => (tcb.rcv.wnd = 399)],
	[
		'one clock of the retransmission queue runs iff something is unacknowledged',
		busy,
		tcb => (tcb.timers.retransmission = null),
	],
	['one clock of the retransmission queue runs iff something is unacknowledged', busy, tcb => set(tcb, 'loss-probe')],
	['one clock of the retransmission queue runs iff something is unacknowledged', busy, tcb => set(tcb, 'reordering')],
	...TIMERS.filter(timer => CLOCKS.includes(timer)).map(
		(timer): Broken => [
			'one clock of the retransmission queue runs iff something is unacknowledged',
			established,
			tcb => set(tcb, timer),
		],
	),
	['never both retransmission and persist timer', busy, tcb => set(tcb, 'persist')],
	['the time-wait timer runs iff in TIME-WAIT', established, tcb => set(tcb, 'time-wait')],
	['the time-wait timer runs iff in TIME-WAIT', timeWait, tcb => (tcb.timers['time-wait'] = null)],
	['the delayed-ACK timer runs iff an ACK is delayed', established, tcb => set(tcb, 'delayed-ack')],
	['the delayed-ACK timer runs iff an ACK is delayed', established, tcb => (tcb.ack.owed = 'delayed')],
	['no ACK that is due stays unsent', established, tcb => (tcb.ack.owed = 'now')],
	['RTO is within its bounds', established, tcb => (tcb.rto.rto = tcb.config.rtoMin - 1)],
	['RTO is within its bounds', established, tcb => (tcb.rto.rto = tcb.config.rtoMax + 1)],
	['cwnd is a segment at least', established, tcb => (tcb.cc.cwnd = tcb.snd.mss - 1)],
	['the override timer runs only while text waits', established, tcb => set(tcb, 'override')],
	['our FIN lies before SND.NXT', finWait1, tcb => (tcb.snd.fin = tcb.snd.nxt)],
	['nothing is queued behind our FIN', finWait1, tcb => append(tcb.unsent, octets('x'))],
];

const set = (tcb: Tcb, timer: (typeof TIMERS)[number]): void => {
	tcb.timers[timer] = 1;
};

describe('what must hold of a TCB', () => {
	it.each(BROKEN.map(([sentence, make, damage], n) => [n, sentence, make, damage] as const))(
		'%i. “%s” is said where it does not',
		(_, sentence, make, damage) => {
			const tcb = make();
			expect(checkTcb(tcb)).toEqual([]);
			damage(tcb);
			expect(checkTcb(tcb)).toContain(`${sentence} (${tcb.state})`);
		},
	);

	it('holds in every state, and where the edges are reached', () => {
		for (const make of Object.values(MAKE)) expect(checkTcb(make())).toEqual([]);
		expect(checkTcb(busy())).toEqual([]);
		expect(reported().board).toMatchObject({sacked: 3});
		const full = established({config: {receiveBuffer: 10}});
		arrive(full, {text: 10});
		expect([full.rcv.wnd, checkTcb(full)]).toEqual([0, []]);
		const edge = established();
		edge.rto.rto = edge.config.rtoMin;
		edge.cc.cwnd = edge.snd.mss;
		edge.snd.max = plus(edge.snd.nxt, 1);
		expect(checkTcb(edge)).toEqual([]);
		edge.rto.rto = edge.config.rtoMax;
		expect(checkTcb(edge)).toEqual([]);
	});

	it('lets held text reach to the end of the window, and the first RTO be longer than the longest', () => {
		const tcb = established({config: {receiveBuffer: 1000, rtoInitial: 90_000_000}});
		arrive(tcb, {seq: 901, text: 400});
		expect([tcb.outOfOrder[0]?.text.length, checkTcb(tcb)]).toEqual([400, []]);
		tcb.rto.rto = 90_000_000;
		expect(checkTcb(tcb)).toEqual([]);
	});

	it('lets what came with a SYN stand at RCV.NXT, and cwnd be unknown, until the SYN is acknowledged', () => {
		const tcb = listening();
		arrive(tcb, {seq: 300, flags: 'S', text: 'early', wnd: 1000});
		expect([tcb.outOfOrder.length, tcb.cc.cwnd, checkTcb(tcb)]).toEqual([1, 0, []]);
	});

	it('lets the octet of a probe be the one that overfills the buffer', () => {
		const tcb = established({config: {receiveBuffer: 10}});
		arrive(tcb, {text: 10});
		append(tcb.unread, octets('x'));
		expect(checkTcb(tcb)).toEqual([]);
	});

	it('is asked after every event of a test', () => {
		const tcb = established();
		tcb.rto.rto = 1;
		expect(() => close(tcb)).toThrow('RTO is within its bounds');
	});
});
