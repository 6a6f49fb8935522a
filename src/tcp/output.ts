/**
 * What may be sent now: RFC 9293 §3.7.4 (Nagle), §3.8.6.2.1 (silly-window avoidance), the windows, the FIN, owed ACKs.
 *
 * Every event ends here, so an ACK that several things wanted goes once, and on text where there is text (MUST-58).
 */

import {waitsForBurst} from './buffers/burst.js';
import {growSendBuffer} from './buffers/send-memory.js';
import {firstRecord, growFirst, takeUnsent} from './buffers/send-records.js';
import {nextBurst, segmentsOfRoom, wholeSegment} from './buffers/whole-segments.js';
import {sentAfterIdle} from './congestion/congestion-control.js';
import {limitedTransmit} from './congestion/limited-transmit.js';
import {restartAfterIdle} from './congestion.js';
import {watchStall} from './empty-probes.js';
import {watchKeepalive} from './keepalive.js';
import {restartClock} from './loss/retransmission-timer.js';
import {sackSize} from './options/sack-blocks.js';
import {watchWindow} from './persist.js';
import {considerAck, waitedInVain} from './quick-ack.js';
import {openWindow} from './receive-window.js';
import {enqueue, resendMarked} from './retransmission.js';
import {resendLost} from './retransmission-timeout.js';
import {resendDoubtful, resendHoles} from './sack-recovery.js';
import type {Effect} from './state/effect.js';
import {flightOf, segmentsInFlight, windowInSegments} from './state/flight.js';
import {minshallHolds} from './state/minshall.js';
import {applied, clearTimer, setTimer} from './state/report.js';
import {type Micros, NO_TEXT} from './state/segment.js';
import {distance, eq} from './state/seq.js';
import {finWaits, synIsOut, type Tcb} from './state/tcb.js';
import {oweAck, sendAck} from './transmit.js';
import {validateWindow} from './window-validation.js';

/**
 * Sends what this moment allows or demands, and keeps the timers that depend on it.
 *
 * @param byTimer - a timer has fired: with 'bursts' it lets no text go but its own, so a burst that waits waits on
 */
export function output(tcb: Tcb, now: Micros, out: Effect[], byTimer = false): void {
	if (tcb.state === 'CLOSED' || tcb.state === 'LISTEN' || tcb.state === 'SYN-SENT') return;
	if (!tcb.config.behaviours['moderated-window']) openWindow(tcb);
	if (tcb.state !== 'SYN-RECEIVED' || tcb.fastOpen.early) {
		repair(tcb, now, out);
		const from = tcb.snd.nxt;
		sendText(tcb, now, out, byTimer && tcb.config.behaviours.bursts ? HELD : undefined);
		sent(tcb, !eq(from, tcb.snd.nxt), now, out);
		if (tcb.unsent.length === 0 && tcb.timers.override !== null) clearTimer(tcb, 'override', now, out);
	}

	if (tcb.ack.owed === 'now') sendAck(tcb, tcb.ack.why, now, out);
	else if (tcb.ack.owed === 'delayed') delayAck(tcb, now, out);
	if (tcb.config.behaviours['empty-probes']) watchStall(tcb, now, out);
	else watchWindow(tcb, now, out);
	watchKeepalive(tcb, now, out);
	if (tcb.sendMemory.short) growSendBuffer(tcb);
}

/** What is lost goes before what is new. */
function repair(tcb: Tcb, now: Micros, out: Effect[]): void {
	if (tcb.config.behaviours.rack) {
		const {phase} = tcb.cc;
		// While F-RTO waits for its answer, what may be late is not sent again.
		if (phase === 'loss' && tcb.frto !== 'off') return;
		resendMarked(tcb, phase === 'loss' ? 'sends-lost-again' : 'rack-resends', now, out);
		return;
	}

	resendLost(tcb, now, out);
	resendHoles(tcb, now, out);
}

/** What follows a run of sending. */
function sent(tcb: Tcb, something: boolean, now: Micros, out: Effect[]): void {
	if (!tcb.config.behaviours.rack) {
		resendDoubtful(tcb, now, out);
		return;
	}

	if (tcb.frto === 'sending') {
		tcb.frto = something ? 'asked' : 'off';
		if (!something) repair(tcb, now, out);
	}

	const room = (windowInSegments(tcb) - segmentsInFlight(tcb)) * tcb.snd.mss;
	const full = room <= 0 || (room <= usableWindow(tcb) && waitsForBurst(tcb, room, now));
	if (something) restartClock(tcb, 'sent', now, out);
	if (something || full) validateWindow(tcb, full, now, out);
}

/** What goes while the program still writes: so many bursts at most. */
export function pushText(tcb: Tcb, bursts: number, now: Micros, out: Effect[]): void {
	if (tcb.state === 'SYN-SENT' || (tcb.state === 'SYN-RECEIVED' && !tcb.fastOpen.early)) return;
	const from = tcb.snd.nxt;
	sendText(tcb, now, out, {bursts});
	sent(tcb, !eq(from, tcb.snd.nxt), now, out);
}

/** Segmentizes the queue, and the FIN behind it, as far as windows, Nagle and silly-window avoidance let it. */
export function sendText(
	tcb: Tcb,
	now: Micros,
	out: Effect[],
	{override = false, bursts = MANY, held = false} = {},
): void {
	if (tcb.snd.fin !== null || (tcb.unsent.length === 0 && !tcb.closeCalled)) return;
	for (let left = bursts; tcb.unsent.length > 0; left--) {
		if (left === 0) return;
		const inBursts = tcb.config.behaviours['no-sender-sws'];
		const size = inBursts ? nextBurst(tcb, now, out) : nextSize(tcb, override, now, out);
		if (size === 0 || held) return;
		if (tcb.retransmissions.length === 0) beginAnew(tcb, now, out);
		sendBurst(tcb, size, inBursts ? wholeSegment(tcb) : tcb.snd.mss - sackSize(tcb), now, out);
		if (tcb.timers.override !== null) clearTimer(tcb, 'override', now, out);
	}

	if (!finWaits(tcb) || usableWindow(tcb) <= 0) return;
	// A FIN without text is a segment as any other where cwnd counts segments (tcp_cwnd_test).
	if (tcb.config.behaviours['counts-segments'] && segmentsOfRoom(tcb) < 1) {
		applied('cwnd-holds-fin', out);
		return;
	}

	if (!held) enqueue(tcb, LONE_FIN, 'sends-fin', now, out);
}

const LONE_FIN = {syn: false, fin: true, psh: false, text: NO_TEXT};

const MANY = Number.POSITIVE_INFINITY;
const HELD = {held: true};

/** Text goes with nothing in flight. Linux has looked at cwnd already, when its program wrote. */
function beginAnew(tcb: Tcb, now: Micros, out: Effect[]): void {
	if (!tcb.config.behaviours['counts-segments']) restartAfterIdle(tcb, now, out);
	sentAfterIdle(tcb, now);
}

/** @param whole - octets of a full segment; the burst's last may be shorter */
function sendBurst(tcb: Tcb, octets: number, whole: number, now: Micros, out: Effect[]): void {
	const burst = tcb.board.sent + 1;
	for (let left = octets; left > 0; left -= whole) {
		const size = Math.min(left, whole);
		const {text, psh, ends} = takeUnsent(tcb, size);
		const last = tcb.unsent.length === 0;
		// Our FIN rides on the last text where the window has room for it.
		const fin = last && finWaits(tcb) && usableWindow(tcb) > size;
		// One PSH for a run of writes, on the segment that empties the queue (SHLD-27, MUST-61); one for each burst.
		const endsBurst = left <= whole && octets > whole;
		enqueue(tcb, {syn: false, fin, psh, endsBurst, burst, ends, text}, 'sends-text', now, out);
		if (size < whole) tcb.snd.short = tcb.snd.nxt;
	}
}

/**
 * One segment of new text, or the FIN that waits behind none, whatever cwnd and Nagle say: a tail loss probe.
 *
 * @returns whether there was any that the window lets go
 */
export function sendProbe(tcb: Tcb, now: Micros, out: Effect[]): boolean {
	if (tcb.unsent.length === 0) {
		if (!finWaits(tcb) || usableWindow(tcb) <= 0) return false;
		enqueue(tcb, LONE_FIN, 'tail-loss-probe', now, out);
		return true;
	}

	growFirst(tcb, wholeSegment(tcb));
	const queued = firstRecord(tcb);
	const size = Math.min(tcb.snd.mss - sackSize(tcb), queued, usableWindow(tcb));
	if (size <= 0) return false;
	// Linux probes with a whole segment, or with all of a record that waits.
	if (tcb.config.behaviours['no-sender-sws'] && size < Math.min(wholeSegment(tcb), queued)) return false;
	const {text, psh, ends} = takeUnsent(tcb, size);
	const last = tcb.unsent.length === 0;
	const fin = last && finWaits(tcb) && usableWindow(tcb) > size;
	enqueue(tcb, {syn: false, fin, psh, ends, text}, 'tail-loss-probe', now, out);
	return true;
}

/** SND.UNA + SND.WND - SND.NXT; below zero where the peer shrank its window (MUST-34). */
const usableWindow = (tcb: Tcb): number => tcb.snd.wnd - distance(tcb.snd.una, tcb.snd.nxt);

/**
 * Octets that the next segment should carry; 0: wait, and the rule says for what.
 *
 * The four cases of §3.8.6.2.1, D being what is queued and U what the window lets go.
 */
function nextSize(tcb: Tcb, override: boolean, now: Micros, out: Effect[]): number {
	const {snd, cc, config} = tcb;
	const queued = tcb.unsent.length;
	const flight = distance(snd.una, snd.nxt);
	const usable = usableWindow(tcb);
	if (usable <= 0) {
		applied(usable < 0 ? 'window-shrunk' : 'window-full', out, usable < 0 ? null : {octets: queued});
		return 0;
	}

	const most = snd.mss - sackSize(tcb);
	const full = Math.min(most, queued);
	const byCwnd = cc.cwnd + limitedTransmit(tcb) - flightOf(tcb);
	const needed = config.behaviours.rack ? snd.mss : Math.min(full, usable);
	if (byCwnd < needed && flight > 0) {
		applied('cwnd-full', out, {octets: queued});
		return 0;
	}

	const size = Math.min(full, usable);
	if (size === most) return size;
	if (config.cork && !tcb.closeCalled && !override) {
		applied('cork-waits', out, {octets: queued});
		if (tcb.timers.override === null) setTimer(tcb, 'override', now + config.swsOverride, out);
		return 0;
	}

	// A SYN that is out, with Fast Open, is no text: the answer to the SYN's text must not wait for its ACK.
	const textIsOut = flight > (synIsOut(tcb) ? 1 : 0);
	const idle = !textIsOut || !config.nagle || config.switches['no-nagle'] || letsShortGo(tcb);
	const pushed = tcb.pushed || tcb.closeCalled;
	if (size === queued && pushed) {
		// With a FIN to follow nothing more can come that Nagle could gather.
		if (idle || tcb.closeCalled) return size;
		applied('nagle-waits', out);
		return 0;
	}

	if (override || config.switches['no-silly-window-avoidance']) return size;
	if (idle && size * 2 >= snd.maxWnd) return size;
	applied('sws-waits', out);
	if (tcb.timers.override === null) setTimer(tcb, 'override', now + config.swsOverride, out);
	return 0;
}

/** Minshall's variant of Nagle: what is out may be much, if only no short segment is among it. */
const letsShortGo = (tcb: Tcb): boolean => tcb.config.behaviours['minshall-nagle'] && !minshallHolds(tcb);

/** OVERRIDE timer: case 4 of §3.8.6.2.1, so that avoiding silliness never becomes waiting for ever. */
export function overrideTimeout(tcb: Tcb, now: Micros, out: Effect[]): void {
	applied('sws-override', out);
	sendText(tcb, now, out, {override: true});
}

/** §3.8.6.3: below half a second (MUST-40). */
function delayAck(tcb: Tcb, now: Micros, out: Effect[]): void {
	if (tcb.config.behaviours['quick-acks']) {
		const why = considerAck(tcb, now, out);
		if (why !== null) sendAck(tcb, why, now, out);
		return;
	}

	if (tcb.config.switches['no-delayed-ack']) {
		sendAck(tcb, 'sends-ack-now', now, out);
		return;
	}

	if (tcb.timers['delayed-ack'] !== null) return;
	applied('ack-delayed', out, {ms: Math.round(tcb.config.delayedAck / 1000)});
	setTimer(tcb, 'delayed-ack', now + tcb.config.delayedAck, out);
}

/** DELAYED-ACK timer. */
export function delayedAckTimeout(tcb: Tcb): void {
	if (tcb.config.behaviours['quick-acks']) waitedInVain(tcb);
	oweAck(tcb, 'delayed-ack-timeout');
}
