/** A segment comes from the wire: to whom it goes. */

import {arrive, arriveNobody, type Effect, type Micros, reopens, type Segment} from '../tcp/index.js';
import {isUnicast} from './addresses.js';
import {forget, issAbove, run} from './connections.js';
import {defersAccept} from './defer-accept.js';
import {connectionNumbered} from './find.js';
import type {Connection, Host, HostEffect} from './host.js';
import {withIpHeader} from './ip-header.js';
import {arriveAtListener, listenerOn, overflows, roomFor} from './listeners.js';
import {DEFAULT_OPTIONS} from './options.js';
import {connectionBetween} from './ports.js';
import {settleLater} from './settle.js';

/**
 * SEGMENT ARRIVES at a host: at the connection between its two ends, at a listener, or at nobody (RFC 9293 §3.10.7.1).
 *
 * @param now - instant of arrival, microseconds, not before any instant given earlier
 */
export function hostArrive(host: Host, seg: Segment, now: Micros, out: HostEffect[]): void {
	if (!isAcceptable(host, seg)) {
		nobody(host, effects => effects.push({kind: 'rule', rule: 'address-ignored', values: null}), out);
		return;
	}

	const connection = connectionBetween(host, seg.destination.port, seg.source.address, seg.source.port);
	if (connection === null) arriveAtNone(host, seg, now, out);
	else if (
		!reopen(host, connection, seg, now, out) &&
		!defersAccept(connection, seg, now, out) &&
		!overflows(host, connection, seg, now, out)
	) {
		run(host, connection, (tcb, effects) => arrive(tcb, seg, now, effects), out);
	}

	settleLater(host, now, out);
}

/**
 * To us, and from somebody who is not us: MUST-57, MUST-63. Our own address as the source is the LAND attack, which
 * would make a host answer itself for ever.
 */
const isAcceptable = (host: Host, {source, destination}: Segment): boolean =>
	destination.address === host.address && source.address !== host.address && isUnicast(source.address);

function arriveAtNone(host: Host, seg: Segment, now: Micros, out: HostEffect[]): void {
	const listener = listenerOn(host, seg.destination.port);
	if (listener === null) nobody(host, effects => arriveNobody(seg, effects), out);
	else arriveAtListener(host, listener, seg, null, now, out);
}

/**
 * MAY-2: the old connection's TIME-WAIT ends, and the new one's ISS lies above all that the old one sent.
 *
 * @returns whether the segment is such a SYN, and done with
 */
function reopen(host: Host, old: Connection, seg: Segment, now: Micros, out: HostEffect[]): boolean {
	if (!reopens(old.tcb, seg)) return false;
	const listener = listenerOn(host, seg.destination.port);
	const listening = connectionNumbered(host, listener?.connection ?? null);
	if (listener === null || listening === null) return false;
	if (roomFor(host, listener, listening, true, out) === 'none') return true;
	const above = issAbove(old);
	forget(host, old, 'syn-reopens', now, out);
	arriveAtListener(host, listener, seg, above, now, out);
	return true;
}

function nobody(host: Host, act: (effects: Effect[]) => void, out: HostEffect[]): void {
	const effects: Effect[] = [];
	act(effects);
	for (const effect of effects)
		out.push({kind: 'tcp', connection: 0, socket: null, effect: withIpHeader(host, DEFAULT_OPTIONS, effect)});
}
