/** What `tcp-lab run` is told, beside the files. */

import type {ProfileName} from '../host/index.js';
import type {Lang} from '../present/index.js';

export type RunOptions = {
	readonly lang: Lang;
	readonly profile?: ProfileName;
	readonly seed?: number;
	readonly format: 'text' | 'jsonl' | 'pcapng' | 'pkt' | 'tap' | 'junit';
	readonly output?: string;
	readonly quiet?: boolean;
	readonly list?: boolean;
	readonly ascii?: boolean;
	/** For a capture: the only place it is seen from; or the interface of one that is read. */
	readonly vantage?: string;
	/** Of a capture that is read. */
	readonly stream?: number;
};

export type ScriptOptions = {
	readonly verbose?: boolean;
	readonly exact?: boolean;
	readonly maxEvents?: number;
	readonly allowMore?: boolean;
	/** `NAME=VALUE`, each. */
	readonly define?: readonly string[];
};
