/** What calls return when nothing more is to be said. */

import type {CallResult} from './call.js';
import type {CallError} from './effect.js';

export const OK: CallResult = {kind: 'ok'};

/** The RFC's error strings are values here, never thrown. */
export const fails = (error: CallError): CallResult => ({kind: 'error', error});
