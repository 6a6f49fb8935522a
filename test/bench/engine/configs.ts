/** The connections that are measured: the letter, SACK with either congestion control, and what Linux starts with. */

import {configOf, createHost, DEFAULT_OPTIONS} from '../../../src/host/index.js';
import {type Config, NO_SWITCHES, RFC9293} from '../../../src/tcp/index.js';

/** With SACK; and with patience enough that a line of 20 % loss does not end a connection. */
export const withSack = (congestionControl: Config['congestionControl']): Config => ({
	...RFC9293,
	sack: true,
	congestionControl,
	r2: 20,
	r2Syn: 20,
	r2SynAck: 20,
});

/** Linux's values and behaviours, with the same patience. */
export function linux(): Config {
	const host = createHost({
		name: 'client',
		address: '192.0.2.1',
		peerAddress: '192.0.2.2',
		profile: 'linux',
		sysctl: {tcp_retries2: 20, tcp_syn_retries: 20, tcp_synack_retries: 20},
		switches: NO_SWITCHES,
		secret: [0, 0, 0, 0],
		mtu: 1500,
	});
	return configOf(host, DEFAULT_OPTIONS);
}
