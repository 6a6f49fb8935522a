/**
 * SEGMENT ARRIVES from SYN-RECEIVED to TIME-WAIT, RFC 9293 §3.10.7.4: the section's eight checks.
 * Left out: security and compartment (third).
 */

import {hearAck, hearAckOfSyn} from './acknowledge.js';
import {measureEcho} from './buffers/autotuning.js';
import {hasMemory} from './buffers/receive-memory.js';
import {challenge, mayAnswer} from './challenge.js';
import {hearMark} from './ecn-echo.js';
import {heardWhileStalled} from './empty-probes.js';
import {established} from './established.js';
import {newPart} from './options/reassembly.js';
import {cameTwice} from './options/sack-blocks.js';
import {judgeTimestamp, recordTimestamp} from './options/timestamps.js';
import {adoptFromSyn, hearUserTimeout} from './options/user-timeout-option.js';
import {enterQuickAcks} from './quick-ack.js';
import {consumed, holdApart, holdText, overflow, takeFin, takeHeldText, takeText} from './receive-text.js';
import {resendSyn} from './retransmission.js';
import {
	acceptable,
	isAllowedIntoZeroWindow,
	isNewsOneBelow,
	isOtherHalfOfOpen,
	isRepeatedFin,
	isRepeatedSyn,
	straddles,
} from './state/acceptable.js';
import {abortTcb, closeTcb, listenAgain} from './state/delete.js';
import type {Effect} from './state/effect.js';
import {applied, enter, setTimer, signal, stop} from './state/report.js';
import type {RuleId} from './state/rules.js';
import {end, length, type Micros, type Segment} from './state/segment.js';
import {distance, eq, inWindow, le, lt, plus, type Seq} from './state/seq.js';
import {synIsOut, type Tcb} from './state/tcb.js';
import {windowOf} from './state/window-scale.js';
import {enterTimeWait, restartTimeWait} from './time-wait.js';
import {oweAck, resetAgainst, sendAck, sendReset} from './transmit.js';
import {restartAsLinux} from './window-validation.js';

/** One numbered check of the section. `stop`: the segment is finished with. */
type Step = (tcb: Tcb, seg: Segment, now: Micros, out: Effect[]) => 'continue' | 'stop';

/**
 * Takes a segment through the eight checks.
 *
 * @param from - 6 for SYN-SENT, which joins at the sixth step (§3.10.7.3 fourth)
 * @see RFC 9293 §3.10.7.4
 */
export function arrivesOther(tcb: Tcb, seg: Segment, now: Micros, out: Effect[], from = 1): void {
	for (let step = from; step <= 8; step++) {
		if ((steps[step - 1] as Step)(tcb, seg, now, out) === 'stop') return;
	}
}

/** Check the sequence number; before it, where timestamps are agreed on, the segment's own (RFC 7323 §5.3). */
const first: Step = (tcb, seg, now, out) => {
	const verdict = judgeTimestamp(tcb, seg, now, out);
	if (verdict === 'missing') return stop('timestamp-missing', out);
	if (verdict === 'old-ack') return stop('paws-old-ack', out);
	if (verdict === 'old') return refuse(tcb, seg, 'paws-refuses', 'paws-quiet', now, out);
	if (isRepeatedSyn(tcb, seg)) return answerRepeatedSyn(tcb, now, out);
	if (acceptable(tcb, seg)) {
		if (straddles(tcb, seg)) applied('seq-trimmed', out);
		return 'continue';
	}

	if (isOtherHalfOfOpen(tcb, seg)) {
		applied('simultaneous-syn-ack', out);
		if (tcb.config.behaviours['syn-ack-again']) {
			cameTwice(tcb, seg.seq, plus(seg.seq, 1), out);
			oweAck(tcb, 'simultaneous-syn-ack');
		}

		return 'continue';
	}

	if (isRepeatedFin(tcb, seg)) {
		applied('time-wait-fin', out);
		return 'continue';
	}

	if (isNewsOneBelow(tcb, seg)) {
		applied('ack-one-below', out);
		oweAck(tcb, 'ack-one-below');
		return 'continue';
	}

	if (isAllowedIntoZeroWindow(tcb, seg)) {
		applied('zero-window-allowance', out);
		if (!seg.rst) oweAck(tcb, 'zero-window-allowance');
		if (length(seg) > 0) enterQuickAcks(tcb);
		return 'continue';
	}

	if (seg.rst) return stop('seq-unacceptable-rst', out);
	return refuse(tcb, seg, 'seq-unacceptable', 'seq-unacceptable-quiet', now, out);
};

/** Linux's timer counts anew from now, unless it is due at this very instant. */
function answerRepeatedSyn(tcb: Tcb, now: Micros, out: Effect[]): 'stop' {
	if (!mayAnswer(tcb, now)) return stop('seq-unacceptable-quiet', out);
	resendSyn(tcb, 'syn-ack-again', true, now, out);
	const isLater = (tcb.timers.retransmission ?? now) > now;
	if (isLater && tcb.config.behaviours['syn-ack-again']) setTimer(tcb, 'retransmission', now + tcb.rto.rto, out);
	return stop('syn-ack-again', out);
}

/** "An acknowledgment should be sent in reply"; `quietly` is named where the limit of RFC 5961 §7 forbids it. */
function refuse(tcb: Tcb, seg: Segment, why: RuleId, quietly: RuleId, now: Micros, out: Effect[]): 'stop' {
	tellOfOldText(tcb, seg, out);
	// Text and FIN are not part of an ACK loop, and their sender needs the answer.
	if (seg.text.length === 0 && !seg.fin) return challenge(tcb, why, quietly, now, out);
	applied(why, out);
	if (lt(seg.seq, tcb.rcv.nxt)) enterQuickAcks(tcb);
	sendAck(tcb, why, now, out);
	return 'stop';
}

/** What lies below RCV.NXT came before. After TIME-WAIT began nobody needs to know. */
function tellOfOldText(tcb: Tcb, seg: Segment, out: Effect[]): void {
	if (seg.syn || tcb.state === 'TIME-WAIT' || !lt(seg.seq, tcb.rcv.nxt)) return;
	cameTwice(tcb, seg.seq, lt(tcb.rcv.nxt, end(seg)) ? tcb.rcv.nxt : end(seg), out);
}

/** Check the RST bit. */
const second: Step = (tcb, seg, now, out) => {
	if (!seg.rst) return 'continue';
	const {switches} = tcb.config;
	if (tcb.state === 'TIME-WAIT' && switches.rfc1337) return stop('rst-in-time-wait-ignored', out);
	if (!eq(seg.seq, tcb.rcv.nxt) && !switches['no-challenge-ack']) {
		// Table 6 looks at the last octet too; a RST counts by its first.
		if (!inWindow(seg.seq, tcb.rcv.nxt, tcb.rcv.wnd)) return stop('seq-unacceptable-rst', out);
		return challenge(tcb, 'rst-challenge', 'challenge-quiet', now, out);
	}

	switch (tcb.state) {
		case 'SYN-RECEIVED':
			if (returnsToListen(tcb)) {
				applied('rst-back-to-listen', out);
				listenAgain(tcb, now, out);
				return 'stop';
			}

			if (tcb.openedBy === 'passive' && !tcb.fastOpen.early) break;
			applied(tcb.fastOpen.early ? 'rst-accepted' : 'rst-refused', out);
			abortTcb(tcb, tcb.fastOpen.early ? 'connection reset' : 'connection refused', now, out);
			return 'stop';
		case 'ESTABLISHED':
		case 'FIN-WAIT-1':
		case 'FIN-WAIT-2':
		case 'CLOSE-WAIT':
			applied('rst-accepted', out);
			abortTcb(tcb, 'connection reset', now, out);
			return 'stop';
		default:
	}

	applied('rst-closes', out);
	closeTcb(tcb, now, out);
	return 'stop';
};

/** Security and compartment are not modelled; the step stays so the numbers match. */
const third: Step = () => 'continue';

/** Check the SYN bit. */
const fourth: Step = (tcb, seg, now, out) => {
	if (!seg.syn || isOtherHalfOfOpen(tcb, seg)) return 'continue';
	// The SYN that brought us here, with text that is in the window, is no other SYN: trimming would take it off.
	if (tcb.state === 'SYN-RECEIVED' && returnsToListen(tcb) && le(tcb.rcv.nxt, seg.seq)) {
		applied('syn-back-to-listen', out);
		listenAgain(tcb, now, out);
		return 'stop';
	}

	if (tcb.config.switches['no-challenge-ack']) {
		applied('syn-resets', out);
		sendReset(tcb, 'syn-resets', now, out);
		abortTcb(tcb, 'connection reset', now, out);
		return 'stop';
	}

	return challenge(tcb, 'syn-challenge', 'challenge-quiet', now, out);
};

/** Check the ACK field. */
const fifth: Step = (tcb, seg, now, out) => {
	if (seg.ack === null) return stop('ack-missing', out);
	if (tcb.state === 'SYN-RECEIVED' && fifthInSynReceived(tcb, seg, seg.ack, out) === 'stop') return 'stop';
	if (fifthInEstablished(tcb, seg, seg.ack, now, out) === 'stop') return 'stop';
	switch (tcb.state) {
		case 'FIN-WAIT-1':
			if (!finAcked(tcb)) return 'continue';
			applied('fin-acked', out, {state: 'FIN-WAIT-2'});
			enter(tcb, 'FIN-WAIT-2', out);
			return 'continue';
		case 'CLOSING':
			if (!finAcked(tcb)) return 'stop';
			applied('fin-acked', out, {state: 'TIME-WAIT'});
			enterTimeWait(tcb, now, out);
			return 'stop';
		case 'LAST-ACK':
			if (!finAcked(tcb)) return 'continue';
			applied('fin-acked', out, {state: 'CLOSED'});
			closeTcb(tcb, now, out);
			signal('connection closed', out);
			return 'stop';
		default:
			// TIME-WAIT: only a repeated FIN is answered, by the eighth check. An ACK for an ACK would never end.
			return 'continue';
	}
};

function fifthInSynReceived(tcb: Tcb, seg: Segment, ack: Seq, out: Effect[]): 'continue' | 'stop' {
	// Departs from the order of §3.10.7.4: RFC 5961's range is tested after this, because here a bad ACK means RST.
	if (!lt(tcb.snd.una, ack) || lt(tcb.snd.nxt, ack)) {
		resetAgainst(seg as Segment & {ack: Seq}, 'ack-opens-not', out);
		return stop('ack-opens-not', out);
	}

	applied('ack-opens', out);
	enter(tcb, tcb.closeCalled ? 'FIN-WAIT-1' : 'ESTABLISHED', out);
	tcb.snd.wnd = windowOf(tcb, seg);
	tcb.snd.wl1 = seg.seq;
	tcb.snd.wl2 = ack;
	return 'continue';
}

function fifthInEstablished(tcb: Tcb, seg: Segment, ack: Seq, now: Micros, out: Effect[]): 'continue' | 'stop' {
	const {snd} = tcb;
	if (distance(ack, snd.una) > snd.maxWnd) return challenge(tcb, 'ack-too-old', 'challenge-quiet', now, out);
	// SND.MAX is SND.NXT, or one more while a zero-window probe is out.
	if (lt(snd.max, ack)) return challenge(tcb, 'ack-not-sent-yet', 'challenge-quiet', now, out);

	tcb.persist.unanswered = 0;
	// Departs from RFC 7323 §5.3: R3 waits for the ACK field, lest a forged segment set the clock (CVE-2005-0356).
	recordTimestamp(tcb, seg, now);
	const isNews = lt(snd.una, ack);
	if (isNews && synIsOut(tcb)) open(tcb, seg, ack, now, out);
	else {
		hearAck(tcb, seg, ack, now, out);
		if (tcb.config.behaviours['moderated-window'] && tcb.state === 'ESTABLISHED') measureEcho(tcb, seg, now);
	}

	if (seg.options.userTimeout !== null) hearUserTimeout(tcb, seg, now, out);
	if (isNews || (le(snd.una, ack) && !isOlderThanWindow(tcb, seg, ack))) updateWindow(tcb, seg, ack, isNews, now, out);
	else if (le(snd.una, ack)) applied('window-stale', out);
	if (tcb.config.behaviours['empty-probes']) heardWhileStalled(tcb, now, out);
	return 'continue';
}

/** SND.WL1 and SND.WL2 keep an old, reordered segment from moving the window. */
const isOlderThanWindow = ({snd}: Tcb, seg: Segment, ack: Seq): boolean =>
	lt(seg.seq, snd.wl1) || (eq(seg.seq, snd.wl1) && lt(ack, snd.wl2));

/** Our SYN is acknowledged: text may flow, and what came with the peer's SYN is taken. */
function open(tcb: Tcb, seg: Segment, ack: Seq, now: Micros, out: Effect[]): void {
	// With Fast Open it has been open since the SYN.
	if (tcb.fastOpen.early) adoptFromSyn(tcb, out);
	else established(tcb, seg, now, out);
	tcb.fastOpen.early = false;
	hearAckOfSyn(tcb, seg, ack, now, out);
	takeHeldText(tcb, now, out);
}

/**
 * Departs from RFC 9293 §3.10.7.4 fifth: a new ACK brings its window even on a retransmitted segment, below SND.WL1,
 * because SND.WND counts from SND.UNA: if only that moved, we would send where no window was ever offered.
 */
function updateWindow(tcb: Tcb, seg: Segment, ack: Seq, isNews: boolean, now: Micros, out: Effect[]): void {
	const {snd} = tcb;
	const wnd = windowOf(tcb, seg);
	if (snd.wnd === 0 && wnd === 0) applied('probe-answered', out);
	else if (snd.wnd !== wnd) applied('window-updated', out, {wnd});
	// What the shut window kept from being sent again need not wait for the next probe, which may be a minute off.
	if (snd.wnd === 0 && wnd > 0 && tcb.timers.retransmission !== null)
		setTimer(tcb, 'retransmission', now + tcb.rto.rto, out);
	// Linux looks at an idle time when a program writes, and when a window opens for what was written.
	if (!isNews && snd.wnd !== wnd && tcb.unsent.length > 0 && tcb.config.behaviours['counts-segments'])
		restartAsLinux(tcb, now, out);
	snd.wnd = wnd;
	snd.wl1 = seg.seq;
	snd.wl2 = ack;
	snd.maxWnd = Math.max(snd.maxWnd, wnd);
}

/** Check the URG bit. */
const sixth: Step = (tcb, seg, _now, out) => {
	if (!seg.urg || !receivesText(tcb)) return 'continue';
	const up = plus(seg.seq, seg.up);
	if (!lt(tcb.rcv.up, up)) return 'continue';
	tcb.rcv.up = up;
	// Departs from the step's last sentence: the user is told again when the pointer advances, as MUST-32 demands.
	if (lt(consumed(tcb), up)) {
		applied('urgent-signalled', out, {up: distance(tcb.irs, up)});
		signal('urgent data', out);
	}

	return 'continue';
};

/** Process the segment text. */
const seventh: Step = (tcb, seg, now, out) => {
	if (!receivesText(tcb)) {
		if (seg.text.length > 0) applied('text-after-fin', out);
		return 'continue';
	}

	if (lt(tcb.rcv.nxt, end(seg))) tellOfOldText(tcb, seg, out);
	const part = newPart(tcb, seg);
	if (part.text.length === 0) return 'continue';
	if (readsNoMore(tcb)) return resetForText(tcb, seg, now, out);

	if (tcb.config.behaviours['moderated-window'] && !hasMemory(tcb, part.text.length, out))
		return overflow(tcb, part, out);
	hearMark(tcb, seg, out);
	if (lt(tcb.rcv.nxt, part.seq)) {
		holdText(tcb, part, out);
		return 'stop';
	}

	takeText(tcb, part, now, out);
	return 'continue';
};

/** Whoever only shut the reading side, and has not closed, takes the text unseen. */
const readsNoMore = (tcb: Tcb): boolean => tcb.readerGone && tcb.state !== 'ESTABLISHED';

/** The RST has the form of §3.5.2: it fits wherever our FIN is, which may still be under way. */
function resetForText(tcb: Tcb, seg: Segment, now: Micros, out: Effect[]): 'stop' {
	applied('text-nobody-reads', out);
	resetAgainst(seg as Segment & {ack: Seq}, 'text-nobody-reads', out);
	abortTcb(tcb, 'connection reset', now, out);
	return 'stop';
}

/** Check the FIN bit. */
const eighth: Step = (tcb, seg, now, out) => {
	if (!seg.fin) return 'stop';
	if (tcb.state === 'TIME-WAIT') {
		if (!eq(end(seg), tcb.rcv.nxt)) return 'stop';
		oweAck(tcb, 'fin-restarts-time-wait');
		restartTimeWait(tcb, now, out);
		return 'stop';
	}

	// CLOSE-WAIT, CLOSING and LAST-ACK remain as they are: this FIN was taken before.
	if (!receivesText(tcb)) return 'stop';
	const at = plus(end(seg), -1);
	if (!inWindow(at, tcb.rcv.nxt, tcb.rcv.wnd)) return 'stop';
	if (!eq(at, tcb.rcv.nxt)) {
		// Text is missing before it that nobody will read.
		if (readsNoMore(tcb)) return resetForText(tcb, seg, now, out);
		holdApart(tcb, newPart(tcb, seg), out);
		applied('fin-held', out);
		oweAck(tcb, 'fin-held');
		return 'stop';
	}

	takeFin(tcb, now, out);
	return 'stop';
};

const steps = [first, second, third, fourth, fifth, sixth, seventh, eighth] as const;

/** A RST or another SYN in SYN-RECEIVED: a passive open goes back to LISTEN (MUST-11), unless its user has closed. */
const returnsToListen = (tcb: Tcb): boolean => tcb.openedBy === 'passive' && !tcb.closeCalled && !tcb.fastOpen.early;

/** The states in which the peer's text counts; in the others its FIN has come. */
const receivesText = (tcb: Tcb): boolean =>
	tcb.state === 'ESTABLISHED' || tcb.state === 'FIN-WAIT-1' || tcb.state === 'FIN-WAIT-2';

const finAcked = (tcb: Tcb): boolean => tcb.snd.fin !== null && lt(tcb.snd.fin, tcb.snd.una);
