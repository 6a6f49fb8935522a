/** A host's timers: those of its connections, and its own for orphans in FIN-WAIT-2 and lingering calls. */

import {expire, type Micros, nextDeadline} from '../tcp/index.js';
import {forget, run} from './connections.js';
import type {Host, HostEffect} from './host.js';
import {settle} from './settle.js';
import {lingerDeadline} from './waiting.js';

/** Runs all timers that are due at `now`, connection by connection. */
export function hostExpire(host: Host, now: Micros, out: HostEffect[]): void {
	for (const connection of host.connections) {
		const {forgetAt} = connection;
		if (isDue(nextDeadline(connection.tcb), now)) {
			run(host, connection, (tcb, effects) => expire(tcb, now, effects), out);
		}

		if (isDue(forgetAt, now)) forget(host, connection, 'fin-wait-2-forgotten', now, out);
	}

	settle(host, now, out);
}

const isDue = (at: Micros | null, now: Micros): boolean => at !== null && at <= now;

/** The earliest deadline of any timer on the host; null: none runs. */
export function hostDeadline(host: Host): Micros | null {
	let next = lingerDeadline(host);
	if (host.wakesAt !== null && (next === null || host.wakesAt < next)) next = host.wakesAt;
	for (const {tcb, forgetAt} of host.connections) {
		for (const at of [nextDeadline(tcb), forgetAt]) if (at !== null && (next === null || at < next)) next = at;
	}

	return next;
}
