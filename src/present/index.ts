/** DATA → WORDS AND PICTURES. Pure. */

export * from './line.js';
