/** What a host tells IP with each segment: how far it may go (RFC 9293 §3.9.2), and how it is to be served (§3.9.1.9). */

import type {Effect} from '../tcp/index.js';
import type {Host, SocketOptions} from './host.js';
import {numberOf} from './sysctl.js';

/** The engine's effect; where it sends a segment, with the host's TTL (MUST-49) and the program's Diffserv field (MUST-48). */
export function withIpHeader(host: Host, options: SocketOptions, effect: Effect): Effect {
	if (effect.kind !== 'send') return effect;
	const ttl = numberOf(host.sysctl, 'ip_default_ttl');
	const dscp = options.IP_TOS >> 2;
	const {segment} = effect;
	if (segment.ttl === ttl && segment.dscp === dscp) return effect;
	return {...effect, segment: {...segment, ttl, dscp}};
}
