/** Socket options that do something at the moment when they are set, beside what they change for later. */

import {clampWindow, type Micros, outputPushed, setQuickAck} from '../tcp/index.js';
import {run} from './connections.js';
import type {Connection, Host, HostEffect, SocketOptions} from './host.js';

/** The connection has the new options already, but not the constants that come of them. */
export function actAtOnce(
	host: Host,
	connection: Connection,
	option: keyof SocketOptions,
	now: Micros,
	out: HostEffect[],
): void {
	const {options} = connection;
	switch (option) {
		case 'TCP_QUICKACK':
			run(host, connection, (tcb, effects) => setQuickAck(tcb, options.TCP_QUICKACK, now, effects), out);
			break;
		case 'TCP_WINDOW_CLAMP':
			if (options.TCP_WINDOW_CLAMP > 0) clampWindow(connection.tcb, options.TCP_WINDOW_CLAMP);
			break;
		case 'TCP_NODELAY':
			// Linux: what a cork holds goes, too, this once.
			if (options.TCP_NODELAY && options.TCP_CORK)
				run(host, connection, (tcb, effects) => outputPushed(tcb, now, effects), out);
			break;
		default:
	}
}
