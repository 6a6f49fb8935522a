import type {Command} from './command.js';

/** One line of a list and what choosing it does. */
export type Item = {
	/** Unique in its list. */
	readonly id: string;
	readonly label: string;
	/** Beside the label: a value, a section, what it means. */
	readonly detail: string;
	/** What it does, for the line below the list. */
	readonly hint?: string;
	readonly command: Command;
	/** False: the list stays, so that the next value can be set. */
	readonly closes: boolean;
};
