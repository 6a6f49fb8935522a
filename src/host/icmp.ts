/** An ICMP error comes to a host: to whom it goes (RFC 9293 §3.9.2.2, MUST-54). */

import {type IcmpError, icmpArrives, type Micros, type Segment} from '../tcp/index.js';
import {run} from './connections.js';
import type {Host, HostEffect} from './host.js';
import {connectionBetween} from './ports.js';
import {settle} from './settle.js';

/**
 * Takes an error to the connection whose segment it quotes. One about a segment that no connection sent is ignored.
 *
 * @param about - the segment that it quotes: addresses, ports and SEG.SEQ are looked at
 */
export function hostIcmp(host: Host, error: IcmpError, about: Segment, now: Micros, out: HostEffect[]): void {
	const {source, destination, seq} = about;
	const ours = source.address === host.address;
	const connection = ours ? connectionBetween(host, source.port, destination.address, destination.port) : null;
	if (connection === null) {
		const effect = {kind: 'rule', rule: 'icmp-not-of-ours', values: null} as const;
		out.push({kind: 'tcp', connection: 0, socket: null, effect});
		return;
	}

	run(host, connection, (tcb, effects) => icmpArrives(tcb, error, seq, now, effects), out);
	settle(host, now, out);
}
