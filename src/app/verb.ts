import type {Command} from './command.js';
import type {Kind} from './grammar.js';

/** A command line's first word, what may follow it, and the command that it makes. */
export type Verb = {
	readonly verb: string;
	readonly parameters: readonly Parameter[];
	/** Null: the words cannot be read together; the last one is what is wrong. */
	readonly command: (words: VerbWords) => Command | null;
};

export type Parameter = {readonly kind: Kind; readonly optional: boolean};

/** What stands at each place; undefined: it was left out. */
export type VerbWords = readonly (string | number | undefined)[];

export const needed = (kind: Kind): Parameter => ({kind, optional: false});
export const optional = (kind: Kind): Parameter => ({kind, optional: true});
