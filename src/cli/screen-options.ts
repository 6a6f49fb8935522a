/** What `tcp-lab` was asked for on its command line. */

import type {ProfileName} from '../host/index.js';
import type {Lang} from '../present/index.js';

export type ScreenOptions = {
	readonly lang: Lang;
	readonly scenario?: string;
	/** The name of a built-in lesson, or a file. */
	readonly lesson?: string;
	/** The list of lessons is open. */
	readonly lessons?: boolean;
	readonly profile?: ProfileName;
	readonly seed?: number;
	readonly ascii?: boolean;
	readonly color?: boolean;
};
