/** Turning a running host's knobs: sysctl values, switches, socket options. */

import {type Config, configure, type Micros, type Switch} from '../tcp/index.js';
import {run} from './connections.js';
import {fails, returns} from './errors.js';
import {connectionNumbered} from './find.js';
import type {Connection, Host, HostEffect, Returned, Socket, SocketCall} from './host.js';
import {actAtOnce} from './option-acts.js';
import {withOption} from './options.js';
import {configOf} from './profiles.js';
import {settle} from './settle.js';
import {type SysctlProblem, sysctlProblem} from './sysctl.js';

/** Sets one value; open connections follow where Linux's do. What cannot be set is left as it is, and says why. */
export function setSysctl(
	host: Host,
	name: string,
	value: number | string,
	now: Micros,
	out: HostEffect[],
): SysctlProblem | null {
	const problem = sysctlProblem(name, value);
	if (problem !== null) return problem;
	host.sysctl = {...host.sysctl, [name]: value};
	retune(host, now, out);
	return null;
}

/** Takes a mechanism away from all connections of the host, old and new, or gives it back. */
export function setSwitch(host: Host, name: Switch, on: boolean, now: Micros, out: HostEffect[]): void {
	host.switches = {...host.switches, [name]: on};
	retune(host, now, out);
}

/** Sets one option; the socket's connection follows at once. */
export function setsockopt(
	host: Host,
	socket: Socket,
	{option, value}: SocketCall & {call: 'setsockopt'},
	now: Micros,
	out: HostEffect[],
): Returned {
	const made = withOption(socket.options, option, value);
	if ('errno' in made) return fails(made.errno);
	socket.options = made.options;
	const connection = connectionNumbered(host, socket.connection);
	if (connection !== null) {
		connection.options = made.options;
		actAtOnce(host, connection, option, now, out);
		follow(host, connection, now, out);
	}

	return returns(0);
}

function retune(host: Host, now: Micros, out: HostEffect[]): void {
	for (const connection of host.connections) follow(host, connection, now, out);
	settle(host, now, out);
}

/** The connection takes the host's values of now, and its own options. */
export function follow(host: Host, connection: Connection, now: Micros, out: HostEffect[]): void {
	const config = changed(host, connection);
	run(host, connection, (tcb, effects) => configure(tcb, config, now, effects), out);
}

/** The host's values of now, but for those that Linux reads only when it makes a socket. */
function changed(host: Host, {tcb, options, socket}: Connection): Config {
	const now = configOf(host, options, socket === null && tcb.closeCalled);
	const old = tcb.config;
	// A window that was offered is not taken back (SHLD-14): the buffer holds at least what it promised.
	const promised = tcb.unread.length + tcb.rcv.wnd;
	return {
		...now,
		rtoInitial: old.rtoInitial,
		rtoMin: old.rtoMin,
		rtoMax: old.rtoMax,
		mss: old.mss,
		mtuMss: old.mtuMss,
		receiveBuffer: options.SO_RCVBUF === null ? old.receiveBuffer : Math.max(now.receiveBuffer, promised),
		sendBuffer: options.SO_SNDBUF === null ? old.sendBuffer : now.sendBuffer,
		sendBufferMost: options.SO_SNDBUF === null ? old.sendBufferMost : now.sendBufferMost,
		initialWindow: old.initialWindow,
		dupThresh: old.dupThresh,
		windowScaling: old.windowScaling,
		wscale: old.wscale,
		timestamps: old.timestamps,
		sack: old.sack,
		ecn: old.ecn,
		congestionControl: options.TCP_CONGESTION === null ? old.congestionControl : now.congestionControl,
		limitedTransmit: old.limitedTransmit,
		behaviours: old.behaviours,
	};
}
