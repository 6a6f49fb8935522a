/**
 * SYN cookies (RFC 4987 §3.6): our ISN says all that a listener must know of a connection, so that it need not remember
 * the SYN. The ACK brings it back.
 *
 *     ISN = F(ends) + SEG.SEQ + minute * 2^24 + (F(ends, minute) + which MSS) mod 2^24
 *
 * A cookie has no room for options; where timestamps are used, the low six bits of ours have (as Linux lays them out).
 */

import type {Secret} from '../state/isn.js';
import {type Endpoint, type Micros, NO_OPTIONS, type Segment, segment} from '../state/segment.js';
import {plus, type Seq, seq, unsigned} from '../state/seq.js';
import {sipHash} from '../state/siphash.js';

const LEAST_SIZE = 536;

/** Segment sizes that a cookie can tell, octets: the largest that the peer's reaches is taken. */
const SIZES: readonly number[] = [LEAST_SIZE, 1_300, 1_440, 1_460];

/** The cookie's clock ticks once a minute; a cookie of the minute before last is too old. */
const MINUTE: Micros = 60_000_000;
const TICKS = 2;

/** So long after the last cookie an ACK may bring one back. */
export const COOKIE_LIFE: Micros = TICKS * MINUTE;

const BITS = 24;
const MASK = 2 ** BITS - 1;

/** Minutes since time 0. */
const cookieClock = (now: Micros): number => Math.floor(now / MINUTE);

/** Octets: what a cookie will say of a peer that takes so much. @param mss - the SYN's; null: it said nothing */
const cookieMss = (mss: number | null): number => SIZES.findLast(size => size <= (mss ?? LEAST_SIZE)) ?? LEAST_SIZE;

/** The ISN that answers this SYN. @param mss - one of `cookieMss`'s, octets */
export function cookieFor(
	syn: Pick<Segment, 'source' | 'destination' | 'seq'>,
	mss: number,
	secret: Secret,
	now: Micros,
): Seq {
	const count = cookieClock(now);
	const which = SIZES.indexOf(mss);
	const low = (hash(secret, syn, count, 1) + which) & MASK;
	return seq((hash(secret, syn, 0, 0) + unsigned(syn.seq) + ((count << BITS) | 0) + low) | 0);
}

/**
 * The segment size that the cookie tells of, octets; null: it is none of ours, or too old.
 *
 * @param seg - the ACK: it acknowledges the cookie plus one, and stands one past the SYN
 */
export function judgeCookie(seg: Segment & {ack: Seq}, secret: Secret, now: Micros): number | null {
	const clock = cookieClock(now);
	const cookie = (unsigned(seg.ack) - 1 - hash(secret, seg, 0, 0) - (unsigned(seg.seq) - 1)) >>> 0;
	const age = (clock - (cookie >>> BITS)) & (2 ** (32 - BITS) - 1);
	if (age >= TICKS) return null;
	return SIZES[(cookie - hash(secret, seg, clock - age, 1)) & MASK] ?? null;
}

function hash(secret: Secret, {source, destination}: Ends, count: number, which: 0 | 1): number {
	const ends = `${source.address}:${source.port}>${destination.address}:${destination.port}`;
	return sipHash(secret, `cookie ${which} ${count} ${ends}`);
}

type Ends = {readonly source: Endpoint; readonly destination: Endpoint};

const NO_WSCALE = 0xf;
const SACK = 0x10;
const ECN = 0x20;
const OPTION_BITS = 0x3f;

/**
 * The SYN as a cookie can tell of it: sent through an engine of its own, it makes the SYN,ACK. Without timestamps
 * no option is left but the segment size.
 */
export function cookieSegment(syn: Segment, timestamps: boolean): Segment {
	const mss = cookieMss(syn.options.mss);
	if (timestamps && syn.options.timestamps !== null) return {...syn, options: {...syn.options, mss}};
	return {...syn, ece: false, cwr: false, options: {...NO_OPTIONS, mss}};
}

/**
 * How far our timestamp must be set back so that its low six bits tell what was agreed on: milliseconds, 0 … 63.
 *
 * @param agreed - `wscale`: the peer's shift, null: no scaling
 */
export function cookieTicks(now: Micros, agreed: {wscale: number | null; sack: boolean; ecn: boolean}): number {
	const clock = Math.floor(now / 1_000);
	const bits = (agreed.wscale ?? NO_WSCALE) | (agreed.sack ? SACK : 0) | (agreed.ecn ? ECN : 0);
	return (clock - bits) & OPTION_BITS;
}

/**
 * The SYN that a cookie's ACK speaks of, so far as it is known.
 *
 * @param offset - what our timestamps are ahead of our clock, milliseconds
 */
export function synOfCookie(ack: Segment, mss: number, offset: number): Segment {
	const {timestamps} = ack.options;
	const bits = timestamps === null ? NO_WSCALE : ((timestamps.ecr - offset) >>> 0) & OPTION_BITS;
	const wscale = bits & NO_WSCALE;
	const ecn = (bits & ECN) !== 0;
	return segment({
		source: ack.source,
		destination: ack.destination,
		seq: plus(ack.seq, -1),
		syn: true,
		ece: ecn,
		cwr: ecn,
		wnd: ack.wnd,
		options: {
			...NO_OPTIONS,
			mss,
			wscale: wscale === NO_WSCALE ? null : wscale,
			sackPermitted: (bits & SACK) !== 0,
			timestamps: timestamps === null ? null : {val: timestamps.val, ecr: 0},
		},
	});
}
