/** FILES IN AND OUT: scenarios, and traces of what they did. */

export type {Claim, Expectation, SegmentPattern, Times} from './expectation.js';
export {judge, type Verdict} from './judge.js';
export {excerpt, ParseError, type Place, type Source, where} from './parse-error.js';
export {type PlayOptions, play, QUIET_LIMIT, type Run, setupOf} from './player.js';
export {type ReportStyle, reportLines, summaryLine, verdictText} from './report.js';
export {nameOf, parseScenario, type Scenario} from './scenario.js';
export {traceLines} from './trace.js';
