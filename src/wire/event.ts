/** What the wire tells: events of acts and faults, and why an act does not apply. */

import type {Values} from '../tcp/index.js';
import type {Flight, FlightId} from './flight.js';

export type WireEvent =
	/** It is on the wire; `flight` as it is after the wire's faults. */
	| {readonly kind: 'sent'; readonly flight: Flight}
	| {readonly kind: 'delivered'; readonly id: FlightId}
	/** act: by the user; rule: by the scenario; loss, limit: by netem; checksum: by the receiver. */
	| {
			readonly kind: 'dropped';
			readonly id: FlightId;
			readonly by: 'act' | 'rule' | 'loss' | 'limit' | 'checksum';
	  }
	/** `flight` is as it is now. */
	| {
			readonly kind: 'changed';
			readonly how: 'delayed' | 'moved' | 'flipped' | 'edited';
			readonly flight: Flight;
	  };

/** Why an act did nothing. */
export type WireReason =
	| 'no-such-segment'
	| 'not-in-flight'
	| 'still-in-flight'
	| 'ghost-expired'
	| 'bad-value'
	| 'other-direction'
	| 'bit-outside';

/** `values` fill the sentence of the catalogue: the segment, the field, the number of bits. */
export type Refusal = {readonly refused: WireReason; readonly values: Values};

/** Did the act not apply? */
export const isRefusal = (result: object | null): result is Refusal => result !== null && 'refused' in result;

export const refuse = (refused: WireReason, values: Values): Refusal => ({refused, values});
