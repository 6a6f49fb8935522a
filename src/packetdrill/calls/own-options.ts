/** Socket options that are no setting of the host's: what they tell, or do, at the moment of the call. */

import {connectionOf, DEFAULT_OPTIONS, type SocketOptions, socketNamed} from '../../host/index.js';
import {ERRNO_NUMBERS} from '../language/symbols.js';
import type {Outcome, SocketFd} from '../machine/fds.js';
import type {Machine} from '../machine/machine.js';
import {fails} from './calls-open.js';

type Value = number | string | {onoff: number; linger: number};

type Own = {
	/** Null: it is set. */
	readonly set: (m: Machine, fd: SocketFd, value: Value) => Outcome | null;
	/** Null: Linux has no such value to tell. */
	readonly get: (m: Machine, fd: SocketFd) => Value | null;
};

const readOnly = (get: Own['get']): Own => ({set: () => fails('ENOPROTOOPT'), get});

const optionsOf = (m: Machine, fd: SocketFd): SocketOptions =>
	socketNamed(m.host, fd.name)?.options ?? {...DEFAULT_OPTIONS, ...fd.options};

/** What getsockopt() tells of a setting otherwise than it was set. Null: just so. */
export function toldValue(m: Machine, fd: SocketFd, name: keyof SocketOptions): Value | null {
	const options = optionsOf(m, fd);
	const tcb = connectionOf(m.host, fd.name)?.tcb;
	const isLinux = m.host.profile === 'linux';
	switch (name) {
		case 'SO_RCVBUF':
			if (options.SO_RCVBUF !== null) return isLinux ? Math.max(2_304, 2 * options.SO_RCVBUF) : options.SO_RCVBUF;
			return isLinux
				? (tcb?.memory.size ?? middle(m, 'tcp_rmem'))
				: (tcb?.config.receiveBuffer ?? middle(m, 'tcp_rmem'));
		case 'SO_SNDBUF':
			if (options.SO_SNDBUF !== null) return isLinux ? Math.max(4_608, 2 * options.SO_SNDBUF) : options.SO_SNDBUF;
			return tcb === undefined ? middle(m, 'tcp_wmem') : Math.max(tcb.config.sendBuffer, tcb.sendMemory.grown);
		case 'TCP_MAXSEG':
			// Before it is connected: what was asked for, and the RFC's default (MUST-15).
			if (tcb === undefined || tcb.state === 'LISTEN' || tcb.state === 'CLOSED') return options.TCP_MAXSEG ?? 536;
			return tcb.snd.mss;
		case 'TCP_KEEPIDLE':
			return options.TCP_KEEPIDLE ?? Number(m.host.sysctl.tcp_keepalive_time);
		case 'TCP_KEEPINTVL':
			return options.TCP_KEEPINTVL ?? Number(m.host.sysctl.tcp_keepalive_intvl);
		case 'TCP_KEEPCNT':
			return options.TCP_KEEPCNT ?? Number(m.host.sysctl.tcp_keepalive_probes);
		case 'TCP_SYNCNT':
			return options.TCP_SYNCNT ?? Number(m.host.sysctl.tcp_syn_retries);
		case 'TCP_LINGER2':
			return options.TCP_LINGER2 ?? Number(m.host.sysctl.tcp_fin_timeout);
		case 'TCP_CONGESTION':
			return options.TCP_CONGESTION ?? tcb?.config.congestionControl ?? `${m.host.sysctl.tcp_congestion_control}`;
		case 'TCP_QUICKACK':
			return tcb === undefined ? 1 : tcb.rhythm.replies === 0 ? 1 : 0;
		case 'TCP_DEFER_ACCEPT':
			return isLinux ? inRetransmissions(options.TCP_DEFER_ACCEPT) : options.TCP_DEFER_ACCEPT;
		default:
			return null;
	}
}

/** The default of three sizes. */
const middle = (m: Machine, name: string): number => Number(`${m.host.sysctl[name]}`.split(/\s+/)[1] ?? 0);

/** Linux keeps it as retransmissions of the SYN,ACK from 1 s on, and tells how long those take. */
function inRetransmissions(seconds: number): number {
	let told = 0;
	for (let wait = 1; told < seconds; wait *= 2) told += wait;
	return told;
}

const OWN: Readonly<Record<string, Own>> = {
	SO_ERROR: readOnly((m, fd) => {
		const socket = socketNamed(m.host, fd.name);
		const error = socket?.error ?? null;
		if (socket !== null && error !== null) {
			socket.error = null;
			fd.connecting = false;
		}

		return error === null ? 0 : (ERRNO_NUMBERS[error] ?? 0);
	}),
	SO_TYPE: readOnly(() => 1),
	SO_PROTOCOL: readOnly(() => 6),
	SO_ACCEPTCONN: readOnly((_m, fd) => (fd.phase === 'listening' ? 1 : 0)),
};

/** Null: the option is a setting of the host's, or unknown. */
export const ownOption = (name: string): Own | null => OWN[name] ?? null;
