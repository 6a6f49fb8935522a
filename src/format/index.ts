/** FILES IN AND OUT: scenarios, and traces of what they did. */

export type {Claim, Expectation} from './expectation.js';
export {judge, type Verdict} from './judge.js';
export {ParseError, type Source} from './parse-error.js';
export {play, type Run, setupOf} from './player.js';
export {reportLines, summaryLine, verdictText} from './report.js';
export {parseScenario, type Scenario} from './scenario.js';
export {traceLines} from './trace.js';
