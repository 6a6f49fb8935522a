/**
 * TCP Fast Open (RFC 7413): text travels with the SYN, and the server's program has it a round trip sooner. A cookie,
 * which the server once gave to this address, shows that the SYN's source is not forged.
 *
 * The SYN's text stands in the retransmission queue behind the SYN, so that a SYN sent again goes without it (§4.1.3),
 * and an answer that acknowledges the SYN alone leaves it there.
 */

import {established} from './established.js';
import {startRetransmissionTimer, stopClocks} from './loss/retransmission-timer.js';
import {takeHeldText} from './receive-text.js';
import {resendFront, sendSyn} from './retransmission.js';
import type {Effect} from './state/effect.js';
import type {Secret} from './state/isn.js';
import {append, noOctets, take} from './state/octets.js';
import {applied, clearTimer} from './state/report.js';
import {type Micros, NO_TEXT, type Segment} from './state/segment.js';
import {plus} from './state/seq.js';
import {sipHash64} from './state/siphash.js';
import type {Sent, Tcb} from './state/tcb.js';

/** What OPEN is told. Active: a cookie, or none to ask for one, or null for no option; and the SYN's text. */
export type FastOpen = {
	readonly cookie: Uint8Array | null;
	readonly text?: Uint8Array;
	/** Passive: whether the SYN's text is taken before the handshake is done. */
	readonly takes?: boolean;
};

/** Before the SYN has gone, or come. */
export function prepareFastOpen(tcb: Tcb, {cookie, takes = false}: FastOpen): void {
	tcb.fastOpen.option = cookie;
	tcb.fastOpen.takes = takes;
	tcb.fastOpen.asked = tcb.openedBy === 'active' && cookie !== null;
}

/** `<SEQ=ISS><CTL=SYN>` with text behind it (§4.2.1). */
export function sendSynWithText(tcb: Tcb, text: Uint8Array, now: Micros, out: Effect[]): void {
	const cookie = tcb.fastOpen.option;
	if (text.length > 0) applied('fast-open-sends', out, {octets: text.length});
	else if (cookie?.length === 0) applied('fast-open-asks', out);
	sendSyn(tcb, text.length > 0 ? 'fast-open-sends' : 'open-active', now, out, text);
	if (text.length === 0) return;
	const [syn] = tcb.retransmissions as [Sent];
	const seq = plus(tcb.iss, 1);
	const behind: Sent = {...syn, syn: false, seq, psh: true, order: ++tcb.board.sent};
	tcb.retransmissions = [{...syn, text: NO_TEXT}, behind];
	// The answer may be to the SYN alone.
	tcb.rto.timing = seq;
	tcb.fastOpen.sent = text.length;
}

/** The SYN,ACK has come, and what it acknowledges is off the queue: was the text taken? (§4.2.1) */
export function fastOpenAnswered(tcb: Tcb, seg: Segment, now: Micros, out: Effect[]): void {
	const {fastOpen, retransmissions: queue, snd} = tcb;
	const {fastOpen: cookie} = seg.options;
	if (fastOpen.asked && cookie !== null && cookie.length > 0) {
		applied('fast-open-cookie', out);
		fastOpen.received = cookie;
	}

	if (fastOpen.sent === 0) return;
	const [left] = queue;
	fastOpen.sent = 0;
	if (left === undefined) {
		applied('fast-open-acked', out);
		return;
	}

	applied('fast-open-not-taken', out, {octets: left.text.length});
	if (queue.length === 1 && left.text.length <= Math.min(snd.mss, snd.wnd)) {
		resendFront(tcb, 'fast-open-not-taken', now, out);
		startRetransmissionTimer(tcb, now, out);
	} else takeBack(tcb, now, out);
}

/** What does not fit the peer's segments, or its window, is sent as text that never was. */
function takeBack(tcb: Tcb, now: Micros, out: Effect[]): void {
	const unsent = noOctets();
	for (const {text} of tcb.retransmissions) append(unsent, text);
	if (tcb.config.behaviours['send-records'])
		tcb.sendMemory.records.unshift({octets: unsent.length, psh: true, ends: false});
	append(unsent, take(tcb.unsent, tcb.unsent.length));
	tcb.unsent = unsent;
	tcb.retransmissions = [];
	tcb.pushed = true;
	tcb.snd.nxt = tcb.snd.una;
	tcb.snd.max = tcb.snd.una;
	stopClocks(tcb, now, out);
	clearTimer(tcb, 'user', now, out);
}

/** Whether a SYN that comes to LISTEN opens at once. One with a FIN goes the long way. */
export const opensEarly = (tcb: Tcb, seg: Segment): boolean => tcb.fastOpen.takes && !seg.fin;

/** §4.2.2: the SYN's text goes to the program, which may answer, while our SYN,ACK is not acknowledged. */
export function openEarly(tcb: Tcb, now: Micros, out: Effect[]): void {
	applied('fast-open-early', out);
	tcb.fastOpen.early = true;
	established(tcb, null, now, out);
	takeHeldText(tcb, now, out);
}

/**
 * The same as Linux makes it of a key that an administrator has set: SipHash over both addresses.
 *
 * @param key - `tcp_fastopen_key`: four words of eight hexadecimal digits
 */
export function keyedCookie(client: string, server: string, key: string): Uint8Array {
	const [a = 0, b = 0, c = 0, d = 0] = key.split('-').map(digits => Number.parseInt(digits, 16) | 0);
	const octets = `${client}.${server}`.split('.').map(Number);
	const [high, low] = sipHash64([b, a, d, c], String.fromCharCode(...octets));
	return Uint8Array.from([low, low >>> 8, low >>> 16, low >>> 24, high, high >>> 8, high >>> 16, high >>> 24]);
}

/**
 * What a server gives to an address, and nobody can make who has not its key (§4.1.2): eight octets, as Linux's.
 */
export function fastOpenCookie(client: string, server: string, secret: Secret): Uint8Array {
	const cookie = new Uint8Array(8);
	const words = sipHash64(secret, `fast open ${client}>${server}`);
	for (let i = 0; i < 8; i++) cookie[i] = ((words[i >> 2] ?? 0) >>> (24 - 8 * (i % 4))) & 0xff;
	return cookie;
}
