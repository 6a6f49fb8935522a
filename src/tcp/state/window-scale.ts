/** Window scaling, RFC 7323 §2: the header's 16 bits count in units that both SYNs agreed on. */

import type {Segment} from './segment.js';
import type {Tcb} from './tcb.js';

/** The largest shift that leaves half of the sequence space free (§2.3). */
const MAX_SHIFT = 14;

const MAX_FIELD = 65_535;

/** Takes the peer's shift from its SYN; neither end scales unless both offered it (§2.2). */
export function agreeOnScaling(tcb: Tcb, syn: Segment): void {
	const offered = syn.options.wscale;
	const agreed = tcb.config.windowScaling && offered !== null;
	tcb.agreed.scaling = agreed;
	tcb.snd.wscale = agreed ? Math.min(offered, MAX_SHIFT) : 0;
	tcb.rcv.wscale = agreed ? tcb.config.wscale : 0;
}

/** SEG.WND in octets; a SYN's window is never scaled. */
export const windowOf = (tcb: Tcb, seg: Segment): number => (seg.syn ? seg.wnd : seg.wnd << tcb.snd.wscale);

/** The header's field for RCV.WND: rounded down, because an octet promised must be there. */
export const windowField = ({rcv}: Tcb, syn: boolean): number =>
	Math.min(MAX_FIELD, syn ? rcv.wnd : rcv.wnd >> rcv.wscale);

/** The largest window that can be told, octets. */
export const largestWindow = ({rcv}: Tcb): number => MAX_FIELD << rcv.wscale;
