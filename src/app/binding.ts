import type {Words} from '../present/index.js';
import type {Command} from './command.js';
import type {Key} from './key.js';
import type {Place} from './mode.js';
import type {SessionState} from './state.js';

/** One key of one place: what it is called, what it does, and why it does nothing now. */
export type Binding = {
	/** The first is the one that is shown; the others do the same. */
	readonly keys: readonly Key[];
	/** Names the label of the key line and the sentence of the help. */
	readonly label: KeyLabel;
	readonly mode: Place;
	readonly command: Command;
	readonly why?: (state: SessionState) => string | null;
	/** Place in the key line, lowest first; absent: only in the help. */
	readonly foot?: number;
	/** What the key line calls it now, where that is not its label. */
	readonly named?: (state: SessionState) => keyof Words['keys']['labels'];
	/** Shown in the key line instead of the first key and its label. */
	readonly footAs?: {readonly keys: string; readonly label: keyof Words['keys']['labels']};
};

export type KeyLabel = keyof Words['keys']['help'] & keyof Words['keys']['labels'];
