/** PACKETDRILL: its scripts, run against one host of ours. */

export type {Defines} from './cursor.js';
export {type Exported, exportScript} from './export-script.js';
export {readScript} from './read-script.js';
export {failedLines, failureSays, hasPassed, logText, notesText, passedLine} from './report.js';
export {MOST_EVENTS, type RunOptions, runScript, type ScriptRun} from './run-script.js';
export type {Script} from './script.js';
export {type ScriptHistory, scriptHistory} from './script-history.js';
export {type ScriptWords, scriptWords} from './words.js';
