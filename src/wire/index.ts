/** BETWEEN THE HOSTS. */

export * from './flight.js';
export * from './wire.js';
