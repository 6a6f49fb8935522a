import fc from 'fast-check';

/** A mutant is killed or it is not: the same in every run. */
fc.configureGlobal({seed: 9293});
