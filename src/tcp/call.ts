/** The user calls of RFC 9293 §3.10.1–3.10.6. */
import type {CallError} from './effect.js';
import type {Seq} from './seq.js';

export type Call =
	/** `iss`: what our SYN, or SYN,ACK, will carry (RFC 6528; the host chooses it). */
	| {readonly call: 'open'; readonly how: 'active' | 'passive'; readonly iss: Seq}
	/** At most `sendRoom(tcb)` octets, or 'insufficient resources'. */
	| {readonly call: 'send'; readonly text: Uint8Array; readonly push: boolean; readonly urgent: boolean}
	| {readonly call: 'receive'; readonly count: number}
	/** `reading` 'ends': the program will read no more (MAY-1), so unread or later text is answered by a RST. */
	| {readonly call: 'close'; readonly reading: 'continues' | 'ends'}
	| {readonly call: 'abort'}
	| {readonly call: 'status'};

export type CallResult =
	| {readonly kind: 'ok'}
	/** `receive` only. `ended`: the peer's FIN lies just behind this text. */
	| {readonly kind: 'text'; readonly text: Uint8Array; readonly ended: boolean; readonly urgent: number}
	/** `receive` only: nothing is there yet; the program asks again after the signal 'text arrived'. */
	| {readonly kind: 'wait'}
	| {readonly kind: 'error'; readonly error: CallError};
