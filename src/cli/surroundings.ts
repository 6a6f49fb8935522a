import type {Lang} from '../present/index.js';

/** The streams and the environment that a subcommand works in: the process's own, or a test's. */
export type Surroundings = {
	readonly stdin: NodeJS.ReadStream;
	readonly stdout: Out & NodeJS.WriteStream;
	readonly stderr: Out;
	readonly env: Readonly<Record<string, string | undefined>>;
	readonly platform: string;
};

export type Out = {
	write(text: string): boolean;
	readonly isTTY?: boolean;
	readonly columns?: number;
};

/** The language of the locale, in POSIX order. */
export const langOf = (env: Surroundings['env']): Lang =>
	/^zh/i.test(env.LC_ALL || env.LC_MESSAGES || env.LANG || '') ? 'zh' : 'en';
