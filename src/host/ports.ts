/** Which port a connect gets, and who may have a port that is in use. */

import {type Endpoint, MILLISECOND, type Micros} from '../tcp/index.js';
import type {Connection, Host, SocketOptions, Sysctl} from './host.js';
import {numberOf, numbersOf} from './sysctl.js';

/** `ip_local_port_range`: both ends belong to it. */
export function ephemeralPorts(sysctl: Sysctl): {first: number; last: number} {
	const [first = 1, last = first] = numbersOf(sysctl, 'ip_local_port_range');
	return {first, last};
}

/** 0 is no port: it asks for any. */
export const isPort = (port: number): boolean => Number.isInteger(port) && port > 0 && port <= 65_535;

/**
 * The next ephemeral port that nobody uses, or that TIME-WAIT gives up; null: all are in use.
 *
 * Departs from RFC 6056, which wants them hard to guess: one after the other is easier to read, and the ISN is no
 * easier to guess for it.
 */
export function nextEphemeralPort(host: Host, remote: Endpoint, now: Micros): number | null {
	const {first, last} = ephemeralPorts(host.sysctl);
	let port = host.nextPort >= first && host.nextPort <= last ? host.nextPort : first;
	for (let tried = first; tried <= last; tried++) {
		const after = port === last ? first : port + 1;
		if (isFree(host, port, remote, now)) {
			host.nextPort = after;
			return port;
		}

		port = after;
	}

	return null;
}

const isFree = (host: Host, port: number, remote: Endpoint, now: Micros): boolean =>
	host.connections.every(c => c.tcb.local.port !== port || mayTakeOver(host, c, remote, now));

/**
 * tcp_tw_reuse 1: the connection to the same end is in TIME-WAIT, has been for a while, and used timestamps: those of the
 * next go on from there, so that nothing old can be taken for new (RFC 6191 is the other end's part in it).
 */
function mayTakeOver({sysctl}: Host, {tcb}: Connection, remote: Endpoint, now: Micros): boolean {
	const {timers, config, agreed} = tcb;
	const endsAt = timers['time-wait'];
	if (numberOf(sysctl, 'tcp_tw_reuse') !== 1 || !agreed.timestamps || endsAt === null) return false;
	if (tcb.remote?.address !== remote.address || tcb.remote.port !== remote.port) return false;
	return now - (endsAt - 2 * config.msl) > numberOf(sysctl, 'tcp_tw_reuse_delay') * MILLISECOND;
}

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
