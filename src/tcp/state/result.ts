/** What a call returns at once; delayed responses are signals. The RFC's error strings are values, never thrown. */

import type {CallError} from './effect.js';

export type CallResult =
	| {readonly kind: 'ok'}
	/** `receive` only. `ended`: the peer's FIN lies just behind this text. `urgent`: octets to the end of urgent text. */
	| {readonly kind: 'text'; readonly text: Uint8Array; readonly ended: boolean; readonly urgent: number}
	/** `receive` only: nothing is there yet; the program asks again after the signal 'text arrived'. */
	| {readonly kind: 'wait'}
	| {readonly kind: 'error'; readonly error: CallError};

export const OK: CallResult = {kind: 'ok'};

export const fails = (error: CallError): CallResult => ({kind: 'error', error});
