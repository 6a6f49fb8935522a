/** What every catalogue must have. */

import type {en} from './en.js';

/** Same keys as the English catalogue, any words. */
export type Words = Widened<typeof en>;
type Widened<T> = {readonly [K in keyof T]: T[K] extends string ? string : Widened<T[K]>};
