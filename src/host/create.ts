/** A host's birth, its copy, and its power switch. */

import {copyTcb, type Micros, type Secret, type Switches} from '../tcp/index.js';
import type {Connection, Host, HostName, ProfileName, Socket, Sysctl} from './host.js';
import {ephemeralPorts} from './ports.js';
import {PROFILES} from './profiles.js';

/** What a host is made from. */
export type HostOptions = {
	readonly name: HostName;
	readonly address: string;
	/** Where a connect goes that names no address. */
	readonly peerAddress: string;
	readonly profile: ProfileName;
	/** On top of the profile's values. Names and values must have passed `sysctlProblem`. */
	readonly sysctl: Sysctl;
	readonly switches: Switches;
	readonly secret: Secret;
	/** Octets. */
	readonly mtu: number;
	/** The ISN of the first connection, 0 … 2^32 - 1; absent: by RFC 6528. */
	readonly isn?: number | null | undefined;
};

/** A host that has just booted at time 0: no sockets, no connections. */
export function createHost(options: HostOptions): Host {
	const {name, address, peerAddress, profile, switches, secret, mtu, isn = null} = options;
	const sysctl = {...PROFILES[profile], ...options.sysctl};
	return {
		name,
		address,
		peerAddress,
		profile,
		sysctl,
		switches,
		secret,
		connections: [],
		sockets: [],
		waiting: [],
		wakesAt: null,
		nextConnection: 1,
		nextPort: ephemeralPorts(sysctl).first,
		isn,
		fastOpenCookies: [],
		mtu,
		bootedAt: 0,
	};
}

/** A copy that shares only what is never written to: octets, options, sysctl values, calls. */
export const copyHost = (h: Host): Host => ({
	...h,
	connections: h.connections.map(copyConnection),
	sockets: h.sockets.map(copySocket),
	waiting: h.waiting.slice(),
});

const copyConnection = (c: Connection): Connection => ({...c, tcb: copyTcb(c.tcb)});

const copySocket = (s: Socket): Socket => ({...s});

/**
 * Power off and on: programs, sockets and TCBs are gone in silence, no segment tells of it.
 *
 * The ISN clock and the secret stay, and sysctl values as a boot script sets them. Ephemeral ports start over, so that
 * the next connection can meet the old one's other half (RFC 9293 §3.5.1).
 */
export function crash(host: Host, now: Micros): void {
	host.connections = [];
	host.sockets = [];
	host.waiting = [];
	host.wakesAt = null;
	host.fastOpenCookies = [];
	host.nextPort = ephemeralPorts(host.sysctl).first;
	host.bootedAt = now;
}
