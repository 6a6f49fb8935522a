/** Which of a TCB's numbers mean anything yet. */

import type {Tcb} from '../tcp/index.js';

/** An ISS has been chosen: every state but CLOSED and LISTEN. */
export const hasIss = ({state}: Tcb): boolean => state !== 'CLOSED' && state !== 'LISTEN';

/** The peer's SYN has come. */
export const hasIrs = (tcb: Tcb): boolean => hasIss(tcb) && tcb.state !== 'SYN-SENT';
