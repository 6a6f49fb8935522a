/** What must hold of a TCB after every event, as sentences. Tests ask; the engine does not. */

import {wrongBlocks} from './options/sack-blocks.js';
import {endOf, segmentsInFlight} from './state/flight.js';
import {distance, le, lt, plus} from './state/seq.js';
import {type Sent, synIsOut, type Tcb, TIMERS} from './state/tcb.js';

/** @returns one sentence for each invariant that does not hold; empty when all do */
export function checkTcb(tcb: Tcb): string[] {
	const wrong: string[] = [];
	const expect = (holds: boolean, sentence: string) => {
		if (!holds) wrong.push(`${sentence} (${tcb.state})`);
	};

	const {snd, rcv, cc, rto, timers, retransmissions: queue, config} = tcb;
	if (tcb.state === 'CLOSED') {
		expect(
			TIMERS.every(timer => timers[timer] === null),
			'no timer runs in CLOSED',
		);
		expect(queue.length === 0, 'nothing waits for an acknowledgment in CLOSED');
		expect(tcb.unsent.length === 0 && tcb.outOfOrder.length === 0, 'the segment queues are empty in CLOSED');
		expect(tcb.ack.owed === 'no', 'no ACK is owed in CLOSED');
		return wrong;
	}

	if (tcb.state === 'LISTEN') {
		expect(
			TIMERS.every(timer => timers[timer] === null),
			'no timer runs in LISTEN',
		);
		return wrong;
	}

	expect(le(snd.una, snd.nxt), 'SND.UNA =< SND.NXT');
	expect(le(snd.nxt, snd.max), 'SND.NXT =< SND.MAX');
	expect(distance(snd.nxt, snd.max) <= 1, 'SND.MAX is at most one probe past SND.NXT');
	expect(queue.length === 0 ? distance(snd.una, snd.nxt) === 0 : true, 'an empty queue means all is acknowledged');
	let next = snd.una;
	for (const sent of queue) {
		expect(distance(next, sent.seq) === 0, 'the retransmission queue is SND.UNA to SND.NXT without a gap');
		next = endOf(sent);
	}

	if (queue.length > 0) expect(distance(next, snd.nxt) === 0, 'the retransmission queue ends at SND.NXT');
	const count = (is: (sent: Sent) => boolean) => queue.filter(is).length;
	const {board} = tcb;
	if (tcb.agreed.sack) expect(board.sacked === count(s => s.sacked), 'the scoreboard counts what is reported');
	expect(board.lost === count(s => s.lost), 'the scoreboard counts what is lost');
	expect(board.again === count(s => s.resent), 'the scoreboard counts what is out again');
	expect(!queue.some(s => s.sacked && (s.lost || s.resent)), 'what is reported is neither lost nor out again');
	expect(segmentsInFlight(tcb) >= 0, 'no less than nothing is in flight');
	expect(rcv.wnd >= 0 && rcv.wnd <= 65_535 * 2 ** rcv.wscale, 'RCV.WND fits its field');
	const buffer = config.behaviours['moderated-window'] ? tcb.memory.size : config.receiveBuffer;
	expect(tcb.unread.length <= buffer + 1, 'unread text fits the receive buffer');
	expect(distance(rcv.told, plus(rcv.nxt, rcv.wnd)) >= 0, 'the right edge told to the peer is still there');
	if (config.behaviours['send-records']) {
		const {records} = tcb.sendMemory;
		const octets = records.reduce((sum, record) => sum + record.octets, 0);
		expect(octets === tcb.unsent.length, 'the records of the send queue hold what is not sent');
		expect(!records.some(record => record.octets === 0), 'no record of the send queue is empty');
	}

	let from = rcv.nxt;
	for (const held of tcb.outOfOrder) {
		expect(
			synIsOut(tcb) ? le(rcv.nxt, held.seq) : lt(rcv.nxt, held.seq),
			'held text lies ahead of RCV.NXT, or came with the SYN',
		);
		expect(le(from, held.seq), 'held text is in order and without overlaps');
		from = plus(held.seq, held.text.length);
	}

	for (const sentence of wrongBlocks(tcb)) expect(false, sentence);
	expect(tcb.outOfOrder.length === 0 || distance(rcv.nxt, from) <= rcv.wnd, 'held text lies inside the window');
	expect(
		[timers.retransmission, timers['loss-probe'], timers.reordering].filter(at => at !== null).length ===
			(queue.length > 0 ? 1 : 0),
		'one clock of the retransmission queue runs iff something is unacknowledged',
	);
	expect(timers.retransmission === null || timers.persist === null, 'never both retransmission and persist timer');
	expect((timers['time-wait'] !== null) === (tcb.state === 'TIME-WAIT'), 'the time-wait timer runs iff in TIME-WAIT');
	expect(
		(timers['delayed-ack'] !== null) === (tcb.ack.owed === 'delayed'),
		'the delayed-ACK timer runs iff an ACK is delayed',
	);
	expect(tcb.ack.owed !== 'now', 'no ACK that is due stays unsent');
	expect(rto.rto >= config.rtoMin && rto.rto <= Math.max(config.rtoMax, config.rtoInitial), 'RTO is within its bounds');
	if (!synIsOut(tcb)) expect(cc.cwnd >= snd.mss, 'cwnd is a segment at least');
	expect(timers.override === null || tcb.unsent.length > 0, 'the override timer runs only while text waits');
	expect(snd.fin === null || lt(snd.fin, snd.nxt), 'our FIN lies before SND.NXT');
	expect(snd.fin === null || tcb.unsent.length === 0, 'nothing is queued behind our FIN');
	return wrong;
}
