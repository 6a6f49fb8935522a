/** What came of one file: a run, or why it could not be read. */
export type ScriptResult = {
	readonly path: string;
	readonly lines: readonly string[];
	readonly outcome: 'passed' | 'failed' | 'unreadable';
	readonly seconds: number;
};
