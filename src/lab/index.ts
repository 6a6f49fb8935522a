/** TWO HOSTS, A WIRE, A CLOCK, A HISTORY. */

export * from './fact.js';
export * from './history.js';
export * from './input.js';
export * from './setup.js';
export * from './world.js';
