/** ONE END SYSTEM. */

export * from './host.js';
