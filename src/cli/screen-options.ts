/** What `tcp-lab` was asked for on its command line. */

import type {ProfileName} from '../host/index.js';
import type {Lang} from '../present/index.js';

export type ScreenOptions = {
	readonly lang: Lang;
	readonly scenario?: string;
	readonly profile?: ProfileName;
	readonly seed?: number;
	readonly ascii?: boolean;
	readonly color?: boolean;
};
