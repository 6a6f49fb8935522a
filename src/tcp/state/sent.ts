/**
 * What changes about a segment of the retransmission queue. Its records are never written to, because snapshots share
 * them: each change makes a new one.
 *
 * Field by field: a spread that overwrites takes thirty times as long, and its objects are of another hidden class.
 */

import type {Micros} from './segment.js';
import type {Sent} from './tcb.js';

type Marks = Pick<Sent, 'sacked' | 'lost' | 'resent'>;

/** The record with these marks. */
export const marked = (sent: Sent, {sacked, lost, resent}: Marks): Sent => ({
	seq: sent.seq,
	syn: sent.syn,
	fin: sent.fin,
	psh: sent.psh,
	text: sent.text,
	sentAt: sent.sentAt,
	firstSentAt: sent.firstSentAt,
	timesSent: sent.timesSent,
	order: sent.order,
	sacked,
	lost,
	resent,
	burst: sent.burst,
	ends: sent.ends,
});

/** The record of a segment that goes once more now. */
export const sentAgain = (sent: Sent, now: Micros, order: number, burst: number): Sent => ({
	seq: sent.seq,
	syn: sent.syn,
	fin: sent.fin,
	psh: sent.psh,
	text: sent.text,
	sentAt: now,
	firstSentAt: sent.firstSentAt,
	timesSent: sent.timesSent + 1,
	order,
	sacked: sent.sacked,
	lost: sent.lost,
	resent: sent.resent,
	burst,
	ends: sent.ends,
});
