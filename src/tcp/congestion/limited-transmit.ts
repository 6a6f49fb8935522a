/** Limited transmit, RFC 3042: the first duplicate ACKs let new text go, so that there are enough of them for a fast retransmit. */

import type {Tcb} from '../state/tcb.js';

/** Octets beyond cwnd that duplicate ACKs allow: a segment for each of those that are not yet a loss. */
export function limitedTransmit({config, cc, snd}: Tcb): number {
	const waiting = cc.phase === 'open' && cc.dupAcks > 0 && cc.dupAcks < config.dupThresh;
	return config.limitedTransmit && !config.behaviours.rack && waiting ? Math.min(2, cc.dupAcks) * snd.mss : 0;
}
