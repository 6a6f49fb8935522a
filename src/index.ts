/** The lab as a library: two hosts, a wire, a clock and a history; and below it, each layer under its own name. */
export * as host from './host/index.js';
export * from './lab/index.js';
export * as present from './present/index.js';
export * as tcp from './tcp/index.js';
export * as wire from './wire/index.js';
