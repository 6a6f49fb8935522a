import {configOf, DEFAULT_OPTIONS, type Host, type HostName} from '../host/index.js';
import type {Micros} from '../tcp/index.js';

/** How long an old segment may turn up again: the longer of what the two hosts hold for true. */
export const mslOf = (hosts: Readonly<Record<HostName, Host>>): Micros =>
	Math.max(configOf(hosts.client, DEFAULT_OPTIONS).msl, configOf(hosts.server, DEFAULT_OPTIONS).msl);
