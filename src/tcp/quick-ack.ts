/**
 * When Linux acknowledges: RFC 9293 §3.8.6.3 and RFC 5681 §4.2 leave it to the receiver, which looks at who talks.
 * Stands in for the plain delay of output.ts where 'quick-acks' is on.
 *
 *   a stream      the first segments, and those after trouble: at once; then every second full one
 *   a dialogue    text of ours follows the peer's: the ACK waits for it ("interactive")
 *
 * How long an ACK may wait follows the peer's rhythm, from 40 ms to 200 ms.
 * Left out: TCP_QUICKACK, SO_RCVLOWAT.
 */

import {learnRatio, offer, unacknowledged, worthTelling} from './buffers/moderated-window.js';
import type {Effect} from './state/effect.js';
import {applied, setTimer} from './state/report.js';
import type {RuleId} from './state/rules.js';
import type {Micros} from './state/segment.js';
import {eq} from './state/seq.js';
import type {Held, Tcb} from './state/tcb.js';
import {TICK} from './state/timer-wheel.js';

/** TCP_ATO_MIN; and the longest wait in a dialogue or behind the end of a write (TCP_DELACK_MAX). */
const LEAST_DELAY: Micros = 40_000;
const MOST_DELAY: Micros = 200_000;
/** Where nothing tells that the program will answer soon. */
const MOST_DELAY_OF_STREAM: Micros = 500_000;

/** TCP_MAX_QUICKACKS. */
const MOST_QUICK = 16;
/** tcp_pingpong_thresh: one answer in time makes a dialogue. */
const REPLIES_OF_A_DIALOGUE = 1;

/** A segment as long is full-sized for some peer, even with PSH; one as short never. Octets with the TCP header. */
const LIKELY_FULL = 536 + 20;
const LEAST_FULL = 88 + 20;

/** Duplicate ACKs that go for one gap before further ones are gathered. */
const DUPLICATES_AT_ONCE = 3;
/** Gathered ACKs wait for a part of the round trip, and for tcp_comp_sack_delay_ns at most. */
const GATHERED_PART = 20;
const MOST_GATHERING: Micros = 1_000;
/** tcp_comp_sack_slack_ns: so much later the kernel may come to it, and does when nothing else wakes it. */
const SLACK: Micros = 100;

/** The program answers so soon that ACKs wait for its text. */
const isDialogue = ({rhythm}: Tcb): boolean => rhythm.replies >= REPLIES_OF_A_DIALOGUE;

const isQuick = (tcb: Tcb): boolean => tcb.rhythm.quick > 0 && !isDialogue(tcb);

/** The peer's full size before any of its segments was seen: a guess. */
export function startRhythm(tcb: Tcb): void {
	const guess = Math.min(tcb.config.mss, tcb.snd.mss, Math.floor(tcb.moderation.offered / 2), 536);
	tcb.rhythm.fullSize = Math.max(88, guess);
}

/** Text in order has come: what it tells of the peer's segments and of its rhythm. */
export function hearText(tcb: Tcb, part: Held, now: Micros): void {
	const {rhythm, rto} = tcb;
	measureFullSize(tcb, part);
	const pause = now - rhythm.textAt;
	if (rhythm.delay === 0) {
		grantQuickAcks(tcb, MOST_QUICK);
		rhythm.delay = LEAST_DELAY;
	} else if (pause <= LEAST_DELAY / 2) rhythm.delay = Math.floor(rhythm.delay / 2) + LEAST_DELAY / 2;
	else if (pause < rhythm.delay) rhythm.delay = Math.min(Math.floor(rhythm.delay / 2) + pause, rto.rto);
	// So long a gap that the sender's window may have started anew: it waits for our ACKs to open it.
	else if (pause > rto.rto) grantQuickAcks(tcb, MOST_QUICK);
	rhythm.textAt = now;
	rhythm.fresh = true;
}

/** Of the segments that come, which length is a full one? */
function measureFullSize(tcb: Tcb, part: Held): void {
	const {rhythm, config} = tcb;
	const before = rhythm.lastSize;
	const octets = part.text.length;
	rhythm.lastSize = 0;
	if (octets >= rhythm.fullSize) {
		if (octets !== rhythm.fullSize && config.behaviours['moderated-window']) learnRatio(tcb, octets);
		rhythm.fullSize = Math.min(octets, config.mss);
		if (part.psh) rhythm.ends = Math.max(rhythm.ends, 1) as 1 | 2;
		return;
	}

	const header = 20 + (tcb.agreed.timestamps ? 12 : 0);
	if (octets + header >= LIKELY_FULL || (octets + header >= LEAST_FULL && !part.psh && !part.fin)) {
		rhythm.lastSize = octets;
		// Two alike: the path lets no more through.
		if (octets === before) {
			rhythm.fullSize = octets;
			return;
		}
	}

	rhythm.ends = rhythm.ends === 0 ? 1 : 2;
}

/** A FIN may be the start of a farewell on both sides: its ACK waits for our own (behaviour 'delayed-fin-ack'). */
export function hearFin(tcb: Tcb): void {
	tcb.rhythm.replies = Math.max(tcb.rhythm.replies, REPLIES_OF_A_DIALOGUE);
	tcb.rhythm.fresh = true;
}

/** The next ACKs go at once, as many as half of the window has segments. */
function grantQuickAcks(tcb: Tcb, most: number): void {
	const {rhythm, moderation, rcv, config} = tcb;
	const window = config.behaviours['moderated-window'] ? moderation.offered : rcv.wnd;
	const segments = Math.floor(window / (2 * rhythm.fullSize)) || 2;
	rhythm.quick = Math.max(rhythm.quick, Math.min(segments, most));
}

/** Something came that tells of trouble on the way: no ACK may wait. @param most - 16, or 2 for a congestion mark */
export function enterQuickAcks(tcb: Tcb, most: number = MOST_QUICK): void {
	if (!tcb.config.behaviours['quick-acks']) return;
	grantQuickAcks(tcb, most);
	tcb.rhythm.replies = 0;
	tcb.rhythm.delay = LEAST_DELAY;
}

/** A segment of ours took the ACK along. */
export function ackWent(tcb: Tcb, wasOwed: boolean, withText: boolean, now: Micros): void {
	const {rhythm} = tcb;
	rhythm.ends = 0;
	rhythm.fresh = false;
	if (wasOwed && rhythm.quick > 0) {
		rhythm.quick--;
		if (rhythm.quick === 0) rhythm.delay = LEAST_DELAY;
	}

	if (withText && now - rhythm.textAt < rhythm.delay) rhythm.replies++;
}

/**
 * Text or a FIN has come, and no segment of ours went: ACK now, or start or shorten the wait.
 *
 * @returns the rule for an ACK that goes now; null: it waits
 */
export function considerAck(tcb: Tcb, now: Micros, out: Effect[]): RuleId | null {
	const {rhythm, moderation, config} = tcb;
	if (!rhythm.fresh) return null;
	rhythm.fresh = false;
	if (config.switches['no-delayed-ack']) return 'sends-ack-now';
	if (unacknowledged(tcb) > rhythm.fullSize) {
		if (!config.behaviours['moderated-window'] || offer(tcb) >= moderation.offered) return 'ack-every-second';
		applied('ack-waits-for-reader', out);
	}

	if (isQuick(tcb)) return 'ack-quick';
	if (tcb.outOfOrder.length > 0) return considerDuplicate(tcb, now, out);
	return wait(tcb, now, out);
}

/** A gap is open: three ACKs tell of it at once, more are gathered, for the sender's sake. */
function considerDuplicate(tcb: Tcb, now: Micros, out: Effect[]): RuleId | null {
	const {rhythm, rcv, timers} = tcb;
	if (!tcb.agreed.sack) return 'ack-gap-open';
	if (!eq(rhythm.duplicatesOf, rcv.nxt)) {
		rhythm.duplicatesOf = rcv.nxt;
		rhythm.duplicates = 0;
	}

	if (rhythm.duplicates < DUPLICATES_AT_ONCE) {
		rhythm.duplicates++;
		return 'ack-gap-open';
	}

	const delay = Math.min(MOST_GATHERING, Math.floor(roundTrip(tcb) / GATHERED_PART)) + SLACK;
	const due = timers['delayed-ack'];
	if (due === null || due > now + delay) {
		applied('acks-gathered', out, {us: delay});
		setTimer(tcb, 'delayed-ack', now + delay, out);
	}

	return null;
}

const roundTrip = ({moderation, rto}: Tcb): Micros =>
	rto.srtt === null ? moderation.roundTrip : Math.min(rto.srtt, moderation.roundTrip);

function wait(tcb: Tcb, now: Micros, out: Effect[]): RuleId | null {
	const delay = delayOf(tcb);
	const due = tcb.timers['delayed-ack'];
	if (due !== null && due <= now + delay / 4) return 'ack-nearly-due';
	if (due !== null && due <= now + delay) return null;
	applied('ack-delayed', out, {ms: Math.round(delay / 1000)});
	setTimer(tcb, 'delayed-ack', now + Math.max(TICK, delay), out);
	return null;
}

function delayOf(tcb: Tcb): Micros {
	const {rhythm, rto} = tcb;
	let {delay} = rhythm;
	if (delay > LEAST_DELAY) {
		const answers = isDialogue(tcb) || rhythm.ends > 0;
		let most = answers ? MOST_DELAY : MOST_DELAY_OF_STREAM;
		if (rto.srtt !== null) most = Math.min(most, Math.max(rto.srtt, LEAST_DELAY));
		delay = Math.min(delay, most);
	}

	return Math.min(delay, MOST_DELAY);
}

/** The wait was in vain: the next is longer, or the dialogue is over. */
export function waitedInVain(tcb: Tcb): void {
	const {rhythm, rto} = tcb;
	// ACKs that were gathered waited for none.
	if (tcb.outOfOrder.length > 0) return;
	if (isDialogue(tcb)) {
		rhythm.replies = 0;
		rhythm.delay = LEAST_DELAY;
	} else rhythm.delay = Math.min(2 * rhythm.delay, rto.rto);
}

/**
 * The program has read: an ACK for what it took, or for the room that it made.
 *
 * @returns the rule for an ACK that goes now, or null
 */
export function considerAckAfterRead(tcb: Tcb, peerMaySend: boolean): RuleId | null {
	const {rhythm, ack, config} = tcb;
	if (ack.owed !== 'no') {
		if (unacknowledged(tcb) > rhythm.fullSize) return 'ack-after-read';
		const endOfWrite = rhythm.ends === 2 || (rhythm.ends === 1 && !isDialogue(tcb));
		if (endOfWrite && tcb.unread.length === 0) return 'ack-after-read';
	}

	if (!config.behaviours['moderated-window'] || !peerMaySend) return null;
	return worthTelling(tcb) ? 'window-update' : null;
}

/** A gap that opens, or text ahead of RCV.NXT: as for text in order, but that the gap is there. */
export function hearHeld(tcb: Tcb, part: Held): void {
	measureFullSize(tcb, part);
	tcb.rhythm.fresh = true;
}
