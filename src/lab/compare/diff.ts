/** What changed in each TCB between two worlds, by name: for marks in the panes. */

import type {Host, HostName} from '../../host/index.js';
import {createTcb, type Tcb} from '../../tcp/index.js';
import type {World} from '../world.js';
import {same} from './same.js';

/** By connection id: the names of what changed, such as `state`, `snd.una`, `timers.persist`, `unread`. */
export type Changes = Readonly<Record<HostName, Readonly<Record<number, readonly string[]>>>>;

/**
 * What differs in each TCB that `after` has. A new one is held against a TCB in CLOSED.
 *
 * A few microseconds a connection; connections without a change are not in the answer.
 */
export const changedPaths = (before: World, after: World): Changes => ({
	client: changedIn(before.hosts.client, after.hosts.client),
	server: changedIn(before.hosts.server, after.hosts.server),
});

function changedIn(before: Host, after: Host): Record<number, readonly string[]> {
	const changed: Record<number, readonly string[]> = {};
	for (const connection of after.connections) {
		const {tcb} = connection;
		const was = before.connections.find(c => c.id === connection.id)?.tcb;
		const paths = changedPathsOfTcb(was ?? createTcb(tcb.config, tcb.local, tcb.remote), tcb);
		if (paths.length > 0) changed[connection.id] = paths;
	}

	return changed;
}

/** The names of what differs. Sections are walked into; queues, endpoints and the config are one name each. */
export function changedPathsOfTcb(before: Tcb, after: Tcb): readonly string[] {
	const paths: string[] = [];
	for (const key of Object.keys(after) as (keyof Tcb)[]) {
		const was: unknown = before[key];
		const is: unknown = after[key];
		if (isSection(key, was) && isSection(key, is)) {
			for (const part of Object.keys(is)) {
				if (!same(was[part], is[part])) paths.push(`${key}.${part}`);
			}
		} else if (!same(was, is)) paths.push(key);
	}

	return paths;
}

const WHOLE: ReadonlySet<keyof Tcb> = new Set(['local', 'remote', 'config', 'unsent', 'unread']);

const isSection = (key: keyof Tcb, value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !Array.isArray(value) && !WHOLE.has(key);
