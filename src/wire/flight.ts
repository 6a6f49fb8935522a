/** A segment between the hosts, and what became of it. Plain data. */

import type {Micros, Segment} from '../tcp/index.js';

/** The end a segment comes from or goes to. */
export type Side = 'client' | 'server';

/** An outsider is neither host: a forger. */
export type Sender = Side | 'outsider';

/** `c3` is the client's third segment on the wire, `s` the server's, `x` an outsider's; each prime is one more copy. */
export type FlightId = string;

/** What made the sender send: each segment knows. */
export type Cause =
	| {readonly kind: 'call'; readonly socket: string; readonly call: string}
	| {readonly kind: 'arrival'; readonly of: FlightId}
	| {readonly kind: 'timer'; readonly timer: string}
	/** The user, or a fault model, put it there. */
	| {readonly kind: 'act'; readonly act: 'duplicate' | 'forge' | 'replay' | 'fault'};

/** A segment in flight. Never written to: what changes is replaced. */
export type Flight = {
	readonly id: FlightId;
	readonly from: Sender;
	readonly to: Side;
	readonly segment: Segment;
	readonly cause: Cause;
	readonly sentAt: Micros;
	/** When the first of its copies was sent: a replayed ghost gets no second MSL. */
	readonly bornAt: Micros;
	/** When it arrives at the earliest; in flow it does arrive then. */
	readonly dueAt: Micros;
	/** It waits for the user's word, whatever the time. */
	readonly held: boolean;
	/** Bits flipped since it was sent, counted from the first bit of the IPv4 header. */
	readonly flipped: readonly number[];
	/** The segment that this is a copy of; null: sent or forged. */
	readonly copyOf: FlightId | null;
};

/** A segment that is no more on the wire. It stays in the picture, and can be replayed while its MSL lasts. */
export type Ghost = Flight & {readonly fate: 'delivered' | 'dropped'; readonly endedAt: Micros};

/** The other end. */
export const other = (side: Side): Side => (side === 'client' ? 'server' : 'client');
