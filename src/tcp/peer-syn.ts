/** What the peer's SYN tells besides its number: how long a segment may be, and how much it takes. */

import {agreeOnMss} from './mss.js';
import type {Segment} from './segment.js';
import type {Tcb} from './tcb.js';

/**
 * Takes MSS and window from a SYN or SYN,ACK.
 *
 * RFC 9293 §3.10.7.3 sets the window for SYN-RECEIVED alone; without it no text could follow a SYN,ACK.
 */
export function hearSyn(tcb: Tcb, seg: Segment): void {
	agreeOnMss(tcb, seg);
	tcb.snd.wnd = seg.wnd;
	tcb.snd.maxWnd = seg.wnd;
	tcb.snd.wl1 = seg.seq;
	tcb.snd.wl2 = seg.ack ?? tcb.iss;
}
