/** The user calls of RFC 9293 §3.10.1–3.10.6: which of them answers, and what may be sent then. */

import {resizeBuffer} from './buffers/moderated-window.js';
import {abort, close} from './close.js';
import {outputCorked} from './cork.js';
import {type Open, open} from './open.js';
import {output} from './output.js';
import {receive} from './receive.js';
import {type Sending, send} from './send.js';
import type {Config} from './state/config.js';
import type {Effect} from './state/effect.js';
import {clearTimer} from './state/report.js';
import {type CallResult, fails, OK} from './state/result.js';
import type {Micros} from './state/segment.js';
import type {Tcb} from './state/tcb.js';

export type Call =
	/**
	 * `iss`: what our SYN, or SYN,ACK, will carry (RFC 6528; the host chooses it). `tsOffset`, milliseconds, 0 where not
	 * said: what our timestamps are ahead of our clock (RFC 7323 §5.4). `tsRecent`: TS.Recent of the connection whose
	 * TIME-WAIT this one ends (RFC 6191). `fastOpen`: RFC 7413. `byCookie`: RFC 4987 §3.6.
	 */
	| ({readonly call: 'open'} & Open)
	/** `more`: for this once, a short segment waits for more. */
	| ({readonly call: 'send'; readonly more?: boolean} & Sending)
	| {readonly call: 'receive'; readonly count: number}
	/** `reading` 'ends': the program will read no more (MAY-1), so unread or later text is answered by a RST. */
	| {readonly call: 'close'; readonly reading: 'continues' | 'ends'}
	/** The program reads no more, and closes later or not at all. */
	| {readonly call: 'stop-reading'}
	| {readonly call: 'abort'}
	| {readonly call: 'status'};

/**
 * Makes one call and sends what it allows or demands.
 *
 * STATUS changes nothing: the TCB is the answer.
 *
 * @param now - instant of the call, microseconds
 * @returns the immediate return; delayed responses come as signals in `out`
 * @see RFC 9293 §3.10.1–3.10.6
 */
export function call(tcb: Tcb, what: Call, now: Micros, out: Effect[]): CallResult {
	const result = answer(tcb, what, now, out);
	if (what.call === 'send' && what.more === true) outputCorked(tcb, now, out);
	else output(tcb, now, out);
	return result;
}

function answer(tcb: Tcb, what: Call, now: Micros, out: Effect[]): CallResult {
	switch (what.call) {
		case 'open':
			return open(tcb, what, now, out);
		case 'send':
			return send(tcb, what, now, out);
		case 'receive':
			return receive(tcb, what.count, out);
		case 'close':
			return close(tcb, what.reading, now, out);
		case 'stop-reading':
			tcb.readerGone = true;
			return OK;
		case 'abort':
			return abort(tcb, now, out);
		case 'status':
			return tcb.state === 'CLOSED' ? fails('connection does not exist') : OK;
	}
}

/** Gives a connection new constants: a socket option, a sysctl value or a switch was changed. */
export function configure(tcb: Tcb, config: Config, now: Micros, out: Effect[]): void {
	const before = tcb.config.keepalive;
	tcb.config = config;
	if (config.behaviours['moderated-window']) resizeBuffer(tcb);
	// A keep-alive interval counts from the moment it was set.
	if (config.keepalive.idle !== before.idle || config.keepalive.interval !== before.interval)
		clearTimer(tcb, 'keepalive', now, out);
	output(tcb, now, out);
}
