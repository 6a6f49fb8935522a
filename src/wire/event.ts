/** What the wire tells: events of acts and faults, and why an act does not apply. */

import type {Values} from '../tcp/index.js';
import type {Flight, FlightId} from './flight.js';

/** act: by the user; rule: by the scenario; loss, limit: by netem; too-long: by a narrow link; checksum: by the receiver. */
export type DroppedBy = 'act' | 'rule' | 'loss' | 'limit' | 'too-long' | 'checksum';

/** What an act, a rule or a fault did to a segment that is still in flight. */
export type ChangedHow = 'delayed' | 'moved' | 'flipped' | 'marked' | 'edited';

/** What happened to a segment, in order; the wire has done it already. */
export type WireEvent =
	/** It is on the wire; `flight` as it is after the wire's faults. */
	| {readonly kind: 'sent'; readonly flight: Flight}
	| {readonly kind: 'delivered'; readonly id: FlightId}
	| {readonly kind: 'dropped'; readonly id: FlightId; readonly by: DroppedBy}
	/** `flight` is as it is now. */
	| {readonly kind: 'changed'; readonly how: ChangedHow; readonly flight: Flight};

/** Why an act did nothing. */
export type WireReason =
	| 'no-such-segment'
	| 'not-in-flight'
	| 'still-in-flight'
	| 'ghost-expired'
	| 'bad-value'
	| 'other-direction'
	| 'bit-outside'
	| 'not-markable';

/** Nothing was done, and why. `values` fill the sentence of the catalogue: the segment, the field, the number of bits. */
export type Refusal = {readonly refused: WireReason; readonly values: Values};

/** Did the act not apply? */
export const isRefusal = (result: object | null): result is Refusal => result !== null && 'refused' in result;

/** The answer of an act that does not apply. */
export const refuse = (refused: WireReason, values: Values): Refusal => ({refused, values});
