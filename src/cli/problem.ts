/** What is wrong with the arguments, a file or the machine: one sentence with a way out, and exit code 2. */
export class Problem extends Error {
	override name = 'Problem';
}

/** Exit codes of every subcommand. */
export const OK = 0;
export const FAILED = 1;
export const WRONG = 2;

/** Says who speaks, unless the sentence does. */
export const signed = (text: string): string => (text.startsWith('tcp-lab') ? text : `tcp-lab: ${text}`);
