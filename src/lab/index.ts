/** TWO HOSTS, A WIRE, A CLOCK, A HISTORY. */

export {branch, branches, MAX_BRANCHES, switchBranch} from './branches.js';
export {wrongInInput} from './check/check-input.js';
export {wrongInSetup} from './check/check-setup.js';
export {type BranchEnd, type Comparison, compareBranches} from './compare/branches.js';
export {type Compared, comparedWith, type PastLine} from './compare/compared-with.js';
export {type Changes, changedPaths, changedPathsOfTcb} from './compare/diff.js';
export {same} from './compare/same.js';
export type {Variant} from './compare/variant.js';
export {createLab, type Lab, type LabOptions} from './create-lab.js';
export {copyWorld, createWorld} from './create-world.js';
export {ADDRESSES, defaultSetup} from './default-setup.js';
export * from './fact.js';
export * from './history.js';
export * from './input.js';
export {type Moment, momentsOf} from './moment.js';
export {createHistory, extend, jump, record, redo, toggle, undo, worldAt, worldOf} from './record.js';
export {countArrived, countSent, noCounts, type SegmentCounts} from './segment-counts.js';
export {
	type Operation,
	operate,
	operationLine,
	parseSession,
	type SessionError,
	sessionHead,
	sessionText,
} from './session.js';
export * from './setup.js';
export {step} from './step.js';
export {type Happening, nextHappening, timerRuns, type Watch} from './time.js';
export * from './world.js';
