/** How a run ends, and what is told of it on the way. */

import type {Place} from '../../format/parse-error.js';
import type {Micros, RuleId, Values} from '../../tcp/index.js';

/** A decision of the engine's, and when it fell. */
export type Decided = {readonly rule: RuleId; readonly values: Values | null; readonly at: Micros};

/** What a line wanted and did not get. */
export type Failure = {
	readonly place: Place;
	/** `flags`, `seq`, `win`, `time`, `result` … */
	readonly field: string;
	readonly expected: string;
	readonly got: string;
	/** Both packets, or both calls, whole: in packetdrill's notation. Null: there is no such thing to show. */
	readonly wanted: string | null;
	readonly actual: string | null;
	readonly decided: Decided | null;
};

/** One thing that happened, or that the script did. */
export type LogLine = {readonly at: Micros; readonly text: string; readonly line: number | null};

/** A script does not go on. */
export class Failed extends Error {
	override name = 'Failed';

	constructor(readonly failure: Failure) {
		super(`${failure.field}: expected ${failure.expected}, got ${failure.got}`);
	}
}

/** More happens than is allowed. */
export class TooMuch extends Error {
	override name = 'TooMuch';
}
