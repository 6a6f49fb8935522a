/** How a call fails: the errno a program sees, beside the words RFC 9293 has for it. */

import type {CallError} from '../tcp/index.js';
import type {Errno, Returned, Socket} from './host.js';

/** @param error - null where the RFC has no words for it */
export const fails = (errno: Errno, error: CallError | null = null): Returned => ({errno, error});

/** @param ret - as C returns it */
export const returns = (ret: number, text: Uint8Array | null = null): Returned => ({ret, text});

/** The socket's pending error, which is told once (SO_ERROR); null: there is none. */
export function takeError(socket: Socket): Returned | null {
	const {error} = socket;
	socket.error = null;
	return error === null ? null : fails(error, WORDS[error] ?? null);
}

const WORDS: Partial<Record<Errno, CallError>> = {
	ECONNRESET: 'connection reset',
	ETIMEDOUT: 'connection aborted due to user timeout',
	ENOTCONN: 'connection does not exist',
};
