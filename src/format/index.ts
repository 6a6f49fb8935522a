/** FILES IN AND OUT: scenarios and captures in, traces and captures out; pictures have a public face of their own. */

export {captureKind, readCapture} from './capture.js';
export {isKnownLink} from './capture-link.js';
export {recordingLines} from './capture-report.js';
export {streamsOf} from './capture-streams.js';
export type {Capture, CaptureTrouble} from './capture-types.js';
export type {Claim, Expectation, SegmentPattern} from './expectation.js';
export {holds, judge, type Played, type Verdict} from './judge.js';
export type {Figure} from './measured.js';
export {ParseError, type Place, type Source} from './parse-error.js';
export {play, type Run, setupOf} from './player.js';
export {reportLines, summaryLine, verdictText} from './report.js';
export {captureOf} from './run-capture.js';
export {parseScenario, type Scenario} from './scenario.js';
export {VANTAGES, type Vantage} from './sightings.js';
export {traceLines} from './trace.js';
