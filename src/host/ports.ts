/** Which port a connect gets, and who may have a port that is in use. */

import type {Sysctl} from './host.js';

/** `ip_local_port_range`: both ends belong to it. */
export function ephemeralPorts(sysctl: Sysctl): {first: number; last: number} {
	const [first = 49_152, last = 65_535] = String(sysctl.ip_local_port_range).trim().split(/\s+/).map(Number);
	return {first, last};
}
