/**
 * TCP_DEFER_ACCEPT: a listener whose program wants connections only once they have brought text. The ACK that ends the
 * handshake is left lying, so that the next segment opens the connection; when the time is over, any ACK does.
 */

import {type Micros, SECOND, type Segment} from '../tcp/index.js';
import {tellRule} from './connections.js';
import type {Connection, HostEffect} from './host.js';

/** Whether the connection must go on without this ACK. */
export function defersAccept(connection: Connection, seg: Segment, now: Micros, out: HostEffect[]): boolean {
	const {tcb, options, listener} = connection;
	if (listener === null || tcb.state !== 'SYN-RECEIVED' || options.TCP_DEFER_ACCEPT === 0) return false;
	if (seg.ack === null || seg.rst || seg.syn || seg.fin || seg.text.length > 0) return false;
	const began = tcb.retransmissions[0]?.firstSentAt ?? now;
	if (now - began >= options.TCP_DEFER_ACCEPT * SECOND) return false;
	tellRule(connection, 'defer-accept-waits', null, out);
	return true;
}
