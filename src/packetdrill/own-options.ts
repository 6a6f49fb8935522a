/** Socket options that are no setting of the host's: what they tell, or do, at the moment of the call. */

import {socketNamed} from '../host/index.js';
import {fails} from './calls-open.js';
import type {Outcome, SocketFd} from './fds.js';
import type {Machine} from './machine.js';
import {ERRNO_NUMBERS} from './symbols.js';

type Value = number | string | {onoff: number; linger: number};

type Own = {
	/** Null: it is set. */
	readonly set: (m: Machine, fd: SocketFd, value: Value) => Outcome | null;
	/** Null: Linux has no such value to tell. */
	readonly get: (m: Machine, fd: SocketFd) => Value | null;
};

const readOnly = (get: Own['get']): Own => ({set: () => fails('ENOPROTOOPT'), get});

const OWN: Readonly<Record<string, Own>> = {
	SO_ERROR: readOnly((m, fd) => {
		const socket = socketNamed(m.host, fd.name);
		const error = socket?.error ?? null;
		if (socket !== null && error !== null) {
			socket.error = null;
			fd.connecting = false;
		}

		return error === null ? 0 : (ERRNO_NUMBERS[error] ?? 0);
	}),
	SO_TYPE: readOnly(() => 1),
	SO_PROTOCOL: readOnly(() => 6),
	SO_ACCEPTCONN: readOnly((_m, fd) => (fd.phase === 'listening' ? 1 : 0)),
};

/** Null: the option is a setting of the host's, or unknown. */
export const ownOption = (name: string): Own | null => OWN[name] ?? null;
