/** Which port a connect gets, and who may have a port that is in use. */

import type {Connection, Host, SocketOptions, Sysctl} from './host.js';
import {numbersOf} from './sysctl.js';

/** `ip_local_port_range`: both ends belong to it. */
export function ephemeralPorts(sysctl: Sysctl): {first: number; last: number} {
	const [first = 1, last = first] = numbersOf(sysctl, 'ip_local_port_range');
	return {first, last};
}

/** 0 is no port: it asks for any. */
export const isPort = (port: number): boolean => Number.isInteger(port) && port > 0 && port <= 65_535;

/**
 * The next ephemeral port that nobody uses; null: all are in use, by connections in TIME-WAIT perhaps.
 *
 * Departs from RFC 6056, which wants them hard to guess: one after the other is easier to read, and the ISN is no
 * easier to guess for it.
 */
export function nextEphemeralPort(host: Host): number | null {
	const {first, last} = ephemeralPorts(host.sysctl);
	let port = host.nextPort >= first && host.nextPort <= last ? host.nextPort : first;
	for (let tried = first; tried <= last; tried++) {
		const after = port === last ? first : port + 1;
		if (!isInUse(host, port)) {
			host.nextPort = after;
			return port;
		}

		port = after;
	}

	return null;
}

const isInUse = (host: Host, port: number): boolean => host.connections.some(c => c.tcb.local.port === port);

/** bind() as on Linux: a port in use, in TIME-WAIT too, is shared only with SO_REUSEADDR on both sides and no listener. */
export const mayBind = (host: Host, port: number, options: SocketOptions): boolean =>
	host.connections.every(
		c => c.tcb.local.port !== port || (c.tcb.state !== 'LISTEN' && options.SO_REUSEADDR && c.options.SO_REUSEADDR),
	);

/** The connection between these two ends. */
export const connectionBetween = (host: Host, port: number, address: string, remotePort: number): Connection | null =>
	host.connections.find(
		({tcb}) =>
			tcb.local.port === port &&
			tcb.remote !== null &&
			tcb.remote.port === remotePort &&
			tcb.remote.address === address &&
			tcb.state !== 'CLOSED',
	) ?? null;
