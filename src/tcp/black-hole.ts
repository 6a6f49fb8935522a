/**
 * A path that swallows long segments and says nothing (RFC 2923 §2.1): short ones pass, the handshake too, and then the
 * connection hangs. After R1 timeouts in a row segments are made shorter, as Linux does (tcp_mtu_probing; RFC 4821 §7.7).
 * Left out: looking for a larger size again (RFC 4821 §7).
 */

import {MIN_SEND_MSS} from './options/mss.js';
import {narrowPath} from './path-mtu.js';
import type {Effect} from './state/effect.js';
import {synIsOut, type Tcb} from './state/tcb.js';

/** tcp_base_mss: what the first suspicion tries. Octets. */
const BASE_MSS = 1024;

/** A timeout: is it a black hole? To be called before the oldest segment goes again. */
export function suspectBlackHole(tcb: Tcb, out: Effect[]): void {
	const {config, rto, snd, retransmissions} = tcb;
	if (!config.mtuProbing || synIsOut(tcb) || rto.timeouts < config.r1) return;
	const longest = retransmissions[0]?.text.length ?? 0;
	const shorter = snd.mss > BASE_MSS ? BASE_MSS : Math.max(MIN_SEND_MSS, snd.mss >> 1);
	if (shorter < snd.mss && longest > shorter) narrowPath(tcb, shorter, 'black-hole', out);
}
