/** The two TCBs of one connection. */

import {HOST_NAMES, type HostName} from '../../../src/host/index.js';
import {distance, type Tcb} from '../../../src/tcp/index.js';
import {other} from '../../../src/wire/index.js';
import type {Ends} from '../ends.js';

type Pair = {readonly host: HostName; readonly from: Tcb; readonly to: Tcb};

/** Each direction of each connection whose receiver knows its sender's ISN. */
export function pairs(ends: Ends): Pair[] {
	const found: Pair[] = [];
	for (const host of HOST_NAMES) {
		for (const {tcb: from} of ends.world.hosts[host].connections) {
			const to = peerOf(ends, host, from);
			if (to !== null && distance(to.irs, from.iss) === 0) found.push({host, from, to});
		}
	}

	return found;
}

/** The other end's TCB, whether it agrees or not; null: there is none. */
export function peerOf(ends: Ends, host: HostName, {local, remote}: Tcb): Tcb | null {
	if (remote === null) return null;
	const peer = ends.world.hosts[other(host)].connections.find(
		({tcb}) => tcb.remote?.port === local.port && tcb.local.port === remote.port,
	);
	return peer?.tcb ?? null;
}
