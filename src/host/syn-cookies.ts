/**
 * SYN cookies (RFC 4987 §3.6): a listener answers a SYN and remembers nothing of it; whoever brings the cookie back has
 * a connection. As Linux has them: no option but the segment size survives, unless timestamps carry the others.
 */

import {
	arrive,
	COOKIE_LIFE,
	call,
	cookieFor,
	cookieSegment,
	cookieTicks,
	createTcb,
	type Effect,
	judgeCookie,
	type Micros,
	NO_TEXT,
	plus,
	type Segment,
	type Seq,
	synOfCookie,
} from '../tcp/index.js';
import {chooseTsOffset, run, tellRule} from './connections.js';
import type {Connection, Host, HostEffect, Socket} from './host.js';
import {withIpHeader} from './ip-header.js';
import {isAcceptQueueFull, passiveOpen} from './passive-open.js';
import {configOf} from './profiles.js';
import {numberOf} from './sysctl.js';

/** tcp_syncookies: never, when the queue of half-open connections is full, or always. */
export const cookiePolicy = (host: Host): 'never' | 'when-full' | 'always' =>
	(['never', 'when-full', 'always'] as const)[numberOf(host.sysctl, 'tcp_syncookies')] ?? 'never';

/** The SYN,ACK of an engine that is forgotten as soon as it has spoken. @param count - half-open connections */
export function answerByCookie(
	host: Host,
	listener: Socket,
	listening: Connection,
	seg: Segment,
	count: number,
	now: Micros,
	out: HostEffect[],
): void {
	const config = configOf(host, listener.options);
	const syn = cookieSegment(seg, config.timestamps);
	const {options} = syn;
	const asksForEcn = syn.ece && syn.cwr && syn.ecn === 0;
	const back = cookieTicks(now, {
		wscale: config.windowScaling ? options.wscale : null,
		sack: config.sack && options.sackPermitted,
		ecn: config.ecn !== 'off' && asksForEcn,
	});
	const iss = cookieFor(syn, options.mss ?? 0, host.secret, now);
	const tsOffset = chooseTsOffset(host, seg.source) - (options.timestamps === null ? 0 : back);
	const tcb = createTcb(config, seg.destination);
	const effects: Effect[] = [];
	call(tcb, {call: 'open', how: 'passive', iss, tsOffset}, now, []);
	arrive(tcb, {...syn, text: NO_TEXT, fin: false}, now, effects);
	tellRule(listening, 'syn-cookie-sent', {count}, out);
	listener.cookieSentAt = now;
	for (const effect of effects) {
		if (effect.kind !== 'send') continue;
		const sent = withIpHeader(host, listener.options, {...effect, why: 'syn-cookie-sent'});
		out.push({kind: 'tcp', connection: listening.id, socket: listener.name, effect: sent});
	}
}

/**
 * An ACK that belongs to nothing we remember: does it bring a cookie back? Then it opens the connection.
 *
 * @returns false: it does not, and is the listener's, which answers with a RST
 */
export function takeCookie(
	host: Host,
	listener: Socket,
	listening: Connection,
	seg: Segment,
	now: Micros,
	out: HostEffect[],
): boolean {
	const {cookieSentAt} = listener;
	if (seg.ack === null || seg.syn || seg.rst || cookiePolicy(host) === 'never') return false;
	if (cookieSentAt === null || now - cookieSentAt > COOKIE_LIFE) return false;
	const acking = seg as Segment & {ack: Seq};
	const mss = judgeCookie(acking, host.secret, now);
	if (mss === null) {
		tellRule(listening, 'syn-cookie-wrong', null, out);
		return false;
	}

	if (isAcceptQueueFull(listener)) {
		tellRule(listening, 'syn-cookie-queue-full', {count: listener.acceptQueue.length}, out);
		return true;
	}

	const child = passiveOpen(host, listener, seg, now, {cookie: plus(acking.ack, -1)});
	// The SYN as if it came now; what it brings about was told, and sent, when it came.
	arrive(child.tcb, synOfCookie(seg, mss, chooseTsOffset(host, seg.source)), now, []);
	tellRule(child, 'syn-cookie-opens', {mss}, out);
	run(host, child, (tcb, effects) => arrive(tcb, seg, now, effects), out);
	return true;
}
