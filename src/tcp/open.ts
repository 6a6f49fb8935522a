/** OPEN call, RFC 9293 §3.10.1. Left out: security, precedence; who may use which port is the host's matter. */

import {firstWindow} from './buffers/moderated-window.js';
import {type FastOpen, prepareFastOpen, sendSynWithText} from './fast-open.js';
import type {Effect} from './state/effect.js';
import {applied, enter} from './state/report.js';
import {type CallResult, fails, OK} from './state/result.js';
import {type Micros, NO_TEXT} from './state/segment.js';
import type {Seq} from './state/seq.js';
import type {Tcb} from './state/tcb.js';

export type Open = {
	readonly how: 'active' | 'passive';
	readonly iss: Seq;
	readonly tsOffset?: number;
	readonly tsRecent?: number;
	readonly fastOpen?: FastOpen | null;
	readonly byCookie?: boolean;
};

/** From CLOSED, or from LISTEN where a passive connection turns active. */
export function open(tcb: Tcb, what: Open, now: Micros, out: Effect[]): CallResult {
	const {how, iss, tsOffset = 0, tsRecent = 0, fastOpen = null, byCookie = false} = what;
	if (tcb.state !== 'CLOSED' && !(tcb.state === 'LISTEN' && how === 'active'))
		return fails('connection already exists');
	if (how === 'active' && tcb.remote === null) return fails('remote socket unspecified');
	tcb.iss = iss;
	tcb.ts.offset = tsOffset;
	tcb.ts.recent = tsRecent;
	tcb.openedBy = how;
	tcb.byCookie = byCookie;
	if (fastOpen !== null) prepareFastOpen(tcb, fastOpen);
	tcb.keepalive.heardAt = now;
	if (how === 'passive') {
		applied('open-passive', out);
		enter(tcb, 'LISTEN', out);
		return OK;
	}

	applied('open-active', out);
	enter(tcb, 'SYN-SENT', out);
	if (tcb.config.behaviours['moderated-window']) firstWindow(tcb);
	sendSynWithText(tcb, fastOpen?.text ?? NO_TEXT, now, out);
	return OK;
}
