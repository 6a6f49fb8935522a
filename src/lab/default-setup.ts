/** The lab without a scenario. */

import type {HostName, ProfileName} from '../host/index.js';
import type {Setup} from './setup.js';

/** Where the hosts are when nobody says otherwise. */
export const ADDRESSES: Readonly<Record<HostName, string>> = {client: '10.0.0.1', server: '10.0.0.2'};

/**
 * A server that listens on port 80 and accepts by itself, a client that has done nothing, a wire that holds all.
 *
 * @param seed - what chance starts from: 0 … 2^32 - 1
 */
export const defaultSetup = (profile: ProfileName, seed: number): Setup => ({
	profile,
	seed,
	switches: [],
	hosts: {client: {address: ADDRESSES.client}, server: {address: ADDRESSES.server}},
	wire: {mode: 'hold', latency: 20_000, mtu: 1500, rules: []},
	ready: [{host: 'server', call: {call: 'listen', socket: 'l', port: 80, accepts: true}}],
	calls: [],
});
