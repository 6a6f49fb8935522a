/** A passive OPEN for one SYN, and whether its listener has room for what it opens. */

import {call, type FastOpen, later, type Micros, type Segment, type Seq} from '../tcp/index.js';
import {chooseIss, chooseTsOffset, createConnection} from './connections.js';
import type {Connection, Host, Socket} from './host.js';
import {configOf} from './profiles.js';

/** What the TCB is told beside. `above`: its ISS must lie above this number (MAY-2); null: any will do. */
type Birth = {
	readonly above?: Seq | null;
	readonly fastOpen?: FastOpen | null;
	/** RFC 4987 §3.6: the ISS that its SYN,ACK had. */
	readonly cookie?: Seq;
};

/** A TCB in LISTEN for this segment alone: the listener itself goes on listening. */
export function passiveOpen(host: Host, listener: Socket, seg: Segment, now: Micros, birth: Birth): Connection {
	const {options, name} = listener;
	const {above = null, fastOpen = null, cookie = null} = birth;
	const local = seg.destination;
	const child = createConnection(host, {
		config: configOf(host, options),
		options,
		local,
		remote: null,
		socket: null,
		listener: name,
	});
	const chosen = cookie ?? chooseIss(host, local, seg.source, now);
	const iss = above === null ? chosen : later(chosen, above);
	const tsOffset = chooseTsOffset(host, seg.source);
	const byCookie = cookie !== null;
	// What the listener's own OPEN told is not told again.
	call(child.tcb, {call: 'open', how: 'passive', iss, tsOffset, fastOpen, byCookie}, now, []);
	return child;
}

/** Linux takes one more than was asked for. */
export const isAcceptQueueFull = (listener: Socket): boolean =>
	!listener.accepts && listener.acceptQueue.length > listener.backlog;
