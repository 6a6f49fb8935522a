/** What we offer to take: RFC 9293 §3.8.6 and the receiver's silly-window avoidance of §3.8.6.2.2. */

import {distance, plus} from './state/seq.js';
import {finTaken, type Tcb} from './state/tcb.js';
import {largestWindow} from './state/window-scale.js';
import {oweAck} from './transmit.js';

/**
 * Moves the right edge when the buffer has room worth telling of, never to the left (SHLD-14).
 *
 * Text that came took its octets off RCV.WND, so the edge stands still until the user reads (MUST-39).
 */
export function openWindow(tcb: Tcb): void {
	const {rcv, config} = tcb;
	const room = Math.min(config.receiveBuffer - tcb.unread.length, largestWindow(tcb));
	const gain = room - rcv.wnd;
	if (gain <= 0) return;
	const worth = Math.min(Math.floor(config.receiveBuffer / 2), tcb.snd.mss);
	if (gain < worth && !config.switches['no-silly-window-avoidance']) return;
	rcv.wnd = room;
	if (worthTelling(tcb)) oweAck(tcb, 'window-update');
}

/** An ACK for the window alone: when it was shut or nearly so, or has opened by a good part of the buffer. */
function worthTelling(tcb: Tcb): boolean {
	const {rcv, config, snd} = tcb;
	// After its FIN the peer has nothing more to send.
	if (tcb.state === 'SYN-RECEIVED' || finTaken(tcb)) return false;
	if (config.switches['no-silly-window-avoidance']) return true;
	const told = distance(rcv.nxt, rcv.told);
	const gain = distance(rcv.told, plus(rcv.nxt, rcv.wnd));
	const small = Math.min(snd.mss, Math.floor(config.receiveBuffer / 2));
	return told < small ? gain >= small : gain * 2 >= config.receiveBuffer;
}
