/**
 * The public library: two TCP engines and the wire between them, without I/O.
 *
 * `createLab` is the way in; the layers below it are there for whoever wants one connection, one host or one wire.
 */

export * from './host/index.js';
export * from './lab/index.js';
export * from './present/index.js';
export type {Micros, RuleId, Segment, Signal, State, Switch, Tcb, TimerName} from './tcp/index.js';
export * as tcp from './tcp/index.js';
export * from './wire/index.js';
