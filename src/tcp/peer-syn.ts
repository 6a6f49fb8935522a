/** What the peer's SYN tells besides its number: how long a segment may be, how much it takes, and what both ends can do. */

import {agreeOnEcn} from './congestion/ecn.js';
import {agreeOnMss} from './options/mss.js';
import {agreeOnTimestamps} from './options/timestamps.js';
import {hearUserTimeout} from './options/user-timeout-option.js';
import type {Effect} from './state/effect.js';
import type {Micros, Segment} from './state/segment.js';
import type {Tcb} from './state/tcb.js';
import {agreeOnScaling} from './state/window-scale.js';

/**
 * Takes MSS, window and options from a SYN or SYN,ACK: what we offer, or would, and the peer offers too, is agreed.
 *
 * RFC 9293 §3.10.7.3 sets the window for SYN-RECEIVED alone; without it no text could follow a SYN,ACK.
 */
export function hearSyn(tcb: Tcb, seg: Segment, now: Micros, out: Effect[]): void {
	agreeOnScaling(tcb, seg);
	tcb.agreed.sack = tcb.config.sack && seg.options.sackPermitted;
	agreeOnTimestamps(tcb, seg, now);
	agreeOnEcn(tcb, seg, out);
	agreeOnMss(tcb, seg);
	hearUserTimeout(tcb, seg, now, out);
	tcb.snd.wnd = seg.wnd;
	tcb.snd.maxWnd = seg.wnd;
	tcb.snd.wl1 = seg.seq;
	tcb.snd.wl2 = seg.ack ?? tcb.iss;
}
