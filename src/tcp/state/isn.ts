/** Initial sequence numbers, RFC 9293 §3.4.1 and RFC 6528: ISN = M + F(localip, localport, remoteip, remoteport, key). */

import type {Endpoint, Micros} from './segment.js';
import {plus, type Seq, seq} from './seq.js';
import {sipHash} from './siphash.js';

/** The key of F: four 32-bit words that nobody outside the host knows (MUST-9); here they come from the world's seed. */
export type Secret = readonly [number, number, number, number];

/** One tick of M (MUST-8): 4 microseconds, so that the clock wraps after 4.77 hours. */
const TICK: Micros = 4;

/** What the switch `constant-isn` gives every connection. */
export const CONSTANT_ISN: Seq = seq(1000);

/**
 * The ISN of a connection opened now.
 *
 * F is SipHash-2-4, as in Linux; RFC 6528 §3 asks for a pseudorandom function and names none but MD5 as an example.
 *
 * @param now - microseconds; the ISN clock survives a crash because virtual time does
 */
export function initialSequenceNumber(now: Micros, local: Endpoint, remote: Endpoint, secret: Secret): Seq {
	const identity = `${local.address}:${local.port}>${remote.address}:${remote.port}`;
	const m = Math.floor(now / TICK);
	return plus(seq(m), sipHash(secret, identity));
}

/**
 * What this host's timestamps to that peer are ahead of its clock, so that they do not tell how long it has been up
 * (RFC 7323 §5.4 and §7.1): milliseconds, 0 … 2^32 - 1.
 *
 * One for all connections between two addresses, as in Linux: then the timestamps of one connection go on rising in the
 * next between the same ends, which lets that one open straight from TIME-WAIT (RFC 6191).
 */
export const timestampOffset = (local: string, remote: string, secret: Secret): number =>
	sipHash(secret, `timestamps ${local}>${remote}`) >>> 0;
