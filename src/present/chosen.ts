/** Which of a host's connections is shown where there is room for one. */

import type {Connection, HostName} from '../host/index.js';
import type {World} from '../lab/index.js';

/**
 * The connection to show: the wanted one if it is there, else the newest that is not CLOSED, LISTEN or TIME-WAIT,
 * else the newest; null: the host has none.
 */
export function shownConnection(world: World, host: HostName, wanted: number | null = null): Connection | null {
	const {connections} = world.hosts[host];
	const found = connections.find(each => each.id === wanted);
	if (found !== undefined) return found;
	let best: Connection | null = null;
	for (const each of connections) {
		if (best === null || weight(each) >= weight(best)) best = each;
	}
	return best;
}

const weight = ({tcb}: Connection): number => {
	if (tcb.state === 'CLOSED') return 0;
	if (tcb.state === 'LISTEN') return 1;
	return tcb.state === 'TIME-WAIT' ? 2 : 3;
};
